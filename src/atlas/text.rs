//! How wide a name will be, before any font is known.

/// Advance widths of the characters from space to tilde, in hundredths of the type size: the mean of
/// a narrow and a wide humanist sans serif.
const WIDTHS: [u8; 95] = [
    24, 30, 40, 57, 54, 77, 71, 22, 30, 30, 52, 54, 26, 31, 26, 38, 54, 54, 54, 54, 54, 54, 54, 54,
    54, 54, 27, 27, 54, 54, 54, 45, 90, 61, 60, 58, 67, 52, 49, 68, 68, 30, 30, 57, 47, 88, 70, 72,
    56, 73, 58, 50, 52, 69, 58, 91, 55, 53, 52, 32, 38, 32, 54, 47, 29, 52, 57, 45, 57, 53, 32, 54,
    57, 24, 25, 49, 24, 87, 57, 57, 57, 57, 38, 44, 35, 57, 48, 75, 48, 48, 43, 35, 51, 35, 54,
];

/// How type is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    /// Height of the em in pixels.
    pub(super) size: f64,
    /// Added after each letter, in ems.
    pub(super) spacing: f64,
    /// Whether it is semibold, which is somewhat wider.
    pub(super) strong: bool,
    /// Whether it is a serif italic, whose faces differ more in width than those without serifs.
    pub(super) serif: bool,
}

impl Type {
    /// Returns type without spacing.
    pub(super) fn plain(size: f64) -> Self {
        Self {
            size,
            spacing: 0.0,
            strong: false,
            serif: false,
        }
    }

    /// Returns semibold type.
    pub(super) fn strong(size: f64) -> Self {
        Self {
            size,
            spacing: 0.0,
            strong: true,
            serif: false,
        }
    }

    /// Returns type with spaced letters.
    pub(super) fn spaced(size: f64, spacing: f64) -> Self {
        Self {
            size,
            spacing,
            strong: false,
            serif: false,
        }
    }

    /// Returns serif italic type with spaced letters, for waters and relief.
    pub(super) fn serif(size: f64, spacing: f64) -> Self {
        Self {
            serif: true,
            ..Self::spaced(size, spacing)
        }
    }

    /// Returns the width of a line in pixels.
    pub(super) fn width(&self, line: &str) -> f64 {
        const STRONG: f64 = 1.05;
        const SERIF: f64 = 1.07;
        let ems: f64 = line
            .chars()
            .map(|character| em_width(character) + self.spacing)
            .sum();
        let strong = if self.strong { STRONG } else { 1.0 };
        let serif = if self.serif { SERIF } else { 1.0 };
        ems * self.size * strong * serif
    }

    /// Returns how far capitals rise above the baseline, in pixels.
    pub(super) fn ascent(&self) -> f64 {
        0.74 * self.size
    }

    /// Returns how far letters reach below the baseline, in pixels.
    pub(super) fn descent(&self) -> f64 {
        0.22 * self.size
    }

    /// Returns the distance of two baselines, in pixels.
    pub(super) fn leading(&self) -> f64 {
        1.12 * self.size
    }
}

fn em_width(character: char) -> f64 {
    /// Letters of other scripts, and the Latin ones with marks, are about as wide as these.
    const NARROW: f64 = 0.58;
    /// Chinese, Japanese and Korean characters fill their square.
    const WIDE: f64 = 1.0;
    match character {
        ' '..='~' => f64::from(WIDTHS[character as usize - ' ' as usize]) / 100.0,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' => WIDE,
        _ => NARROW,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_are_wider_and_spacing_counts() {
        let plain = Type::plain(10.0);
        assert!(plain.width("MMM") > 3.0 * plain.width("i"));
        let spaced = Type::spaced(10.0, 0.5).width("ab");
        assert!((spaced - plain.width("ab") - 10.0).abs() < 1e-9);
        assert!((plain.width("中") - 10.0).abs() < 1e-9);
        assert!(Type::strong(10.0).width("a") > plain.width("a"));
    }
}
