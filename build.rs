//! Tells Cargo that the themes are part of the program: a file that is added there is seen. And gives the
//! program a name for what it is made of: what one made, another does not take for its own.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

/// What pages are made by.
const PARTS: [&str; 4] = ["src", "themes", "data/basemap.bin", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        hash(Path::new(part), &mut hasher)?;
    }
    println!("cargo::rustc-env=GLOSSATOR_BUILD={:016x}", hasher.finish());
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "`crate::fs` is not there yet")]
fn hash(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if !path.is_dir() {
        path.hash(hasher);
        std::fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = path
        .read_dir()?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| hash(entry, hasher))
}
