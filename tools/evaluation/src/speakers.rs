//! How well it is told who says what: quotations found, speakers named, by what the text tells of them.

mod gold;
mod score;

use std::path::{Path, PathBuf};

use clap::Args;
use glossator::{
    fs,
    gazetteer::Gazetteer,
    link::{self, Corpus, Knowledge, Linked, Registry},
    model::Projection,
    recognize,
};

use self::{gold::Names, score::Score};

/// What to measure, and what to tell of it.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A folder of readings whose quotations are annotated
    folder: PathBuf,
    /// Show every quotation whose speaker is wrong or left open, and every one that is none
    #[arg(long)]
    errors: bool,
}

/// Measures, and returns the report.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<String> {
    let files = files(&arguments.folder);
    anyhow::ensure!(
        !files.is_empty(),
        "there are no readings in `{}`",
        arguments.folder.display()
    );
    let mut report = String::new();
    for names in [Names::Found, Names::Given] {
        let mut score = Score::default();
        for file in &files {
            let source = fs::read_text(file)?;
            let text = gold::read(&source, names);
            let linked = linked(&text.projection);
            score.add(&text, &linked, arguments.errors);
        }
        report.push_str(match names {
            Names::Found => "names as recognition finds them\n\n",
            Names::Given => "\nnames as annotated\n\n",
        });
        report.push_str(&score.show());
    }
    Ok(report)
}

/// Returns the readings of a folder, in order; not those of its folders, nor what tells of it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let is_none = |name: &str| matches!(name, "README.md" | "development");
    fs::list(folder, folder, &is_none)
        .files
        .into_iter()
        .map(|file| file.path)
        .collect()
}

fn linked(text: &Projection) -> Linked {
    let gazetteer = Gazetteer::embedded();
    let context = recognize::Context {
        tagger: recognize::tagger::embedded(),
        known: None,
        demonyms: false,
        gazetteer,
        date: None,
    };
    let found = recognize::recognize(text, &context);
    let knowledge = Knowledge {
        registry: &Registry::default(),
        corpus: &Corpus::of([(text, found.candidates.as_slice())], gazetteer),
        gazetteer,
    };
    link::link(text, &found, knowledge)
}
