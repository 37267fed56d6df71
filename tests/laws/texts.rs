//! Documents as people might write them, and worse.

use proptest::prelude::*;

/// Pieces of Markdown that rules meet.
pub const FRAGMENTS: [&str; 67] = [
    "Plain text with *emphasis*, **bold** and `code`.",
    "Status: Accepted",
    "**Status**: Superseded by [x](x.md)",
    "**Status:** draft · **Date:** 2026-01-02",
    "- Status: WIP\n- Authors: A, [B][ref]",
    "> **Status:** final\n> **Owner:** Ann",
    "| Status | Accepted |\n|---|---|\n| Date | `a \\| b` |",
    "| | |\n|---|---|\n| **Authors** | Ann |",
    "<!-- status: living -->",
    "![status: stable](https://img.example/badge/status-stable-green)",
    "## Status\n\nAccepted (2026-06-07). Fully.",
    "## Status",
    "### Status\n\nRejected",
    "- one\n- two\n\n  three\n- four",
    "1. one\n2. two\n   - nested",
    "- [ ] task\n- [x] done",
    "```rust\n# not a heading\n## nor this\n```",
    "~~~\n{{#decisions}}\n~~~",
    "```\nunclosed",
    "    indented code\n    # more",
    "<div>\n\n## In a div\n\n</div>",
    "<details>\n<summary>x</summary>\n\n## In details\n\n</details>",
    "<div>\n\nopen for ever",
    "<!-- a comment that\n\nis not closed",
    "<h2>Raw</h2>",
    "<a id=\"observability\"></a>",
    "a <b>inline</b> <br> c",
    "[ref]: https://example.org/a 'title'",
    "[ref]: https://example.org/b",
    "A [ref] and [text][ref] and ![image](a.png).",
    "A footnote[^1] and another[^n].",
    "[^1]: The note.\n\n    ## In a note",
    "[^n]: Other.",
    "> ## In a quote\n>\n> text",
    "- ## In an item",
    "term\n: definition",
    "> [!NOTE]\n> admonition",
    "| a | b |\n|---|:-:|\n| `c` | d |",
    "{{#include part.md}}",
    "\\{{#include part.md}}",
    "{{#decisions}}",
    "{{#design-docs status=draft}}",
    "See {{#design-status other.md}} here.",
    "This is {{#design-status x.md}}, as {{#decision x.md#1}} says.",
    "[linked {{#decision #2}}](b.md) and {{#decision #2}}",
    "{{#decisions group=}}",
    "---",
    "***\n\nfooter",
    "Setext\n======",
    "Setext two\n----------",
    "Two\nlines\n===",
    "# Another title",
    "#### Deep",
    "###### Deepest",
    "## Requirments",
    "## requirements:",
    "## Metrics (later) {#metrics .c}",
    "## **Key Design Decisions**\n\n### Decision 2: `A` | b\n\nWill use `x` because:\n- y",
    "### 2) Größe 日本語\n\nWill implement / choose:\n- a\n- b",
    "- **Approach:**  \n  Do it.",
    "Will implement/choose [approach] because:\n- Rationale 1\n- Rationale 2",
    "- Brief overview of the existing system",
    "\"quotes\" -- dashes ... and 'more'",
    "## Logging\n\n## Logging\n\n[a](#logging) [b](#logging-1)",
    "\u{feff}\u{a0}\u{3000}",
    "***",
    "## **Logging**\rbehind a carriage return",
];

/// Headings of the templates, as they are and as people spell them.
pub const HEADINGS: [&str; 26] = [
    "Current Context",
    "Background",
    "1. Current Context and Challenges",
    "Requirements",
    "Core Requirements",
    "2. REQUIREMENTS:",
    "Design Decisions",
    "Key Design Decisions",
    "Technical Design",
    "Architecture",
    "Implementation Plan",
    "Implementation Strategy (draft)",
    "Testing Strategy",
    "Observability",
    "**Monitoring**",
    "Future Considerations",
    "Dependencies",
    "Security",
    "Security Considerations – later",
    "Rollout Strategy",
    "References",
    "References",
    "Something else",
    "Open questions [ref]",
    "Requirements {#reqs}",
    "`code` in a heading",
];

const TITLES: [&str; 10] = [
    "# Ledger Design Document\n\n",
    "# [Ledger] Design Document\n",
    "# Design Document: Ledger\n\n",
    "Ledger – Design Document\n========================\n\n",
    "# 12. Ledger\n",
    "#\n\n",
    "",
    "Prose first.\n\n# Ledger Design Document #\n\n",
    "## Ledger\n\n",
    "# Ledger[^1] `x` Design Document\n\n",
];

const FRONT_MATTER: [&str; 9] = [
    "",
    "",
    "",
    "---\nstatus: accepted\nauthors: [A, B]\n---\n",
    "---\ntitle: RFC: x\nowner: @ann\n---\n\n",
    "---\ntitle: Ledger\nnot-applicable: [Metrics, References]\nnormalise: full\n---\n",
    "+++\nstatus = \"draft\"\n+++\n",
    "---\n\nnot front matter\n\n---\n",
    "---\nstatus: \"<b>*x*</b> {{#include y}}\"\ntags: a|b\n---\n",
];

/// A document: front matter, title, and sections in any order and at a common level, with fragments in them.
pub fn document() -> impl Strategy<Value = String> {
    let section = (0..HEADINGS.len(), 0..3_usize, prop::collection::vec(0..FRAGMENTS.len(), 0..3));
    (
        0..FRONT_MATTER.len(),
        0..TITLES.len(),
        prop::collection::vec(0..FRAGMENTS.len(), 0..3),
        prop::collection::vec(section, 0..9),
        1..4_usize,
        any::<(bool, bool)>(),
    )
        .prop_map(|(front_matter, title, zone, sections, level, (crlf, tight))| {
            let mut text = format!("{}{}", FRONT_MATTER[front_matter], TITLES[title]);
            let gap = if tight { "\n" } else { "\n\n" };
            for fragment in zone {
                text.push_str(FRAGMENTS[fragment]);
                text.push_str("\n\n");
            }
            for (heading, deeper, fragments) in sections {
                let indentation = if (heading + deeper) % 7 == 6 { "  " } else { "" };
                text.push_str(&format!("{indentation}{} {}{gap}", "#".repeat(level + deeper % 2), HEADINGS[heading]));
                for fragment in fragments {
                    text.push_str(FRAGMENTS[fragment]);
                    text.push_str(gap);
                }
            }
            if crlf { text.replace('\n', "\r\n") } else { text }
        })
}

/// Fragments in any order.
pub fn fragments() -> impl Strategy<Value = String> {
    (prop::collection::vec(0..FRAGMENTS.len(), 0..9), any::<bool>()).prop_map(|(fragments, tight)| {
        let parts: Vec<&str> = fragments.into_iter().map(|fragment| FRAGMENTS[fragment]).collect();
        parts.join(if tight { "\n" } else { "\n\n" })
    })
}
