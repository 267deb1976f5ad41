use std::sync::Arc;

use super::{
    context::{Context, Contexts},
    span_ids::SpanIds,
};
use crate::model::{
    Body, Certainty, Edtf, Fingerprint, Id, Kind, ProjectedBlock, ProjectedSpan, Projection,
    ReadingMeta,
};

/// All of a reading that any page but its own may depend on: a change of the text that leaves the
/// summary equal touches one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Names the reading and its page: its path below `content/readings/` without the ending
    /// (`voyage/chapter-01`).
    pub name: String,
    /// Its file, relative to the root.
    pub file: String,
    /// The folder that it lies in: its collection; empty at the top.
    pub collection: String,
    /// Its title: what the front matter says, else the heading or the words that its text begins
    /// with.
    pub title: String,
    /// The beginning of its text, for a reading that no one has described.
    pub opening: String,
    /// The words of the heading that its text begins with.
    pub heading: Option<String>,
    /// What is known of it.
    pub meta: ReadingMeta,
    /// Number of numbered paragraphs.
    pub paragraphs: usize,
    /// Number of words.
    pub words: usize,
    /// Number of annotated spans of any sort, those of notes included.
    pub annotations: usize,
    /// Mentions of entities, in the order of the text; those of notes last.
    pub mentions: Vec<Mention>,
    /// Dates, likewise.
    pub dates: Vec<DateMention>,
    /// Quotations, likewise.
    pub quotations: Vec<Quotation>,
    /// Of what whatever refers to it shows of it, and of what stands where.
    pub fingerprint: Fingerprint,
    /// Of what a list shows of it: all the above but what stands where.
    pub link_fingerprint: Fingerprint,
    /// Of what whatever refers to it shows of it: its name, its title and its date.
    pub reference_fingerprint: Fingerprint,
}

/// Where something stands in a reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The id of its block.
    pub block: Arc<str>,
    /// The number of its paragraph, where it has one.
    pub paragraph: Option<usize>,
    /// Its distance from the beginning in thousandths of the text, for dispersion strips; 1000 for
    /// what stands in a note.
    ///
    /// It is no finer so that a corrected word leaves most summaries equal.
    pub offset: u32,
    /// Its length in thousandths of the text; 0 for most names.
    pub length: u32,
    /// Whether it stands in a note.
    pub in_note: bool,
}

/// A mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// Its id in the reading's page: `m-ENTITY-NUMBER`.
    pub id: String,
    /// The entity.
    pub entity: Id,
    /// The kind that the span claims.
    pub kind: Kind,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands.
    pub place: Place,
    /// Its sentence.
    pub context: Context,
}

/// A date that the text names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateMention {
    /// Its id in the reading's page: `d-NUMBER`.
    pub id: String,
    /// The date.
    pub date: Edtf,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands.
    pub place: Place,
    /// Its sentence.
    pub context: Context,
}

/// A quotation and its speaker.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quotation {
    /// Its id in the reading's page: `q-NUMBER`.
    pub id: String,
    /// Who speaks.
    pub speaker: Id,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands.
    pub place: Place,
    /// What is said, whole.
    pub text: Arc<str>,
}

impl Summary {
    /// The folder that readings lie in, relative to the site's root.
    const FOLDER: &str = "content/readings/";
    /// Words of a title that is taken from the beginning of a text.
    const TITLE_WORDS: usize = 8;
    /// Words of the opening.
    const OPENING_WORDS: usize = 40;

    /// Returns the summary of the reading in `file`.
    pub(super) fn new(
        file: &str,
        meta: &ReadingMeta,
        projection: &Projection,
        ids: &SpanIds,
    ) -> Self {
        let mut summary = Self::of_file(file);
        summary.title = title(meta, projection, &summary.name);
        summary.opening = opening(projection);
        summary.heading = heading(projection);
        summary.meta = meta.clone();
        summary.paragraphs = projection
            .body()
            .filter(|block| block.number.is_some())
            .count();
        summary.words = projection
            .body()
            .map(|block| words(&block.text).count())
            .sum();
        summary.annotations = projection.blocks.iter().map(|it| it.spans.len()).sum();
        summary.collect(projection, ids);
        summary.link_fingerprint = Fingerprint::of(&(
            (
                &summary.name,
                &summary.title,
                &summary.opening,
                &summary.meta,
            ),
            (summary.paragraphs, summary.words, summary.mentions.len()),
        ));
        summary.reference_fingerprint =
            Fingerprint::of(&(&summary.name, &summary.title, &summary.meta.date));
        summary.fingerprint = Fingerprint::of(&(
            summary.reference_fingerprint,
            &summary.mentions,
            &summary.dates,
            &summary.quotations,
        ));
        summary
    }

