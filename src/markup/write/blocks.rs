//! Blocks as Markdown; each function returns lines without a line end after the last one.

use super::{characters::longest_run, inlines, links};
use crate::model::{Alignment, Block, BlockKind, Inline, InlineKind, ListItem, Note};

/// A comment is dropped on reading: between two blocks it keeps them apart where a blank line
/// cannot stand, or would not do.
const SEPARATOR: &str = "<!-- -->";

/// Writes blocks one below the other; in a tight list without blank lines between them.
pub(super) fn blocks(blocks: &[Block], tight: bool) -> String {
    let mut lines = String::new();
    let mut last: Option<&Block> = None;
    let mut alternate = false;
    for block in blocks {
        alternate = last.is_some_and(|last| are_lists_alike(last, block)) && !alternate;
        if let Some(last) = last {
            lines.push('\n');
            if !tight {
                lines.push('\n');
            } else if would_merge(last, block) {
                lines.push_str(SEPARATOR);
                lines.push('\n');
            }
        }
        lines.push_str(&self::block(block, alternate));
        last = Some(block);
    }
    lines
}

/// Writes a note with its label.
pub(super) fn note(note: &Note) -> String {
    let marker = format!("[^{}]:", note.label);
    let text = blocks(&note.blocks, false);
    if text.is_empty() {
        marker
    } else {
        indented(&text, &format!("{marker} "), "    ")
    }
}

/// Writes a block; `alternate` tells a list from the one before it by another marker.
fn block(block: &Block, alternate: bool) -> String {
    match &block.kind {
        BlockKind::Paragraph(content) => inlines::write(content, inlines::Place::Paragraph),
        BlockKind::Heading { level, content, id } => heading(*level, content, id.as_deref()),
        BlockKind::Quote(inner) => {
            let text = blocks(inner, false);
            if text.is_empty() {
                ">".to_owned()
            } else {
                indented(&text, "> ", "> ")
            }
        }
        BlockKind::List {
            start,
            tight,
            items,
        } => list(*start, *tight, items, alternate),
        BlockKind::Code { info, text } => code(info.as_deref(), text),
        BlockKind::Table {
            alignments,
            head,
            rows,
        } => table(alignments, head, rows),
        BlockKind::Rule => "***".to_owned(),
        BlockKind::Html(html) => html.trim_end_matches('\n').to_owned(),
    }
}

fn heading(level: u8, content: &[Inline], id: Option<&str>) -> String {
    let id = id.map_or(String::new(), |id| format!(" {{#{id}}}"));
    let level = level.clamp(1, 6);
    // Only a heading that is underlined can stand on more than one line.
    if level <= 2 && has_soft_break(content) {
        let text = inlines::write(content, inlines::Place::Underlined);
        let underline = if level == 1 { "===" } else { "---" };
        return format!("{text}{id}\n{underline}");
    }
    let marks = "#".repeat(usize::from(level));
    let text = inlines::write(content, inlines::Place::Heading);
    let space = if text.is_empty() { "" } else { " " };
    format!("{marks}{space}{text}{id}")
}

fn has_soft_break(content: &[Inline]) -> bool {
    content
        .iter()
        .any(|inline| inline.kind == InlineKind::SoftBreak || has_soft_break(inline.children()))
}

