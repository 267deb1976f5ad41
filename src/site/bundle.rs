//! Style sheets and scripts that are put together of others, so that a page asks for one file of each.
//!
//! An asset says what it is made of in the words of its own language, each name on a line of its own:
//! `@import "colors.css";` in a style sheet, `import "./card.js";` in a script. What is named stands in
//! the place of the line, once in the whole; scripts stay classic, since modules do not load from
//! `file://`.

use std::collections::{BTreeMap, BTreeSet};

use super::ThemeFile;
use crate::model::{Code, Finding};

/// A style sheet or script that names a part which is not there.
const NO_PART: Code = Code("asset-part-missing");

/// The assets that others are put together of: by the name of the part, what it became a part of.
pub(super) type Parts = BTreeMap<String, BTreeSet<String>>;

/// Puts together the assets that name others.
pub(super) fn put_together(
    assets: &mut BTreeMap<String, ThemeFile>,
    findings: &mut Vec<Finding>,
) -> Parts {
    let mut parts = Parts::new();
    let mut made = Vec::new();
    for (path, file) in &*assets {
        let Some(language) = Language::of(path) else {
            continue;
        };
        let names_others = |text: &str| text.lines().any(|line| language.import(line).is_some());
        if !text(file).is_some_and(names_others) {
            continue;
        }
        let mut bundle = Bundle {
            assets,
            language,
            text: String::new(),
            taken: BTreeSet::from([path.clone()]),
            findings,
        };
        bundle.add(path, file);
        for part in bundle.taken.into_iter().filter(|part| part != path) {
            parts.entry(part).or_default().insert(path.clone());
        }
        made.push((path.clone(), bundle.text.into_bytes()));
    }
    for (path, bytes) in made {
        if let Some(file) = assets.get_mut(&path) {
            file.bytes = bytes;
        }
    }
    parts
}

/// An asset that is being put together.
struct Bundle<'a> {
    assets: &'a BTreeMap<String, ThemeFile>,
    language: Language,
    text: String,
    /// What it holds already, itself too.
    taken: BTreeSet<String>,
    findings: &'a mut Vec<Finding>,
}

impl Bundle<'_> {
    fn add(&mut self, path: &str, file: &ThemeFile) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut at = 0;
        for line in text(file).unwrap_or_default().split_inclusive('\n') {
            let span = at..at + line.trim_end().len();
            at = span.start + line.len();
            let Some(Import { name, media }) = self.language.import(line) else {
                self.text.push_str(line);
                continue;
            };
            let part = if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            };
            let Some(found) = self.assets.get(&part) else {
                let message = format!("the theme has no `{part}` to put into `{path}`");
                self.findings
                    .push(Finding::error(NO_PART, message).at(&file.name, span));
                continue;
            };
            if self.taken.insert(part.clone()) {
                if let Some(media) = media {
                    self.text.extend(["@media ", media, " {\n"]);
                }
                self.add(&part, found);
                if !self.text.ends_with('\n') {
                    self.text.push('\n');
                }
                if media.is_some() {
                    self.text += "}\n";
                }
            }
        }
    }
}

/// What names another asset.
#[derive(Debug, PartialEq, Eq)]
struct Import<'a> {
    name: &'a str,
    /// The media that a style sheet is meant for.
    media: Option<&'a str>,
}

#[derive(Clone, Copy, Debug)]
enum Language {
    Css,
    JavaScript,
}

impl Language {
    fn of(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "css" => Some(Self::Css),
            "js" => Some(Self::JavaScript),
            _ => None,
        }
    }

    /// Returns what a line names, where it does nothing else. Assets in other folders are left to the
    /// browser: what they name in turn is relative to where they lie.
    fn import(self, line: &str) -> Option<Import<'_>> {
        let before = match self {
            Self::Css => "@import \"",
            Self::JavaScript => "import \"./",
        };
        let rest = line.trim().strip_prefix(before)?.strip_suffix(';')?;
        let (name, after) = rest.split_once('"')?;
        let media = match (self, after.trim()) {
            (_, "") => None,
            (Self::Css, media) => Some(media),
            (Self::JavaScript, _) => return None,
        };
        (!name.is_empty() && !name.contains(['/', ':'])).then_some(Import { name, media })
    }
}

fn text(file: &ThemeFile) -> Option<&str> {
    std::str::from_utf8(&file.bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(files: &[(&str, &str)]) -> (BTreeMap<String, String>, Parts, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut assets = files
            .iter()
            .map(|(path, text)| {
                let file = ThemeFile {
                    name: format!("themes/t/assets/{path}"),
                    bytes: text.as_bytes().to_vec(),
                };
                ((*path).to_owned(), file)
            })
            .collect();
        let parts = put_together(&mut assets, &mut findings);
        let texts = assets
            .into_iter()
            .map(|(path, file)| (path, String::from_utf8(file.bytes).unwrap()))
            .collect();
        (texts, parts, findings)
    }

    #[test]
    fn parts_stand_where_they_are_named_and_once() {
        let (texts, parts, findings) = put(&[
            ("a.css", "a {}"),
            (
                "all.css",
                "/* all */\n@import \"some.css\";\n@import \"a.css\";\n@import \"p.css\" print;\nz {}\n",
            ),
            ("p.css", "@page { margin: 0 }\n"),
            ("some.css", "@import \"a.css\";\ns {}\n"),
        ]);
        assert_eq!(
            texts["all.css"],
            "/* all */\na {}\ns {}\n@media print {\n@page { margin: 0 }\n}\nz {}\n"
        );
        assert_eq!(texts["some.css"], "a {}\ns {}\n");
        assert_eq!(texts["a.css"], "a {}");
        let of_a: Vec<&str> = parts["a.css"].iter().map(String::as_str).collect();
        assert_eq!(of_a, ["all.css", "some.css"]);
        assert!(findings.is_empty());
    }

    #[test]
    fn scripts_are_put_together_too() {
        let (texts, _, findings) = put(&[
            ("js/a.js", "(() => {})();\n"),
            ("js/all.js", "import \"./a.js\";\n// import \"./a.js\";\n"),
            ("page.js", "import x from \"./a.js\";\n"),
        ]);
        assert_eq!(texts["js/all.js"], "(() => {})();\n// import \"./a.js\";\n");
        assert_eq!(texts["page.js"], "import x from \"./a.js\";\n");
        assert!(findings.is_empty());
    }

    #[test]
    fn what_lies_elsewhere_is_left_to_the_browser() {
        let css = "@import \"fonts/own.css\";\n@import url(\"a.css\");\n";
        let (texts, parts, findings) = put(&[("a.css", ""), ("b.css", css)]);
        assert_eq!(texts["b.css"], css);
        assert!(parts.is_empty() && findings.is_empty());
    }

    #[test]
    fn a_missing_part_is_a_finding_and_a_circle_ends() {
        let (texts, _, findings) = put(&[
            ("a.css", "@import \"b.css\";\na {}\n"),
            ("b.css", "@import \"a.css\";\n@import \"c.css\";\nb {}\n"),
        ]);
        assert_eq!(texts["a.css"], "b {}\na {}\n");
        assert_eq!(texts["b.css"], "a {}\nb {}\n");
        let places: Vec<_> = findings
            .iter()
            .map(|finding| {
                let at = finding.location.as_ref().unwrap();
                (at.file.as_str(), at.span.clone(), finding.message.as_str())
            })
            .collect();
        let missing = "the theme has no `c.css` to put into `b.css`";
        assert_eq!(places[0], ("themes/t/assets/b.css", 17..33, missing));
    }
}
