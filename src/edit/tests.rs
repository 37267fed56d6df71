use super::*;
use crate::markdown::Dialect;
use crate::status::SUPERSEDED;

pub(super) fn other() -> Link {
    let [words, path, destination] = ["2. New", "new.md", "new.md"].map(str::to_owned);
    Link { words, path, destination }
}

/// The text that says `what`: a status, `superseded by` the other document, or that it `supersedes` it; or why it can't.
pub(super) fn revised(text: &str, what: &str) -> Result<String, EditRefusal> {
    let statuses = Statuses::default();
    let document = Document::parse(text, Dialect::V05, &statuses).expect("the parser reads it");
    let status = |id: &str| statuses.with_id(id).expect("it is built in");
    let other = other();
    let revision = match what {
        "supersedes" => Revision::Supersedes(&other),
        "superseded by" => Revision::SupersededBy(status(SUPERSEDED), &other),
        id => Revision::Status(status(id)),
    };
    revise(&document, &statuses, revision)
}

pub(super) fn ok(cases: &[(&str, &str, &str)]) {
    for (text, what, expected) in cases {
        assert_eq!(revised(text, what).as_deref(), Ok(*expected), "{what}: {text}");
    }
}

#[test]
fn a_status_is_changed_where_it_is_written() {
    ok(&[
        ("# A\n\nStatus: Draft\n", "accepted", "# A\n\nStatus: Accepted\n"),
        ("# A\n\nStatus: draft\n", "in-review", "# A\n\nStatus: in review\n"),
        ("# A\n\nSTATUS: DRAFT\n", "in-review", "# A\n\nSTATUS: IN REVIEW\n"),
        (
            "---\nstatus: draft # soon\ntags: [a]\n---\n# A\n",
            "in-review",
            "---\nstatus: in-review # soon\ntags: [a]\n---\n# A\n",
        ),
        ("---\nstatus: \"Draft\"\n---\n# A\n", "in-review", "---\nstatus: \"In review\"\n---\n# A\n"),
        ("+++\nstatus = 'draft'\n+++\n# A\n", "accepted", "+++\nstatus = 'accepted'\n+++\n# A\n"),
        (
            "# A\n\n- **Status:** `WIP` (2026-01-02)\n- Date: 2026\n",
            "accepted",
            "# A\n\n- **Status:** `Accepted` (2026-01-02)\n- Date: 2026\n",
        ),
        ("# A\n\n**Status: Ready for Review**\n", "accepted", "# A\n\n**Status: Accepted**\n"),
        (
            "# A\n\n| Status | Date |\n|---|---|\n| Draft | 2026 |\n",
            "accepted",
            "# A\n\n| Status | Date |\n|---|---|\n| Accepted | 2026 |\n",
        ),
        (
            "# A\n\n> **Date:** 2026 · **Status:** draft\n",
            "accepted",
            "# A\n\n> **Date:** 2026 · **Status:** accepted\n",
        ),
        ("# A\n\n<!-- status: draft -->\n", "accepted", "# A\n\n<!-- status: accepted -->\n"),
        (
            "# 1. A\r\n\r\n## Status\r\n\r\nDraft\r\n\r\n## Context\r\n\r\nDraft\r\n",
            "accepted",
            "# 1. A\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n## Context\r\n\r\nDraft\r\n",
        ),
        // What says it twice says it twice.
        (
            "---\nstatus: draft\n---\n# A\n\nStatus: Draft\n",
            "accepted",
            "---\nstatus: accepted\n---\n# A\n\nStatus: Accepted\n",
        ),
        ("# A\n\nStatus: WIP\n", "draft", "# A\n\nStatus: WIP\n"),
        // Prompts, nothing, and one wrong word.
        ("# A\n\nStatus: {draft | accepted}\n", "accepted", "# A\n\nStatus: Accepted\n"),
        (
            "---\nstatus: \"{draft | superseded by ADR-1}\"\n---\n# A\n",
            "accepted",
            "---\nstatus: \"accepted\"\n---\n# A\n",
        ),
        ("# A\n\nStatus: Aproved\n", "accepted", "# A\n\nStatus: Accepted\n"),
        ("# A\n\nStatus: Aproved (2025-02-03)\n", "accepted", "# A\n\nStatus: Accepted (2025-02-03)\n"),
        ("# A\n\n- **Status**: *in reveiw*, see below\n", "draft", "# A\n\n- **Status**: *draft*, see below\n"),
        ("---\nstatus: aproved (2025)\n---\n# A\n", "in-review", "---\nstatus: in-review (2025)\n---\n# A\n"),
        ("# A\n\nStatus: draft or accepted\n", "accepted", "# A\n\nStatus: Accepted\n"),
        ("# A\n\n## Status\n\n(Proposed / Accepted)\n", "accepted", "# A\n\n## Status\n\nAccepted\n"),
        ("# A\n\n**Status:**\n\nText\n", "accepted", "# A\n\n**Status:** Accepted\n\nText\n"),
        ("---\nstatus:\n---\n# A\n", "accepted", "---\nstatus: accepted\n---\n# A\n"),
        ("+++\nstatus = \"TBD\"\n+++\n# A\n", "accepted", "+++\nstatus = \"accepted\"\n+++\n# A\n"),
        (
            "# A\n\n| Status | {draft \\| accepted} |\n|---|---|\n",
            "accepted",
            "# A\n\n| Status | Accepted |\n|---|---|\n",
        ),
        ("# A\n\n**Status:** `draft | accepted`\n", "accepted", "# A\n\n**Status:** `Accepted`\n"),
        ("# A\n\nStatus: **Accepted?**\n", "accepted", "# A\n\nStatus: **Accepted**\n"),
        ("---\nstatus: \"\"\ntags: a\n---\n# A\n", "accepted", "---\nstatus: accepted\ntags: a\n---\n# A\n"),
        ("---\nstatus: # todo\n---\n# A\n", "accepted", "---\nstatus: accepted # todo\n---\n# A\n"),
        ("---\nstatus: null\n---\n# A\n", "accepted", "---\nstatus: accepted\n---\n# A\n"),
        ("+++\nstatus = ''\n+++\n# A\n", "accepted", "+++\nstatus = \"accepted\"\n+++\n# A\n"),
        (
            "# A\n\n| Field | Value |\n|---|---|\n| Status | |\n| Date | 2026 |\n",
            "accepted",
            "# A\n\n| Field | Value |\n|---|---|\n| Status | Accepted |\n| Date | 2026 |\n",
        ),
        ("# A\n\n## Status\n\n## Context\n", "accepted", "# A\n\n## Status\n\nAccepted\n\n## Context\n"),
        ("# A\n\n## Status\n## Context\n", "accepted", "# A\n\n## Status\n\nAccepted\n\n## Context\n"),
        // No status at all.
        ("# A\n\nText\n", "accepted", "# A\n\nStatus: Accepted\n\nText\n"),
        ("# A\nText\n", "accepted", "# A\n\nStatus: Accepted\n\nText\n"),
        ("A\n=\n", "accepted", "A\n=\n\nStatus: Accepted\n"),
        ("Text\n", "accepted", "Status: Accepted\n\nText\n"),
        (
            "---\nlast_updated: 2026\n---\n\n# A\n",
            "in-review",
            "---\nstatus: in-review\nlast_updated: 2026\n---\n\n# A\n",
        ),
    ]);
}

