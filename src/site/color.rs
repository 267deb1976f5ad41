/// A colour, sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl Color {
    /// The contrast that text needs at least (WCAG 2.2, 1.4.3).
    pub(super) const READABLE: f64 = 4.5;

    /// The colours of the page on which a colour of the site's own may stand: light and sepia.
    const PAPER: [Self; 2] = [
        Self {
            red: 0xfc,
            green: 0xfa,
            blue: 0xf5,
        },
        Self {
            red: 0xf4,
            green: 0xe9,
            blue: 0xd4,
        },
    ];

    /// Reads `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| {
            digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        })?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self {
            red: part(0)?,
            green: part(2)?,
            blue: part(4)?,
        })
    }

    /// Returns the contrast on the paper on which it is least, 1 to 21.
    pub(super) fn least_contrast_on_paper(self) -> f64 {
        Self::PAPER
            .into_iter()
            .map(|paper| self.contrast(paper))
            .fold(21.0, f64::min)
    }

    /// Returns the contrast ratio of two colours (WCAG 2.2), 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Returns the relative luminance (WCAG 2.2), 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                libm::pow((part + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white) = (
            Color::parse("#000000").unwrap(),
            Color::parse("#FFFFFF").unwrap(),
        );
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        // The grey that is commonly named as the lightest that passes on white.
        let grey = Color::parse("#767676").unwrap();
        assert!((grey.contrast(white) - 4.54).abs() < 0.01);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for text in [
            "", "#fff", "123456", "#12345g", "#1234567", "#+12345", "#é1234",
        ] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }
}
