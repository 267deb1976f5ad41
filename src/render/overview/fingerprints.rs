//! What tells apart the states of everything that pages read.

use std::sync::{Arc, OnceLock};

use super::Overview;
use crate::{
    library::{Summary, places_in},
    model::{Fingerprint, Id},
    render::{
        dependency::{Dependency, List},
        kind_styles, links,
        view::rounded,
    },
    site::entity_file,
    workspace::Workspace,
};

/// Fingerprints that many pages ask for, made when the first does.
#[derive(Debug, Default)]
pub(super) struct Known {
    configuration: OnceLock<Fingerprint>,
    words: OnceLock<Fingerprint>,
    frame: OnceLock<Fingerprint>,
    lists: [OnceLock<Fingerprint>; 10],
}

impl Overview<'_> {
    /// Returns what tells apart the states of something that pages read.
    pub fn fingerprint(&self, dependency: &Dependency) -> Fingerprint {
        let Workspace { library, site, .. } = self.workspace;
        match dependency {
            Dependency::Configuration => *self
                .known
                .configuration
                .get_or_init(|| Fingerprint::of(&format!("{:?}", site.config))),
            Dependency::Words => *self
                .known
                .words
                .get_or_init(|| Fingerprint::of(&self.renderer.words.all())),
            Dependency::Frame => *self.known.frame.get_or_init(|| {
                Fingerprint::of(&(
                    &self.kinds,
                    &self.ways,
                    self.has_feed,
                    &self.orders.contexts,
                    kind_styles::are_needed(&site.config),
                ))
            }),
            Dependency::Template(name) => self.renderer.templates.fingerprint(name),
            Dependency::Reading(name) => {
                let reading = library.reading(name);
                Fingerprint::of(&reading.map(|reading| {
                    let text = self.workspace.fingerprint(&reading.file);
                    (text, self.link(reading))
                }))
            }
            Dependency::Plain(name) => {
                let page = self.workspace.pages.get(name);
                Fingerprint::of(&page.map(|page| self.workspace.fingerprint(&page.file)))
            }
            Dependency::Position(name) => Fingerprint::of(&library.position(name).map(|at| {
                let of =
                    |reading: Option<&Arc<Summary>>| reading.map(|it| it.reference_fingerprint);
                (at.number, at.total, of(at.previous), of(at.next))
            })),
            Dependency::Entity(id) => Fingerprint::of(&self.entity(id)),
            Dependency::LinkedFrom(id) => {
                let entities = library.linked_from(id).map(|it| self.entity(&it.id));
                let pages = self.workspace.pages.iter().filter(|(_, page)| {
                    let mentions = &page.summary.mentions;
                    mentions.iter().any(|mention| mention.entity == *id)
                });
                let pages = pages.map(|(name, page)| {
                    let Summary { meta, heading, .. } = &*page.summary;
                    (name, page.summary.fingerprint, &meta.title, heading)
                });
                Fingerprint::of(&(entities.collect::<Vec<_>>(), pages.collect::<Vec<_>>()))
            }
            Dependency::MentionCount(id) => {
                Fingerprint::of(&(library.mention_count(id), library.reading_count(id)))
            }
            Dependency::RoundedCount(id) => Fingerprint::of(&rounded(library.mention_count(id))),
            Dependency::Mentions(id) => Fingerprint::of(&(
                self.readings_of(places_in(&library.mentions, id)),
                self.readings_of(places_in(&library.quotations, id)),
            )),
            Dependency::SomeMentions(id, first, count) => {
                let all = places_in(&library.mentions, id);
                let end = first.saturating_add(*count).min(all.len());
                let some = all.get(*first..end).unwrap_or_default();
                let which: Vec<usize> = some.iter().map(|(_, mention)| *mention).collect();
                Fingerprint::of(&(self.readings_of(some), which))
            }
            Dependency::FirstReadings(id, count) => {
                let first = library.readings_with(id).take(*count);
                Fingerprint::of(&first.map(|it| it.reference_fingerprint).collect::<Vec<_>>())
            }
            Dependency::Told(id) => Fingerprint::of(&(self.told_of(id), self.told_after(id))),
            Dependency::Target(path) => links::fingerprint(library, &self.pages, path),
            Dependency::List(list) => {
                *self.known.lists[*list as usize].get_or_init(|| self.list(*list))
            }
            Dependency::SearchTerms(number) => self.fingerprint_of_search(*number),
            Dependency::Asset(path) => match site.theme.assets.get(path) {
                Some(file) => Fingerprint::of_bytes(&file.bytes),
                None => self.fingerprint(&Dependency::Configuration),
            },
            Dependency::Static(path) => {
                let known = self.known_statics().get(path).copied();
                let known = known.unwrap_or_else(|| {
                    let read = self.read_static(path).ok().flatten();
                    read.map(|(_, fingerprint)| fingerprint)
                });
                Fingerprint::of(&known)
            }
            Dependency::Borders => {
                let borders = self.workspace.borders();
                Fingerprint::of(&borders.map(|borders| borders.fingerprint()))
            }
            Dependency::Tiles => {
                let tiles = self.workspace.tiles().map(|tiles| &tiles.selection);
                Fingerprint::of(&tiles.map(|it| (it.form, it.tiles.keys().collect::<Vec<_>>())))
            }
            Dependency::Tile(address) => {
                let tiles = self.workspace.tiles();
                Fingerprint::of(&tiles.map(|tiles| tiles.fingerprint_of(*address)))
            }
        }
    }

    fn list(&self, list: List) -> Fingerprint {
        let library = &self.workspace.library;
        let readings = &library.readings;
        match list {
            List::Names => {
                let names: Vec<&String> = readings.iter().map(|it| &it.name).collect();
                Fingerprint::of(&(names, self.division()))
            }
            List::Annotations => {
                Fingerprint::of(&readings.iter().map(|it| it.annotations).collect::<Vec<_>>())
            }
            List::Links => {
                Fingerprint::of(&readings.iter().map(|it| self.link(it)).collect::<Vec<_>>())
            }
            List::References => {
                let all = readings.iter().map(|it| it.reference_fingerprint);
                Fingerprint::of(&all.collect::<Vec<_>>())
            }
            List::Counts => Fingerprint::of(&(readings.len(), library.entities.len())),
            List::Dates => {
                let dated = readings.iter().filter(|it| !it.dates.is_empty());
                Fingerprint::of(
                    &dated
                        .map(|it| (it.reference_fingerprint, &it.dates))
                        .collect::<Vec<_>>(),
                )
            }
            List::Entities => {
                let rows = library.entities.keys().map(|id| self.row(id));
                Fingerprint::of(&rows.collect::<Vec<_>>())
            }
            List::Places => {
                let places = library.places().into_iter().map(|place| {
                    let mentions = places_in(&library.mentions, &place.id);
                    let named_by: Vec<usize> = mentions
                        .chunk_by(|(a, _), (b, _)| a == b)
                        .map(|chunk| chunk[0].0)
                        .collect();
                    let first = mentions.first().map(|&(reading, mention)| {
                        let reading = &readings[reading];
                        (reading.reference_fingerprint, &reading.mentions[mention])
                    });
                    (self.row(&place.id), named_by, first)
                });
                Fingerprint::of(&places.collect::<Vec<_>>())
            }
            List::Pages => {
                let pages = self.pages.all_with_paths().into_iter();
                let pages = pages.map(|(path, page)| (path, page.sort().is_some()));
                Fingerprint::of(&pages.collect::<Vec<_>>())
            }
            List::SearchKeys => Fingerprint::of(self.search_keys()),
        }
    }

    /// Returns what tells apart the states of the readings in which places are, each once.
    fn readings_of(&self, places: &[(usize, usize)]) -> Vec<Fingerprint> {
        let readings = &self.workspace.library.readings;
        let groups = places.chunk_by(|(a, _), (b, _)| a == b);
        groups
            .map(|group| readings[group[0].0].fingerprint)
            .collect()
    }

    /// Returns what tells apart the states of what a list shows of a reading.
    fn link(&self, reading: &Summary) -> (Fingerprint, usize) {
        let entities = self.workspace.library.entity_count(reading);
        (reading.link_fingerprint, entities)
    }

    /// Returns what tells apart the states of an entity's file; nothing where there is none.
    pub(super) fn entity(&self, id: &Id) -> Option<(&str, Option<Fingerprint>)> {
        let entity = self.workspace.library.entities.get(id)?;
        let file = entity_file(id);
        Some((entity.id.as_str(), self.workspace.fingerprint(&file)))
    }

    /// Returns what tells apart the states of what the list of all shows of an entity.
    fn row(&self, id: &Id) -> impl std::hash::Hash {
        let mentions = places_in(&self.workspace.library.mentions, id);
        let readings = mentions.chunk_by(|(a, _), (b, _)| a == b).count();
        let first = (mentions.first().copied(), self.told_of(id));
        (self.entity(id), mentions.len(), readings, first)
    }
}
