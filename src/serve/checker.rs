use std::sync::Arc;

use tokio::sync::watch as signal;

use super::{Event, Reporter, background::Background, findings, preview::Preview, worker::News};
use crate::model::Severity;

/// Starts what finds out what is wrong when it is asked to: it looks at the whole site, which takes
/// longer than to show a page.
pub(super) fn start(
    preview: Arc<Preview>,
    news: signal::Sender<News>,
    reporter: &Reporter,
) -> Background {
    let told = Arc::clone(reporter);
    let mut known = Vec::new();
    let failure = "what is wrong could not be found out";
    Background::start(reporter, failure, move || {
        let (all, shown) = loop {
            // Whoever looks at a state keeps it from being changed in place: a change goes first.
            let looking = preview.turn.look();
            let state = preview.state();
            let found = preview.findings_while(&state, &|| preview.turn.is_free());
            let found = found.map(|all| {
                let shown = Arc::new(preview.shown_findings(&state, &all));
                (all, shown)
            });
            drop(state);
            drop(looking);
            if let Some(found) = found {
                break found;
            }
        };
        news.send_modify(|news| news.findings = Some(shown));
        let difference = findings::difference(&known, &all);
        if !difference.new.is_empty() || difference.mended > 0 {
            let matters = |finding: &&_| finding_matters(finding);
            told(Event::Findings {
                new: &difference.new,
                mended: difference.mended,
                left: all.iter().filter(matters).count(),
            });
        }
        known = all;
    })
}

fn finding_matters(finding: &crate::model::Finding) -> bool {
    finding.severity != Severity::Note
}
