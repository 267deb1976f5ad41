//! Tells Cargo that the default theme is part of the program: a file that is added there is seen.

fn main() {
    println!("cargo::rerun-if-changed=themes/folio");
}
