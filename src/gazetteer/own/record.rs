use super::{links, years};
use crate::{
    gazetteer::PlaceKind,
    model::{Links, Precision},
};

/// A place as a file tells of it, before anything is checked.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) names: Vec<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    pub(super) category: Option<String>,
    /// What sort of place it is, where the file says so by other means than a word.
    pub(super) kind: Option<PlaceKind>,
    /// A code of ISO 3166-1, or a name.
    pub(super) country: Option<String>,
    pub(super) division: Option<String>,
    pub(super) population: u64,
    pub(super) first: Option<i32>,
    pub(super) last: Option<i32>,
    pub(super) description: Option<String>,
    pub(super) links: Links,
    pub(super) precision: Option<Precision>,
    pub(super) radius_km: Option<f64>,
    pub(super) fictional: bool,
}

/// What a column of a table, a property of a feature or a key of TOML tells of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    /// The id of the place whose name the row tells.
    IdOfAnother,
    Name,
    Names,
    Latitude,
    Longitude,
    Shape,
    Category,
    Class,
    Country,
    Division,
    Population,
    First,
    Last,
    Description,
    Register(&'static str),
    Links,
    Precision,
    Radius,
    Fictional,
}

/// What may stand between several values in one cell.
const BETWEEN: [char; 2] = ['|', ';'];

impl Field {
    /// Returns what a heading means; case, spaces and signs do not count (`reprLat`, `repr_lat`).
    pub(super) fn of(heading: &str) -> Option<Self> {
        let plain: String = heading
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        Some(match plain.as_str() {
            "id" | "placeid" => Self::Id,
            "pid" => Self::IdOfAnother,
            "name" | "title" | "toponym" | "placename" => Self::Name,
            "names" | "aliases" | "alias" | "variants" | "alternatenames" | "othernames"
            | "nametransliterated" | "nameattested" => Self::Names,
            "lat" | "latitude" | "y" | "reprlat" | "representativelatitude" => Self::Latitude,
            "lon" | "lng" | "long" | "longitude" | "x" | "reprlong" | "representativelongitude" => {
                Self::Longitude
            }
            "geowkt" | "wkt" => Self::Shape,
            "category" | "kind" | "type" | "types" | "placetype" | "placetypes"
            | "featuretypes" => Self::Category,
            "fclass" | "fclasses" | "featureclass" => Self::Class,
            "country" | "countrycode" | "ccode" | "ccodes" | "isoa2" => Self::Country,
            "admin1" | "division" | "province" | "state" => Self::Division,
            "population" | "pop" => Self::Population,
            "from" | "start" | "mindate" => Self::First,
            "to" | "end" | "maxdate" => Self::Last,
            "description" | "gloss" | "note" => Self::Description,
            "geonames" | "geonamesid" | "geonameid" => Self::Register("geonames"),
            "wikidata" | "wikidataid" | "qid" => Self::Register("wikidata"),
            "pleiades" | "pleiadesid" => Self::Register("pleiades"),
            "tgn" | "tgnid" => Self::Register("tgn"),
            "viaf" | "viafid" => Self::Register("viaf"),
            "gnd" | "gndid" => Self::Register("gnd"),
            "matches" | "links" | "sameas" => Self::Links,
            "precision" | "location" | "locationprecision" | "certainty" => Self::Precision,
            "radius" | "radiuskm" | "approximation" => Self::Radius,
            "fictional" | "imaginary" => Self::Fictional,
            _ => return None,
        })
    }
}

