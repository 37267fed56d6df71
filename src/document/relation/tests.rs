use super::*;
use crate::status::Statuses;
use crate::template::Template;

/// Each reference as `[decision] relation words -> destination`, `<` before what is inverse, `Part of` where only a part is superseded, `?` behind what
/// may be prose.
fn found(text: &str) -> Vec<String> {
    let statuses = Statuses::default();
    let document = Document::parse(text, Dialect::V05, &statuses).expect("the parser reads it");
    let template = Template::built_in("full").expect("it is built in");
    let decisions = document.decisions(&document.matching(&template), &statuses);
    let shown = |reference: &Reference| {
        let decision = reference.decision.map_or(String::new(), |number| format!("{number} "));
        let inverse = if reference.is_inverse { "<" } else { "" };
        let prose = if reference.may_be_prose { "?" } else { "" };
        let extent = if reference.extent == RelationExtent::Part { "Part of " } else { "" };
        let destination = reference.destination.as_ref().map_or(String::new(), |to| format!(" -> {to}"));
        format!("{decision}{inverse}{extent}{:?} {}{prose}{destination}", reference.relation, reference.words)
    };
    read_references(&document, &decisions).iter().map(shown).collect()
}

#[test]
fn all_ways_to_say_it() {
    let mut table = CaseTable::default();
    for (text, expected) in [
        (
            "---\nsupersedes: [ADR-3, ledger.md#2]\nsuperseded-by: \"[New](new.md)\"\ndepends-on: 12\n---\n# T\n",
            vec!["Supersedes ADR-3", "Supersedes ledger.md#2", "<Supersedes New -> new.md", "DependsOn 12"],
        ),
        ("# T\n\nAmends: none\nRelated to: A, B\n", vec!["RelatesTo A?", "RelatesTo B?"]),
        ("# T\n\n- **Replaces:** [A](a.md) and [B](b.md)\n", vec!["Supersedes A -> a.md", "Supersedes B -> b.md"]),
        ("# T\n\nStatus: Superseded by [N](n.md), see [why](w.md)\n", vec!["<Supersedes N -> n.md"]),
        ("# T\n\nStatus: Superseded by prose, see [W](w.md)\n", vec!["<Supersedes W -> w.md"]),
        (
            "# T\n\nStatus: Superseded by [A](a.md), [B](b.md) and [C](c.md); amends [D](d.md)\n",
            vec!["<Supersedes A -> a.md", "<Supersedes B -> b.md", "<Supersedes C -> c.md", "Amends D -> d.md"],
        ),
        ("# T\n\nStatus: Superseded by ADR-0012 (2024-01-02)\n", vec!["<Supersedes ADR-0012?"]),
        ("# T\n\nStatus: Accepted, supersedes [A](a.md)\n", vec!["Supersedes A -> a.md"]),
        ("# T\n\nStatus: Accepted, see [A](a.md)\n", vec![]),
        ("# T\n\n* Status: [proposed | superseded by [A](a.md)]\n", vec![]),
        ("---\nstatus: \"{proposed | superseded by ADR-123}\"\n---\n# T\n", vec![]),
        ("---\nstatus: superseded by [ADR-5](0005-x.md)\n---\n# T\n", vec!["<Supersedes ADR-5 -> 0005-x.md"]),
        (
            "# 3. T\n\n## Status\n\nAccepted\n\nSupercedes [1. A](0001-a.md)\n\nAmended by [9. X](0009-x.md)\n\n## Context\n\nx\n",
            vec!["Supersedes 1. A -> 0001-a.md", "<Amends 9. X -> 0009-x.md"],
        ),
        ("# 3. T\n\n## Status\n\nSuperseded by [4. B](0004-b.md)\n", vec!["<Supersedes 4. B -> 0004-b.md"]),
        (
            "# T Design Document\n\n## Design Decisions\n\n### 1. A\n\n**Status:** Superseded by [N](n.md#2)\n\nWill use x.\n",
            vec!["1 <Supersedes N -> n.md#2"],
        ),
        ("# T\n\nStatus: Accepted\nDepends on: [A](a.md)\n", vec!["DependsOn A -> a.md"]),
        ("# T\n\nThis supersedes [A](a.md).\n", vec![]),
    ] {
        table.row(text, &found(text), &expected);
    }
}

