use super::*;
use crate::markdown::{Dialect, parse};

fn found(text: &str) -> Vec<FoundDirective> {
    let parsed = parse(text, 0, Dialect::V05).expect("the parser reads it");
    find(&parsed, &BookWords::from_settings(&crate::settings::Settings::default()))
}

/// Each directive with its place, what stands in the way of it, and the paragraph that a table would replace.
fn shown(text: &str) -> Vec<String> {
    let one = |found: &FoundDirective| {
        let what = match &found.directive {
            Ok(Directive::Decisions(_)) => "decisions".to_owned(),
            Ok(Directive::Documents(_)) => "documents".to_owned(),
            Ok(Directive::Decision { target }) => format!("decision {target}"),
            Ok(Directive::Status { path }) => format!("status of {path}"),
            Err(problem) => format!("wrong at {}", problem.span.of(text)),
        };
        let block = found.block.map(|block| format!(" for {:?}", block.of(text))).unwrap_or_default();
        format!("{}: {what}{block}", found.span.of(text))
    };
    found(text).iter().map(one).collect()
}

#[test]
fn directives_stand_in_text() {
    let decisions = "{{#decisions}}: decisions for \"{{#decisions}}\"";
    let status = "{{#design-status a.md}}: status of a.md";
    for (text, expected) in [
        ("{{#decisions}}", vec![decisions]),
        ("a\n\n   {{#decisions}}  \n\nb", vec![decisions]),
        ("# H\n{{#decisions}}\n# H\n", vec![decisions]),
        ("<details>\n\n{{#decisions}}\n\n</details>", vec![decisions]),
        ("{{#design-docs}}", vec!["{{#design-docs}}: documents for \"{{#design-docs}}\""]),
        ("{{ #decisions }}", vec!["{{ #decisions }}: decisions for \"{{ #decisions }}\""]),
        (
            "{{#decisions\n  group=area\n}}\n",
            vec!["{{#decisions\n  group=area\n}}: decisions for \"{{#decisions\\n  group=area\\n}}\""],
        ),
        // Markdown makes emphasis, a tag and a line break of arguments; they stay arguments.
        (
            "{{#decisions area=*a* tag=_b_,\"<i>\",[c] author=`d`}}",
            vec![
                "{{#decisions area=*a* tag=_b_,\"<i>\",[c] author=`d`}}: decisions for \"{{#decisions area=*a* tag=_b_,\\\"<i>\\\",[c] author=`d`}}\"",
            ],
        ),
        // Markdown doesn't take a no-break space away, so the table has to replace it.
        ("\u{a0}{{#decisions}}", vec!["{{#decisions}}: decisions for \"\\u{a0}{{#decisions}}\""]),
        ("a {{#design-status a.md}} b", vec![status]),
        ("- {{#design-status a.md}}\n", vec![status]),
        ("> {{#design-status a.md}}\n", vec![status]),
        ("| {{#design-status a.md}} |\n|---|\n", vec![status]),
        ("**{{#design-status a.md}}** and [{{#design-status a.md}}](a.md)", vec![status, status]),
        ("a[^1]\n\n[^1]: {{#design-status a.md}}\n", vec![status]),
        ("{{#design-status a.md}}", vec![status]),
        ("{{#design-status \"a b.md\" }}", vec!["{{#design-status \"a b.md\" }}: status of a b.md"]),
        (r"{{#design-status ../a\_b.md}}", vec![r"{{#design-status ../a\_b.md}}: status of ../a_b.md"]),
        ("{{{#design-status a.md}}}", vec![status]),
        (
            "see {{#decision a.md#2}}, {{#decision #1}}",
            vec!["{{#decision a.md#2}}: decision a.md#2", "{{#decision #1}}: decision #1"],
        ),
        ("[a {{#decision a.md#2}}](b.md)", vec!["{{#decision a.md#2}}: wrong at {{#decision a.md#2}}"]),
        ("[a](b.md) {{#decision a.md#2}}", vec!["{{#decision a.md#2}}: decision a.md#2"]),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_directive() {
    for text in [
        "`{{#decisions}}`",
        "``{{#design-status a.md}} ` ``",
        "```\n{{#decisions}}\n```",
        "    {{#decisions}}\n",
        "\\{{#decisions}}",
        "\\\\{{#decisions}}",
        "{\\{#decisions}}",
        "{{\\#decisions}}",
        "&#123;{#decisions}}",
        "<div>\n{{#decisions}}\n</div>",
        "<!-- {{#decisions}} -->",
        "a <!-- {{#design-status a.md}} --> <b title=\"{{#design-status a.md}}\">c</b>",
        "![{{#design-status a.md}}](a.png)",
        "[a](<{{#design-status a.md}}>)",
        "[a]: <{{#design-status a.md}}> \"{{#design-status a.md}}\"",
        "{{#include a.md}} {{#title Decisions}} {{#foo}} {{decisions}} {{# decisions}} {#decisions}",
        "{{#decison and no end",
        "{{#versions}}",
    ] {
        assert_eq!(shown(text), [""; 0], "{text}");
    }
}

#[test]
fn what_is_wrong_with_the_place() {
    for (text, expected) in [
        ("a {{#decisions}}", "{{#decisions}}: wrong at {{#decisions}}"),
        ("a\n{{#decisions}}", "{{#decisions}}: wrong at {{#decisions}}"),
        ("- {{#decisions}}", "{{#decisions}}: wrong at {{#decisions}}"),
        ("> {{#decisions}}", "{{#decisions}}: wrong at {{#decisions}}"),
        ("**{{#design-docs}}**", "{{#design-docs}}: wrong at {{#design-docs}}"),
        ("# {{#decisions}}", "{{#decisions}}: wrong at {{#decisions}}"),
        ("{{#decisions}}\n\n: a definition", "{{#decisions}}: wrong at {{#decisions}}"),
        ("# a {{#design-status a.md}}", "{{#design-status a.md}}: wrong at {{#design-status a.md}}"),
        ("a {{#design-status a.md}}\n===", "{{#design-status a.md}}: wrong at {{#design-status a.md}}"),
        ("{{#design-status a.md}}\n\n: b", "{{#design-status a.md}}: wrong at {{#design-status a.md}}"),
        ("{{#decisions", "{{#decisions: wrong at {{#decisions"),
        ("{{#decisions}\n\n}}", "{{#decisions: wrong at {{#decisions"),
        ("{{#decisions `}}`", "{{#decisions: wrong at {{#decisions"),
        ("{{#design-status}}", "{{#design-status}}: wrong at {{#design-status}}"),
        ("{{#design-status a\nb.md}}", "{{#design-status a\nb.md}}: wrong at {{#design-status a\nb.md}}"),
        ("a {{#decisons x}}", "{{#decisons x}}: wrong at decisons"),
        ("{{#decison}}", "{{#decison}}: wrong at decison"),
        ("# {{#design_status a.md}}", "{{#design_status a.md}}: wrong at design_status"),
    ] {
        assert_eq!(shown(text), [expected], "{text}");
    }
    assert_eq!(
        shown("{{#decisions and {{#design-status a.md}}"),
        ["{{#decisions: wrong at {{#decisions", "{{#design-status a.md}}: status of a.md"]
    );
    assert_eq!(shown("{{#decisions}}\n{{#design-docs}}").len(), 2);
}

/// A directive, the place of what is wrong, the sentence and the help.
#[test]
fn what_is_wrong_is_said() {
    let columns =
        "its columns are `document`, `status`, `decisions`, `date`, `authors`, `tags`, `progress` and `collection`";
    for (text, place, message, help) in [
        ("{{#decison}}", "decison", "`{{#decison}}` is not a directive", "did you mean `{{#decision}}`?"),
        ("{{#decisions", "{{#decisions", "`{{#decisions` has no `}}`", "close it with `}}` in the same paragraph"),
        (
            "- {{#design-docs}}",
            "{{#design-docs}}",
            "`{{#design-docs}}` gives a table and doesn't stand alone",
            "put it in a paragraph of its own, outside lists, quotes and tables",
        ),
        (
            "# {{#design-status a.md}}",
            "{{#design-status a.md}}",
            "`{{#design-status}}` in a heading would change the id that links lead to",
            "put it in the text below the heading",
        ),
        ("{{#decisions stauts=draft}}", "stauts", "`stauts` is not an argument", "did you mean `status`?"),
        (
            "{{#decisions owner=me}}",
            "owner",
            "`owner` is not an argument",
            "the arguments are `status`, `phase`, `area`, `document`, `tag`, `author`, `collection`, `group`, `sort` and \
             `columns`",
        ),
        ("{{#decisions tag=a tag=b}}", "tag", "`tag` is there twice", "join the values by commas"),
        ("{{#decisions sort=date,date}}", "date", "`date` is there twice", "take one away"),
        ("{{#decisions status=draft,Aproved}}", "Aproved", "\"Aproved\" is not a status", "did you mean `approved`?"),
        ("{{#decisions status=\"lst call\"}}", "lst call", "\"lst call\" is not a status", "did you mean `last-call`?"),
        (
            "{{#decisions status=!xyzzy*}}",
            "!xyzzy*",
            "\"xyzzy*\" is not a status",
            "the values are `draft`, `in-review`, `proposed`, `accepted`, `implemented`, `living`, `rejected`, `withdrawn`, \
             `deferred`, `deprecated`, `superseded` and `none`",
        ),
        (
            "{{#decisions status=\"accepted today\"}}",
            "accepted today",
            "\"accepted today\" is not a status",
            "the values are `draft`, `in-review`, `proposed`, `accepted`, `implemented`, `living`, `rejected`, `withdrawn`, \
             `deferred`, `deprecated`, `superseded` and `none`",
        ),
        ("{{#decisions phase=opened}}", "opened", "\"opened\" is not a value of `phase`", "did you mean `open`?"),
        (
            "{{#decisions collection=adr}}",
            "adr",
            "\"adr\" is not a value of `collection`",
            "the values are `design-docs`",
        ),
        ("{{#decisions group=tags}}", "tags", "\"tags\" is not a value of `group`", "did you mean `tag`?"),
        ("{{#decisions group=tag,area}}", "area", "`group` takes one value", "keep one and take the others away"),
        (
            "{{#decisions sort=-size}}",
            "-size",
            "\"size\" is not a value of `sort`",
            "the values are `area`, `document`, `status`, `date` and `number`",
        ),
        ("{{#design-docs columns=choice}}", "choice", "`{{#design-docs}}` has no column `choice`", columns),
        ("{{#design-docs columns=dates}}", "dates", "\"dates\" is not a value of `columns`", "did you mean `date`?"),
        (
            "{{#decisions area}}",
            "area",
            "`area` is not an argument",
            "write `key=value`, with `\"` around a value that has spaces",
        ),
        (
            "{{#decisions area=!}}",
            "!",
            "`area` has an empty value",
            "write `area=value`, and commas only between values",
        ),
        ("{{#decisions area=\"a b}}", "\"", "the quotation mark is not closed", "write `\"` behind the value too"),
        (
            "{{#decisions area=a, tag=b}}",
            "tag=",
            "`tag=` stands among the values of `area`",
            "take the comma in front of it away, or write the value between `\"`",
        ),
        ("{{#decisions =b}}", "=", "an argument has no key", "write `key=value`"),
    ] {
        let found = found(text);
        let [FoundDirective { directive: Err(problem), .. }] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(problem.message, message, "{text}");
        assert_eq!(problem.span.of(text), place, "{text}");
        assert_eq!(problem.help, help, "{text}");
    }
}

fn query(text: &str) -> Query {
    match found(text).pop().map(|found| found.directive) {
        Some(Ok(Directive::Decisions(query) | Directive::Documents(query))) => query,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn arguments_are_a_query() {
    assert_eq!(query("{{#decisions}}"), Query::all());
    assert_eq!(query("{{#design-docs}}"), Query::all());
    let query = query("{{#decisions columns=decision,tags sort=-date,area group = tag status=WIP}}");
    assert_eq!(query.columns(), Some(&[Column::Decision, Column::Tags][..]));
    let sort = [(SortKey::Date, true), (SortKey::Area, false)];
    assert_eq!(query.sort(), sort.map(|(key, is_descending)| Sort { key, is_descending }));
    assert_eq!(query.group(), Group::Tag);
    assert_eq!(query.filters().iter().map(Filter::key).collect::<Vec<_>>(), [FilterKey::Status]);
}

#[test]
fn filters_accept_values() {
    for (filter, values, expected) in [
        ("status=accepted", &["accepted"][..], true),
        ("status=accepted", &["draft"], false),
        ("status=accepted", &[], false),
        ("status=Approved", &["accepted"], true),
        ("status=\"last call\",draft", &["in-review"], true),
        ("status=last-call,draft", &["draft"], true),
        ("status=!draft", &["accepted"], true),
        ("status=!draft", &["draft"], false),
        ("status=!draft", &[], true),
        ("status=none", &[], true),
        ("status=none", &["draft"], false),
        ("status=!none", &[], false),
        ("status=!none", &["draft"], true),
        ("status=*,!draft", &["draft"], false),
        ("status=*,!draft", &["living"], true),
        ("status=*,!draft", &[], false),
        ("status=\"In r*\"", &["in-review"], true),
        ("status=de*", &["deferred"], true),
        ("status=de*", &["draft"], false),
        ("phase=open,closed", &["closed"], true),
        ("phase=!open", &["closed"], true),
        ("phase=none", &[], true),
        ("collection=design-docs", &["design-docs"], true),
        ("collection=!design-docs", &["design-docs"], false),
        ("area=storage", &["Storage"], true),
        ("area=storage*", &["Storage layer"], true),
        ("area=!storage*", &["Storage layer", "Cache"], false),
        ("tag=a,b", &["x", "B"], true),
        ("tag=a,b,!x", &["x", "B"], false),
        ("tag=!*", &[], true),
        ("tag=!*", &["x"], false),
        ("author=\"Ada L.\"", &["ada  l."], true),
        ("area=\"Don't\"", &["Don’t"], true),
        (r#"area="a\, b""#, &["A, b"], true),
    ] {
        let query = query(&format!("{{{{#decisions {filter}}}}}"));
        assert_eq!(query.filters()[0].accepts(values), expected, "{filter} {values:?}");
    }
}
