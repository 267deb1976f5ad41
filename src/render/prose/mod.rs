//! [`Document`] → HTML. The structure is described in `docs/themes.md`.
//!
//! There are two manners. *Bare* markup is that of CommonMark's specification, which tests it;
//! feeds use it. The markup of a *page* adds ids, numbers, notes and all that annotations say.

mod blocks;
mod direction;
mod inlines;
mod margin;
mod outline;
mod signs;
mod title;

#[cfg(test)]
mod fidelity_tests;
#[cfg(test)]
mod specification_tests;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashSet},
};

use foldhash::fast::RandomState;

use margin::Margin;
use outline::Outline;
use signs::Signs;

use super::{
    links::{Links, Target},
    urls::Root,
    words::Words,
};
use crate::{
    library::SpanIds,
    model::{Block, BlockKind, Document, Id, Inline, Note, ProjectedBlock, Projection},
};

/// Where links of a text lead, as seen from the page that shows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surroundings<'a> {
    /// The files that there are.
    pub(crate) links: &'a Links<'a>,
    /// The content file that the text stands in.
    pub(crate) file: &'a str,
    /// The path of the page.
    pub(crate) page: &'a str,
    /// The way from the page to the root.
    pub(crate) root: &'a Root,
}

/// A page that shows a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'a> {
    /// Where its links lead.
    pub(crate) surroundings: Surroundings<'a>,
    /// The words of the interface.
    pub(crate) words: &'a Words,
    /// Ids of the spans.
    pub(crate) span_ids: &'a SpanIds,
    /// Ids and numbers of the blocks.
    pub(crate) projection: &'a Projection,
    /// What the first block is.
    pub(crate) first: First<'a>,
    /// Whether paragraphs show their numbers.
    pub(crate) numbered: bool,
}

/// What the beginning of a text is to the page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum First<'a> {
    /// The page's own heading, if headings there say this title.
    Title(&'a str),
    /// A gloss, if it is a paragraph.
    Gloss,
}

/// A text as HTML for a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prose {
    /// What stands apart: the `h1`, where the text begins with its title, or the words of the gloss.
    pub(crate) first: Option<String>,
    /// The rest.
    pub(crate) content: String,
    /// The headings of the rest.
    pub(crate) headings: Vec<Heading>,
}

/// A heading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Its level in the page: 2 to 6.
    pub(crate) level: u8,
    /// Its words.
    pub(crate) text: String,
    /// Its id.
    pub(crate) id: String,
}

/// Returns a text as a page shows it.
pub(crate) fn in_page(document: &Document, setting: &Setting<'_>) -> Prose {
    let mut writer = Writer::new(document, Some(setting), None);
    let mut blocks = document.blocks.as_slice();
    let taken = match setting.first {
        First::Title(title) => writer.title(blocks, title),
        First::Gloss => blocks
            .first()
            .and_then(|first| writer.gloss(first))
            .map(|gloss| (gloss, 1)),
    };
    let apart = taken.map(|(html, count)| {
        blocks = &blocks[count..];
        html
    });
    writer.blocks(blocks);
    writer.loose_notes(document);
    Prose {
        first: apart,
        content: writer.out,
        headings: writer.headings,
    }
}

/// Returns a text as bare markup; links are as written where `surroundings` are not given.
///
/// Notes follow the text as a numbered list.
pub(crate) fn bare(document: &Document, surroundings: Option<Surroundings<'_>>) -> String {
    let mut writer = Writer::new(document, None, surroundings);
    writer.blocks(&document.blocks);
    writer.bare_notes(document);
    writer.out
}

/// A document on its way to HTML.
struct Writer<'a> {
    /// The page; `None` for bare markup.
    setting: Option<&'a Setting<'a>>,
    /// Where links lead; `None` leaves them as written.
    surroundings: Option<Surroundings<'a>>,
    out: String,
    /// The blocks that hold text, by where they begin in the source.
    projected: BTreeMap<usize, &'a ProjectedBlock>,
    notes: BTreeMap<&'a str, &'a Note>,
    signs: Signs<'a>,
    /// Whether most of the text is written from right to left.
    is_right_to_left: bool,
    /// How often each note has been referred to so far.
    references: BTreeMap<&'a str, usize>,
    /// The notes that have been shown.
    shown: BTreeSet<&'a str>,
    outline: Outline,
    headings: Vec<Heading>,
    /// The entities mentioned since the last heading.
    mentioned: BTreeSet<&'a Id>,
    /// The ids in use.
    ids: HashSet<Cow<'a, str>, RandomState>,
    /// What belongs in the margin of the block being written.
    margin: Margin<'a>,
    /// How many `a` elements are open: 0 or 1.
    open_links: usize,
    /// Signs of notes that wait for the end of the open link.
    delayed: String,
    is_in_note: bool,
}

impl<'a> Writer<'a> {
    fn new(
        document: &'a Document,
        setting: Option<&'a Setting<'a>>,
        surroundings: Option<Surroundings<'a>>,
    ) -> Self {
        let blocks = setting.map_or(&[][..], |setting| &setting.projection.blocks);
        let block_ids = blocks.iter().map(|block| block.id.as_str());
        let span_ids = setting
            .into_iter()
            .flat_map(|setting| setting.span_ids.iter());
        Self {
            setting,
            surroundings: surroundings.or(setting.map(|setting| setting.surroundings)),
            out: String::new(),
            projected: blocks
                .iter()
                .map(|block| (block.source.start, block))
                .collect(),
            notes: document
                .notes
                .iter()
                .map(|note| (note.label.as_str(), note))
                .collect(),
            signs: Signs::of(document),
            is_right_to_left: {
                let texts = blocks.iter().map(|block| direction::balance(&block.text));
                texts.fold(0, isize::saturating_add) > 0
            },
            references: BTreeMap::new(),
            shown: BTreeSet::new(),
            outline: Outline::default(),
            headings: Vec::new(),
            mentioned: BTreeSet::new(),
            ids: block_ids.chain(span_ids).map(Cow::Borrowed).collect(),
            margin: Margin::default(),
            open_links: 0,
            delayed: String::new(),
            is_in_note: false,
        }
    }

    /// Returns the words of the first block, if it is a paragraph.
    fn gloss(&mut self, first: &'a Block) -> Option<String> {
        match &first.kind {
            BlockKind::Paragraph(content) => Some(self.apart(content)),
            _ => None,
        }
    }

    /// Returns words that stand apart from the text; their notes begin it.
    fn apart(&mut self, content: &'a [Inline]) -> String {
        self.inlines(content);
        let words = std::mem::take(&mut self.out);
        self.margin_of_block();
        words
    }

    /// Returns where a link leads and the url to write; without surroundings, as written.
    fn target(&self, url: &str) -> Option<(Target, String)> {
        let Some(at) = &self.surroundings else {
            return Some((Target::Elsewhere(url.to_owned()), url.to_owned()));
        };
        let target = at.links.resolve(url, at.file, at.page);
        if let (Target::Fragment(id), Some(_)) = (&target, self.setting)
            && !self.ids.contains(id.as_str())
        {
            return None;
        }
        let url = target.url(at.root)?;
        Some((target, url))
    }
}
