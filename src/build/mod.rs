//! From the sources to the output folder, with what the last build knew. Knows nothing of printing.
//!
//! A build looks at every source. Where none has changed and every published file is as it was left,
//! that is all. Else the site is loaded, and each page of which something that it read has changed is
//! made again; the others are left as they are. Whatever is known of the last build is a help and never
//! needed: see [`records`].

mod cache;
mod records;
mod state;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use rayon::prelude::*;

pub use state::Tally;

use crate::{
    check, fs,
    model::{Finding, Fingerprint, Severity},
    output::{self, Publication, Published, Stale},
    render::{Overview, Page, Renderer},
    site::Site,
    workspace::{self, Purpose, Workspace},
};
use cache::Cache;
use records::{Left, Records};
use state::State;

/// What was built.
#[derive(Clone, Debug)]
pub struct Built {
    /// What the site holds.
    pub tally: Tally,
    /// What became of the files.
    pub report: output::Report,
}

/// How many pages are made before they are written.
const TOGETHER: usize = 8;

/// Builds what can be built of a site; nothing where the theme is broken.
///
/// `progress` is told from time to time how many pages are done, and of how many.
pub fn build(
    (site, of_folder): (Site, Vec<Finding>),
    config: Option<&Path>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> (Vec<Finding>, Option<Built>) {
    let cache = Cache::of(&site);
    let before = cache.state();
    if let Some(before) = &before
        && before.inputs == inputs(&site, &of_folder, &looked_at(&site), &statics(&site))
        && let Some(report) = before.as_left(&site.root.join(&site.config.output))
    {
        let tally = before.tally;
        return (before.findings(), Some(Built { tally, report }));
    }

    let (workspace, keeping) = Workspace::of_kept((site, of_folder), config, Purpose::Build);
    keeping.run();
    let mut findings = check::findings(&workspace);
    let renderer = match Renderer::new(&workspace.site) {
        Ok(renderer) => renderer,
        Err(broken) => {
            findings.extend(broken);
            return (findings, None);
        }
    };
    let overview = renderer.overview(&workspace);
    let made = make(&overview, &cache, progress);
    let tally = Tally::of(&workspace.library);
    findings.extend(made.findings);
    if let Some(pages) = made.all_pages {
        let site = &workspace.site;
        let content = workspace.fingerprints();
        let inputs = inputs(site, workspace.of_folder(), &content, &overview.statics());
        let state = State::new(
            inputs,
            &findings,
            tally,
            pages,
            &site.root.join(&site.config.output),
        );
        findings.extend(cache.keep(&state));
    }
    drop(overview);
    // A program that ends need not wait until all of it is taken apart. Without another thread it does.
    drop(thread::Builder::new().spawn(move || drop((workspace, renderer))));
    let report = made.report;
    (findings, Some(Built { tally, report }))
}

/// What became of the pages.
struct Made {
    report: output::Report,
    findings: Vec<Finding>,
    /// How each page was left, where all of them are as they should be.
    all_pages: Option<BTreeMap<String, Published>>,
}

/// Makes the pages that are not as they were, and writes them.
fn make(overview: &Overview<'_>, cache: &Cache, progress: &(dyn Fn(usize, usize) + Sync)) -> Made {
    let site = &overview.site();
    let pages: Vec<(String, Page)> = overview.pages().in_order_of_work();
    let paths: Vec<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
    let publication = match Publication::begin(&site.root, &site.config.output, &paths) {
        Ok(publication) => publication,
        Err(findings) => {
            return Made {
                report: output::Report::default(),
                findings,
                all_pages: None,
            };
        }
    };
    let records = Records::open(cache, overview);
    if records.is_empty() {
        overview.expect_all();
    }
    overview.look_ahead();
    let done = AtomicUsize::new(0);
    let left: Mutex<(Vec<Finding>, BTreeMap<String, Published>)> = Mutex::default();
    let lock = || left.lock().unwrap_or_else(PoisonError::into_inner);
    progress(0, pages.len());
    pages.par_chunks(TOGETHER).for_each(|chunk| {
        let mut fresh = Vec::new();
        for (path, page) in chunk {
            let known = records.published(path);
            if let Some(known) = known
                && records.is_current(path, page)
                && publication.keep(path, &known)
            {
                lock().1.insert(path.clone(), known);
                continue;
            }
            match overview.make(page) {
                Ok((file, reads)) => fresh.push((path, page, file, known, reads)),
                Err(finding) => {
                    let findings = &mut lock().0;
                    // A broken template fails on every page alike.
                    if !findings.contains(&finding) {
                        findings.push(finding);
                    }
                }
            }
        }
        let files: Vec<_> = fresh
            .iter()
            .map(|(_, _, file, known, _)| (file, *known))
            .collect();
        let outcomes = publication.put(&files);
        let mut written = Vec::with_capacity(fresh.len());
        for ((path, page, _, _, reads), published) in fresh.into_iter().zip(outcomes) {
            if let Some(published) = published {
                written.push(Left {
                    path,
                    page,
                    reads,
                    published,
                });
            }
        }
        records.add(&written);
        let published = written
            .into_iter()
            .map(|left| (left.path.to_owned(), left.published));
        lock().1.extend(published);
        let done = done.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len();
        progress(done, pages.len());
    });
    let (mut findings, left) = left.into_inner().unwrap_or_else(PoisonError::into_inner);
    findings.sort_by(|a, b| a.message.cmp(&b.message));
    // The page that an earlier build made is better than none.
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    let stale = if findings.iter().any(is_error) {
        Stale::Keep
    } else {
        Stale::Remove
    };
    let (report, found) = publication.end(stale);
    findings.extend(found);
    records.close(&left);
    let is_whole = left.len() == pages.len() && findings.is_empty();
    Made {
        report,
        findings,
        all_pages: is_whole.then_some(left),
    }
}

/// Returns what tells apart all that a build depends on.
fn inputs(
    site: &Site,
    of_folder: &[Finding],
    content: &[(String, Option<Fingerprint>)],
    statics: &BTreeMap<String, Option<Fingerprint>>,
) -> Fingerprint {
    let theme = |files: &BTreeMap<String, crate::site::ThemeFile>| {
        let files = files.iter();
        let files = files.map(|(name, file)| (name.clone(), Fingerprint::of_bytes(&file.bytes)));
        files.collect::<Vec<_>>()
    };
    Fingerprint::of(&(
        format!("{:?} {of_folder:?}", site.config),
        // Findings that are kept say where something is written.
        format!("{:?}", site.config.map.locations()),
        theme(&site.theme.templates),
        theme(&site.theme.assets),
        &site.theme.strings,
        content,
        statics,
    ))
}

/// Returns the fingerprints of the content files, without reading what they say.
fn looked_at(site: &Site) -> Vec<(String, Option<Fingerprint>)> {
    workspace::fingerprints(site)
}

fn statics(site: &Site) -> BTreeMap<String, Option<Fingerprint>> {
    let files = site.statics.par_iter();
    let files = files.map(|file| {
        let bytes = fs::read(&file.path).ok();
        let path = file.name.strip_prefix("static/").unwrap_or(&file.name);
        (
            path.to_owned(),
            bytes.map(|bytes| Fingerprint::of_bytes(&bytes)),
        )
    });
    files.collect()
}
