//! One module a sort of page: library → the context of its template.

mod beside;
mod cards;
mod chart;
mod company;
mod entities;
mod entity;
mod index;
mod map;
mod mentions;
mod names;
mod plain;
mod reading;
mod search;
mod timeline;

pub(super) use entities::entities;
pub(super) use entity::{entity, entity_mentions};
pub(super) use index::index;
pub(super) use map::map;
pub(super) use plain::{plain, plain_title};
pub(super) use reading::reading;
pub(super) use search::search;
pub(super) use timeline::timeline;

use std::ops::Range;

use super::{context::SentenceContext, html::push_escaped};
use crate::library::{Context, Place};

/// A sentence as a page shows it, without the words that are marked in it.
struct Quoted<'a> {
    context: &'a Context,
    place: &'a Place,
    /// The url of its reading.
    page: &'a str,
    /// The id of its first marked words in that page.
    id: &'a str,
    /// Where a collection in order tells it.
    told: Option<String>,
}

impl Quoted<'_> {
    /// Returns the sentence with the bytes `marked` of it marked, which are in order.
    fn with_marks(self, marked: &[Range<usize>]) -> SentenceContext {
        let html = marked_sentence(self.context, marked);
        self.with_html(html)
    }

    fn with_html(self, html: String) -> SentenceContext {
        SentenceContext {
            url: format!("{}#{}", self.page, self.id),
            paragraph: self.place.paragraph,
            html,
            in_note: self.place.in_note,
            told: self.told,
        }
    }
}

/// Returns a sentence as HTML with parts of it marked, which are in order.
pub(super) fn marked_sentence(context: &Context, marked: &[Range<usize>]) -> String {
    let marks: Vec<(Range<usize>, Mark)> = marked
        .iter()
        .map(|range| (range.clone(), Mark::It))
        .collect();
    marked_html(&context.sentence, &marks)
}

/// What words are marked as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// What the page is about.
    It,
    /// Another thing.
    Other,
}

/// Returns a text with parts of it marked; a part that begins within another is not.
fn marked_html(text: &str, marks: &[(Range<usize>, Mark)]) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    push_marked(&mut html, text, marks.iter().cloned());
    html
}

/// Adds a text with parts of it marked.
fn push_marked(
    html: &mut String,
    text: &str,
    marks: impl IntoIterator<Item = (Range<usize>, Mark)>,
) {
    let mut written = 0;
    for (range, mark) in marks {
        if range.start < written {
            continue;
        }
        push_escaped(html, &text[written..range.start]);
        html.push_str(match mark {
            Mark::It => "<mark>",
            Mark::Other => "<mark class=\"is-other\">",
        });
        push_escaped(html, &text[range.clone()]);
        html.push_str("</mark>");
        written = range.end;
    }
    push_escaped(html, &text[written..]);
}
