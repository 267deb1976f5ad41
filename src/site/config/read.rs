mod map;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    ClassConfig, CollectionConfig, Config, ImportConfig, KindConfig, MarkupConfig, PlacesConfig,
    checks::{self, Wrong, quoted},
};
use crate::model::{Code, Edtf, Finding, Kind, nearest};

/// A configuration that is no TOML.
const CONFIG_SYNTAX: Code = Code("config-syntax");
/// A key that means nothing.
const CONFIG_UNKNOWN_KEY: Code = Code("config-unknown-key");
/// A value of the wrong type, or out of range.
const CONFIG_VALUE: Code = Code("config-value");

/// The keys that stand before the first table.
const TOP_KEYS: [&str; 13] = [
    "title",
    "description",
    "language",
    "base_url",
    "theme",
    "output",
    "kinds",
    "classes",
    "collections",
    "markup",
    "import",
    "places",
    "map",
];

/// Reads a configuration; `themes` are the names that `theme` may have.
///
/// What is wrong is a finding, and the rest applies.
pub(in crate::site) fn read(
    file: &str,
    source: &str,
    themes: &BTreeSet<String>,
) -> (Config, Vec<Finding>) {
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

type Key<'a> = Spanned<Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    themes: &'a BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn top(&mut self, table: &DeTable<'_>, config: &mut Config) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "title" => set(&mut config.title, self.words("title", value)),
                "description" => config.description = self.words("description", value),
                "language" => set(
                    &mut config.language,
                    self.checked("language", value, checks::language),
                ),
                "base_url" => config.base_url = self.checked("base_url", value, checks::base_url),
                "theme" => set(&mut config.theme, self.theme(value)),
                "output" => set(
                    &mut config.output,
                    self.checked("output", value, checks::output_folder),
                ),
                "kinds" => config.kinds = self.kinds(value),
                "classes" => config.classes = self.classes(value),
                "collections" => config.collections = self.collections(value),
                "markup" => self.markup(value, &mut config.markup),
                "import" => self.import(value, &mut config.import),
                "places" => self.places(value, &mut config.places),
                "map" => self.map(value, &mut config.map),
                _ => self.unknown_key("", key, &TOP_KEYS),
            }
        }
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
            format!("there is no theme {}", quoted(&name)),
            value.span(),
            &hint,
        );
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
                    let message = format!("{} cannot be the name of a kind", quoted(name));
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
                "color" => color = self.checked(&field_path, value, checks::color),
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

    fn collections(&mut self, value: &Value<'_>) -> BTreeMap<String, CollectionConfig> {
        let mut collections = BTreeMap::new();
        let example = "write `[collections.novel]` on a line of its own, and `in_order = true` below it, where `novel` is a folder in `content/readings`";
        for (key, value) in self.table("collections", value, example) {
            let name = key.get_ref().trim_matches('/');
            let path = format!("collections.{name}");
            let mut collection = CollectionConfig::default();
            for (key, value) in self.table(&path, value, example) {
                let field = key.get_ref().as_ref();
                let field_path = format!("{path}.{field}");
                match field {
                    "title" => collection.title = self.words(&field_path, value),
                    "description" => collection.description = self.words(&field_path, value),
                    "in_order" => set(&mut collection.in_order, self.truth(&field_path, value)),
                    _ => self.unknown_key(&path, key, &["title", "description", "in_order"]),
                }
            }
            collections.insert(name.to_owned(), collection);
        }
        collections
    }

    fn import(&mut self, value: &Value<'_>, import: &mut ImportConfig) {
        let example = "write `[import]` on a line of its own, and `demonyms = true` below it";
        for (key, value) in self.table("import", value, example) {
            match key.get_ref().as_ref() {
                "demonyms" => set(&mut import.demonyms, self.truth("import.demonyms", value)),
                _ => self.unknown_key("import", key, &["demonyms"]),
            }
        }
    }

    fn places(&mut self, value: &Value<'_>, places: &mut PlacesConfig) {
        let example = "write `[places]` on a line of its own, and `countries = [\"KZ\"]` below it";
        for (key, value) in self.table("places", value, example) {
            match key.get_ref().as_ref() {
                "countries" => places.countries = self.countries("places.countries", value),
                "bbox" => places.bbox = self.corners(value),
                "era" => places.era = self.era("places.era", value),
                _ => self.unknown_key("places", key, &["countries", "bbox", "era"]),
            }
        }
    }

    fn countries(&mut self, path: &str, value: &Value<'_>) -> Vec<String> {
        let Some(items) = value.get_ref().as_array() else {
            let hint = "write it as in `countries = [\"KZ\", \"RU\"]`";
            self.wrong_type(path, "a list of countries", value, hint);
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| self.checked(path, item, checks::country))
            .collect()
    }

    fn corners(&mut self, value: &Value<'_>) -> Option<[[f64; 2]; 2]> {
        let corners = checks::corners(value.get_ref());
        if corners.is_none() {
            let found = self.source.get(value.span()).unwrap_or_default();
            let message = format!("{} are no two corners of an area", quoted(found));
            let hint = "write latitude and longitude of the south-west and the north-east, as in `bbox = [[49.8, -6.5], [60.9, 1.8]]`";
            self.report(CONFIG_VALUE, message, value.span(), hint);
        }
        corners
    }

    /// Returns a time: EDTF in a string, or a year.
    fn era(&mut self, path: &str, value: &Value<'_>) -> Option<Edtf> {
        let written = match value.get_ref() {
            DeValue::Integer(year) => year.as_str().to_owned(),
            _ => self.words(path, value)?,
        };
        let era = written.parse().ok();
        if era.is_none() {
            let message = format!("{} is no time", quoted(&written));
            let hint = "write years as in `era = \"1790/1820\"`, or a century as in `\"18XX\"`";
            self.report(CONFIG_VALUE, message, value.span(), hint);
        }
        era
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

    /// Returns what a check makes of a string.
    fn checked<T>(
        &mut self,
        path: &str,
        value: &Value<'_>,
        check: fn(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        match check(&self.words(path, value)?) {
            Ok(checked) => Some(checked),
            Err(Wrong { message, hint }) => {
                self.report(CONFIG_VALUE, message, value.span(), &hint);
                None
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
        let hint = if let Some(near) = nearest(name, known.iter().copied()).first() {
            format!("do you mean `{near}`?")
        } else if !path.is_empty() && TOP_KEYS.contains(&name) {
            format!("move the line up, above `[{path}]`")
        } else {
            format!("the keys are {}", listed(known.iter().copied()))
        };
        self.findings.push(
            Finding::warning(
                CONFIG_UNKNOWN_KEY,
                format!("there is no key {}{place}", quoted(name)),
            )
            .at(self.file, key.span())
            .hint(hint),
        );
    }

    fn report(&mut self, code: Code, message: String, span: Range<usize>, hint: &str) {
        // What was made of a place that is no TOML need not be judged.
        let is_known = self.findings.iter().any(|finding| {
            let place = finding.location.as_ref().map(|location| &location.span);
            finding.code == CONFIG_SYNTAX
                && place.is_some_and(|place| place.start <= span.end && span.start <= place.end)
        });
        if is_known {
            return;
        }
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
