//! Every case that reading must settle, as text and as what it becomes.

use super::*;
use crate::model::{Block, BlockKind, Inline, InlineKind, Note};

/// Returns a document in a short form: `p(…)` for blocks, `<attributes|words>` for spans.
fn shape(source: &str) -> String {
    shape_with(source, &Options::default()).0
}

fn shape_with(source: &str, options: &Options) -> (String, Vec<String>) {
    let (document, findings) = parse("a.md", source, 0..source.len(), options);
    let mut out = blocks(&document.blocks);
    for note in &document.notes {
        let Note { label, number, .. } = note;
        let text = blocks(&note.blocks);
        out = format!("{out}[^{label} {number:?}: {text}]");
    }
    let findings = findings
        .into_iter()
        .map(|finding| {
            let span = finding.location.unwrap().span;
            format!("{} {}", finding.code, &source[span])
        })
        .collect();
    (out, findings)
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(content) => format!("p({})", inlines(content)),
        BlockKind::Heading { level, content, id } => {
            let id = id.as_ref().map_or(String::new(), |id| format!("#{id}"));
            format!("h{level}{id}({})", inlines(content))
        }
        BlockKind::Quote(inner) => format!("q({})", blocks(inner)),
        BlockKind::List {
            start,
            tight,
            items,
        } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| {
                    let task = match item.task {
                        None => "",
                        Some(false) => "todo",
                        Some(true) => "done",
                    };
                    format!("li{task}({})", blocks(&item.blocks))
                })
                .collect();
            let start = start.map_or(String::new(), |start| start.to_string());
            let items = items.concat();
            format!("{}{start}({items})", if *tight { "tight" } else { "loose" })
        }
        BlockKind::Code { info, text } => format!("code({info:?} {text:?})"),
        BlockKind::Table { head, rows, .. } => {
            let cells = |row: &[Vec<Inline>]| {
                row.iter()
                    .map(|cell| format!("td({})", inlines(cell)))
                    .collect::<Vec<_>>()
                    .concat()
            };
            format!(
                "table({};{})",
                cells(head),
                rows.iter()
                    .map(|row| cells(row))
                    .collect::<Vec<_>>()
                    .join(";")
            )
        }
        BlockKind::Rule => "hr".to_owned(),
        BlockKind::Html(html) => format!("html({html:?})"),
    }
}

fn inlines(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Text(text) => text.clone(),
            InlineKind::Code(code) => format!("`{code}`"),
            InlineKind::Html(html) => format!("html({html})"),
            InlineKind::Emphasis(content) => format!("em({})", inlines(content)),
            InlineKind::Strong(content) => format!("strong({})", inlines(content)),
            InlineKind::Strikethrough(content) => format!("del({})", inlines(content)),
            InlineKind::Link { url, content, .. } => format!("a({url}|{})", inlines(content)),
            InlineKind::Image {
                url, alternative, ..
            } => format!("img({url}|{alternative})"),
            InlineKind::NoteReference(label) => format!("ref({label})"),
            InlineKind::SoftBreak => "⏎".to_owned(),
            InlineKind::HardBreak => "⏎⏎".to_owned(),
            InlineKind::Span(span) => {
                let attributes = crate::markup::annotation_attributes::write(&span.annotation);
                format!(
                    "<{}|{}>",
                    &attributes[1..attributes.len() - 1],
                    inlines(&span.content)
                )
            }
        })
        .collect()
}

/// Checks what texts become, and that nothing is found wrong with them.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        let (shape, findings) = shape_with(source, &Options::default());
        assert_eq!(shape, *expected, "{source}");
        assert!(findings.is_empty(), "{source}: {findings:?}");
    }
}

/// Checks what texts become and what is found wrong with them: each code and what it points at.
#[track_caller]
fn check_findings(cases: &[(&str, &str, &[&str])]) {
    for (source, expected, findings) in cases {
        let (shape, found) = shape_with(source, &Options::default());
        assert_eq!(shape, *expected, "{source}");
        assert_eq!(found, *findings, "{source}");
    }
}

