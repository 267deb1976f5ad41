use std::io;

use super::{
    Status,
    arguments::{Check, SiteArguments},
    console::{Console, count},
    printer::{self, Printer},
};
use crate::{check, model::Severity, workspace::Workspace};

/// Tells what is wrong or doubtful.
pub(super) fn run(
    arguments: &Check,
    site: &SiteArguments,
    console: &Console,
) -> io::Result<Status> {
    let workspace = Workspace::open(&site.root, site.config.as_deref());
    let findings = check::findings(&workspace);
    let shown = if console.wants_all() {
        findings.clone()
    } else {
        check::summed_up(&findings)
    };
    Printer::new(console, &site.root).print(&shown, console.mildest(Severity::Note))?;
    if findings.is_empty() {
        console.say(&format!(
            "nothing wrong in {} and {}",
            count(workspace.site.readings.len(), "reading", "readings"),
            count(workspace.site.entities.len(), "entity", "entities"),
        ));
    }
    Ok(printer::status(&findings, arguments.strictness.strict))
}
