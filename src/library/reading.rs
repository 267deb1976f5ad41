use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use super::{Ids, Source, SpanIds, Summary, Terms};
use crate::{
    markup::{self, Options, ReadingFile},
    model::{Body, Certainty, Document, Finding, Id, InlineKind, Kind, Projection, Walk},
};

/// A reading: its source, and what is known of it without its text as a tree.
///
/// The tree of a text takes ten times the memory of its source, and only the reading's own page needs
/// it: it is made anew when it is wanted.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its file, relative to the root (`content/readings/voyage/chapter-01.md`).
    pub file: String,
    /// The text of its file.
    pub source: Source,
    /// What other pages may know of it.
    pub summary: Arc<Summary>,
    /// What its text refers to.
    pub references: References,
    options: Arc<Options>,
    terms: OnceLock<Terms>,
}

/// The text of a reading in all its forms: what its own page needs.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// As a tree.
    pub document: Document,
    /// As plain text.
    pub projection: Projection,
    /// The ids of its annotated spans.
    pub span_ids: SpanIds,
}

/// What a text refers to, and where: what a check holds against the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Mentions and quotations, in the order of the text, those of notes last.
    pub spans: Vec<Reference>,
    /// The urls of links and pictures, as written, with the bytes of these.
    pub links: Vec<(String, Range<usize>)>,
}

/// An annotated span that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The kind that the span claims; `None` for a quotation, which refers to its speaker.
    pub kind: Option<Kind>,
    /// The entity.
    pub entity: Id,
    /// How sure it is.
    pub certainty: Certainty,
    /// Bytes of the source, from the bracket to the end of the attribute list.
    pub source: Range<usize>,
    /// Bytes of the attribute list; empty for the forms that have none.
    pub attributes: Range<usize>,
}

/// What is known of a reading without its text.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) summary: Summary,
    pub(super) references: References,
    pub(super) terms: Option<Terms>,
}

impl Reading {
    /// Makes a reading of what is known of it.
    pub(super) fn known(source: Source, known: Known, options: &Arc<Options>) -> Self {
        Self {
            file: known.summary.file.clone(),
            source,
            summary: Arc::new(known.summary),
            references: known.references,
            options: Arc::clone(options),
            terms: known.terms.map_or_else(OnceLock::new, OnceLock::from),
        }
    }

    /// Makes a reading of its file, `parsed` with `options`.
    pub fn new(file: &str, source: Source, parsed: ReadingFile, options: &Arc<Options>) -> Self {
        Self::with_text(file, source, parsed, options).0
    }

    /// Makes the same, and its terms at once, since they are cheapest while its text is at hand.
    pub fn with_terms(
        file: &str,
        source: Source,
        parsed: ReadingFile,
        options: &Arc<Options>,
    ) -> Self {
        let (reading, text) = Self::with_text(file, source, parsed, options);
        reading.terms.get_or_init(|| Terms::of(&text.projection));
        reading
    }

    fn with_text(
        file: &str,
        source: Source,
        parsed: ReadingFile,
        options: &Arc<Options>,
    ) -> (Self, Text) {
        let references = References::of(&parsed.document);
        let meta = parsed.meta;
        let text = Text::of(parsed.document);
        let summary = Summary::new(file, &meta, &text.projection, &text.span_ids);
        let reading = Self {
            file: file.to_owned(),
            source,
            summary: Arc::new(summary),
            references,
            options: Arc::clone(options),
            terms: OnceLock::new(),
        };
        (reading, text)
    }

    /// Returns what it is found by.
    pub fn terms(&self) -> &Terms {
        self.terms.get_or_init(|| {
            let text = self.text().unwrap_or_default();
            Terms::of(&text.projection)
        })
    }

    /// Has it share with others the ids of the entities that it names.
    pub fn share_ids(&mut self, ids: &Ids) {
        let references = self.references.spans.iter_mut().map(|it| &mut it.entity);
        let Some(summary) = Arc::get_mut(&mut self.summary) else {
            return;
        };
        let mentions = summary.mentions.iter_mut().map(|it| &mut it.entity);
        let speakers = summary.quotations.iter_mut().map(|it| &mut it.speaker);
        ids.share(references.chain(mentions).chain(speakers));
    }

    /// Returns what it is found by, if that has been asked for before.
    pub(super) fn terms_if_known(&self) -> Option<&Terms> {
        self.terms.get()
    }

    /// Returns its text, read again; a finding where that is no longer possible.
    pub fn text(&self) -> Result<Text, Finding> {
        let (parsed, _) = markup::read_reading(&self.file, &self.source.text()?, &self.options);
        Ok(Text::of(parsed.document))
    }
}

impl Text {
    fn of(document: Document) -> Self {
        Self {
            projection: Projection::of(&document),
            span_ids: SpanIds::of(&document),
            document,
        }
    }
}

impl References {
    /// Returns what a text refers to.
    pub fn of(document: &Document) -> Self {
        let mut references = Self::default();
        document.walk(&mut |step| {
            let Walk::Inline(inline) = step else {
                return;
            };
            match &inline.kind {
                InlineKind::Link { url, .. } | InlineKind::Image { url, .. } => {
                    references.links.push((url.clone(), inline.source.clone()));
                }
                InlineKind::Span(span) => {
                    let (kind, entity) = match &span.annotation.body {
                        Body::Mention { kind, entity } => (Some(kind.clone()), entity),
                        Body::Quotation(speaker) => (None, speaker),
                        Body::Date(_) | Body::Note(_) | Body::Category => return,
                    };
                    references.spans.push(Reference {
                        kind,
                        entity: entity.clone(),
                        certainty: span.annotation.certainty,
                        source: inline.source.clone(),
                        attributes: span.attributes.clone(),
                    });
                }
                _ => {}
            }
        });
        // There are many readings, and they stay.
        references.spans.shrink_to_fit();
        references.links.shrink_to_fit();
        references
    }
}
