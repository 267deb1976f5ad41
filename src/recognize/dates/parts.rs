//! Parts of a time: `late 1842`, `mid-May`, `the first half of the nineteenth century`.

use super::{
    atoms::Atom,
    when::{Point, When},
    words::Words,
};
use crate::recognize::tokens::{Shape, Token};

/// A part of a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// About the first third.
    Early,
    /// About the third in the middle.
    Middle,
    /// About the last third.
    Late,
    /// One of so many equal parts, from 0.
    Fraction { index: i64, parts: i64 },
}

impl Part {
    fn of_word(word: &str) -> Option<Self> {
        match word {
            "early" | "Early" => Some(Self::Early),
            "mid" | "Mid" => Some(Self::Middle),
            "late" | "Late" => Some(Self::Late),
            _ => None,
        }
    }

    /// Returns the first and the last that belong to the part, of units (years, months, days) counted
    /// from 0. Neighbouring thirds share a unit where they cannot be equal.
    pub(super) fn of(self, units: i64) -> (i64, i64) {
        let last = units - 1;
        match self {
            Self::Early => (0, (units + 2) / 3 - 1),
            Self::Middle => (units / 3, last - units / 3),
            Self::Late => (units - (units + 2) / 3, last),
            Self::Fraction { index, parts } => {
                (units * index / parts, units * (index + 1) / parts - 1)
            }
        }
    }

    /// Returns whether nobody can say where the part begins and ends.
    pub(super) fn is_vague(self) -> bool {
        !matches!(self, Self::Fraction { .. })
    }
}

/// No point in time has more tokens.
const LONGEST_POINT: usize = 16;

impl Words<'_, '_> {
    /// Reads a part of a point in time.
    pub(super) fn part_of_time(&self, index: usize) -> Option<Atom> {
        self.joined_part(index)
            .or_else(|| self.adjective(index))
            .or_else(|| self.noun_of(index))
    }

    /// `mid-1840s`, `late-nineteenth-century`.
    fn joined_part(&self, index: usize) -> Option<Atom> {
        let token = self.at(index)?;
        let (word, rest) = token.text.split_once('-')?;
        let part = Part::of_word(word)?;
        let first = Token {
            text: rest,
            start: token.end() - rest.len(),
            shape: if rest.starts_with(|c: char| c.is_ascii_digit()) {
                Shape::Number
            } else {
                token.shape
            },
            ..*token
        };
        let tokens: Vec<Token<'_>> = std::iter::once(first)
            .chain(self.tokens[index + 1..].iter().copied())
            .take(LONGEST_POINT)
            .collect();
        let words = Words {
            tokens: &tokens,
            around: self.around,
        };
        let mut whole = words.whole(0)?;
        whole.next += index;
        whole.narrowed(part)
    }

    /// `late 1842`, `early in the nineteenth century`.
    fn adjective(&self, index: usize) -> Option<Atom> {
        let part = Part::of_word(self.at(index)?.text)?;
        let mut at = self.skip(index + 1, super::words::DASHES);
        let with_in = part != Part::Middle && self.is(at, &["in"]);
        if with_in {
            at = self.skip(at + 1, &["the"]);
        }
        let whole = self.whole(at)?;
        // `the late May Robson` is dead.
        let is_dead = part == Part::Late
            && self.is_before(index, &["the"])
            && whole.point.when.lacks_year()
            && self.at(whole.next).is_some_and(Token::has_capital);
        if is_dead {
            return None;
        }
        whole.narrowed(part)
    }

    /// `the first half of the nineteenth century`, `the middle of the 1840s`, `the end of the 1840s`.
    fn noun_of(&self, index: usize) -> Option<Atom> {
        let (part, next) = self.named_part(index)?;
        if !self.is(next, &["of"]) {
            return None;
        }
        let whole = self.whole(self.skip(next + 1, &["the"]))?;
        // `The end of 1842` is its last days, but that of a century many years.
        let is_long = matches!(
            whole.point.when,
            When::Decade { .. } | When::Hundred { .. } | When::Century { .. }
        );
        if part.is_vague() && part != Part::Middle && !is_long {
            return None;
        }
        whole.narrowed(part)
    }

    fn named_part(&self, index: usize) -> Option<(Part, usize)> {
        for (words, part) in [
            (&["beginning", "start", "opening"][..], Part::Early),
            (&["middle"], Part::Middle),
            (&["end", "close"], Part::Late),
        ] {
            if self.is(index, words) {
                return Some((part, index + 1));
            }
        }
        let (parts, last) = if self.is(index + 1, &["half"]) {
            (2, 1)
        } else if self.is(index + 1, &["quarter"]) {
            (4, 3)
        } else if self.is(index + 1, &["third"]) {
            (3, 2)
        } else {
            return None;
        };
        let index_of_part = match self.at(index)?.text {
            "first" | "First" => 0,
            "second" | "Second" => 1,
            "third" | "Third" => 2,
            "last" | "latter" | "final" => last,
            _ => return None,
        };
        (index_of_part <= last).then_some((
            Part::Fraction {
                index: index_of_part,
                parts,
            },
            index + 2,
        ))
    }
}

impl Atom {
    /// Returns a part of the time; `None` of a day, and of what is a part already.
    fn narrowed(self, part: Part) -> Option<Self> {
        let has_parts = !matches!(
            self.point.when,
            When::Moment { .. } | When::Day { .. } | When::Days { .. } | When::AboutMonth { .. }
        );
        (has_parts && self.point.part.is_none()).then_some(Self {
            point: Point {
                when: self.point.when,
                part: Some(part),
            },
            is_sure: true,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_lie_evenly() {
        assert_eq!(Part::Early.of(10), (0, 3));
        assert_eq!(Part::Middle.of(10), (3, 6));
        assert_eq!(Part::Late.of(10), (6, 9));
        assert_eq!(Part::Early.of(12), (0, 3));
        assert_eq!(Part::Middle.of(12), (4, 7));
        assert_eq!(Part::Late.of(12), (8, 11));
        assert_eq!(Part::Middle.of(3), (1, 1));
    }

    #[test]
    fn fractions_fill_the_whole() {
        let quarters = (0..4).map(|index| Part::Fraction { index, parts: 4 }.of(100));
        assert_eq!(
            quarters.collect::<Vec<_>>(),
            [(0, 24), (25, 49), (50, 74), (75, 99)]
        );
    }
}