#[test]
fn spans_stand_in_any_running_text() {
    check(&[
        ("A [b]{person=ahab} c.", "p(A <person=ahab|b> c.)"),
        (
            "[a [b]{place=waterloo} c]{event=d}",
            "p(<event=d|a <place=waterloo|b> c>)",
        ),
        (
            "*a [b]{person=x} c* **[d]{person=e}**",
            "p(em(a <person=x|b> c) strong(<person=e|d>))",
        ),
        ("~~[a]{person=x}~~", "p(del(<person=x|a>))"),
        (
            "[*f* **g** `h` ~~i~~]{place=j}",
            "p(<place=j|em(f) strong(g) `h` del(i)>)",
        ),
        (
            "[a [b]{person=x} c](http://u)",
            "p(a(http://u|a <person=x|b> c))",
        ),
        ("[see [a](u) x]{person=y}", "p(<person=y|see a(u|a) x>)"),
        ("[![a](u)]{work=y}", "p(<work=y|img(u|a)>)"),
        ("![a [b]{person=x}](u)", "p(img(u|a b))"),
        ("[a\\\nb]{place=c}", "p(<place=c|a⏎⏎b>)"),
        ("[a\nb]{place=c}", "p(<place=c|a⏎b>)"),
        ("# [a]{person=x}", "h1(<person=x|a>)"),
        ("[a]{person=x} b\n===", "h1(<person=x|a> b)"),
        (
            "> [a\n> b]{person=x\n> cert=low} c",
            "q(p(<person=x cert=low|a⏎b> c))",
        ),
        (
            "- [ ] a [b]{person=c}\n- [x] d",
            "tight(litodo(p(a <person=c|b>))lidone(p(d)))",
        ),
        (
            "1. a\n\n   [b]{person=c}",
            "loose1(li(p(a)p(<person=c|b>)))",
        ),
        (
            "- a [b\n  c]{person=d\n  cert=low}",
            "tight(li(p(a <person=d cert=low|b⏎c>)))",
        ),
        (
            "| a | b |\n|---|---|\n| [x]{person=a} | [c \\| d]{person=b} |",
            "table(td(a)td(b);td(<person=a|x>)td(<person=b|c | d>))",
        ),
        (
            "[“Ἀχιλλεύς”]{person=x} «[é]{person=y}»",
            "p(<person=x|“Ἀχιλλεύς”> «<person=y|é>»)",
        ),
        ("[Ahab]{person=ahab}'s leg", "p(<person=ahab|Ahab>'s leg)"),
        ("It cost [$5]{.a}-$6", "p(It cost <.a|$5>-$6)"),
    ]);
    let long = "x".repeat(10_000);
    assert_eq!(
        shape(&format!("[{long}]{{person=a}}")),
        format!("p(<person=a|{long}>)")
    );
}

#[test]
fn what_markdown_escapes_is_no_bracket() {
    check(&[
        ("`[not]{person=a}`", "p(`[not]{person=a}`)"),
        ("    [a]{person=b}", "code(None \"[a]{person=b}\\n\")"),
        ("\\[no]{person=a}", "p([no]{person=a})"),
        ("[yes \\] still]{person=b}", "p(<person=b|yes ] still>)"),
        ("\\\\[yes]{person=c}", "p(\\<person=c|yes>)"),
        ("[x]\\{person=d}", "p([x]{person=d})"),
        ("[x&#93;]{person=b}", "p(<person=b|x]>)"),
    ]);
}

#[test]
fn prose_with_brackets_stays_prose() {
    check(&[
        ("a[0] = b[1]{ x }", "p(a[0] = b[1]{ x })"),
        ("the set [a]{b} and [x]{}", "p(the set [a]{b} and [x]{})"),
        (
            "The king [of France] said [...]",
            "p(The king [of France] said [...])",
        ),
        ("[[illegible]] x]{.italic}", "p([[illegible]] x]{.italic})"),
    ]);
}

#[test]
fn all_that_an_attribute_list_can_say() {
    check(&[
        (
            "[x]{person=a cert=low resp=me src=\"p. 1\"}",
            "p(<person=a cert=low resp=me src=\"p. 1\"|x>)",
        ),
        ("[x]{cert=high person=a}", "p(<person=a|x>)"),
        (
            "[x]{date=\"1850~\"} [y]{date=\"1851~\"}",
            "p(<date=\"1850\\~\"|x> <date=\"1851\\~\"|y>)",
        ),
        ("[x]{date='1501/1700'}", "p(<date=\"1501/1700\"|x>)"),
        (
            "[x]{quote=a} [y]{.claim} [z]{.a .b #c}",
            "p(<quote=a|x> <.claim|y> <.a .b #c|z>)",
        ),
        ("[]{#anchor}", "p(<#anchor|>)"),
        ("[x]{.person ref=ahab}", "p(<person=ahab|x>)"),
        ("[x]{foo=bar person=a}", "p(<person=a foo=bar|x>)"),
        (
            "[x]{src=\"a*b`c<d|e}\" person=x} *y*",
            "p(<person=x src=\"a\\*b\\`c\\<d\\|e}\"|x> em(y))",
        ),
    ]);
}

