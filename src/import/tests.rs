use std::{collections::BTreeMap, path::Path};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::{
    fs, markup,
    model::{Id, Projection, Severity},
};

/// A site in a temporary folder.
struct Fixture {
    folder: TempDir,
}

impl Fixture {
    fn new(files: &[(&str, &str)]) -> Self {
        let fixture = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (file, text) in files {
            fixture.write(file, text);
        }
        fixture
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        fs::write(&self.root().join(file), text.as_ref()).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_text(&self.root().join(file)).unwrap()
    }

    fn remove(&self, file: &str) {
        fs::remove(&self.root().join(file)).unwrap();
    }

    fn import(&self) -> (Report, Vec<Finding>) {
        self.import_with(&Request::default())
    }

    fn import_with(&self, request: &Request) -> (Report, Vec<Finding>) {
        let (site, findings) = Site::discover(self.root(), None);
        assert_eq!(findings, []);
        import(&site, request, &|_| {})
    }

    /// Imports, and expects no finding.
    #[track_caller]
    fn import_cleanly(&self) -> Report {
        let (report, findings) = self.import();
        assert_eq!(findings, []);
        report
    }

    /// Returns every file with its bytes.
    fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        let listing = fs::list(self.root(), self.root(), &|_| false);
        listing
            .files
            .into_iter()
            .map(|file| (file.name, fs::read(&file.path).unwrap()))
            .collect()
    }

    /// Returns the words of a reading.
    fn words_of(&self, reading: &str) -> Vec<String> {
        let (file, _) =
            markup::read_reading(reading, &self.read(reading), &markup::Options::default());
        let text = Projection::of(&file.document).text();
        text.split_whitespace().map(str::to_owned).collect()
    }
}

const SEED: &str = "\
Nobody in Lisbon had seen Marta Oliveira since the storm. On 5 March 1921 she had left for Brazil.

Oliveira wrote from Recife, Brazil, that the League of Small Towns (LST) had met. The LST was pleased.
";
const READING: &str = "content/readings/a-letter.md";

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.0).collect()
}

#[test]
fn a_new_seed_becomes_a_reading_and_entities() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    let report = site.import_cleanly();
    assert_eq!(report.created, [READING]);
    assert_eq!(report.unchanged, 0);
    let text = site.read(READING);
    assert!(
        text.starts_with(
            "+++\ntitle = \"Nobody in Lisbon had seen Marta Oliveira since the storm. On…\"\n"
        ),
        "{text}"
    );
    assert!(text.contains("source = \"seeds/a letter.txt\""), "{text}");
    assert!(
        text.contains("[Marta Oliveira]{person=marta-oliveira"),
        "{text}"
    );
    assert!(text.contains("[Oliveira]{person=marta-oliveira"), "{text}");
    assert!(text.contains("]{date=1921-03-05"), "{text}");
    assert_eq!(
        site.words_of(READING),
        SEED.split_whitespace().collect::<Vec<_>>()
    );
    for file in &report.entities {
        let id = file
            .strip_prefix("content/entities/")
            .unwrap()
            .strip_suffix(".md")
            .unwrap();
        let (entity, findings) = markup::read_entity(
            &Id::new(id).unwrap(),
            file,
            &site.read(file),
            &markup::Options::default(),
        );
        assert_eq!(findings, [], "{}", site.read(file));
        assert!(entity.is_some());
    }
    assert!(
        report
            .entities
            .contains(&"content/entities/marta-oliveira.md".to_owned())
    );
    assert!(
        site.read("content/entities/lisbon.md")
            .contains("coordinates = [")
    );
    assert_eq!(report.mentions, text.matches("]{").count());
}

#[test]
fn a_second_import_changes_nothing() {
    let site = Fixture::new(&[
        ("seeds/a letter.txt", SEED),
        ("seeds/b/c.md", "# C\n\nMarta Oliveira *again*.\n"),
    ]);
    site.import_cleanly();
    let before = site.snapshot();
    let report = site.import_cleanly();
    assert_eq!(
        report,
        Report {
            unchanged: 2,
            ..Report::default()
        }
    );
    assert_eq!(site.snapshot(), before);
}

