use super::*;
use crate::recognize::{tests::projection, text};

/// Returns what is found, `words = date`, in a text that was written on 6 January 2022.
fn found(blocks: &[&str], written: Option<&str>) -> Vec<String> {
    let spans = spans(blocks, written);
    spans.into_iter().map(|(shown, _)| shown).collect()
}

/// Returns what is found, `words = date`, each with its score.
fn spans(blocks: &[&str], written: Option<&str>) -> Vec<(String, f32)> {
    let projection = projection(blocks);
    let written: Option<Edtf> = written.map(|date| date.parse().unwrap());
    let mut dates = Dates::new(&projection, written.as_ref());
    let mut all = Vec::new();
    for sentence in text::read(&projection) {
        let (found, _) = dates.find(&sentence, &vec![false; sentence.tokens.len()]);
        all.extend(found.iter().map(|date| {
            let shown = format!("{} = {}", sentence.words(&date.tokens), date.date);
            (shown, date.score)
        }));
    }
    all
}

#[test]
fn phrases() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in include_str!("phrases.txt").lines() {
        let Some((text, expected)) = line.split_once("=>").filter(|_| !line.starts_with('#'))
        else {
            continue;
        };
        count += 1;
        let expected: Vec<&str> = expected
            .split('|')
            .map(str::trim)
            .filter(|date| !date.is_empty())
            .collect();
        let found = found(&[text.trim()], Some("2022-01-06"));
        if found != expected {
            wrong.push(format!(
                "{text}\n  expected {expected:?}\n  found    {found:?}"
            ));
        }
    }
    assert!(count >= 150, "{count} phrases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_year_left_out_is_that_of_the_date_before() {
    let journal = [
        "It was the 27th of December, 1831.",
        "On the 6th of January we arrived.",
    ];
    let expected = [
        "27th of December, 1831 = 1831-12-27",
        "6th of January = 1832-01-06",
    ];
    assert_eq!(found(&journal, None), expected);
    // A year of writing is too vague for a day.
    assert_eq!(found(&journal, Some("1839")), expected);
    assert!(found(&["On the 6th of January we arrived."], None).is_empty());
}

#[test]
fn in_a_diary_what_is_said_is_counted_from_its_entry() {
    let diary = [
        "1 January 1916",
        "It was cold. Yesterday it rained.",
        "20 January 1916",
        "Yesterday we reached Amiens.",
        "January 25th.—Yesterday we left. On 3 May 1780 it was founded.",
        "Tomorrow we march.",
    ];
    assert_eq!(
        found(&diary, Some("1916-01-01")),
        [
            "1 January 1916 = 1916-01-01",
            "Yesterday = 1915-12-31",
            "20 January 1916 = 1916-01-20",
            "Yesterday = 1916-01-19",
            "January 25th = 1916-01-25",
            "Yesterday = 1916-01-24",
            "3 May 1780 = 1780-05-03",
            "Tomorrow = 1916-01-26",
        ]
    );
    // What a sentence tells of a day is no entry of that day.
    let article = ["On 3 May 1990 it opened.", "Yesterday it closed."];
    let chronicle = ["3 May 1990: it opened.", "Yesterday it closed."];
    for text in [article, chronicle] {
        let last = found(&text, Some("2022-01-06")).pop();
        assert_eq!(last.as_deref(), Some("Yesterday = 2022-01-05"), "{text:?}");
    }
}

#[test]
fn a_journal_that_mentions_a_year_goes_on_in_its_own() {
    let journal = [
        "September 18th, 1833.—We rode all day.",
        "It was founded in the year 1535, and destroyed in 1580.",
        "September 20th.—We rested.",
    ];
    assert_eq!(
        found(&journal, None).last().map(String::as_str),
        Some("September 20th = 1833-09-20")
    );
}

