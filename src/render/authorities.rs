//! Registers of the world in which entities have an identifier.

use super::{context::AuthorityLink, html::push_percent_encoded};
use crate::model::Links;

/// A register of the world.
struct Register {
    /// Its name in entities' files.
    key: &'static str,
    /// Its name for readers.
    label: &'static str,
    /// The address of an entry is this and the identifier.
    address: &'static str,
}

/// The registers that are known, by key.
const REGISTERS: [Register; 9] = [
    Register {
        key: "geonames",
        label: "GeoNames",
        address: "https://www.geonames.org/",
    },
    Register {
        key: "gnd",
        label: "GND",
        address: "https://d-nb.info/gnd/",
    },
    Register {
        key: "isni",
        label: "ISNI",
        address: "https://isni.org/isni/",
    },
    Register {
        key: "loc",
        label: "Library of Congress",
        address: "https://id.loc.gov/authorities/",
    },
    Register {
        key: "pleiades",
        label: "Pleiades",
        address: "https://pleiades.stoa.org/places/",
    },
    Register {
        key: "tgn",
        label: "Getty TGN",
        address: "https://vocab.getty.edu/page/tgn/",
    },
    Register {
        key: "viaf",
        label: "VIAF",
        address: "https://viaf.org/viaf/",
    },
    Register {
        key: "wikidata",
        label: "Wikidata",
        address: "https://www.wikidata.org/wiki/",
    },
    Register {
        key: "wikipedia",
        label: "Wikipedia",
        address: "https://en.wikipedia.org/wiki/",
    },
];

/// Returns an entity's identifiers for readers, in the order of the registers' keys.
pub(super) fn authority_links(links: &Links) -> Vec<AuthorityLink> {
    links
        .iter()
        .map(|(key, value)| AuthorityLink {
            label: register(key)
                .map_or(key.as_str(), |register| register.label)
                .to_owned(),
            value: value.clone(),
            url: authority_url(key, value),
        })
        .collect()
}

/// Returns the address of an entry in a register; `None` where the register is not known and the
/// identifier is no address itself.
pub(super) fn authority_url(key: &str, value: &str) -> Option<String> {
    if value.starts_with("https://") || value.starts_with("http://") {
        return Some(value.to_owned());
    }
    let mut url = register(key)?.address.to_owned();
    if key == "wikidata" && value.starts_with(|c: char| c.is_ascii_digit()) {
        url.push('Q');
    }
    for byte in value.replace(' ', "_").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/,()'!:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            push_percent_encoded(&mut url, byte);
        }
    }
    Some(url)
}

fn register(key: &str) -> Option<&'static Register> {
    REGISTERS.iter().find(|register| register.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_addresses() {
        let url = |key, value| authority_url(key, value);
        assert_eq!(
            url("wikidata", "232").unwrap(),
            "https://www.wikidata.org/wiki/Q232"
        );
        assert_eq!(
            url("wikidata", "Q232").unwrap(),
            "https://www.wikidata.org/wiki/Q232"
        );
        assert_eq!(
            url("wikipedia", "Élan \"x\"").unwrap(),
            "https://en.wikipedia.org/wiki/%C3%89lan_%22x%22"
        );
        assert_eq!(url("local", "17"), None);
        assert_eq!(
            url("local", "https://x.org/17").unwrap(),
            "https://x.org/17"
        );
        assert_eq!(url("local", "javascript:x"), None);
    }
}
