//! Reads back the HTML that this room writes: a checker for tests, not a parser for the web.

use std::collections::BTreeSet;

/// What an HTML text holds.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The text of what carries no `data-apparatus`, white space normalised.
    pub(crate) text: String,
    /// Values of `id`, in order.
    pub(crate) ids: Vec<String>,
    /// Values of `href` and `src`, in order, with the name of the element.
    pub(crate) links: Vec<(String, String)>,
    /// Start tags: name and attributes.
    pub(crate) elements: Vec<(String, Vec<(String, String)>)>,
}

const VOID: [&str; 6] = ["br", "hr", "img", "link", "meta", "input"];
/// Elements that end at the start of a block.
const PHRASING_ONLY: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"];
const BLOCKS: [&str; 13] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "div",
    "aside",
    "ul",
    "table",
    "blockquote",
];

/// Reads well-formed HTML; panics where an element is not closed, closed twice, nested as HTML forbids, or
/// an id or an attribute comes twice.
pub(crate) fn read(html: &str) -> Read {
    let mut result = Read::default();
    let mut text = String::new();
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if !open.iter().any(|(_, apparatus)| *apparatus) {
            text.push_str(&unescaped(&rest[..start]));
        }
        if let Some(comment) = rest[start..].strip_prefix("<!--") {
            let end = comment.find("-->").expect("a comment ends");
            rest = &comment[end + 3..];
            continue;
        }
        let end = start + tag_end(&rest[start..]);
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if tag.starts_with('!') || tag.starts_with('?') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, _) = open
                .pop()
                .unwrap_or_else(|| panic!("`</{name}>` without start"));
            assert_eq!(
                opened,
                name.trim(),
                "`</{name}>` closes `{opened}` in {html}"
            );
            continue;
        }
        let closed = tag.ends_with('/');
        let (name, attributes) = start_tag(tag.trim_end_matches('/'));
        check_nesting(&name, &open, html);
        for (attribute, value) in &attributes {
            match attribute.as_str() {
                "id" => result.ids.push(value.clone()),
                "href" | "src" => result.links.push((name.clone(), value.clone())),
                "style" => panic!("a style attribute in {html}"),
                _ => assert!(!attribute.starts_with("on"), "a handler in {html}"),
            }
        }
        let apparatus = attributes.iter().any(|(name, _)| name == "data-apparatus");
        result.elements.push((name.clone(), attributes));
        if matches!(name.as_str(), "script" | "style") {
            let end = rest.find(&format!("</{name}")).expect("a script ends");
            rest = &rest[end..];
        }
        if !closed && !VOID.contains(&name.as_str()) {
            open.push((name, apparatus));
        }
    }
    assert!(open.is_empty(), "left open: {open:?} in {html}");
    text.push_str(&unescaped(rest));
    let unique: BTreeSet<&String> = result.ids.iter().collect();
    assert_eq!(
        unique.len(),
        result.ids.len(),
        "ids come twice: {:?}",
        result.ids
    );
    result.text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    result
}

fn check_nesting(name: &str, open: &[(String, bool)], html: &str) {
    let inside = |name: &str| open.iter().any(|(opened, _)| opened == name);
    assert!(name != "a" || !inside("a"), "a link in a link in {html}");
    if BLOCKS.contains(&name) {
        for parent in PHRASING_ONLY {
            assert!(!inside(parent), "`{name}` in `{parent}` in {html}");
        }
    }
}

/// Returns where a tag ends, `>` in quoted values passed over.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (at, character) in tag.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag has no end: {tag}");
}

fn start_tag(tag: &str) -> (String, Vec<(String, String)>) {
    let name: String = tag.chars().take_while(|c| !c.is_whitespace()).collect();
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut rest = tag[name.len()..].trim();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let attribute = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix("=\"") {
            let end = after.find('"').expect("a value ends");
            value = unescaped(&after[..end]);
            rest = &after[end + 1..];
        }
        assert!(
            attributes.iter().all(|(other, _)| *other != attribute),
            "twice: {tag}"
        );
        attributes.push((attribute, value));
        rest = rest.trim_start();
    }
    (name, attributes)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}