#[test]
fn an_edit_of_a_reading_is_kept_and_the_change_of_the_seed_told() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    site.import_cleanly();
    let edited = site.read(READING).replace("Nobody in", "No one in");
    site.write(READING, &edited);
    assert_eq!(
        site.import_cleanly().unchanged,
        1,
        "an edit alone is no one's concern"
    );
    site.write(
        "seeds/a letter.txt",
        SEED.replace("was pleased", "was not pleased at all"),
    );
    let before = site.snapshot();
    for _ in 0..2 {
        let (report, findings) = site.import();
        assert_eq!(report.kept, [READING]);
        assert_eq!(codes(&findings), ["seed-changed"]);
        assert_eq!(findings[0].severity, Severity::Warning);
        let told = findings[0].hints.join("\n");
        assert!(told.contains("[-No one-] {+Nobody+} in Lisbon"), "{told}");
        assert!(
            told.contains("The LST was [-pleased.-] {+not pleased at all.+}"),
            "{told}"
        );
        assert!(
            findings[0].message.contains("seeds/a letter.txt")
                && findings[0].message.contains(READING)
        );
        assert_eq!(site.snapshot(), before);
    }
    // Once a person has made the change, nothing is left to tell.
    site.write(
        READING,
        edited
            .replace("No one in", "Nobody in")
            .replace("was pleased", "was not pleased at all"),
    );
    assert_eq!(site.import_cleanly().unchanged, 1);
    assert_eq!(site.import_cleanly().unchanged, 1);
}

#[test]
fn a_reading_that_no_one_edited_follows_its_seed() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    site.import_cleanly();
    let changed = SEED.replace("pleased", "amused");
    site.write("seeds/a letter.txt", &changed);
    let report = site.import_cleanly();
    assert_eq!(report.updated, [READING]);
    assert_eq!(report.entities, [] as [&str; 0]);
    assert_eq!(
        site.words_of(READING),
        changed.split_whitespace().collect::<Vec<_>>()
    );
    assert_eq!(site.import_cleanly().unchanged, 1);
}

#[test]
fn a_reading_with_the_text_of_a_seed_is_taken_over_and_still_counts_as_edited() {
    let reading = "+++\ntitle = \"By hand\"\nsource = \"seeds/x.txt\"\n+++\n\nIt [rained]{.weather} all day.\n";
    let site = Fixture::new(&[
        ("seeds/x.txt", "It rained all day."),
        ("content/readings/by-hand.md", reading),
    ]);
    assert_eq!(
        site.import_cleanly(),
        Report {
            unchanged: 1,
            searched: 1,
            ..Report::default()
        }
    );
    assert!(
        site.read("glossator.lock")
            .contains("reading = \"content/readings/by-hand.md\"")
    );
    site.write("seeds/x.txt", "It snowed all day.");
    let (report, findings) = site.import();
    assert_eq!(
        (report.kept.len(), codes(&findings)),
        (1, vec!["seed-changed"])
    );
    assert_eq!(site.read("content/readings/by-hand.md"), reading);
}

#[test]
fn a_reading_without_a_source_is_taken_over_only_if_it_has_the_text() {
    let site = Fixture::new(&[
        ("seeds/x.txt", "It rained all day."),
        ("content/readings/x.md", "It rained all day.\n"),
        ("seeds/y.txt", "It rained all day."),
        ("content/readings/y.md", "Something else.\n"),
    ]);
    let (report, findings) = site.import();
    assert_eq!(
        (report.unchanged, report.created),
        (1, vec!["content/readings/y-2.md".to_owned()])
    );
    assert_eq!(codes(&findings), ["seed-name-collision"]);
    assert_eq!(site.read("content/readings/y.md"), "Something else.\n");
    assert_eq!(site.import_cleanly().unchanged, 2);
}

