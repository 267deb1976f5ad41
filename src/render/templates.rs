//! The templates of a theme.

use std::collections::{BTreeMap, BTreeSet};

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};

use super::words;
use crate::{
    model::{Code, Finding, Fingerprint},
    site::Theme,
};

/// The templates of a theme, ready to render.
#[derive(Debug)]
pub(super) struct Templates {
    tera: Tera,
    /// The names that findings use, by template.
    files: BTreeMap<String, String>,
    /// Of each template with all that it uses.
    fingerprints: BTreeMap<String, Fingerprint>,
}

/// A template that cannot be read.
const UNREADABLE: Code = Code("template-unreadable");
/// A template that is no valid Tera.
const INVALID: Code = Code("template-invalid");
/// A template that fails on what a page gives it.
const FAILED: Code = Code("template-failed");

impl Templates {
    /// Reads the templates of a theme; every one that is broken has a finding.
    pub(super) fn new(theme: &Theme) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut sources: Vec<(&str, &str)> = Vec::new();
        let mut files = BTreeMap::new();
        for (name, file) in &theme.templates {
            files.insert(name.clone(), file.name.clone());
            match std::str::from_utf8(&file.bytes) {
                Ok(source) => sources.push((name, source)),
                Err(error) => findings.push(
                    Finding::error(UNREADABLE, format!("template `{name}` is not UTF-8"))
                        .at(&file.name, error.valid_up_to()..error.valid_up_to() + 1),
                ),
            }
        }
        // One at a time first, since Tera stops at the first that is broken. Only what stands in the
        // template itself can be found so: what it extends is another.
        for &(name, source) in &sources {
            let mut alone = empty_tera();
            if let Err(error) = alone.add_raw_template(name, source)
                && let ErrorKind::SyntaxError(_) = error.kind()
            {
                findings.push(finding(INVALID, &error, name, &files));
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let fingerprints = fingerprints(&sources);
        let mut tera = empty_tera();
        match tera.add_raw_templates(sources) {
            Ok(()) => Ok(Self {
                tera,
                files,
                fingerprints,
            }),
            Err(error) => Err(vec![finding(INVALID, &error, "", &files)]),
        }
    }

    /// Returns what tells apart the states of a template with all that it extends, includes or uses.
    pub(super) fn fingerprint(&self, name: &str) -> Fingerprint {
        self.fingerprints.get(name).copied().unwrap_or_default()
    }

    /// Renders one template.
    pub(super) fn render(&self, name: &str, context: &Context) -> Result<Vec<u8>, Finding> {
        /// Most pages have no more bytes.
        const ROOM: usize = 1 << 16;
        let mut bytes = Vec::with_capacity(ROOM);
        match self.tera.render_to(name, context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => Err(finding(FAILED, &error, name, &self.files)),
        }
    }
}

/// Returns what tells apart the states of templates with all that they use.
///
/// A template uses another if it names it, or a component that the other defines; whoever names one
/// without using it is made anew too often, which does no harm.
fn fingerprints(sources: &[(&str, &str)]) -> BTreeMap<String, Fingerprint> {
    let components: Vec<Vec<String>> = sources
        .iter()
        .map(|(_, source)| {
            let definitions = source.split("component ").skip(1);
            let names = definitions.filter_map(|after| after.split_once('('));
            names.map(|(name, _)| format!("<{}", name.trim())).collect()
        })
        .collect();
    let uses = |source: &str, other: usize| {
        source.contains(sources[other].0)
            || components[other].iter().any(|tag| source.contains(tag))
    };
    let closure = |first: usize| {
        let mut used = BTreeSet::from([first]);
        let mut waiting = vec![first];
        while let Some(at) = waiting.pop() {
            for other in 0..sources.len() {
                if !used.contains(&other) && uses(sources[at].1, other) {
                    used.insert(other);
                    waiting.push(other);
                }
            }
        }
        used
    };
    (0..sources.len())
        .map(|at| {
            let used: Vec<_> = closure(at)
                .into_iter()
                .map(|other| sources[other])
                .collect();
            (sources[at].0.to_owned(), Fingerprint::of(&used))
        })
        .collect()
}

fn empty_tera() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.register_filter("grouped", grouped);
    tera
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the signature of a filter is tera's"
)]
/// Returns a number with `by` between its thousands: `{{ n | grouped(by=",") }}`.
fn grouped(number: u64, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let by: &str = arguments.must_get("by")?;
    Ok(words::grouped(number, by))
}

