use super::{Target, Writer};
use crate::{
    markup::is_language,
    model::{Annotation, Body, Certainty, Edtf, Id, Inline, InlineKind, Kind, Span},
    render::{
        Page,
        html::{Tag, push_escaped},
        overview::direction as direction_of,
    },
};

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, content: &'a [Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Text(text) => push_escaped(&mut self.out, text),
            InlineKind::Code(text) => {
                self.out.push_str("<code>");
                push_escaped(&mut self.out, text);
                self.out.push_str("</code>");
            }
            InlineKind::Html(tag) => self.out.push_str(tag),
            InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Strikethrough(_) => {
                let (start, end) = styled_tags(inline);
                self.out.push_str(start);
                self.inlines(inline.children());
                self.out.push_str(end);
            }
            InlineKind::Link {
                url,
                title,
                content,
            } => self.link(url, title, content),
            InlineKind::Image {
                url,
                title,
                alternative,
            } => self.image(url, title, alternative),
            InlineKind::NoteReference(label) => self.note_sign(label),
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::HardBreak => {
                self.out
                    .push_str(if self.is_bare() { "<br />\n" } else { "<br>\n" });
            }
            InlineKind::Span(span) => self.span(inline, span),
        }
    }

    fn link(&mut self, url: &str, title: &str, content: &'a [Inline]) {
        let Some((target, url)) = self.target(url).filter(|_| self.open_links == 0) else {
            self.out.push_str("<span class=\"link is-broken\">");
            self.inlines(content);
            self.out.push_str("</span>");
            return;
        };
        let mut tag = Tag::new("a");
        if !self.is_bare() {
            tag = tag.with("class", "link");
            if matches!(target, Target::Elsewhere(_)) {
                tag = tag.with("rel", "external");
            }
        }
        self.linked(
            tag.destination("href", &url)
                .with_some("title", some(title)),
            |writer| {
                writer.inlines(content);
            },
        );
    }

    /// Writes a link; signs of notes in it follow it.
    fn linked(&mut self, tag: Tag, write: impl FnOnce(&mut Self)) {
        self.out.push_str(&tag.finish());
        self.open_links += 1;
        write(self);
        self.open_links -= 1;
        self.out.push_str("</a>");
        self.out.push_str(&std::mem::take(&mut self.delayed));
    }

    fn image(&mut self, url: &str, title: &str, alternative: &str) {
        match self.target(url) {
            Some((Target::Here { .. }, url)) => self.picture(&url, title, alternative),
            Some((_, url)) if self.surroundings.is_none() => self.picture(&url, title, alternative),
            Some((Target::Elsewhere(_), url)) if self.open_links == 0 => {
                let tag = Tag::new("a")
                    .with("class", "link is-picture")
                    .with("rel", "external")
                    .apparatus()
                    .destination("href", &url);
                let words = some(alternative).or(some(title)).unwrap_or(&url);
                self.out.push_str(&tag.finish());
                push_escaped(&mut self.out, words);
                self.out.push_str("</a>");
            }
            _ => {
                let tag = Tag::new("span").with("class", "link is-broken").apparatus();
                self.out.push_str(&tag.finish());
                push_escaped(&mut self.out, alternative);
                self.out.push_str("</span>");
            }
        }
    }

    fn picture(&mut self, url: &str, title: &str, alternative: &str) {
        let tag = Tag::new("img")
            .destination("src", url)
            .with("alt", alternative)
            .with_some("title", some(title));
        let mut html = tag.finish();
        if self.is_bare() {
            html.insert_str(html.len() - 1, " /");
        }
        self.out.push_str(&html);
    }

    fn span(&mut self, inline: &'a Inline, span: &'a Span) {
        let Some(setting) = self.setting else {
            self.inlines(&span.content);
            if let Body::Note(label) = &span.annotation.body {
                self.note_sign(label);
            }
            return;
        };
        let id = setting.span_ids.get(inline.source.start);
        match &span.annotation.body {
            Body::Mention { kind, entity } => self.mention(id, kind, entity, span),
            Body::Date(date) => self.date(id, date, span),
            Body::Quotation(speaker) => {
                let number = self.voice(id, speaker);
                let tag = tag(
                    "span",
                    &format!("quotation v{number}"),
                    id,
                    &span.annotation,
                )
                .with("data-speaker", speaker.as_str());
                self.annotated("span", tag, span);
            }
            Body::Note(label) => {
                let id = self.own_id(&span.annotation);
                let tag = tag("span", "noted", id, &span.annotation).with("data-note", label);
                self.out.push_str(&tag.finish());
                self.inlines(&span.content);
                self.out.push_str("</span>");
                self.note_sign(label);
            }
            Body::Category => {
                let id = self.own_id(&span.annotation);
                self.out
                    .push_str(&tag("span", "span", id, &span.annotation).finish());
                self.inlines(&span.content);
                self.out.push_str("</span>");
            }
        }
    }

    fn mention(&mut self, id: Option<&str>, kind: &Kind, entity: &'a Id, span: &'a Span) {
        let known = self
            .setting
            .and_then(|setting| Some((setting, setting.surroundings.links.entity(entity)?)));
        let kind = known.map_or(kind, |(_, entity)| &entity.kind);
        let url = known.map(|(setting, _)| {
            let page = Page::Entity(entity.clone());
            setting.surroundings.root.to(&page)
        });
        let mut class = "mention".to_owned();
        if !self.is_in_note && self.mentioned.insert(entity) {
            class.push_str(" is-first");
        }
        let describe = |name, class: &str| {
            tag(name, class, id, &span.annotation)
                .with("data-entity", entity.as_str())
                .with("data-kind", kind.as_str())
        };
        match url {
            None => {
                let tag = describe("span", &(class + " is-unknown"));
                self.annotated("span", tag, span);
            }
            Some(_) if self.open_links > 0 => {
                let tag = describe("span", &class);
                self.annotated("span", tag, span);
            }
            Some(url) if span.content.iter().any(holds_link) => {
                let tag = describe("span", &(class + " is-split"));
                let link = Tag::new("a")
                    .with("class", "mention-link")
                    .with("href", &url)
                    .finish();
                self.out.push_str(&tag.finish());
                self.split(&span.content, &link);
                self.out.push_str("</span>");
            }
            Some(url) => {
                let tag = describe("a", &class).with("href", &url);
                let own = self.own_id(&span.annotation);
                self.linked(tag, |writer| writer.inlines_with_id(own, &span.content));
            }
        }
    }

    /// Writes words as links that all begin with the tag `link`, but leaves out of them what is or
    /// holds a link itself.
    fn split(&mut self, content: &'a [Inline], link: &str) {
        if content
            .iter()
            .any(|inline| matches!(inline.kind, InlineKind::Html(_)))
        {
            // A link could end inside the element that a tag begins.
            self.inlines(content);
            return;
        }
        for part in content.chunk_by(|a, b| !holds_link(a) && !holds_link(b)) {
            match part {
                [inline] if holds_link(inline) => self.split_around(inline, link),
                words => {
                    self.out.push_str(link);
                    self.open_links += 1;
                    self.inlines(words);
                    self.open_links -= 1;
                    self.out.push_str("</a>");
                    self.out.push_str(&std::mem::take(&mut self.delayed));
                }
            }
        }
    }

    fn split_around(&mut self, inline: &'a Inline, link: &str) {
        match &inline.kind {
            InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Strikethrough(_) => {
                let (start, end) = styled_tags(inline);
                self.out.push_str(start);
                self.split(inline.children(), link);
                self.out.push_str(end);
            }
            _ => self.inline(inline),
        }
    }

    fn date(&mut self, id: Option<&str>, date: &Edtf, span: &'a Span) {
        let datetime = date.datetime();
        let name = if datetime.is_some() { "time" } else { "span" };
        let tag = tag(name, "date", id, &span.annotation)
            .with("data-edtf", date.as_str())
            .with_some("datetime", datetime.as_deref());
        self.annotated(name, tag, span);
    }

    fn annotated(&mut self, name: &str, tag: Tag, span: &'a Span) {
        let own = self.own_id(&span.annotation);
        self.out.push_str(&tag.finish());
        self.inlines_with_id(own, &span.content);
        self.end(name);
    }

    /// Writes words, in an element with the id that the author gave them beside the page's own.
    fn inlines_with_id(&mut self, id: Option<&str>, content: &'a [Inline]) {
        if let Some(id) = id {
            self.out.push_str(&Tag::new("span").with("id", id).finish());
            self.inlines(content);
            self.out.push_str("</span>");
        } else {
            self.inlines(content);
        }
    }

    /// Returns the id that the author gave a span, unless the page has it already or keeps it for
    /// itself.
    fn own_id(&mut self, annotation: &'a Annotation) -> Option<&'a str> {
        let id = annotation.id.as_deref()?;
        let kept = id.starts_with("site-") || id.starts_with("note-");
        (!kept && self.ids.insert(id.into())).then_some(id)
    }
}

