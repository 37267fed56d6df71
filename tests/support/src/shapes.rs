//! Chapters of any size that are made to be hard: each is one thing over and over, or one in the other.

/// A kind of chapter: what it is called, and its text out of so many parts.
pub type Shape = (&'static str, fn(usize) -> String);

/// All kinds.
pub const SHAPES: &[Shape] = &[
    ("one line", |n| "word ".repeat(n)),
    ("headings", |n| numbered(n, |i| format!("## Heading {i}\n\n"))),
    ("headings with one name", |n| "## Name\n\n".repeat(n)),
    ("headings whose ids are taken", |n| numbered(n / 2, |i| format!("## Name\n\n## Name {i}\n\n"))),
    ("sections with one name of the template", |n| document(&"## Requirements\n\nx\n\n".repeat(n))),
    ("sections in the wrong order", |n| {
        document(&numbered(n / 4, |i| format!("## Note {i}\n\nx\n\n")).replacen(
            "## Note 9\n",
            "## Current Context\n",
            1,
        ))
    }),
    ("subsections in the wrong order", |n| {
        document(&format!("## Technical Design\n\n{}", numbered(n, |i| format!("### Part {i}\n\n"))))
    }),
    ("near misses", |n| document(&numbered(n, |i| format!("## Requirments {i}\n\n")))),
    ("decisions", |n| decisions(&numbered(n, |i| format!("### Area {i}\n\nWill use x because:\n\n- y\n\n")))),
    ("one decision of many items", |n| {
        decisions(&format!("### Area\n\n{}", "- Rationale: x\n- Trade-offs: y\n".repeat(n)))
    }),
    ("sentences that decide nothing", |n| decisions(&format!("### Area\n\n{}\n", "We considered x. ".repeat(n)))),
    ("paragraphs that decide nothing", |n| decisions(&format!("### Area\n\n{}", "We considered x.\n\n".repeat(n)))),
    ("quotes of statements", |n| decisions(&format!("### Area\n\n{}", "> We keep x.\n\n".repeat(n)))),
    ("folded statements", |n| decisions(&format!("### Area\n\n{}", "<details>\n\nx\n\n</details>\n\n".repeat(n)))),
    ("decisions as a list", |n| decisions(&"- **Area**: will use x\n".repeat(n))),
    ("tasks", |n| document(&format!("## Implementation Plan\n\n{}", "- [ ] x\n".repeat(n)))),
    ("phases", |n| {
        document(&format!("## Implementation Plan\n\n{}", numbered(n, |i| format!("### Phase {i}\n\n- [x] y\n\n"))))
    }),
    ("fields", |n| format!("# T\n\n{}", numbered(n, |i| format!("**Field {i}:** value\n")))),
    ("fields in one line", |n| format!("# T\n\n{}\n", "Field: value; ".repeat(n))),
    ("bold fields in one line", |n| format!("# T\n\n{}\n", "**Field:** value ".repeat(n))),
    ("one bold field of code", |n| format!("# T\n\n**Field: {}**\n", "`x` y ".repeat(n))),
    ("statuses", |n| format!("# T\n\n{}", "Status: accepted\n\n".repeat(n))),
    ("a status of many words", |n| format!("# T\n\nStatus: {}\n", "Superseded by x ".repeat(n))),
    ("a table of fields", |n| format!("# T\n\n| | |\n|---|---|\n{}", numbered(n, |i| format!("| Field {i} | x |\n")))),
    ("a table of columns", |n| format!("{}\n{}\n", "| a ".repeat(n), "|---".repeat(n))),
    ("front matter of fields", |n| format!("---\n{}---\n# T\n", numbered(n, |i| format!("key{i}: value\n")))),
    ("front matter that is no YAML", |n| format!("---\n{}---\n# T\n", numbered(n, |i| format!("key{i}: a: b\n")))),
    ("front matter with a list", |n| format!("---\ntags: [{}]\n---\n# T\n", "tag, ".repeat(n))),
    ("front matter of aliases", |n| format!("---\na: &a x\nb: [{}x]\n---\n# T\n", "*a, ".repeat(n))),
    ("front matter that nests", |n| format!("---\na: {}\n---\n# T\n", "[".repeat(n))),
    ("front matter in TOML", |n| format!("+++\n{}+++\n# T\n", numbered(n, |i| format!("key{i} = \"x\"\n")))),
    ("front matter in TOML that nests", |n| format!("+++\na = {}\n+++\n# T\n", "[".repeat(n))),
    ("front matter that doesn't end", |n| format!("---\n{}", "key: value\n".repeat(n))),
    ("relations", |n| format!("---\nrelates-to: [{}]\n---\n# T\n", numbered(n, |i| format!("x{i}.md, ")))),
    ("emoji", |n| document(&format!("## {}Requirements{}\n\nx\n", "\u{1f3af} ".repeat(n), " \u{1f3af}".repeat(n)))),
    ("relations in text", |n| format!("# T\n\n{}", numbered(n, |i| format!("Supersedes [x](x{i}.md).\n\n")))),
    ("quotes in quotes", |n| format!("{}x\n", "> ".repeat(n))),
    ("lists in lists", |n| format!("{}x\n", "- ".repeat(n))),
    ("lists in lists of a decision", |n| decisions(&format!("### Area\n\n{}x\n", "- ".repeat(n)))),
    ("lists in lists of a plan", |n| document(&format!("## Implementation Plan\n\n{}[ ] x\n", "- ".repeat(n)))),
    ("lists in lists, by lines", |n| numbered(n / 8, |i| format!("{}- x\n", "  ".repeat(i % 400)))),
    ("elements in elements", |n| "<div>\n\n".repeat(n)),
    ("elements that end", |n| format!("{}{}", "<div>\n\n".repeat(n), "</div>\n\n".repeat(n))),
    ("comments", |n| "<!-- x -->\n\n".repeat(n)),
    ("comments that don't end", |n| "<!-- x\n\n".repeat(n)),
    ("anchors", |n| numbered(n, |i| format!("<a id=\"x{i}\"></a>\n\n"))),
    ("declarations", |n| "<!A ".repeat(n)),
    ("less-than signs", |n| "<".repeat(n)),
    ("tags", |n| "a <b c=\"d\"> ".repeat(n)),
    ("tags that don't end", |n| "<b c=\"".repeat(n)),
    ("brackets", |n| "[".repeat(n)),
    ("brackets of images", |n| "![".repeat(n)),
    ("brackets and parentheses", |n| "[a](".repeat(n)),
    ("links", |n| numbered(n, |i| format!("[a](b.md#{i}) "))),
    ("links in headings", |n| numbered(n, |i| format!("## [a](b.md#{i})\n\n"))),
    ("definitions", |n| numbered(n, |i| format!("[a{i}]: b\n"))),
    ("definitions that are used", |n| numbered(n, |i| format!("[a{i}]: b\n\n## [a{i}]\n\n"))),
    ("footnotes", |n| numbered(n, |i| format!("x[^{i}]\n\n[^{i}]: y\n\n"))),
    ("footnotes in footnotes", |n| "[^a]: ".repeat(n)),
    ("stars", |n| "*a **b ".repeat(n)),
    ("underlines", |n| "_a __b ".repeat(n)),
    ("tildes", |n| "~a ~~b ".repeat(n)),
    ("backticks", |n| numbered(n / 8, |i| format!("{} ", "`".repeat(i % 64)))),
    ("fences", |n| "```\nx\n```\n\n".repeat(n)),
    ("fences that don't end", |n| numbered(n, |i| format!("{}\n", "`".repeat(3 + i % 3)))),
    ("rules", |n| "***\n\n".repeat(n)),
    ("lines below a heading's words", |n| format!("{}===\n", "x\n".repeat(n))),
    ("attributes", |n| "## a {#b .c d=e}\n\n".repeat(n)),
    ("a heading of many words", |n| format!("## {}\n", "word *and* `more` ".repeat(n))),
    ("a heading of many brackets", |n| format!("# {}\n", "[".repeat(n))),
    ("a heading of numbers", |n| format!("## {}\n", "1.".repeat(n))),
    ("titles", |n| "# T\n\n".repeat(n)),
    ("braces", |n| "{".repeat(n)),
    ("directives", |n| "{{#decisions}}\n\n".repeat(n / 64)),
    ("directives in text", |n| "See {{#design-status x.md}} ".repeat(n)),
    ("directives that don't end", |n| "{{#decisions ".repeat(n)),
    ("a directive of many arguments", |n| format!("{{{{#decisions {}}}}}", "status=draft ".repeat(n))),
    ("a directive of many values", |n| format!("{{{{#decisions status=\"{}\"}}}}", "draft,".repeat(n))),
    ("a directive of stars", |n| format!("{{{{#decisions area=\"{}\"}}}}", "*a".repeat(n))),
    ("includes", |n| "{{#include x.md}}\n\n".repeat(n)),
    ("allowances", |n| "<!-- design-docs: allow section-missing -->\n\n".repeat(n)),
    ("entities", |n| "&amp;&#60;&".repeat(n)),
    ("backslashes", |n| "\\".repeat(n)),
    ("carriage returns", |n| "## a\r\r".repeat(n)),
    ("control characters", |n| "\u{0}\u{1b}[31m\u{9b}\u{7f}\u{202e} ".repeat(n)),
    ("spaces", |n| format!("# T{}x\n", " ".repeat(n))),
    ("blank lines", |n| format!("# T\n{}## Requirements\n", "\n".repeat(n))),
    ("letters without words", |n| "日本語😀".repeat(n)),
];

/// Parts with their numbers.
fn numbered(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

/// A document of the template `full` with more in it.
fn document(more: &str) -> String {
    format!(
        "# T Design Document\n\n## Current Context\n\nx\n\n## Requirements\n\nx\n\n## Technical Design\n\nx\n\n{more}"
    )
}

fn decisions(all: &str) -> String {
    document(&format!("## Design Decisions\n\n{all}"))
}
