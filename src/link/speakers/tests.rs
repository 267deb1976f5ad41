use crate::link::tests::spoken;

#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    assert_eq!(spoken(fixture), expected, "{fixture}");
}

#[test]
fn a_name_is_the_entity_that_it_means() {
    check(
        "[person|Adaeze Okafor] came. “We go,” said [person|Okafor], “by night.”",
        &["adaeze-okafor", "adaeze-okafor"],
    );
    check("“We go,” said Okafor.", &["-"]);
    check("“We go,” said [place|Lima].", &["-"]);
}

#[test]
fn a_pronoun_is_the_last_one_of_its_gender() {
    check(
        "[person|Maria Brandt] met [person|Paul Harker]. “We go,” she said.\n\n“We stay,” he said.",
        &["maria-brandt medium", "paul-harker medium"],
    );
    check("“We go,” she said.", &["-"]);
}

#[test]
fn in_a_dialogue_the_other_one_speaks() {
    check(
        "[person|Maria Brandt] met [person|Anna Sol].\n\n“We go,” said [person|Maria Brandt].\n\n“We stay,” said [person|Anna Sol].\n\n“Must we?”\n\n“We must,” she said.",
        &[
            "maria-brandt",
            "anna-sol",
            "maria-brandt medium",
            "anna-sol medium",
        ],
    );
}

#[test]
fn turns_alternate_until_they_are_lost() {
    check(
        "“Go,” said [person|Maria Brandt].\n\n“No,” said [person|Paul Harker].\n\n“Go.”\n\n“No.”\n\n“Go.”\n\nThey went.\n\n“No.”",
        &[
            "maria-brandt",
            "paul-harker",
            "maria-brandt medium",
            "paul-harker medium",
            "maria-brandt low",
            "-",
        ],
    );
    check(
        "“Will you go?”\n\n“No,” said [person|Paul Harker].\n\n“Go,” said [person|Maria Brandt].",
        &["maria-brandt low", "paul-harker", "maria-brandt"],
    );
}

#[test]
fn who_is_addressed_answers() {
    check(
        "[person|Maria Brandt] told [person|Paul Harker]: “We go.”\n\n“Must we?”",
        &["maria-brandt", "paul-harker medium"],
    );
    check(
        "[person|Paul Harker] came.\n\n“Will you go, [person|Paul Harker]?” said [person|Maria Brandt].\n\n“No.”",
        &["maria-brandt", "paul-harker medium"],
    );
}

#[test]
fn a_role_is_whom_the_text_introduces_by_it() {
    check(
        "[person|Maria Brandt], a physician, came. “We go,” the physician said. “We stay,” said the driver.",
        &["maria-brandt medium", "-"],
    );
}

#[test]
fn his_wife_is_the_one_of_his_name() {
    check(
        "Mr. [person|Harker|Mr.] slept. Mrs. [person|Harker|Mrs.] did not. “We go,” said his wife.",
        &["mrs-harker medium"],
    );
}

#[test]
fn what_a_person_wrote_stays_and_tells_whose_turn_it_is() {
    assert_eq!(
        crate::link::tests::spoken_beside(
            "“We go.”\n\n“We stay,” said [person|Paul Harker].\n\n“Go.”",
            ("“We go.”", "maria-brandt"),
        ),
        ["paul-harker", "maria-brandt medium"],
    );
}

/// A name that a person wrote as the speaker, and that the text never mentions, is no one whom the text
/// tells anything of: pronouns, roles and turns beside it are looked up all the same.
#[test]
fn a_speaker_whom_the_text_never_mentions_is_a_stranger() {
    let spoken = crate::link::tests::spoken_beside(
        "“We go.”\n\n“We stay,” she said.\n\n“Go,” said his wife.\n\n“No.”\n\n“Go,” said her father.",
        ("“We go.”", "ghost"),
    );
    assert_eq!(spoken.len(), 4, "{spoken:?}");
}

#[test]
fn whom_the_text_only_describes_takes_turns_with_whom_it_names() {
    check(
        "[person|Paul Harker] sat down.\n\n“Go,” cried his wife.\n\n“No.”\n\n“Go.”\n\n“Must I?”",
        &["-", "paul-harker low", "-", "paul-harker low"],
    );
}

#[test]
fn parents_have_the_surname_of_their_children() {
    check(
        "Mr. [person|Brandt|Mr.] slept. Mr. [person|Harker|Mr.] read. [person|Maria Brandt] sang.\n\n“Go,” said her father.",
        &["mr-brandt medium"],
    );
}

#[test]
fn nobody_whom_a_quotation_names_says_it() {
    check(
        "[person|Paul Harker] and [person|Maria Brandt] came.\n\n“We go,” said [person|Maria Brandt].\n\n“No,” said [person|Paul Harker].\n\n“[person|Maria Brandt] will go.”\n\n“[person|Maria Brandt] will stay.”",
        &["maria-brandt", "paul-harker", "-", "-"],
    );
}

#[test]
fn words_beside_a_name_tell_its_gender() {
    check(
        "[person|Wil Sand] winds clocks. Her nephew [person|Joost] carries them. [person|Wil Sand] calls herself old.\n\n“We go,” he said.\n\n“We stay,” she said.",
        &["joost medium", "wil-sand medium"],
    );
}
