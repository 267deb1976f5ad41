use std::collections::BTreeMap;

use super::{Coordinates, Document, Edtf, Id, Kind, Whereabouts};

/// Identifiers of an entity in registers of the world, by the register's name: `wikidata`,
/// `geonames`, `viaf`, `pleiades` …
pub type Links = BTreeMap<String, String>;

/// An entity as its file tells it.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its identity: the name of its file.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Its full name.
    pub name: String,
    /// The name to sort by (`Nazarbayev, Nursultan`), where it is not `name`.
    pub sort: Option<String>,
    /// A short name for narrow places, where it is not `name`.
    pub short: Option<String>,
    /// Other names by which texts call it.
    pub aliases: Vec<String>,
    /// A word or two that say what sort of its kind it is (`country`, `city`, `cosmodrome`).
    pub category: Option<String>,
    /// Where it is.
    pub coordinates: Option<Coordinates>,
    /// How well that is known.
    pub whereabouts: Whereabouts,
    /// The ISO 3166-1 alpha-2 code of the country that it is, or lies in.
    pub country: Option<String>,
    /// When it was born, founded, begun.
    pub start: Option<Edtf>,
    /// When it died, was dissolved, ended.
    pub end: Option<Edtf>,
    /// Identifiers in registers of the world.
    pub links: Links,
    /// Whether the import made it and no person has confirmed it.
    pub certainty: super::Certainty,
    /// The file's text.
    pub document: Document,
    /// The gloss: the plain text of the first paragraph of `document`, where it has one.
    pub gloss: Option<String>,
}

impl Entity {
    /// Returns every name by which a text may call the entity: its name first, then the others.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
            .chain(self.short.as_deref())
            .chain(self.aliases.iter().map(String::as_str))
    }
}
