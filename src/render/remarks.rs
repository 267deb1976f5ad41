//! What is said of a place beside its name: that it is made up, that nobody knows where it lay, when it was.

use super::words::Words;
use crate::model::{Entity, Kind, Precision};

/// Returns what a reader must know of a place before taking it for one on the map of today.
pub(super) fn remarks(entity: &Entity, words: &Words) -> Vec<String> {
    if entity.kind != Kind::Place {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    if entity.whereabouts.fictional {
        remarks.push(words.get("place_fictional").to_owned());
    }
    if entity.coordinates.is_none() {
        remarks.push(words.get("place_unlocated").to_owned());
    } else if entity.whereabouts.precision == Precision::Approximate {
        let words = words.get("place_approximate");
        remarks.push(match entity.whereabouts.radius_km {
            Some(radius) => format!("{words} (± {radius} km)"),
            None => words.to_owned(),
        });
    }
    if let (Some(start), Some(end)) = (&entity.start, &entity.end) {
        let existed = words.get("place_existed");
        let dates = words.dates();
        let (start, end) = (start.label_in(dates), end.label_in(dates));
        remarks.push(format!("{existed} {start}–{end}"));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{markup, model::Id};

    fn remarks_of(lines: &str) -> Vec<String> {
        let file = format!("+++\nname = \"A\"\n{lines}\n+++\n");
        let id = Id::new("a").unwrap();
        let (entity, findings) =
            markup::read_entity(&id, "a.md", &file, &markup::Options::default());
        assert_eq!(findings, []);
        remarks(&entity.unwrap(), &Words::new(&BTreeMap::new()))
    }

    #[test]
    fn a_place_says_how_real_it_is_and_where_and_when_it_was() {
        assert_eq!(
            remarks_of("kind = \"place\"\ncoordinates = [1, 2]"),
            [""; 0]
        );
        assert_eq!(remarks_of("kind = \"person\"\nfictional = true"), [""; 0]);
        assert_eq!(remarks_of("kind = \"place\""), ["not located"]);
        assert_eq!(
            remarks_of("kind = \"place\"\nfictional = true\nlocation = \"unknown\""),
            ["fictional", "not located"]
        );
        assert_eq!(
            remarks_of(
                "kind = \"place\"\ncoordinates = [1, 2]\nradius = 25\nstart = 1501\nend = 1736"
            ),
            ["position approximate (± 25 km)", "existed 1501–1736"]
        );
    }
}
