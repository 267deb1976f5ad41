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

#[cfg(all(test, feature = "tagger"))]
mod tests {
    use super::*;

    /// What `tools/recognizer/golden.py` wrote: sentences after `#`, and of each token its sentence, text and probabilities.
    const GOLDEN: &str = include_str!("../../data/recognizer/golden.tsv");

    /// Weights are rounded to bytes in the program alone, which matters where the tagger hesitates.
    const TOLERANCE: f32 = 0.1;

    #[test]
    fn the_program_says_what_training_said() {
        let sentences: Vec<&str> = GOLDEN
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .collect();
        let tagged = embedded().unwrap().tag(&sentences);
        let tokens = sentences
            .iter()
            .zip(&tagged)
            .flat_map(|(sentence, tagged)| tagged.tokens.iter().map(|token| (*sentence, token)));
        let mut lines = GOLDEN.lines().filter(|line| !line.starts_with('#'));
        for (sentence, token) in tokens {
            let line = lines.next().unwrap();
            let mut fields = line.split('\t').skip(1);
            assert_eq!(&sentence[token.bytes()], fields.next().unwrap());
            let kinds = NameKind::ALL.iter().map(|kind| token.probability(*kind));
            for found in [token.probability_of_nothing()].into_iter().chain(kinds) {
                let expected: f32 = fields.next().unwrap().parse().unwrap();
                assert!((found - expected).abs() < TOLERANCE, "{line}: {found}");
            }
        }
        assert_eq!(lines.next(), None);
    }
}
