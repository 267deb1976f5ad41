use super::entities::NO_GLOSS;
use crate::model::{Code, Finding};

/// Notes that say one thing of many files, each with what the whole of them says: what is true of
/// every entity that an import makes is no news file by file.
const SUMMED_UP: [(Code, &str, &str); 1] = [(
    NO_GLOSS,
    "entities have no gloss: cards show their names alone",
    "write a sentence below the front matter of each",
)];

/// How many of a sort are shown one by one.
const FEW: usize = 3;

/// Returns the findings with one note in place of many that say the same of different files; for
/// people who did not ask for all.
pub fn summed_up(findings: &[Finding]) -> Vec<Finding> {
    let mut kept = findings.to_vec();
    for (code, message, hint) in SUMMED_UP {
        let files: Vec<&str> = findings
            .iter()
            .filter(|finding| finding.code == code)
            .filter_map(|finding| Some(finding.location.as_ref()?.file.as_str()))
            .collect();
        if files.len() <= FEW {
            continue;
        }
        let named: Vec<String> = files
            .iter()
            .take(FEW)
            .map(|file| format!("`{file}`"))
            .collect();
        kept.retain(|finding| finding.code != code);
        kept.push(
            Finding::note(code, format!("{} {message}", files.len()))
                .hint(format!(
                    "they are {} and {} more: `--verbose` shows each",
                    named.join(", "),
                    files.len() - FEW
                ))
                .hint(hint),
        );
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_notes_become_one_and_all_else_stays() {
        let gloss = |id: usize| {
            let file = format!("content/entities/e{id}.md");
            Finding::note(NO_GLOSS, format!("`e{id}` has no gloss")).in_file(file)
        };
        let other = Finding::warning(Code("other"), "other");
        let mut findings: Vec<Finding> = (0..FEW).map(gloss).collect();
        findings.insert(1, other.clone());
        assert_eq!(summed_up(&findings), findings);
        findings.extend((FEW..12).map(gloss));
        let [first, note] = &summed_up(&findings)[..] else {
            panic!("{findings:?}");
        };
        assert_eq!(*first, other);
        assert_eq!(
            note.message,
            "12 entities have no gloss: cards show their names alone"
        );
        assert_eq!(
            note.hints[0],
            "they are `content/entities/e0.md`, `content/entities/e1.md`, `content/entities/e2.md` and 9 more: `--verbose` shows each"
        );
    }
}
