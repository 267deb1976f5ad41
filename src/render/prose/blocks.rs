use super::{Heading, Writer, direction};
use crate::{
    model::{Alignment, Block, BlockKind, Inline, ListItem, ProjectedBlock},
    render::html::{Tag, push_escaped},
};

/// Paragraphs whose number is always in sight, as in editions of verse.
const NUMBER_STEP: usize = 5;

impl<'a> Writer<'a> {
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.framed(block, |writer, projected| {
                writer.open("p", projected);
                writer.paragraph_number(projected);
                writer.inlines(content);
                writer.out.push_str("</p>");
            }),
            BlockKind::Heading { level, content, .. } => self.framed(block, |writer, projected| {
                writer.heading(*level, content, projected);
            }),
            BlockKind::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items),
            BlockKind::Code { info, text } => self.framed(block, |writer, projected| {
                writer.code(info.as_deref(), text, projected);
            }),
            BlockKind::Table {
                alignments,
                head,
                rows,
            } => self.framed(block, |writer, projected| {
                writer.table(alignments, head, rows, projected);
            }),
            BlockKind::Rule => {
                self.out
                    .push_str(if self.is_bare() { "<hr />\n" } else { "<hr>\n" });
            }
            BlockKind::Html(html) => {
                self.out.push_str(html);
                if !html.ends_with('\n') {
                    self.out.push('\n');
                }
            }
        }
    }

    pub(super) fn is_bare(&self) -> bool {
        self.setting.is_none()
    }

    /// Writes a block that holds text; in a page together with what belongs to it in the margin.
    fn framed(&mut self, block: &Block, write: impl FnOnce(&mut Self, Option<&'a ProjectedBlock>)) {
        if self.is_bare() {
            write(self, None);
            self.out.push('\n');
            return;
        }
        let outer = std::mem::take(&mut self.margin);
        self.out.push_str("<div class=\"block\">\n");
        let projected = self.projected.get(&block.source.start).copied();
        write(self, projected);
        self.out.push('\n');
        self.margin_of_block();
        self.out.push_str("</div>\n");
        self.margin = outer;
    }

    fn open(&mut self, name: &str, projected: Option<&ProjectedBlock>) {
        let id = projected.map(|block| block.id.as_str());
        let direction =
            projected.and_then(|block| direction::to_be_said(&block.text, self.is_right_to_left));
        let tag = Tag::new(name)
            .with_some("id", id)
            .with_some("dir", direction);
        self.out.push_str(&tag.finish());
    }

    /// Writes an end tag.
    pub(super) fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn paragraph_number(&mut self, projected: Option<&ProjectedBlock>) {
        let Some(setting) = self.setting.filter(|setting| setting.numbered) else {
            return;
        };
        let Some((block, number)) = projected.and_then(|block| Some((block, block.number?))) else {
            return;
        };
        let class = if number % NUMBER_STEP == 0 {
            "paragraph-number is-fifth"
        } else {
            "paragraph-number"
        };
        let label = format!("{} {number}", setting.words.get("paragraph_number"));
        let tag = Tag::new("a")
            .with("class", class)
            .with(
                "href",
                &format!("#{}", crate::render::urls::encoded_fragment(&block.id)),
            )
            .apparatus()
            .with("aria-label", &label);
        self.out.push_str(&tag.finish());
        self.out.push_str(&number.to_string());
        self.out.push_str("</a>");
    }

    fn heading(&mut self, level: u8, content: &'a [Inline], projected: Option<&'a ProjectedBlock>) {
        let level = if self.is_bare() {
            level
        } else {
            self.outline.next(level)
        };
        let name = format!("h{level}");
        if !self.is_in_note {
            self.mentioned.clear();
            if let Some(block) = projected {
                self.headings.push(Heading {
                    level,
                    text: block.text.split_whitespace().collect::<Vec<_>>().join(" "),
                    id: block.id.clone(),
                });
            }
        }
        self.open(&name, projected);
        self.inlines(content);
        self.end(&name);
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &'a [ListItem]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let class = (tight && !self.is_bare()).then_some("tight");
        let start = start
            .filter(|&number| number != 1)
            .map(|number| number.to_string());
        let tag = Tag::new(name)
            .with_some("class", class)
            .with_some("start", start.as_deref());
        self.out.push_str(&tag.finish());
        self.out.push('\n');
        for item in items {
            self.out.push_str("<li>");
            if let Some(done) = item.task {
                self.task(done);
            }
            if self.is_bare() && tight {
                self.tight_item(&item.blocks);
            } else if !item.blocks.is_empty() {
                self.out.push('\n');
                self.blocks(&item.blocks);
            }
            self.out.push_str("</li>\n");
        }
        self.end(name);
        self.out.push('\n');
    }

    /// Writes the blocks of an item whose paragraphs are none in the specification's markup.
    fn tight_item(&mut self, blocks: &'a [Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if let BlockKind::Paragraph(content) = &block.kind {
                self.inlines(content);
                if index + 1 < blocks.len() {
                    self.out.push('\n');
                }
            } else {
                if index == 0 {
                    self.out.push('\n');
                }
                self.block(block);
            }
        }
    }

    fn task(&mut self, done: bool) {
        let Some(setting) = self.setting else {
            self.out.push_str(if done { "[x] " } else { "[ ] " });
            return;
        };
        let (class, word, sign) = if done {
            ("task is-done", "task_done", "☑ ")
        } else {
            ("task", "task_open", "☐ ")
        };
        let tag = Tag::new("span")
            .with("class", class)
            .with("role", "img")
            .with("aria-label", setting.words.get(word))
            .apparatus();
        self.out.push_str(&tag.finish());
        self.out.push_str(sign);
        self.out.push_str("</span>");
    }

    fn code(&mut self, info: Option<&str>, text: &str, projected: Option<&ProjectedBlock>) {
        self.open("pre", projected);
        let language = info
            .and_then(|info| info.split_whitespace().next())
            .map(|language| format!("language-{language}"));
        let tag = Tag::new("code").with_some("class", language.as_deref());
        self.out.push_str(&tag.finish());
        push_escaped(&mut self.out, text);
        self.out.push_str("</code></pre>");
    }

    fn table(
        &mut self,
        alignments: &[Alignment],
        head: &'a [Vec<Inline>],
        rows: &'a [Vec<Vec<Inline>>],
        projected: Option<&ProjectedBlock>,
    ) {
        if let Some(setting) = self.setting {
            let tag = Tag::new("div")
                .with("class", "table")
                .with("role", "group")
                .with("aria-label", setting.words.get("table"))
                .with("tabindex", "0");
            self.out.push_str(&tag.finish());
        }
        self.open("table", projected);
        self.out.push('\n');
        // A head of empty cells is there only since Markdown demands one.
        if head.iter().any(|cell| !cell.is_empty()) {
            self.out.push_str("<thead>\n");
            self.row("th", alignments, head);
            self.out.push_str("</thead>\n");
        }
        if !rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in rows {
                self.row("td", alignments, row);
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>");
        if !self.is_bare() {
            self.out.push_str("</div>");
        }
    }

    fn row(&mut self, cell: &str, alignments: &[Alignment], content: &'a [Vec<Inline>]) {
        self.out.push_str("<tr>\n");
        for (column, words) in content.iter().enumerate() {
            let class = match alignments.get(column) {
                Some(Alignment::Left) => Some("is-left"),
                Some(Alignment::Center) => Some("is-center"),
                Some(Alignment::Right) => Some("is-right"),
                Some(Alignment::None) | None => None,
            };
            let scope = (cell == "th").then_some("col");
            let tag = Tag::new(cell)
                .with_some("scope", scope)
                .with_some("class", class);
            self.out.push_str(&tag.finish());
            self.inlines(words);
            self.end(cell);
            self.out.push('\n');
        }
        self.out.push_str("</tr>\n");
    }
}
