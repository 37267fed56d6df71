//! What may come on standard input.

use serde_json::{Value, json};

use crate::{harmless, run};
use support::shapes::SHAPES;

/// What becomes of a request.
#[derive(Debug, Clone, Copy)]
enum Outcome {
    /// Exit code 0, and the book byte for byte.
    Untouched,
    /// Exit code 0, and a book with as many chapters or one more.
    Answered,
    /// Exit code 2, nothing on stdout, and this in an error on stderr.
    Refused(&'static str),
}
use Outcome::{Answered, Refused, Untouched};

pub fn chapter(name: &str, path: &str, content: &str) -> Value {
    json!({"Chapter": {
        "name": name, "content": content, "number": null, "sub_items": [],
        "path": path, "source_path": path, "parent_names": [],
    }})
}

pub fn request(settings: &Value, chapters: &[Value]) -> String {
    let config = json!({"preprocessor": {"design-docs": settings}});
    let context = json!({"root": "/nowhere", "renderer": "html", "mdbook_version": "0.5.4", "config": config});
    json!([context, {"items": chapters}]).to_string()
}

fn document(text: &str) -> String {
    request(&json!({}), &[chapter("X", "designs/x.md", text), chapter("Decisions", "decisions.md", "# Decisions\n")])
}

fn holds(name: &str, input: &[u8], outcome: Outcome) {
    let output = run(&[], input);
    let stderr = harmless(&output.stderr);
    let context = || format!("{name}: {outcome:?}, {:?}: {stderr:.2000}", output.status);
    match outcome {
        Untouched => {
            assert_eq!(output.status.code(), Some(0), "{}", context());
            let book = &input[input.len() - 1 - output.stdout.len()..input.len() - 1];
            assert!(!book.is_empty() && book == output.stdout, "{}", context());
        }
        Answered => {
            assert_eq!(output.status.code(), Some(0), "{}", context());
            let answer: Value = serde_json::from_slice(&output.stdout).expect("an answer is JSON");
            let sent: Value = serde_json::from_slice(input).expect("the request is JSON");
            let count = |book: &Value| book["items"].as_array().map_or(0, Vec::len);
            assert!((count(&sent[1])..=count(&sent[1]) + 1).contains(&count(&answer)), "{}", context());
        }
        Refused(why) => {
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{}", context());
            assert!(stderr.starts_with("error: ") && stderr.contains(why), "{}", context());
        }
    }
}

#[test]
fn a_request_cut_anywhere_is_refused() {
    let whole = document("# X\n\nStatus: accepted \u{e9} \\ \"\n");
    for length in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
        holds(&format!("{length} bytes"), &whole.as_bytes()[..length], Refused(""));
    }
}

#[test]
fn a_chapter_of_200_mb_comes_back() {
    let text = "Some words, and `more` of them.\n\n".repeat(6_200_000);
    let untouched = request(&json!({"index": false}), &[chapter("Notes", "notes.md", &text)]);
    assert!(untouched.len() > 200_000_000);
    holds("no document", untouched.as_bytes(), Untouched);
    holds("a document", document(&text).as_bytes(), Answered);
}

