//! Explanations for people.

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
};

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

use super::{
    super::{
        console::{Console, count},
        wrap::{shortened_end, shortened_start, wrapped},
    },
    Span, spans,
};
use crate::{
    import::Explained,
    link::{Alternative, Explanation},
    model::Certainty,
};

/// Other meanings of a span that are shown.
const MOST_ALTERNATIVES: usize = 3;
/// The width of the labels before the lines.
const MARGIN: usize = 10;

/// Tells people, in lines as wide as the terminal.
pub(super) struct People {
    width: usize,
    words: Style,
    attributes: Style,
    doubtful: Style,
    label: Style,
}

impl People {
    pub(super) fn new(console: &Console) -> Self {
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

    pub(super) fn tell(&self, explained: &[Explained], only: Option<&str>) -> io::Result<()> {
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
