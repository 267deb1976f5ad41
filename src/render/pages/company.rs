use super::{Mark, beside::push_way, push_marked};
use crate::{
    library::{Companion, Together},
    model::Id,
    render::{
        context::Company, html::push_with_value, labels::entity_link, urls::Root, view::View,
    },
};

/// Entities that are shown as company.
const COMPANY: usize = 12;
/// Passages that an entity shares with one of them and that are shown.
const PASSAGES: usize = 4;

/// Returns the entities that occur most often with an entity, and where.
pub(super) fn company(view: &View<'_>, id: &Id, root: &Root) -> Vec<Company> {
    let company = view.company(id, COMPANY, PASSAGES);
    let greatest = company.first().map_or(1, |(_, companion)| companion.count);
    company
        .into_iter()
        .map(
            |(
                other,
                Companion {
                    count, passages, ..
                },
            )| {
                let mut passages_html = String::new();
                for passage in &passages {
                    push_passage(&mut passages_html, view, passage, root);
                }
                Company {
                    link: entity_link(other, root),
                    count,
                    share: u32::try_from(count * 100 / greatest).unwrap_or(100),
                    passages_html,
                    rest: count.saturating_sub(passages.len()),
                }
            },
        )
        .collect()
}

fn push_passage(html: &mut String, view: &View<'_>, together: &Together<'_>, root: &Root) {
    let Together {
        reading,
        one,
        other,
    } = together;
    html.push_str("<li");
    if let Some(told) = view.told_at(reading, &one.place) {
        push_with_value(html, "data-told", &told);
    }
    html.push_str("><p>");
    let its = (one.context.marked.clone(), Mark::It);
    let others = (other.context.marked.clone(), Mark::Other);
    if one.context.sentence == other.context.sentence {
        let mut marks = [its, others];
        marks.sort_by_key(|(range, _)| range.start);
        push_marked(html, &one.context.sentence, marks);
    } else {
        let mut sentences = [
            (&one.place, &one.context.sentence, its),
            (&other.place, &other.context.sentence, others),
        ];
        sentences.sort_by_key(|(place, ..)| place.offset);
        let [(_, first, mark), (_, second, mark_of_second)] = sentences;
        push_marked(html, first, [mark]);
        html.push_str(" … ");
        push_marked(html, second, [mark_of_second]);
    }
    html.push_str("</p>");
    push_way(html, view.words(), reading, (&one.id, &one.place), root);
    html.push_str("</li>\n");
}
