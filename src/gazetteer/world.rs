use std::borrow::Cow;

use super::{
    Candidate, Place, PlaceKind, Years,
    normalize::{acronym, normalize},
    pack::{
        Bytes, Columns, Places, Reader, Reference, STEPS_PER_DEGREE, Sections, UnpackError, Value,
    },
};
use crate::model::Coordinates;

/// A packed gazetteer, unpacked: the embedded one.
pub(super) struct World {
    pub(super) inputs: [u8; 32],
    names: fst::Map<Bytes>,
    postings: Bytes,
    rows: Columns,
    /// The row of each country that has an ISO code, sorted by code.
    countries: Vec<([u8; 2], u32)>,
}

impl World {
    /// Unpacks a gazetteer that `tools/geodata` packed.
    pub(super) fn unpack(bytes: Cow<'static, [u8]>) -> Result<Self, UnpackError> {
        let sections = Sections::unpack(bytes)?;
        let names = fst::Map::new(sections.names).map_err(|_| UnpackError::Section("names"))?;
        let mut gazetteer = Self {
            inputs: sections.inputs,
            names,
            postings: sections.postings,
            rows: sections.rows,
            countries: Vec::new(),
        };
        gazetteer.countries = gazetteer.index_countries();
        Ok(gazetteer)
    }

    /// Returns the places that bear the name, the most likely first.
    pub(super) fn look_up(&self, name: &str) -> Vec<Candidate> {
        let mut references = Vec::new();
        let keys = [acronym(name), Some(normalize(name))];
        for value in keys
            .into_iter()
            .flatten()
            .filter_map(|key| self.value(&key))
        {
            self.collect_references(value.places, &mut references);
        }
        references
            .into_iter()
            .filter_map(|Reference { row, alternate }| {
                Some(Candidate {
                    place: self.place(row)?,
                    alternate,
                })
            })
            .collect()
    }

    /// Returns whether the name is chiefly something else than a place's.
    pub(super) fn is_stop_name(&self, name: &str) -> bool {
        acronym(name)
            .and_then(|letters| self.value(&letters))
            .or_else(|| self.value(&normalize(name)))
            .is_some_and(|value| value.is_stop)
    }

    /// Returns the usual English name of a country.
    pub(super) fn country_name(&self, code: [u8; 2]) -> Option<&str> {
        self.rows.names.get(self.country_row(code)? as usize)
    }

    /// Returns the country of a code.
    pub(super) fn country(&self, code: [u8; 2]) -> Option<Place> {
        self.place(self.country_row(code)?)
    }

    /// Returns the number of places and of names.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.rows.kinds.len(), self.names.len())
    }

    fn country_row(&self, code: [u8; 2]) -> Option<u32> {
        let index = self
            .countries
            .binary_search_by_key(&code, |&(code, _)| code)
            .ok()?;
        Some(self.countries[index].1)
    }

    fn value(&self, key: &str) -> Option<Value> {
        self.names.get(key).map(Value::from_bits)
    }

    fn collect_references(&self, places: Places, references: &mut Vec<Reference>) {
        match places {
            Places::One(reference) => references.push(reference),
            Places::Many(offset) => {
                let mut reader = Reader {
                    rest: self.postings.as_ref().get(offset..).unwrap_or_default(),
                };
                let count = reader.varint().unwrap_or(0);
                let listed = (0..count).map_while(|_| reader.varint().ok());
                references.extend(listed.map(Reference::from_bits));
            }
        }
    }

    fn place(&self, row: u32) -> Option<Place> {
        let (rows, index) = (&self.rows, row as usize);
        let degrees = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
        let population = *rows.populations.get(index)?;
        Some(Place {
            name: rows.names.get(index)?.to_owned(),
            kind: PlaceKind::ALL[usize::from(rows.kinds[index])],
            coordinates: Coordinates::new(
                degrees(rows.latitudes[index]),
                degrees(rows.longitudes[index]),
            )
            .ok(),
            country: entry(rows.countries[index].into()).map(|n| rows.country_codes[n]),
            admin1: entry(rows.divisions[index].into())
                .and_then(|n| rows.division_names.get(n))
                .map(str::to_owned),
            population,
            importance: rows.importances[index],
            geonames: Some(rows.geonames[index]).filter(|&id| id != 0),
            wikidata: sparse(&rows.wikidata, row),
            years: sparse(&rows.years, row).map(|[first, last]| Years {
                first: Some(first),
                last: Some(last),
            }),
            own: None,
        })
    }

    fn index_countries(&self) -> Vec<([u8; 2], u32)> {
        let mut countries: Vec<([u8; 2], u32)> = (0..self.rows.kinds.len() as u32)
            .filter_map(|row| {
                let place = self.place(row)?;
                (place.kind == PlaceKind::Country).then_some((place.country?, row))
            })
            .collect();
        countries.sort_by_key(|&(code, row)| {
            (code, std::cmp::Reverse(self.rows.importances[row as usize]))
        });
        countries.dedup_by_key(|&mut (code, _)| code);
        countries
    }
}

/// Returns the index into a table for a number of which 0 means none.
fn entry(number: usize) -> Option<usize> {
    number.checked_sub(1)
}

fn sparse<T: Copy>(values: &[(u32, T)], row: u32) -> Option<T> {
    values
        .binary_search_by_key(&row, |&(row, _)| row)
        .ok()
        .map(|index| values[index].1)
}