#[test]
fn without_the_lock_file_nothing_is_lost_and_what_no_one_edited_is_known_again() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    site.import_cleanly();
    let before = site.snapshot();
    site.remove("glossator.lock");
    assert_eq!(site.import_cleanly().unchanged, 1);
    assert_eq!(site.snapshot(), before);
}

#[test]
fn a_broken_lock_file_is_kept_beside_the_new_one() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    site.import_cleanly();
    let before = site.snapshot();
    for (broken, kept) in [
        ("<<<<<<< HEAD\n", "glossator.lock.bad"),
        (">>>>>>> theirs\n", "glossator.lock.bad-2"),
        ("<<<<<<< HEAD\n", "glossator.lock.bad"),
    ] {
        site.write("glossator.lock", broken);
        let (report, findings) = site.import();
        assert_eq!((report.unchanged, codes(&findings)), (1, vec!["lock-file"]));
        let location = findings[0].location.as_ref().unwrap();
        assert_eq!(location.file, kept);
        assert_eq!(site.read(kept), broken);
    }
    let mut after = site.snapshot();
    after.remove("glossator.lock.bad");
    after.remove("glossator.lock.bad-2");
    assert_eq!(after, before);
}

#[test]
fn a_lock_file_that_cannot_be_read_at_all_stops_the_import() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    fs::create_folder(&site.root().join("glossator.lock")).unwrap();
    let (report, findings) = site.import();
    assert_eq!(report, Report::default());
    assert_eq!(codes(&findings), ["file-access"]);
    assert!(!fs::exists(&site.root().join(READING)));
}

#[test]
fn a_dry_run_leaves_a_broken_lock_file_as_it_is() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED), ("glossator.lock", "?")]);
    let before = site.snapshot();
    let (_, findings) = site.import_with(&Request {
        dry_run: true,
        ..Request::default()
    });
    assert_eq!(codes(&findings), ["lock-file"]);
    assert_eq!(site.snapshot(), before);
}

#[test]
fn a_seed_under_a_new_name_stays_the_same_reading() {
    let site = Fixture::new(&[
        ("seeds/a letter.txt", SEED),
        ("seeds/b.txt", "Another text."),
    ]);
    site.import_cleanly();
    let before = site.snapshot();
    site.remove("seeds/a letter.txt");
    site.write("seeds/letters/1921-03.txt", SEED);
    let report = site.import_cleanly();
    let renamed = (
        "seeds/a letter.txt".to_owned(),
        "seeds/letters/1921-03.txt".to_owned(),
    );
    let expected = Report {
        unchanged: 2,
        renamed: vec![renamed],
        ..Report::default()
    };
    assert_eq!(report, expected);
    let text = site.read(READING);
    assert!(
        text.contains("source = \"seeds/letters/1921-03.txt\"\n"),
        "{text}"
    );
    let as_before = String::from_utf8(before[READING].clone()).unwrap();
    assert_eq!(
        text.replace("seeds/letters/1921-03.txt", "seeds/a letter.txt"),
        as_before
    );
    assert!(!site.read("glossator.lock").contains("a letter"));
    assert_eq!(
        site.import_cleanly(),
        Report {
            unchanged: 2,
            ..Report::default()
        }
    );
}

#[test]
fn an_edited_reading_is_not_touched_when_its_seed_is_renamed() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    site.import_cleanly();
    site.write(
        READING,
        site.read(READING).replace("Nobody in", "No one in"),
    );
    let edited = site.read(READING);
    site.remove("seeds/a letter.txt");
    site.write("seeds/c.txt", SEED);
    let report = site.import_cleanly();
    assert_eq!((report.unchanged, report.renamed.len()), (1, 1));
    assert_eq!(site.read(READING), edited);
}