/// Returns whether a piece is or holds a link or a mention.
fn holds_link(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Link { .. } | InlineKind::Image { .. } => true,
        InlineKind::Span(span) => {
            matches!(span.annotation.body, Body::Mention { .. })
                || span.content.iter().any(holds_link)
        }
        _ => inline.children().iter().any(holds_link),
    }
}

fn styled_tags(inline: &Inline) -> (&'static str, &'static str) {
    match inline.kind {
        InlineKind::Emphasis(_) => ("<em>", "</em>"),
        InlineKind::Strong(_) => ("<strong>", "</strong>"),
        _ => ("<del>", "</del>"),
    }
}

/// Returns the start tag of an annotated span with all that any of them may carry.
fn tag(name: &str, class: &str, id: Option<&str>, annotation: &Annotation) -> Tag {
    let certainty = annotation.certainty;
    let classes = annotation.classes.join(" ");
    let language = annotation.language().filter(|text| is_language(text));
    let class = if classes.is_empty() || class == "span" {
        class.to_owned()
    } else {
        format!("{class} span")
    };
    Tag::new(name)
        .with("class", &class)
        .with_some("id", id)
        .with_some(
            "data-cert",
            (certainty != Certainty::High).then(|| certainty.as_str()),
        )
        .with_some("data-class", some(&classes))
        .with_some("lang", language)
        .with_some("dir", language.map(direction_of))
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
