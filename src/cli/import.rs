use std::io;

use super::{
    Status,
    arguments::{Format, Import, SiteArguments},
    console::{self, Console, count},
    names,
    printer::{self, Printer},
};
use crate::{
    check,
    import::{self, Report, Request},
    model::{Finding, Severity},
    site::{Site, SourceFile},
};

/// Brings seeds into `content/`.
pub(super) fn run(
    arguments: &Import,
    site: &SiteArguments,
    console: &Console,
) -> io::Result<Status> {
    let root = &site.root;
    let (site, mut findings) = Site::discover(root, site.config.as_deref());
    let seeds: Vec<&SourceFile> = site.seeds.iter().collect();
    let (chosen, unknown) = names::chosen(root, &arguments.seeds, &seeds);
    findings.extend(unknown);
    let request = Request {
        seeds: chosen.iter().map(|seed| seed.name.clone()).collect(),
        dry_run: arguments.dry_run,
    };
    // No name at all means every seed; names that are all wrong mean none.
    let report = if arguments.seeds.is_empty() || !chosen.is_empty() {
        let (report, found) = import_with_progress(&site, &request, console);
        findings.extend(found);
        report
    } else {
        Report::default()
    };
    check::sort(&mut findings);
    Printer::new(console, root).print(&findings, console.mildest(Severity::Warning))?;
    tell(&report, arguments.dry_run, console)?;
    Ok(printer::status(&findings, arguments.strictness.strict))
}

/// Imports the seeds of a site, and shows how far it is.
pub(super) fn import_with_progress(
    site: &Site,
    request: &Request,
    console: &Console,
) -> (Report, Vec<Finding>) {
    let total = if request.seeds.is_empty() {
        site.seeds.len()
    } else {
        request.seeds.len()
    };
    let bar = console.progress("importing", total);
    let outcome = import::import(site, request, &|seed| {
        bar.set_message(seed.to_owned());
        bar.inc(1);
    });
    bar.finish_and_clear();
    outcome
}

fn tell(report: &Report, dry_run: bool, console: &Console) -> io::Result<()> {
    let [create, update, keep, follow] = if dry_run {
        ["would create", "would update", "would keep", "would follow"]
    } else {
        ["created", "updated", "kept", "followed"]
    };
    let parts = [
        (create, &report.created),
        (update, &report.updated),
        (keep, &report.kept),
        (create, &report.entities),
    ];
    // Findings alone stand on standard output where a program reads them.
    if console.format == Format::Text {
        for (from, to) in &report.renamed {
            console::data(&format!("{follow} {from} to {to}"))?;
        }
        for (verb, names) in parts {
            for name in names {
                console::data(&format!("{verb} {name}"))?;
            }
        }
    }
    console.say(&format!(
        "{}: {} created, {} updated, {} unchanged, {} kept as edited; {} and {} new",
        if dry_run { "would import" } else { "imported" },
        count(report.created.len(), "reading", "readings"),
        report.updated.len(),
        report.unchanged,
        report.kept.len(),
        count(report.entities.len(), "entity", "entities"),
        count(report.mentions, "annotation", "annotations"),
    ));
    Ok(())
}
