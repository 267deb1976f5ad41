use std::{
    io,
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;

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
    let (seeds, unknown) = chosen_seeds(root, &arguments.seeds, &site);
    findings.extend(unknown);
    let request = Request {
        seeds,
        dry_run: arguments.dry_run,
    };
    // No name at all means every seed; names that are all wrong mean none.
    let report = if arguments.seeds.is_empty() || !request.seeds.is_empty() {
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

/// Returns the names of the seeds that a person named, each by itself or by its reading.
pub(super) fn chosen_seeds(
    root: &Path,
    named: &[PathBuf],
    site: &Site,
) -> (Vec<String>, Vec<Finding>) {
    let sources = import::seeds_of_readings(site);
    let files: Vec<&SourceFile> = site.seeds.iter().chain(&site.readings).collect();
    let (chosen, findings) = names::chosen(root, named, &files);
    let mut seeds: Vec<String> = chosen
        .into_iter()
        .map(|file| sources.get(&file.name).unwrap_or(&file.name).clone())
        .collect();
    seeds.sort();
    seeds.dedup();
    (seeds, findings)
}

/// Returns a bar for the seeds that are asked for.
pub(super) fn progress(
    site: &Site,
    request: &Request,
    console: &Console,
    what: &'static str,
) -> ProgressBar {
    let total = if request.seeds.is_empty() {
        site.seeds.len()
    } else {
        request.seeds.len()
    };
    console.progress(what, total)
}

/// Imports the seeds of a site, and shows how far it is.
pub(super) fn import_with_progress(
    site: &Site,
    request: &Request,
    console: &Console,
) -> (Report, Vec<Finding>) {
    let bar = progress(site, request, console, "importing");
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
