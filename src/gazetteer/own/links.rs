//! Addresses and short forms of entries in registers of the world.

/// The registers, each with its short forms and with what stands before an identifier in its addresses.
const REGISTERS: [(&str, &[&str], &str); 8] = [
    ("geonames", &["gn"], "geonames.org/"),
    ("wikidata", &["wd"], "wikidata.org/"),
    ("pleiades", &["pl", "pleiades"], "pleiades.stoa.org/places/"),
    ("tgn", &["tgn"], "vocab.getty.edu/"),
    ("viaf", &["viaf"], "viaf.org/viaf/"),
    ("gnd", &["gnd"], "d-nb.info/gnd/"),
    ("loc", &["loc"], "id.loc.gov/authorities/"),
    ("wikipedia", &["wp"], "en.wikipedia.org/wiki/"),
];

/// Returns the register and the identifier that an address (`http://www.geonames.org/2988507/`) or a short
/// form (`wd:Q90`) is of.
pub(super) fn of_address(address: &str) -> Option<(String, String)> {
    let address = address.trim();
    REGISTERS
        .iter()
        .find_map(|(register, short_forms, beginning)| {
            let rest = address
                .split_once(beginning)
                .filter(|(before, _)| before.is_empty() || before.ends_with(['/', '.']))
                .map(|(_, rest)| rest)
                .or_else(|| {
                    let (short, rest) = address.split_once(':')?;
                    short_forms.contains(&short).then_some(rest)
                })?;
            let rest = rest.split(['?', '#']).next()?.trim_end_matches('/');
            // Getty and Wikidata have more than one address for an entry.
            let identifier = match *register {
                "loc" => rest,
                "geonames" | "pleiades" => rest.split('/').next()?,
                _ => rest.rsplit('/').next()?,
            };
            (!identifier.is_empty()).then(|| ((*register).to_owned(), identifier.to_owned()))
        })
}

/// Returns the identifier in a register that a cell tells: as it is, or as an address; a whole number that
/// a program wrote as `2988507.0`.
pub(super) fn identifier(register: &str, text: &str) -> String {
    match of_address(text) {
        Some((of, identifier)) if of == register => identifier,
        _ => text.strip_suffix(".0").unwrap_or(text).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_short_forms_are_taken_apart() {
        for (address, register, identifier) in [
            ("http://www.geonames.org/2988507/", "geonames", "2988507"),
            (
                "https://sws.geonames.org/2988507/about.rdf",
                "geonames",
                "2988507",
            ),
            ("gn:2988507", "geonames", "2988507"),
            ("https://www.wikidata.org/wiki/Q90", "wikidata", "Q90"),
            ("http://www.wikidata.org/entity/Q90", "wikidata", "Q90"),
            ("wd:Q90", "wikidata", "Q90"),
            (
                "https://pleiades.stoa.org/places/423025",
                "pleiades",
                "423025",
            ),
            ("http://vocab.getty.edu/page/tgn/7008038", "tgn", "7008038"),
            ("tgn:7008038", "tgn", "7008038"),
        ] {
            let expected = Some((register.to_owned(), identifier.to_owned()));
            assert_eq!(of_address(address), expected, "{address}");
        }
        for address in [
            "",
            "https://example.org/geonames",
            "xx:12",
            "geonames.org/",
            "notgeonames.org/1",
        ] {
            assert_eq!(of_address(address), None, "{address}");
        }
        assert_eq!(identifier("geonames", "2988507.0"), "2988507");
        assert_eq!(
            identifier("wikidata", "http://www.wikidata.org/entity/Q90"),
            "Q90"
        );
    }
}
