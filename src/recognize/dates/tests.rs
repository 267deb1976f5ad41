use super::*;
use crate::recognize::{tests::projection, text};

/// Returns what is found, `words = date`, in a text that was written on 6 January 2022.
fn found(blocks: &[&str], written: Option<&str>) -> Vec<String> {
    let projection = projection(blocks);
    let written: Option<Edtf> = written.map(|date| date.parse().unwrap());
    let mut dates = Dates::new(written.as_ref());
    let mut all = Vec::new();
    for sentence in text::read(&projection) {
        let (found, _) = dates.find(&sentence);
        all.extend(
            found
                .iter()
                .map(|date| format!("{} = {}", sentence.words(&date.tokens), date.date)),
        );
    }
    all
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(&[text], Some("2022-01-06")), expected, "{text}");
}

#[test]
fn days_with_their_year() {
    check(
        "It was on 5 January 1832.",
        &["5 January 1832 = 1832-01-05"],
    );
    check(
        "On January 5, 2022, they met.",
        &["January 5, 2022 = 2022-01-05"],
    );
    check("On Jan. 5, 2022 it rained.", &["Jan. 5, 2022 = 2022-01-05"]);
    check(
        "On the 27th of December, 1831, we left.",
        &["27th of December, 1831 = 1831-12-27"],
    );
    check(
        "It was Wednesday, 5 January 2022.",
        &["Wednesday, 5 January 2022 = 2022-01-05"],
    );
    check(
        "July 5th, 1832.—We anchored.",
        &["July 5th, 1832 = 1832-07-05"],
    );
    check("Logged 2022-01-05 at noon.", &["2022-01-05 = 2022-01-05"]);
    check(
        "the fifth of November 1605",
        &["fifth of November 1605 = 1605-11-05"],
    );
    check(
        "He died on 15 March 44 BC.",
        &["15 March 44 BC = -0043-03-15"],
    );
}

#[test]
fn months_seasons_and_years() {
    check(
        "Elections were held in January 2021.",
        &["January 2021 = 2021-01"],
    );
    check(
        "In the spring of 1968 it began.",
        &["spring of 1968 = 1968-21"],
    );
    check("It began in 2019 and ended.", &["2019 = 2019"]);
    check(
        "The movement of 2019, which failed, grew.",
        &["2019 = 2019"],
    );
    check("The 2019 protests.", &[]);
    check("Built about 1850.", &["1850 = 1850~"]);
    check("Built c. 1850.", &["1850 = 1850~"]);
    check("Destroyed in AD 79.", &["AD 79 = 0079"]);
    check("It fell in 480 BC.", &["480 BC = -0479"]);
}

#[test]
fn decades_and_centuries() {
    check("In the 1840s it grew.", &["1840s = 184X"]);
    check(
        "Since the 16th and 17th centuries.",
        &["16th and 17th centuries = 1501/1700"],
    );
    check(
        "In the nineteenth century.",
        &["nineteenth century = 1801/1900"],
    );
    check("A 19th-century novel.", &["19th-century = 1801/1900"]);
    check(
        "In the fifth century BC.",
        &["fifth century BC = -0499/-0400"],
    );
}

#[test]
fn intervals() {
    check("The war of 1914–1918.", &["1914–1918 = 1914/1918"]);
    check("The war of 1914–18.", &["1914–18 = 1914/1918"]);
    check(
        "It lasted from 1832 to 1836.",
        &["1832 to 1836 = 1832/1836"],
    );
    check(
        "Between 1832 and 1836 he wrote.",
        &["1832 and 1836 = 1832/1836"],
    );
    check(
        "On 5–8 January 2022.",
        &["5–8 January 2022 = 2022-01-05/2022-01-08"],
    );
    check(
        "On January 5–8, 2022.",
        &["January 5–8, 2022 = 2022-01-05/2022-01-08"],
    );
    check(
        "April 4th to July 5th, 1832.",
        &["April 4th to July 5th, 1832 = 1832-04-04/1832-07-05"],
    );
    check(
        "In the 1840s to the 1860s.",
        &["1840s to the 1860s = 184X/186X"],
    );
}

#[test]
fn a_year_left_out_is_the_nearest() {
    check("On January 5, they attacked.", &["January 5 = 2022-01-05"]);
    check("On December 27 it began.", &["December 27 = 2021-12-27"]);
    check("It began in December.", &["December = 2021-12"]);
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
fn a_paragraph_of_another_time_keeps_its_time() {
    check(
        "In the summer of 1833 she went out, and met him on 5 June.",
        &["summer of 1833 = 1833-22", "5 June = 1833-06-05"],
    );
    check(
        "He had been there in August 2018. On 14 May they will vote.",
        &["August 2018 = 2018-08", "14 May = 2022-05-14"],
    );
}

#[test]
fn numbers_that_are_no_dates() {
    for text in [
        "It stretches for almost 7,000km, which is long.",
        "They account for 18.4% of the 3.5 million.",
        "See page 1850, pp. 1810–1820 and No. 1832.",
        "There were 1800 of them.",
        "In 1900 cases it failed, of 2000 men.",
        "It cost $1999, or 1500 dollars.",
        "Call 555-1234 or 1800 2020.",
        "They may march in 3 lines; May I?",
        "On 31 February 2022 and 2022-13-45.",
        "A height of 1500 feet, from 1200 to 1500 metres.",
    ] {
        check(text, &[]);
    }
}
