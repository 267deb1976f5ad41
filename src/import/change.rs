use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{annotate::Writer, plan::Task};
use crate::{
    fs,
    gazetteer::Gazetteer,
    markup,
    model::{Code, Finding, Projection},
    site::Site,
};

/// A seed that changed after a person had edited its reading.
const SEED_CHANGED: Code = Code("seed-changed");

/// Changes that are shown; the others are counted.
const MOST_CHANGES: usize = 8;
/// Words that are shown before and after a change.
const CONTEXT: usize = 5;
/// Words of the one text times words of the other that are compared; more is one change as a whole,
/// since the time to compare grows with the product.
const MOST_COMPARED: usize = 4_000_000;
/// Words of one change that are shown; a longer one is cut in its middle.
const MOST_WORDS: usize = 24;

/// Returns the finding that tells where the text of a seed and that of its edited reading part.
pub(super) fn finding(task: &Task, site: &Site) -> Result<Finding, Finding> {
    let path = site.root.join(&task.reading);
    let existing = fs::read_text(&path).map_err(|error| error.finding(&site.root))?;
    let (reading, _) = markup::read_reading(&task.reading, &existing, &site.markup_options());
    let seed = Writer::new(site, Gazetteer::embedded())
        .unannotated(task)?
        .projection;
    let changes = changes(&Projection::of(&reading.document), &seed);
    let message = format!(
        "`{}` has another text than its reading `{}`, which was edited and so was not touched",
        task.seed.name, task.reading
    );
    let mut finding = Finding::warning(SEED_CHANGED, message).in_file(task.reading.clone());
    for change in changes.iter().take(MOST_CHANGES) {
        finding = finding.hint(format!("they differ here: {change}"));
    }
    if changes.len() > MOST_CHANGES {
        finding = finding.hint(format!(
            "they differ in {} more places",
            changes.len() - MOST_CHANGES
        ));
    }
    Ok(finding.hint(
        "`[-…-]` stands in the reading alone and `{+…+}` in the seed alone: make the changes of the seed in the reading, or remove the reading, and the next import writes it anew",
    ))
}

/// Returns where two texts differ, `[-words of the reading-]` and `{+words of the seed+}`.
///
/// Paragraphs are compared first and words only within those that changed: comparing the words of
/// two books takes too long.
fn changes(reading: &Projection, seed: &Projection) -> Vec<String> {
    let (reading, seed) = (paragraphs(reading), paragraphs(seed));
    let mut changes = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &reading, &seed) {
        if let DiffOp::Equal { .. } = operation {
            continue;
        }
        let words = |paragraphs: &[String]| -> Vec<String> {
            paragraphs
                .iter()
                .flat_map(|text| text.split(' '))
                .map(str::to_owned)
                .collect()
        };
        let (old, new) = (
            words(&reading[operation.old_range()]),
            words(&seed[operation.new_range()]),
        );
        let word_changes = if old.len() * new.len() > MOST_COMPARED {
            vec![DiffOp::Replace {
                old_index: 0,
                old_len: old.len(),
                new_index: 0,
                new_len: new.len(),
            }]
        } else {
            capture_diff_slices(Algorithm::Myers, &old, &new)
        };
        for change in word_changes {
            if let DiffOp::Equal { .. } = change {
                continue;
            }
            let (removed, added) = (change.old_range(), change.new_range());
            let before = &old[removed.start.saturating_sub(CONTEXT)..removed.start];
            let after = &old[removed.end..old.len().min(removed.end + CONTEXT)];
            let mut parts = Vec::new();
            parts.extend((!before.is_empty()).then(|| before.join(" ")));
            parts
                .extend((!removed.is_empty()).then(|| format!("[-{}-]", shortened(&old[removed]))));
            parts.extend((!added.is_empty()).then(|| format!("{{+{}+}}", shortened(&new[added]))));
            parts.extend((!after.is_empty()).then(|| after.join(" ")));
            changes.push(parts.join(" "));
        }
    }
    changes
}

fn paragraphs(text: &Projection) -> Vec<String> {
    text.body()
        .map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .collect()
}

fn shortened(words: &[String]) -> String {
    if words.len() <= MOST_WORDS {
        return words.join(" ");
    }
    let half = MOST_WORDS / 2;
    let left_out = words.len() - MOST_WORDS;
    format!(
        "{} … ({left_out} words) … {}",
        words[..half].join(" "),
        words[words.len() - half..].join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProjectedBlock;

    fn text(paragraphs: &[&str]) -> Projection {
        let blocks = paragraphs
            .iter()
            .map(|paragraph| ProjectedBlock {
                id: String::new(),
                text: (*paragraph).to_owned(),
                segments: Vec::new(),
                spans: Vec::new(),
                emphasis: Vec::new(),
                source: 0..0,
                heading: None,
                number: None,
                note: None,
                in_block_quotation: false,
            })
            .collect();
        Projection { blocks }
    }

    #[test]
    fn changes_are_told_word_by_word() {
        assert_eq!(
            changes(
                &text(&["one", "it was a dark and stormy night in May", "gone"]),
                &text(&["one", "it was a dark but stormy night in May", "new"])
            ),
            [
                "it was a dark [-and-] {+but+} stormy night in May gone",
                "and stormy night in May [-gone-] {+new+}"
            ]
        );
        assert_eq!(changes(&text(&["a  b"]), &text(&["a\nb"])), [""; 0]);
    }

    #[test]
    fn texts_that_have_nothing_in_common_are_one_change() {
        let reading: Vec<String> = (0..30_000).map(|number| format!("a{number} b c")).collect();
        let seed: Vec<String> = (0..30_000).map(|number| format!("x{number} y z")).collect();
        let reading = reading.join(" ");
        let seed = seed.join(" ");
        let changes = changes(&text(&[&reading]), &text(&[&seed]));
        assert_eq!(changes.len(), 1);
        assert!(changes[0].contains("(89976 words)"), "{}", changes[0]);
    }
}
