//! The command line: help, output, exit statuses.

use std::{
    io::Read as _,
    process::{Command, Stdio},
};

use snapbox::{assert_data_eq, str};

use crate::support::SiteTest;

fn help(arguments: &[&str]) -> String {
    let ran = SiteTest::empty().run(arguments);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    ran.stdout
}

#[test]
fn without_a_command_there_is_a_guide() {
    assert_data_eq!(
        help(&[]),
        str![[r#"
Glossator publishes annotated readings: raw texts in, a static site out.

To begin, put texts (.txt or .md) into a folder `seeds` and run

    glossator build     find people, places and dates; write `content/` and `public/`
    glossator serve     read the site while you correct `content/`: it follows every save

or let `glossator init` make a small site to try.

    glossator check     tell what is wrong or doubtful, with file, line and what to do
    glossator fmt       bring the annotations of `content/` into their usual form
    glossator import    only bring new and changed seeds into `content/`

`glossator COMMAND --help` explains a command and shows examples.

"#]]
    );
}

#[test]
fn help_lists_the_commands() {
    assert_data_eq!(
        help(&["--help"]),
        str![[r#"
Publish annotated readings: raw texts in, a static site out

Usage: glossator [OPTIONS] [COMMAND]

Commands:
  init    Make a new site, ready to build, with a sample text
  import  Bring seeds into `content/` as Markdown with annotations
  build   Import what is new or changed, and render everything
  serve   Preview the site live: it follows every save
  check   Tell what is wrong or doubtful, and what to do about it
  fmt     Bring annotations into their usual form
  help    Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

Global options:
      --root <DIR>       The site's folder [default: .]
      --config <FILE>    Another configuration than `glossator.toml` in the site's folder
  -q, --quiet            Say less: errors alone
  -v, --verbose          Say more: notes too
      --color <WHEN>     When to use colours; `NO_COLOR` is heeded [default: auto] [possible values:
                         auto, always, never]
      --format <FORMAT>  How to print findings: for people to standard error, or one JSON object a
                         line to standard output [default: text] [possible values: text, json]

"#]]
    );
}

#[test]
fn each_command_has_help_that_teaches() {
    for command in ["init", "import", "build", "serve", "check", "fmt"] {
        let help = help(&[command, "--help"]);
        assert!(help.contains("Examples:\n  glossator "), "{help}");
        assert!(
            help.lines().all(|line| line.chars().count() <= 100),
            "{help}"
        );
    }
}

#[test]
fn help_of_init() {
    assert_data_eq!(
        help(&["init", "--help"]),
        str![[r#"
Make a new site, ready to build, with a sample text

Writes `glossator.toml`, in which every key is explained, and a short text into `seeds/`. Nothing
that is already there is changed; a folder that has texts of its own gets no sample.

Usage: glossator init [OPTIONS] [DIR]

Arguments:
  [DIR]
          Where; made if it is not there [default: the site's folder]

Options:
  -h, --help
          Print help (see a summary with '-h')

Global options:
      --root <DIR>
          The site's folder
          
          [default: .]

      --config <FILE>
          Another configuration than `glossator.toml` in the site's folder

  -q, --quiet
          Say less: errors alone

  -v, --verbose
          Say more: notes too

      --color <WHEN>
          When to use colours; `NO_COLOR` is heeded
          
          [default: auto]
          [possible values: auto, always, never]

      --format <FORMAT>
          How to print findings: for people to standard error, or one JSON object a line to standard
          output
          
          [default: text]
          [possible values: text, json]

Examples:
  glossator init                 in this folder
  glossator init letters         in a new folder `letters`
  cd letters && glossator build  … and then

"#]]
    );
}

#[test]
fn help_of_import() {
    assert_data_eq!(
        help(&["import", "--help"]),
        str![[r#"
Bring seeds into `content/` as Markdown with annotations

Reads the raw texts in `seeds/`, finds the people, places, organizations, events, works and dates
that they name, and who says what; writes a reading for each into `content/readings/` and a file for
each entity into `content/entities/`. Seeds that did not change are left alone; a file that you have
edited is never overwritten: you are told what the seed's change would have been.

The names of the files that were written go to standard output.

With `--explain` nothing is written: for each span that is found in the seeds it is told why it is
annotated and linked as it is, or left alone.

Usage: glossator import [OPTIONS] [SEED]...

Arguments:
  [SEED]...
          Which seeds; all of them where none is named

Options:
      --dry-run
          Tell what would be done, and do nothing

      --explain
          Tell why each name is annotated and linked as it is, and do nothing; a seed may be named
          by its reading too

      --only <WORDS>
          With `--explain`: of spans alone that hold these words, whatever their case

      --strict
          Fail on warnings too

  -h, --help
          Print help (see a summary with '-h')

Global options:
      --root <DIR>
          The site's folder
          
          [default: .]

      --config <FILE>
          Another configuration than `glossator.toml` in the site's folder

  -q, --quiet
          Say less: errors alone

  -v, --verbose
          Say more: notes too

      --color <WHEN>
          When to use colours; `NO_COLOR` is heeded
          
          [default: auto]
          [possible values: auto, always, never]

      --format <FORMAT>
          How to print findings: for people to standard error, or one JSON object a line to standard
          output
          
          [default: text]
          [possible values: text, json]

Examples:
  glossator import                        everything that is new or changed
  glossator import seeds/letter-12.txt    one seed
  glossator import --dry-run              only tell what would be done
  glossator import --explain seeds/letter-12.txt --only Paris
                                          why `Paris` is taken for what it is in this letter

"#]]
    );
}

#[test]
fn help_of_build() {
    assert_data_eq!(
        help(&["build", "--help"]),
        str![[r#"
Import what is new or changed, and render everything

Writes the site into `public/` (or the folder that `output` in `glossator.toml` names). Files that
did not change are not touched, and nothing is removed but what an earlier build wrote. The folder
can be opened from disk or uploaded to any host as it is.

What can be built is built; findings of severity error make the exit status 1. When a template is
broken nothing is written, and the site of the build before stays.

Usage: glossator build [OPTIONS]

Options:
      --strict
          Fail on warnings too

  -h, --help
          Print help (see a summary with '-h')

Global options:
      --root <DIR>
          The site's folder
          
          [default: .]

      --config <FILE>
          Another configuration than `glossator.toml` in the site's folder

  -q, --quiet
          Say less: errors alone

  -v, --verbose
          Say more: notes too

      --color <WHEN>
          When to use colours; `NO_COLOR` is heeded
          
          [default: auto]
          [possible values: auto, always, never]

      --format <FORMAT>
          How to print findings: for people to standard error, or one JSON object a line to standard
          output
          
          [default: text]
          [possible values: text, json]

Examples:
  glossator build                  the site in this folder
  glossator build --root letters   the site in another one
  glossator build --strict         fail on warnings too, for continuous integration

"#]]
    );
}

#[test]
fn help_of_serve() {
    assert_data_eq!(
        help(&["serve", "--help"]),
        str![[r#"
Preview the site live: it follows every save

Serves the site on this machine alone, watches its files, and updates open pages in place when one
changes: they keep their place, and go to the paragraph that was edited. What is wrong is shown in
the page, over its last good state. New and changed seeds are imported on the way. Ctrl-C ends it.

Usage: glossator serve [OPTIONS]

Options:
      --port <PORT>
          The port to begin with; one in use is passed over, 0 lets the system choose
          
          [default: 3000]

      --open
          Open the site in the browser

      --poll [<MS>]
          Look at the files every so many milliseconds instead of waiting for the system to tell of
          changes [default where no number is given: 500]

      --editor <EDITOR>
          The editor that opens the places of findings: `cursor`, `idea`, `textmate`, `vscode`,
          `vscodium`, `windsurf`, `zed`, or an address like
          `ed://open?f={file}&l={line}&c={column}`; without one a click copies the place
          
          [env: GLOSSATOR_EDITOR=]

  -h, --help
          Print help (see a summary with '-h')

Global options:
      --root <DIR>
          The site's folder
          
          [default: .]

      --config <FILE>
          Another configuration than `glossator.toml` in the site's folder

  -q, --quiet
          Say less: errors alone

  -v, --verbose
          Say more: notes too

      --color <WHEN>
          When to use colours; `NO_COLOR` is heeded
          
          [default: auto]
          [possible values: auto, always, never]

      --format <FORMAT>
          How to print findings: for people to standard error, or one JSON object a line to standard
          output
          
          [default: text]
          [possible values: text, json]

Examples:
  glossator serve                    http://127.0.0.1:3000/, or the next free port
  glossator serve --open             … and open it in the browser
  glossator serve --editor vscode    … and open what is wrong in Visual Studio Code
  glossator serve --poll             for folders that tell no changes (network drives, containers)
  glossator serve --poll 2000        … looking every two seconds

"#]]
    );
}

#[test]
fn help_of_check() {
    assert_data_eq!(
        help(&["check", "--help"]),
        str![[r#"
Tell what is wrong or doubtful, and what to do about it

Reads the site and writes nothing. Each finding names file, line and column and shows the place;
with `--format json` each is one object with `code`, `severity`, `message`, `file`, `start`, `end`
(bytes), `line`, `column` (characters, from 1) and `hint`.

The exit status is 0 when nothing is wrong, 1 when there are errors.

Usage: glossator check [OPTIONS]

Options:
      --strict
          Fail on warnings too

  -h, --help
          Print help (see a summary with '-h')

Global options:
      --root <DIR>
          The site's folder
          
          [default: .]

      --config <FILE>
          Another configuration than `glossator.toml` in the site's folder

  -q, --quiet
          Say less: errors alone

  -v, --verbose
          Say more: notes too

      --color <WHEN>
          When to use colours; `NO_COLOR` is heeded
          
          [default: auto]
          [possible values: auto, always, never]

      --format <FORMAT>
          How to print findings: for people to standard error, or one JSON object a line to standard
          output
          
          [default: text]
          [possible values: text, json]

Examples:
  glossator check                  errors, warnings and notes
  glossator check -q               errors alone
  glossator check --strict         fail on warnings too, for continuous integration
  glossator check --format json    for a program to read

"#]]
    );
}

#[test]
fn help_of_fmt() {
    assert_data_eq!(
        help(&["fmt", "--help"]),
        str![[r#"
Bring annotations into their usual form

Rewrites other ways to write an annotation (`[words](person:ahab)`, `[words]{.person ref=ahab}`) as
`[words]{person=ahab}` and changes nothing else. The names of the files that changed go to standard
output.

Usage: glossator fmt [OPTIONS] [FILE]...

Arguments:
  [FILE]...
          Which files; all of `content/` where none is named

Options:
      --check
          Change nothing, and fail if anything would change

  -h, --help
          Print help (see a summary with '-h')

Global options:
      --root <DIR>
          The site's folder
          
          [default: .]

      --config <FILE>
          Another configuration than `glossator.toml` in the site's folder

  -q, --quiet
          Say less: errors alone

  -v, --verbose
          Say more: notes too

      --color <WHEN>
          When to use colours; `NO_COLOR` is heeded
          
          [default: auto]
          [possible values: auto, always, never]

      --format <FORMAT>
          How to print findings: for people to standard error, or one JSON object a line to standard
          output
          
          [default: text]
          [possible values: text, json]

Examples:
  glossator fmt                                    all of `content/`
  glossator fmt content/readings/chapter-01.md     one file
  glossator fmt --check                            change nothing; exit status 1 if anything would

"#]]
    );
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let site = SiteTest::empty();
    for arguments in [
        &["chekc"][..],
        &["build", "--nonsense"],
        &["check", "--format", "xml"],
        &["check", "-q", "-v"],
    ] {
        let ran = site.run(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}");
    }
    assert_data_eq!(
        site.run(&["chekc"]).stderr,
        str![[r#"
error: unrecognized subcommand 'chekc'

  tip: a similar subcommand exists: 'check'

Usage: glossator [OPTIONS] [COMMAND]

For more information, try '--help'.

"#]]
    );
}

#[test]
fn findings_are_shown_with_file_line_excerpt_and_hint() {
    let site = SiteTest::from_dir("voyage")
        .change(
            "content/readings/preface.md",
            "one voyage",
            "[Cook]{person=james-cok}",
        )
        .change("glossator.toml", "title", "titel");
    let ran = site.run(&["check"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    assert_data_eq!(
        ran.stderr,
        str![[r#"
error[unknown-entity]: there is no entity `james-cok`
 --> content/readings/preface.md:5:26
  |
5 | Two readings about [Cook]{person=james-cok}.
  |                          ^^^^^^^^^^^^^^^^^^
  |
  = hint: do you mean `james-cook`?
  = hint: to make it one, write `content/entities/james-cok.md`

warning[config-unknown-key]: there is no key `titel`
 --> glossator.toml:1:1
  |
1 | titel = "Voyages"
  | ^^^^^
  |
  = hint: do you mean `title`?

1 error, 1 warning

"#]]
    );
}

#[test]
fn findings_are_shown_to_programs_one_object_a_line() {
    let site = SiteTest::from_dir("voyage").change(
        "content/readings/preface.md",
        "one voyage",
        "«é» [Cook]{person=james-cok}",
    );
    let ran = site.run(&["check", "--format", "json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""));
    assert_data_eq!(
        ran.stdout,
        str![[r#"
{"code":"unknown-entity","severity":"error","message":"there is no entity `james-cok`","file":"content/readings/preface.md","start":59,"end":77,"line":5,"column":30,"hint":"do you mean `james-cook`?/nto make it one, write `content/entities/james-cok.md`"}

"#]]
    );
}

#[test]
fn a_sound_site_is_told_so() {
    let ran = SiteTest::from_dir("voyage").run(&["check"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_data_eq!(
        ran.stderr,
        str![[r#"
nothing wrong in 3 readings and 4 entities

"#]]
    );
}

#[test]
fn warnings_fail_only_where_that_is_wanted() {
    let site = SiteTest::from_dir("voyage").change("glossator.toml", "title", "titel");
    assert_eq!(site.run(&["check"]).status, 0);
    assert_eq!(site.run(&["check", "--strict"]).status, 1);
    assert_eq!(site.run(&["build"]).status, 0);
    assert_eq!(site.run(&["build", "--strict"]).status, 1);
}

#[test]
fn less_or_more_is_said() {
    let site = SiteTest::from_dir("voyage")
        .change("glossator.toml", "title", "titel")
        .change(
            "content/entities/tahiti.md",
            "coordinates = [-17.65, -149.43]\n",
            "",
        );
    let said = |arguments: &[&str]| {
        let stderr = site.run(arguments).stderr;
        (
            stderr.contains("warning["),
            stderr.contains("note["),
            stderr.contains("built 3 readings"),
        )
    };
    assert_eq!(said(&["build", "-q"]), (false, false, false));
    assert_eq!(said(&["build"]), (true, false, true));
    assert_eq!(said(&["build", "-v"]), (true, true, true));
    assert_eq!(said(&["check", "-q"]), (false, false, false));
    assert_eq!(said(&["check"]), (true, true, false));
}

#[test]
fn colours_are_used_where_they_are_wanted() {
    let site = SiteTest::from_dir("voyage").change("glossator.toml", "title", "titel");
    let colored = |arguments: &[&str]| site.run(arguments).stderr.contains('\u{1b}');
    assert!(!colored(&["check"]));
    assert!(!colored(&["check", "--color", "never"]));
    assert!(colored(&["check", "--color", "always"]));
}

#[test]
fn a_build_tells_what_it_did() {
    let site = SiteTest::from_dir("voyage");
    let ran = site.run(&["build"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_data_eq!(
        ran.stderr,
        str![[r#"
built 3 readings, 4 entities and 6 mentions in [..] s
public: [..] files written, 0 unchanged, 0 removed, [..] MB in all
open public/index.html in a browser, or run `glossator serve` while you edit

"#]]
    );
}

#[test]
fn where_there_is_nothing_to_build_a_person_is_told_what_to_do() {
    let site = SiteTest::empty();
    let ran = site.run(&["build"]);
    assert_eq!(ran.status, 1);
    assert_data_eq!(
        ran.stderr,
        str![[r#"
error[nothing-to-build]: there is nothing to build: no seeds and no content
 |
 = hint: put texts (`.txt` or `.md`) into a folder `seeds`, and build again
 = hint: or let `glossator init` make a small site to try

1 error
nothing was written

"#]]
    );
    assert!(site.tree("").is_empty());
}

#[test]
fn a_root_that_is_not_there_is_told_once() {
    let ran = SiteTest::empty().run(&["build", "--root", "nowhere"]);
    assert_eq!(ran.status, 1);
    assert_data_eq!(
        ran.stderr,
        str![[r#"
error[no-site]: there is no folder `nowhere`
 |
 = hint: name the site's folder with `--root`

1 error
nothing was written

"#]]
    );
}

#[test]
fn the_root_and_the_configuration_may_lie_elsewhere() {
    let site = SiteTest::from_dir("voyage").file("other.toml", "title = \"Other\"\n[kinds.ship]\n");
    let root = site.root().to_str().unwrap().to_owned();
    let elsewhere = SiteTest::empty();
    let config = site.path("other.toml");
    let ran = elsewhere.run(&[
        "--root",
        &root,
        "build",
        "--config",
        config.to_str().unwrap(),
    ]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    site.check_contains("public/index.html", &["Other"]);
    let ran = elsewhere.run(&["check", "--root", "absent"]);
    assert_eq!(ran.status, 1);
    assert_data_eq!(
        ran.stderr,
        str![[r#"
error[no-site]: there is no folder `absent`
 |
 = hint: name the site's folder with `--root`

1 error

"#]]
    );
}

#[test]
fn init_makes_a_site_and_overwrites_nothing() {
    let site = SiteTest::empty();
    let ran = site.run(&["init", "letters"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_data_eq!(
        ran.stderr,
        str![[r#"
made letters/glossator.toml
made letters/seeds/transit-of-venus.txt
next: `cd letters`, then `glossator build`

"#]]
    );
    assert_eq!(
        site.tree("letters").into_keys().collect::<Vec<_>>(),
        ["glossator.toml", "seeds/transit-of-venus.txt"]
    );
    let ran = site.run(&["check", "--root", "letters", "--format", "json"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));

    let site = site.file("letters/glossator.toml", "title = \"Mine\"\n");
    let ran = site.run(&["init", "letters"]);
    assert_eq!(ran.status, 1);
    assert_data_eq!(
        ran.stderr,
        str![[r#"
error[file-exists]: there is a site already: `glossator.toml` exists
--> glossator.toml
 = hint: name another folder: `glossator init DIR`

1 error

"#]]
    );
    assert_eq!(site.read("letters/glossator.toml"), "title = \"Mine\"\n");
}

#[test]
fn init_leaves_texts_that_are_there_and_adds_no_sample() {
    let site = SiteTest::empty()
        .file("seeds/mine.txt", "Mine.")
        .file("README.md", "Mine.");
    assert_eq!(site.run(&["init"]).status, 0);
    assert_eq!(
        site.tree("").into_keys().collect::<Vec<_>>(),
        ["README.md", "glossator.toml", "seeds/mine.txt"]
    );
}

#[test]
fn every_key_that_init_explains_is_one() {
    let site = SiteTest::empty();
    assert_eq!(site.run(&["init"]).status, 0);
    let uncommented = |line: &str| {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let is_key = |key: &str| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let is_setting =
            bare.starts_with('[') || bare.split_once(" = ").is_some_and(|(key, _)| is_key(key));
        (if is_setting { bare } else { line }).to_owned()
    };
    let text = site.read("glossator.toml");
    let explained = text.lines().map(uncommented).collect::<Vec<_>>().join("\n");
    for key in [
        "base_url = ",
        "output = ",
        "[kinds.ship]",
        "raw_html = ",
        "demonyms = ",
        "era = ",
        "borders = ",
    ] {
        assert!(
            explained.lines().any(|line| line.starts_with(key)),
            "{key}\n{explained}"
        );
    }
    // The collection that it explains.
    site.file(
        "content/readings/voyage/one.md",
        "+++\ntitle = \"One\"\n+++\nOne.\n",
    )
    .file(
        "maps/borders.geojson",
        r#"{ "type": "FeatureCollection", "features": [] }"#,
    )
    .file("glossator.toml", explained)
    .check_finds(0, "");
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let mut site = SiteTest::from_dir("voyage");
    for number in 0..2000 {
        site = site.file(
            &format!("content/reading/{number}.md"),
            "In the wrong folder.",
        );
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_glossator"))
        .args(["check", "--format", "json"])
        .current_dir(site.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut byte = [0];
    command
        .stdout
        .take()
        .unwrap()
        .read_exact(&mut byte)
        .unwrap();
    let output = command.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn an_import_names_what_it_wrote() {
    let site = SiteTest::empty().file("seeds/letter.txt", "In Paris, in Paris.\n");
    let ran = site.run(&["import", "--dry-run"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
would create content/readings/letter.md
would create content/entities/paris.md

"#]]
    );
    assert_data_eq!(
        ran.stderr,
        str![[r#"
would import: 1 reading created, 0 updated, 0 unchanged, 0 kept as edited; 1 entity and 2 annotations new

"#]]
    );
    assert_eq!(
        site.tree("").into_keys().collect::<Vec<_>>(),
        ["seeds/letter.txt"]
    );

    let ran = site.run(&["import"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_data_eq!(
        ran.stdout,
        str![[r#"
created content/readings/letter.md
created content/entities/paris.md

"#]]
    );
    assert_data_eq!(
        ran.stderr,
        str![[r#"
imported: 1 reading created, 0 updated, 0 unchanged, 0 kept as edited; 1 entity and 2 annotations new

"#]]
    );

    let before = site.tree("");
    let ran = site.run(&["import"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_data_eq!(
        ran.stderr,
        str![[r#"
imported: 0 readings created, 0 updated, 1 unchanged, 0 kept as edited; 0 entities and 0 annotations new

"#]]
    );
    assert!(site.tree("") == before);
}

#[test]
fn one_seed_may_be_imported() {
    let site = SiteTest::empty()
        .file("seeds/paris.txt", "In Paris.\n")
        .file("seeds/rome.txt", "In Rome.\n");
    assert_eq!(site.run(&["import", "seeds/rome.txt"]).status, 0);
    assert!(site.has("content/readings/rome.md") && !site.has("content/readings/paris.md"));
    let ran = site.run(&["import", "seeds/pari.txt"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr.contains("hint: do you mean `seeds/paris.txt`?"),
        "{}",
        ran.stderr
    );
    assert!(!site.has("content/readings/paris.md"));
}

#[test]
fn other_forms_of_annotations_are_brought_into_the_usual_one() {
    let other =
        "+++\ntitle = \"Other\"\n+++\n\n[Cook](person:james-cook)  and [T.]{.place ref=tahiti}\n";
    let site = SiteTest::from_dir("voyage").file("content/readings/other.md", other);
    let before = site.tree("");
    let ran = site.run(&["fmt", "--check"]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (1, "content/readings/other.md\n")
    );
    assert_data_eq!(
        ran.stderr,
        str![[r#"
would be changed: 1 file of 9
hint: `glossator fmt` changes them

"#]]
    );
    assert!(site.tree("") == before);

    let ran = site.run(&["fmt", "content/readings/preface.md"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    let ran = site.run(&["fmt"]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (0, "content/readings/other.md\n")
    );
    assert_eq!(site.run(&["fmt", "--check"]).status, 0);
    let site = site.check_file(
        "content/readings/other.md",
        str![[r#"
+++
title = "Other"
+++

[Cook]{person=james-cook}  and [T.]{place=tahiti}

"#]],
    );
    assert_eq!(site.run(&["fmt", "content/readings/othr.md"]).status, 1);
}
