//! The library, kept up to date by difference: what an edit touches is changed, the rest stays.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Library, Postings, Summary, backlinks, collection_starts, order, places_in};
use crate::model::{Entity, Id};

/// What changed of a site's content; `None` for what is no more.
#[derive(Debug, Default)]
pub struct Difference {
    /// Readings by name.
    pub readings: BTreeMap<String, Option<Arc<Summary>>>,
    /// Entities by id.
    pub entities: BTreeMap<Id, Option<Arc<Entity>>>,
}

/// Changed readings, or entities, beyond which everything is put together anew: each that comes or goes moves
/// those behind it.
const MANY: usize = 64;

impl Library {
    /// Takes over what changed. The library is then what [`Library::new`] makes of the whole.
    pub fn update(&mut self, difference: Difference) {
        if difference.readings.len().max(difference.entities.len()) > MANY {
            self.renew(difference);
            return;
        }
        for (name, reading) in difference.readings {
            let index = self.by_name.get(name.as_str()).copied();
            match (index, reading) {
                (Some(index), Some(reading)) if self.stays_at(index, &reading) => {
                    self.forget_spans(index);
                    self.readings[index] = reading;
                    self.note_spans(index);
                }
                (index, reading) => {
                    if let Some(index) = index {
                        self.remove(index);
                    }
                    if let Some(reading) = reading {
                        self.insert(reading);
                    }
                }
            }
        }
        for (id, entity) in difference.entities {
            let is_there = entity.is_some();
            let new = entity.clone();
            let old = match entity {
                Some(entity) => self.entities.insert(id.clone(), entity),
                None => self.entities.remove(&id),
            };
            backlinks::update(&mut self.links, &id, old.as_deref(), new.as_deref());
            if is_there != old.is_some() {
                self.count_entity(&id, is_there);
            }
        }
    }

    fn renew(&mut self, difference: Difference) {
        let mut entities = std::mem::take(&mut self.entities);
        entities.retain(|id| !difference.entities.contains_key(id));
        let changed = difference.entities.into_iter();
        entities.extend(changed.filter_map(|(id, entity)| Some((id, entity?))));
        let mut readings = std::mem::take(&mut self.readings);
        readings.retain(|reading| !difference.readings.contains_key(&reading.name));
        readings.extend(difference.readings.into_values().flatten());
        *self = Self::new(readings, entities);
    }

    /// Returns whether a reading that changed stands where it stood.
    fn stays_at(&self, index: usize, reading: &Summary) -> bool {
        order::compare(&self.readings[index], reading).is_eq()
    }

    fn insert(&mut self, reading: Arc<Summary>) {
        let index = self
            .readings
            .partition_point(|other| order::compare(other, &reading).is_lt());
        self.move_from(index, |at| at + 1);
        self.by_name.insert(Arc::from(reading.name.as_str()), index);
        self.readings.insert(index, reading);
        self.entity_counts.insert(index, 0);
        self.collection_starts = collection_starts(&self.readings);
        self.note_spans(index);
    }

    fn remove(&mut self, index: usize) {
        self.forget_spans(index);
        let reading = self.readings.remove(index);
        self.entity_counts.remove(index);
        self.collection_starts = collection_starts(&self.readings);
        self.by_name.remove(reading.name.as_str());
        self.move_from(index + 1, |at| at - 1);
    }

    /// Moves the readings at `first` and behind it.
    fn move_from(&mut self, first: usize, to: impl Fn(usize) -> usize) {
        for at in self.by_name.values_mut().filter(|at| **at >= first) {
            *at = to(*at);
        }
        let lists = self
            .mentions
            .values_mut()
            .chain(self.quotations.values_mut());
        for list in lists {
            let from = list.partition_point(|(reading, _)| *reading < first);
            if from < list.len() {
                for (reading, _) in &mut Arc::make_mut(list)[from..] {
                    *reading = to(*reading);
                }
            }
        }
    }

    /// Notes the mentions and quotations of the reading at `index`.
    fn note_spans(&mut self, index: usize) {
        let reading = Arc::clone(&self.readings[index]);
        let mentions = reading.mentions.iter().map(|mention| &mention.entity);
        note(&mut self.mentions, index, mentions.clone());
        let quotations = reading
            .quotations
            .iter()
            .map(|quotation| &quotation.speaker);
        note(&mut self.quotations, index, quotations);
        let distinct: BTreeSet<&Id> = mentions.collect();
        let known = distinct.into_iter();
        self.entity_counts[index] = known.filter(|id| self.entities.contains_key(*id)).count();
    }

    fn forget_spans(&mut self, index: usize) {
        let reading = Arc::clone(&self.readings[index]);
        let mentions = reading.mentions.iter().map(|mention| &mention.entity);
        forget(&mut self.mentions, index, mentions);
        let quotations = reading
            .quotations
            .iter()
            .map(|quotation| &quotation.speaker);
        forget(&mut self.quotations, index, quotations);
    }

