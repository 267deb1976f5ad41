//! A page's own security policy, and the one thing that the preview needs of it.

/// Returns a page whose security policy lets it open a socket at `url`, and nothing else that it did
/// not allow before: as they are published, pages open no connection.
pub(super) fn with_socket(page: &str, url: &str) -> String {
    // Tags are found in the head alone: a text may speak of them.
    let head = ["</head", "<body"]
        .iter()
        .filter_map(|end| find(page, end, 0))
        .min()
        .unwrap_or(page.len());
    let mut patched = String::with_capacity(page.len() + url.len());
    let mut copied = 0;
    let mut from = 0;
    while let Some(start) = find(&page[..head], "<meta", from) {
        let end = page[start..head].find('>').map_or(head, |at| start + at);
        let tag = &page[start..end];
        from = end;
        if !attribute(tag, "http-equiv")
            .is_some_and(|(value, _)| value.eq_ignore_ascii_case("content-security-policy"))
        {
            continue;
        }
        if let Some((policy, at)) = attribute(tag, "content") {
            patched.push_str(&page[copied..start + at]);
            patched.push_str(&allow(policy, url));
            copied = start + at + policy.len();
        }
    }
    patched.push_str(&page[copied..]);
    patched
}

/// Returns a policy that lets a page connect to `url` as well.
fn allow(policy: &str, url: &str) -> String {
    let mut directives: Vec<String> = directives(policy).map(str::to_owned).collect();
    let name = |directive: &str| {
        let name = directive.split_whitespace().next().unwrap_or_default();
        name.to_ascii_lowercase()
    };
    // What is said first holds.
    if let Some(connect) = directives
        .iter_mut()
        .find(|directive| name(directive) == "connect-src")
    {
        let is_none = |source: &&str| {
            !["'none'", "&#39;none&#39;", "&#x27;none&#x27;"]
                .contains(&source.to_ascii_lowercase().as_str())
        };
        let sources: Vec<&str> = connect.split_whitespace().filter(is_none).collect();
        *connect = format!("{} {url}", sources.join(" "));
    } else if directives
        .iter()
        .any(|directive| name(directive) == "default-src")
    {
        directives.insert(0, format!("connect-src {url}"));
    }
    directives.join(";")
}

/// Returns the directives of a policy as a page writes it, in which an apostrophe may be `&#39;`.
fn directives(policy: &str) -> impl Iterator<Item = &str> {
    let mut entity = false;
    policy.split(move |c: char| {
        let ends_entity = entity && c == ';';
        entity = c == '&' || entity && (c == '#' || c.is_ascii_alphanumeric());
        c == ';' && !ends_entity
    })
}

/// Returns the value of an attribute of a tag, and where it begins.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<(&'a str, usize)> {
    let mut from = 0;
    loop {
        let at = find(tag, name, from)?;
        from = at + name.len();
        let is_whole = tag[..at].ends_with([' ', '\n', '\t', '\r', '/', '"', '\'']);
        let rest = tag[from..].trim_start();
        let Some(rest) = rest.strip_prefix('=').filter(|_| is_whole) else {
            continue;
        };
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let begin = tag.len() - rest.len() + 1;
        let end = begin + tag[begin..].find(quote)?;
        return Some((&tag[begin..end], begin));
    }
}

/// Returns where ASCII letters occur from a place on, whatever their case.
pub(super) fn find(text: &str, letters: &str, from: usize) -> Option<usize> {
    let (text, letters) = (text.as_bytes(), letters.as_bytes());
    (from..=text.len().checked_sub(letters.len())?)
        .find(|&at| text[at..at + letters.len()].eq_ignore_ascii_case(letters))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn patched(policy: &str) -> String {
        let page = format!(
            "<head><META http-equiv='Content-Security-Policy' content=\"{policy}\"></head>"
        );
        let page = with_socket(&page, "ws://x/y");
        let begin = page.find('"').unwrap() + 1;
        page[begin..page.rfind('"').unwrap()].to_owned()
    }

    #[test]
    fn a_page_may_open_the_socket_and_nothing_else() {
        for (policy, expected) in [
            (
                "default-src 'none'; img-src 'self'",
                "connect-src ws://x/y;default-src 'none'; img-src 'self'",
            ),
            (
                "connect-src 'none'; default-src 'self'",
                "connect-src ws://x/y; default-src 'self'",
            ),
            (
                "default-src &#x27;none&#x27;;Connect-Src &#x27;self&#x27; https://a.example",
                "default-src &#x27;none&#x27;;Connect-Src &#x27;self&#x27; https://a.example ws://x/y",
            ),
            // Here connections are not limited.
            ("script-src 'self'", "script-src 'self'"),
            ("", ""),
        ] {
            assert_eq!(patched(policy), expected);
        }
    }

    #[test]
    fn what_only_looks_like_a_policy_is_left_alone() {
        let tag = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
        for page in [
            format!("<head></head><body><p title='{tag}'>{tag}</p>"),
            "<head><meta name=\"description\" content=\"http-equiv content-security-policy\">"
                .to_owned(),
            "<head><meta http-equiv=Content-Security-Policy content=default-src>".to_owned(),
            "<meta".to_owned(),
        ] {
            assert_eq!(with_socket(&page, "ws://x/y"), page);
        }
    }

    proptest! {
        #[test]
        fn any_page_is_kept(page in "(<|>|meta|head|body|/|http-equiv|content|=|\"|'| |;|default-src|content-security-policy|é){0,40}") {
            let patched = with_socket(&page, "ws://x/y");
            let without = patched.replace("connect-src ws://x/y;", "");
            prop_assert_eq!(without, page);
        }
    }
}