impl Record {
    /// Takes in what a field says; says what is wrong with it where it cannot be that.
    pub(super) fn set(&mut self, field: Field, text: &str) -> Result<(), String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let value = || Some(text.to_owned());
        match field {
            Field::Id => self.id = value(),
            Field::IdOfAnother => {}
            Field::Name if self.name.is_none() => self.name = value(),
            Field::Name => self.names.push(text.to_owned()),
            Field::Names => self.names.extend(several(text).map(without_language)),
            Field::Latitude => self.latitude = Some(number("latitude", text)?),
            Field::Longitude => self.longitude = Some(number("longitude", text)?),
            Field::Shape => self.set_shape(text)?,
            Field::Category => {
                let words: Vec<String> = several(text).collect();
                let of_comma = || text.split(',').map(|word| word.trim().to_owned());
                self.category = match words.as_slice() {
                    [_] => of_comma().next(),
                    _ => words.into_iter().next(),
                };
            }
            Field::Class => self.kind = text.chars().next().and_then(PlaceKind::of_class),
            Field::Country => self.country = several(text).next(),
            Field::Division => self.division = value(),
            Field::Population => {
                self.population = whole(text).ok_or_else(|| not("population", text, "a number"))?;
            }
            Field::First => self.first = Some(years::first(text)?),
            Field::Last => self.last = Some(years::last(text)?),
            Field::Description => self.description = value(),
            Field::Register(register) => {
                let identifier = links::identifier(register, text);
                self.links.insert(register.to_owned(), identifier);
            }
            Field::Links => {
                let separators = [BETWEEN[0], BETWEEN[1], ' ', ','];
                self.links
                    .extend(text.split(separators).filter_map(links::of_address));
            }
            Field::Precision => {
                self.precision = match text.to_lowercase().as_str() {
                    "exact" | "precise" | "certain" | "known" => Some(Precision::Exact),
                    "approximate" | "rough" | "uncertain" | "less-certain" | "related" => {
                        Some(Precision::Approximate)
                    }
                    "unknown" | "unlocated" => Some(Precision::Unknown),
                    _ => {
                        let words = "`exact`, `approximate` or `unknown`";
                        return Err(not("location", text, words));
                    }
                };
            }
            // The Linked Places Format has a term of a vocabulary here as well.
            Field::Radius if text.contains(':') => self.precision = Some(Precision::Approximate),
            Field::Radius => {
                let radius = number("radius", text)?;
                if !(radius > 0.0 && radius <= 20_000.0) {
                    return Err(not("radius", text, "a number of kilometres"));
                }
                self.radius_km = Some(radius);
            }
            Field::Fictional => {
                self.fictional = match text.to_lowercase().as_str() {
                    "true" | "yes" | "1" | "fictional" => true,
                    "false" | "no" | "0" => false,
                    _ => return Err(not("fictional", text, "`true` or `false`")),
                };
            }
        }
        Ok(())
    }

    /// Takes the middle of a shape that is written as Well-Known Text.
    fn set_shape(&mut self, text: &str) -> Result<(), String> {
        let shape = super::geometry::Shape::of_well_known_text(text)
            .ok_or_else(|| not("geowkt", text, "a geometry in Well-Known Text"))?;
        let (latitude, longitude) = shape.middle().ok_or("`geowkt` has no coordinates")?;
        (self.latitude, self.longitude) = (Some(latitude), Some(longitude));
        Ok(())
    }
}

fn several(text: &str) -> impl Iterator<Item = String> {
    text.split(BETWEEN)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
}

/// Returns a variant without the language behind it (`Zanzibar@sw`).
fn without_language(variant: String) -> String {
    match variant.split_once('@') {
        Some((name, _)) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => variant,
    }
}

fn number(what: &str, text: &str) -> Result<f64, String> {
    // `NaN` and `inf` are numbers to the parser, and no coordinates.
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| not(what, text, "a number"))
}

/// Returns a whole number, that some programs write as `1000.0`.
fn whole(text: &str) -> Option<u64> {
    let number = text.replace([',', ' '], "").parse::<f64>().ok()?;
    (0.0..=1e11).contains(&number).then_some(number as u64)
}

fn not(what: &str, text: &str, wanted: &str) -> String {
    let text: String = text.chars().take(60).collect();
    format!("the {what} `{}` is not {wanted}", text.escape_debug())
}
