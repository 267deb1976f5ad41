//! Finds the annotated spans among the events of a text.
//!
//! A bracket counts if it stands in text that equals its source and is not escaped. A `]` that a
//! well-formed attribute list touches closes a span if its `[` stands in the same emphasis, link,
//! cell or block. What is no span is left alone, with a finding where it seems to be meant as one.

use std::ops::Range;

use memchr::memchr3_iter;
use pulldown_cmark::{Event, LinkType, Tag};

use super::{
    MAX_DEPTH, NoteLabels,
    events::{Placed, is_block},
    slips::Slip,
};
use crate::{
    markup::{
        Options, annotation_attributes,
        attributes::{self, AttributeList, RunningText},
        codes,
    },
    model::{Annotation, Body, Finding},
};

/// An edge of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The bytes that the edge takes: the bracket, or the bracket with its attribute list.
    pub(super) source: Range<usize>,
    /// Which edge it is.
    pub(super) edge: Edge,
}

/// An edge of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// The span begins.
    Open {
        /// What is said of it.
        annotation: Box<Annotation>,
        /// Where its attribute list stands.
        attributes: Range<usize>,
        /// Whether pulldown-cmark takes its words for a link (`[whale]{…}` with `[whale]: url`).
        is_link: bool,
    },
    /// The span ends.
    Close,
}

/// Returns the edges of all spans by position; they are balanced within each container.
pub(super) fn find(
    file: &str,
    source: &str,
    events: &[Placed<'_>],
    labels: &NoteLabels,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Vec<Mark> {
    let mut finder = Finder {
        file,
        source,
        events,
        gaps: line_gaps(events),
        labels,
        options,
        findings,
        scopes: vec![Scope {
            opened: Vec::new(),
            escaped: 0,
            lost: false,
            is_block: true,
            end: source.len(),
        }],
        marks: Vec::new(),
        resume: 0,
    };
    let mut preformatted = 0_usize;
    for (index, placed) in events.iter().enumerate() {
        match &placed.event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => preformatted += 1,
            Event::End(end) if is_preformatted(*end) => preformatted -= 1,
            Event::Start(tag) => finder.enter(placed, is_block(tag)),
            Event::End(_) => finder.leave(index),
            Event::Text(_) if preformatted == 0 => finder.text(index),
            _ => {}
        }
    }
    let mut marks = finder.marks;
    marks.sort_by_key(|mark| mark.source.start);
    marks
}

fn is_preformatted(end: pulldown_cmark::TagEnd) -> bool {
    matches!(
        end,
        pulldown_cmark::TagEnd::CodeBlock | pulldown_cmark::TagEnd::HtmlBlock
    )
}

/// Returns what stands between the end of a line and the text of the next one: the prefixes of the
/// containers and indentation.
fn line_gaps(events: &[Placed<'_>]) -> Vec<Range<usize>> {
    events
        .windows(2)
        .filter(|pair| matches!(pair[0].event, Event::SoftBreak | Event::HardBreak))
        .map(|pair| pair[0].source.end..pair[1].source.start)
        .filter(|gap| gap.start < gap.end)
        .collect()
}

/// A container of running text: brackets match within one.
struct Scope {
    /// Where brackets stand that are not closed yet.
    opened: Vec<usize>,
    /// How many escaped brackets stand open, which are text.
    escaped: usize,
    /// Whether a container in it ended with a bracket that was not closed.
    lost: bool,
    /// Whether the container is a block.
    is_block: bool,
    /// Where the container ends.
    end: usize,
}

struct Finder<'a> {
    file: &'a str,
    source: &'a str,
    events: &'a [Placed<'a>],
    gaps: Vec<Range<usize>>,
    labels: &'a NoteLabels,
    options: &'a Options,
    findings: &'a mut Vec<Finding>,
    scopes: Vec<Scope>,
    marks: Vec<Mark>,
    /// Brackets before this byte are of an attribute list.
    resume: usize,
}

