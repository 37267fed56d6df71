//! Ids as people write them.

use super::*;
use crate::markdown::Dialect;
use crate::status::Statuses;

fn context<'p>(path: &'p str, template: &'p str) -> IdContext<'p> {
    let is_decision = matches!(template, "nygard" | "madr" | "rfc");
    IdContext { path, collection: OWN, template, is_decision, is_in_series: false }
}

fn identify(text: &str, context: &IdContext<'_>) -> Identification {
    let document = Document::parse(text, Dialect::V05, &Statuses::default()).expect("the parser reads it");
    Identification::from_document(&document, context)
}

/// The id, or both that contradict each other.
fn said(text: &str, context: &IdContext<'_>) -> String {
    let Identification { id, conflict } = identify(text, context);
    let conflict = conflict.map(|(title, other)| format!("{} or {}", title.words, other.words));
    [id.map(|id| id.words), conflict].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[test]
fn ids_are_compared_without_case_and_zeros() {
    for (words, expected, number) in [
        ("0007", "-7", Some(7)),
        ("#7", "-7", Some(7)),
        ("ADR-0012", "adr-12", Some(12)),
        ("adr12", "adr-12", Some(12)),
        ("ADR #12", "adr-12", Some(12)),
        ("Nr. 012", "nr-12", Some(12)),
        ("Architecture Decision Record 12", "adr-12", Some(12)),
        ("TEAM-ADR-012", "team-adr-12", Some(12)),
        ("20240102", "-20240102", None),
        ("1.2", "1.2", None),
        ("RFC-2024-007", "rfc-2024-7", None),
        ("TBD", "tbd", None),
        ("99999999999999999999999", "99999999999999999999999", None),
    ] {
        let id = Identifier::new(words, IdSource::Field, None);
        assert_eq!((id.folded().as_str(), id.shown_number()), (expected, number), "{words}");
    }
}

#[test]
fn ids_in_the_names_of_files() {
    for (path, expected) in [
        ("adr/0007-storage.md", "0007"),
        ("adr/ADR-0001-a.md", "ADR-0001"),
        ("x/adr-001-x.md", "adr-001"),
        ("x/ADR001-x.md", "ADR001"),
        ("x/ADR002.md", "ADR002"),
        ("x/RFC-0012.md", "RFC-0012"),
        ("EIPS/eip-20.md", "eip-20"),
        ("x/2021-08-19_009-x.md", "009"),
        ("x/nr.-001-x.md", "nr.-001"),
        ("x/hld-003-x.md", "hld-003"),
        ("x/20210819-x.md", ""),
        ("x/http-2-push.md", ""),
        ("x/ann0216-plan.md", ""),
        ("x/2024-01-02_1530-call.md", ""),
        ("x/step-1-deploy.md", ""),
        ("x/design-2-x.md", ""),
        ("x/2024-roadmap.md", ""),
        ("x/storage-7.md", ""),
        ("x/use-rfc-7807-errors.md", ""),
        ("adr/rfc-7807-errors.md", ""),
        ("rfcs/rfc-7807-errors.md", "rfc-7807"),
    ] {
        assert_eq!(said("# T\n", &context(path, "full")), expected, "{path}");
    }
    let in_series = IdContext { is_in_series: true, ..context("x/hld-100-x.md", "full") };
    assert_eq!(said("# T\n", &in_series), "hld-100");
    let of_collection = IdContext { collection: "hlds", ..context("x/hld-3-x.md", "full") };
    assert_eq!(said("# T\n", &of_collection), "hld-3");
}

#[test]
fn ids_in_titles() {
    for (title, expected, name) in [
        ("ADR 001: X", "ADR 001", "X"),
        ("ADR-1: A", "ADR-1", "A"),
        ("ADR-1", "ADR-1", "ADR-1"),
        ("ADR001 X", "ADR001", "X"),
        ("ADR-0012 Store", "ADR-0012", "Store"),
        ("[ADR-0007] Store", "ADR-0007", "Store"),
        ("ADR-009 | Store", "ADR-009", "Store"),
        ("ADR #7: x", "ADR #7", "x"),
        ("ADR-040 - \u{1f916} Agents", "ADR-040", "\u{1f916} Agents"),
        ("\u{1f916} ADR-040: Agents", "ADR-040", "Agents"),
        ("RFC 12 \u{2014} X", "RFC 12", "X"),
        ("Nr. 001: X", "Nr. 001", "X"),
        ("Decision 4: Switches", "Decision 4", "Switches"),
        ("Architecture Decision Record 7: X", "Architecture Decision Record 7", "X"),
        ("HLD-003: X", "HLD-003", "X"),
        ("029 - X", "029", "029 - X"),
        ("7. Title", "7", "7. Title"),
        ("07) Title", "07", "07) Title"),
        ("[000] Title", "", "[000] Title"),
        ("#7: Title", "", "#7: Title"),
        ("3D printing", "", "3D printing"),
        ("Top 10 ways", "", "Top 10 ways"),
        ("HTTP 2: later", "", "HTTP 2: later"),
        ("Use HTTP 2: now", "", "Use HTTP 2: now"),
        ("Phase 2: Rollout", "", "Phase 2: Rollout"),
        ("RFC 7807 problem details", "", "RFC 7807 problem details"),
        ("ISO-8601 in all dates", "", "ISO-8601 in all dates"),
        ("ADR 1.2: X", "", "ADR 1.2: X"),
        ("ADR-1, ADR-2", "", "ADR-1, ADR-2"),
        ("2024 Roadmap", "", "2024 Roadmap"),
        ("2024 - Roadmap", "", "2024 - Roadmap"),
        ("1.2 Title", "", "1.2 Title"),
        ("3 options", "", "3 options"),
        ("Storage (ADR-7)", "", "Storage (ADR-7)"),
        ("\u{8a2d}\u{8a08} 1: x", "", "\u{8a2d}\u{8a08} 1: x"),
        ("Title", "", "Title"),
    ] {
        // A template of one's own, whose documents are decisions.
        let context = IdContext { is_decision: true, ..context("x/a.md", "own.md") };
        let found = identify(&format!("# {title}\n"), &context);
        assert_eq!(found.id.as_ref().map_or("", |id| id.words.as_str()), expected, "{title}");
        let title = Inline::text(title);
        let cut = found.id.and_then(|id| id.cut_from(&title)).unwrap_or(title);
        assert_eq!(cut.plain(), name);
    }
    // A mere number in a title is a place in a handbook, but for records.
    assert_eq!(said("# 7. Title\n", &context("x/a.md", "full")), "");
    // In a collection of records another one's RFC is none of theirs.
    assert_eq!(said("# RFC 7807: problem details\n", &context("x/a.md", "nygard")), "");
    assert_eq!(said("# RFC 7807 problem details\n", &context("x/a.md", "rfc")), "RFC 7807");
}

#[test]
fn field_title_and_file_together() {
    for (text, path, expected) in [
        ("---\nid: RFC-12\n---\n# T\n", "0007-x.md", "RFC-12"),
        ("# T\n\nStatus: Draft\nId: `9`\n", "0007-x.md", "9"),
        ("---\nid:\nstatus: draft\n---\n# T\n", "0007-x.md", "0007"),
        ("# ADR-0007: T\n", "0007-x.md", "ADR-0007"),
        ("# 7. T\n", "0007-x.md", "0007"),
        ("# 7. T\n", "adr-007-x.md", "adr-007"),
        ("# ADR 7: T\n", "decision-007-x.md", "ADR 7"),
        ("# ADR-0008: T\n", "0007-x.md", "ADR-0008 or 0007"),
        ("# 8. T\n", "0007-x.md", "8 or 0007"),
        ("# RFC 7: T\n", "adr-007-x.md", "adr-007"),
        ("# ADR-0008 replaced\n", "0007-x.md", "0007"),
        ("# ADR-0012: T\n", "0000-x.md", "ADR-0012"),
        ("# ADR-0000: T\n", "0012-x.md", "0012"),
        ("---\nid: ADR-7\n---\n# ADR-8: T\n", "x.md", "ADR-7, ADR-8 or ADR-7"),
        ("---\nid: PAY-7\n---\n# ADR-8: T\n", "x.md", "PAY-7"),
        ("---\nid: storage\n---\n# ADR-8: T\n", "x.md", "storage"),
        ("---\ntitle: ADR-8 - T\n---\n\n## Context\n\nx\n", "x.md", "ADR-8"),
        ("# 2000. T\n", "2000-x.md", ""),
    ] {
        assert_eq!(said(text, &context(path, "nygard")), expected, "{path} {text}");
    }
    for (title, path, expected) in [
        ("HTTP 2: later", "0002-http.md", None),
        ("ADR-2: later", "0002-http.md", Some("later")),
        ("ADR-3: later", "0002-http.md", None),
        ("2. later", "0002-http.md", None),
    ] {
        let id = identify(&format!("# {title}\n"), &context(path, "nygard")).id;
        let cut = id.and_then(|id| id.cut_from(&Inline::text(title)));
        assert_eq!(cut.as_ref().map(Inline::plain), expected, "{title}");
    }
    let in_series = IdContext { is_in_series: true, ..context("2000-x.md", "nygard") };
    assert_eq!(said("# 2000. T\n", &in_series), "2000");
}
