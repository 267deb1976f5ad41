use std::{collections::HashMap, fmt, sync::Arc};

use super::record::Record;
use crate::{
    gazetteer::{Details, Gazetteer, Place, PlaceKind, Years},
    model::{Code, Coordinates, Finding, Precision, Severity, Whereabouts},
};

/// A place of a gazetteer that cannot be used, or is doubtful.
const GAZETTEER_PLACE: Code = Code("gazetteer-place");
/// A gazetteer that cannot be read, or not to its end.
const GAZETTEER_FILE: Code = Code("gazetteer-file");

/// Places that all gazetteers of a site may have together: more than any country but the largest has
/// names, and some 200 MB of memory.
pub(super) const MOST_PLACES: usize = 500_000;
/// Findings about the places of one file: who has more needs a pattern, not a list.
const MOST_FINDINGS: usize = 40;
/// What counts for more than any place of the embedded gazetteer.
const OUTRANKS_ALL: u8 = 245;
/// The same for one of a list of all places there are, and what inhabitants add to it at most.
const OUTRANKS_TOWNS: u8 = 215;
const MOST_FOR_INHABITANTS: u8 = 25;
/// A place this far from the middle of its country, in kilometres, is not in it; one nearer than this may be.
const OUT_OF_ITS_COUNTRY: f64 = 5000.0;
const IN_ITS_COUNTRY: f64 = 1500.0;

/// Where in a file a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Line(u64),
    Feature(usize),
}

impl fmt::Display for At {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(formatter, "line {number}"),
            Self::Feature(number) => write!(formatter, "feature {number}"),
        }
    }
}

/// Where the place of each id stands, and which of a file's it is.
pub(super) type Ids = HashMap<String, (At, usize)>;

/// Collects the places of a file, and says what is wrong with them.
pub(super) struct Collector<'a> {
    file: &'a str,
    world: &'a Gazetteer,
    /// Whether the file was made for the site.
    is_chosen: bool,
    /// How many places there is room for.
    room: usize,
    places: Vec<Place>,
    /// Further names that the file tells of places of others, by their ids.
    names: Vec<(String, String)>,
    ids: Ids,
    findings: Vec<Finding>,
    left_out: usize,
}

/// What a file tells.
pub(super) struct Collected {
    pub(super) places: Vec<Place>,
    pub(super) ids: Ids,
    pub(super) names: Vec<(String, String)>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(file: &'a str, world: &'a Gazetteer, room: usize) -> Self {
        Self {
            file,
            world,
            is_chosen: true,
            room,
            places: Vec::new(),
            names: Vec::new(),
            ids: HashMap::new(),
            findings: Vec::new(),
            left_out: 0,
        }
    }

    /// Says that the file lists all places there are, not those that matter to the site.
    pub(super) fn is_a_list_of_all(&mut self) {
        self.is_chosen = false;
    }

    /// Returns how many places there are.
    pub(super) fn count(&self) -> usize {
        self.places.len()
    }

    /// Returns whether there are more places than there is room for.
    pub(super) fn is_full(&self) -> bool {
        self.places.len() > self.room
    }

    /// Says that the file has too many places, if it has.
    pub(super) fn tell_if_full(&mut self) {
        if self.is_full() {
            self.places.truncate(self.room);
            self.broken(
                format!("the site's gazetteers have more than {MOST_PLACES} places; the rest is not read"),
                "keep the places that the texts can mean: one country, or those with inhabitants",
            );
        }
    }

    /// Takes in a place, or says why it cannot be one.
    pub(super) fn add(&mut self, at: At, record: Record) {
        let Some(name) = record
            .name
            .as_deref()
            .map(str::trim)
            .filter(|it| !it.is_empty())
        else {
            self.problem(
                at,
                "the place has no name",
                "give it one in `name` or `title`",
            );
            return;
        };
        let name = name.to_owned();
        if let Some(id) = &record.id
            && let Some((first, _)) = self.ids.get(id)
        {
            let message = format!("{at}: `{name}` has the id `{id}` of {first}");
            let hint = "the first of the two is used; give the other an id of its own";
            self.tell(Finding::warning(GAZETTEER_PLACE, message).hint(hint));
            return;
        }
        let Ok(coordinates) = self.coordinates(at, &name, &record) else {
            return;
        };
        let country = record.country.as_deref().and_then(|country| {
            let code = country_code(self.world, country);
            if code.is_none() {
                let message = format!("{at}: `{name}` lies in `{country}`, which is no country");
                let hint = "write the two letters of ISO 3166-1, as in `KZ`";
                self.tell(Finding::warning(GAZETTEER_PLACE, message).hint(hint));
            }
            code
        });
        if let (Some(point), Some(country)) = (coordinates, country) {
            self.doubt(at, &name, point, country);
        }
        if let (Some(first), Some(last)) = (record.first, record.last)
            && first > last
        {
            let message = format!("{at}: `{name}` ends ({last}) before it begins ({first})");
            self.tell(Finding::warning(GAZETTEER_PLACE, message));
        }
        if let Some(id) = &record.id {
            self.ids.insert(id.clone(), (at, self.places.len()));
        }
        let place = self.place(name, record, coordinates, country);
        self.places.push(place);
    }

    /// Notes a further name of a place of another file.
    pub(super) fn add_name(&mut self, id: &str, name: String) {
        self.names.push((id.to_owned(), name));
    }

    /// Says what is wrong with something at a place in the file, and that it is left out.
    pub(super) fn problem(&mut self, at: At, message: &str, hint: &str) {
        let finding = Finding::error(GAZETTEER_PLACE, format!("{at}: {message}"));
        self.tell(if hint.is_empty() {
            finding
        } else {
            finding.hint(hint)
        });
    }