#[test]
fn both_sides_of_a_supersession_are_written_in_their_form() {
    ok(&[
        ("# A\n\nStatus: Accepted\n", "superseded by", "# A\n\nStatus: Superseded by [2. New](new.md)\n"),
        (
            "# A\n\n- **Status:** accepted\n- Date: 2026\n",
            "superseded by",
            "# A\n\n- **Status:** superseded by [2. New](new.md)\n- Date: 2026\n",
        ),
        (
            "# A\n\n## Status\n\nAccepted\n\n## Context\n",
            "superseded by",
            "# A\n\n## Status\n\nSuperseded by [2. New](new.md)\n\n## Context\n",
        ),
        (
            "# A\n\n| Status | Accepted |\n|---|---|\n",
            "superseded by",
            "# A\n\n| Status | Superseded by [2. New](new.md) |\n|---|---|\n",
        ),
        (
            "---\nstatus: accepted\ndate: 2026\n---\n# A\n",
            "superseded by",
            "---\nstatus: superseded\nsuperseded-by: new.md\ndate: 2026\n---\n# A\n",
        ),
        (
            "+++\nstatus = \"accepted\"\n+++\n# A\n",
            "superseded by",
            "+++\nstatus = \"superseded\"\nsuperseded-by = \"new.md\"\n+++\n# A\n",
        ),
        ("# A\n\nText\n", "superseded by", "# A\n\nStatus: Superseded by [2. New](new.md)\n\nText\n"),
        (
            "---\ndate: 2026\n---\n# A\n",
            "superseded by",
            "---\nstatus: superseded\nsuperseded-by: new.md\ndate: 2026\n---\n# A\n",
        ),
        ("# A\n\nStatus: Accepted\n", "supersedes", "# A\n\nStatus: Accepted\nSupersedes: [2. New](new.md)\n"),
        (
            "# A\n\n**Status:** Accepted  \n**Date:** 2026\n",
            "supersedes",
            "# A\n\n**Status:** Accepted  \n**Supersedes:** [2. New](new.md)  \n**Date:** 2026\n",
        ),
        (
            "# A\n\n**Status: Accepted**\n",
            "supersedes",
            "# A\n\n**Status: Accepted**\n**Supersedes: [2. New](new.md)**\n",
        ),
        (
            "# A\n\n* Status: accepted\n* Date: 2026\n",
            "supersedes",
            "# A\n\n* Status: accepted\n* Supersedes: [2. New](new.md)\n* Date: 2026\n",
        ),
        (
            "# A\n\n| Field | Value |\n|---|---|\n| **Status** | Accepted |\n",
            "supersedes",
            "# A\n\n| Field | Value |\n|---|---|\n| **Status** | Accepted |\n| **Supersedes** | [2. New](new.md) |\n",
        ),
        (
            "# A\n\n| Status | Accepted |\n|---|---|\n",
            "supersedes",
            "# A\n\n| Status | Accepted |\n|---|---|\n| Supersedes | [2. New](new.md) |\n",
        ),
        (
            "# A\n\n> **Status:** accepted · **Date:** 2026\n",
            "supersedes",
            "# A\n\n> **Status:** accepted · **Date:** 2026\n> **Supersedes:** [2. New](new.md)\n",
        ),
        (
            "# A\n\n## Status\n\nAccepted\n\n## Context\n",
            "supersedes",
            "# A\n\n## Status\n\nAccepted\n\nSupersedes [2. New](new.md)\n\n## Context\n",
        ),
        (
            "# A\n\n<!-- status: accepted -->\n",
            "supersedes",
            "# A\n\nSupersedes: [2. New](new.md)\n\n<!-- status: accepted -->\n",
        ),
        (
            "---\nstatus: accepted\nsupersedes: old.md\n---\n# A\n",
            "supersedes",
            "---\nstatus: accepted\nsupersedes: [old.md, new.md]\n---\n# A\n",
        ),
        ("---\nsupersedes: [old.md]\n---\n# A\n", "supersedes", "---\nsupersedes: [old.md, new.md]\n---\n# A\n"),
        (
            "---\nsupersedes:\n  - old.md\nstatus: draft\n---\n# A\n",
            "supersedes",
            "---\nsupersedes:\n  - old.md\n  - new.md\nstatus: draft\n---\n# A\n",
        ),
        (
            "---\nstatus: accepted\nsupersedes:\n---\n# A\n",
            "supersedes",
            "---\nstatus: accepted\nsupersedes: new.md\n---\n# A\n",
        ),
        (
            "+++\nstatus = \"accepted\"\nsupersedes = \"old.md\"\n+++\n# A\n",
            "supersedes",
            "+++\nstatus = \"accepted\"\nsupersedes = [\"old.md\", \"new.md\"]\n+++\n# A\n",
        ),
    ]);
}

