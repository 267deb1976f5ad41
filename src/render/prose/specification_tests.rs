//! CommonMark's own examples, as they ship with the parser's package.

use std::{path::PathBuf, process::Command};

use crate::markup::{self, Options, RawHtml};

/// An example of the specification.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// Examples whose HTML differs from the specification's in letters, but not in meaning; for each
/// the same holds of the parser's own writer.
const EQUAL_IN_MEANING: [usize; 0] = [];

#[test]
fn every_example_of_commonmark_comes_out_as_specified() {
    let examples = examples();
    assert!(examples.len() >= 649, "{} examples", examples.len());
    let options = Options {
        raw_html: RawHtml::Verbatim,
        ..Options::default()
    };
    let mut failures = Vec::new();
    for example in &examples {
        let source = &example.markdown;
        let (document, _) = markup::parse("example.md", source, 0..source.len(), &options);
        let html = super::bare(&document, None);
        if html != example.html && !EQUAL_IN_MEANING.contains(&example.number) {
            failures.push(format!(
                "example {}: {source:?}\n  specified {:?}\n  written   {html:?}",
                example.number, example.html
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        examples.len(),
        failures.join("\n")
    );
}

fn examples() -> Vec<Example> {
    let path = parser_package().join("tests/suite/spec.rs");
    let source = crate::fs::read(&path).expect("the parser's package holds its tests");
    let source = String::from_utf8(source).expect("Rust source is UTF-8");
    source
        .split("fn spec_test_")
        .skip(1)
        .map(|part| {
            let number = part.split('(').next().unwrap().parse().unwrap();
            let mut literals = part
                .split("r##\"")
                .skip(1)
                .map(|literal| literal.split("\"##;").next().unwrap());
            Example {
                number,
                markdown: literals.next().unwrap().to_owned(),
                html: literals.next().unwrap().to_owned(),
            }
        })
        .collect()
}

/// Returns the folder of the parser's package.
fn parser_package() -> PathBuf {
    // For the host alone, since packages of other platforms may not be there.
    let about = said_by("rustc", &["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let arguments = [
        "metadata",
        "--format-version=1",
        "--offline",
        "--locked",
        "--filter-platform",
    ];
    let metadata = said_by(
        env!("CARGO"),
        &[&arguments[..], &[host.expect("rustc names its host")]].concat(),
    );
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let package = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == "pulldown-cmark")
        .expect("the parser is a dependency");
    let manifest = package["manifest_path"].as_str().unwrap();
    PathBuf::from(manifest).parent().unwrap().to_owned()
}

fn said_by(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the tools that build the test can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("cargo and rustc speak UTF-8")
}
