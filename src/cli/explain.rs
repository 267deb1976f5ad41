//! Why the names of a text are annotated and linked as they are, for people and for programs.

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    ops::Range,
};

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use serde::Serialize;

use super::{
    Status,
    arguments::{Format, Import, SiteArguments},
    console::{Console, count},
    import::{chosen_seeds, progress},
    printer::{self, Printer},
    wrap::{shortened_end, shortened_start, wrapped},
};
use crate::{
    check,
    import::{self, Explained, Request},
    link::{Alternative, Explanation},
    markup,
    model::{Certainty, ProjectedBlock, Severity, sentences},
    site::Site,
};

/// Other meanings of a span that are shown.
const MOST_ALTERNATIVES: usize = 3;
/// The width of the labels before the lines.
const MARGIN: usize = 10;

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
        Format::Json => for_programs(&explained, only)?,
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

/// Returns the explanations as one JSON object a line.
fn for_programs(explained: &[Explained], only: Option<&str>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for text in explained {
        for span in spans(text, only) {
            serde_json::to_writer(&mut out, &Record::of(text, &span))?;
            writeln!(out)?;
        }
    }
    out.flush()
}

/// A span as programs read it: one object of `--format json`.
#[derive(Serialize)]
struct Record<'a> {
    seed: &'a str,
    reading: Option<&'a str>,
    paragraph: Option<usize>,
    words: &'a str,
    sentence: &'a str,
    /// First byte of the words in the sentence.
    start: usize,
    /// The byte after their last.
    end: usize,
    recognized: &'a str,
    score: f64,
    evidence: &'a [String],
    annotation: Option<String>,
    entity: Option<&'a str>,
    certainty: Option<Certainty>,
    reasons: &'a [String],
    alternatives: Vec<AlternativeRecord<'a>>,
}

#[derive(Serialize)]
struct AlternativeRecord<'a> {
    name: &'a str,
    entity: Option<&'a str>,
    score: f64,
}

impl<'a> Record<'a> {
    fn of(text: &'a Explained, span: &Span<'a>) -> Self {
        let explanation = span.explanation;
        let sentence = span.sentence();
        let annotation = explanation.annotation.as_ref();
        Self {
            seed: &text.seed,
            reading: text.reading.as_deref(),
            paragraph: span.block.number,
            words: span.words(),
            start: explanation.text.start - sentence.start,
            end: explanation.text.end - sentence.start,
            sentence: &span.block.text[sentence],
            recognized: &explanation.recognized,
            score: rounded(explanation.score),
            evidence: &explanation.evidence,
            annotation: span.attributes(),
            entity: annotation
                .and_then(|annotation| annotation.entity())
                .map(crate::model::Id::as_str),
            certainty: annotation.map(|annotation| annotation.certainty),
            reasons: &explanation.reasons,
            alternatives: explanation
                .alternatives
                .iter()
                .map(|alternative| AlternativeRecord {
                    name: &alternative.name,
                    entity: alternative.id.as_ref().map(crate::model::Id::as_str),
                    score: rounded(alternative.score),
                })
                .collect(),
        }
    }
}

/// Returns a score with the digits that mean something.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}

/// Tells people, in lines as wide as the terminal.
struct People {
    width: usize,
    words: Style,
    attributes: Style,
    doubtful: Style,
    label: Style,
}

impl People {
    fn new(console: &Console) -> Self {
        let style = |style: Style| {
            if console.data_colored {
                style
            } else {
                Style::new()
            }
        };
        Self {
            width: console.width,
            words: style(Style::new() | Effects::BOLD),
            attributes: style(AnsiColor::Cyan.on_default()),
            doubtful: style(AnsiColor::Yellow.on_default()),
            label: style(Style::new() | Effects::DIMMED),
        }
    }