#[test]
fn what_something_else_tells_is_never_sure() {
    let probable = |text: &[&str], written| {
        let spans = spans(text, written);
        let (shown, score) = spans.last().expect("something is found");
        assert!((0.75..0.9).contains(score), "{shown}: {score}");
    };
    probable(&["He came in 1848. In July he left."], None);
    probable(&["In 1912 he left. In the thirties he returned."], None);
    probable(&["They met yesterday."], Some("2022-01-06"));
    probable(&["On January 5 they met."], Some("2022-01-06"));
    let mut far = vec!["He came in 1848."];
    far.extend(["He stayed."; 8]);
    far.push("In July he left.");
    assert_eq!(spans(&far, None).len(), 1);
    far[0] = "He came in May 1848.";
    assert!(spans(&far, None)[1].1 < 0.75);
    assert!(spans(&["He came in 1848.", "In July he left."], None)[1].1 < 0.75);
}

#[test]
fn entries_of_a_journal_go_on_from_one_another() {
    let journal = [
        "September 18th, 1833.—We rode all day.",
        "The church was blessed on 3 May 1751.",
        "September 20th.—We rested.",
    ];
    assert_eq!(
        found(&journal, None).last().map(String::as_str),
        Some("September 20th = 1833-09-20")
    );
    // Who tells on of another year tells of that one.
    let memoir = [
        "On 5 May 1830 we left.",
        "It was in June 1834 that he came.",
        "On July 3rd he went.",
    ];
    assert_eq!(
        found(&memoir, None).last().map(String::as_str),
        Some("July 3rd = 1834-07-03")
    );
}

#[test]
fn a_date_of_another_section_is_no_sure_sign() {
    let mut text = projection(&["We came in May 1848.", "Later", "In July they left."]);
    let score = |text: &Projection| {
        let mut dates = Dates::new(text, None);
        let all: Vec<DateSpan> = text::read(text)
            .flat_map(|it| dates.find(&it, &vec![false; it.tokens.len()]).0)
            .collect();
        all[1].score
    };
    assert!(score(&text) >= 0.75);
    text.blocks[1].heading = Some(2);
    assert!(score(&text) < 0.75);
}

#[test]
fn a_month_is_of_antiquity_only_where_the_text_is() {
    let modern = [
        "The town was destroyed in AD 79. Ruins are left.",
        "In November she came back.",
    ];
    assert_eq!(found(&modern, None), ["AD 79 = 0079"]);
    let aside = [
        "She came in May 1848.",
        "The town was destroyed in AD 79. In November she left.",
    ];
    assert_eq!(
        found(&aside, None).last().map(String::as_str),
        Some("November = 1848-11")
    );
    let history = [
        "He crossed the river in 49 BC and fell on 15 June 44 BC.",
        "In November they fought.",
    ];
    assert_eq!(
        found(&history, None).last().map(String::as_str),
        Some("November = -0043-11")
    );
}

#[test]
fn a_paragraph_of_another_time_keeps_its_time() {
    let text = ["He had been there in August 2018. On 14 May they will vote."];
    assert_eq!(
        found(&text, Some("2022-01-06")),
        ["August 2018 = 2018-08", "14 May = 2022-05-14"]
    );
    let text = [
        "In the summer of 1833 she went out.",
        "They left yesterday.",
    ];
    assert_eq!(
        found(&text, Some("2022-01-06")),
        ["summer of 1833 = 1833-22", "yesterday = 2022-01-05"]
    );
}

#[test]
fn what_is_counted_needs_a_date_that_is_exact_enough() {
    assert!(found(&["They met yesterday, on Monday."], None).is_empty());
    assert!(found(&["They met yesterday, last week."], Some("2022-01")).is_empty());
    assert_eq!(
        found(&["They met last month."], Some("2022-01")),
        ["last month = 2021-12"]
    );
    assert_eq!(
        found(&["They met last month, last year."], Some("2022")),
        ["last year = 2021"]
    );
    let book = "They rode on. ".repeat(LONGEST_OF_A_DAY / 10);
    assert!(found(&[&book, "They met yesterday."], Some("2022-01-06")).is_empty());
}
