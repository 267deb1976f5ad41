use std::{io, path::Path};

use super::{
    Status,
    arguments::{Init, SiteArguments},
    console::Console,
    printer::Printer,
};
use crate::{
    fs,
    model::{Code, Finding, Severity},
    site::{CONFIG_FILE, Site},
};

/// A file that would have to be overwritten.
const FILE_EXISTS: Code = Code("file-exists");

const CONFIG: &str = include_str!("sample/glossator.toml");
const SAMPLE_NAME: &str = "seeds/transit-of-venus.txt";
const SAMPLE: &str = include_str!("sample/transit-of-venus.txt");

/// Makes a new site.
pub(super) fn run(arguments: &Init, site: &SiteArguments, console: &Console) -> io::Result<Status> {
    let root = arguments.folder.as_deref().unwrap_or(&site.root);
    if let Err(findings) = make(root, console) {
        Printer::new(console, root).print(&findings, Severity::Error)?;
        return Ok(Status::Found);
    }
    if root == Path::new(".") {
        console.say("next: `glossator build`");
    } else {
        console.say(&format!(
            "next: `cd {}`, then `glossator build`",
            root.display()
        ));
    }
    Ok(Status::Done)
}

fn make(root: &Path, console: &Console) -> Result<(), Vec<Finding>> {
    // A file in the way is refused before anything is written.
    if fs::exists(&root.join(CONFIG_FILE)) {
        return Err(vec![
            Finding::error(
                FILE_EXISTS,
                format!("there is a site already: `{CONFIG_FILE}` exists"),
            )
            .in_file(CONFIG_FILE)
            .hint("name another folder: `glossator init DIR`"),
        ]);
    }
    let mut files = vec![(CONFIG_FILE, CONFIG)];
    if has_no_texts(root) {
        files.push((SAMPLE_NAME, SAMPLE));
    }
    for (name, text) in files {
        fs::write(&root.join(name), text.as_bytes()).map_err(|error| vec![error.finding(root)])?;
        console.say(&format!("made {}", root.join(name).display()));
    }
    Ok(())
}

/// Returns whether there is nothing yet that a site could be made of: then a sample helps.
fn has_no_texts(root: &Path) -> bool {
    if !fs::exists(root) {
        return true;
    }
    let (site, _) = Site::discover(root, None);
    [&site.seeds, &site.readings, &site.entities, &site.pages]
        .iter()
        .all(|files| files.is_empty())
        && !fs::exists(&root.join(SAMPLE_NAME))
}