    fn tell(&self, explained: &[Explained], only: Option<&str>) -> io::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (index, text) in explained.iter().enumerate() {
            let shown: Vec<Span<'_>> = spans(text, only).collect();
            if shown.is_empty() {
                continue;
            }
            if index > 0 {
                writeln!(out)?;
            }
            self.heading(&mut out, text)?;
            // What was told once is not told again: a book names its hero a thousand times.
            let mut told: BTreeMap<(&str, String), (String, &Explanation)> = BTreeMap::new();
            for span in &shown {
                let attributes = span.attributes();
                let key = (span.words(), attributes.clone().unwrap_or_default());
                match told.get(&key) {
                    Some((place, other)) if are_alike(span.explanation, other) => {
                        self.title(&mut out, span, attributes.as_deref())?;
                        writeln!(out, "{}", self.dimmed(&format!("  as in {place}")))?;
                    }
                    _ => {
                        writeln!(out)?;
                        self.title(&mut out, span, attributes.as_deref())?;
                        writeln!(out)?;
                        self.story(&mut out, span)?;
                        told.insert(key, (span.place(), span.explanation));
                    }
                }
            }
        }
        out.flush()
    }

    fn heading(&self, out: &mut dyn io::Write, text: &Explained) -> io::Result<()> {
        let annotated = text
            .explanations
            .iter()
            .filter(|it| it.annotation.is_some());
        let annotated = annotated.count();
        let found = text.explanations.len();
        let bold = self.words;
        write!(out, "{bold}{}{bold:#}", text.seed)?;
        if let Some(reading) = &text.reading {
            write!(out, " → {reading}")?;
        }
        writeln!(
            out,
            "\n{} found, {annotated} annotated",
            count(found, "span", "spans")
        )
    }

    /// Writes what is written into the reading; the line is left open.
    fn title(
        &self,
        out: &mut dyn io::Write,
        span: &Span<'_>,
        attributes: Option<&str>,
    ) -> io::Result<()> {
        let place = span.place();
        let pad = " ".repeat(MARGIN.saturating_sub(place.chars().count()).max(1));
        let words = shortened_end(span.words(), self.width.saturating_sub(MARGIN + 20));
        write!(out, "{}{pad}", self.dimmed(&place))?;
        let bold = self.words;
        let Some(attributes) = attributes else {
            return write!(out, "{bold}{words}{bold:#}  left alone");
        };
        let certainty = span.explanation.annotation.as_ref().map(|it| it.certainty);
        let style = if certainty == Some(Certainty::High) {
            self.attributes
        } else {
            self.doubtful
        };
        write!(out, "[{bold}{words}{bold:#}]{style}{attributes}{style:#}")
    }

    fn story(&self, out: &mut dyn io::Write, span: &Span<'_>) -> io::Result<()> {
        let explanation = span.explanation;
        self.line(out, "in", &self.excerpt(span))?;
        let score = format!("{}, score {:.2}", explanation.recognized, explanation.score);
        let found = match explanation.evidence.as_slice() {
            [] => score,
            evidence => format!("{score}: {}", evidence.join("; ")),
        };
        self.line(out, "found", &found)?;
        let label = match explanation.annotation {
            Some(_) => "linked",
            None => "left",
        };
        if !explanation.reasons.is_empty() {
            self.line(out, label, &explanation.reasons.join("; "))?;
        }
        if !explanation.alternatives.is_empty() {
            self.line(out, "or else", &alternatives(&explanation.alternatives))?;
        }
        Ok(())
    }

    /// Writes text behind a label, in as many lines as it takes.
    fn line(&self, out: &mut dyn io::Write, label: &str, text: &str) -> io::Result<()> {
        let room = self.width.saturating_sub(2 * MARGIN).max(20);
        for (index, line) in wrapped(text, room).into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let pad = " ".repeat(MARGIN - label.len());
            writeln!(out, "{:MARGIN$}{}{pad}{line}", "", self.dimmed(label))?;
        }
        Ok(())
    }

    /// Returns the words in their sentence, in one line.
    fn excerpt(&self, span: &Span<'_>) -> String {
        let room = self.width.saturating_sub(2 * MARGIN).max(20);
        let sentence = span.sentence();
        let text = &span.block.text;
        let words = shortened_end(span.words(), room / 2);
        let left = room.saturating_sub(words.chars().count() + 2);
        let before = &text[sentence.start..span.explanation.text.start];
        let after = &text[span.explanation.text.end..sentence.end];
        // What one side does not take is the other's.
        let taken_after = after.chars().count().min(left / 2);
        let before = shortened_start(before, left - taken_after);
        let after = shortened_end(after, left - before.chars().count());
        format!("{before}›{words}‹{after}")
    }

    fn dimmed(&self, text: &str) -> String {
        let label = self.label;
        format!("{label}{text}{label:#}")
    }
}

/// Returns whether two spans are annotated as they are for the same reasons.
fn are_alike(one: &Explanation, other: &Explanation) -> bool {
    one.recognized == other.recognized
        && one.reasons == other.reasons
        && one.alternatives == other.alternatives
}

fn alternatives(alternatives: &[Alternative]) -> String {
    let mut told: Vec<String> = alternatives
        .iter()
        .take(MOST_ALTERNATIVES)
        .map(|alternative| format!("{} {:.2}", alternative.name, alternative.score))
        .collect();
    if alternatives.len() > MOST_ALTERNATIVES {
        told.push(format!("{} more", alternatives.len() - MOST_ALTERNATIVES));
    }
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_few() {
        let alternative = |name: &str| Alternative {
            name: name.to_owned(),
            id: None,
            score: 0.25,
        };
        let all: Vec<Alternative> = ["a", "b", "c", "d", "e"].map(alternative).into();
        assert_eq!(alternatives(&all[..1]), "a 0.25");
        assert_eq!(alternatives(&all), "a 0.25; b 0.25; c 0.25; 2 more");
    }
}
