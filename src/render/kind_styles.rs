//! The colours that the configuration gives to kinds.

use crate::{model::Kind, site::Config};

/// Returns whether any kind has a colour of its own.
pub(super) fn are_needed(config: &Config) -> bool {
    config.kinds.values().any(|kind| kind.color.is_some())
}

/// Returns the style sheet that sets `--kind`; in the dark the colour is lightened.
pub(super) fn style_sheet(config: &Config) -> String {
    let mut css = String::new();
    for (kind, settings) in &config.kinds {
        if let Some(color) = settings.color.as_deref().filter(|color| is_color(color)) {
            css += &rule(kind, color);
        }
    }
    css
}

fn rule(kind: &Kind, color: &str) -> String {
    let dark = format!("color-mix(in oklab, {color} 55%, white)");
    format!("[data-kind=\"{kind}\"] {{ --kind: light-dark({color}, {dark}); }}\n")
}

/// Returns whether the text is `#rrggbb`, so that it cannot end the rule that it stands in.
fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::KindConfig;

    #[test]
    fn only_colours_come_into_the_style_sheet() {
        let mut config = Config::default();
        for (kind, color) in [("ship", "#123abc"), ("god", "red;}*{x:y")] {
            let settings = KindConfig {
                color: Some(color.to_owned()),
                ..KindConfig::default()
            };
            config.kinds.insert(kind.parse().unwrap(), settings);
        }
        let css = style_sheet(&config);
        assert!(
            css.contains("[data-kind=\"ship\"] { --kind: light-dark(#123abc, "),
            "{css}"
        );
        assert!(!css.contains("god"), "{css}");
    }
}