#[test]
fn a_reference_in_front_matter_is_at_its_field() {
    let text = "---\nstatus: accepted\ndepends-on: \"Größe [B](gone.md)\"\n---\n# T\n";
    let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
    let spans: Vec<_> = read_references(&document, &[]).iter().map(|reference| reference.span.of(text)).collect();
    assert_eq!(spans, ["\"Größe [B](gone.md)\""]);
}

/// Holds what was found against what was expected, all cases at once.
#[derive(Default)]
struct CaseTable(Vec<String>);

impl CaseTable {
    fn row(&mut self, case: &str, found: &[String], expected: &[&str]) {
        if found != expected {
            self.0.push(format!("{case}\n    found {found:?}\n    not   {expected:?}"));
        }
    }
}

impl Drop for CaseTable {
    fn drop(&mut self) {
        assert!(self.0.is_empty() || std::thread::panicking(), "\n{}", self.0.join("\n"));
    }
}

/// What a document with that status says of others, as a line, as a list's item, in front matter and in a section of its own.
fn of_status(status: &str) -> Vec<String> {
    let line = found(&format!("# T\n\nStatus: {status}\n"));
    for text in [
        format!("# T\n\n- **Status:** {status}\n- Date: 2026-01-02\n"),
        format!("# T\n\n## Status\n\n{status}\n\n## Context\n\nx\n"),
    ] {
        assert_eq!(found(&text), line, "{text}");
    }
    let value = status.replace('"', "\\\"");
    let in_front_matter = found(&format!("---\nstatus: \"{value}\"\n---\n# T\n"));
    assert_eq!(in_front_matter, line, "front matter with {status}");
    line
}

#[test]
fn what_is_claimed_of_the_whole() {
    let mut table = CaseTable::default();
    for status in [
        "Superseded by [B](b.md)",
        "Accepted, superseded by [B](b.md)",
        "Accepted. Superseded by [B](b.md).",
        "Accepted (superseded by [B](b.md))",
        "Accepted; was superseded by [B](b.md) in 2025",
        "Accepted, this was fully superseded by [B](b.md)",
        "Accepted, and has been completely replaced by the new design [B](b.md)",
        "Accepted, superseded on 2026-01-02 by [B](b.md)",
        "Accepted (2026-01-02), since March 2026 superseded by [B](b.md)",
        "Accepted, superseded by section 3 of [B](b.md)",
        "Accepted, superseded by [B](b.md) because it could not scale",
        "Accepted, superseded by [B](b.md), which may change",
        "Superseded by [B](b.md) for reasons of cost",
        "Superseded, see [B](b.md)",
        "Superseded in favor of [B](b.md)",
        "Superseded: [B](b.md)",
        "Superseded durch [B](b.md)",
        "Accepted (superseded by [B](b.md)), if you ask",
        "Draft → superseded by [B](b.md)",
        "Accepted, not urgent. Superseded by [B](b.md)",
        "Accepted until further notice. Superseded by [B](b.md)",
        "Accepted (may change); superseded by [B](b.md)",
    ] {
        table.row(status, &of_status(status), &["<Supersedes B -> b.md"]);
    }
    for status in [
        "Accepted, supersedes [A](a.md)",
        "Accepted. This supersedes the old decision [A](a.md)",
        "Draft (replaces [A](a.md))",
    ] {
        table.row(status, &of_status(status), &["Supersedes A -> a.md"]);
    }
}

