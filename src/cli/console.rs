use std::{
    ffi::OsStr,
    io::{self, IsTerminal as _, Write as _},
    time::Duration,
};

use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::arguments::{Format, Global};
use crate::model::Severity;

/// Standard output and standard error, and how they are to be used.
#[derive(Clone, Debug)]
pub(super) struct Console {
    volume: Volume,
    /// Whether standard error takes colours.
    pub(super) colored: bool,
    /// Whether standard output does.
    pub(super) data_colored: bool,
    /// The width of lines on standard output, in characters.
    pub(super) width: usize,
    pub(super) format: Format,
}

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Volume {
    Quiet,
    Usual,
    Verbose,
}

/// The width of lines where standard output is no terminal.
const WIDTH: usize = 100;
/// The width of lines that the eye still follows.
const WIDEST: usize = 120;

impl Console {
    /// Returns the console as the arguments and the environment want it.
    pub(super) fn new(global: &Global) -> Self {
        Self {
            volume: match (global.quiet, global.verbose) {
                (true, _) => Volume::Quiet,
                (_, true) => Volume::Verbose,
                _ => Volume::Usual,
            },
            colored: takes_colors(global.color, io::stderr().is_terminal()),
            data_colored: takes_colors(global.color, io::stdout().is_terminal()),
            width: terminal_size::terminal_size()
                .map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDEST)),
            format: global.format,
        }
    }

    /// Returns the mildest severity to be printed, where a command prints down to `usual`.
    pub(super) fn mildest(&self, usual: Severity) -> Severity {
        match self.volume {
            Volume::Quiet => Severity::Error,
            Volume::Usual => usual,
            Volume::Verbose => Severity::Note,
        }
    }

    /// Returns whether every finding is wanted one by one: a program asks, or a person did.
    pub(super) fn wants_all(&self) -> bool {
        self.volume == Volume::Verbose || self.format == Format::Json
    }

    /// Writes a line to standard error, unless the person wants it quiet.
    pub(super) fn say(&self, line: &str) {
        if self.volume != Volume::Quiet {
            complain(line);
        }
    }

    /// Returns a bar for `total` steps of `what`, which is drawn on a terminal alone.
    pub(super) fn progress(&self, what: &'static str, total: usize) -> ProgressBar {
        let target = if self.volume == Volume::Quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(total as u64), target);
        let style = if total == 0 {
            ProgressStyle::with_template("{prefix} {spinner}")
        } else {
            ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {wide_msg}")
        };
        bar.set_style(style.expect("the template is well formed"));
        bar.set_prefix(what);
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}

/// Returns whether a stream takes colours, as the arguments and the environment want it.
fn takes_colors(choice: ColorChoice, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
            let dumb = std::env::var_os("TERM").as_deref() == Some(OsStr::new("dumb"));
            is_terminal && !set("NO_COLOR") && !dumb
        }
    }
}

/// Writes a line of data to standard output.
pub(super) fn data(line: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Writes a line to standard error.
pub(super) fn complain(line: &str) {
    // Where nobody reads it, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Returns a number with its noun: `1 reading`, `3 readings`.
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