fn list(start: Option<u64>, tight: bool, items: &[ListItem], alternate: bool) -> String {
    /// The largest number that an item can have, in nine digits.
    const MAX_NUMBER: u64 = 999_999_999;
    let texts: Vec<String> = items
        .iter()
        .map(|item| blocks(&item.blocks, tight))
        .collect();
    let bullet = if texts.iter().any(|text| is_dashes(text)) {
        "*"
    } else if alternate {
        "+"
    } else {
        "-"
    };
    let mut lines = String::new();
    for (index, (item, text)) in items.iter().zip(texts).enumerate() {
        if index > 0 {
            lines.push_str(if tight { "\n" } else { "\n\n" });
        }
        let marker = match start {
            Some(start) => {
                let number = start.saturating_add(index as u64).min(MAX_NUMBER);
                format!("{number}{}", if alternate { ')' } else { '.' })
            }
            None => bullet.to_owned(),
        };
        let rest = " ".repeat(marker.len() + 1);
        let task = match item.task {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let begins_with_words = matches!(
            item.blocks.first(),
            None | Some(Block {
                kind: BlockKind::Paragraph(_),
                ..
            })
        );
        let mut text = if task.is_empty() || begins_with_words {
            format!("{task}{text}")
        } else {
            format!("{}\n{text}", task.trim_end())
        };
        if !tight && items.len() == 1 && item.blocks.len() == 1 {
            // Nothing else would show that the list is not tight.
            text = format!("{text}\n\n{SEPARATOR}");
        }
        let line = indented(&text, &format!("{marker} "), &rest);
        lines.push_str(line.trim_end_matches(' '));
    }
    lines
}

/// Returns whether the first line would make a thematic break of a `-` before it.
fn is_dashes(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.starts_with('-') && line.chars().all(|c| matches!(c, '-' | ' '))
}

fn code(info: Option<&str>, text: &str) -> String {
    let info = info.unwrap_or_default();
    // Backticks cannot stand in the info string of a block that they fence.
    let mark = if info.contains('`') { '~' } else { '`' };
    let fence: String = std::iter::repeat_n(mark, longest_run(text, mark).max(2) + 1).collect();
    let info = links::escape_info(info);
    let separator = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let space = if info.starts_with(mark) { " " } else { "" };
    format!("{fence}{space}{info}\n{text}{separator}{fence}")
}

fn table(alignments: &[Alignment], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let rule: Vec<&str> = alignments
        .iter()
        .map(|alignment| match alignment {
            Alignment::None => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        })
        .collect();
    let mut lines = vec![
        row(head, alignments.len()),
        format!("| {} |", rule.join(" | ")),
    ];
    lines.extend(rows.iter().map(|cells| row(cells, alignments.len())));
    lines.join("\n")
}

fn row(cells: &[Vec<Inline>], columns: usize) -> String {
    let mut line = String::from("|");
    for column in 0..columns {
        let text = cells.get(column).map_or(String::new(), |cell| {
            inlines::write(cell, inlines::Place::Cell)
        });
        line.push(' ');
        line.push_str(&text);
        line.push_str(if text.is_empty() { "|" } else { " |" });
    }
    line
}

/// Returns lines behind a prefix, which is another one for the first line.
fn indented(text: &str, first: &str, rest: &str) -> String {
    let mut lines = String::with_capacity(text.len() + first.len());
    for (index, line) in text.split('\n').enumerate() {
        let prefix = if index == 0 { first } else { rest };
        if index > 0 {
            lines.push('\n');
        }
        lines.push_str(if line.is_empty() && index > 0 {
            prefix.trim_end()
        } else {
            prefix
        });
        lines.push_str(line);
    }
    lines
}

fn are_lists_alike(a: &Block, b: &Block) -> bool {
    match (&a.kind, &b.kind) {
        (BlockKind::List { start: a, .. }, BlockKind::List { start: b, .. }) => {
            a.is_some() == b.is_some()
        }
        _ => false,
    }
}

/// Returns whether `block`, on the line after `last`, would be taken for more of it.
fn would_merge(last: &Block, block: &Block) -> bool {
    if let BlockKind::Html(_) = last.kind {
        return true;
    }
    if !ends_with_paragraph(last) {
        return matches!(last.kind, BlockKind::Table { .. } | BlockKind::Quote(_))
            && last_merges_rows(last, block);
    }
    match &block.kind {
        BlockKind::Paragraph(_) | BlockKind::Table { .. } | BlockKind::Html(_) => true,
        BlockKind::Heading { level, content, .. } => *level <= 2 && has_soft_break(content),
        BlockKind::List { start, items, .. } => {
            start.is_some_and(|start| start != 1)
                || items.first().is_none_or(|item| item.blocks.is_empty())
        }
        BlockKind::Quote(_) => matches!(last.kind, BlockKind::Quote(_)),
        BlockKind::Code { .. } | BlockKind::Rule => false,
    }
}

/// Returns whether `block` would become a row of the table that `last` is, or more of a quotation.
fn last_merges_rows(last: &Block, block: &Block) -> bool {
    match last.kind {
        BlockKind::Quote(_) => matches!(block.kind, BlockKind::Quote(_)),
        _ => {
            matches!(
                block.kind,
                BlockKind::Paragraph(_) | BlockKind::Table { .. } | BlockKind::Html(_)
            ) || matches!(&block.kind, BlockKind::Heading { level, content, .. } if *level <= 2 && has_soft_break(content))
        }
    }
}

/// Returns whether a line of text below the block would go on with its last paragraph.
fn ends_with_paragraph(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(_) => true,
        BlockKind::Quote(blocks) => blocks.last().is_some_and(ends_with_paragraph),
        BlockKind::List { items, .. } => items
            .last()
            .and_then(|item| item.blocks.last())
            .is_some_and(ends_with_paragraph),
        _ => false,
    }
}
