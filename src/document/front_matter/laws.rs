//! What holds for any text: no panic, linear work, and spans that lie in the text and say what was read.

use proptest::prelude::*;

use super::*;

#[test]
fn a_bomb_is_a_problem_or_nothing_and_never_more() {
    let n = 100_000;
    for content in [
        format!("a: {}", "[".repeat(n)),
        format!("a: {}{}", "[".repeat(n), "]".repeat(n)),
        format!("a: {}", "{a: ".repeat(n)),
        format!("a:\n  {}", "- ".repeat(n)),
        format!("a: x\n{}", "? ".repeat(n)),
    ] {
        let front_matter = parse_front_matter(&format!("---\n{content}\n---\n")).expect("front matter");
        assert_eq!(front_matter.problems.len(), 1);
        assert!(front_matter.problems[0].help.len() < 200);
    }
    for content in [
        format!("a = {}", "[".repeat(n)),
        format!("a = {}", "{a=".repeat(n)),
        format!("a = {}{}", "[".repeat(n), "]".repeat(n)),
        format!("a{} = 1", ".a".repeat(n)),
        format!("[a{}]", ".a".repeat(n)),
    ] {
        let front_matter = parse_front_matter(&format!("+++\n{content}\n+++\n")).expect("front matter");
        assert_eq!(front_matter.problems.len(), 1, "{}", content.chars().take(20).collect::<String>());
    }
    let laughs = format!("---\na: &a {}\nb: [{}x]\n---\n", "ha".repeat(n), "*a, ".repeat(n));
    let front_matter = parse_front_matter(&laughs).expect("front matter");
    assert_eq!(front_matter.fields[1].value, FrontMatterValue::Other);
}

/// Lines and bits of lines that front matter is made of, well or badly.
fn written_by_someone() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        prop::sample::select(vec![
            "---\n", "+++\n", "...\n", "\n", "\r\n", "\r", "  ", "\t", "a: ", "b: ", "状態: ", "a = ", "- ", "[", "]",
            "{", "}", ", ", "'", "\"", "\\", "&x ", "*x", "!t ", "|\n", ">-\n", "# ", "? ", ": ", "x", "é", "1.10",
            "%", "@", "`", "\"\"\"", "[t]\n", ".", "=", "\u{feff}", "null", "~", "<<: ", "\u{0}", "\u{85}", "\u{2028}",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    ("(\u{feff})?(---\r?\n[a-c]: |\\+\\+\\+\n[a-c] = )?", prop::collection::vec(bit, 0..30), "(\n---\n|\n\\+\\+\\+\n)?")
        .prop_map(|(start, bits, end)| format!("{start}{}{end}", bits.concat()))
}

fn check_spans(text: &str) -> Result<(), TestCaseError> {
    let Some(front_matter) = parse_front_matter(text) else { return Ok(()) };
    let is_place = |span: Span| text.get(span.start..span.end).is_some();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    prop_assert_eq!(front_matter.span.start, start);
    prop_assert!(is_place(front_matter.span));
    for FrontMatterEntry { key_span, value, value_span, .. } in &front_matter.fields {
        prop_assert!(is_place(*key_span) && is_place(*value_span));
        prop_assert!(front_matter.span.contains(*key_span) && front_matter.span.contains(*value_span));
        let written = value_span.of(text);
        match value {
            FrontMatterValue::Text(value)
                if !written.starts_with(['"', '\'', '*']) && !written.contains(['\n', '\r']) =>
            {
                prop_assert_eq!(value, written);
            }
            FrontMatterValue::Text(value) => prop_assert!(!value.trim().is_empty()),
            FrontMatterValue::List(items) => {
                prop_assert!(!items.is_empty());
                prop_assert!(items.iter().all(|(_, span)| is_place(*span) && value_span.contains(*span)));
            }
            FrontMatterValue::Empty | FrontMatterValue::Other => {}
        }
    }
    for problem in &front_matter.problems {
        prop_assert!(is_place(problem.span) && front_matter.span.contains(problem.span));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_has_its_spans(text in written_by_someone()) {
        check_spans(&text)?;
    }

    #[test]
    fn a_plain_value_is_its_own_text(values in prop::collection::vec("[\\p{L}\\p{N}][\\p{L}\\p{N} ,._/()-]{0,20}[\\p{L}\\p{N}]", 1..5)) {
        let lines: String = values.iter().enumerate().map(|(n, value)| format!("k{n}:  {value} \r\n")).collect();
        let text = format!("---\r\n{lines}---\r\n");
        let front_matter = parse_front_matter(&text).expect("front matter");
        prop_assert_eq!(front_matter.fields.len(), values.len());
        for (entry, value) in front_matter.fields.iter().zip(&values) {
            prop_assert_eq!(entry.value_span.of(&text), value);
            let is_null = matches!(value.as_str(), "null" | "Null" | "NULL");
            prop_assert_eq!(&entry.value, &if is_null { FrontMatterValue::Empty } else { FrontMatterValue::Text(value.clone()) });
        }
    }
}
