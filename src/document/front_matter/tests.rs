//! Tables of front matter as it is written: what is read, and what is said about it.

use super::*;

/// The fields of `front_matter`, one a line: `key = text`, `key = [item, item]`, `key = nothing`, `key = …`.
fn fields(front_matter: &FrontMatter) -> Vec<String> {
    let show = |value: &FrontMatterValue| match value {
        FrontMatterValue::Text(text) => text.clone(),
        FrontMatterValue::List(items) => {
            let items: Vec<&str> = items.iter().map(|(item, _)| item.as_str()).collect();
            format!("[{}]", items.join(", "))
        }
        FrontMatterValue::Empty => "nothing".to_owned(),
        FrontMatterValue::Other => "…".to_owned(),
    };
    front_matter.fields.iter().map(|entry| format!("{} = {}", entry.key, show(&entry.value))).collect()
}

#[test]
fn reads_valid_yaml() {
    for (lines, expected) in [
        ("", &[] as &[&str]),
        ("# a\n# b", &[]),
        ("title: A design\nstatus: Draft", &["title = A design", "status = Draft"]),
        ("title: A design\r\nstatus: 'Draft'\r", &["title = A design", "status = Draft"]),
        ("状態: 承認\nタイトル: \"é\"", &["状態 = 承認", "タイトル = é"]),
        ("a: y\nb: 1.10\nc: 2026-01-02\nd: 0007", &["a = y", "b = 1.10", "c = 2026-01-02", "d = 0007"]),
        ("a: 'it''s' # note\nb: \"x\\ty\"\n\"c d\": e", &["a = it's", "b = x\ty", "c d = e"]),
        ("a: one\n  two\nb: >\n  one\n  two\n\nc: |\n  one\n  two", &["a = one two", "b = one two", "c = one\ntwo"]),
        (
            "a:\nb: ~\nc: null\nd: ''\ne: []\nf: # note",
            &["a = nothing", "b = nothing", "c = nothing", "d = nothing", "e = nothing", "f = nothing"],
        ),
        ("a: 'null'\nb: \"~\"", &["a = null", "b = ~"]),
        (
            "a: [x, 'y, z', ]\nb:\n  - x\n  -\n  - 'y'\nc:\n- x # note\n- y",
            &["a = [x, y, z]", "b = [x, y]", "c = [x, y]"],
        ),
        (
            "a: {x: y}\nb:\n  x: y\nc: [{x: y}, z]\nd:\n  - x: y\n  - z\ne: [[x]]",
            &["a = …", "b = …", "c = …", "d = …", "e = …"],
        ),
        ("a: {draft | accepted}\nb: {{ x }}", &["a = {draft | accepted}", "b = {{ x }}"]),
        (
            "a: &x one\nb: *x\nc: [*x, two]\nd: &y [one]\ne: *y",
            &["a = one", "b = one", "c = [one, two]", "d = [one]", "e = …"],
        ),
        ("a: one\n[b]: two\n? c\n: three\n{d}: four", &["a = one", "c = three"]),
        ("tags: a, b", &["tags = a, b"]),
    ] {
        let text = format!("---\n{lines}\n---\nText\n").replace("---\n\n---", "---\n---");
        let front_matter = parse_front_matter(&text).expect("front matter");
        assert_eq!(fields(&front_matter), expected, "{lines}");
        assert_eq!(front_matter.problems, [], "{lines}");
        assert_eq!(front_matter.span, Span::new(0, text.len() - "Text\n".len()), "{lines}");
    }
}

#[test]
fn reads_valid_toml() {
    for (lines, expected) in [
        ("", &[] as &[&str]),
        ("title = \"A \\u00e9\"\nstatus = 'Draft'\r", &["title = A é", "status = Draft"]),
        ("b = 1_0\na = 1.10\nc = 2026-01-02\nd = true", &["b = 1_0", "a = 1.10", "c = 2026-01-02", "d = true"]),
        ("a = \"\"\nb = []\nc = ['', \"\"]", &["a = nothing", "b = nothing", "c = nothing"]),
        ("a = [1, \"x\",\n  2026-01-02 ]\nb = \"\"\"\none\ntwo\n\"\"\"", &["a = [1, x, 2026-01-02]", "b = one\ntwo"]),
        (
            "a = {x = 1}\nb.x = 1\nc = [[1]]\nd = [{x = 1}, 2]\n[e]\nx = 1\n[[f]]",
            &["a = …", "b = …", "c = …", "d = …", "e = …", "f = …"],
        ),
        ("\"状態\" = '承認'", &["状態 = 承認"]),
    ] {
        let text = format!("+++\n{lines}\n+++\nText\n");
        let front_matter = parse_front_matter(&text).expect("front matter");
        assert_eq!(fields(&front_matter), expected, "{lines}");
        assert_eq!(front_matter.problems, [], "{lines}");
    }
}

