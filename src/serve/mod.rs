//! The live preview: watches, renders what is asked for, updates the open page. Knows nothing of
//! how a page is made.

use std::path::PathBuf;

/// What the preview is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Another configuration file.
    pub config: Option<PathBuf>,
    /// The port to begin with; one in use is passed over.
    pub port: u16,
    /// Open the browser.
    pub open: bool,
    /// Look at the files now and then instead of waiting for events.
    pub poll: bool,
}
