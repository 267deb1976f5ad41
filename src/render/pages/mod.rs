//! One module a sort of page: library → the context of its template.

mod cards;
mod entities;
mod entity;
mod index;
mod map;
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

use super::{context::SentenceContext, html::push_escaped};
use crate::library::{Context, Place};

/// Returns a sentence with the words that it is shown for marked.
///
/// `page` is the url of its reading, `id` that of its first marked words; `marked` are the places of
/// all of them in the sentence, in order.
fn sentence(
    context: &Context,
    marked: &[std::ops::Range<usize>],
    place: &Place,
    page: &str,
    id: &str,
) -> SentenceContext {
    let mut html = String::new();
    let mut written = 0;
    for range in marked {
        if range.start < written {
            continue;
        }
        push_escaped(&mut html, &context.sentence[written..range.start]);
        html.push_str("<mark>");
        push_escaped(&mut html, &context.sentence[range.clone()]);
        html.push_str("</mark>");
        written = range.end;
    }
    push_escaped(&mut html, &context.sentence[written..]);
    SentenceContext {
        url: format!("{page}#{id}"),
        paragraph: place.paragraph,
        html,
        in_note: place.in_note,
    }
}
