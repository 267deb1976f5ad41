use super::plain_text::is_numeral_heading;
use crate::model::{ProjectedBlock, Projection};

/// The longest title that is made of a text's first words, in characters.
const LONGEST: usize = 60;

/// Returns the title of a text: the heading of level 1 that it begins with, else its first words;
/// `None` for a text without a word.
///
/// A heading that is a number alone is joined by what follows it (`IX. Santa Cruz, Patagonia`), for in a list of
/// chapters of several books it would tell nothing.
pub(super) fn of(text: &Projection) -> Option<String> {
    let blocks: Vec<&ProjectedBlock> = text
        .body()
        .filter(|block| block.text.chars().any(|c| !c.is_whitespace()))
        .collect();
    let (first, rest) = blocks.split_first()?;
    if first.heading != Some(1) {
        let prose = blocks
            .iter()
            .find(|block| block.heading.is_none())
            .unwrap_or(first);
        return Some(first_words(&prose.text));
    }
    let heading = first.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !is_numeral_heading(&heading) {
        return Some(heading);
    }
    let number = heading.trim_end_matches('.');
    Some(match rest.first() {
        Some(block) => format!("{number}. {}", first_words(&block.text)),
        None => heading,
    })
}

/// Returns the first words of a text, cut between two words, with `…` where something was cut off.
fn first_words(text: &str) -> String {
    let mut title = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let characters = word.chars().count();
        if length + 1 + characters > LONGEST && length > 0 {
            return ellipsis(&title);
        }
        if characters > LONGEST {
            return ellipsis(&word.chars().take(LONGEST).collect::<String>());
        }
        if length > 0 {
            title.push(' ');
            length += 1;
        }
        title.push_str(word);
        length += characters;
    }
    title
}

fn ellipsis(title: &str) -> String {
    format!(
        "{}…",
        title.trim_end_matches(
            |c: char| !c.is_alphanumeric() && !matches!(c, ')' | ']' | '”' | '’' | '"')
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(blocks: &[(Option<u8>, &str)]) -> Option<String> {
        let blocks = blocks
            .iter()
            .map(|&(heading, text)| ProjectedBlock {
                id: String::new(),
                text: text.to_owned(),
                segments: Vec::new(),
                spans: Vec::new(),
                emphasis: Vec::new(),
                source: 0..0,
                heading,
                number: None,
                note: None,
                in_block_quotation: false,
            })
            .collect();
        of(&Projection { blocks })
    }

    #[test]
    fn a_heading_is_the_title() {
        assert_eq!(
            title(&[(Some(1), "A  Tale"), (None, "It was.")]).as_deref(),
            Some("A Tale")
        );
        assert_eq!(
            title(&[(Some(1), "IX."), (Some(2), "Santa Cruz")]).as_deref(),
            Some("IX. Santa Cruz")
        );
        assert_eq!(
            title(&[(Some(2), "Chapter I"), (None, "It was.")]).as_deref(),
            Some("It was.")
        );
        assert_eq!(title(&[]), None);
        assert_eq!(title(&[(None, " \n")]), None);
    }

    #[test]
    fn first_words_are_cut_between_words() {
        let text = "It was as if all the concessions only angered the crowds even more. On January 5, they";
        assert_eq!(
            title(&[(None, text)]).as_deref(),
            Some("It was as if all the concessions only angered the crowds…")
        );
        assert_eq!(
            title(&[(None, "Call me Ishmael.")]).as_deref(),
            Some("Call me Ishmael.")
        );
        let long = "x".repeat(300);
        assert_eq!(
            title(&[(None, &long)]).unwrap().chars().count(),
            LONGEST + 1
        );
        assert_eq!(
            title(&[(
                None,
                "one, two, three, four, five, six, seven, eight, nine, ten, eleven"
            )])
            .as_deref(),
            Some("one, two, three, four, five, six, seven, eight, nine, ten…")
        );
    }
}
