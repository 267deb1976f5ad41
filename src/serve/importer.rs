use std::{
    sync::{Arc, mpsc::Sender},
    time::Instant,
};

use super::{Event, Reporter, background::Background, preview::Preview, watch::Notice};
use crate::{import, site::Site};

/// Starts what imports seeds when it is asked to.
pub(super) fn start(
    preview: Arc<Preview>,
    notices: Sender<Notice>,
    reporter: &Reporter,
) -> Background {
    let told = Arc::clone(reporter);
    let failure = "the import failed; what is in `content/` is shown";
    Background::start(reporter, failure, move || {
        import(&preview, &told);
        // Where nobody listens any more the preview has ended.
        let _ = notices.send(Notice::Imported);
    })
}

fn import(preview: &Preview, reporter: &Reporter) {
    let began = Instant::now();
    // What is wrong with the site itself is told when it is loaded.
    let (site, _) = Site::discover(&preview.root, preview.config.as_deref());
    if site.seeds.is_empty() {
        preview.set_import_findings(Vec::new());
        return;
    }
    reporter(Event::Importing {
        seeds: site.seeds.len(),
    });
    let (report, findings) = import::import(&site, &import::Request::default(), &|seed| {
        reporter(Event::ImportedOne(seed));
    });
    preview.set_import_findings(findings);
    reporter(Event::Imported {
        report: &report,
        elapsed: began.elapsed(),
    });
}
