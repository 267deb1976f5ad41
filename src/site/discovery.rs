use std::{collections::BTreeMap, path::Path};

use unicode_normalization::UnicodeNormalization as _;

use super::SourceFile;
use crate::{
    fs,
    model::{Code, Finding, Id},
};

/// The files of a site.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) seeds: Vec<SourceFile>,
    pub(super) readings: Vec<SourceFile>,
    pub(super) entities: Vec<SourceFile>,
    pub(super) pages: Vec<SourceFile>,
    pub(super) statics: Vec<SourceFile>,
    pub(super) gazetteers: Vec<SourceFile>,
}

/// A file whose name cannot be one in a site.
const BAD_FILE_NAME: Code = Code("bad-file-name");
/// Two files whose names differ by case only.
const NAMES_DIFFER_BY_CASE: Code = Code("names-differ-by-case");
/// A file in a place where nothing reads it.
const FILE_NOT_READ: Code = Code("file-not-read");

/// Pages that every site has, and that a page of `content/` cannot replace.
const PAGES_OF_THE_SITE: [&str; 6] = ["404", "entities", "index", "map", "search", "timeline"];

/// Finds the files of the site in `root`.
pub(super) fn find(root: &Path, findings: &mut Vec<Finding>) -> Found {
    let mut found = Found {
        seeds: list(root, "seeds", &is_ignored_name, findings),
        gazetteers: list(root, "gazetteers", &is_ignored_name, findings),
        statics: list(root, "static", &is_ignored_static_name, findings),
        ..Found::default()
    };
    for file in list(root, "content", &is_ignored_name, findings) {
        match place_of(&file.name) {
            Ok(Place::Reading) => found.readings.push(file),
            Ok(Place::Entity) => found.entities.push(file),
            Ok(Place::Page) => found.pages.push(file),
            Ok(Place::Sidecar) => {}
            Err(finding) => findings.push(finding.in_file(file.name)),
        }
    }
    for files in [&mut found.readings, &mut found.pages, &mut found.statics] {
        leave_out_equal_but_for_case(files, findings);
    }
    found
}

/// Returns whether a file or folder of this name (the last part of its path) is none of the site's:
/// hidden, or left by an editor while it saves.
pub fn is_ignored_name(name: &str) -> bool {
    name.starts_with('.') || is_editor_file(name)
}

/// In `static/` a name may begin with a dot: hosts ask for `.nojekyll` and `.well-known`.
fn is_ignored_static_name(name: &str) -> bool {
    const HIDDEN: [&str; 4] = [".DS_Store", ".git", ".gitignore", ".gitkeep"];
    HIDDEN.contains(&name) || name.starts_with(".#") || is_editor_file(name)
}

fn is_editor_file(name: &str) -> bool {
    // Vim tries whether it may write by a file of this name.
    const VIM_PROBE: &str = "4913";
    const ENDINGS: [&str; 5] = ["~", ".swp", ".swo", ".swx", ".tmp"];
    name == VIM_PROBE
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (name.starts_with('#') && name.ends_with('#'))
}

enum Place {
    Reading,
    Entity,
    Page,
    Sidecar,
}

/// Returns what a file below `content/` is, by its name.
fn place_of(name: &str) -> Result<Place, Finding> {
    let below = name.strip_prefix("content/").unwrap_or(name);
    let Some(stem) = below.strip_suffix(".md") else {
        if below.ends_with(".annotations.jsonld") {
            return Ok(Place::Sidecar);
        }
        return Err(not_read(name).hint(
            "readings, entities and pages end in `.md`; raw texts belong in `seeds/`, pictures in `static/`",
        ));
    };
    match stem.split_once('/') {
        Some(("readings", _)) => Ok(Place::Reading),
        Some(("entities", id)) => match Id::new(id) {
            Ok(_) => Ok(Place::Entity),
            Err(error) => {
                let finding = Finding::error(
                    BAD_FILE_NAME,
                    format!("`{id}` cannot be the id of an entity: {error}"),
                );
                Err(match Id::from_name(id.rsplit('/').next().unwrap_or(id)) {
                    Some(id) => {
                        finding.hint(format!("rename the file to `content/entities/{id}.md`"))
                    }
                    None => finding,
                })
            }
        },
        Some(_) => Err(not_read(name)
            .hint("readings lie in `content/readings/`, entities in `content/entities/`")),
        None if PAGES_OF_THE_SITE.contains(&stem.to_lowercase().as_str()) => Err(Finding::error(
            BAD_FILE_NAME,
            format!("`{name}` cannot be a page, since every site has a `{stem}.html` of its own"),
        )
        .hint("rename the file")),
        None => Ok(Place::Page),
    }
}

fn not_read(name: &str) -> Finding {
    Finding::warning(FILE_NOT_READ, format!("nothing reads `{name}`"))
}

fn list(
    root: &Path,
    folder: &str,
    skip: &dyn Fn(&str) -> bool,
    findings: &mut Vec<Finding>,
) -> Vec<SourceFile> {
    let listing = fs::list(root, &root.join(folder), skip);
    findings.extend(
        listing
            .refused
            .iter()
            .map(|(name, refusal)| refusal.finding(name, root)),
    );
    let mut files = Vec::new();
    for file in listing.files {
        // Part of a URL and of a path in the output, on any system.
        if file.name.contains(|c: char| c == '\\' || c.is_control()) {
            findings.push(
                Finding::error(
                    BAD_FILE_NAME,
                    format!(
                        "`{}` has a backslash or a control character in its name",
                        file.name.escape_debug()
                    ),
                )
                .in_file(file.name)
                .hint("rename the file"),
            );
        } else {
            files.push(SourceFile {
                name: file.name,
                path: file.path,
            });
        }
    }
    files
}

/// Leaves out files whose pages would be one file where names are compared without case (Windows,
/// macOS): the first by name stays.
fn leave_out_equal_but_for_case(files: &mut Vec<SourceFile>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    files.retain(|file| {
        let folded = file.name.nfc().flat_map(char::to_lowercase).collect();
        let Some(first) = seen.get(&folded) else {
            seen.insert(folded, file.name.clone());
            return true;
        };
        let message = if *first == file.name {
            format!(
                "there are two files `{first}`, which differ only in how Unicode writes the name"
            )
        } else {
            format!(
                "`{}` and `{first}` differ only by case, and are one file on many systems",
                file.name
            )
        };
        findings.push(
            Finding::error(NAMES_DIFFER_BY_CASE, message)
                .in_file(&file.name)
                .hint("rename one of the two; until then the page is made of the other"),
        );
        false
    });
}
