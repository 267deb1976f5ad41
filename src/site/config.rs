use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::{Path, PathBuf},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::color::Color;
use crate::model::{Code, Finding, Kind, nearest};

/// The configuration, `glossator.toml`; every key is optional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// A sentence about it.
    pub description: Option<String>,
    /// The language of the texts and of the interface (BCP 47).
    pub language: String,
    /// Where the site will stand, for what must be absolute: feed, sitemap, canonical links. It
    /// begins with `http://` or `https://` and has no `/` at its end.
    pub base_url: Option<String>,
    /// The theme's name.
    pub theme: String,
    /// The output folder, relative to the root.
    pub output: PathBuf,
    /// Kinds of the site's own, by name.
    pub kinds: BTreeMap<Kind, KindConfig>,
    /// Classes of the site's own, by name; any class is accepted where this is empty.
    pub classes: BTreeMap<String, ClassConfig>,
    /// How Markdown is read.
    pub markup: MarkupConfig,
}

/// A kind that the site declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindConfig {
    /// Its name for readers (`Ship`).
    pub label: String,
    /// The same for several (`Ships`).
    pub plural: String,
    /// Its colour in light themes, `#rrggbb`.
    pub color: Option<String>,
}

/// A class of spans that the site declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassConfig {
    /// Its name for readers (`Disputed claim`).
    pub label: String,
}

/// How Markdown is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkupConfig {
    /// Pass raw HTML through: for a site whose sources are all trusted.
    pub raw_html: bool,
    /// `[[id]]` and `[[id|words]]` are mentions.
    pub wikilinks: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Readings".to_owned(),
            description: None,
            language: "en".to_owned(),
            base_url: None,
            theme: super::theme::DEFAULT.to_owned(),
            output: PathBuf::from("public"),
            kinds: BTreeMap::new(),
            classes: BTreeMap::new(),
            markup: MarkupConfig::default(),
        }
    }
}

/// A configuration that is no TOML.
const CONFIG_SYNTAX: Code = Code("config-syntax");
/// A key that means nothing.
const CONFIG_UNKNOWN_KEY: Code = Code("config-unknown-key");
/// A value of the wrong type, or out of range.
const CONFIG_VALUE: Code = Code("config-value");

/// The folders of a site that hold what a person wrote: no place for output.
const SOURCE_FOLDERS: [&str; 6] = [
    "content",
    "gazetteers",
    "seeds",
    "static",
    "templates",
    "themes",
];