#[test]
fn a_link_can_be_a_mention() {
    check(&[
        ("[w](person:ahab)", "p(<person=ahab|w>)"),
        ("[w](../../entities/ahab.md)", "p(<entity=ahab|w>)"),
        ("[w](person:ahab \"t\")", "p(<person=ahab title=t|w>)"),
        (
            "[w](http://a.b) <http://a.b> <a@b.c>",
            "p(a(http://a.b|w) a(http://a.b|http://a.b) a(mailto:a@b.c|a@b.c))",
        ),
        (
            "[whale]{person=x} [whale] [whale][] [w][whale]\n\n[whale]: /u",
            "p(<person=x|whale> a(/u|whale) a(/u|whale) a(/u|w))",
        ),
    ]);
    check_findings(&[(
        "[w](person:Ahab)",
        "p(a(person:Ahab|w))",
        &["bad-id [w](person:Ahab)"],
    )]);
    let options = Options {
        wikilinks: true,
        ..Options::default()
    };
    assert_eq!(
        shape_with("[[ahab]] [[ahab|the *captain*]] [[Captain Ahab]]", &options),
        (
            "p(<entity=ahab|ahab> <entity=ahab|the em(captain)> [[Captain Ahab]])".to_owned(),
            vec!["bad-id [[Captain Ahab]]".to_owned()]
        )
    );
}

