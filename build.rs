//! Tells Cargo that the default theme is part of the program: a file that is added there is seen.

#[expect(clippy::print_stdout, reason = "this is how a build script speaks to Cargo")]
fn main() {
    println!("cargo::rerun-if-changed=themes/folio");
}
