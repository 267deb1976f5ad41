//! The neural tagger that is part of the program. Its engine is the package `glossator-tagger`.

use glossator_tagger::NameKind;
pub use glossator_tagger::Tagger;

use crate::model::Kind;

/// Returns the tagger of the program, or `None` if it was built without the feature `tagger`.
#[cfg(feature = "tagger")]
pub fn embedded() -> Option<&'static Tagger> {
    static EMBEDDED: std::sync::OnceLock<Tagger> = std::sync::OnceLock::new();
    Some(EMBEDDED.get_or_init(|| {
        let weights: &[u8] = include_bytes!("../../data/recognizer/tagger.bin");
        Tagger::from_bytes(weights).expect("the weights of the program are whole")
    }))
}

/// Returns the tagger of the program, or `None` if it was built without the feature `tagger`.
#[cfg(not(feature = "tagger"))]
pub fn embedded() -> Option<&'static Tagger> {
    None
}

/// Returns what the tagger's word for a kind means to a reader.
pub fn kind(kind: NameKind) -> Kind {
    match kind {
        NameKind::Person => Kind::Person,
        NameKind::Organization => Kind::Organization,
        NameKind::Place => Kind::Place,
        NameKind::Event => Kind::Event,
    }
}