    /// Returns the summary of a file of which only its name is known.
    pub(super) fn of_file(file: &str) -> Self {
        let name = file.strip_prefix(Self::FOLDER).unwrap_or(file);
        let name = name.strip_suffix(".md").unwrap_or(name).to_owned();
        let folder = name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        Self {
            collection: folder.unwrap_or_default(),
            name,
            file: file.to_owned(),
            title: String::new(),
            opening: String::new(),
            heading: None,
            meta: ReadingMeta::default(),
            paragraphs: 0,
            words: 0,
            annotations: 0,
            mentions: Vec::new(),
            dates: Vec::new(),
            quotations: Vec::new(),
            fingerprint: Fingerprint::default(),
            link_fingerprint: Fingerprint::default(),
            reference_fingerprint: Fingerprint::default(),
        }
    }

    fn collect(&mut self, projection: &Projection, ids: &SpanIds) {
        let total: usize = projection.body().map(|block| block.text.len()).sum();
        let mut before = 0;
        for block in &projection.blocks {
            let mut contexts = Contexts::new(&block.text);
            let block_id: Arc<str> = block.id.as_str().into();
            for span in &block.spans {
                let Some(id) = ids.get(span.source.start) else {
                    continue;
                };
                let (id, certainty) = (id.to_owned(), span.annotation.certainty);
                let place = place(&block_id, block, span, before, total);
                match &span.annotation.body {
                    Body::Mention { kind, entity } => self.mentions.push(Mention {
                        id,
                        entity: entity.clone(),
                        kind: kind.clone(),
                        certainty,
                        place,
                        context: contexts.of(&span.text),
                    }),
                    Body::Date(date) => self.dates.push(DateMention {
                        id,
                        date: date.clone(),
                        certainty,
                        place,
                        context: contexts.of(&span.text),
                    }),
                    Body::Quotation(speaker) => self.quotations.push(Quotation {
                        id,
                        speaker: speaker.clone(),
                        certainty,
                        place,
                        text: normalized(&block.text[span.text.clone()]).into(),
                    }),
                    Body::Note(_) | Body::Category => {}
                }
            }
            if block.note.is_none() {
                before += block.text.len();
            }
        }
        // There are many readings, and they stay.
        self.mentions.shrink_to_fit();
        self.dates.shrink_to_fit();
        self.quotations.shrink_to_fit();
    }
}

/// Returns the words of a text: what stands between white space and holds a letter or a digit.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// Returns the text with single spaces for its white space.
fn normalized(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the first words of a text, with an ellipsis where there are more.
fn beginning(text: &str, words: usize) -> String {
    let mut all = text.split_whitespace();
    let mut beginning = all.by_ref().take(words).collect::<Vec<_>>().join(" ");
    if all.next().is_some() {
        beginning.push_str(" …");
    }
    beginning
}

fn title(meta: &ReadingMeta, projection: &Projection, name: &str) -> String {
    let given = meta
        .title
        .as_deref()
        .map(str::trim)
        .filter(|title| !title.is_empty());
    if let Some(title) = given {
        return title.to_owned();
    }
    let first = projection
        .body()
        .find(|block| words(&block.text).next().is_some());
    match first {
        Some(block) if block.heading.is_some() => normalized(&block.text),
        Some(block) => beginning(&block.text, Summary::TITLE_WORDS),
        None => name.rsplit('/').next().unwrap_or(name).to_owned(),
    }
}

fn heading(projection: &Projection) -> Option<String> {
    let first = projection.body().next()?;
    first.heading.map(|_| normalized(&first.text))
}

fn opening(projection: &Projection) -> String {
    let first = projection.body().find(|block| block.number.is_some());
    first.map_or_else(String::new, |block| {
        beginning(&block.text, Summary::OPENING_WORDS)
    })
}

fn place(
    id: &Arc<str>,
    block: &ProjectedBlock,
    span: &ProjectedSpan,
    before: usize,
    total: usize,
) -> Place {
    let thousandths = |bytes: usize| {
        u32::try_from(bytes * 1000 / total.max(1)).map_or(1000, |part| part.min(1000))
    };
    let in_note = block.note.is_some();
    Place {
        block: Arc::clone(id),
        paragraph: block.number,
        offset: if in_note {
            1000
        } else {
            thousandths(before + span.text.start)
        },
        length: if in_note {
            0
        } else {
            thousandths(span.text.len())
        },
        in_note,
    }
}