#[test]
fn what_is_claimed_of_a_part() {
    let mut table = CaseTable::default();
    for status in [
        "Accepted, partially superseded by [B](b.md)",
        "Accepted, partly superseded by [B](b.md)",
        "Accepted (superseded in part by [B](b.md))",
        "Accepted, superseded, in part, by [B](b.md)",
        "Accepted, but part-superseded by [B](b.md)",
        "Accepted, superseded in parts by [B](b.md)",
        "Accepted, superseded partially by [B](b.md)",
        "Accepted, superseded by [B](b.md) in part",
        "Accepted, superseded by [B](b.md) (partially)",
        "Accepted, superseded by [B](b.md) (section 3 only)",
        "Accepted, superseded by [B](b.md) for the storage part",
        "Accepted, superseded by [B](b.md) except for section 2",
        "Accepted, section 3 superseded by [B](b.md)",
        "Accepted, the storage part replaced by [B](b.md)",
        "Accepted; sections 2 and 3 were superseded by [B](b.md)",
        "Accepted, some of it was replaced by [B](b.md)",
        "Accepted, mostly replaced by [B](b.md)",
        "Accepted and superseded by [B](b.md) only for new services",
        "Accepted - superseded by [B](b.md) - partially",
        "Superseded in part by [B](b.md)",
    ] {
        table.row(status, &of_status(status), &["<Part of Supersedes B -> b.md"]);
    }
    for status in [
        "Accepted, partially supersedes [A](a.md)",
        "Accepted. Supersedes [A](a.md) in part",
        "Accepted. Supersedes parts of [A](a.md)",
        "Accepted. Supersedes section 3 of [A](a.md)",
        "Accepted. Supersedes the storage part of [A](a.md)",
        "Accepted. Supersedes [A](a.md), section 3",
        "Accepted, supersedes [A](a.md) §3",
        "Accepted, supersedes §§2-4 of [A](a.md)",
        "Accepted, supersedes [A](a.md) (partly)",
    ] {
        table.row(status, &of_status(status), &["Part of Supersedes A -> a.md"]);
    }
    // Other relations have no extent.
    table.row(
        "Accepted, partially amends [A](a.md)",
        &of_status("Accepted, partially amends [A](a.md)"),
        &["Amends A -> a.md"],
    );
    table.row(
        "Accepted, partly depends on [A](a.md)",
        &of_status("Accepted, partly depends on [A](a.md)"),
        &["DependsOn A -> a.md"],
    );
}

#[test]
fn what_is_not_claimed() {
    let mut table = CaseTable::default();
    let nothing: [&str; 0] = [];
    for status in [
        "Accepted. Not superseded by [B](b.md)",
        "Accepted, never superseded by [B](b.md)",
        "Accepted, isn't superseded by [B](b.md)",
        "Accepted; it isn’t superseded by [B](b.md)",
        "Accepted; has not been superseded by [B](b.md)",
        "Accepted; has not yet been replaced by [B](b.md)",
        "Accepted, no longer superseded by [B](b.md)",
        "Accepted, neither superseded nor amended by [B](b.md)",
        "Accepted. It may be superseded by [B](b.md) later",
        "Accepted. It may, if all goes well, be superseded by [B](b.md)",
        "Accepted, might be superseded by [B](b.md)",
        "Accepted, could be replaced by [B](b.md)",
        "Accepted, can be replaced by [B](b.md)",
        "Accepted, should be superseded by [B](b.md)",
        "Accepted, will be superseded by [B](b.md)",
        "Accepted. To be superseded by [B](b.md)",
        "Accepted, to-be-superseded by [B](b.md)",
        "Accepted, proposed to be superseded by [B](b.md)",
        "Accepted, is going to be replaced by [B](b.md)",
        "Accepted, is being replaced by [B](b.md)",
        "Accepted, about to be superseded by [B](b.md)",
        "Accepted, probably superseded by [B](b.md)",
        "Accepted, maybe superseded by [B](b.md)",
        "Accepted until superseded by [B](b.md)",
        "Accepted unless superseded by [B](b.md)",
        "Accepted. If we take Kafka, then superseded by [B](b.md)",
        "Accepted. Once it is done, superseded by [B](b.md)",
        "Accepted, superseded by [B](b.md) if that is accepted",
        "Accepted, superseded by [B](b.md)?",
        "Accepted, superseded by [B](b.md) (not yet)",
        "Accepted, superseded by [B](b.md), maybe",
        "Accepted. Was superseded by [B](b.md), reinstated",
        "Accepted. Was superseded by [B](b.md) in 2024. Reinstated in 2025",
        "Accepted, formerly superseded by [B](b.md)",
        "Accepted, used to be superseded by [B](b.md)",
        "Accepted, ~~superseded by [B](b.md)~~",
        "Accepted, <del>superseded by [B](b.md)</del>",
        "Accepted, superseded by [B](b.md) or [C](c.md)",
        "Accepted, superseded or amended by [B](b.md)",
        "Accepted, superseded by whatever may follow [B](b.md)",
        "Accepted, not superseded by [B](b.md) but amended by [C](c.md)",
        "Accepted, [C](c.md) was superseded by [B](b.md)",
        "Accepted, ADR-5 was superseded by [B](b.md)",
        "Accepted. The queue was replaced by [B](b.md)",
        "Accepted, superseded by [B](b.md) for storage",
        "Accepted, superseded by [B](b.md), which was reverted later",
        "Accepted, replaces [A](a.md)'s storage",
        "Accepted. No longer depends on [A](a.md)",
        "Accepted, doesn't depend on [A](a.md)",
        "Accepted, does not amend [A](a.md)",
        "Accepted. [B](b.md) supersedes [A](a.md)",
        "Accepted, replaces the queue of [A](a.md)",
        "Accepted, will supersede [A](a.md)",
        "Accepted, depends on [A](a.md) no longer",
        "Accepted, it isn't what supersedes [A](a.md)",
        "Superseded. The old text is in [W](w.md)",
        "Superseded, but not by [B](b.md)",
        "Accepted (see [B](b.md))",
        "Accepted: `superseded by` [B](b.md)",
    ] {
        table.row(status, &of_status(status), &nothing);
    }
    for status in ["proposed | accepted | superseded by [B](b.md)", "Accepted / superseded by [B](b.md)"] {
        table.row(status, &found(&format!("# T\n\nStatus: {status}\n")), &nothing);
    }
}

