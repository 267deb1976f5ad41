use std::{io, time::Instant};

use super::{
    Status,
    arguments::{Build, SiteArguments},
    console::{Console, count},
    import::import_with_progress,
    printer::{self, Printer},
};
use crate::{
    check,
    import::Request,
    model::{Code, Finding, Severity},
    output::{self, Stale},
    render::Renderer,
    site::Site,
    workspace::Workspace,
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
    match built {
        Some(built) => built.tell(start, console),
        None => console.say("nothing was written"),
    }
    Ok(printer::status(&findings, arguments.strictness.strict))
}

/// What was built.
struct Built {
    workspace: Workspace,
    report: output::Report,
}

/// Builds what can be built; nothing where there is nothing, or where the theme is broken.
fn build(arguments: &SiteArguments, console: &Console) -> (Vec<Finding>, Option<Built>) {
    let (root, config) = (&arguments.root, arguments.config.as_deref());
    let (site, mut findings) = Site::discover(root, config);
    if !site.seeds.is_empty() {
        let (_, found) = import_with_progress(&site, &Request::default(), console);
        findings.extend(found);
    }
    let workspace = Workspace::open(root, config);
    findings.extend(check::findings(&workspace));
    if is_empty(&workspace.site) {
        findings.push(
            Finding::error(
                NOTHING_TO_BUILD,
                "there is nothing to build: no seeds and no content",
            )
            .hint("put texts (`.txt` or `.md`) into a folder `seeds`, and build again")
            .hint("or let `glossator init` make a small site to try"),
        );
        return (findings, None);
    }
    let bar = console.progress("rendering", 0);
    let rendered = Renderer::new(&workspace.site).map(|renderer| renderer.render_all(&workspace));
    bar.finish_and_clear();
    let (files, found) = match rendered {
        Ok(rendered) => rendered,
        Err(found) => {
            findings.extend(found);
            return (findings, None);
        }
    };
    // The page that an earlier build made is better than none.
    let stale = if found
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        Stale::Keep
    } else {
        Stale::Remove
    };
    findings.extend(found);
    let (report, found) = output::publish(root, &workspace.site.config.output, &files, stale);
    findings.extend(found);
    (findings, Some(Built { workspace, report }))
}

fn is_empty(site: &Site) -> bool {
    [&site.seeds, &site.readings, &site.entities, &site.pages]
        .iter()
        .all(|files| files.is_empty())
}

impl Built {
    fn tell(&self, start: Instant, console: &Console) {
        let (library, report) = (&self.workspace.library, &self.report);
        let site = &self.workspace.site;
        let output = site.config.output.display();
        let mentions: usize = library
            .readings
            .iter()
            .map(|reading| reading.mentions.len())
            .sum();
        console.say(&format!(
            "built {}, {} and {} in {:.2} s",
            count(library.readings.len(), "reading", "readings"),
            count(library.entities.len(), "entity", "entities"),
            count(mentions, "mention", "mentions"),
            start.elapsed().as_secs_f64(),
        ));
        console.say(&format!(
            "{output}: {} written, {} unchanged, {} removed, {:.1} MB in all",
            count(report.written, "file", "files"),
            report.unchanged,
            report.removed,
            report.bytes as f64 / 1e6,
        ));
        if report.written + report.unchanged > 0 {
            let index = site.root.join(&site.config.output).join("index.html");
            console.say(&format!(
                "open {} in a browser, or run `glossator serve` while you edit",
                index.strip_prefix(".").unwrap_or(&index).display()
            ));
        }
    }
}
