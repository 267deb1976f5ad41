use proptest::prelude::*;

use super::*;

/// What the embedded gazetteer may weigh at most, in bytes.
const BUDGET: usize = 6_500_000;

#[test]
fn the_embedded_gazetteer_is_within_budget() {
    assert!(EMBEDDED.len() <= BUDGET, "{} bytes", EMBEDDED.len());
}

#[test]
fn what_is_cut_short_is_an_error() {
    for length in [
        0,
        1,
        8,
        pack::HEADER - 1,
        pack::HEADER,
        EMBEDDED.len() / 2,
        EMBEDDED.len() - 1,
    ] {
        assert!(Gazetteer::unpack(&EMBEDDED[..length]).is_err(), "{length}");
    }
    let mut longer = EMBEDDED.to_vec();
    longer.push(0);
    assert_eq!(Gazetteer::unpack(longer).err(), Some(UnpackError::Length));
}

#[test]
fn other_bytes_and_other_versions_are_errors() {
    let mut bytes = EMBEDDED.to_vec();
    bytes[0] ^= 1;
    assert_eq!(Gazetteer::unpack(bytes).err(), Some(UnpackError::Magic));
    let mut bytes = EMBEDDED.to_vec();
    bytes[8] = 0xff;
    assert_eq!(
        Gazetteer::unpack(bytes).err(),
        Some(UnpackError::Version(0xff))
    );
}

#[test]
fn countries_are_found_by_name_code_and_demonym() {
    let gazetteer = Gazetteer::embedded();
    assert_eq!(gazetteer.country_name(*b"KZ"), Some("Kazakhstan"));
    assert_eq!(gazetteer.country_name(*b"QQ"), None);
    assert_eq!(gazetteer.country_code("kazakhstan"), Some(*b"KZ"));
    assert_eq!(gazetteer.country_code("Kazakh"), Some(*b"KZ"));
    assert_eq!(gazetteer.country_code("Atlantis"), None);
}

#[test]
fn common_words_are_stop_names_and_countries_are_not() {
    let gazetteer = Gazetteer::embedded();
    for name in ["Reading", "Nice", "Mobile", "Of"] {
        assert!(gazetteer.is_stop_name(name), "{name}");
    }
    for name in ["Kazakhstan", "Turkey", "Jordan", "London", "Qwertyuiop"] {
        assert!(!gazetteer.is_stop_name(name), "{name}");
    }
}

proptest! {
    #[test]
    fn a_look_up_never_panics(name in "\\PC*") {
        let gazetteer = Gazetteer::embedded();
        for candidate in gazetteer.look_up(&name) {
            prop_assert!(!candidate.place.name.is_empty());
        }
        gazetteer.is_stop_name(&name);
    }
}
