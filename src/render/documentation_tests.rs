//! Every variable that a template receives is told in `docs/themes.md`, in the words of `context/`.

use std::{fmt::Write as _, path::Path};

/// Where the tables begin and end.
const BEGIN: &str = "<!-- The tables below are made from `src/render/context/`. -->\n";
const END: &str = "<!-- Here they end. -->\n";

/// The sources of what templates receive, in the order in which they are told.
const CONTEXT: &str = concat!(
    include_str!("context/site.rs"),
    include_str!("context/lists.rs"),
    include_str!("context/reading.rs"),
    include_str!("context/entity.rs"),
    include_str!("context/places.rs"),
    include_str!("context/time.rs"),
    include_str!("context/plain.rs"),
);

#[test]
fn every_variable_is_documented() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/themes.md");
    let documentation = crate::fs::read_text(&path).unwrap();
    let (before, rest) = documentation.split_once(BEGIN).expect("the tables begin");
    let (tables, after) = rest.split_once(END).expect("the tables end");
    let expected = tables_of(CONTEXT);
    if tables != expected && std::env::var_os("GLOSSATOR_UPDATE_DOCS").is_some() {
        let text = format!("{before}{BEGIN}{expected}{END}{after}");
        crate::fs::write(&path, text.as_bytes()).unwrap();
        return;
    }
    assert!(
        tables == expected,
        "docs/themes.md tells of other variables than `src/render/context/` has: run `GLOSSATOR_UPDATE_DOCS=1 cargo test -p glossator --lib documented`"
    );
}

#[test]
fn types_are_told_as_templates_see_them() {
    assert_eq!(
        type_of("Option<Vec<EntityLink>>"),
        "list of `EntityLink`, or null"
    );
    assert_eq!(
        type_of("std::collections::BTreeMap<String, String>"),
        "table of strings"
    );
    assert_eq!(type_of("(i64, i64)"), "list of two numbers");
}

/// Returns one table for each structure of the source.
fn tables_of(source: &str) -> String {
    let mut tables = String::new();
    let mut comment = String::new();
    let mut is_inside = false;
    for line in source.lines() {
        let line = line.trim();
        if let Some(words) = line.strip_prefix("///") {
            if !comment.is_empty() {
                comment.push(' ');
            }
            comment.push_str(words.trim());
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.split([' ', '{', ';']).next().unwrap_or_default();
            let comment = std::mem::take(&mut comment);
            write!(
                tables,
                "\n#### `{name}`\n\n{comment}\n\n| field | type | what |\n|---|---|---|\n"
            )
            .unwrap();
            is_inside = true;
        } else if line == "}" {
            is_inside = false;
        } else if is_inside && let Some((name, kind)) = field(line) {
            let comment = std::mem::take(&mut comment).replace('|', "\\|");
            writeln!(tables, "| `{name}` | {} | {comment} |", type_of(kind)).unwrap();
        } else if !line.starts_with("#[") {
            comment.clear();
        }
    }
    tables.push('\n');
    tables
}

fn field(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("pub ")?
        .strip_suffix(',')?
        .split_once(": ")
}

fn type_of(kind: &str) -> String {
    let inner = |outer: &str| kind.strip_prefix(outer)?.strip_suffix('>');
    if let Some(inner) = inner("Option<") {
        return format!("{}, or null", type_of(inner));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", several(inner));
    }
    if kind.contains("BTreeMap<String, String>") {
        return "table of strings".to_owned();
    }
    match kind {
        "String" => "text".to_owned(),
        "tera::Value" => "object".to_owned(),
        "bool" => "truth".to_owned(),
        "usize" | "u8" | "u32" | "u64" | "i64" => "number".to_owned(),
        "(i64, i64)" => "list of two numbers".to_owned(),
        name => format!("`{}`", name.rsplit("::").next().unwrap_or(name)),
    }
}

fn several(kind: &str) -> String {
    match kind {
        "String" => "texts".to_owned(),
        "usize" | "u8" | "u32" | "u64" | "i64" => "numbers".to_owned(),
        name => format!("`{name}`"),
    }
}
