use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use include_dir::{Dir, include_dir};
use toml::de::DeTable;

use super::{SourceFile, bundle, discovery::is_ignored_name};
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
    /// Assets by their path below `assets/` in the output, those that name others put together.
    pub assets: BTreeMap<String, ThemeFile>,
    /// By an asset that others are put together of, these others.
    pub parts: BTreeMap<String, BTreeSet<String>>,
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
    let mut names: BTreeSet<String> = embedded_names().map(str::to_owned).collect();
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
/// site's `templates`, each in the place of the one before it. `statics` are the files of the site that
/// are published as they are: a style sheet or script in the place of one of the theme is a part of
/// what the theme puts together, too.
///
/// A template that stands in the place of another can extend or include that by the name of its theme:
/// `folio/base.html`.
pub(super) fn load(
    root: &Path,
    name: &str,
    language: &str,
    statics: &[SourceFile],
    findings: &mut Vec<Finding>,
) -> Theme {
    let mut files = BTreeMap::new();
    embedded(DEFAULT, &GROUND, &mut files);
    for (other, folder) in OTHERS {
        if other == name {
            embedded(other, folder, &mut files);
        }
    }
    let mut replaced = replaced(name, &files);
    on_disk(root, &format!("themes/{name}"), "", &mut files, findings);
    if !embedded_names().any(|embedded| embedded == name) {
        replaced.extend(qualified(name, &files));
    }
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
    keep_named(&mut theme.templates, replaced);
    put_statics(root, &mut theme.assets, statics, findings);
    theme.parts = bundle::put_together(&mut theme.assets, findings);

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

fn embedded_names() -> impl Iterator<Item = &'static str> {
    let others = OTHERS.iter().map(|(name, _)| *name);
    std::iter::once(DEFAULT).chain(others)
}

/// Returns the templates of the themes that are part of the program, by the names under which what stands in
/// their place can use them.
fn replaced(name: &str, files: &BTreeMap<String, Layers>) -> BTreeMap<String, ThemeFile> {
    let mut found = BTreeMap::new();
    for (path, layers) in files {
        let Some(template) = path.strip_prefix("templates/") else {
            continue;
        };
        let (first, last) = (layers.first(), layers.last());
        for (theme, file) in [(DEFAULT, first), (name, last)] {
            let prefix = format!("glossator:{theme}/");
            if let Some(file) = file.filter(|file| file.name.starts_with(&prefix)) {
                found.insert(format!("{theme}/{template}"), file.clone());
            }
        }
    }
    found
}

/// Returns the templates of a theme on the disk, likewise.
fn qualified(name: &str, files: &BTreeMap<String, Layers>) -> BTreeMap<String, ThemeFile> {
    let prefix = format!("themes/{name}/");
    let templates = files.iter().filter_map(|(path, layers)| {
        let template = path.strip_prefix("templates/")?;
        let file = layers.last()?;
        let is_own = file.name.starts_with(&prefix);
        is_own.then(|| (format!("{name}/{template}"), file.clone()))
    });
    templates.collect()
}

/// Adds those of the replaced templates that another names. The others would only be in the way: what a
/// template defines (a component) can be defined once.
fn keep_named(
    templates: &mut BTreeMap<String, ThemeFile>,
    mut replaced: BTreeMap<String, ThemeFile>,
) {
    let mut waiting: Vec<Vec<u8>> = templates.values().map(|file| file.bytes.clone()).collect();
    while let Some(bytes) = waiting.pop() {
        let text = String::from_utf8_lossy(&bytes);
        let named: Vec<String> = replaced
            .keys()
            .filter(|name| text.contains(&format!("\"{name}\"")))
            .cloned()
            .collect();
        for name in named {
            if let Some(file) = replaced.remove(&name) {
                waiting.push(file.bytes.clone());
                templates.insert(name, file);
            }
        }
    }
}

/// Puts the site's own style sheets and scripts into the place of those of the theme that they are
/// published instead of.
fn put_statics(
    root: &Path,
    assets: &mut BTreeMap<String, ThemeFile>,
    statics: &[SourceFile],
    findings: &mut Vec<Finding>,
) {
    for file in statics {
        let below = file.name.strip_prefix("static/assets/");
        let is_code = |path: &&str| matches!(path.rsplit_once('.'), Some((_, "css" | "js")));
        let Some(asset) = below.filter(is_code).and_then(|path| assets.get_mut(path)) else {
            continue;
        };
        match fs::read(&file.path) {
            Ok(bytes) => {
                *asset = ThemeFile {
                    name: file.name.clone(),
                    bytes,
                };
            }
            Err(error) => findings.push(error.finding(root)),
        }
    }
}

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