/// Reads a configuration; `themes` are the names that `theme` may have.
///
/// What is wrong is a finding, and the rest applies.
pub(super) fn read(file: &str, source: &str, themes: &BTreeSet<String>) -> (Config, Vec<Finding>) {
    let (table, errors) = DeTable::parse_recoverable(source);
    let mut reader = Reader {
        file,
        source,
        themes,
        findings: Vec::new(),
    };
    for error in errors {
        let message = error
            .message()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        reader.report(CONFIG_SYNTAX, message, error.span().unwrap_or(0..0), "");
    }
    let mut config = Config::default();
    reader.top(table.get_ref(), &mut config);
    (config, reader.findings)
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    themes: &'a BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn top(&mut self, table: &DeTable<'_>, config: &mut Config) {
        const KEYS: [&str; 9] = [
            "title",
            "description",
            "language",
            "base_url",
            "theme",
            "output",
            "kinds",
            "classes",
            "markup",
        ];
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "title" => set(&mut config.title, self.words("title", value)),
                "description" => config.description = self.words("description", value),
                "language" => set(&mut config.language, self.language(value)),
                "base_url" => config.base_url = self.base_url(value),
                "theme" => set(&mut config.theme, self.theme(value)),
                "output" => set(&mut config.output, self.output(value)),
                "kinds" => config.kinds = self.kinds(value),
                "classes" => config.classes = self.classes(value),
                "markup" => self.markup(value, &mut config.markup),
                _ => self.unknown_key("", key, &KEYS),
            }
        }
    }

    fn language(&mut self, value: &Value<'_>) -> Option<String> {
        let tag = self.words("language", value)?;
        if is_language_tag(&tag) {
            return Some(tag);
        }
        let message = format!("`{tag}` is no language tag");
        self.report(
            CONFIG_VALUE,
            message,
            value.span(),
            "write it as in `en`, `pt-BR` or `zh-Hant`",
        );
        None
    }

    fn base_url(&mut self, value: &Value<'_>) -> Option<String> {
        let url = self.words("base_url", value)?;
        let host_and_path = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))
            .unwrap_or("");
        let well_formed = host_and_path
            .starts_with(|first: char| first.is_alphanumeric() || first == '[')
            && !url
                .contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"<>\\".contains(c));
        if well_formed {
            return Some(url.trim_end_matches('/').to_owned());
        }
        let message = format!("`{url}` is no absolute address of a site");
        let hint = "write it as in `https://example.org/readings`, without `?` and `#`";
        self.report(CONFIG_VALUE, message, value.span(), hint);
        None
    }

    fn theme(&mut self, value: &Value<'_>) -> Option<String> {
        let name = self.words("theme", value)?;
        if self.themes.contains(&name) {
            return Some(name);
        }
        let hint = match nearest(&name, self.themes.iter().map(String::as_str)).first() {
            Some(near) => format!("do you mean `{near}`?"),
            None => format!(
                "a theme of the site's own lies in `themes/NAME`; there are {}",
                listed(self.themes.iter().map(String::as_str))
            ),
        };
        self.report(
            CONFIG_VALUE,
            format!("there is no theme `{name}`"),
            value.span(),
            &hint,
        );
        None
    }

    fn output(&mut self, value: &Value<'_>) -> Option<PathBuf> {
        let text = self.words("output", value)?;
        let trimmed = text.trim_start_matches("./").trim_end_matches('/');
        let parts: Vec<&str> = trimmed.split('/').collect();
        let stays_inside = !text.contains(['\\', ':', '\0'])
            && parts.iter().all(|part| !matches!(*part, "" | "." | ".."));
        let problem = if !stays_inside {
            "is no folder in the site's folder"
        } else if SOURCE_FOLDERS
            .iter()
            .any(|folder| parts[0].eq_ignore_ascii_case(folder))
        {
            "holds what the site is made of"
        } else if parts.iter().any(|part| part.eq_ignore_ascii_case(".git")) {
            "belongs to git"
        } else {
            return Some(Path::new(trimmed).to_owned());
        };
        let message = format!("`{text}` cannot be the output folder: it {problem}");
        let hint =
            "name a folder of its own, relative to the site's folder, as in `output = \"public\"`";
        self.report(CONFIG_VALUE, message, value.span(), hint);
        None
    }

    fn kinds(&mut self, value: &Value<'_>) -> BTreeMap<Kind, KindConfig> {
        let mut kinds = BTreeMap::new();
        let example = "write `[kinds.ship]` on a line of its own, and `label = \"Ship\"` below it";
        for (key, value) in self.table("kinds", value, example) {
            let name = key.get_ref().as_ref();
            let path = format!("kinds.{name}");
            match name.parse::<Kind>() {
                Ok(kind) => {
                    let table = self.table(&path, value, example);
                    kinds.insert(kind, self.kind(name, &path, table));
                }
                Err(error) => {
                    let message = format!("`{name}` cannot be the name of a kind");
                    self.report(CONFIG_VALUE, message, key.span(), &error.to_string());
                }
            }
        }
        kinds
    }

    fn kind<'t>(
        &mut self,
        name: &str,
        path: &str,
        table: impl Iterator<Item = (&'t Key<'t>, &'t Value<'t>)>,
    ) -> KindConfig {
        let (mut label, mut plural, mut color) = (None, None, None);
        for (key, value) in table {
            let field = key.get_ref().as_ref();
            let field_path = format!("{path}.{field}");
            match field {
                "label" => label = self.words(&field_path, value),
                "plural" => plural = self.words(&field_path, value),
                "color" => color = self.color(&field_path, value),
                _ => self.unknown_key(path, key, &["label", "plural", "color"]),
            }
        }
        let label = label.unwrap_or_else(|| capitalized(name));
        KindConfig {
            plural: plural.unwrap_or_else(|| label.clone()),
            label,
            color,
        }
    }

    fn color(&mut self, path: &str, value: &Value<'_>) -> Option<String> {
        let text = self.words(path, value)?;
        let Some(color) = Color::parse(&text) else {
            let message = format!("`{text}` is no colour");
            self.report(
                CONFIG_VALUE,
                message,
                value.span(),
                "write it as in `#1f6a60`",
            );
            return None;
        };
        let contrast = color.least_contrast_on_paper();
        if contrast < Color::READABLE {
            let message = format!(
                "`{text}` is too pale to be read: its contrast on the page is {contrast:.1} to 1"
            );
            let hint = format!(
                "choose a darker one, with a contrast of {} to 1 or more",
                Color::READABLE
            );
            self.report(CONFIG_VALUE, message, value.span(), &hint);
            return None;
        }
        Some(text.to_ascii_lowercase())
    }

    fn classes(&mut self, value: &Value<'_>) -> BTreeMap<String, ClassConfig> {
        let mut classes = BTreeMap::new();
        let example =
            "write `[classes.claim]` on a line of its own, and `label = \"Claim\"` below it";
        for (key, value) in self.table("classes", value, example) {
            let name = key.get_ref().as_ref();
            let path = format!("classes.{name}");
            let mut label = None;
            for (key, value) in self.table(&path, value, example) {
                match key.get_ref().as_ref() {
                    "label" => label = self.words(&format!("{path}.label"), value),
                    _ => self.unknown_key(&path, key, &["label"]),
                }
            }
            let label = label.unwrap_or_else(|| capitalized(name));
            classes.insert(name.to_owned(), ClassConfig { label });
        }
        classes
    }

    fn markup(&mut self, value: &Value<'_>, markup: &mut MarkupConfig) {
        let example = "write `[markup]` on a line of its own, and `wikilinks = true` below it";
        for (key, value) in self.table("markup", value, example) {
            match key.get_ref().as_ref() {
                "raw_html" => set(&mut markup.raw_html, self.truth("markup.raw_html", value)),
                "wikilinks" => set(&mut markup.wikilinks, self.truth("markup.wikilinks", value)),
                _ => self.unknown_key("markup", key, &["raw_html", "wikilinks"]),
            }
        }
    }

    /// Returns a string that is not blank, without white space around it.
    fn words(&mut self, path: &str, value: &Value<'_>) -> Option<String> {
        let Some(text) = value.get_ref().as_str() else {
            let written = self.source.get(value.span()).unwrap_or_default();
            let hint = if written.contains(['\n', '"', '{', '[']) {
                format!("write it as in `{} = \"…\"`", last_part(path))
            } else {
                format!("write it in quotes: `\"{written}\"`")
            };
            self.wrong_type(path, "a string", value, &hint);
            return None;
        };
        if text.trim().is_empty() {
            let message = format!("`{path}` is empty");
            self.report(
                CONFIG_VALUE,
                message,
                value.span(),
                "give it a value, or leave the line out",
            );
            return None;
        }
        Some(text.trim().to_owned())
    }

    fn truth(&mut self, path: &str, value: &Value<'_>) -> Option<bool> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.wrong_type(
                path,
                "true or false",
                value,
                "write `true` or `false`, without quotes",
            );
        }
        truth
    }

    /// Returns the keys and values of a table; none where the value is something else.
    fn table<'t>(
        &mut self,
        path: &str,
        value: &'t Value<'t>,
        example: &str,
    ) -> impl Iterator<Item = (&'t Key<'t>, &'t Value<'t>)> + use<'t> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(path, "a table", value, example);
        }
        table.into_iter().flatten()
    }

    fn wrong_type(&mut self, path: &str, wanted: &str, value: &Value<'_>, hint: &str) {
        let found = value.get_ref().type_str();
        let article = if found.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        };
        let message = format!("`{path}` must be {wanted}, and is {article} {found}");
        self.report(CONFIG_VALUE, message, value.span(), hint);
    }

    fn unknown_key(&mut self, path: &str, key: &Key<'_>, known: &[&'static str]) {
        let name = key.get_ref().as_ref();
        let place = if path.is_empty() {
            String::new()
        } else {
            format!(" in `{path}`")
        };
        let hint = match nearest(name, known.iter().copied()).first() {
            Some(near) => format!("do you mean `{near}`?"),
            None => format!("the keys are {}", listed(known.iter().copied())),
        };
        self.findings.push(
            Finding::warning(
                CONFIG_UNKNOWN_KEY,
                format!("there is no key `{name}`{place}"),
            )
            .at(self.file, key.span())
            .hint(hint),
        );
    }

    fn report(&mut self, code: Code, message: String, span: Range<usize>, hint: &str) {
        let finding = Finding::error(code, message).at(self.file, span);
        self.findings.push(if hint.is_empty() {
            finding
        } else {
            finding.hint(hint)
        });
    }
}

