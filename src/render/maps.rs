//! The maps of pages.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    Page,
    context::ReadingMap,
    remarks::remarks,
    urls::Root,
    view::{PlaceView, View},
};
use crate::{
    atlas::{self, Drawing, Marker, Request},
    gazetteer::PlaceKind,
    library::Summary,
    model::{Entity, Id, Precision},
};

/// Width and height of the map of all places, in CSS pixels.
const PAGE: (u32, u32) = (960, 640);
/// The same of a map in the margin.
const MARGIN: (u32, u32) = (288, 196);
/// The same of a map that shows where one place lies, in the margin and on a card.
const LOCATOR: (u32, u32) = (320, 170);

/// Returns the map of all places that have a point, for its page.
pub(super) fn map_of_all(view: &View<'_>) -> Option<Drawing> {
    let root = view.root(&Page::Map);
    drawing_of_all(view, &root, PAGE, true)
}

/// Returns the last part of the class of a place's marker.
pub(super) fn symbol(entity: &Entity) -> &'static str {
    atlas::symbol_class(entity.category.as_deref().map(place_kind))
}

/// Returns the map of all places, for a look, for the page of all readings.
pub(super) fn small_map_of_all(view: &View<'_>) -> Option<String> {
    let root = view.root(&Page::Index);
    drawing_of_all(view, &root, MARGIN, false).map(|drawing| drawing.svg)
}

/// Returns the map of the places that a reading names; a click leads to the first mention.
pub(super) fn map_of_reading(view: &View<'_>, reading: &Summary) -> Option<ReadingMap> {
    let mut found: HashMap<&Id, (usize, String), RandomState> = HashMap::default();
    let mut places: Vec<&Entity> = Vec::new();
    for mention in &reading.mentions {
        let entity = view.entity(&mention.entity);
        let Some(entity) = entity.filter(|entity| is_place(entity)) else {
            continue;
        };
        let (count, _) = found.entry(&mention.entity).or_insert_with(|| {
            places.push(&**entity);
            (0, format!("#{}", mention.id))
        });
        *count += 1;
    }
    let markers: Vec<Marker> = places
        .iter()
        .filter_map(|place| {
            let (count, url) = found.get(&place.id)?;
            let told = view.told_of(&place.id);
            let marker = marker(view, place, *count, url.clone())?;
            Some(Marker { told, ..marker })
        })
        .collect();
    let title = format!("{} {}", view.words().get("map_of"), reading.title);
    let drawing = draw(view, &markers, MARGIN, &title, "site-map-", false)?;
    let root = view.root(&Page::Reading(reading.name.clone()));
    let name = utf8_percent_encode(&reading.name, NON_ALPHANUMERIC);
    Some(ReadingMap {
        svg_html: drawing.svg,
        url: format!("{}?reading={name}", root.to(&Page::Map)),
        shown: drawing.shown.len(),
        total: places.len(),
    })
}

/// Returns the map that shows on a card where an entity lies. Its link leads on from the site's root.
pub(super) fn card_locator(view: &View<'_>, entity: &Entity) -> Option<String> {
    let root = view.root(&Page::Index);
    let prefix = format!("locator-{}-", entity.id);
    locator(view, entity, &root, &prefix)
}

/// Returns whether there are so many places that the page of all tells no sentences, and says where they lie in a script
/// of its own.
pub(super) fn are_very_many(places: usize) -> bool {
    const MANY: usize = 300;
    places > MANY
}

/// Returns how exactly the page of the map says where places lie, in steps to the degree: a metre where streets are shown;
/// the base map goes no closer than eighty, and five thousand points weigh.
pub(super) fn steps_to_degree(view: &View<'_>, places: usize) -> u32 {
    let has_streets = view.config().map.tiles.is_some() || view.tiles().is_some();
    if has_streets || !are_very_many(places) {
        100_000
    } else {
        1_000
    }
}

/// Returns whether an entity belongs on maps.
pub(super) fn is_place(entity: &Entity) -> bool {
    entity.kind == crate::model::Kind::Place || entity.coordinates.is_some()
}

