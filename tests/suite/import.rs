//! What a person sees of import: what it does with seeds, and why it annotates them as it does.

use snapbox::{assert_data_eq, str};

use crate::support::{SiteTest, assert_equal_trees};

/// A site with entities that have files, and a seed that names them.
fn voyage_with_seed() -> SiteTest {
    SiteTest::from_dir("voyage").file(
        "seeds/log.txt",
        "James Cook sailed from Plymouth on 26 August 1768.\n\n\
         The next year Cook reached Tahiti. He left Tahiti in July 1769.\n",
    )
}

#[test]
fn explain_tells_why_and_writes_nothing() {
    let site = voyage_with_seed();
    let before = site.tree("");
    let ran = site.run(&["import", "--explain"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    // What speaks for a name, and how much, is recognition's to say and to improve.
    assert_data_eq!(
        ran.stdout,
        str![[r#"
seeds/log.txt
[..] spans found, [..] annotated

¶ 1       [James Cook]{person=james-cook[..]}
          in        ›James Cook‹ sailed from Plymouth on 26 August 1768.
          found     person, score [..]
...
          linked    [..]

¶ 1       [Plymouth]{place=plymouth[..]}
          in        James Cook sailed from ›Plymouth‹ on 26 August 1768.
          found     place, score [..]
...
          linked    [..]
...
¶ 2       [Cook]{person=james-cook[..]}
          in        The next year ›Cook‹ reached Tahiti.
...
¶ 2       [Tahiti]{place=tahiti[..]}
          in        The next year Cook reached ›Tahiti‹.
...
¶ 2       [Tahiti]{place=tahiti[..]}  as in ¶ 2

¶ 2       [July 1769]{date=1769-07}
          in        He left Tahiti in ›July 1769‹.
          found     date, score [..]: a date with its year
          linked    it says when

"#]]
    );
    assert_equal_trees(&before, &site.tree(""));
}

#[test]
fn explain_works_for_readings_that_are_imported_and_by_their_names() {
    let site = voyage_with_seed();
    assert_eq!(site.run(&["import"]).status, 0);
    let before = site.tree("");
    let by_seed = site.run(&["import", "--explain", "seeds/log.txt"]);
    let by_reading = site.run(&["import", "--explain", "content/readings/log.md"]);
    assert_eq!(by_seed.status, 0, "{}", by_seed.stderr);
    assert_eq!(by_seed.stdout, by_reading.stdout);
    assert!(
        by_seed
            .stdout
            .starts_with("seeds/log.txt → content/readings/log.md\n"),
        "{}",
        by_seed.stdout
    );
    assert_equal_trees(&before, &site.tree(""));
}

#[test]
fn explain_can_be_asked_about_some_words() {
    let site = voyage_with_seed();
    let told = |words: &str| {
        let ran = site.run(&["import", "--explain", "--only", words]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let annotations = ran.stdout.matches("]{").count();
        (annotations, ran.stderr)
    };
    assert_eq!(told("cook"), (2, String::new()));
    assert_eq!(told("James Cook"), (1, String::new()));
    let nothing = "no span was found that holds `Banks`\n".to_owned();
    assert_eq!(told("Banks"), (0, nothing));
    let ran = site.run(&["import", "--only", "Cook"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
}

#[test]
fn explain_is_data_for_programs() {
    let ran = voyage_with_seed().run(&[
        "import",
        "--explain",
        "--format",
        "json",
        "--only",
        "Plymouth",
    ]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_data_eq!(
        ran.stdout,
        str![[r#"
{"seed":"seeds/log.txt","reading":null,"paragraph":1,"words":"Plymouth","sentence":"James Cook sailed from Plymouth on 26 August 1768.","start":23,"end":31,"recognized":"place","score":0.[..],"evidence":["[..]"],"annotation":"{place=plymouth[..]}","entity":"plymouth","certainty":"[..]","reasons":["[..]"],"alternatives":[..]}

"#]]
    );
}

#[test]
fn explain_uses_colours_only_where_they_are_wanted() {
    let site = voyage_with_seed();
    let colored = |choice: &str| {
        let ran = site.run(&["import", "--explain", "--color", choice]);
        ran.stdout.contains('\u{1b}')
    };
    assert!(!colored("auto"));
    assert!(!colored("never"));
    assert!(colored("always"));
}

#[test]
fn explain_asked_about_a_file_that_is_not_there_says_so() {
    let ran = voyage_with_seed().run(&["import", "--explain", "seeds/lok.txt"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    assert_data_eq!(
        ran.stderr,
        str![[r#"
error[no-such-file]: the site has no file `seeds/lok.txt`
 |
 = hint: do you mean `seeds/log.txt`?

1 error

"#]]
    );
}

#[test]
fn title_author_and_date_above_a_text_become_metadata_and_stay_in_it() {
    let site = SiteTest::empty().file(
        "seeds/report.txt",
        "A QUIET HARBOUR\n\nBY JANE ROE\n\nMarch 7, 1921\n\n\
         Nothing happened. On March 3 it had rained.\n",
    );
    assert_eq!(site.run(&["import"]).status, 0);
    site.check_file(
        "content/readings/report.md",
        str![[r#"
+++
title = "A QUIET HARBOUR"
author = "JANE ROE"
date = 1921-03-07
source = "seeds/report.txt"
+++

# A QUIET HARBOUR

BY [..]JANE ROE[..]

[March 7, 1921]{date=1921-03-07}

Nothing happened. On [March 3]{date=1921-03-03[..]} it had rained.

"#]],
    );
}

#[test]
fn a_renamed_seed_is_followed() {
    let site = voyage_with_seed();
    assert_eq!(site.run(&["import"]).status, 0);
    let text = site.read("seeds/log.txt");
    let site = site
        .remove("seeds/log.txt")
        .file("seeds/1768/journal.txt", text);
    let ran = site.run(&["import"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
followed seeds/log.txt to seeds/1768/journal.txt

"#]]
    );
    site.check_absent("content/readings/1768/journal.md")
        .check_contains(
            "content/readings/log.md",
            &["source = \"seeds/1768/journal.txt\""],
        )
        .check_lacks("glossator.lock", &["seeds/log.txt"]);
}

#[test]
fn what_a_broken_lock_file_held_is_kept() {
    let site = voyage_with_seed();
    assert_eq!(site.run(&["import"]).status, 0);
    let lock = site.read("glossator.lock");
    let broken = format!("<<<<<<< HEAD\n{lock}=======\n");
    let site = site.file("glossator.lock", &broken);
    let ran = site.run(&["import"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_data_eq!(
        ran.stderr,
        str![[r#"
warning[lock-file]: the lock file cannot be read: key with no value, expected `=`
 --> glossator.lock.bad:1:9
  |
1 | <<<<<<< HEAD
  |         ^
  |
  = hint: this is a copy of it, and a new one stands in its place: restore it from version control if you can, for without it every reading counts as edited by a person, and none is touched

1 warning
imported: 0 readings created, 0 updated, 1 unchanged, 0 kept as edited; 0 entities and 0 annotations new

"#]]
    );
    assert_eq!(site.read("glossator.lock.bad"), broken);
    assert_eq!(site.read("glossator.lock"), lock);
}

#[test]
fn entities_without_a_gloss_are_summed_up() {
    let mut site = SiteTest::empty().file(
        "content/readings/a.md",
        "+++\ntitle = \"A\"\n+++\n\n[a]{person=a} [b]{person=b} [c]{person=c} [d]{person=d}\n",
    );
    for id in ["a", "b", "c", "d"] {
        let text = format!("+++\nkind = \"person\"\nname = \"{id}\"\n+++\n");
        site = site.file(&format!("content/entities/{id}.md"), text);
    }
    assert_data_eq!(
        site.run(&["check"]).stderr,
        str![[r#"
note[no-gloss]: 4 entities have no gloss: cards show their names alone
 |
 = hint: they are `content/entities/a.md`, `content/entities/b.md`, `content/entities/c.md` and 1 more: `--verbose` shows each
 = hint: write a sentence below the front matter of each

1 note

"#]]
    );
    let each = site.run(&["check", "--verbose"]).stderr;
    assert_eq!(each.matches("has no gloss").count(), 4, "{each}");
    let data = site.run(&["check", "--format", "json"]).stdout;
    assert_eq!(data.matches("has no gloss").count(), 4, "{data}");
}

#[test]
fn annotations_that_have_lost_a_bracket_are_told() {
    let site = SiteTest::from_dir("voyage").file(
        "content/readings/slips.md",
        "+++\ntitle = \"Slips\"\n+++\n\n\
         To [Tahiti{place=tahiti}, without an end.\n\n\
         From Plymouth]{place=plymouth}, and [Cook] {person=james-cook}.\n\n\
         The set {a, b} of [Tahiti]{place=tahiti} is `Tahiti{place=tahiti}`.\n",
    );
    site.check_finds(0, str![[r#"
warning stray-attributes content/readings/slips.md:5:11 the annotation is left as text: no `]` stands behind its words
warning stray-attributes content/readings/slips.md:7:15 the annotation is left as text: no `[` stands before its words
warning stray-attributes content/readings/slips.md:7:44 the annotation is left as text: `{` does not touch the `]` before it

"#]]);
}

#[test]
fn words_for_the_people_of_a_country_are_mentions_of_it_where_the_site_says_so() {
    let seed = "Turkish sailors came from Turkey. The French Revolution was over, and a Danish ship lay beside the French fleet.\n";
    let site = SiteTest::empty().file("seeds/ships.txt", seed);
    assert_eq!(site.run(&["import"]).status, 0);
    assert!(!site.read("content/readings/ships.md").contains("[Turkish]"));
    let site = SiteTest::empty()
        .file("glossator.toml", "[import]\ndemonyms = true\n")
        .file("seeds/ships.txt", seed);
    assert_eq!(site.run(&["import"]).status, 0);
    let reading = site.read("content/readings/ships.md");
    assert!(
        reading.contains("[Turkish]{place=turkey cert=medium}"),
        "{reading}"
    );
    assert!(reading.contains("[Danish]{place=denmark"), "{reading}");
    // A hamlet of that name does not stand against the country.
    assert!(reading.contains("[French]{place=france"), "{reading}");
    assert!(!reading.contains("The [French]"), "{reading}");
}
