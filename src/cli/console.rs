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
#[derive(Debug)]
pub(super) struct Console {
    quiet: bool,
    verbose: bool,
    pub(super) colored: bool,
    pub(super) format: Format,
}

impl Console {
    /// Returns the console as the arguments and the environment want it.
    pub(super) fn new(global: &Global) -> Self {
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            colored: match global.color {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => {
                    let set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
                    let dumb = std::env::var_os("TERM").as_deref() == Some(OsStr::new("dumb"));
                    io::stderr().is_terminal() && !set("NO_COLOR") && !dumb
                }
            },
            format: global.format,
        }
    }

    /// Returns the mildest severity to be printed, where a command prints down to `usual`.
    pub(super) fn mildest(&self, usual: Severity) -> Severity {
        match (self.quiet, self.verbose) {
            (true, _) => Severity::Error,
            (_, true) => Severity::Note,
            _ => usual,
        }
    }

    /// Writes a line to standard error, unless the person wants it quiet.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            complain(line);
        }
    }

    /// Returns a bar for `total` steps of `what`, which is drawn on a terminal alone.
    pub(super) fn progress(&self, what: &'static str, total: usize) -> ProgressBar {
        let target = if self.quiet {
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