/// Each of these takes the time of its text: with the square of it, the test wouldn't end.
#[test]
fn large_documents_are_answered() {
    let n = 100_000;
    for (name, text) in [
        ("headings", (0..n).map(|i| format!("## Heading {i}\n\n")).collect()),
        ("headings with one name", "# T\n\n## Requirements\n\n".repeat(n)),
        ("decisions", format!("# T\n\n## Design Decisions\n\n{}", "### Area\n\nWill use x.\n\n".repeat(n / 4))),
        ("quotes in quotes", format!("{}x\n", "> ".repeat(10_000))),
        ("lists in lists", format!("{}x\n", "- ".repeat(10_000))),
        ("elements in elements", "<div>\n\n".repeat(10_000)),
        ("brackets in brackets", "[".repeat(10_000)),
        ("directives", "{{#decisions}}\n\n".repeat(100)),
        ("words that are underlined", format!("# T\n\n{}---\n", "a: b\n".repeat(n / 4))),
        ("fields", format!("---\n{}---\n# T\n", (0..n / 4).map(|i| format!("k{i}: a: b\n")).collect::<String>())),
        ("aliases", format!("---\na: &a {}\nb: [{}x]\n---\n# T\n", "ha".repeat(n), "*a, ".repeat(n))),
        ("anchors", format!("---\n{}---\n# T\n", (0..n / 4).map(|i| format!("k{i}: &a{i} x\n")).collect::<String>())),
        ("depth in YAML", format!("---\na: {}\n---\n# T\n", "[".repeat(n))),
        ("depth in TOML", format!("+++\na = {}\n+++\n# T\n", "[".repeat(n))),
    ] {
        let text: String = text;
        holds(name, document(&text).as_bytes(), Answered);
    }
}

/// Their growth is measured by `cargo bench --bench growth`.
#[test]
fn documents_of_any_shape_are_answered() {
    for (name, shape) in SHAPES {
        holds(name, document(&shape(1000)).as_bytes(), Answered);
    }
}

#[test]
fn half_a_letter_comes_back_as_it_came() {
    // JSON can say what is no text in Rust.
    let halves = (0xd800..0xe000).map(|half| format!("# T \\u{half:04x}\\n"));
    let chapters: Vec<String> =
        halves.map(|text| chapter("N", "designs/x.md", "TEXT").to_string().replace("TEXT", &text)).collect();
    let whole =
        request(&json!({"index": false}), &[]).replace("\"items\":[]", &format!("\"items\":[{}]", chapters.join(",")));
    holds("surrogates", whole.as_bytes(), Untouched);
}

#[test]
fn control_characters_steer_nothing() {
    for c in (0..0x20_u8).chain(0x7f..0xa0).map(char::from).chain(['\u{202e}', '\u{2066}', '\u{2028}', '\u{feff}']) {
        let text =
            format!("---\ntitle: a{c}b\ntags: [{c}]\n---\n# T{c}[31m\n\nStatus: {c}[2Jacc\n\n## Requirments{c}\n");
        let settings = json!({"rules": {"section-near-miss": "error"}});
        let name = format!("N{c}");
        let input = request(
            &settings,
            &[chapter(&name, &format!("designs/{c}.md"), &text), chapter("D", "decisions.md", "# D\n")],
        );
        holds(&format!("{c:?}"), input.as_bytes(), Answered);
    }
}

#[test]
fn names_and_paths_are_words() {
    let nasty = [
        "a\nb",
        "a\"b'",
        "</script><script>",
        "]]>",
        "{{#include x}}",
        "../../x.md",
        "/etc/x.md",
        "C:\\x.md",
        "",
        "designs/../x.md",
    ];
    for name in nasty {
        for path in nasty {
            let chapters = [
                chapter(
                    name,
                    &format!("designs/{path}"),
                    "# T\n\nStatus: accepted\n\n## Requirements\n\n## References\n\n## Design Decisions\n\n### A\n\nWill use b.\n",
                ),
                chapter(name, path, "{{#decisions}}\n"),
                chapter("Decisions", "decisions.md", ""),
            ];
            holds(&format!("{name:?} at {path:?}"), request(&json!({}), &chapters).as_bytes(), Answered);
        }
    }
}

#[test]
fn two_chapters_may_have_one_path() {
    let twice = [
        chapter("A", "designs/x.md", "# A\n"),
        chapter("B", "designs/x.md", "# B\n"),
        chapter("D", "decisions.md", "# D\n"),
    ];
    holds("documents", request(&json!({}), &twice).as_bytes(), Answered);
    let indexes = [chapter("A", "decisions.md", "# A\n"), chapter("B", "decisions.md", "# B\n")];
    holds("indexes", request(&json!({}), &indexes).as_bytes(), Answered);
}