#[test]
fn a_seed_that_was_renamed_and_edited_is_known_by_its_text() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    site.import_cleanly();
    site.remove("seeds/a letter.txt");
    let changed = SEED.replace("pleased", "amused");
    site.write("seeds/c.txt", &changed);
    site.write(
        "seeds/d.txt",
        "Nobody in Lisbon had seen anything like it before, and nobody would again.",
    );
    let report = site.import_cleanly();
    assert_eq!(report.updated, [READING]);
    assert_eq!(report.created, ["content/readings/d.md"]);
    assert!(site.read(READING).contains("source = \"seeds/c.txt\""));
    assert!(site.read(READING).contains("was amused"));
    assert_eq!(site.import_cleanly().unchanged, 2);
}

#[test]
fn a_reading_that_was_removed_is_made_again_and_one_that_was_moved_is_found() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    site.import_cleanly();
    let before = site.snapshot();
    site.remove(READING);
    assert_eq!(site.import_cleanly().created, [READING]);
    assert_eq!(site.snapshot(), before);
    site.write("content/readings/letters/first.md", site.read(READING));
    site.remove(READING);
    assert_eq!(site.import_cleanly().unchanged, 1);
    site.write("seeds/a letter.txt", SEED.replace("pleased", "amused"));
    assert_eq!(
        site.import_cleanly().updated,
        ["content/readings/letters/first.md"]
    );
}