#[test]
fn what_is_added_stands_where_its_like_stand() {
    ok(&[
        (
            "---\ntitle: A\n---\n\n- Status: Accepted\n",
            "supersedes",
            "---\ntitle: A\n---\n\n- Status: Accepted\n- Supersedes: [2. New](new.md)\n",
        ),
        (
            "---\ntitle: A\n---\n\n- Status: Accepted\n- Supersedes: [B](b.md)\n",
            "supersedes",
            "---\ntitle: A\n---\n\n- Status: Accepted\n- Supersedes: [2. New](new.md)\n- Supersedes: [B](b.md)\n",
        ),
        (
            "---\nsupersedes: a.md#2\n---\n# A\n\nStatus: Accepted\n",
            "supersedes",
            "---\nsupersedes: [a.md#2, new.md]\n---\n# A\n\nStatus: Accepted\n",
        ),
    ]);
}

#[test]
fn a_prompt_is_no_other_document() {
    ok(&[
        (
            "# A\n\n- Status: Accepted\n- Supersedes: none\n",
            "supersedes",
            "# A\n\n- Status: Accepted\n- Supersedes: [2. New](new.md)\n",
        ),
        ("---\nsupersedes: TBD\n---\n# A\n", "supersedes", "---\nsupersedes: new.md\n---\n# A\n"),
        (
            "---\nstatus: accepted\nsuperseded_by: none\n---\n# A\n",
            "superseded by",
            "---\nstatus: superseded\nsuperseded_by: new.md\n---\n# A\n",
        ),
    ]);
}

