//! Attribute list ⇄ annotation: what the keys mean.

use std::ops::Range;

use super::{
    Options,
    attributes::{AttributeKind, AttributeList, is_writable_key, is_writable_name, write_value},
    codes,
    parse::NoteLabels,
};
use crate::model::{Annotation, Body, Certainty, Edtf, Finding, Id, Kind, nearest};

/// Returns what an attribute list says, or nothing where it says nothing that can be understood;
/// `findings` then says why.
pub(crate) fn read(
    list: &AttributeList,
    file: &str,
    options: &Options,
    notes: &NoteLabels,
    findings: &mut Vec<Finding>,
) -> Option<Annotation> {
    let mut reader = Reader {
        file,
        options,
        notes,
        findings,
        failed: false,
    };
    reader.read(list)
}

/// Returns the attribute list that says what `annotation` does: the body first, then certainty,
/// who says so, the evidence, the rest, classes and the id.
pub fn write(annotation: &Annotation) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut pair = |key: &str, value: &str| parts.push(format!("{key}={}", write_value(value)));
    match &annotation.body {
        Body::Mention { kind, entity } => pair(kind.as_str(), entity.as_str()),
        Body::Date(date) => pair("date", &date.to_string()),
        Body::Note(label) => pair("note", label),
        Body::Quotation(speaker) => pair("quote", speaker.as_str()),
        Body::Category => {}
    }
    if annotation.certainty != Certainty::High {
        pair("cert", annotation.certainty.as_str());
    }
    if let Some(responsible) = &annotation.responsible {
        pair("resp", responsible);
    }
    if let Some(evidence) = &annotation.evidence {
        pair("src", evidence);
    }
    for (key, value) in annotation
        .extra
        .iter()
        .filter(|(key, _)| is_writable_key(key))
    {
        pair(key, value);
    }
    parts.extend(
        annotation
            .classes
            .iter()
            .filter(|class| is_writable_name(class))
            .map(|class| format!(".{class}")),
    );
    parts.extend(
        annotation
            .id
            .iter()
            .filter(|id| is_writable_name(id))
            .map(|id| format!("#{id}")),
    );
    format!("{{{}}}", parts.join(" "))
}

/// Returns whether `name` is a kind of entity that the site knows.
pub(crate) fn known_kind(name: &str, options: &Options) -> Option<Kind> {
    let kind: Kind = name.parse().ok()?;
    (kind.is_built_in() || kind == Kind::unstated() || options.kinds.contains(&kind))
        .then_some(kind)
}

/// Returns `text` as an id, or says at `span` why it is none.
pub(crate) fn entity_id(
    text: &str,
    file: &str,
    span: Range<usize>,
    findings: &mut Vec<Finding>,
) -> Option<Id> {
    match Id::new(text) {
        Ok(id) => Some(id),
        Err(error) => {
            let mut finding =
                Finding::error(codes::BAD_ID, format!("`{text}` is no id: {error}")).at(file, span);
            if let Some(id) = Id::from_name(text) {
                finding = finding.hint(format!("write `{id}`, if that is the entity's id"));
            }
            findings.push(finding);
            None
        }
    }
}

/// Returns `text` as a date, or says at `span` why it is none.
pub(crate) fn date(
    text: &str,
    file: &str,
    span: Range<usize>,
    findings: &mut Vec<Finding>,
) -> Option<Edtf> {
    match text.parse() {
        Ok(date) => Some(date),
        Err(error) => {
            let error: crate::model::EdtfError = error;
            findings.push(Finding::error(codes::BAD_DATE, error.to_string()).at(file, span));
            None
        }
    }
}

/// Returns `text` as a certainty, or says at `span` why it is none.
pub(crate) fn certainty(
    text: &str,
    file: &str,
    span: Range<usize>,
    findings: &mut Vec<Finding>,
) -> Option<Certainty> {
    let found = [Certainty::Low, Certainty::Medium, Certainty::High]
        .into_iter()
        .find(|certainty| certainty.as_str() == text);
    if found.is_none() {
        findings.push(
            Finding::error(codes::BAD_CERTAINTY, format!("`{text}` is no certainty"))
                .at(file, span)
                .hint("write `low`, `medium` or `high`"),
        );
    }
    found
}

