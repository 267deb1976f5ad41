use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::{
    cards::{cards_json, shortened},
    names,
};
use crate::{
    library::{Place, Reading, Summary},
    model::{Destination, Edtf, Entity, Id},
    render::{
        Page,
        context::{
            CollectionPosition, HeadingContext, ReadingContext, ReadingKindGroup, ReadingNames,
            ReadingVoice, Utterance,
        },
        html::escaped,
        labels::entity_link,
        maps,
        prose::{self, First, Setting, Surroundings},
        strips::{Marks, strip},
        urls::{Root, encoded_fragment},
        view::View,
    },
};

/// Headings that are worth a table of contents.
const HEADINGS: usize = 2;
/// Characters of a quotation that the list of voices shows.
const BEGINNING_OF_QUOTATION: usize = 72;

/// Returns what the page of a reading shows.
pub(in crate::render) fn reading(view: &View<'_>, reading: &Reading) -> ReadingContext {
    let summary = &*reading.summary;
    let page = Page::Reading(summary.name.clone());
    let (path, root) = (page.path(), view.root(&page));
    let text = view.text(reading);
    let prose = prose::in_page(
        &text.document,
        &Setting {
            surroundings: Surroundings {
                links: &view.links,
                file: &reading.file,
                page: &path,
                root: &root,
            },
            words: view.words(),
            span_ids: &text.span_ids,
            projection: &text.projection,
            first: First::Title(&summary.title),
            numbered: true,
        },
    );
    let entities = mentioned(view, summary);
    let position = view.position(&summary.name);
    let link = view.reading_link(summary, &root);
    let told = link.told.clone();
    let writer = names::Writer {
        words: view.words(),
        told: told.as_deref(),
    };
    let heading = || format!("<h1 data-apparatus>{}</h1>", escaped(&summary.title));
    let contents: Vec<HeadingContext> = prose
        .headings
        .into_iter()
        .map(|heading| HeadingContext {
            level: heading.level,
            text: heading.text,
            url: format!("#{}", encoded_fragment(&heading.id)),
        })
        .collect();
    ReadingContext {
        link,
        title_html: prose.first.unwrap_or_else(heading),
        content_html: prose.content,
        contents: if contents.len() < HEADINGS {
            Vec::new()
        } else {
            contents
        },
        kinds: kinds(view, &entities, writer),
        dates: dates(summary, writer),
        voices: voices(view, summary, &root),
        notes: text.document.notes.len(),
        map: maps::map_of_reading(view, summary),
        source_url: summary.meta.url.as_deref().and_then(Destination::web_page),
        collection: position.map(|position| CollectionPosition {
            title: view.collection_title(&summary.collection),
            number: position.number,
            total: position.total,
        }),
        previous: position
            .and_then(|position| position.previous)
            .map(|other| view.reading_reference(other, &root)),
        next: position
            .and_then(|position| position.next)
            .map(|other| view.reading_reference(other, &root)),
        cards_json: cards_json(view, summary, &entities, &root),
        citation: citation(view, summary, &page),
    }
}

/// An entity that a reading mentions, with the places and ids of its mentions.
pub(super) type Mentioned<'a, 'b> = (&'a Entity, Vec<(&'b Place, &'b str)>);

/// Returns the entities that a reading mentions and that have a file: the most frequent first, then by the
/// first mention.
fn mentioned<'a, 'b>(view: &View<'a>, summary: &'b Summary) -> Vec<Mentioned<'a, 'b>> {
    let mut numbers: HashMap<&Id, usize, RandomState> = HashMap::default();
    let mut found: Vec<(&Id, Vec<(&Place, &str)>)> = Vec::new();
    for mention in &summary.mentions {
        let number = *numbers.entry(&mention.entity).or_insert(found.len());
        if number == found.len() {
            found.push((&mention.entity, Vec::new()));
        }
        found[number].1.push((&mention.place, &mention.id));
    }
    let mut entities: Vec<Mentioned<'_, '_>> = found
        .into_iter()
        .filter_map(|(id, places)| Some((&**view.entity(id)?, places)))
        .collect();
    entities.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    entities
}

fn kinds(
    view: &View<'_>,
    entities: &[Mentioned<'_, '_>],
    writer: names::Writer<'_>,
) -> Vec<ReadingKindGroup> {
    view.kinds()
        .iter()
        .filter_map(|kind| {
            let entities: Vec<&Mentioned<'_, '_>> = entities
                .iter()
                .filter(|(entity, _)| entity.kind.as_str() == kind.name)
                .collect();
            (!entities.is_empty()).then(|| ReadingKindGroup {
                kind: kind.clone(),
                names: writer.entities(&entities),
            })
        })
        .collect()
}

fn dates(summary: &Summary, writer: names::Writer<'_>) -> Option<ReadingNames> {
    let mut places: BTreeMap<&Edtf, Vec<(&Place, &str)>> = BTreeMap::new();
    for mention in &summary.dates {
        let places = places.entry(&mention.date).or_default();
        places.push((&mention.place, &mention.id));
    }
    let dates: Vec<_> = places.into_iter().collect();
    (!dates.is_empty()).then(|| writer.dates(&dates))
}

fn voices(view: &View<'_>, summary: &Summary, root: &Root) -> Vec<ReadingVoice> {
    let mut seen = BTreeSet::new();
    let mut voices = Vec::new();
    for quotation in &summary.quotations {
        let speaker = &quotation.speaker;
        let Some(entity) = view.entity(speaker) else {
            continue;
        };
        if !seen.insert(speaker) {
            continue;
        }
        let spoken = || {
            let quotations = summary.quotations.iter();
            quotations.filter(|other| other.speaker == *speaker)
        };
        let places: Vec<(&Place, &str)> = spoken()
            .map(|quotation| (&quotation.place, quotation.id.as_str()))
            .collect();
        let beginnings = spoken()
            .map(|quotation| Utterance {
                url: format!("#{}", quotation.id),
                text: shortened(&quotation.text, BEGINNING_OF_QUOTATION),
                at: quotation.place.offset,
            })
            .collect();
        voices.push(ReadingVoice {
            link: entity_link(entity, root),
            count: places.len(),
            strip: strip(&places, Marks::Spans, "", view.words()),
            beginnings,
        });
    }
    voices
}

/// Returns how to cite a reading: authors, title, date, site, address.
fn citation(view: &View<'_>, summary: &Summary, page: &Page) -> String {
    let config = view.config();
    let mut parts = Vec::new();
    if !summary.meta.authors.is_empty() {
        parts.push(summary.meta.authors.join(", "));
    }
    let date = summary.meta.date.as_ref();
    let date = date.map_or_else(String::new, |date| {
        format!(" ({})", date.label_in(view.words().dates()))
    });
    parts.push(format!("“{}”{date}", summary.title));
    parts.push(config.title.clone());
    if let Some(base_url) = &config.base_url {
        parts.push(Root::absolute(base_url).to(page));
    }
    parts.join(", ")
}