    /// Counts an entity whose file came or went in the readings that mention it.
    fn count_entity(&mut self, id: &Id, is_there: bool) {
        for group in places_in(&self.mentions, id).chunk_by(|(a, _), (b, _)| a == b) {
            let count = &mut self.entity_counts[group[0].0];
            *count = if is_there { *count + 1 } else { *count - 1 };
        }
    }
}

/// Notes what the reading at `index` holds of each entity.
pub(super) fn note<'a>(
    postings: &mut Postings,
    index: usize,
    entities: impl Iterator<Item = &'a Id>,
) {
    for (number, entity) in entities.enumerate() {
        let place = (index, number);
        match postings.get_mut(entity) {
            Some(list) => {
                let at = list.partition_point(|other| *other < place);
                Arc::make_mut(list).insert(at, place);
            }
            None => {
                postings.insert(entity.clone(), Arc::new(vec![place]));
            }
        }
    }
}

fn forget<'a>(postings: &mut Postings, index: usize, entities: impl Iterator<Item = &'a Id>) {
    for entity in entities.collect::<BTreeSet<_>>() {
        if let Some(list) = postings.get_mut(entity) {
            let first = list.partition_point(|(reading, _)| *reading < index);
            let end = list.partition_point(|(reading, _)| *reading <= index);
            Arc::make_mut(list).drain(first..end);
            if list.is_empty() {
                postings.remove(entity);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        library::Reading,
        markup::{self, Options},
    };

    fn summary(name: &str, text: &str) -> Arc<Summary> {
        let file = format!("content/readings/{name}.md");
        let (parsed, _) = markup::read_reading(&file, text, &Options::default());
        Reading::new(&file, text.into(), parsed, &Arc::default()).summary
    }

    fn entity(id: &Id, other: usize) -> Arc<Entity> {
        let other = IDS[other];
        let source =
            format!("+++\nkind = \"person\"\nname = \"X\"\n+++\nSee [w]{{person={other}}}.\n");
        let (entity, _) = markup::read_entity(id, "x.md", &source, &Options::default());
        Arc::new(entity.unwrap())
    }

    const NAMES: [&str; 5] = ["a", "b/1", "b/2", "b/10", "c"];
    const IDS: [&str; 3] = ["ann", "bo", "cy"];

    /// A reading that comes or changes, with an order of its own and spans, or goes.
    fn reading() -> impl Strategy<Value = (String, Option<Arc<Summary>>)> {
        let spans = prop::collection::vec((0..IDS.len(), any::<bool>()), 0..6);
        let content = proptest::option::weighted(0.8, (proptest::option::of(0..3), spans));
        (0..NAMES.len(), content).prop_map(|(name, content)| {
            let summary = content.map(|(order, spans)| {
                let order = order.map_or_else(String::new, |order| format!("order = {order}\n"));
                let mut text = format!("+++\ntitle = \"T\"\n{order}+++\n");
                for (id, is_mention) in spans {
                    let key = if is_mention { "person" } else { "quote" };
                    text += &["[w]{", key, "=", IDS[id], "} "].concat();
                }
                summary(NAMES[name], &text)
            });
            (NAMES[name].to_owned(), summary)
        })
    }

    fn entity_change() -> impl Strategy<Value = (Id, Option<Arc<Entity>>)> {
        (0..IDS.len(), proptest::option::of(0..IDS.len())).prop_map(|(id, other)| {
            let id = Id::new(IDS[id]).unwrap();
            let entity = other.map(|other| entity(&id, other));
            (id, entity)
        })
    }

    proptest! {
        #[test]
        fn a_library_kept_up_to_date_is_the_library_made_anew(
            steps in prop::collection::vec(
                (prop::collection::vec(reading(), 0..4), prop::collection::vec(entity_change(), 0..3)),
                1..6,
            )
        ) {
            let mut kept = Library::default();
            let mut readings = BTreeMap::new();
            let mut entities = BTreeMap::new();
            for (changed, changed_entities) in steps {
                let difference = Difference {
                    readings: changed.into_iter().collect(),
                    entities: changed_entities.into_iter().collect(),
                };
                for (name, reading) in &difference.readings {
                    readings.insert(name.clone(), reading.clone());
                }
                for (id, entity) in &difference.entities {
                    entities.insert(id.clone(), entity.clone());
                }
                kept.update(difference);
                let made = Library::new(
                    readings.values().flatten().cloned().collect(),
                    entities.iter().filter_map(|(id, entity)| Some((id.clone(), entity.clone()?))).collect(),
                );
                prop_assert_eq!(&kept.readings, &made.readings);
                prop_assert_eq!(&kept.mentions, &made.mentions);
                prop_assert_eq!(&kept.quotations, &made.quotations);
                prop_assert_eq!(&kept.by_name, &made.by_name);
                prop_assert_eq!(&kept.entity_counts, &made.entity_counts);
                prop_assert_eq!(&kept.collection_starts, &made.collection_starts);
                prop_assert_eq!(&kept.links, &made.links);
                prop_assert!(kept.entities.keys().eq(made.entities.keys()));
            }
        }
    }
}
