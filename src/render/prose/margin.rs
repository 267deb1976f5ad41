use super::Writer;
use crate::{
    model::{Document, Id, Note},
    render::{
        Page,
        html::{Tag, push_escaped},
        urls::encoded_fragment,
    },
};

/// What stands in the margin of one block.
#[derive(Clone, Debug, Default)]
pub(super) struct Margin<'a> {
    /// The notes referred to, in order.
    notes: Vec<&'a Note>,
    /// Ids and speakers of the quotations, in order.
    voices: Vec<(Option<&'a str>, &'a Id)>,
}

impl<'a> Writer<'a> {
    /// Writes, or keeps for the end of the open link, the sign of a note; nothing where no note has
    /// that label.
    pub(super) fn note_sign(&mut self, label: &str) {
        let Some(&note) = self.notes.get(label) else {
            return;
        };
        let Some(number) = note.number else {
            return;
        };
        let Some(setting) = self.setting else {
            self.out.push_str("<sup>");
            self.out.push_str(&number.to_string());
            self.out.push_str("</sup>");
            return;
        };
        let count = self.references.entry(&note.label).or_default();
        *count += 1;
        let count = *count;
        self.margin.notes.push(note);
        let id = if count == 1 {
            format!("note-ref-{number}")
        } else {
            format!("note-ref-{number}-{count}")
        };
        let shown = self.signs.sign(&note.label).unwrap_or_default().to_owned();
        let label = format!("{} {shown}", setting.words.get("note_number"));
        let tag = Tag::new("a")
            .with(
                "class",
                &format!("note-marker n{}", self.margin.notes.len()),
            )
            .with("id", &id)
            .with("href", &format!("#note-{number}"))
            .with("role", "doc-noteref")
            .apparatus()
            .with("aria-label", &label);
        let sign = format!("{}{shown}</a>", tag.finish());
        if self.open_links > 0 {
            self.delayed.push_str(&sign);
        } else {
            self.out.push_str(&sign);
        }
    }

    /// Takes up a quotation and returns its number in the block, from 1.
    pub(super) fn voice(&mut self, id: Option<&'a str>, speaker: &'a Id) -> usize {
        self.margin.voices.push((id, speaker));
        self.margin.voices.len()
    }

    /// Writes the speakers and notes of the block that has just been written.
    pub(super) fn margin_of_block(&mut self) {
        let margin = std::mem::take(&mut self.margin);
        for (index, (id, speaker)) in margin.voices.iter().enumerate() {
            self.speaker(index + 1, *id, speaker);
        }
        let mut notes: Vec<(usize, &'a Note)> = Vec::new();
        for (index, &note) in margin.notes.iter().enumerate() {
            if self.shown.insert(&note.label) {
                notes.push((index + 1, note));
            }
        }
        self.notes_button(&notes);
        for (place, note) in notes {
            self.note(note, Some(place));
        }
    }

    /// Writes the button that opens the notes of a block where there is no margin for them; a script
    /// makes it work.
    fn notes_button(&mut self, notes: &[(usize, &'a Note)]) {
        let Some(setting) = self
            .setting
            .filter(|_| !notes.is_empty() && !self.is_in_note)
        else {
            return;
        };
        let mut ids = Vec::new();
        let mut labels = Vec::new();
        for (_, note) in notes {
            ids.extend(note.number.map(|number| format!("note-{number}")));
            let sign = self.signs.sign(&note.label).unwrap_or_default();
            labels.push(format!("{} {sign}", setting.words.get("note_number")));
        }
        let tag = Tag::new("button")
            .with("type", "button")
            .with("class", "notes-button needs-script")
            .with("aria-expanded", "false")
            .with("aria-controls", &ids.join(" "))
            .apparatus();
        self.out.push_str(&tag.finish());
        push_escaped(&mut self.out, &labels.join(", "));
        self.out.push_str("</button>\n");
    }

    /// Writes the notes to which nothing refers.
    pub(super) fn loose_notes(&mut self, document: &'a Document) {
        for note in &document.notes {
            if self.shown.insert(&note.label) {
                self.note(note, None);
            }
        }
    }

    /// Writes the notes as a list that follows the text.
    pub(super) fn bare_notes(&mut self, document: &'a Document) {
        let numbered = || document.notes.iter().filter(|note| note.number.is_some());
        if numbered().next().is_none() {
            return;
        }
        self.out.push_str("<hr />\n<ol>\n");
        for note in numbered() {
            self.out.push_str("<li>\n");
            self.blocks(&note.blocks);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }

    fn speaker(&mut self, number: usize, quotation: Option<&str>, speaker: &Id) {
        let Some(setting) = self.setting else {
            return;
        };
        let tag = Tag::new("p")
            .with("class", &format!("voice at-v{number}"))
            .apparatus()
            .with_some("data-quotation", quotation);
        self.out.push_str(&tag.finish());
        if let Some(entity) = setting.surroundings.links.entity(speaker) {
            let url = setting.surroundings.root.to(&Page::Entity(speaker.clone()));
            self.out
                .push_str(&Tag::new("a").with("href", &url).finish());
            push_escaped(&mut self.out, &entity.name);
            self.out.push_str("</a>");
        } else {
            push_escaped(&mut self.out, speaker.as_str());
        }
        self.out.push_str("</p>\n");
    }

    fn note(&mut self, note: &'a Note, place: Option<usize>) {
        let Some(setting) = self.setting else {
            return;
        };
        let class = match place {
            Some(place) if note.number.is_some() => format!("note at-n{place}"),
            _ => "note is-loose".to_owned(),
        };
        let id = match note.number {
            Some(number) => format!("note-{number}"),
            None => format!("note-loose-{}", encoded_fragment(&note.label)),
        };
        let tag = Tag::new("aside")
            .with("class", &class)
            .with("id", &id)
            .with("role", "doc-footnote")
            .with("data-note", &note.label)
            .with_some("data-resp", note.responsible.as_deref())
            .apparatus();
        self.out.push_str(&tag.finish());
        self.out.push('\n');
        if let Some(number) = note.number.filter(|_| place.is_some()) {
            let sign = self.signs.sign(&note.label).unwrap_or_default();
            let label = format!("{} {sign}", setting.words.get("back_to_text"));
            let tag = Tag::new("a")
                .with("class", "note-back")
                .with("href", &format!("#note-ref-{number}"))
                .with("role", "doc-backlink")
                .with("aria-label", &label);
            self.out.push_str(&tag.finish());
            self.out.push_str(sign);
            self.out.push_str("</a>\n");
        }
        let (outline, in_note) = (self.outline.clone(), self.is_in_note);
        self.is_in_note = true;
        self.blocks(&note.blocks);
        self.is_in_note = in_note;
        self.outline = outline;
        if let Some(signature) = self.signs.signature(note, setting.words) {
            let tag = Tag::new("p").with("class", "note-signature").finish();
            self.out.push_str(&tag);
            push_escaped(&mut self.out, signature);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</aside>\n");
    }
}