#[test]
fn every_value_knows_its_place() {
    let text = "\u{feff}---\r\n状態: 承認 # x\r\n\"b\" : 'q'\r\nc: [é, \"y\"]\r\nd:\r\n  - é\r\n  - x\r\ne: >\r\n  one\r\n  two\r\nf:\r\n---\r\n";
    let front_matter = parse_front_matter(text).expect("front matter");
    assert_eq!(front_matter.span, Span::new(3, text.len()));
    let written: Vec<_> =
        front_matter.fields.iter().map(|entry| (entry.key_span.of(text), entry.value_span.of(text))).collect();
    assert_eq!(
        written,
        [
            ("状態", "承認"),
            ("\"b\"", "'q'"),
            ("c", "[é, \"y\"]"),
            ("d", "- é\r\n  - x"),
            ("e", "one\r\n  two"),
            ("f", ""),
        ]
    );
    for (place, expected) in [(2, ["é", "\"y\""]), (3, ["é", "x"])] {
        let FrontMatterValue::List(items) = &front_matter.fields[place].value else { panic!("a list") };
        assert_eq!(items.iter().map(|(_, span)| span.of(text)).collect::<Vec<_>>(), expected);
    }
}

/// Each with the fields that are still read, the text that the diagnostic underlines, a part of its message and its help.
const REFUSED: &[(&str, &[&str], &str, &str, &str)] = &[
    (
        "---\ntitle: RFC: x\nstatus: Draft\n---\n",
        &["title = RFC: x", "status = Draft"],
        "RFC: x",
        "a colon and a space",
        "put the value in quotes: `title: \"RFC: x\"`",
    ),
    (
        "---\r\nowner: @someone # me\r\na: b\r\n---\r\n",
        &["owner = @someone", "a = b"],
        "@someone",
        "start with \"@\"",
        "put the value in quotes: `owner: \"@someone\"`",
    ),
    (
        "---\nstatus: **accepted**\n---\n",
        &["status = **accepted**"],
        "**accepted**",
        "start with \"*\"",
        "put the value in quotes: `status: \"**accepted**\"`",
    ),
    (
        "---\na: `x`\nb: %x\n---\n",
        &["a = `x`", "b = %x"],
        "`x`",
        "start with \"`\"",
        "put the value in quotes: `a: \"`x`\"`",
    ),
    (
        "---\na: {{ x }}: y\n---\n",
        &["a = {{ x }}: y"],
        "{{ x }}: y",
        "YAML",
        "put the value in quotes: `a: \"{{ x }}: y\"`",
    ),
    (
        "---\na: [WIP] b\n---\n",
        &["a = [WIP] b"],
        "[WIP] b",
        "follows a value",
        "put the value in quotes: `a: \"[WIP] b\"`",
    ),
    (
        "---\na: \"The \"best\" x\"\n---\n",
        &["a = The \"best\" x"],
        "\"The \"best\" x\"",
        "a closing quote",
        "put the value in quotes: `a: 'The \"best\" x'`",
    ),
    ("---\na: 'it's' # b\n---\n", &["a = it's"], "'it's'", "a closing quote", "put the value in quotes: `a: \"it's\"`"),
    ("---\na: \"b # c\nd: e\n---\n", &["a = \"b", "d = e"], "\"b", "a quote is not closed", "close the quote"),
    ("---\na: \"\\d\"\n---\n", &["a = \\d"], "\"\\d\"", "no known escape", "put the value in quotes: `a: '\\d'`"),
    (
        "---\na: [@b, 'c, d', e] # f\n---\n",
        &["a = [@b, c, d, e]"],
        "[@b, 'c, d', e]",
        "start with \"@\"",
        "put each item in quotes: `a: [\"@b\", \"c, d\", \"e\"]`",
    ),
    (
        "---\na: [b, , c]\n---\n",
        &["a = [b, c]"],
        "[b, , c]",
        "between two commas",
        "put each item in quotes: `a: [\"b\", \"c\"]`",
    ),
    (
        "---\na: [b, c\nd: e\n---\n",
        &["a = [b, c", "d = e"],
        "[b, c",
        "a bracket is not closed",
        "close the bracket, or put the value in quotes",
    ),
    (
        "---\na:\n  - @b # c\n\n  # d\n  - 'e'\n  -\nf: g\n---\n",
        &["a = [@b, e]", "f = g"],
        "@b",
        "start with \"@\"",
        "put the item in quotes: `- \"@b\"`",
    ),
    ("---\na:\n- name: @b\n---\n", &["a = …"], "- name: @b", "start with \"@\"", "put the value in quotes"),
    (
        "---\na:\n  b: @c\nd: e\n---\n",
        &["a = …", "d = e"],
        "@c",
        "start with \"@\"",
        "put the value in quotes: `b: \"@c\"`",
    ),
    (
        "---\na: - b\n---\n",
        &["a = - b"],
        "- b",
        "a list starts",
        "put each item on a line of its own below the key, or the value in quotes",
    ),
    ("---\na: > b\n---\n", &["a = > b"], "> b", "text follows", "put the value in quotes: `a: \"> b\"`"),
    ("---\na: b\n  c: d\ne: f\n---\n", &["a = b", "e = f"], "c: d", "a colon and a space", "put the value in quotes"),
    ("---\na:\n\tb: c\nd: e\n---\n", &["a = …", "d = e"], "b: c", "a tab stands", "replace the tab by spaces"),
    (
        "---\na: b\nforgotten\nc: d\n---\n",
        &["a = b", "c = d"],
        "forgotten",
        "neither a field",
        "write it as `key: value`, or indent it to go on with the value above",
    ),
    (
        "---\na: b\n- c\n---\n",
        &["a = b"],
        "c",
        "follows a value",
        "write it as `key: value`, or indent it to go on with the value above",
    ),
    ("---\na: b\n--- c\n---\n", &["a = b"], "--- c", "a second YAML document", "remove the line"),
    (
        "---\na: b\n%c\n---\n",
        &["a = b"],
        "%c",
        "neither a field",
        "write it as `key: value`, or indent it to go on with the value above",
    ),
    (
        "---\na: |\n  b\n\n  c\nd:\n  - e\nf: @g\n---\n",
        &["a = b\n\nc", "d = [e]", "f = @g"],
        "@g",
        "start with \"@\"",
        "put the value in quotes: `f: \"@g\"`",
    ),
    ("---\n題: A: b\n---\n", &["題 = A: b"], "A: b", "a colon and a space", "put the value in quotes: `題: \"A: b\"`"),
    (
        "---\na: b\nc: d\na: e\n---\n",
        &["a = b", "c = d"],
        "a",
        "\"a\" stands in the front matter twice",
        "remove one of the two fields",
    ),
    (
        "+++\na = b c # d\ne = 'f'\n[g]\ne = 1\n+++\n",
        &["a = b c", "e = f"],
        "b c",
        "must be quoted",
        "put the value in quotes: `a = \"b c\"`",
    ),
    (
        "+++\na = [@b, 'c']\n+++\n",
        &["a = [@b, c]"],
        "[@b, 'c']",
        "TOML",
        "put each item in quotes: `a = [\"@b\", \"c\"]`",
    ),
    (
        "+++\na = 1\na = 2\n+++\n",
        &["a = 1"],
        "a",
        "\"a\" stands in the front matter twice",
        "remove one of the two fields",
    ),
    ("+++\n[a]\n[a]\n+++\n", &[], "[a]", "duplicate key", "remove one of the two"),
    ("+++\n題 = 1\n+++\n", &["題 = 1"], "題", "invalid unquoted key", "put the key in quotes"),
];

