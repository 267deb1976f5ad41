use std::{fmt::Write as _, path::Path, str::FromStr};

/// An editor that opens a place in a file by an address of its own: `vscode://file/…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    pattern: String,
}

/// Editors by name, and the addresses that they answer to.
const KNOWN: [(&str, &str); 8] = [
    ("cursor", "cursor://file{file}:{line}:{column}"),
    (
        "idea",
        "idea://open?file={file}&line={line}&column={column}",
    ),
    (
        "textmate",
        "txmt://open?url=file://{file}&line={line}&column={column}",
    ),
    ("vscode", "vscode://file{file}:{line}:{column}"),
    (
        "vscode-insiders",
        "vscode-insiders://file{file}:{line}:{column}",
    ),
    ("vscodium", "vscodium://file{file}:{line}:{column}"),
    ("windsurf", "windsurf://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
];

/// Addresses that are no editor's: a browser runs or shows them itself.
const NO_EDITOR: [&str; 8] = [
    "about",
    "blob",
    "data",
    "file",
    "http",
    "https",
    "javascript",
    "vbscript",
];

impl FromStr for Editor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, pattern)) = KNOWN.iter().find(|(name, _)| *name == text) {
            return Ok(Self {
                pattern: (*pattern).to_owned(),
            });
        }
        let names = KNOWN.map(|(name, _)| name).join(", ");
        let Some((scheme, _)) = text.split_once("://") else {
            return Err(format!(
                "no editor of this name is known: {names}, or an address with `{{file}}`, `{{line}}` and `{{column}}`"
            ));
        };
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !is_scheme || NO_EDITOR.contains(&scheme.to_ascii_lowercase().as_str()) {
            return Err(format!("`{scheme}:` opens no editor"));
        }
        if !text.contains("{file}") {
            return Err("the address does not say where `{file}` belongs".to_owned());
        }
        Ok(Self {
            pattern: text.to_owned(),
        })
    }
}

impl Editor {
    /// Returns the address that opens a place in a file, whose path is absolute.
    pub(super) fn url(&self, file: &Path, line: usize, column: usize) -> String {
        self.pattern
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
            .replace("{file}", &encoded(&file.to_string_lossy()))
    }
}

/// Returns a path as addresses hold it: `/` between its parts and before the first.
fn encoded(path: &str) -> String {
    let path = if cfg!(windows) {
        path.trim_start_matches(r"\\?\").replace('\\', "/")
    } else {
        path.to_owned()
    };
    let mut encoded = String::new();
    if !path.starts_with('/') {
        encoded.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_editor_and_one_of_ones_own_open_a_place() {
        let file = Path::new("/home/me/my site/content/é#1.md");
        for (editor, url) in [
            (
                "vscode",
                "vscode://file/home/me/my%20site/content/%C3%A9%231.md:3:7",
            ),
            (
                "my+editor://at?f={file}&l={line}",
                "my+editor://at?f=/home/me/my%20site/content/%C3%A9%231.md&l=3",
            ),
        ] {
            assert_eq!(editor.parse::<Editor>().unwrap().url(file, 3, 7), url);
        }
    }

    #[test]
    fn what_opens_no_editor_is_refused() {
        for text in [
            "",
            "ed",
            "javascript://{file}",
            "JavaScript://%0aalert(1)//{file}",
            "https://example.org/{file}",
            "vscode://file",
            "://{file}",
            "a b://{file}",
        ] {
            assert!(text.parse::<Editor>().is_err(), "{text}");
        }
    }
}