    /// Says what is wrong with the file as a whole.
    pub(super) fn broken(&mut self, message: impl Into<String>, hint: &str) {
        let finding = Finding::error(GAZETTEER_FILE, message).in_file(self.file);
        self.findings.push(finding.hint(hint));
    }

    /// Returns what was collected; where some findings were left out, one that says so.
    pub(super) fn finish(mut self) -> Collected {
        if self.left_out > 0 {
            let message = format!(
                "{} more findings about this file are not shown",
                self.left_out
            );
            let finding = Finding::note(GAZETTEER_PLACE, message).in_file(self.file);
            self.findings
                .push(finding.hint("mend what is shown, and look again"));
        }
        Collected {
            places: self.places,
            ids: self.ids,
            names: self.names,
            findings: self.findings,
        }
    }

    fn tell(&mut self, finding: Finding) {
        // Errors are told before anything else is left out.
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding.in_file(self.file));
        } else {
            self.left_out += 1;
            if finding.severity == Severity::Error
                && let Some(weaker) = self
                    .findings
                    .iter_mut()
                    .rev()
                    .find(|other| other.severity != Severity::Error)
            {
                *weaker = finding.in_file(self.file);
            }
        }
    }

    fn coordinates(
        &mut self,
        at: At,
        name: &str,
        record: &Record,
    ) -> Result<Option<Coordinates>, ()> {
        let (latitude, longitude) = match (record.latitude, record.longitude) {
            (Some(latitude), Some(longitude)) => (latitude, longitude),
            (None, None) => return Ok(None),
            (Some(_), None) => {
                self.problem(at, &format!("`{name}` has a latitude and no longitude"), "");
                return Err(());
            }
            (None, Some(_)) => {
                self.problem(at, &format!("`{name}` has a longitude and no latitude"), "");
                return Err(());
            }
        };
        match Coordinates::new(latitude, longitude) {
            Ok(point) => {
                if latitude == 0.0 && longitude == 0.0 {
                    let message = format!("{at}: `{name}` lies at 0, 0 in the Gulf of Guinea");
                    let hint = "leave coordinates that are not known out";
                    self.tell(Finding::warning(GAZETTEER_PLACE, message).hint(hint));
                }
                Ok(Some(point))
            }
            Err(error) => {
                let hint = if Coordinates::new(longitude, latitude).is_ok() {
                    "latitude and longitude seem to be swapped"
                } else {
                    "coordinates are degrees of WGS 84, not metres"
                };
                self.problem(at, &format!("`{name}`: {error}"), hint);
                Err(())
            }
        }
    }

    /// Doubts a point that is far from its country where the same numbers swapped would be in it.
    fn doubt(&mut self, at: At, name: &str, point: Coordinates, country: [u8; 2]) {
        let Some(middle) = self.world.country_point(country) else {
            return;
        };
        let Ok(swapped) = Coordinates::new(point.longitude(), point.latitude()) else {
            return;
        };
        let distance = point.distance_km(middle);
        if distance > OUT_OF_ITS_COUNTRY && swapped.distance_km(middle) < IN_ITS_COUNTRY {
            let country = self.world.country_name(country).unwrap_or_default();
            let message = format!("{at}: `{name}` lies {distance:.0} km from {country}");
            let hint = "latitude and longitude seem to be swapped";
            self.tell(Finding::warning(GAZETTEER_PLACE, message).hint(hint));
        }
    }

    fn place(
        &self,
        name: String,
        mut record: Record,
        coordinates: Option<Coordinates>,
        country: Option<[u8; 2]>,
    ) -> Place {
        let kind = match (record.kind, &record.category) {
            (Some(kind), _) => kind,
            (None, Some(category)) => PlaceKind::of_category(category),
            (None, None) => PlaceKind::Settlement,
        };
        let links = &record.links;
        let precision = record.precision.unwrap_or(match record.radius_km {
            Some(_) => Precision::Approximate,
            None => Precision::Exact,
        });
        let years = Years {
            first: record.first,
            last: record.last,
        };
        record.names.retain(|other| *other != name);
        Place {
            kind,
            coordinates,
            country,
            admin1: record.division,
            population: record.population,
            importance: self.importance(record.population),
            geonames: links.get("geonames").and_then(|id| id.parse().ok()),
            wikidata: links
                .get("wikidata")
                .and_then(|id| id.trim_start_matches('Q').parse().ok()),
            years: (years.first.is_some() || years.last.is_some()).then_some(years),
            own: Some(Arc::new(Details {
                names: record.names,
                category: record.category,
                description: record.description,
                links: record.links,
                whereabouts: Whereabouts {
                    precision,
                    radius_km: record.radius_km,
                    fictional: record.fictional,
                },
                is_chosen: self.is_chosen,
            })),
            name,
        }
    }

    fn importance(&self, population: u64) -> u8 {
        if self.is_chosen {
            return OUTRANKS_ALL;
        }
        let inhabitants = 4.0 * libm::log10((population + 1) as f64);
        OUTRANKS_TOWNS + (inhabitants as u8).min(MOST_FOR_INHABITANTS)
    }
}

fn country_code(world: &Gazetteer, country: &str) -> Option<[u8; 2]> {
    let code: Option<[u8; 2]> = country.to_ascii_uppercase().as_bytes().try_into().ok();
    code.filter(|&code| world.country_name(code).is_some())
        .or_else(|| world.country_code(country))
        .or_else(|| {
            // England, Crimea: a part that people name like a country.
            let part = world.look_up(country).into_iter().next()?.place;
            part.country.filter(|_| part.kind == PlaceKind::Division)
        })
}
