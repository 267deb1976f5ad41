use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{lock, plan::Task, seed};
use crate::{
    gazetteer::Gazetteer,
    link::{self, Corpus, Knowledge, Linked, Registry},
    markup::{self, Insertion},
    model::{
        BlockKind, Body, Certainty, Code, Document, Edtf, Finding, Id, InlineKind, ProjectedBlock,
        Projection, ReadingMeta, Walk,
    },
    recognize::{self, KnownNames, Recognized, tagger},
    site::Site,
    source::{self, Source},
};

/// A seed that someone wrote while it was imported.
const CHANGED_MEANWHILE: Code = Code("changed-meanwhile");

/// Makes readings of seeds, step by step.
///
/// Each step reads the seed again: to hold the texts of a large site from one step to the next takes
/// more memory than it saves time, since the search for names takes nearly all of that.
pub(super) struct Writer<'a> {
    site: &'a Site,
    pub(super) gazetteer: &'a Gazetteer,
    options: markup::Options,
}

/// A reading without the annotations of this import.
pub(super) struct Unannotated {
    /// The text of its file.
    text: String,
    document: Document,
    pub(super) projection: Projection,
    date: Option<Edtf>,
}

/// A reading with its annotations.
pub(super) struct Annotated {
    /// The text of its file.
    pub(super) text: String,
    /// Number of annotations that this import wrote.
    pub(super) mentions: usize,
    /// The entities that the text names, each with how sure its surest mention is.
    pub(super) named: BTreeMap<Id, Certainty>,
    /// Words whose annotation could not be written, each with why.
    pub(super) refused: Vec<(String, String)>,
}

impl<'a> Writer<'a> {
    /// Returns what makes the readings of a site.
    pub(super) fn new(site: &'a Site, gazetteer: &'a Gazetteer) -> Self {
        Self {
            site,
            gazetteer,
            options: site.markup_options(),
        }
    }

    /// Makes the file of a seed's reading, without annotations.
    pub(super) fn unannotated(&self, task: &Task) -> Result<Unannotated, Finding> {
        let source = self.source(task)?;
        let meta = ReadingMeta {
            source: Some(task.seed.name.clone()),
            ..source.meta
        };
        let text = markup::write_reading(&meta, &source.markdown);
        let (reading, _) = markup::read_reading(&task.seed.name, &text, &self.options);
        Ok(Unannotated {
            projection: Projection::of(&reading.document),
            document: reading.document,
            date: meta.date,
            text,
        })
    }

    /// Searches the text of a seed for names and dates. Depends on the seed and on the entities that exist, on no other seed.
    pub(super) fn search(&self, task: &Task, known: &KnownNames) -> Result<Recognized, Finding> {
        let reading = self.unannotated(task)?;
        let context = recognize::Context {
            gazetteer: self.gazetteer,
            tagger: tagger::embedded(),
            known: Some(known),
            demonyms: self.site.config.import.demonyms,
            date: reading.date.as_ref(),
        };
        let mut found = recognize::recognize(&reading.projection, &context);
        let no_prose = no_prose(&reading.document);
        found.candidates.retain(|candidate| {
            let block = &reading.projection.blocks[candidate.block];
            source_of(block, &candidate.text).is_some_and(|source| {
                !no_prose
                    .iter()
                    .any(|range| range.start < source.end && source.start < range.end)
            })
        });
        Ok(found)
    }

    /// Decides what the candidates of a reading mean.
    pub(super) fn link(
        &self,
        text: &Projection,
        found: &Recognized,
        registry: &Registry,
        corpus: &Corpus,
    ) -> Linked {
        let knowledge = Knowledge {
            registry,
            corpus,
            gazetteer: self.gazetteer,
        };
        link::link(text, found, knowledge)
    }

    /// Makes the file of a seed's reading, with annotations.
    pub(super) fn annotate(
        &self,
        task: &Task,
        insertions: &[Insertion],
    ) -> Result<Annotated, Finding> {
        let Unannotated {
            text, projection, ..
        } = self.unannotated(task)?;
        let inserted = markup::insert(&text, insertions, &self.options);
        let refused: BTreeSet<usize> = inserted.refused.iter().map(|(index, _)| *index).collect();
        let placed = insertions
            .iter()
            .enumerate()
            .filter(|(index, _)| !refused.contains(index))
            .map(|(_, insertion)| &insertion.annotation);
        let given = projection
            .blocks
            .iter()
            .flat_map(|block| &block.spans)
            .map(|span| &span.annotation);
        let mut named = BTreeMap::new();
        for annotation in given.chain(placed) {
            let (entity, certainty) = match &annotation.body {
                Body::Mention { entity, .. } => (entity, annotation.certainty),
                // That someone speaks makes it no surer that there is such an entity.
                Body::Quotation(speaker) => (speaker, Certainty::Low),
                _ => continue,
            };
            let surest = named.entry(entity.clone()).or_insert(certainty);
            *surest = (*surest).max(certainty);
        }
        // A quotation that runs across emphasis is read all the same; nobody need be told.
        let is_quotation =
            |index: usize| matches!(insertions[index].annotation.body, Body::Quotation(_));
        let words = |index: usize| {
            let insertion: &Insertion = &insertions[index];
            projection.blocks[insertion.block].text[insertion.text.clone()].to_owned()
        };
        Ok(Annotated {
            mentions: insertions.len() - refused.len(),
            named,
            refused: inserted
                .refused
                .into_iter()
                .filter(|(index, _)| !is_quotation(*index))
                .map(|(index, reason)| (words(index), reason))
                .collect(),
            text: inserted.source,
        })
    }

    /// Reads a seed again, as it was when the import began.
    fn source(&self, task: &Task) -> Result<Source, Finding> {
        let bytes = seed::bytes(&self.site.root, &task.seed)?;
        // What is found wrong with it was told when the import began.
        let source = (lock::hash(&bytes) == task.hash)
            .then(|| source::read(&task.seed.name, &bytes).0)
            .flatten();
        source.ok_or_else(|| {
            let message = format!("`{}` changed while it was imported", task.seed.name);
            Finding::error(CHANGED_MEANWHILE, message)
                .in_file(&task.seed.name)
                .hint("import again")
        })
    }
}

/// Returns where in the source of a document words are no prose: links lead elsewhere already, and
/// code says nothing of the world.
fn no_prose(document: &Document) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    document.walk(&mut |step| match step {
        Walk::Inline(inline) => {
            if let InlineKind::Link { .. } | InlineKind::Image { .. } | InlineKind::Code(_) =
                inline.kind
            {
                ranges.push(inline.source.clone());
            }
        }
        Walk::Block(block) => {
            if let BlockKind::Code { .. } = block.kind {
                ranges.push(block.source.clone());
            }
        }
    });
    ranges
}

/// Returns where a piece of a block's text stands in the source.
fn source_of(block: &ProjectedBlock, text: &Range<usize>) -> Option<Range<usize>> {
    let mut segments = block
        .segments
        .iter()
        .filter(|segment| segment.text.start < text.end && text.start < segment.text.end);
    let first = segments.next()?;
    Some(first.source.start..segments.next_back().unwrap_or(first).source.end)
}