#[test]
fn says_what_is_wrong_and_reads_the_rest() {
    for &(text, expected, underlined, message, help) in REFUSED {
        let front_matter = parse_front_matter(text).expect(text);
        assert_eq!(fields(&front_matter), expected, "{text}");
        let [problem] = front_matter.problems.as_slice() else { panic!("{text}: {:?}", front_matter.problems) };
        assert_eq!(problem.span.of(text), underlined, "{text}");
        assert!(problem.message.contains(message), "{text}: {}", problem.message);
        assert_eq!(problem.help, help, "{text}");
    }
}

#[test]
fn a_line_from_a_help_is_valid_and_says_the_same() {
    for &(text, ..) in REFUSED {
        let refused = parse_front_matter(text).expect(text);
        let problem = &refused.problems[0];
        let help = &problem.help;
        let Some((_, example)) = help.strip_suffix('`').and_then(|help| help.split_once(": `")) else { continue };
        let line = text.split_inclusive('\n').find(|line| line.contains(problem.span.of(text))).expect("its line");
        let indent = prefix_to(line, line.len() - line.trim_start().len());
        let first_fixed = text.replacen(line, &format!("{indent}{example}\n"), 1);
        let fixed = parse_front_matter(&first_fixed).expect("front matter");
        assert!(fixed.problems.first() != Some(problem), "{first_fixed}");
        assert!(fields(&fixed).starts_with(&fields(&refused)), "{first_fixed}");
    }
}

#[test]
fn text_of_a_page_is_not_taken_for_broken_front_matter() {
    assert_eq!(parse_front_matter("---\nStatus: Draft\n\nA paragraph, it goes on.\n\n---\n"), None);
    assert_eq!(
        parse_front_matter("---\ntitle: x\n\nThere were three of them: a\n\n---\n"),
        None,
        "though it is valid YAML"
    );
    assert_eq!(parse_front_matter("---\ntitle: x\n\n# Title\n\n- an item\n\n---\n"), None);
    assert!(parse_front_matter("---\ntitle: x\n\n# For the theme\n\nlayout: wide\n---\n").is_some());
}

#[test]
fn front_matter_below_something_else_is_misplaced() {
    for (text, expected) in [
        ("<!-- SPDX-License-Identifier: MIT -->\n---\nstatus: accepted\n---\n\n# A\n", Some("---")),
        ("\n\n+++\r\nstatus = 'draft'\r\n+++\r\n# A\n", Some("+++")),
        ("---\nstatus: accepted\n---\n# A\n", None),
        ("\n---\ncolour: red\n---\n", None),
        ("<!-- a -->\n---\n\nStatus: accepted\n\n---\n", None),
        ("# A\n\n---\nstatus: accepted\n---\n", None),
        ("x <!-- a\n", None),
    ] {
        assert_eq!(misplaced(text).map(|span| span.of(text)), expected, "{text:?}");
    }
}
