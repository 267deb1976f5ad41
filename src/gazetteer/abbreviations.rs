//! How American and Canadian prose shortens states and provinces after the name of a town.

use super::{Gazetteer, Place, PlaceKind};

/// Name, postal code, and the forms of newspapers (*The Associated Press Stylebook*; older books).
const DIVISIONS: [(&str, &str, &[&str]); 62] = [
    ("Alabama", "AL", &["Ala."]),
    ("Alaska", "AK", &[]),
    ("Alberta", "AB", &["Alta."]),
    ("Arizona", "AZ", &["Ariz."]),
    ("Arkansas", "AR", &["Ark."]),
    ("British Columbia", "BC", &[]),
    ("California", "CA", &["Calif.", "Cal."]),
    ("Colorado", "CO", &["Colo."]),
    ("Connecticut", "CT", &["Conn."]),
    ("Delaware", "DE", &["Del."]),
    ("Florida", "FL", &["Fla."]),
    ("Georgia", "GA", &["Ga."]),
    ("Hawaii", "HI", &[]),
    ("Idaho", "ID", &[]),
    ("Illinois", "IL", &["Ill.", "Ills."]),
    ("Indiana", "IN", &["Ind."]),
    ("Iowa", "IA", &[]),
    ("Kansas", "KS", &["Kan.", "Kans."]),
    ("Kentucky", "KY", &["Ky."]),
    ("Louisiana", "LA", &["La."]),
    ("Maine", "ME", &["Me."]),
    ("Manitoba", "MB", &["Man."]),
    ("Maryland", "MD", &["Md."]),
    ("Massachusetts", "MA", &["Mass."]),
    ("Michigan", "MI", &["Mich."]),
    ("Minnesota", "MN", &["Minn."]),
    ("Mississippi", "MS", &["Miss."]),
    ("Missouri", "MO", &["Mo."]),
    ("Montana", "MT", &["Mont."]),
    ("Nebraska", "NE", &["Neb.", "Nebr."]),
    ("Nevada", "NV", &["Nev."]),
    ("New Brunswick", "NB", &[]),
    ("New Hampshire", "NH", &[]),
    ("New Jersey", "NJ", &[]),
    ("New Mexico", "NM", &["N. Mex."]),
    ("New York", "NY", &[]),
    ("Newfoundland and Labrador", "NL", &["Nfld."]),
    ("North Carolina", "NC", &["N. Car."]),
    ("North Dakota", "ND", &["N. Dak."]),
    ("Nova Scotia", "NS", &[]),
    ("Ohio", "OH", &[]),
    ("Oklahoma", "OK", &["Okla."]),
    ("Ontario", "ON", &["Ont."]),
    ("Oregon", "OR", &["Ore.", "Oreg."]),
    ("Pennsylvania", "PA", &["Pa.", "Penn.", "Penna."]),
    ("Prince Edward Island", "PE", &["P.E.I."]),
    ("Quebec", "QC", &["Que."]),
    ("Rhode Island", "RI", &[]),
    ("Saskatchewan", "SK", &["Sask."]),
    ("South Carolina", "SC", &["S. Car."]),
    ("South Dakota", "SD", &["S. Dak."]),
    ("Tennessee", "TN", &["Tenn."]),
    ("Texas", "TX", &["Tex."]),
    ("Utah", "UT", &[]),
    ("Vermont", "VT", &["Vt."]),
    ("Virginia", "VA", &["Va."]),
    ("Washington", "WA", &["Wash."]),
    ("Washington, D.C.", "DC", &[]),
    ("West Virginia", "WV", &["W.Va.", "W. Va."]),
    ("Wisconsin", "WI", &["Wis.", "Wisc."]),
    ("Wyoming", "WY", &["Wyo."]),
    ("Yukon", "YT", &[]),
];

/// Returns the division that a name shortens wherever it stands: `Ky.`, `N.C.`, but not `LA`.
///
/// `Miss.`, `Man.` and `Me.` are words too; only a town before them tells.
pub fn division(written: &str, gazetteer: &Gazetteer) -> Option<Place> {
    if matches!(written, "Miss." | "Man." | "Me." | "Del." | "Cal.") {
        return None;
    }
    let is_postal_code = !written.contains('.');
    division_after_a_town(written, gazetteer).filter(|_| !is_postal_code)
}

/// Returns the division that a word stands for after the name of a town: `Ky.`, `NC`, `La.`.
pub fn division_after_a_town(written: &str, gazetteer: &Gazetteer) -> Option<Place> {
    let name = name_after_a_town(written)?;
    gazetteer
        .look_up(name)
        .into_iter()
        .map(|candidate| candidate.place)
        .find(|place| {
            matches!(place.country, Some([b'U', b'S'] | [b'C', b'A']))
                && matches!(place.kind, PlaceKind::Division | PlaceKind::Capital)
        })
}

/// Returns whether a word stands for a division after the name of a town: `NC`, `La.`.
pub fn is_division_after_a_town(written: &str) -> bool {
    name_after_a_town(written).is_some()
}

/// Returns whether newspapers shorten a division so: `Mass.`.
pub fn is_division(written: &str) -> bool {
    DIVISIONS
        .iter()
        .any(|(_, _, forms)| forms.contains(&written))
}

fn name_after_a_town(written: &str) -> Option<&'static str> {
    let letters: String = written
        .chars()
        .filter(|&c| !matches!(c, '.' | ' '))
        .collect();
    DIVISIONS
        .iter()
        .find(|(_, code, forms)| {
            forms.contains(&written) || (letters == *code && is_spelled_as_code(written))
        })
        .map(|(name, ..)| *name)
}

/// Returns whether a code is written without points, or with one after each letter (`N.C.`, `N. C.`).
fn is_spelled_as_code(written: &str) -> bool {
    // `N. E.` is a direction.
    let is_direction = written.starts_with("N.") && written.ends_with("E.");
    !written.contains('.') || written.matches('.').count() == 2 && !is_direction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_a_town(written: &str) -> Option<String> {
        division_after_a_town(written, Gazetteer::embedded()).map(|place| place.name)
    }

    #[test]
    fn every_division_is_a_place_of_the_gazetteer() {
        for (name, code, _) in DIVISIONS {
            let found = after_a_town(code).unwrap_or_default();
            assert!(
                found == name || code == "DC" || code == "QC",
                "{code}: {found}"
            );
        }
    }

    #[test]
    fn forms_of_newspapers_and_of_the_post() {
        for (written, expected) in [
            ("La.", Some("Louisiana")),
            ("N.C.", Some("North Carolina")),
            ("N. C.", Some("North Carolina")),
            ("W. Va.", Some("West Virginia")),
            ("TX", Some("Texas")),
            ("NE", Some("Nebraska")),
            ("N. E.", None),
            ("Texas", None),
            ("La", None),
            ("XX", None),
            ("", None),
        ] {
            assert_eq!(after_a_town(written).as_deref(), expected, "{written}");
            assert_eq!(is_division_after_a_town(written), expected.is_some());
        }
    }

    #[test]
    fn codes_and_words_need_a_town_before_them() {
        let gazetteer = Gazetteer::embedded();
        assert!(division("Ky.", gazetteer).is_some());
        assert!(division("S.C.", gazetteer).is_some());
        for written in ["LA", "IN", "Miss.", "Man."] {
            assert!(division(written, gazetteer).is_none(), "{written}");
        }
    }
}