#[test]
fn a_wikilink_in_a_table_has_words() {
    let options = Options {
        wikilinks: true,
        ..Options::default()
    };
    let (shape, findings) = shape_with("| a |\n|---|\n| [[ahab\\|the captain]] |\n", &options);
    assert!(shape.contains("<entity=ahab|the captain>"), "{shape}");
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_span_that_crosses_is_text() {
    check_findings(&[
        (
            "[a *b]{person=x} c*",
            "p([a em(b]{person=x} c))",
            &["crossing-span ]{person=x}"],
        ),
        (
            "*a [b* c]{person=x}",
            "p(em(a [b) c]{person=x})",
            &["crossing-span ]{person=x}"],
        ),
        (
            "[a]{person=x src=\"*\"} b*",
            "p([a]{person=x src=\"em(\"} b))",
            &["crossing-span {person=x src=\"*\"}"],
        ),
    ]);
}

#[test]
fn an_annotation_that_has_lost_a_bracket_is_told_and_stays_text() {
    let stray = |list: &str| format!("stray-attributes {list}");
    let place = stray("{place=rouen}");
    let place = [place.as_str()];
    check_findings(&[
        (
            "In [Rouen{place=rouen}.",
            "p(In [Rouen{place=rouen}.)",
            &place,
        ),
        (
            "In Rouen]{place=rouen}.",
            "p(In Rouen]{place=rouen}.)",
            &place,
        ),
        (
            "In [Rouen] {place=rouen}.",
            "p(In [Rouen] {place=rouen}.)",
            &place,
        ),
        (
            "In [Rouen]\n{place=rouen}.",
            "p(In [Rouen]⏎{place=rouen}.)",
            &place,
        ),
        (
            "In Rouen{place=rouen}.",
            "p(In Rouen{place=rouen}.)",
            &place,
        ),
        (
            "[a]{place=x} [Rouen{place=rouen} and [b]{place=y}",
            "p(<place=x|a> [Rouen{place=rouen} and <place=y|b>)",
            &place,
        ),
        (
            "He came{date=1850 cert=low}",
            "p(He came{date=1850 cert=low})",
            &[&stray("{date=1850 cert=low}")],
        ),
    ]);
    // Braces have other uses, and an escape says that one is meant.
    for text in [
        "the set {a, b}",
        "a {.class} of its own",
        "{x=1}",
        "f{colour=red}",
        "Rouen\\{place=rouen}",
        "Rouen\\]{place=rouen}",
        "`Rouen{place=rouen}`",
        "    Rouen{place=rouen}",
        "place={place}",
    ] {
        assert_eq!(shape_with(text, &Options::default()).1, [""; 0], "{text}");
    }
}

#[test]
fn a_slip_is_told_and_stays_text() {
    check_findings(&[
        ("[x]{person=}", "p([x]{person=})", &["bad-attributes }"]),
        (
            "[x]{person=a b/c}",
            "p([x]{person=a b/c})",
            &["bad-attributes /"],
        ),
        (
            "[x]{person ahab}",
            "p([x]{person ahab})",
            &["bad-attributes  "],
        ),
        (
            "[x]{person=ahab",
            "p([x]{person=ahab)",
            &["bad-attributes {"],
        ),
        (
            "[x]{date=1850~}",
            "p([x]{date=1850~})",
            &["bad-attributes ~"],
        ),
        (
            "[x]{perosn=ahab}",
            "p([x]{perosn=ahab})",
            &["unknown-attribute perosn=ahab"],
        ),
        (
            "[x]{cert=low}",
            "p([x]{cert=low})",
            &["unknown-attribute {cert=low}"],
        ),
        ("[x]{person=Ahab}", "p([x]{person=Ahab})", &["bad-id Ahab"]),
        (
            "[x]{person=\"../a\"}",
            "p([x]{person=\"../a\"})",
            &["bad-id \"../a\""],
        ),
        (
            "[x]{person=a cert=maybe}",
            "p([x]{person=a cert=maybe})",
            &["bad-certainty maybe"],
        ),
        (
            "[x]{date=yesterday}",
            "p([x]{date=yesterday})",
            &["bad-date yesterday"],
        ),
        (
            "[]{person=x}",
            "p([]{person=x})",
            &["empty-span []{person=x}"],
        ),
        ("[x]{note=y}", "p([x]{note=y})", &["undefined-note note=y"]),
        (
            "[x]{person=a place=b}",
            "p(<person=a place=b|x>)",
            &["second-annotation place=b"],
        ),
        (
            "[x]{person=a crt=low}",
            "p(<person=a crt=low|x>)",
            &["unknown-attribute crt=low"],
        ),
    ]);
}

#[test]
fn classes_may_have_to_be_declared() {
    let options = Options {
        classes: Some(["claim".to_owned()].into()),
        ..Options::default()
    };
    assert_eq!(shape_with("[x]{.claim}", &options).1, Vec::<String>::new());
    assert_eq!(
        shape_with("[x]{.clam}", &options),
        (
            "p(<.clam|x>)".to_owned(),
            vec!["undeclared-class .clam".to_owned()]
        )
    );
}

#[test]
fn a_heading_can_have_an_id() {
    check(&[
        ("# a {#b}", "h1#b(a)"),
        ("# The [Whale]{person=x} {#b}", "h1#b(The <person=x|Whale>)"),
        ("# [a]{#b}", "h1(<#b|a>)"),
        ("a {#b}\n---", "h2#b(a)"),
        ("# a \\{#b}", "h1(a {#b})"),
        ("# {#b}", "h1({#b})"),
        ("a {#b}", "p(a {#b})"),
    ]);
}

#[test]
fn notes_are_numbered_by_their_first_reference() {
    check_findings(&[
        (
            "a[^x] [b]{note=Y}[^x]\n\n[^y]: Second *b*.\n\n    More.\n\n[^x]: First[^z].\n\n[^z]: Third",
            "p(aref(x) <note=y|b>ref(x))[^x Some(1): p(Firstref(z).)][^y Some(2): p(Second em(b).)p(More.)][^z Some(3): p(Third)]",
            &[],
        ),
        ("a[^b]", "p(a[^b])", &["undefined-note [^b]"]),
        (
            "a\n\n[^b]: c",
            "p(a)[^b None: p(c)]",
            &["unused-note [^b]: c"],
        ),
        (
            "a[^b]\n\n[^b]: c\n\n[^b]: d",
            "p(aref(b))[^b Some(1): p(c)]",
            &["duplicate-note [^b]: d"],
        ),
    ]);
}

#[test]
fn html_is_text_unless_it_is_harmless() {
    check(&[
        ("a<sub class=x>2</SUB>", "p(ahtml(<sub>)2html(</sub>))"),
        ("a<br/>b<wbr>c", "p(a⏎⏎bhtml(<wbr>)c)"),
        ("a <!-- c --> b", "p(a  b)"),
        ("<!-- c -->", ""),
    ]);
    check_findings(&[
        (
            "<b>x <i>y</b>",
            "p(html(<b>)x <i>yhtml(</b>))",
            &["raw-html <i>"],
        ),
        ("<b>*x</b>*", "p(<b>em(x</b>))", &["raw-html </b>"]),
        (
            "a <script>z</script>",
            "p(a <script>z</script>)",
            &["raw-html <script>"],
        ),
        (
            "<div>\n*a* <!-- x\ny --> b\n\nc",
            "p(<div>⏎*a*  b)p(c)",
            &["raw-html <div>\n"],
        ),
    ]);
    let trusted = Options {
        raw_html: crate::markup::RawHtml::Verbatim,
        ..Options::default()
    };
    assert_eq!(
        shape_with("<div>\na\n</div>\n\nb <i>c", &trusted),
        (
            "html(\"<div>\\na\\n</div>\\n\")p(b html(<i>)c)".to_owned(),
            vec![]
        )
    );
}

#[test]
fn every_piece_of_text_equals_its_source_or_stands_for_it() {
    let source = "+++ a\\*b &amp; [c]{person=d} &ngE;\r\ne  \r\n> *f* \\\\g\n";
    let (document, _) = parse("a.md", source, 0..source.len(), &Options::default());
    for block in &crate::model::Projection::of(&document).blocks {
        let mut end = 0;
        for segment in &block.segments {
            assert_eq!(segment.text.start, end);
            end = segment.text.end;
            if segment.verbatim {
                assert_eq!(
                    block.text[segment.text.clone()],
                    source[segment.source.clone()]
                );
            }
        }
        assert_eq!(end, block.text.len());
    }
}

#[test]
fn ranges_count_from_the_beginning_of_the_file() {
    let source = "\u{feff}+++\r\ntitle = \"x\"\r\n+++\r\n\r\na [b]{person=c}\r\n";
    let (file, findings) = crate::markup::read_reading("a.md", source, &Options::default());
    assert!(findings.is_empty());
    let spans = file.document.spans();
    let (inline, span) = spans[0];
    assert_eq!(&source[inline.source.clone()], "[b]{person=c}");
    assert_eq!(&source[span.attributes.clone()], "{person=c}");
    assert_eq!(&source[span.content[0].source.clone()], "b");
}

/// What nests deep must neither be slow nor fill the stack, and shows what was written.
#[test]
fn deep_nesting_is_cut() {
    let n = 10_000;
    for source in [
        ">".repeat(n),
        "[".repeat(n) + &"]{.a}".repeat(n),
        "*a ".repeat(n) + &"b* ".repeat(n),
        "*".repeat(n) + "a" + &"*".repeat(n),
        "> ".repeat(200) + "a",
        "[a]{x=\"".repeat(n),
        "[a]{a='\" b=\"'".repeat(n),
        "![".repeat(n) + "a" + &"](u)".repeat(n),
        "<b>".repeat(n) + &"</i>".repeat(n),
    ] {
        let (document, _) = parse("a.md", &source, 0..source.len(), &Options::default());
        let written = crate::markup::write(&document);
        let (again, _) = parse("a.md", &written, 0..written.len(), &Options::default());
        assert!(
            crate::markup::are_equal(&document, &again),
            "{}",
            &source[..20]
        );
    }
}

#[test]
fn a_projection_knows_what_is_emphasised() {
    let source = "A *b **c*** _d [e](f)_ [*g*]{person=g}.\n\n*h*\n";
    let (document, _) = parse("a.md", source, 0..source.len(), &Options::default());
    let emphasised: Vec<Vec<String>> = crate::model::Projection::of(&document)
        .blocks
        .iter()
        .map(|block| {
            let words = block
                .emphasis
                .iter()
                .map(|range| &block.text[range.clone()]);
            words.map(str::to_owned).collect()
        })
        .collect();
    assert_eq!(emphasised, [vec!["b c", "d e", "g"], vec!["h"]]);
}
