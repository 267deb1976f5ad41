use std::io;

use super::{
    Status,
    arguments::{Fmt, SiteArguments},
    console::{self, Console, count},
    names,
    printer::{self, Printer},
};
use crate::{
    fs, markup,
    model::Severity,
    site::{Site, SourceFile},
};

/// Brings annotations into their usual form.
pub(super) fn run(arguments: &Fmt, site: &SiteArguments, console: &Console) -> io::Result<Status> {
    let root = &site.root;
    let (site, mut findings) = Site::discover(root, site.config.as_deref());
    let mut files: Vec<&SourceFile> = [&site.readings, &site.entities, &site.pages]
        .into_iter()
        .flatten()
        .collect();
    if !arguments.files.is_empty() {
        let (chosen, unknown) = names::chosen(root, &arguments.files, &files);
        findings.extend(unknown);
        files = chosen;
    }
    let options = site.markup_options();
    let mut changed = Vec::new();
    for file in &files {
        let outcome = fs::read_text(&file.path).and_then(|text| {
            let formatted = markup::format(&text, &options);
            if formatted == text {
                return Ok(());
            }
            if !arguments.check {
                fs::write(&file.path, formatted.as_bytes())?;
            }
            changed.push(file.name.as_str());
            Ok(())
        });
        findings.extend(outcome.err().map(|error| error.finding(root)));
    }
    Printer::new(console, root).print(&findings, console.mildest(Severity::Warning))?;
    for name in &changed {
        console::data(name)?;
    }
    let verb = if arguments.check {
        "would be changed"
    } else {
        "changed"
    };
    console.say(&format!(
        "{verb}: {} of {}",
        count(changed.len(), "file", "files"),
        files.len()
    ));
    if arguments.check && !changed.is_empty() {
        console.say("hint: `glossator fmt` changes them");
        return Ok(Status::Found);
    }
    Ok(printer::status(&findings, false))
}
