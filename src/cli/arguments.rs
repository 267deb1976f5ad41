use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::serve::Editor;

/// Publish annotated readings: raw texts in, a static site out
#[derive(Debug, Parser)]
#[command(name = "glossator", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) global: Global,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(Init),
    Import(Import),
    Build(Build),
    Serve(Serve),
    Check(Check),
    Fmt(Fmt),
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    /// Say less: errors alone
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: notes too
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// When to use colours; `NO_COLOR` is heeded
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(super) color: ColorChoice,
    /// How to print findings: for people to standard error, or one JSON object a line to standard
    /// output
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// Which site is meant.
#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    /// The site's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// Another configuration than `glossator.toml` in the site's folder
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

/// Make a new site, ready to build, with a sample text
///
/// Writes `glossator.toml`, in which every key is explained, and a short text into `seeds/`. Nothing
/// that is already there is changed; a folder that has texts of its own gets no sample.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  glossator init                 in this folder
  glossator init letters         in a new folder `letters`
  cd letters && glossator build  … and then")]
pub(super) struct Init {
    /// Where; made if it is not there [default: the site's folder]
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

/// Bring seeds into `content/` as Markdown with annotations
///
/// Reads the raw texts in `seeds/`, finds the people, places, organizations, events, works and dates
/// that they name, and who says what; writes a reading for each into `content/readings/` and a file
/// for each entity into `content/entities/`. Seeds that did not change are left alone; a file that you have edited is
/// never overwritten: you are told what the seed's change would have been.
///
/// The names of the files that were written go to standard output.
///
/// With `--explain` nothing is written: for each span that is found in the seeds it is told why it is
/// annotated and linked as it is, or left alone.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  glossator import                        everything that is new or changed
  glossator import seeds/letter-12.txt    one seed
  glossator import --dry-run              only tell what would be done
  glossator import --explain seeds/letter-12.txt --only Paris
                                          why `Paris` is taken for what it is in this letter")]
pub(super) struct Import {
    /// Which seeds; all of them where none is named
    #[arg(value_name = "SEED")]
    pub(super) seeds: Vec<PathBuf>,
    /// Tell what would be done, and do nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Tell why each name is annotated and linked as it is, and do nothing; a seed may be named by
    /// its reading too
    #[arg(long)]
    pub(super) explain: bool,
    /// With `--explain`: of spans alone that hold these words, whatever their case
    #[arg(long, value_name = "WORDS", requires = "explain")]
    pub(super) only: Option<String>,
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

/// Import what is new or changed, and render everything
///
/// Writes the site into `public/` (or the folder that `output` in `glossator.toml` names). Files
/// that did not change are not touched, and nothing is removed but what an earlier build wrote. The
/// folder can be opened from disk or uploaded to any host as it is.
///
/// What can be built is built; findings of severity error make the exit status 1. When a template is
/// broken nothing is written, and the site of the build before stays.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  glossator build                  the site in this folder
  glossator build --root letters   the site in another one
  glossator build --strict         fail on warnings too, for continuous integration")]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

/// Preview the site live: it follows every save
///
/// Serves the site on this machine alone, watches its files, and updates open pages in place when
/// one changes: they keep their place, and go to the paragraph that was edited. What is wrong is shown
/// in the page, over its last good state. New and changed seeds are imported on the way. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  glossator serve                    http://127.0.0.1:3000/, or the next free port
  glossator serve --open             … and open it in the browser
  glossator serve --editor vscode    … and open what is wrong in Visual Studio Code
  glossator serve --poll             for folders that tell no changes (network drives, containers)
  glossator serve --poll 2000        … looking every two seconds")]
pub(super) struct Serve {
    /// The port to begin with; one in use is passed over, 0 lets the system choose
    #[arg(long, default_value_t = 3000)]
    pub(super) port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Look at the files every so many milliseconds instead of waiting for the system to tell of
    /// changes [default where no number is given: 500]
    #[arg(
        long,
        value_name = "MS",
        num_args = 0..=1,
        default_missing_value = "500",
        value_parser = clap::value_parser!(u64).range(10..=60_000)
    )]
    pub(super) poll: Option<u64>,
    /// The editor that opens the places of findings: `cursor`, `idea`, `textmate`, `vscode`,
    /// `vscodium`, `windsurf`, `zed`, or an address like `ed://open?f={file}&l={line}&c={column}`;
    /// without one a click copies the place
    #[arg(long, value_name = "EDITOR", env = "GLOSSATOR_EDITOR")]
    pub(super) editor: Option<Editor>,
}

/// Tell what is wrong or doubtful, and what to do about it
///
/// Reads the site and writes nothing. Each finding names file, line and column and shows the place;
/// with `--format json` each is one object with `code`, `severity`, `message`, `file`, `start`,
/// `end` (bytes), `line`, `column` (characters, from 1) and `hint`.
///
/// The exit status is 0 when nothing is wrong, 1 when there are errors.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  glossator check                  errors, warnings and notes
  glossator check -q               errors alone
  glossator check --strict         fail on warnings too, for continuous integration
  glossator check --format json    for a program to read")]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

/// Bring annotations into their usual form
///
/// Rewrites other ways to write an annotation (`[words](person:ahab)`, `[words]{.person ref=ahab}`)
/// as `[words]{person=ahab}` and changes nothing else. The names of the files that changed go to
/// standard output.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  glossator fmt                                    all of `content/`
  glossator fmt content/readings/chapter-01.md     one file
  glossator fmt --check                            change nothing; exit status 1 if anything would")]
pub(super) struct Fmt {
    /// Change nothing, and fail if anything would change
    #[arg(long)]
    pub(super) check: bool,
    /// Which files; all of `content/` where none is named
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Strictness {
    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,
}
