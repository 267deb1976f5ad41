use super::{Mark, Quoted, marked_html};
use crate::{
    library::Together,
    model::Id,
    render::{
        Page,
        context::{Company, Passage},
        labels::entity_link,
        urls::Root,
        view::View,
    },
};

/// Entities that are shown as company.
const COMPANY: usize = 12;
/// Passages that an entity shares with one of them and that are shown.
const PASSAGES: usize = 4;

/// Returns the entities that occur most often with an entity, and where.
pub(super) fn company(view: &View<'_>, id: &Id, root: &Root) -> Vec<Company> {
    let company = view.company(id, COMPANY);
    let greatest = company.first().map_or(1, |(_, count)| *count);
    company
        .into_iter()
        .map(|(other, count)| Company {
            link: entity_link(other, root),
            count,
            share: u32::try_from(count * 100 / greatest).unwrap_or(100),
            passages: view
                .together(id, &other.id, PASSAGES)
                .into_iter()
                .map(|together| passage(view, together, root))
                .collect(),
        })
        .collect()
}

fn passage(view: &View<'_>, together: Together<'_>, root: &Root) -> Passage {
    let Together {
        reading,
        one,
        other,
    } = together;
    let url = root.to(&Page::Reading(reading.name.clone()));
    let quoted = Quoted {
        context: &one.context,
        place: &one.place,
        page: &url,
        id: &one.id,
        told: view.told_at(reading, &one.place),
    };
    let its = (one.context.marked.clone(), Mark::It);
    let others = (other.context.marked.clone(), Mark::Other);
    let html = if one.context.sentence == other.context.sentence {
        let mut marks = [its, others];
        marks.sort_by_key(|(range, _)| range.start);
        marked_html(&one.context.sentence, &marks)
    } else {
        let first = marked_html(&one.context.sentence, &[its]);
        let second = marked_html(&other.context.sentence, &[others]);
        if one.place.offset <= other.place.offset {
            format!("{first} … {second}")
        } else {
            format!("{second} … {first}")
        }
    };
    Passage {
        sentence: quoted.with_html(html),
        reading: view.reading_reference(reading, root),
    }
}