#[test]
fn everything_may_relate_to_everything() {
    let names: Vec<String> = (0..120).map(|n| format!("d{n}.md")).collect();
    for relation in ["supersedes", "superseded-by", "amends", "depends-on", "relates-to"] {
        let text = format!("---\nstatus: accepted\n{relation}: [{}]\n---\n# T\n", names.join(", "));
        let chapters: Vec<Value> = names.iter().map(|name| chapter(name, &format!("designs/{name}"), &text)).collect();
        holds(relation, request(&json!({}), &chapters).as_bytes(), Answered);
    }
}

#[test]
fn settings_of_a_wrong_type_are_refused() {
    let keys = [
        "docs",
        "template",
        "normalise",
        "missing-sections",
        "index",
        "index-title",
        "decision-list",
        "assets",
        "fail-on",
        "labels",
        "labels.no-status",
        "rules",
        "rules.section-missing",
        "statuses",
        "statuses.trial",
        "statuses.trial.label",
        "statuses.trial.phase",
        "statuses.trial.aliases",
        "statuses.trial.requires",
        "statuses.trial.stale-after",
        "collections",
        "collections.adr",
        "collections.adr.docs",
        "collections.adr.template",
        "collections.adr.statuses",
        "not-a-setting",
    ];
    let values = [
        json!(1.5),
        json!(-1),
        json!([1]),
        json!([[]]),
        json!({"x": 1}),
        json!([{"x": []}]),
        json!("\u{1b}[31m</b>\n"),
    ];
    for key in keys {
        for value in &values {
            let mut settings = json!({});
            *settings.pointer_mut("").expect("all of it") =
                key.rsplit('.').fold(value.clone(), |inner, key| json!({key: inner}));
            let input = request(&settings, &[chapter("X", "designs/x.md", "# X\n")]);
            // Words that are odd may be a label.
            let is_text =
                matches!(key, "index-title" | "labels.no-status" | "statuses.trial.label") && value.is_string();
            if !is_text {
                let last = key.rsplit('.').next().unwrap_or(key);
                let output = run(&[], input.as_bytes());
                let stderr = harmless(&output.stderr);
                assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{key} = {value}: {stderr}");
                // Of a new status, what it lacks is said.
                let is_named =
                    stderr.contains(last) || key.starts_with("statuses.") && stderr.contains("statuses.trial");
                assert!(is_named, "{key} = {value}: {stderr}");
            }
        }
    }
}

#[test]
fn an_index_stays_in_the_book() {
    for index in ["../x.md", "/etc/x.md", "a/../../x.md", "C:\\x.md", "..\\x.md", "x.html", "", ".md", "print.md\n"] {
        let input = request(&json!({"index": index}), &[chapter("X", "designs/x.md", "# X\n")]);
        holds(index, input.as_bytes(), Refused("index"));
    }
}

#[test]
fn a_template_stays_in_the_book() {
    for template in ["../x.md", "/etc/passwd", "a/../../x.md", "templates", "\u{0}", "", "no/such.md"] {
        let input = request(&json!({"template": template}), &[chapter("X", "designs/x.md", "# X\n")]);
        holds(template, input.as_bytes(), Refused("template"));
    }
}

/// What explodes would take years.
#[test]
fn globs_end() {
    let deep = "a/".repeat(60) + "x.md";
    for glob in [
        "{a,b}".repeat(40),
        "*a".repeat(200) + "b",
        "**/".repeat(200) + "x.md",
        "{".repeat(1000),
        "[".repeat(1000),
        "{a,".repeat(200) + &"}".repeat(200),
        "?".repeat(5000),
    ] {
        let input =
            request(&json!({"docs": [glob]}), &[chapter("X", &deep, "# X\n"), chapter("D", "decisions.md", "")]);
        let output = run(&[], input.as_bytes());
        harmless(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 2)), "{glob:.60}: {:?}", output.status);
    }
}
