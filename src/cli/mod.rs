//! The command line: arguments, progress, printing of findings, exit codes.

mod arguments;
mod build;
mod check;
mod console;
mod explain;
mod fmt;
mod import;
mod init;
mod names;
mod printer;
mod serve;
mod wrap;

use std::{
    ffi::OsString,
    io,
    process::{ExitCode, Termination},
};

use clap::Parser as _;

use arguments::{Arguments, Command};
use console::Console;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// It did what was asked.
    Done,
    /// There are findings that a person must look at.
    Found,
}

impl Termination for Status {
    fn report(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Found => ExitCode::FAILURE,
        }
    }
}

/// What `glossator` says without a command.
const GUIDE: &str = "\
Glossator publishes annotated readings: raw texts in, a static site out.

To begin, put texts (.txt or .md) into a folder `seeds` and run

    glossator build     find people, places and dates; write `content/` and `public/`
    glossator serve     read the site while you correct `content/`: it follows every save

or let `glossator init` make a small site to try.

    glossator check     tell what is wrong or doubtful, with file, line and what to do
    glossator fmt       bring the annotations of `content/` into their usual form
    glossator import    only bring new and changed seeds into `content/`

`glossator COMMAND --help` explains a command and shows examples.
";

/// Runs the command that the arguments name, the first of which is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Who closed the pipe does not want to read more.
            let _ = error.print();
            return if error.use_stderr() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let console = Console::new(&arguments.global);
    match dispatch(&arguments, &console) {
        Ok(status) => status.report(),
        // As with `glossator check --format json | head`: Rust does not let the signal of a broken
        // pipe end the process, and the reader has all that it wants.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            console::complain(&format!("cannot write to standard output: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &Arguments, console: &Console) -> io::Result<Status> {
    let site = &arguments.global.site;
    match &arguments.command {
        None => console::data(GUIDE.trim_end()).map(|()| Status::Done),
        Some(Command::Init(arguments)) => init::run(arguments, site, console),
        Some(Command::Import(arguments)) if arguments.explain => {
            explain::run(arguments, site, console)
        }
        Some(Command::Import(arguments)) => import::run(arguments, site, console),
        Some(Command::Build(arguments)) => build::run(arguments, site, console),
        Some(Command::Serve(arguments)) => Ok(serve::run(arguments, site, console)),
        Some(Command::Check(arguments)) => check::run(arguments, site, console),
        Some(Command::Fmt(arguments)) => fmt::run(arguments, site, console),
    }
}
