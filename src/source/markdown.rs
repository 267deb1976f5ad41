use super::{Source, front_matter, title};
use crate::{
    markup,
    model::{Finding, Projection},
};

/// Reads a Markdown seed: its front matter becomes metadata, its text stays byte for byte.
///
/// What its text may do to a page is not decided here: raw HTML is made harmless, or trusted, by the
/// options that the reading is read with.
pub(super) fn read(file: &str, text: &str) -> (Source, Vec<Finding>) {
    let options = markup::Options::default();
    let (mut meta, body, findings) = if let Some(yaml) = front_matter::yaml(file, text) {
        (yaml.meta, yaml.body, yaml.findings)
    } else {
        let (reading, mut findings) = markup::read_reading(file, text, &options);
        // What is wrong in the text is found again in the reading, where a person can mend it.
        findings.retain(|finding| {
            finding
                .location
                .as_ref()
                .is_none_or(|location| location.span.start < reading.body)
        });
        (reading.meta, reading.body, findings)
    };
    if meta.title.is_none() {
        let (document, _) = markup::parse(file, text, body..text.len(), &options);
        meta.title = title::of(&Projection::of(&document));
    }
    let markdown = text[body..].trim_start_matches(['\r', '\n']).to_owned();
    (Source { meta, markdown }, findings)
}
