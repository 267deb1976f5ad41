use std::sync::Arc;

use crate::{
    atlas::Borders,
    fs,
    model::{Code, Finding, Fingerprint, Location},
    site::{Site, Written},
};

/// A file of borders, or a part of it, that cannot be used.
const BORDERS_UNUSABLE: Code = Code("borders-unusable");

/// The largest file of borders that is read, in bytes: it is read whole.
const LARGEST: u64 = 32 << 20;

/// The borders that a site says, kept up to date.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) borders: Option<Arc<Borders>>,
    /// What is wrong with them.
    pub(super) findings: Vec<Finding>,
    fingerprint: Option<Fingerprint>,
}

impl Said {
    /// Reads the file again where it is another.
    pub(super) fn refresh(&mut self, site: &Site) {
        let Some(name) = &site.config.map.borders else {
            *self = Self::default();
            return;
        };
        let fingerprint = fingerprint(site);
        if fingerprint.is_some() && fingerprint == self.fingerprint {
            return;
        }
        let (borders, findings) = read(site, name);
        *self = Self {
            borders: borders.map(Arc::new),
            findings,
            fingerprint,
        };
    }
}

/// Returns what tells the file from what it was; `None` where there is none.
pub(super) fn fingerprint(site: &Site) -> Option<Fingerprint> {
    let path = site.root.join(&site.config.map.borders.as_ref()?.text);
    let length = fs::metadata(&path).ok()??.len();
    if length > LARGEST {
        return Some(Fingerprint::of(&length));
    }
    Some(Fingerprint::of_bytes(&fs::read(&path).ok()?))
}

fn read(site: &Site, setting: &Written) -> (Option<Borders>, Vec<Finding>) {
    let name = setting.text.as_str();
    let listing = fs::list(&site.root, &site.root.join(name), &|_| false);
    if let Some((name, refusal)) = listing.refused.first() {
        return (None, vec![refusal.finding(name, &site.root)]);
    }
    let [file] = &listing.files[..] else {
        let message = format!("there is no file `{name}` for `map.borders`");
        let Location { file, span } = setting.location.clone();
        let finding = Finding::error(BORDERS_UNUSABLE, message).at(file, span);
        let hint = "put it into the site's folder, or take the line out";
        return (None, vec![finding.hint(hint)]);
    };
    if matches!(fs::metadata(&file.path), Ok(Some(it)) if it.len() > LARGEST) {
        let message = format!("it is larger than {} MB", LARGEST >> 20);
        return (
            None,
            vec![Finding::error(BORDERS_UNUSABLE, message).in_file(name)],
        );
    }
    let bytes = match fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => return (None, vec![error.finding(&site.root)]),
    };
    let (borders, problems) = Borders::read(&bytes);
    let findings = problems.into_iter().map(|problem| {
        let message = match problem.feature {
            0 => problem.message,
            number => format!("feature {number} is left out: {}", problem.message),
        };
        Finding::error(BORDERS_UNUSABLE, message)
            .in_file(name)
            .hint("`docs/maps.md` tells what the file may hold")
    });
    (Some(borders), findings.collect())
}
