//! Dates that stand beside an entity: in one sentence with it.

use std::collections::BTreeSet;

use super::{Mark, cards::shortened, push_marked};
use crate::{
    library::{DateMention, Place, Summary},
    model::Id,
    render::{
        Page,
        context::{DateContext, DatesBeside},
        html::{push_attribute, push_escaped, push_number, push_with_value},
        urls::Root,
        view::View,
        words::Words,
    },
};

/// Dates that are shown at once.
const FIRST: usize = 8;
/// Dates that are shown at all.
const SHOWN: usize = 60;
/// Characters of a title that name where a sentence stands: a title may be as long as it likes.
const TITLE: usize = 72;

/// Returns the dates of the sentences that name an entity; a sentence that gives a date twice gives it
/// once.
pub(super) fn dates_beside(view: &View<'_>, id: &Id, root: &Root) -> Option<DatesBeside> {
    let mut seen = BTreeSet::new();
    let mut dates = view.dates_with(id);
    dates.retain(|(reading, mention)| {
        let sentence = &*mention.context.sentence;
        seen.insert((&reading.name, sentence, mention.date.as_str()))
    });
    let mut beside = DatesBeside {
        first_html: String::new(),
        rest_html: String::new(),
        rest: dates.len().saturating_sub(FIRST),
        beyond: dates.len().saturating_sub(SHOWN),
    };
    for (number, (reading, mention)) in dates.iter().take(SHOWN).enumerate() {
        let html = if number < FIRST {
            &mut beside.first_html
        } else {
            &mut beside.rest_html
        };
        push_date(html, view, reading, mention, root);
    }
    (!dates.is_empty()).then_some(beside)
}

fn push_date(
    html: &mut String,
    view: &View<'_>,
    reading: &Summary,
    mention: &DateMention,
    root: &Root,
) {
    html.push_str("<li");
    if let Some(told) = view.told_at(reading, &mention.place) {
        push_with_value(html, "data-told", &told);
    }
    html.push_str("><p class=\"label\">");
    push_date_label(html, &view.date(&mention.date));
    html.push_str("</p><p>");
    let marked = (mention.context.marked.clone(), Mark::It);
    push_marked(html, &mention.context.sentence, [marked]);
    html.push_str("</p>");
    push_way(
        html,
        view.words(),
        reading,
        (&mention.id, &mention.place),
        root,
    );
    html.push_str("</li>\n");
}

/// Adds a date as readers write it: `<time>`, where HTML's format can say it.
pub(super) fn push_date_label(html: &mut String, date: &DateContext) {
    let (name, attribute, value) = match &date.datetime {
        Some(datetime) => ("time", "datetime", datetime),
        None => ("span", "data-edtf", &date.edtf),
    };
    html.push('<');
    html.push_str(name);
    push_with_value(html, attribute, value);
    html.push('>');
    push_escaped(html, &date.label);
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// Adds the way to what has an id and stands at a place, which says in words where that is: `Title, ¶ 3`, as the
/// component `where_in` of templates does.
pub(super) fn push_way(
    html: &mut String,
    words: &Words,
    reading: &Summary,
    (id, place): (&str, &Place),
    root: &Root,
) {
    html.push_str("<a class=\"label\" href=\"");
    push_attribute(html, &root.to(&Page::Reading(reading.name.clone())));
    html.push('#');
    push_attribute(html, id);
    html.push_str("\">");
    html.push_str("<bdi>");
    push_escaped(html, &shortened(&reading.title, TITLE));
    html.push_str("</bdi>");
    if place.in_note {
        html.push_str(", ");
        push_escaped(html, words.get("in_note"));
    } else if let Some(number) = place.paragraph {
        html.push_str(", ¶ ");
        push_number(html, number);
    }
    html.push_str("</a>");
}
