//! A reading with its annotations → a text and what is right about it.

use std::ops::Range;

use glossator::{
    markup::{self, Options},
    model::{Body, Id, Projection},
};

/// Whether the names of a text are given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// Recognition has to find them.
    Found,
    /// They stand in the text with their annotations.
    Given,
}

/// A text to measure on.
#[derive(Debug)]
pub(crate) struct Text {
    /// The text, without the quotations' annotations.
    pub(crate) projection: Projection,
    /// Its quotations, in order.
    pub(crate) quotations: Vec<Quotation>,
    /// Where persons are named.
    pub(crate) mentions: Vec<(Place, Id)>,
}

/// Bytes of a block's text, by the block's index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) block: usize,
    pub(crate) text: Range<usize>,
}

/// A quotation that a person marked.
#[derive(Debug)]
pub(crate) struct Quotation {
    /// Where it stands: its beginning, then what continues it.
    pub(crate) parts: Vec<Place>,
    /// Who says it; nothing where the text does not name the speaker.
    pub(crate) speaker: Option<Id>,
    /// By what a reader knows the speaker: the class of the annotation.
    pub(crate) cue: String,
}

/// Reads a text.
pub(crate) fn read(source: &str, names: Names) -> Text {
    let options = Options::default();
    let (reading, _) = markup::read_reading("", source, &options);
    let mut projection = Projection::of(&reading.document);
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut mentions = Vec::new();
    for (index, block) in projection.blocks.iter_mut().enumerate() {
        block.spans.retain(|span| {
            let place = Place {
                block: index,
                text: span.text.clone(),
            };
            let speaker = match &span.annotation.body {
                Body::Mention { entity, .. } => {
                    mentions.push((place, entity.clone()));
                    return names == Names::Given;
                }
                Body::Quotation(speaker) => Some(speaker.clone()),
                _ => None,
            };
            let classes = &span.annotation.classes;
            if classes.iter().any(|class| class == "continued")
                && let Some(last) = quotations.last_mut()
            {
                last.parts.push(place);
            } else {
                quotations.push(Quotation {
                    parts: vec![place],
                    speaker,
                    cue: classes.last().cloned().unwrap_or_default(),
                });
            }
            false
        });
    }
    Text {
        projection,
        quotations,
        mentions,
    }
}

impl Place {
    /// Returns whether two places have a byte in common.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        self.block == other.block
            && self.text.start < other.text.end
            && other.text.start < self.text.end
    }
}
