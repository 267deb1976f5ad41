use std::{io, time::Instant};

use super::{
    Status,
    arguments::{Build, SiteArguments},
    console::{Console, count},
    import::import_with_progress,
    printer::{self, Printer},
};
use crate::{
    build::{self, Built},
    check,
    import::Request,
    model::{Code, Finding, Severity},
    site::{NO_SITE, Site},
};

/// A folder in which there is nothing to build.
const NOTHING_TO_BUILD: Code = Code("nothing-to-build");

/// Imports what is new or changed, and renders everything.
pub(super) fn run(
    arguments: &Build,
    site: &SiteArguments,
    console: &Console,
) -> io::Result<Status> {
    let start = Instant::now();
    let (mut findings, built) = build(site, console);
    check::sort(&mut findings);
    Printer::new(console, &site.root).print(&findings, console.mildest(Severity::Warning))?;
    let is_whole = findings.iter().all(|it| it.severity != Severity::Error);
    match built {
        Some((site, built)) => tell(&site, &built, is_whole, start, console),
        None => console.say("nothing was written"),
    }
    Ok(printer::status(&findings, arguments.strictness.strict))
}

/// Builds what can be built; nothing where there is nothing, or where the theme is broken.
fn build(arguments: &SiteArguments, console: &Console) -> (Vec<Finding>, Option<(Site, Built)>) {
    let (root, config) = (&arguments.root, arguments.config.as_deref());
    let (mut site, mut of_folder) = Site::discover(root, config);
    let mut findings = Vec::new();
    if !site.seeds.is_empty() {
        let (_, found) = import_with_progress(&site, &Request::default(), console);
        findings.extend(found);
        (site, of_folder) = Site::discover(root, config);
    }
    if is_empty(&site) {
        let is_there = of_folder.iter().all(|finding| finding.code != NO_SITE);
        findings.extend(of_folder);
        let nothing = is_there.then(|| {
            Finding::error(
                NOTHING_TO_BUILD,
                "there is nothing to build: no seeds and no content",
            )
            .hint("put texts (`.txt` or `.md`) into a folder `seeds`, and build again")
            .hint("or let `glossator init` make a small site to try")
        });
        findings.extend(nothing);
        return (findings, None);
    }
    let named = site.clone();
    let bar = console.progress("rendering", 1);
    let (found, built) = build::build((site, of_folder), config, &|done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    findings.extend(found);
    (findings, built.map(|built| (named, built)))
}

fn is_empty(site: &Site) -> bool {
    [&site.seeds, &site.readings, &site.entities, &site.pages]
        .iter()
        .all(|files| files.is_empty())
}

fn tell(site: &Site, built: &Built, is_whole: bool, start: Instant, console: &Console) {
    let Built { tally, report } = built;
    let output = site.config.output.display();
    console.say(&format!(
        "built {}, {} and {} in {:.2} s",
        count(tally.readings, "reading", "readings"),
        count(tally.entities, "entity", "entities"),
        count(tally.mentions, "mention", "mentions"),
        start.elapsed().as_secs_f64(),
    ));
    console.say(&format!(
        "{output}: {} written, {} unchanged, {} removed, {:.1} MB in all",
        count(report.written, "file", "files"),
        report.unchanged,
        report.removed,
        report.bytes as f64 / 1e6,
    ));
    if !is_whole {
        console.say("what has errors is left out, or as the last build without them made it");
    } else if report.written + report.unchanged > 0 {
        let index = site.root.join(&site.config.output).join("index.html");
        console.say(&format!(
            "open {} in a browser, or run `glossator serve` while you edit",
            index.strip_prefix(".").unwrap_or(&index).display()
        ));
    }
}
