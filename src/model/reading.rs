use serde::{Deserialize, Serialize};

use super::Edtf;

/// What is known of a reading beside its text: its front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReadingMeta {
    /// Its title.
    pub title: Option<String>,
    /// A second line of the title.
    pub subtitle: Option<String>,
    /// Who wrote the text, in the order given.
    pub authors: Vec<String>,
    /// When it was written or first published.
    pub date: Option<Edtf>,
    /// The language of the text (BCP 47), where it is not the site's.
    pub language: Option<String>,
    /// The seed that it was imported from, relative to the site's root.
    pub source: Option<String>,
    /// Where the text was published, as a link that readers may follow.
    pub url: Option<String>,
    /// A sentence that says what it is.
    pub description: Option<String>,
    /// Its place in its collection; readings without one follow by date and then by name.
    pub order: Option<i64>,
    /// Who wrote the footnotes that do not say it themselves, where that is not the author:
    /// [`super::Note::EDITOR`].
    pub notes: Option<String>,
    /// Whether it is left out of builds.
    pub draft: bool,
}
