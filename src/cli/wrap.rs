//! Text in lines of a given width, counted in characters.

/// Returns the text in lines of at most `width` characters, cut at spaces; a longer word has a line of
/// its own.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace() {
        let characters = word.chars().count();
        if length > 0 && length + 1 + characters > width {
            lines.push(String::new());
            length = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += characters;
    }
    lines
}

/// Returns the beginning of a text as one line of at most `width` characters, with `…` where something
/// was left out; it is cut between two words where that leaves most of it.
pub(super) fn shortened_end(text: &str, width: usize) -> String {
    let text = flat(text);
    if text.chars().count() <= width {
        return text;
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    match kept.rfind(' ') {
        Some(space) if space > kept.len() / 2 => format!("{} …", &kept[..space]),
        _ => format!("{kept}…"),
    }
}

/// Returns the end of a text as one line of at most `width` characters, with `…` where something was
/// left out; it is cut between two words where that leaves most of it.
pub(super) fn shortened_start(text: &str, width: usize) -> String {
    let text = flat(text);
    let characters = text.chars().count();
    if characters <= width {
        return text;
    }
    let left_out = characters - width.saturating_sub(1);
    let kept: String = text.chars().skip(left_out).collect();
    match kept.find(' ') {
        Some(space) if space < kept.len() / 2 => format!("… {}", &kept[space + 1..]),
        _ => format!("…{kept}"),
    }
}

/// Returns text with every piece of white space, and every character that would command a terminal, as
/// one space.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for c in text.chars() {
        if !(c.is_whitespace() || c.is_control()) {
            flat.push(c);
        } else if !flat.ends_with(' ') {
            flat.push(' ');
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_spaces() {
        assert_eq!(
            wrapped("aa bb  cc\ndddddddd e", 5),
            ["aa bb", "cc", "dddddddd", "e"]
        );
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn what_is_left_out_is_shown() {
        assert_eq!(shortened_end("é\n\u{1b}b", 9), "é b");
        assert_eq!(shortened_end("žluťoučký", 4), "žlu…");
        assert_eq!(shortened_start("žluťoučký", 4), "…čký");
        assert_eq!(shortened_start("kůň", 3), "kůň");
        assert_eq!(shortened_end("one two three", 10), "one two …");
        assert_eq!(shortened_start("one two three", 11), "… two three");
        assert_eq!(shortened_start("one two three", 10), "… three");
        assert_eq!(
            (shortened_start("ab", 0), shortened_end("ab", 0)),
            ("…".into(), "…".into())
        );
    }
}
