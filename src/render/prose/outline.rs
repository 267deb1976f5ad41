/// Gives headings the levels that they have in a page, whose title is level 1.
///
/// Levels follow the outline without gaps, as screen readers need it: what stands below another is
/// one level deeper, whatever the source counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// Source levels of the headings that the text stands under.
    above: Vec<u8>,
}

impl Outline {
    /// Returns the level in the page of the next heading, which has `level` in the source.
    pub(super) fn next(&mut self, level: u8) -> u8 {
        self.above.retain(|&above| above < level);
        self.above.push(level);
        u8::try_from(self.above.len() + 1).map_or(6, |depth| depth.min(6))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_no_gaps() {
        let mut outline = Outline::default();
        let levels: Vec<u8> = [2, 4, 4, 3, 1, 6, 2]
            .map(|level| outline.next(level))
            .into();
        assert_eq!(levels, [2, 3, 3, 3, 2, 3, 3]);
    }
}
