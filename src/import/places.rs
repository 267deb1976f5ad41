//! What a site knows of places: its own gazetteers, and what its configuration says of its texts.

use std::sync::Arc;

use crate::{
    gazetteer::{Gazetteer, Own, Years},
    link::Hints,
    model::{Code, Coordinates, Finding},
    site::Site,
};

/// A code that no country has.
const UNKNOWN_COUNTRY: Code = Code("unknown-country");

/// Returns the embedded gazetteer with the site's own before it.
pub(super) fn gazetteer(site: &Site, findings: &mut Vec<Finding>) -> Gazetteer {
    let files = site.gazetteers.iter();
    let (own, found) = Own::read(files.map(|file| (file.name.as_str(), file.path.as_path())));
    findings.extend(found);
    Gazetteer::with(Arc::new(own))
}

/// Returns what the configuration says of the places of which the texts speak.
pub(super) fn hints(site: &Site, gazetteer: &Gazetteer, findings: &mut Vec<Finding>) -> Hints {
    let config = &site.config.places;
    let mut countries = Vec::new();
    for country in &config.countries {
        let code: Option<[u8; 2]> = country.as_bytes().try_into().ok();
        match code.filter(|&code| gazetteer.country_name(code).is_some()) {
            Some(code) => countries.push(code),
            None => findings.push(
                Finding::warning(
                    UNKNOWN_COUNTRY,
                    format!("no country has the code `{country}`"),
                )
                .in_file(crate::site::CONFIG_FILE)
                .hint("write the two letters of ISO 3166-1, as in `GB` for the United Kingdom"),
            ),
        }
    }
    Hints {
        countries,
        area: config.bbox.and_then(|[south_west, north_east]| {
            let corner = |corner| Coordinates::try_from(corner).ok();
            Some([corner(south_west)?, corner(north_east)?])
        }),
        era: config.era.as_ref().map(|era| {
            let year = |year: i64| i32::try_from(year).ok();
            let (first, last) = era.bounds();
            Years {
                first: first.and_then(|date| year(date.year)),
                last: last.and_then(|date| year(date.year)),
            }
        }),
    }
}