#[test]
fn what_would_say_something_else_is_refused() {
    for (text, what, why) in [
        ("# A\n\nStatus: Superseded by [B](b.md)\n", "accepted", "takes the document's place"),
        ("# A\n\n## Status\n\nSuperseded\n\nSuperseded by [B](b.md)\n", "accepted", "takes the document's place"),
        ("# A\n\nStatus: Superseded by [B](b.md)\n", "superseded by", "takes the document's place"),
        ("# A\n\n![Accepted](https://x.org/badge/status-accepted-green)\n", "implemented", "a picture"),
        ("# A\n\nStatus: Aproved by the board\n", "accepted", "no status, and says more"),
        ("# A\n\nStatus: TBD, waiting for legal\n", "accepted", "no status, and says more"),
        ("# A\n\nStatus: {draft | accepted} see minutes\n", "accepted", "no status, and says more"),
        ("# A\n\nStatus: TBD <!-- by the board -->\n", "accepted", "no status, and says more"),
        ("# A\n\nStatus: [Aproved](minutes.md)\n", "accepted", "no status, and says more"),
        ("# A\n\nStatus: Aproved[^1]\n\n[^1]: In May.\n", "accepted", "no status, and says more"),
        ("# A\n\nStatus: ~~Draft~~ Aproved\n", "accepted", "no status, and says more"),
        ("+++\nstatus = [\"TBD\"]\n+++\n# A\n", "accepted", "no status, and says more"),
        ("---\nstatus: &s draft\nother: *s\n---\n# A\n", "accepted", "copies of this one"),
        ("---\nsupersedes: &s a.md\nother: *s\n---\n# A\n", "supersedes", "copies of this one"),
        ("---\n\nstatus: draft\n---\n# A\n", "accepted", "begins as front matter does"),
        ("---\n  status: draft\n---\n# A\n", "accepted", "begins as front matter does"),
        ("# A\n\nStatus: in&nbsp;review\n", "accepted", "can't be told"),
        ("---\nsupersedes: {a: b}\n---\n# A\n", "supersedes", "can't be added to"),
    ] {
        let refusal = revised(text, what).expect_err(text).to_string();
        assert!(refusal.contains(why), "{text}: {refusal}");
    }
}
