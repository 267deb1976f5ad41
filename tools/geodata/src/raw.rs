//! The raw inputs: each is read whole and refused unless its hash is the one on record.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

/// The folder of raw inputs together with what is on record about them.
pub(crate) struct Inputs {
    folder: PathBuf,
    records: Vec<Record>,
}

/// What `data/inputs.toml` says of one input.
#[derive(serde::Deserialize)]
struct Record {
    file: String,
    products: Vec<String>,
    blake3: String,
}

/// The form of `data/inputs.toml`.
#[derive(serde::Deserialize)]
struct Register {
    input: Vec<Record>,
}

impl Inputs {
    /// Returns the inputs that lie in a folder, unread.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let register: Register = toml::from_str(include_str!("../../../data/inputs.toml"))
            .context("`data/inputs.toml` is malformed")?;
        Ok(Self {
            folder: folder.to_owned(),
            records: register.input,
        })
    }

    /// Returns the unpacked bytes of an input, if the packed ones have the hash on record.
    pub(crate) fn read(&self, name: &str) -> anyhow::Result<Vec<u8>> {
        let record = self.record(name)?;
        let packed = glossator::fs::read(&self.folder.join(name))?;
        let found = blake3::hash(&packed).to_hex();
        ensure!(
            found.as_str() == record.blake3,
            "`{name}` has BLAKE3 {found}, but `data/inputs.toml` says {}",
            record.blake3
        );
        let mut unpacked = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*packed), &mut unpacked)
            .with_context(|| format!("cannot unpack `{name}`"))?;
        Ok(unpacked)
    }

    /// Returns the unpacked text of an input.
    pub(crate) fn read_text(&self, name: &str) -> anyhow::Result<String> {
        String::from_utf8(self.read(name)?).with_context(|| format!("`{name}` is not UTF-8"))
    }

    /// Adds the names and hashes of a product's inputs to a hash, in the order of the register.
    pub(crate) fn hash_product(&self, product: &str, hasher: &mut blake3::Hasher) {
        for record in &self.records {
            if record.products.iter().any(|it| it == product) {
                record.hash_into(hasher);
            }
        }
    }

    fn record(&self, name: &str) -> anyhow::Result<&Record> {
        self.records
            .iter()
            .find(|record| record.file == name)
            .with_context(|| format!("`data/inputs.toml` does not list `{name}`"))
    }
}

impl Record {
    fn hash_into(&self, hasher: &mut blake3::Hasher) {
        hasher.update(self.file.as_bytes()).update(b" ");
        hasher.update(self.blake3.as_bytes()).update(b"\n");
    }
}

/// Writes a product.
#[expect(
    clippy::disallowed_methods,
    reason = "a product is built by hand and kept under version control"
)]
pub(crate) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
}
