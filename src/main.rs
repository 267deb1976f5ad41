//! The command `glossator`: hands its arguments to [`glossator::cli`] and exits with its status.

use std::process::ExitCode;

/// A build allocates small things by the million on every core: a sixth of its time goes to the allocator of
/// the C library and half of that to this one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    glossator::cli::run(std::env::args_os())
}