impl Finder<'_> {
    fn enter(&mut self, placed: &Placed<'_>, is_block: bool) {
        self.scopes.push(Scope {
            opened: Vec::new(),
            escaped: 0,
            lost: false,
            is_block,
            end: placed.source.end,
        });
    }

    fn leave(&mut self, index: usize) {
        if let Some(left) = self.scopes.pop()
            && let Some(scope) = self.scopes.last_mut()
        {
            scope.lost |= !left.is_block && (left.lost || !left.opened.is_empty());
        }
        let placed = &self.events[index];
        if matches!(placed.event, Event::End(pulldown_cmark::TagEnd::Link))
            && placed.source.start >= self.resume
            && self.is_shortcut(index)
        {
            self.shortcut(index);
        }
    }

    /// Returns whether the link that ends at event `index` is `[words]` alone, without a place to
    /// lead to, directly followed by what may be an attribute list.
    fn is_shortcut(&self, index: usize) -> bool {
        let end = self.events[index].source.end;
        // A link has the range of its whole syntax, so the type stands in its start alone.
        self.source.as_bytes().get(end) == Some(&b'{')
            && self.start_of_link(index) == Some(LinkType::Shortcut)
    }

    fn start_of_link(&self, index: usize) -> Option<LinkType> {
        let source = &self.events[index].source;
        let start = self.events[..index].iter().rposition(|placed| {
            placed.source == *source && matches!(placed.event, Event::Start(Tag::Link { .. }))
        })?;
        match self.events[start].event {
            Event::Start(Tag::Link { link_type, .. }) => Some(link_type),
            _ => None,
        }
    }

    fn shortcut(&mut self, index: usize) {
        let link = self.events[index].source.clone();
        let Some((annotation, list)) = self.attributes(index + 1, link.clone(), link.end) else {
            return;
        };
        self.push(
            link.start,
            link.end - 1..list.source.end,
            annotation,
            list,
            true,
        );
    }

    fn text(&mut self, index: usize) {
        let placed = &self.events[index];
        let Some(text) = placed.verbatim_text(self.source) else {
            return;
        };
        let skipped = usize::from(placed.escaped);
        if placed.escaped
            && text.starts_with('[')
            && let Some(scope) = self.scopes.last_mut()
        {
            scope.escaped += 1;
        }
        for offset in memchr3_iter(b'[', b']', b'{', text.as_bytes()) {
            let byte = text.as_bytes()[offset];
            let at = placed.source.start + offset;
            if offset < skipped || at < self.resume {
                continue;
            }
            if byte == b'{' {
                // What a `]` touches is looked at with it, unless that is text by an escape.
                if !self.source[..at].ends_with(']') {
                    self.stray(at);
                }
                continue;
            }
            let scope = self
                .scopes
                .last_mut()
                .expect("the outermost scope is never left");
            if byte == b'[' {
                scope.opened.push(at);
                continue;
            }
            let opened = scope.opened.pop();
            let is_text = opened.is_none() && scope.escaped > 0;
            scope.escaped -= usize::from(is_text);
            if is_text {
                continue;
            }
            if self.source.as_bytes().get(at + 1) == Some(&b'{') {
                self.closing(index, opened, at);
            } else if let Some(opened) = opened {
                self.check_note_reference(opened..at + 1);
            }
        }
    }

    /// Returns whether a bracket of another container of the same block could be meant by a `]`.
    fn has_bracket_elsewhere(&self) -> bool {
        let mut block_ended = false;
        self.scopes
            .iter()
            .rev()
            .take(MAX_DEPTH)
            .take_while(|scope| !std::mem::replace(&mut block_ended, scope.is_block))
            .any(|scope| scope.lost || !scope.opened.is_empty())
    }

    /// Handles a `]` at `at`, in event `index`, that a `{` touches.
    fn closing(&mut self, index: usize, opened: Option<usize>, at: usize) {
        let Some(opened) = opened else {
            // Without any bracket before it in the block, the list is prose.
            let text = self.running_text();
            if self.has_bracket_elsewhere()
                && attributes::looks_intended(text, at + 1)
                && let Ok(list) = attributes::parse(text, at + 1)
            {
                self.crossing(at..list.source.end);
            } else {
                self.slip(at + 1, Slip::NoOpening);
            }
            return;
        };
        let words = opened..at + 1;
        let Some((annotation, list)) = self.attributes(index, words.clone(), at + 1) else {
            return;
        };
        self.push(words.start, at..list.source.end, annotation, list, false);
    }

    /// Returns what the attribute list at `start` says of the words in the brackets `words`.
    fn attributes(
        &mut self,
        index: usize,
        words: Range<usize>,
        start: usize,
    ) -> Option<(Annotation, AttributeList)> {
        let text = self.running_text();
        let list = match attributes::parse(text, start) {
            Ok(list) if list.items.is_empty() => return None,
            Ok(list) => list,
            Err(malformed) => {
                if attributes::looks_intended(text, start) || self.begins_with_kind(start) {
                    let end = self.source[malformed.at..]
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8);
                    self.findings.push(
                        Finding::error(codes::BAD_ATTRIBUTES, malformed.reason)
                            .at(self.file, malformed.at..malformed.at + end)
                            .hint("write `[words]{kind=id}`, and put other values into `\"…\"`")
                            .hint("write `\\{` if this is text"),
                    );
                }
                return None;
            }
        };
        if !self.can_be_swallowed(index, &list.source) {
            self.crossing(list.source);
            return None;
        }
        let annotation = annotation_attributes::read(
            &list,
            self.file,
            self.options,
            self.labels,
            self.findings,
        )?;
        let is_empty = holds_no_words(&self.source[words.start + 1..words.end - 1]);
        if is_empty && annotation.body != Body::Category {
            self.findings.push(
                Finding::error(codes::EMPTY_SPAN, "the span holds no words")
                    .at(self.file, words.start..list.source.end),
            );
            return None;
        }
        Some((annotation, list))
    }

    /// Handles a `{` at `at` that no `]` touches.
    fn stray(&mut self, at: usize) {
        let before = self.source[..at].trim_end();
        let slip = if before.len() < at && before.ends_with(']') && !before.ends_with("\\]") {
            Slip::Apart
        } else if self
            .scopes
            .last()
            .is_some_and(|scope| !scope.opened.is_empty())
        {
            Slip::NoClosing
        } else {
            Slip::NoBrackets
        };
        self.slip(at, slip);
    }

    /// Tells of an attribute list at `start` that annotates nothing, if it is one beyond doubt: braces
    /// have many uses, `{place=bath}` has one.
    fn slip(&mut self, start: usize, slip: Slip) {
        let text = self.running_text();
        if !(self.begins_with_kind(start) && attributes::looks_intended(text, start)) {
            return;
        }
        if let Ok(list) = attributes::parse(text, start) {
            let finding = slip.finding(self.file, self.source, list.source);
            self.findings.push(finding);
        }
    }

    /// Returns whether the list begins with a kind but goes on otherwise: `{person ahab}`.
    fn begins_with_kind(&self, start: usize) -> bool {
        let rest = &self.source[start + 1..];
        let word = &rest[..rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(rest.len())];
        annotation_attributes::known_kind(word, self.options).is_some()
            || matches!(word, "date" | "note" | "quote")
    }

    /// Returns whether the events from `index` on leave the bytes of a list to the list: whatever
    /// begins in it ends in it, and nothing that began before ends in it.
    fn can_be_swallowed(&self, index: usize, list: &Range<usize>) -> bool {
        let mut depth = 0_usize;
        for placed in &self.events[index..] {
            if placed.source.start >= list.end && !matches!(placed.event, Event::End(_)) {
                break;
            }
            match &placed.event {
                Event::Start(tag) => {
                    if is_block(tag) || placed.source.end > list.end {
                        return false;
                    }
                    depth += 1;
                }
                Event::End(_) if depth == 0 => return placed.source.end >= list.end,
                Event::End(_) => depth -= 1,
                _ if placed.source.end > list.end
                    && placed.verbatim_text(self.source).is_none() =>
                {
                    return false;
                }
                _ => {}
            }
        }
        depth == 0
    }

    fn push(
        &mut self,
        open: usize,
        close: Range<usize>,
        annotation: Annotation,
        list: AttributeList,
        is_link: bool,
    ) {
        self.resume = close.end;
        let edge = Edge::Open {
            annotation: Box::new(annotation),
            attributes: list.source,
            is_link,
        };
        self.marks.push(Mark {
            source: open..open + 1,
            edge,
        });
        self.marks.push(Mark {
            source: close,
            edge: Edge::Close,
        });
    }

    fn crossing(&mut self, source: Range<usize>) {
        self.findings.push(
            Finding::error(
                codes::CROSSING_SPAN,
                "the span crosses emphasis, a link, code or the edge of a block, and is left as text",
            )
            .at(self.file, source)
            .hint("begin and end the span inside the same `*…*`, link, cell or paragraph"),
        );
    }

    /// Says that a note is not defined, where `[^label]` stayed text for that reason.
    fn check_note_reference(&mut self, brackets: Range<usize>) {
        let words = &self.source[brackets.start + 1..brackets.end - 1];
        let Some(label) = words.strip_prefix('^') else {
            return;
        };
        if label.is_empty() || label.len() > 200 || label.contains(char::is_whitespace) {
            return;
        }
        self.findings.push(
            Finding::warning(codes::UNDEFINED_NOTE, format!("there is no note `{label}`"))
                .at(self.file, brackets)
                .hint(format!("write the note: `[^{label}]: …`"))
                .hint("write `\\[^` if this is text"),
        );
    }

    fn running_text(&self) -> RunningText<'_> {
        let end = self
            .scopes
            .last()
            .expect("the outermost scope is never left")
            .end;
        RunningText {
            source: self.source,
            gaps: &self.gaps,
            end,
        }
    }
}

/// Returns whether Markdown is nothing but white space and comments.
fn holds_no_words(mut markdown: &str) -> bool {
    loop {
        markdown = markdown.trim_start();
        match markdown
            .strip_prefix("<!--")
            .and_then(|rest| rest.split_once("-->"))
        {
            Some((_, rest)) => markdown = rest,
            None => return markdown.is_empty(),
        }
    }
}
