//! What pages read. A page is made again if and only if something that it read has changed.

use std::cell::{Cell, RefCell};

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use serde::{Deserialize, Serialize};

use crate::{
    model::{Fingerprint, Id},
    tiles::Address,
};

/// Something of a site that a page may read, as its record names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dependency {
    /// The configuration.
    Configuration,
    /// The words of the interface.
    Words,
    /// What stands on every page: kinds, ways in.
    Frame,
    /// A template with all that it extends, includes or uses, by its name.
    Template(String),
    /// The text of a reading, and what lists show of it, by its name.
    Reading(String),
    /// The text of a page of the site's own, by its name.
    Plain(String),
    /// Where a reading stands in its collection, and which those beside it are.
    Position(String),
    /// The file of an entity; that there is none is something to read as well.
    Entity(Id),
    /// What names an entity beside the readings: the files of other entities, and pages.
    LinkedFrom(Id),
    /// How often an entity is mentioned, and in how many readings.
    MentionCount(Id),
    /// About how often an entity is mentioned.
    RoundedCount(Id),
    /// The readings in which an entity is mentioned or speaks, and what stands where in them.
    Mentions(Id),
    /// The readings in which some of the mentions of an entity stand, and what stands where in them: which
    /// mention is the first of these, and how many there are.
    SomeMentions(Id, usize, usize),
    /// The first so many readings in which an entity is mentioned.
    FirstReadings(Id, usize),
    /// From where on the collections in order have told of an entity.
    Told(Id),
    /// Where a link to a content file or to a published file leads, by its path.
    Target(String),
    /// Something about all of a sort.
    List(List),
    /// A file of the search index: its terms, where they occur, and the names of entities.
    SearchTerms(usize),
    /// A file of the theme.
    Asset(String),
    /// A file of `static/`.
    Static(String),
    /// The borders that the site says in the place of the base map's.
    Borders,
    /// Which tiles of a street map the site brings.
    Tiles,
    /// One of them.
    Tile(Address),
}

/// What a page may read of all of a sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum List {
    /// The names of the readings, in order, and into how many files their texts are divided.
    Names,
    /// How many annotations each of them has.
    Annotations,
    /// The readings in order, as lists show them.
    Links,
    /// The readings in order, as what refers to them shows them.
    References,
    /// How many readings there are, and how many entities.
    Counts,
    /// The dates that readings name.
    Dates,
    /// The entities, and how often they are mentioned.
    Entities,
    /// The places, the readings that name them, and their first mentions.
    Places,
    /// The paths of all pages.
    Pages,
    /// By which beginnings the terms of all texts are divided among files.
    SearchKeys,
}

impl Dependency {
    /// Returns a bit for something of which there is one, 0 for any other.
    fn bit(&self) -> u32 {
        match self {
            Self::Configuration => 1,
            Self::Words => 1 << 1,
            Self::Frame => 1 << 2,
            Self::List(list) => 1 << (3 + *list as u32),
            _ => 0,
        }
    }
}

/// What a page was made of: if all of it is as it was, so is the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record(pub(super) Vec<(Dependency, Fingerprint)>);

impl Record {
    /// Returns what the page read, each once, with what it was then.
    pub fn reads(&self) -> &[(Dependency, Fingerprint)] {
        &self.0
    }
}

/// What one page has read so far.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// By far the most: a page asks for the entity of each mention that it shows.
    entities: RefCell<IndexSet<Id, RandomState>>,
    others: RefCell<IndexSet<Dependency, RandomState>>,
    /// Which of those that nearly every line of a page asks for are among them, by [`Dependency::bit`].
    noted: Cell<u32>,
}

impl Reads {
    /// Notes that the page reads something.
    pub(super) fn note(&self, dependency: Dependency) {
        let bit = dependency.bit();
        if bit & self.noted.get() == 0 {
            self.noted.set(bit | self.noted.get());
            self.others.borrow_mut().insert(dependency);
        }
    }

    /// Notes that the page reads [`Dependency::Entity`].
    pub(super) fn note_entity(&self, id: &Id) {
        let mut entities = self.entities.borrow_mut();
        if !entities.contains(id) {
            entities.insert(id.clone());
        }
    }

    /// Returns what was read, each once: entities last, each in the order in which the page first asked for it.
    pub(super) fn into_vec(self) -> Vec<Dependency> {
        let others = self.others.into_inner().into_iter();
        let entities = self.entities.into_inner().into_iter();
        others.chain(entities.map(Dependency::Entity)).collect()
    }
}