struct Reader<'a> {
    file: &'a str,
    options: &'a Options,
    notes: &'a NoteLabels,
    findings: &'a mut Vec<Finding>,
    failed: bool,
}

impl Reader<'_> {
    fn read(&mut self, list: &AttributeList) -> Option<Annotation> {
        let mut annotation = Annotation::new(Body::Category);
        let mut body: Option<Body> = None;
        let mut reference: Option<(Id, Range<usize>)> = None;
        let mut kind_class: Option<Kind> = None;
        let refers = list
            .items
            .iter()
            .any(|item| matches!(&item.kind, AttributeKind::Pair { key, .. } if key == "ref"));
        for item in &list.items {
            match &item.kind {
                AttributeKind::Id(id) => annotation.id = Some(id.clone()),
                AttributeKind::Class(class) => {
                    let kind =
                        known_kind(class, self.options).filter(|_| refers && kind_class.is_none());
                    if let Some(kind) = kind {
                        kind_class = Some(kind);
                    } else {
                        self.check_class(class, &item.source);
                        annotation.classes.push(class.clone());
                    }
                }
                AttributeKind::Pair {
                    key,
                    value,
                    value_source,
                } => match key.as_str() {
                    "cert" => {
                        if let Some(certainty) = self.certainty(value, value_source) {
                            annotation.certainty = certainty;
                        }
                    }
                    "resp" => annotation.responsible = Some(value.clone()),
                    "src" => annotation.evidence = Some(value.clone()),
                    "lang" => {
                        self.check_language(value, value_source);
                        annotation.extra.push((key.clone(), value.clone()));
                    }
                    "ref" => {
                        reference = self
                            .id(value, value_source)
                            .map(|id| (id, item.source.clone()));
                    }
                    _ => match self.body(key, value, &item.source, value_source) {
                        Some(said) if body.is_none() => body = Some(said),
                        Some(_) => {
                            self.second_body(key, &item.source);
                            annotation.extra.push((key.clone(), value.clone()));
                        }
                        None => annotation.extra.push((key.clone(), value.clone())),
                    },
                },
            }
        }
        if let Some((entity, source)) = reference {
            match kind_class {
                Some(kind) if body.is_none() => body = Some(Body::Mention { kind, entity }),
                Some(_) => self.second_body("ref", &source),
                None => annotation
                    .extra
                    .push(("ref".to_owned(), entity.to_string())),
            }
        }
        if self.failed {
            return None;
        }
        let Some(body) = body else {
            return self.without_body(list, annotation);
        };
        self.check_extra(list, &annotation);
        annotation.body = body;
        Some(annotation)
    }

    /// Returns what a pair says that is no modifier; nothing where its key is unknown.
    fn body(
        &mut self,
        key: &str,
        value: &str,
        source: &Range<usize>,
        value_source: &Range<usize>,
    ) -> Option<Body> {
        let said = match key {
            "date" => {
                let date = date(value, self.file, value_source.clone(), self.findings);
                self.failed |= date.is_none();
                Body::Date(date?)
            }
            "note" => {
                let Some(label) = self.notes.find(value) else {
                    self.failed = true;
                    self.findings.push(
                        Finding::error(
                            codes::UNDEFINED_NOTE,
                            format!("there is no note `{value}`"),
                        )
                        .at(self.file, source.clone())
                        .hint(format!("write the note: `[^{value}]: …`")),
                    );
                    return None;
                };
                Body::Note(label.to_owned())
            }
            "quote" => Body::Quotation(self.id(value, value_source)?),
            _ => {
                let kind = known_kind(key, self.options)?;
                Body::Mention {
                    kind,
                    entity: self.id(value, value_source)?,
                }
            }
        };
        Some(said)
    }

    fn id(&mut self, value: &str, source: &Range<usize>) -> Option<Id> {
        let id = entity_id(value, self.file, source.clone(), self.findings);
        self.failed |= id.is_none();
        id
    }

    fn certainty(&mut self, value: &str, source: &Range<usize>) -> Option<Certainty> {
        let certainty = certainty(value, self.file, source.clone(), self.findings);
        self.failed |= certainty.is_none();
        certainty
    }

    fn check_language(&mut self, value: &str, source: &Range<usize>) {
        if !is_language(value) {
            self.findings.push(
                Finding::error(codes::BAD_LANGUAGE, format!("`{value}` is no language"))
                    .at(self.file, source.clone())
                    .hint("write a tag of BCP 47, such as `en`, `grc` or `zh-Hant`"),
            );
        }
    }

    fn check_class(&mut self, class: &str, source: &Range<usize>) {
        let Some(declared) = &self.options.classes else {
            return;
        };
        if declared.contains(class) {
            return;
        }
        let mut finding = Finding::warning(
            codes::UNDECLARED_CLASS,
            format!("the site declares no class `{class}`"),
        )
        .at(self.file, source.clone());
        if let Some(near) = nearest(class, declared.iter().map(String::as_str)).first() {
            finding = finding.hint(format!("did you mean `.{near}`?"));
        }
        self.findings
            .push(finding.hint("declare it in `glossator.toml`"));
    }

    fn second_body(&mut self, key: &str, source: &Range<usize>) {
        self.findings.push(
            Finding::warning(
                codes::SECOND_BODY,
                format!(
                    "`{key}` is left out of account, since the span says something else already"
                ),
            )
            .at(self.file, source.clone())
            .hint("put one span into the other to say two things of the same words"),
        );
    }

    /// Returns the annotation of a list that names no kind, if it has a class or an id of its own.
    fn without_body(&mut self, list: &AttributeList, annotation: Annotation) -> Option<Annotation> {
        let strange = list.items.iter().find_map(|item| match &item.kind {
            AttributeKind::Pair { key, .. } if !is_modifier(key) => Some((key, &item.source)),
            _ => None,
        });
        match strange {
            Some((key, source)) => {
                let finding = Finding::error(
                    codes::UNKNOWN_ATTRIBUTE,
                    format!("`{key}` is no kind of annotation"),
                )
                .at(self.file, source.clone());
                self.findings.push(self.hint_of_kinds(finding, key));
                None
            }
            None if annotation.classes.is_empty()
                && annotation.id.is_none()
                && annotation.language().is_none() =>
            {
                if !list.items.is_empty() {
                    self.findings.push(
                        Finding::error(
                            codes::UNKNOWN_ATTRIBUTE,
                            "the span does not say what it is",
                        )
                        .at(self.file, list.source.clone())
                        .hint("add a kind and what it names, as in `person=ahab`"),
                    );
                }
                None
            }
            None => Some(annotation),
        }
    }

    fn hint_of_kinds(&self, finding: Finding, key: &str) -> Finding {
        let mut known = vec!["date", "note", "quote"];
        known.extend(Kind::BUILT_IN.iter().map(Kind::as_str));
        known.extend(self.options.kinds.iter().map(Kind::as_str));
        match nearest(key, known.iter().copied()).first() {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding.hint(format!("the kinds are {}", known.join(", "))),
        }
    }

    /// Warns of attributes that are probably slips for modifiers.
    fn check_extra(&mut self, list: &AttributeList, annotation: &Annotation) {
        for (key, _) in &annotation.extra {
            let near = nearest(key, MODIFIERS);
            let Some(near) = near.first().filter(|near| *near != key) else {
                continue;
            };
            let source = list.items.iter().find_map(|item| match &item.kind {
                AttributeKind::Pair { key: found, .. } if found == key => Some(item.source.clone()),
                _ => None,
            });
            self.findings.push(
                Finding::warning(codes::UNKNOWN_ATTRIBUTE, format!("`{key}` means nothing"))
                    .at(self.file, source.unwrap_or_else(|| list.source.clone()))
                    .hint(format!("did you mean `{near}`?")),
            );
        }
    }
}

const MODIFIERS: [&str; 4] = ["cert", "lang", "resp", "src"];

fn is_modifier(key: &str) -> bool {
    MODIFIERS.contains(&key)
}

/// Returns whether a text has the form of a language tag of BCP 47: parts of up to eight letters and
/// digits, the first of two letters or more, hyphens between.
pub(crate) fn is_language(text: &str) -> bool {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = text.split('-').next().unwrap_or_default();
    first.len() >= 2
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && text.split('-').all(is_part)
}
