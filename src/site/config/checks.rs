use std::path::{Path, PathBuf};

use toml::de::DeValue;

use crate::{model::Coordinates, site::color::Color};

/// Why a value cannot be what it is given for.
#[derive(Debug)]
pub(super) struct Wrong {
    /// What is wrong.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: String,
}

impl Wrong {
    pub(super) fn new(message: String, hint: impl Into<String>) -> Self {
        Self {
            message,
            hint: hint.into(),
        }
    }
}

/// The folders of a site that hold what a person wrote: no place for output.
const SOURCE_FOLDERS: [&str; 6] = [
    "content",
    "gazetteers",
    "seeds",
    "static",
    "templates",
    "themes",
];

/// Checks that the text has the form of a BCP 47 tag: a language of two to eight letters, and
/// subtags of up to eight letters and digits. Whether the subtags are registered is not looked up.
pub(super) fn language(text: &str) -> Result<String, Wrong> {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let well_formed = (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if well_formed {
        return Ok(text.to_owned());
    }
    let message = format!("{} is no language tag", quoted(text));
    Err(Wrong::new(
        message,
        "write it as in `en`, `pt-BR` or `zh-Hant`",
    ))
}

/// Checks that the text is an absolute address to which paths can be added, and returns it without
/// a `/` at its end.
pub(super) fn base_url(text: &str) -> Result<String, Wrong> {
    const FORBIDDEN: &str = "?#\"<>\\";
    let without_scheme = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let has_host = without_scheme.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_alphanumeric() || first == '[')
    });
    let is_forbidden = |c: char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(c);
    if has_host && !text.contains(is_forbidden) {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    let message = format!("{} is no absolute address of a site", quoted(text));
    Err(Wrong::new(
        message,
        "write it as in `https://example.org/readings`, without `?` and `#`",
    ))
}

/// Checks that the text names a folder in the site's folder that holds nothing of the site's own.
pub(super) fn output_folder(text: &str) -> Result<PathBuf, Wrong> {
    let trimmed = text.trim_start_matches("./").trim_end_matches('/');
    let parts: Vec<&str> = trimmed.split('/').collect();
    let is = |part: &str, name: &str| part.eq_ignore_ascii_case(name);
    let problem = if text.contains(['\\', ':', '\0'])
        || parts.iter().any(|part| matches!(*part, "" | "." | ".."))
    {
        "is no folder in the site's folder"
    } else if SOURCE_FOLDERS.iter().any(|folder| is(parts[0], folder)) {
        "holds what the site is made of"
    } else if parts.iter().any(|part| is(part, ".git")) {
        "belongs to git"
    } else {
        return Ok(Path::new(trimmed).to_owned());
    };
    let message = format!("{} cannot be the output folder: it {problem}", quoted(text));
    let hint =
        "name a folder of its own, relative to the site's folder, as in `output = \"public\"`";
    Err(Wrong::new(message, hint))
}

/// Checks that the text names a file in the site's folder, and returns it without `./` before it.
pub(super) fn site_file(text: &str) -> Result<String, Wrong> {
    let trimmed = text.trim_start_matches("./");
    let is_part = |part: &str| !matches!(part, "" | "." | "..");
    let is_plain = !trimmed.contains(|c: char| matches!(c, '\\' | ':') || c.is_control());
    if is_plain && trimmed.split('/').all(is_part) {
        return Ok(trimmed.to_owned());
    }
    let message = format!("{} names no file in the site's folder", quoted(text));
    Err(Wrong::new(
        message,
        "name it from the site's folder on, as in `maps/streets.pmtiles`",
    ))
}

/// Checks that the text is an address that a link may lead to.
pub(super) fn address(text: &str) -> Result<String, Wrong> {
    const FORBIDDEN: &str = "\"<>\\";
    let is_forbidden = |c: char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(c);
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if is_web && !text.contains(is_forbidden) {
        return Ok(text.to_owned());
    }
    let message = format!("{} is no address", quoted(text));
    Err(Wrong::new(message, "write it as in `https://example.org/`"))
}

/// Checks that the text has the form of a code of ISO 3166-1; whether a country has it is not looked up.
pub(super) fn country(text: &str) -> Result<String, Wrong> {
    let code = text.to_ascii_uppercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(code);
    }
    let message = format!("{} is no code of a country", quoted(text));
    Err(Wrong::new(
        message,
        "write the two letters of ISO 3166-1, as in `KZ`",
    ))
}

/// Returns the corners of an area in the south-west and the north-east, latitude first; an area may lie
/// across the antimeridian.
pub(super) fn corners(value: &DeValue<'_>) -> Option<[[f64; 2]; 2]> {
    let number = |value: &DeValue<'_>| match value {
        DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    };
    let mut corners = [[0.0; 2]; 2];
    let items = value.as_array().filter(|items| items.len() == 2)?;
    for (corner, item) in corners.iter_mut().zip(items.iter()) {
        let item = item.get_ref().as_array().filter(|item| item.len() == 2)?;
        for (degrees, item) in corner.iter_mut().zip(item.iter()) {
            *degrees = number(item.get_ref())?;
        }
        Coordinates::new(corner[0], corner[1]).ok()?;
    }
    (corners[0][0] < corners[1][0]).then_some(corners)
}

/// Checks that the text is a colour that can be read on the page, and returns it in lower case.
pub(super) fn color(text: &str) -> Result<String, Wrong> {
    let Some(color) = Color::parse(text) else {
        let message = format!("{} is no colour", quoted(text));
        return Err(Wrong::new(message, "write it as in `#1f6a60`"));
    };
    let contrast = color.least_contrast_on_paper();
    if contrast >= Color::READABLE {
        return Ok(text.to_ascii_lowercase());
    }
    let message =
        format!("`{text}` is too pale to be read: its contrast on the page is {contrast:.1} to 1");
    let least = Color::READABLE;
    Err(Wrong::new(
        message,
        format!("choose a darker one, with a contrast of {least} to 1 or more"),
    ))
}

/// Returns what was read for a message: in backticks, shortened where it is long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("`{}…`", text[..at].escape_debug()),
        None => format!("`{}`", text.escape_debug()),
    }
}
