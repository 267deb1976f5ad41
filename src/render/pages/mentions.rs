//! The mentions of an entity in context: by reading, the sentences whole.

use std::collections::BTreeMap;

use super::{Mark, beside::push_date_label, cards::shortened, push_marked};
use crate::{
    library::{Mention, Place, Summary},
    model::Entity,
    render::{
        MENTIONS_ON_A_PAGE, Page,
        context::{DateContext, MentionGroup},
        html::{escaped_attribute, push_attribute, push_escaped, push_number, push_with_value},
        strips::{Marks, paragraphs, push_svg},
        urls::Root,
        view::View,
    },
};

/// Sentences that a page shows at once where it has several readings.
const OPEN: usize = 24;
/// Characters of a title that heads the mentions in a reading: a title may be as long as it likes.
const TITLE: usize = 160;

/// Returns the mentions that stand on one of the pages of an entity, from 1; `told_after` as that of its page.
pub(super) fn mentions_on(
    view: &View<'_>,
    entity: &Entity,
    page: usize,
    told_after: Option<&str>,
    root: &Root,
) -> Vec<MentionGroup> {
    let start = (page - 1) * MENTIONS_ON_A_PAGE;
    let mentions = view.mentions(&entity.id, start..start + MENTIONS_ON_A_PAGE);
    let mut shown = 0;
    // Most readings have one or two.
    let mut counted: BTreeMap<usize, String> = BTreeMap::new();
    mentions
        .into_iter()
        .map(|(reading, mentions)| {
            let url = root.to(&Page::Reading(reading.name.clone()));
            let (sentences_html, count) = sentences(view, reading, &mentions, &url);
            let is_open = shown == 0 || shown + count <= OPEN;
            shown += count;
            let places: Vec<(&Place, &str)> = mentions
                .iter()
                .map(|mention| (&mention.place, mention.id.as_str()))
                .collect();
            let mut strip_html = String::new();
            let paragraphs = paragraphs(&places);
            push_svg(
                &mut strip_html,
                &places,
                &paragraphs,
                Marks::Points,
                view.words(),
            );
            let count = mentions.len();
            let words = || view.words().counted(count, "mentions_one", "mentions_many");
            let counted = counted.entry(count).or_insert_with(words);
            MentionGroup {
                title: shortened(&reading.title, TITLE),
                label_html: label(view.reading_date(reading), counted, told_after),
                url: format!("{url}#{}", mentions[0].id),
                reading_url: url,
                strip_html,
                sentences_html,
                told: view.told_at(reading, &mentions[0].place),
                told_strip: view.told_in(reading),
                is_open,
            }
        })
        .collect()
}

/// Returns when a reading was written, and how many mentions it has, which tells of the whole reading.
fn label(date: Option<&DateContext>, counted: &str, told_after: Option<&str>) -> String {
    let mut html = String::new();
    if let Some(date) = date {
        push_date_label(&mut html, date);
        html.push_str(" · ");
    }
    html.push_str("<span");
    if let Some(told_after) = told_after {
        push_with_value(&mut html, "data-told-after", told_after);
    }
    html.push('>');
    push_escaped(&mut html, counted);
    html.push_str("</span>");
    html
}

/// Returns the sentences of mentions as items of a list, those that stand in one sentence together; and
/// how many items there are.
fn sentences(
    view: &View<'_>,
    reading: &Summary,
    mentions: &[&Mention],
    page: &str,
) -> (String, usize) {
    let words = view.words();
    let page = escaped_attribute(page);
    let mut html = String::new();
    let mut count = 0;
    for group in one_by_one(mentions) {
        let first = group[0];
        count += 1;
        html.push_str("<li class=\"mention-in-context\"");
        if let Some(told) = view.told_at(reading, &first.place) {
            html.push_str(" data-told=\"");
            push_attribute(&mut html, &told);
            html.push('"');
        }
        html.push_str("><a class=\"ref\" href=\"");
        html.push_str(&page);
        html.push('#');
        push_attribute(&mut html, &first.id);
        html.push_str("\">");
        match first.place.paragraph {
            _ if first.place.in_note => push_escaped(&mut html, words.get("in_note")),
            Some(number) => {
                html.push_str("<span class=\"visually-hidden\">");
                push_escaped(&mut html, words.get("paragraph_number"));
                html.push_str("</span><span aria-hidden=\"true\">¶</span> ");
                push_number(&mut html, number);
            }
            None => push_escaped(&mut html, words.get("in_text")),
        }
        html.push_str("</a><p>");
        let marked = group.iter().map(|mention| mention.context.marked.clone());
        push_marked(
            &mut html,
            &first.context.sentence,
            marked.map(|range| (range, Mark::It)),
        );
        html.push_str("</p></li>\n");
    }
    (html, count)
}

/// Returns mentions by the sentence that they stand in.
pub(super) fn one_by_one<'a, 'm>(
    mentions: &'a [&'m Mention],
) -> impl Iterator<Item = &'a [&'m Mention]> {
    mentions.chunk_by(|a, b| {
        a.place.block == b.place.block
            && a.context.sentence == b.context.sentence
            && a.context.marked.end <= b.context.marked.start
    })
}