fn finding(
    code: Code,
    error: &tera::Error,
    template: &str,
    files: &BTreeMap<String, String>,
) -> Finding {
    let file_of = |template: &str| files.get(template).cloned();
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = file_of(report.filename()).or_else(|| file_of(template));
            (
                report.message().to_owned(),
                file.map(|file| (file, report.span().range.clone())),
            )
        }
        ErrorKind::MissingParent { current, parent } => (
            format!("template `{current}` extends `{parent}`, which does not exist"),
            file_of(current).map(|file| (file, 0..0)),
        ),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => (
            format!("template `{tpl}` extends or includes itself"),
            file_of(tpl).map(|file| (file, 0..0)),
        ),
        ErrorKind::TemplateNotFound(name) => (
            format!("the theme has no template `{name}`"),
            file_of(template).map(|file| (file, 0..0)),
        ),
        _ => (
            error.to_string(),
            file_of(template).map(|file| (file, 0..0)),
        ),
    };
    let finding = Finding::error(code, as_message(&message));
    match place {
        Some((file, span)) => finding.at(file, span),
        None => finding,
    }
}

/// Returns Tera's words in the form of a finding's message.
fn as_message(words: &str) -> String {
    let words = words.trim_end_matches('.');
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::ThemeFile;

    fn rendered(templates: &Templates, context: &Context) -> String {
        String::from_utf8(templates.render("a.html", context).unwrap()).unwrap()
    }

    fn theme(templates: &[(&str, &str)]) -> Theme {
        let mut theme = Theme::default();
        for (name, source) in templates {
            let file = ThemeFile {
                name: format!("templates/{name}"),
                bytes: source.as_bytes().to_vec(),
            };
            theme.templates.insert((*name).to_owned(), file);
        }
        theme
    }

    #[test]
    fn every_broken_template_is_found_where_it_is_broken() {
        let findings = Templates::new(&theme(&[
            ("a.html", "line\n{% if x %}"),
            ("b.html", "{{ fine }}"),
            ("c.html", "<p>{{ x y }}</p>"),
        ]))
        .unwrap_err();
        let files: Vec<&str> = findings
            .iter()
            .map(|f| f.location.as_ref().unwrap().file.as_str())
            .collect();
        assert_eq!(files, ["templates/a.html", "templates/c.html"]);
        assert!(findings[1].location.as_ref().unwrap().span.start >= 6);
    }

    #[test]
    fn a_template_that_fails_is_found_where_it_fails() {
        let templates = Templates::new(&theme(&[
            ("base.html", "<p>{% block a %}{% endblock %}</p>"),
            (
                "a.html",
                "{% extends \"base.html\" %}{% block a %}{{ x.titel }}{% endblock %}",
            ),
        ]))
        .unwrap();
        let mut context = Context::new();
        context.insert("x", &BTreeMap::from([("title", "T")]));
        let finding = templates.render("a.html", &context).unwrap_err();
        assert_eq!(finding.code, FAILED);
        assert!(finding.message.contains("`titel`"), "{}", finding.message);
        let location = finding.location.unwrap();
        assert_eq!(
            (location.file.as_str(), location.span.start > 20),
            ("templates/a.html", true)
        );
        let missing = templates.render("none.html", &context).unwrap_err();
        assert!(
            missing.message.contains("`none.html`"),
            "{}",
            missing.message
        );
    }

    #[test]
    fn a_missing_parent_and_a_circle_are_findings() {
        let findings =
            Templates::new(&theme(&[("a.html", "{% extends \"b.html\" %}")])).unwrap_err();
        assert!(findings[0].message.contains("`b.html`"));
        let circle = [
            ("a.html", "{% extends \"b.html\" %}"),
            ("b.html", "{% extends \"a.html\" %}"),
        ];
        assert!(Templates::new(&theme(&circle)).is_err());
    }

    #[test]
    fn numbers_are_grouped() {
        let source = "{{ x | grouped(by=t) }}";
        let templates = Templates::new(&theme(&[("a.html", source)])).unwrap();
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1092, "1,092"),
            (1_234_567, "1,234,567"),
        ] {
            let mut context = Context::new();
            context.insert("x", &number);
            context.insert("t", ",");
            assert_eq!(rendered(&templates, &context), text);
        }
    }

    #[test]
    fn text_is_escaped() {
        let templates =
            Templates::new(&theme(&[("a.html", "<i title=\"{{ x }}\">{{ x }}</i>")])).unwrap();
        let mut context = Context::new();
        context.insert("x", "\"<b>&'");
        let html = rendered(&templates, &context);
        assert!(
            !html.contains("<b>") && html.matches('"').count() == 2,
            "{html}"
        );
    }
}
