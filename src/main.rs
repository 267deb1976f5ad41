//! The command `glossator`: hands its arguments to [`glossator::cli`] and exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    glossator::cli::run(std::env::args_os())
}