#[test]
fn all_targets_count() {
    let mut table = CaseTable::default();
    for (status, expected) in [
        ("Accepted (supersedes ADR-1, ADR-2)", vec!["Supersedes ADR-1?", "Supersedes ADR-2?"]),
        ("Accepted. Supersedes ADR-1 and ADR-2", vec!["Supersedes ADR-1?", "Supersedes ADR-2?"]),
        ("superseded by ADR-3, ADR-5", vec!["<Supersedes ADR-3?", "<Supersedes ADR-5?"]),
        ("Superseded, see ADR-1", vec!["<Supersedes ADR-1?"]),
        ("Superseded (ADR-1)", vec!["<Supersedes ADR-1?"]),
        ("Superseded → ADR-1", vec!["<Supersedes ADR-1?"]),
        ("Superseded in favour of ADR-1 and ADR-2", vec!["<Supersedes ADR-1?", "<Supersedes ADR-2?"]),
        ("Superseded. ADR-1 was rejected", vec![]),
        ("Superseded, but not by ADR-1", vec![]),
        ("Accepted, see ADR-1", vec![]),
        ("Superseded by 1, 2", vec!["<Supersedes 1?", "<Supersedes 2?"]),
        ("Superseded by [B](b.md), which was superseded by [C](c.md)", vec!["<Supersedes B -> b.md"]),
        ("Superseded by 1,2", vec!["<Supersedes 1?", "<Supersedes 2?"]),
        ("Superseded by #1 and #2", vec!["<Supersedes #1?", "<Supersedes #2?"]),
        ("Superseded by ADR-1, ADR-2 and #3", vec!["<Supersedes ADR-1?", "<Supersedes ADR-2?", "<Supersedes #3?"]),
        ("Superseded by ADR 1 & ADR 2", vec!["<Supersedes ADR 1?", "<Supersedes ADR 2?"]),
        ("Superseded by ADRs 1, 2 and 3", vec!["<Supersedes ADRs 1?", "<Supersedes 2?", "<Supersedes 3?"]),
        (
            "Superseded by [B](b.md), ADR-2 and [C](c.md)",
            vec!["<Supersedes B -> b.md", "<Supersedes ADR-2?", "<Supersedes C -> c.md"],
        ),
        ("Superseded by ADR-5: [Queues](5.md), ADR-6", vec!["<Supersedes Queues -> 5.md", "<Supersedes ADR-6?"]),
        ("Superseded by ADR-5 ([Queues](5.md))", vec!["<Supersedes Queues -> 5.md"]),
        ("Superseded by 0005-queues.md and `0006-x.md`", vec!["<Supersedes 0005-queues.md?", "<Supersedes 0006-x.md?"]),
        ("Superseded by ADR-3 (2026-01-02), ADR-4", vec!["<Supersedes ADR-3?", "<Supersedes ADR-4?"]),
        ("Superseded by ADR-3, 2026", vec!["<Supersedes ADR-3?"]),
        ("Superseded by ADR-3, 4 May 2026", vec!["<Supersedes ADR-3?"]),
        ("Superseded by ADR-3 on 2026-01-02", vec!["<Supersedes ADR-3?"]),
        ("Superseded by [B](b.md), [C](c.md) explains why", vec!["<Supersedes B -> b.md"]),
        ("Superseded by [B](b.md), not [C](c.md)", vec!["<Supersedes B -> b.md"]),
        ("Accepted (supersedes ADR-1 (partially), ADR-2)", vec!["Part of Supersedes ADR-1?", "Supersedes ADR-2?"]),
        ("Accepted. Supersedes ADR-1, ADR-2 in part", vec!["Part of Supersedes ADR-2?"]),
        (
            "Accepted, partially superseded by ADR-1 and ADR-2",
            vec!["<Part of Supersedes ADR-1?", "<Part of Supersedes ADR-2?"],
        ),
        (
            "Accepted, supersedes ADR-1, amends ADR-2; depends on ADR-3",
            vec!["Supersedes ADR-1?", "Amends ADR-2?", "DependsOn ADR-3?"],
        ),
        ("Superseded by the new ledger", vec!["<Supersedes the new ledger?"]),
        ("Superseded by the new ledger (2026-01-02)", vec!["<Supersedes the new ledger?"]),
        ("Accepted, superseded by Ledger in part", vec!["<Part of Supersedes Ledger?"]),
        ("Superseded by none", vec![]),
        (
            "Superseded, partly by [B](b.md), partly by [C](c.md)",
            vec!["<Part of Supersedes B -> b.md", "<Part of Supersedes C -> c.md"],
        ),
        ("Accepted, related to [B](b.md) and to [C](c.md)", vec!["RelatesTo B -> b.md", "RelatesTo C -> c.md"]),
    ] {
        table.row(status, &of_status(status), &expected);
    }
}

