//! What the cards of a reading tell: all of it comes from the reading itself and from the entities'
//! own files.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::reading::Mentioned;
use crate::{
    library::{DateMention, Summary},
    model::{DateWords, Edtf, Id, Kind},
    render::{
        Page, data::script_json, labels::coordinates_label, remarks::remarks, urls::Root,
        view::View,
    },
};

/// Dates that a card shows.
const DATES: usize = 4;

/// What the card of an entity tells.
#[derive(Serialize)]
struct Card<'a> {
    kind: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<String>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    coordinates: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    /// The dates that stand in a sentence with it, in the order of time: their words, and the id of
    /// the first place that names each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<(String, &'a str)>,
    url: String,
    /// How often it is mentioned, with the first two digits alone where there are more.
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    map: Option<String>,
}

/// Returns what the cards of a reading tell, by entity, as JSON.
pub(super) fn cards_json(
    view: &View<'_>,
    summary: &Summary,
    entities: &[Mentioned<'_, '_>],
    root: &Root,
) -> String {
    let words = view.words().dates();
    let mut dates = dates(summary, words);
    let mut cards: Vec<(&str, Card<'_>)> = entities
        .iter()
        .map(|(entity, _)| {
            // Of a place, the remarks say it.
            let life =
                (entity.kind != Kind::Place || entity.start.is_none() || entity.end.is_none())
                    .then_some((&entity.start, &entity.end));
            let date = |date: &Option<Edtf>| date.as_ref().map(|date| date.label_in(words));
            let card = Card {
                kind: entity.kind.as_str(),
                label: label_of(view, &entity.kind),
                category: entity.category.as_deref(),
                remarks: remarks(entity, view.words()),
                name: &entity.name,
                coordinates: entity.coordinates.map(coordinates_label),
                start: life.and_then(|(start, _)| date(start)),
                end: life.and_then(|(_, end)| date(end)),
                dates: dates.remove(&entity.id).unwrap_or_default(),
                url: root.to(&Page::Entity(entity.id.clone())),
                total: view.rounded_count(&entity.id),
                map: entity
                    .coordinates
                    .map(|_| root.to(&Page::CardMap(entity.id.clone()))),
            };
            (entity.id.as_str(), card)
        })
        .collect();
    cards.sort_unstable_by_key(|(id, _)| *id);
    script_json(&Cards(cards))
}

/// Returns what a kind is called; a kind that entities have is among those of the site.
fn label_of<'a>(view: &View<'a>, kind: &'a Kind) -> &'a str {
    let mut kinds = view.kinds().iter();
    let known = kinds.find(|it| it.name == kind.as_str());
    known.map_or(kind.as_str(), |kind| &kind.label)
}

/// Cards by entity, in order.
struct Cards<'a>(Vec<(&'a str, Card<'a>)>);

impl Serialize for Cards<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, card)| (id, card)))
    }
}

/// Returns the dates that stand in one sentence with each entity.
fn dates<'a>(summary: &'a Summary, words: &DateWords) -> BTreeMap<&'a Id, Vec<(String, &'a str)>> {
    let mut in_sentence: BTreeMap<(&str, &str), Vec<&DateMention>> = BTreeMap::new();
    for date in &summary.dates {
        let sentence = (&*date.place.block, &*date.context.sentence);
        in_sentence.entry(sentence).or_default().push(date);
    }
    let mut with: BTreeMap<&Id, BTreeMap<_, &DateMention>> = BTreeMap::new();
    for mention in &summary.mentions {
        let sentence = (&*mention.place.block, &*mention.context.sentence);
        for date in in_sentence.get(&sentence).into_iter().flatten() {
            let dates = with.entry(&mention.entity).or_default();
            dates.entry(&date.date).or_insert(date);
        }
    }
    with.into_iter()
        .map(|(entity, dates)| (entity, first_told(dates.into_values().collect(), words)))
        .collect()
}

/// Returns the dates that the text names first, no more than a card shows, in the order of time.
fn first_told<'a>(mut dates: Vec<&'a DateMention>, words: &DateWords) -> Vec<(String, &'a str)> {
    dates.sort_by_key(|date| (date.place.in_note, date.place.offset));
    dates.truncate(DATES);
    dates.sort_by(|a, b| a.date.cmp(&b.date));
    let told = dates.into_iter();
    told.map(|date| (date.date.label_in(words), date.id.as_str()))
        .collect()
}

/// Returns the text, cut after a word where it has more than `limit` characters.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        library::Reading,
        markup::{Options, read_reading},
    };

    #[test]
    fn a_card_has_the_dates_of_its_sentences_in_the_order_of_time() {
        let text = "[Ann]{person=ann} came in [1851]{date=1851}, left in [1850]{date=1850} and, in [1851]{date=1851}, died. \
                    In [1849]{date=1849} nobody came. [Ann]{person=ann}, [Bob]{person=bob}: [1852]{date=1852}.\n\n\
                    [Bob]{person=bob} [1853]{date=1853} [1854]{date=1854} [1855]{date=1855} [1848]{date=1848} [1847]{date=1847}\n";
        let (parsed, _) = read_reading("content/readings/a.md", text, &Options::default());
        let reading = Reading::new(
            "content/readings/a.md",
            text.into(),
            parsed,
            &Arc::default(),
        );
        let dates = dates(&reading.summary, &DateWords::english());
        let of = |id: &str| -> Vec<(&str, &str)> {
            let dates = dates[&Id::new(id).unwrap()].iter();
            dates.map(|(label, id)| (label.as_str(), *id)).collect()
        };
        assert_eq!(
            of("ann"),
            [("1850", "d-2"), ("1851", "d-1"), ("1852", "d-5")]
        );
        assert_eq!(
            of("bob"),
            [
                ("1852", "d-5"),
                ("1853", "d-6"),
                ("1854", "d-7"),
                ("1855", "d-8")
            ]
        );
    }

    #[test]
    fn what_is_long_is_cut_between_words() {
        assert_eq!(shortened("one two three", 9), "one two …");
        assert_eq!(shortened("one two", 7), "one two");
        assert_eq!(shortened("ééééé", 3), "ééé …");
    }
}