#[test]
fn names_that_collide_are_told_apart() {
    let site = Fixture::new(&[
        ("seeds/a.md", "First."),
        ("seeds/a.txt", "Second."),
        ("seeds/A B.txt", "Third."),
        ("seeds/a-b.txt", "Fourth."),
    ]);
    let (report, findings) = site.import();
    assert_eq!(
        report.created,
        [
            "content/readings/a-b.md",
            "content/readings/a-b-2.md",
            "content/readings/a.md",
            "content/readings/a-2.md"
        ]
    );
    assert_eq!(
        codes(&findings),
        ["seed-name-collision", "seed-name-collision"]
    );
    assert_eq!(site.words_of("content/readings/a-2.md"), ["Second."]);
    assert_eq!(site.import_cleanly().unchanged, 4);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_imported() {
    let site = Fixture::new(&[
        ("seeds/good.txt", "Good words."),
        ("seeds/empty.txt", ""),
        ("seeds/paper.pdf", "%PDF-1.4"),
    ]);
    site.write("seeds/latin.txt", b"caf\xE9");
    site.write("seeds/binary.txt", b"a\0b");
    let (report, findings) = site.import();
    assert_eq!(report.created, ["content/readings/good.md"]);
    let files: Vec<&str> = findings
        .iter()
        .map(|finding| finding.location.as_ref().unwrap().file.as_str())
        .collect();
    assert_eq!(
        files,
        [
            "seeds/binary.txt",
            "seeds/empty.txt",
            "seeds/latin.txt",
            "seeds/paper.pdf"
        ]
    );
    assert_eq!(
        codes(&findings),
        ["seed-binary", "seed-empty", "seed-encoding", "seed-format"]
    );
}

#[test]
fn a_dry_run_tells_and_does_nothing() {
    let site = Fixture::new(&[("seeds/a letter.txt", SEED)]);
    let before = site.snapshot();
    let (report, _) = site.import_with(&Request {
        dry_run: true,
        ..Request::default()
    });
    assert_eq!(site.snapshot(), before);
    assert_eq!(report, site.import_cleanly());
}

#[test]
fn seeds_can_be_chosen() {
    let site = Fixture::new(&[("seeds/a.txt", "First."), ("seeds/b.txt", "Second.")]);
    let request = Request {
        seeds: vec!["seeds/b.txt".to_owned(), "seeds/c.txt".to_owned()],
        dry_run: false,
    };
    let (report, findings) = site.import_with(&request);
    assert_eq!(report.created, ["content/readings/b.md"]);
    assert_eq!(codes(&findings), ["unknown-seed"]);
    assert_eq!(site.import_cleanly().created, ["content/readings/a.md"]);
    assert!(site.read("glossator.lock").contains("seeds/b.txt"));
}

#[test]
fn files_of_entities_are_never_overwritten() {
    let hers = "+++\nkind = \"person\"\nname = \"Marta Oliveira\"\n+++\nA sailor.\n";
    let site = Fixture::new(&[
        ("seeds/a letter.txt", SEED),
        ("content/entities/the-sailor.md", hers),
        ("content/entities/lisbon.md", "+++\nbroken"),
    ]);
    let report = site.import_cleanly();
    assert!(
        !report
            .entities
            .iter()
            .any(|file| file.ends_with("/lisbon.md") || file.ends_with("/marta-oliveira.md")),
        "{report:?}"
    );
    assert_eq!(site.read("content/entities/the-sailor.md"), hers);
    assert_eq!(site.read("content/entities/lisbon.md"), "+++\nbroken");
    assert!(site.read(READING).contains("{person=the-sailor"));
}

#[test]
fn annotations_and_links_of_a_markdown_seed_stay() {
    let seed = "+++\ntitle = \"T\"\ndate = 1921\n+++\n\nThe [old sailor]{person=marta cert=low} met [Marta Oliveira](https://example.org/m) in `Lisbon`.\n";
    let site = Fixture::new(&[("seeds/t.md", seed)]);
    site.import_cleanly();
    let text = site.read("content/readings/t.md");
    assert!(text.contains("[old sailor]{person=marta cert=low} met [Marta Oliveira](https://example.org/m) in `Lisbon`."), "{text}");
    assert!(
        site.read("content/entities/marta.md")
            .contains("name = \"old sailor\"")
    );
}

#[test]
fn an_interrupted_import_is_finished_by_the_next() {
    let seeds = [
        ("seeds/a letter.txt", SEED),
        ("seeds/b.txt", "Marta Oliveira again, in Recife, Brazil."),
    ];
    let whole = Fixture::new(&seeds);
    whole.import_cleanly();
    let after = whole.snapshot();
    // Whatever of the files is written first, the next import arrives at the same.
    for missing in after
        .keys()
        .filter(|file| file.starts_with("content/readings"))
    {
        let site = Fixture::new(&seeds);
        for (file, bytes) in after
            .iter()
            .filter(|(file, _)| *file != missing && *file != "glossator.lock")
        {
            site.write(file, bytes);
        }
        site.import_cleanly();
        assert_eq!(site.snapshot(), after, "without {missing}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leaves_the_site() {
    let outside = tempfile::tempdir().unwrap();
    let site = Fixture::new(&[("seeds/a.txt", "Words.")]);
    fs::create_folder(&site.root().join("content")).unwrap();
    std::os::unix::fs::symlink(outside.path(), site.root().join("content/readings")).unwrap();
    let (seeds, _) = Site::discover(site.root(), None);
    let (report, findings) = import(&seeds, &Request::default(), &|_| {});
    assert_eq!(report.created, [] as [&str; 0]);
    assert_eq!(codes(&findings), ["not-written"]);
    assert!(fs::is_empty_folder(outside.path()).unwrap());
    assert!(!fs::exists(&site.root().join("glossator.lock")));
}

#[test]
fn a_lock_file_leads_nowhere_else() {
    let site = Fixture::new(&[("seeds/a.txt", "Words."), ("secret.md", "Mine.\n")]);
    site.import_cleanly();
    site.remove("content/readings/a.md");
    let lock = site
        .read("glossator.lock")
        .replace("content/readings/a.md", "content/readings/../../secret.md");
    site.write("glossator.lock", lock);
    assert_eq!(site.import_cleanly().created, ["content/readings/a.md"]);
    assert_eq!(site.read("secret.md"), "Mine.\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever a seed holds, its reading has its words, annotations or not.
    #[test]
    fn a_reading_has_the_words_of_its_seed(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "Mr. Paul Harker", "Harker", "in Lisbon, Portugal,", "on 5 March 1921", "the LST", "[sic](p. 3)", "*", "1914.", "_",
                "Marta_Oliveira", "\n\n", "\n", "\n    ", "# ", "[^1]", "]{person=x}", "“Yes,”", "`", "<b>", "|", "\\", "President Sorel’s", "…",
            ]),
            1..24,
        )
    ) {
        let seed = pieces.join(" ");
        let site = Fixture::new(&[("seeds/a letter.txt", &seed)]);
        let (report, _) = site.import();
        if report.created.is_empty() {
            prop_assert_eq!(seed.trim(), "");
        } else {
            let is_ornament = |line: &&str| {
                let marks: Vec<&str> = line.split_whitespace().collect();
                marks.len() >= 3 && marks.iter().all(|mark| ["*", "_"].contains(mark) && mark == &marks[0])
            };
            let lines = seed.split('\n').filter(|line| !is_ornament(line));
            let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
            prop_assert_eq!(site.words_of(READING), words);
            prop_assert_eq!(site.import_cleanly().unchanged, 1);
        }
    }
}

#[test]
fn a_text_in_another_language_is_told_and_only_what_everyone_knows_is_found() {
    let text = "Als das Schiff den Hafen verlassen hatte und der Wind in den Segeln stand, sahen sie, \
        dass Maria und Johannes in Berlin geblieben waren, wo die Familie Weber seit langem wohnte.\n";
    let fixture = Fixture::new(&[("seeds/schiff.txt", text)]);
    let (report, findings) = fixture.import();
    let codes: Vec<String> = findings.iter().map(|it| it.code.to_string()).collect();
    assert_eq!(codes, ["not-english"]);
    assert_eq!(findings[0].severity, Severity::Note);
    assert_eq!(report.mentions, 1);
}

#[test]
fn a_gazetteer_of_the_site_outranks_the_embedded_one() {
    let text = "In the spring the whole party went to Qwamsley, and from there to Paris.\n\nAt Qwamsley they stayed for a month.\n";
    let site = Fixture::new(&[
        ("seeds/a.txt", text),
        (
            "gazetteers/tale.toml",
            "[[place]]\nname = \"Qwamsley\"\ncategory = \"estate\"\nfictional = true\nfrom = 1501\nto = 1736\ndescription = \"A house.\"\n\
             [[place]]\nname = \"Paris\"\ncoordinates = [33.66, -95.55]\nradius = 5\ntgn = 7013854\n",
        ),
        ("glossator.toml", "[places]\ncountries = [\"US\"]\n"),
    ]);
    site.import_cleanly();
    let qwamsley = site.read("content/entities/qwamsley.md");
    assert!(
        qwamsley.contains(
            "category = \"estate\"\nfictional = true\nstart = \"1501\"\nend = \"1736\"\n"
        ),
        "{qwamsley}"
    );
    assert!(qwamsley.ends_with("\nA house.\n"), "{qwamsley}");
    let paris = site.read("content/entities/paris.md");
    assert!(
        paris.contains("coordinates = [33.66, -95.55]\nlocation = \"approximate\"\nradius = 5.0\n"),
        "{paris}"
    );
    assert!(paris.contains("tgn = 7013854"), "{paris}");
}

#[test]
fn what_is_wrong_with_a_gazetteer_or_a_hint_is_told_by_an_import() {
    let site = Fixture::new(&[
        ("seeds/a.txt", "He went to Lisbon.\n"),
        ("gazetteers/a.csv", "name,lat,lon\nA,100,0\n"),
        ("glossator.toml", "[places]\ncountries = [\"QQ\"]\n"),
    ]);
    let (_, site) = (0, crate::site::Site::discover(site.root(), None).0);
    let (_, findings) = import(
        &site,
        &Request {
            dry_run: true,
            ..Request::default()
        },
        &|_| {},
    );
    let codes: Vec<&str> = findings.iter().map(|it| it.code.0).collect();
    assert!(
        codes.contains(&"gazetteer-place") && codes.contains(&"unknown-country"),
        "{codes:?}"
    );
}