#[test]
fn a_status_section_is_read_as_a_whole() {
    let mut table = CaseTable::default();
    let section = |said: &str| found(&format!("# T\n\n## Status\n\n{said}\n\n## Context\n\nThis supersedes ADR-9.\n"));
    for (said, expected) in [
        ("Accepted\n\nSupersedes ADR-1", vec!["Supersedes ADR-1?"]),
        ("Accepted\nSupersedes ADR-1", vec!["Supersedes ADR-1?"]),
        ("Superseded\n\nSuperseded by ADR-1", vec!["<Supersedes ADR-1?"]),
        (
            "Superseded\n\n- Superseded by ADR-1\n- Superseded by [B](b.md)",
            vec!["<Supersedes ADR-1?", "<Supersedes B -> b.md"],
        ),
        ("- Accepted\n- Supersedes ADR-1", vec!["Supersedes ADR-1?"]),
        ("Accepted\n\nPartially superseded by [B](b.md)", vec!["<Part of Supersedes B -> b.md"]),
        ("Accepted\n\nNot superseded by ADR-1", vec![]),
        ("Not\nSuperseded by ADR-1", vec![]),
        ("Accepted, not amended by ADR-1\nSupersedes ADR-2", vec!["Supersedes ADR-2?"]),
        ("Accepted if it works\nSupersedes ADR-2", vec!["Supersedes ADR-2?"]),
        ("Accepted\n\n2025: Superseded by ADR-1.\n\n2026: Reinstated.", vec![]),
        ("Superseded\n\n[B](b.md)", vec!["<Supersedes B -> b.md"]),
        ("Superseded\n\nThe discussion is in [B](b.md).", vec![]),
        ("Status: Accepted\nSupersedes: ADR-1", vec!["Supersedes ADR-1"]),
        ("Accepted\n\nReplaces the queue of the shop", vec![]),
        ("Accepted\n\n```\nSuperseded by ADR-1\n```", vec![]),
    ] {
        table.row(said, &section(said), &expected);
    }
}