/// Returns the map that shows where an entity lies.
pub(super) fn locator(
    view: &View<'_>,
    entity: &Entity,
    root: &Root,
    prefix: &str,
) -> Option<String> {
    let url = root.to(&Page::Entity(entity.id.clone()));
    let marker = marker(view, entity, view.mention_count(&entity.id), url)?;
    let title = format!("{} {}", view.words().get("map_where"), entity.name);
    let description = view.words().get("map_shows_one");
    let drawing = view.atlas().locate(&Request {
        description: &description.replace("{name}", &marker.label),
        markers: &[marker],
        size: LOCATOR,
        title: &title,
        prefix,
        furniture: false,
        borders: view.borders(),
    });
    drawing.map(|drawing| drawing.svg)
}

fn drawing_of_all(
    view: &View<'_>,
    root: &Root,
    size: (u32, u32),
    furniture: bool,
) -> Option<Drawing> {
    let markers: Vec<Marker> = view
        .places()
        .into_iter()
        .filter_map(
            |PlaceView {
                 place, mentions, ..
             }| {
                let url = root.to(&Page::Entity(place.id.clone()));
                let told = view.told_of_listed(&place.id);
                let marker = marker(view, place, mentions, url)?;
                Some(Marker { told, ..marker })
            },
        )
        .collect();
    draw(
        view,
        &markers,
        size,
        view.words().get("map_of_all"),
        "site-map-",
        furniture,
    )
}

fn draw(
    view: &View<'_>,
    markers: &[Marker],
    size: (u32, u32),
    title: &str,
    prefix: &str,
    furniture: bool,
) -> Option<Drawing> {
    if markers.is_empty() {
        return None;
    }
    let words = view.words();
    let description = match markers {
        [marker] => words.get("map_shows_one").replace("{name}", &marker.label),
        markers => words
            .get("map_shows_many")
            .replace("{n}", &markers.len().to_string()),
    };
    view.atlas().draw(&Request {
        markers,
        size,
        title,
        description: &description,
        prefix,
        furniture,
        borders: view.borders(),
    })
}

fn marker(view: &View<'_>, entity: &Entity, mentions: usize, href: String) -> Option<Marker> {
    let kind = entity.category.as_deref().map(place_kind);
    let is_country = kind == Some(PlaceKind::Country);
    let words = view.words();
    let counted = words.counted(mentions, "mentions_one", "mentions_many");
    let mut title = vec![entity.name.clone(), counted.clone()];
    title.extend(remarks(entity, words));
    let note = match &entity.category {
        Some(category) if mentions > 0 => format!("{category} · {counted}"),
        Some(category) => category.clone(),
        None => String::new(),
    };
    Some(Marker {
        id: entity.id.to_string(),
        label: entity.short.as_ref().unwrap_or(&entity.name).clone(),
        coordinates: entity.coordinates?,
        kind,
        country: entity.country.clone().filter(|_| is_country),
        within: entity.country.clone().filter(|_| !is_country),
        title: title.join(", "),
        note,
        approximate: entity.whereabouts.fictional
            || entity.whereabouts.precision == Precision::Approximate,
        mentions,
        href,
        told: None,
    })
}

/// Returns what sort of place a category names; one that is none of these (a spaceport, a test
/// range, a battlefield) names a site.
pub(super) fn place_kind(category: &str) -> PlaceKind {
    match category.trim().to_lowercase().as_str() {
        "continent" | "region" => PlaceKind::Region,
        "country" => PlaceKind::Country,
        "historical state" | "former state" | "former country" => PlaceKind::HistoricalState,
        "division" | "province" | "oblast" | "county" | "district" => PlaceKind::Division,
        "capital" => PlaceKind::Capital,
        "settlement" | "city" | "town" | "village" => PlaceKind::Settlement,
        "water" | "river" | "lake" | "canal" => PlaceKind::Water,
        "sea" | "ocean" | "bay" | "gulf" | "strait" => PlaceKind::Sea,
        "landform" | "mountain" | "mountains" | "peak" | "range" | "desert" | "cape"
        | "plateau" | "steppe" | "valley" => PlaceKind::Landform,
        "island" | "islands" | "archipelago" => PlaceKind::Island,
        _ => PlaceKind::Site,
    }
}