/// Replaces a default by what was read, if that is in order.
fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

/// Returns whether the text has the form of a BCP 47 tag: a language of two to eight letters, and
/// subtags of up to eight letters and digits. Whether the subtags are registered is not looked up.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> (Config, Vec<Finding>) {
        let themes = ["folio", "vellum"].map(str::to_owned).into();
        super::read("glossator.toml", source, &themes)
    }

    /// Expects one finding, and returns what of the source it is about, its message and its hint.
    #[track_caller]
    fn wrong(source: &str) -> (&str, String, String) {
        let (config, mut findings) = read(source);
        assert_eq!(findings.len(), 1, "{findings:?}");
        let finding = findings.remove(0);
        let location = finding.location.unwrap();
        assert_eq!(location.file, "glossator.toml");
        // Whatever is wrong, the rest applies.
        if source.contains("vellum") {
            assert_eq!(config.theme, "vellum");
        }
        (
            &source[location.span],
            finding.message,
            finding.hints.join("; "),
        )
    }

    #[test]
    fn a_whole_configuration_is_read() {
        let (config, findings) = read(
            r##"
            title = "Sea"
            description = "Books of the sea."
            language = "pt-BR"
            base_url = "https://example.org/sea/"
            theme = "vellum"
            output = "./out/site/"
            [kinds.ship]
            label = "Ship"
            plural = "Ships"
            color = "#1F6A60"
            [kinds.god]
            [classes.claim]
            label = "Disputed claim"
            [markup]
            raw_html = true
            wikilinks = true
            "##,
        );
        assert_eq!(findings, []);
        assert_eq!(
            (config.title.as_str(), config.language.as_str()),
            ("Sea", "pt-BR")
        );
        assert_eq!(config.base_url.as_deref(), Some("https://example.org/sea"));
        assert_eq!(
            (config.theme.as_str(), config.output),
            ("vellum", PathBuf::from("out/site"))
        );
        let kind = |name: &str| config.kinds[&name.parse::<Kind>().unwrap()].clone();
        assert_eq!(kind("ship").color.as_deref(), Some("#1f6a60"));
        assert_eq!(
            (kind("god").label.as_str(), kind("god").plural.as_str()),
            ("God", "God")
        );
        assert_eq!(config.classes["claim"].label, "Disputed claim");
        assert!(config.markup.raw_html && config.markup.wikilinks);
    }

    #[test]
    fn nothing_configured_is_the_default() {
        assert_eq!(read(""), (Config::default(), Vec::new()));
        assert_eq!(
            read("\u{feff}# a mark of byte order\n"),
            (Config::default(), Vec::new())
        );
    }

    #[test]
    fn an_unknown_key_is_told_with_the_nearest() {
        let (place, message, hint) = wrong("theme = \"vellum\"\ntilte = \"Sea\"\n");
        assert_eq!(
            (place, message.as_str()),
            ("tilte", "there is no key `tilte`")
        );
        assert_eq!(hint, "do you mean `title`?");
        let (place, _, hint) = wrong("[markup]\nwikilink = true\n");
        assert_eq!(
            (place, hint.as_str()),
            ("wikilink", "do you mean `wikilinks`?")
        );
    }

    #[test]
    fn a_wrong_type_is_told_with_its_place() {
        let (place, message, hint) = wrong("title = 1984\ntheme = \"vellum\"\n");
        assert_eq!(
            (place, message.as_str()),
            ("1984", "`title` must be a string, and is an integer")
        );
        assert_eq!(hint, "write it in quotes: `\"1984\"`");
        assert_eq!(wrong("[markup]\nraw_html = \"yes\"\n").0, "\"yes\"");
        assert_eq!(wrong("kinds = [\"ship\"]\n").0, "[\"ship\"]");
        assert_eq!(wrong("kinds.ship = \"Ship\"\n").0, "\"Ship\"");
    }

    #[test]
    fn what_is_no_toml_leaves_the_rest() {
        let (place, _, _) = wrong("theme = \"vellum\"\ntitle = Sea\nlanguage = \"de\"\n");
        assert_eq!(place, "Sea");
    }

    #[test]
    fn values_are_checked() {
        for (key, values) in [
            (
                "base_url",
                &[
                    "example.org",
                    "ftp://example.org",
                    "https://",
                    "https://a b",
                    "https://a/?q",
                    "/x",
                ][..],
            ),
            ("language", &["english!", "e", "en_US", "abcdefghi"]),
            (
                "output",
                &[
                    "", "..", "../x", "/tmp/x", ".", "content", "Seeds/x", "a/.git", "C:\\x",
                    "static", "a/../..",
                ],
            ),
            ("theme", &["folia", "../x", ""]),
            ("title", &["", "  "]),
        ] {
            for value in values {
                let (config, findings) = read(&format!("{key} = {value:?}\n"));
                assert_eq!(findings.len(), 1, "{key} {value}");
                assert_eq!(config, Config::default());
            }
        }
    }

    #[test]
    fn names_of_kinds_and_colours_are_checked() {
        assert_eq!(wrong("[kinds.Ship]\n").0, "Ship");
        assert_eq!(wrong("[kinds.date]\nlabel = \"Date\"\n").0, "date");
        assert_eq!(wrong("[kinds.ship]\ncolor = \"teal\"\n").0, "\"teal\"");
        let (_, message, _) = wrong("[kinds.ship]\ncolor = \"#ffee00\"\n");
        assert!(message.contains("too pale"), "{message}");
    }
}
