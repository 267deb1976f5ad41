//! The command as its users meet it: whole sites, built and changed and built again.
//!
//! Each test works on a site in a folder of its own and runs the binary. Snapshots stand in the
//! tests; `SNAPSHOTS=overwrite cargo test --test suite` writes them anew.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "this is how snapshots are written by `SNAPSHOTS=overwrite`"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot arrange its site must stop"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a test changes files as any other program would, not through the room under test"
)]

mod bad_input;
mod cli;
mod faults;
mod import;
mod sites;
mod support;
