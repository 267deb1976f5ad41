//! The plain types that every room speaks: documents, annotations, entities, dates, findings.
//!
//! Nothing here knows of files, Markdown or HTML.

mod annotation;
mod block_id;
mod coordinates;
mod destination;
mod document;
mod edtf;
pub mod english;
mod entity;
mod excerpt;
mod finding;
mod fingerprint;
mod id;
mod kind;
mod nearest;
mod projection;
mod reading;
mod sentence_bounds;
mod sentences;
mod whereabouts;

pub use annotation::{Annotation, Body, Certainty};
pub use block_id::BlockIds;
pub use coordinates::{Coordinates, CoordinatesError};
pub use destination::{Destination, path_from};
pub use document::{
    Alignment, Block, BlockKind, Document, Inline, InlineKind, ListItem, Note, Span, Walk,
};
pub use edtf::{CivilDate, DatePrecision, DateShape, DateWords, Edtf, EdtfError, End};
pub use entity::{Entity, Links};
pub use excerpt::Excerpt;
pub use finding::{Code, Finding, Location, Record, Severity};
pub use fingerprint::Fingerprint;
pub use id::{Id, IdError};
pub use kind::{Kind, KindError};
pub use nearest::nearest;
pub use projection::{ProjectedBlock, ProjectedSpan, Projection, Segment};
pub use reading::ReadingMeta;
pub use sentences::sentences;
pub use whereabouts::{Precision, Whereabouts};
