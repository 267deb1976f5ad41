use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use include_dir::{Dir, include_dir};
use toml::de::DeTable;

use super::{SourceFile, discovery::is_ignored_name};
use crate::{
    fs,
    model::{Code, Finding},
};

/// A theme: its files, the site's own before the ones that it ships with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Templates by name (`reading.html`).
    pub templates: BTreeMap<String, ThemeFile>,
    /// Assets by their path below `assets/` in the output.
    pub assets: BTreeMap<String, ThemeFile>,
    /// Words of the interface by key, in the site's language, English where it has none.
    pub strings: BTreeMap<String, String>,
}

/// A file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// The name that findings use.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The theme that is part of the program, and the ground that every other stands on.
pub(super) const DEFAULT: &str = "folio";

/// A file with words of the interface that is not what it should be.
const THEME_WORDS: Code = Code("theme-words");

static GROUND: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/folio");
static BROADSIDE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/broadside");

/// The other themes that are part of the program, by name.
static OTHERS: [(&str, &Dir<'_>); 1] = [("broadside", &BROADSIDE)];

/// Returns the names of the themes that a site in `root` may choose.
pub(super) fn names(root: &Path) -> BTreeSet<String> {
    let others = OTHERS.iter().map(|(name, _)| *name);
    let mut names: BTreeSet<String> = [DEFAULT]
        .into_iter()
        .chain(others)
        .map(str::to_owned)
        .collect();
    // What is refused is told when the theme is loaded.
    for file in fs::list(root, &root.join("themes"), &is_ignored_name).files {
        if let Some((name, _)) = file
            .name
            .strip_prefix("themes/")
            .and_then(|below| below.split_once('/'))
        {
            names.insert(name.to_owned());
        }
    }
    names
}

/// Loads a theme: the files that are part of the program, then those of `themes/NAME`, then the
/// site's `templates`, each in the place of the one before it.
pub(super) fn load(root: &Path, name: &str, language: &str, findings: &mut Vec<Finding>) -> Theme {
    let mut files = BTreeMap::new();
    embedded(DEFAULT, &GROUND, &mut files);
    for (other, folder) in OTHERS {
        if other == name {
            embedded(other, folder, &mut files);
        }
    }
    on_disk(root, &format!("themes/{name}"), "", &mut files, findings);
    on_disk(root, "templates", "templates/", &mut files, findings);

    let mut theme = Theme {
        name: name.to_owned(),
        ..Theme::default()
    };
    let mut words: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (path, layers) in files {
        let Some((folder, below)) = path.split_once('/') else {
            continue;
        };
        match folder {
            "templates" => keep_last(&mut theme.templates, below, layers),
            "assets" => keep_last(&mut theme.assets, below, layers),
            "i18n" => {
                if let Some(tag) = below.strip_suffix(".toml") {
                    let words = words.entry(tag.to_lowercase()).or_default();
                    for layer in layers {
                        read_words(&layer, words, findings);
                    }
                }
            }
            _ => {}
        }
    }
    let language = language.to_lowercase();
    let primary = language.split('-').next().unwrap_or_default();
    for tag in ["en", primary, &language] {
        theme
            .strings
            .extend(words.get(tag).cloned().unwrap_or_default());
    }
    theme
}

/// The files at one path of a theme, each in the place of the one before it.
type Layers = Vec<ThemeFile>;

fn keep_last(files: &mut BTreeMap<String, ThemeFile>, path: &str, mut layers: Layers) {
    if let Some(file) = layers.pop() {
        files.insert(path.to_owned(), file);
    }
}

fn embedded(theme: &str, folder: &Dir<'_>, files: &mut BTreeMap<String, Layers>) {
    for file in folder.files() {
        let path = fs::name_below(Path::new(""), file.path());
        if !path.split('/').any(is_ignored_name) {
            let name = format!("glossator:{theme}/{path}");
            files.entry(path).or_default().push(ThemeFile {
                name,
                bytes: file.contents().to_owned(),
            });
        }
    }
    for folder in folder.dirs() {
        embedded(theme, folder, files);
    }
}

fn on_disk(
    root: &Path,
    folder: &str,
    prefix: &str,
    files: &mut BTreeMap<String, Layers>,
    findings: &mut Vec<Finding>,
) {
    let listing = fs::list(root, &root.join(folder), &is_ignored_name);
    findings.extend(
        listing
            .refused
            .iter()
            .map(|(name, refusal)| refusal.finding(name, root)),
    );
    for file in listing.files {
        let file = SourceFile {
            name: file.name,
            path: file.path,
        };
        let below = file
            .name
            .strip_prefix(folder)
            .unwrap_or(&file.name)
            .trim_start_matches('/');
        let path = format!("{prefix}{below}");
        match fs::read(&file.path) {
            Ok(bytes) => {
                files.entry(path).or_default().push(ThemeFile {
                    name: file.name,
                    bytes,
                });
            }
            Err(error) => findings.push(error.finding(root)),
        }
    }
}

/// Reads a flat table of words.
fn read_words(file: &ThemeFile, words: &mut BTreeMap<String, String>, findings: &mut Vec<Finding>) {
    let text = match std::str::from_utf8(&file.bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            findings.push(
                Finding::error(
                    fs::NOT_UTF8,
                    format!("byte {at} of `{}` is not UTF-8", file.name),
                )
                .at(&file.name, at..at + 1)
                .hint("save the file as UTF-8"),
            );
            return;
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let message = error.message().lines().next().unwrap_or_default();
        findings.push(
            Finding::error(THEME_WORDS, message).at(&file.name, error.span().unwrap_or(0..0)),
        );
    }
    for (key, value) in table.get_ref() {
        if let Some(word) = value.get_ref().as_str() {
            words.insert(key.get_ref().to_string(), word.to_owned());
        } else {
            findings.push(
                Finding::error(
                    THEME_WORDS,
                    format!("the words for `{}` are no string", key.get_ref()),
                )
                .at(&file.name, value.span())
                .hint("write every line as in `search = \"Search\"`"),
            );
        }
    }
}