#[test]
fn a_status_goes_on_in_the_next_line() {
    let mut table = CaseTable::default();
    for (text, expected) in [
        ("# T\n\n**Status:** Superseded by\n[B](b.md)\n", vec!["<Supersedes B -> b.md"]),
        ("# T\n\nStatus: Superseded\nby [B](b.md)\nand ADR-2\n", vec!["<Supersedes B -> b.md", "<Supersedes ADR-2?"]),
        ("# T\n\n- Status: Superseded by\n  [B](b.md)\n", vec!["<Supersedes B -> b.md"]),
        ("# T\n\n> Status: Superseded by\n> [B](b.md)\n", vec!["<Supersedes B -> b.md"]),
        ("# T\n\nStatus: Accepted\nSupersedes [A](a.md)\n", vec!["Supersedes A -> a.md"]),
        ("# T\n\nStatus: Accepted\nWe think that the queue supersedes [A](a.md)\n", vec![]),
        ("# T\n\nStatus: Accepted, not\nsuperseded by [A](a.md)\n", vec![]),
        ("# T\n\nStatus: Accepted\nDepends on: [A](a.md)\n", vec!["DependsOn A -> a.md"]),
        ("# T\n\nStatus: Superseded\nTicket: [A](a.md)\n", vec![]),
    ] {
        table.row(text, &found(text), &expected);
    }
}

#[test]
fn decisions_and_fields_say_as_much() {
    let mut table = CaseTable::default();
    let decision = |status: &str| {
        found(&format!(
            "# T Design Document\n\n## Design Decisions\n\n### 1. A\n\n**Status:** {status}\n\nWill use x.\n"
        ))
    };
    for (status, expected) in [
        ("Accepted, partially superseded by [N](n.md)", vec!["1 <Part of Supersedes N -> n.md"]),
        ("Accepted, not superseded by [N](n.md)", vec![]),
        ("Superseded by ADR-3, ADR-4", vec!["1 <Supersedes ADR-3?", "1 <Supersedes ADR-4?"]),
        ("Superseded by 4", vec![]),
        ("Superseded by Decision 4", vec![]),
        ("Superseded by\n[N](n.md)", vec!["1 <Supersedes N -> n.md"]),
    ] {
        table.row(status, &decision(status), &expected);
    }
    for (field, expected) in [
        ("Superseded by: ADR-2 (partially)", vec!["<Part of Supersedes ADR-2"]),
        ("Superseded by: [B](b.md) in part", vec!["<Part of Supersedes B -> b.md"]),
        ("Superseded by: not yet, maybe [B](b.md)", vec![]),
        ("Superseded by: [B](b.md) or [C](c.md)", vec![]),
        ("Supersedes: section 3 of [A](a.md)", vec!["Part of Supersedes A -> a.md"]),
        (
            "Supersedes: ADR-1, [B](b.md) and ADR-2",
            vec!["Supersedes ADR-1", "Supersedes B -> b.md", "Supersedes ADR-2"],
        ),
        ("Supersedes: Ledger (v1), The old queue", vec!["Supersedes Ledger (v1)", "Supersedes The old queue"]),
        ("Supersedes: none", vec![]),
        ("Supersedes: the ledger; see [A](a.md)", vec!["Supersedes A -> a.md"]),
        ("Supersedes: the ledger. It was written when [A](a.md) was", vec![]),
        ("Depends on: Redis 7", vec!["DependsOn Redis 7?"]),
        ("Depends on: ADR-1; supersedes ADR-2", vec!["DependsOn ADR-1?", "Supersedes ADR-2?"]),
    ] {
        table.row(field, &found(&format!("# T\n\nStatus: Accepted\n{field}\n")), &expected);
    }
    for (field, expected) in [
        ("superseded-by: ADR-2 (partially)", vec!["<Part of Supersedes ADR-2"]),
        ("supersedes: ADR-1 and ADR-2", vec!["Supersedes ADR-1", "Supersedes ADR-2"]),
        ("supersedes: [\"Ledger, Accounts\", 12]", vec!["Supersedes Ledger, Accounts", "Supersedes 12"]),
        ("supersedes: ADR-7 Successor", vec!["Supersedes ADR-7 Successor"]),
        ("relates-to: What replaces Redis", vec!["RelatesTo What replaces Redis"]),
        ("depends-on: ledger.md#2", vec!["DependsOn ledger.md#2"]),
    ] {
        table.row(field, &found(&format!("---\n{field}\n---\n# T\n")), &expected);
    }
}
