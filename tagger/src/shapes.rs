//! How a word is written, told apart as in training (`shape` in `tools/recognizer/corpus.py`).

/// Number of shapes.
pub(crate) const SHAPES: usize = 8;

/// How a token is written. The order is that of the network's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No capital: `river`.
    Lower,
    /// Digits and no letter: `1917`.
    Digits,
    /// Neither letter nor digit: `,`.
    Mark,
    /// Nothing but capitals: `NATO`.
    AllCapitals,
    /// One letter, a capital: `A`.
    OneCapital,
    /// A capital and then none: `Paris`.
    Capitalised,
    /// The same as the first word of a sentence, where it says little.
    Opening,
    /// Anything else: `McDonald`, `iPhone`.
    Mixed,
}

impl Shape {
    /// Returns the shape of a token; `opens` says whether it is the first word of its sentence.
    pub(crate) fn of(token: &(impl Iterator<Item = char> + Clone), opens: bool) -> Self {
        if !token.clone().any(is_letter) {
            return if token.clone().any(char::is_numeric) {
                Self::Digits
            } else {
                Self::Mark
            };
        }
        let mut rest = token.clone();
        let first = rest.next();
        if is_lower(token.clone()) {
            Self::Lower
        } else if is_upper(token.clone()) {
            if rest.next().is_some() {
                Self::AllCapitals
            } else {
                Self::OneCapital
            }
        } else if first.is_some_and(char::is_uppercase) && is_lower(rest) {
            if opens {
                Self::Opening
            } else {
                Self::Capitalised
            }
        } else {
            Self::Mixed
        }
    }
}

/// Unlike [`char::is_alphabetic`] this takes `Ⅳ` for a number.
fn is_letter(sign: char) -> bool {
    sign.is_alphabetic() && !sign.is_numeric()
}

fn is_lower(mut signs: impl Iterator<Item = char> + Clone) -> bool {
    signs.clone().any(char::is_lowercase) && !signs.any(char::is_uppercase)
}

fn is_upper(mut signs: impl Iterator<Item = char> + Clone) -> bool {
    signs.clone().any(char::is_uppercase) && !signs.any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_a_token_is_written() {
        for (token, opens, shape) in [
            ("river", true, Shape::Lower),
            ("3rd", false, Shape::Lower),
            ("1917", true, Shape::Digits),
            ("½", false, Shape::Digits),
            ("Ⅳ", false, Shape::Digits),
            (",", false, Shape::Mark),
            ("NATO", false, Shape::AllCapitals),
            ("A4", false, Shape::AllCapitals),
            ("A", true, Shape::OneCapital),
            ("Paris", false, Shape::Capitalised),
            ("Paris", true, Shape::Opening),
            ("Émile", false, Shape::Capitalised),
            ("McDonald", true, Shape::Mixed),
            ("iPhone", false, Shape::Mixed),
            ("東京", false, Shape::Mixed),
        ] {
            assert_eq!(Shape::of(&token.chars(), opens), shape, "{token}");
        }
    }
}
