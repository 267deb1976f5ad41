//! Why the names of a text are annotated and linked as they are, for people and for programs.

mod data;
mod people;

use std::{io, ops::Range};

use people::People;

use super::{
    Status,
    arguments::{Format, Import, SiteArguments},
    console::Console,
    import::{chosen_seeds, progress},
    printer::{self, Printer},
};
use crate::{
    check,
    import::{self, Explained, Request},
    link::Explanation,
    markup,
    model::{ProjectedBlock, Severity, sentences},
    site::Site,
};

/// Tells why the names of the chosen seeds are annotated and linked as they are.
pub(super) fn run(
    arguments: &Import,
    site: &SiteArguments,
    console: &Console,
) -> io::Result<Status> {
    let root = &site.root;
    let (site, mut findings) = Site::discover(root, site.config.as_deref());
    let (chosen, unknown) = chosen_seeds(root, &arguments.seeds, &site);
    let nothing_chosen = !arguments.seeds.is_empty() && chosen.is_empty();
    findings.extend(unknown);
    let mut explained = Vec::new();
    if !nothing_chosen {
        let request = Request {
            seeds: chosen,
            dry_run: true,
        };
        let bar = progress(&site, &request, console, "searching");
        let (told, found) = import::explain(&site, &request, &|seed| {
            bar.set_message(seed.to_owned());
            bar.inc(1);
        });
        bar.finish_and_clear();
        explained = told;
        findings.extend(found);
    }
    check::sort(&mut findings);
    Printer::new(console, root).print(&findings, console.mildest(Severity::Warning))?;
    let only = arguments.only.as_deref();
    match console.format {
        Format::Text => People::new(console).tell(&explained, only)?,
        Format::Json => data::tell(&explained, only)?,
    }
    let shown: usize = explained.iter().map(|text| spans(text, only).count()).sum();
    if shown == 0 && !nothing_chosen {
        console.say(&match only {
            Some(words) => format!("no span was found that holds `{words}`"),
            None => "no name and no date was found".to_owned(),
        });
    }
    Ok(printer::status(&findings, arguments.strictness.strict))
}

/// A span that was found, with the text around it.
struct Span<'a> {
    block: &'a ProjectedBlock,
    explanation: &'a Explanation,
}

/// Returns the spans of a text whose words hold `only`, whatever its case.
fn spans<'a>(text: &'a Explained, only: Option<&str>) -> impl Iterator<Item = Span<'a>> {
    let only = only.map(str::to_lowercase);
    text.explanations
        .iter()
        .filter_map(|explanation| {
            let block = text.text.blocks.get(explanation.block)?;
            Some(Span { block, explanation })
        })
        .filter(move |span| {
            let words = span.words().to_lowercase();
            only.as_ref().is_none_or(|only| words.contains(only))
        })
}

impl<'a> Span<'a> {
    fn words(&self) -> &'a str {
        let words = self.block.text.get(self.explanation.text.clone());
        words.unwrap_or_default()
    }

    /// Returns the bytes of the block from where the sentence begins in which the span does to where
    /// the one ends in which it ends.
    fn sentence(&self) -> Range<usize> {
        let span = &self.explanation.text;
        let mut around = sentences(&self.block.text)
            .into_iter()
            .filter(|sentence| sentence.start < span.end && span.start < sentence.end);
        let Some(first) = around.next() else {
            return span.clone();
        };
        let end = around.next_back().map_or(first.end, |last| last.end);
        first.start.min(span.start)..end.max(span.end)
    }

    /// Returns where in the text the span stands, as the page of the reading counts.
    fn place(&self) -> String {
        match (self.block.number, self.block.heading, &self.block.note) {
            (.., Some(note)) => format!("note {note}"),
            (_, Some(_), _) => "heading".to_owned(),
            (Some(number), ..) => format!("¶ {number}"),
            _ => "text".to_owned(),
        }
    }

    /// Returns what is written behind the words.
    fn attributes(&self) -> Option<String> {
        let annotation = self.explanation.annotation.as_ref()?;
        Some(markup::write_attributes(annotation))
    }
}
