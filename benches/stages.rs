//! How long each stage of a text's way takes, on the demonstration reading.
//!
//! `cargo bench` prints a table; figures quoted elsewhere say on which machine they were measured.

use std::{path::Path, sync::Arc};

use divan::{Bencher, black_box};
use glossator::{
    gazetteer::Gazetteer,
    library::{Difference, Reading, Terms},
    markup::{self, Options},
    model::Projection,
    recognize,
    render::{Page, Renderer},
    source,
    workspace::Workspace,
};

fn main() {
    divan::main();
}

fn workspace() -> Workspace {
    Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR")), None)
}

/// The first reading of the demonstration site: its name, and it.
fn reading(workspace: &Workspace) -> (&String, &Arc<Reading>) {
    workspace
        .readings
        .iter()
        .next()
        .expect("the demonstration site has a reading")
}

/// The demonstration reading's seed as Markdown without annotations.
fn markdown() -> String {
    let workspace = workspace();
    let seed = workspace
        .site
        .seeds
        .first()
        .expect("the demonstration site has a seed");
    let bytes = glossator::fs::read(&seed.path).expect("the seed can be read");
    source::read(&seed.name, &bytes)
        .0
        .expect("the seed is a text")
        .markdown
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let (_, reading) = reading(&workspace);
    let options = Options::default();
    let source = reading.source.text().expect("the text is held");
    bencher.bench(|| markup::read_reading(&reading.file, black_box(&source), &options));
}

#[divan::bench]
fn summarize(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let (_, reading) = reading(&workspace);
    let options = Options::default();
    let source = reading.source.text().expect("the text is held");
    bencher
        .with_inputs(|| markup::read_reading(&reading.file, &source, &options).0)
        .bench_values(|parsed| {
            let source = reading.source.clone();
            Reading::new(&reading.file, source, parsed, &Arc::default())
        });
}

#[divan::bench]
fn recognize_names_and_dates(bencher: Bencher<'_, '_>) {
    let markdown = markdown();
    let whole = 0..markdown.len();
    let (document, _) = markup::parse("seed", &markdown, whole, &Options::default());
    let projection = Projection::of(&document);
    let context = recognize::Context {
        tagger: None,
        known: None,
        demonyms: false,
        gazetteer: Gazetteer::embedded(),
        date: None,
    };
    bencher.bench(|| recognize::recognize(black_box(&projection), &context));
}

/// Words a second of the neural tagger, on all cores.
#[cfg(feature = "tagger")]
#[divan::bench]
fn tag_names(bencher: Bencher<'_, '_>) {
    let tagger = recognize::tagger::embedded().expect("the tagger is part of this build");
    let markdown = markdown();
    let sentences: Vec<&str> = markdown.split_inclusive(['.', '\n']).collect();
    let words = markdown.split_whitespace().count();
    bencher
        .counter(divan::counter::ItemsCount::new(words))
        .bench(|| tagger.tag(black_box(&sentences)));
}

#[divan::bench]
fn look_up_a_place(bencher: Bencher<'_, '_>) {
    let gazetteer = Gazetteer::embedded();
    bencher.bench(|| gazetteer.look_up(black_box("Saint Petersburg")));
}

#[divan::bench]
fn render_a_reading(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let renderer = Renderer::new(&workspace.site).expect("the default theme can be read");
    let overview = renderer.overview(&workspace);
    let page = Page::Reading(reading(&workspace).0.clone());
    bencher.bench(|| overview.render(black_box(&page)));
}

#[divan::bench]
fn render_the_map(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let renderer = Renderer::new(&workspace.site).expect("the default theme can be read");
    let overview = renderer.overview(&workspace);
    bencher.bench(|| overview.render(black_box(&Page::Map)));
}

#[divan::bench]
fn render_every_page(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let renderer = Renderer::new(&workspace.site).expect("the default theme can be read");
    bencher.bench(|| renderer.render_all(black_box(&workspace)));
}

/// What an edit of a reading costs the library.
#[divan::bench]
fn update_the_library(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let (name, reading) = reading(&workspace);
    let mut library = workspace.library.clone();
    bencher.bench_local(|| {
        let mut difference = Difference::default();
        let summary = Some(Arc::clone(&reading.summary));
        difference.readings.insert(name.clone(), summary);
        library.update(black_box(difference));
    });
}

/// What it costs to know that a page need not be made again.
#[divan::bench]
fn leave_a_page_alone(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let renderer = Renderer::new(&workspace.site).expect("the default theme can be read");
    let page = Page::Reading(reading(&workspace).0.clone());
    let rendered = renderer.overview(&workspace).render(&page);
    let record = rendered.expect("the page can be made").record;
    bencher.bench(|| renderer.overview(&workspace).is_current(black_box(&record)));
}

/// The words of a reading, for the search index.
#[divan::bench]
fn find_terms(bencher: Bencher<'_, '_>) {
    let workspace = workspace();
    let text = reading(&workspace).1.text();
    let text = text.expect("the text is held");
    bencher.bench(|| Terms::of(black_box(&text.projection)));
}
