//! The lists that manual and README show are the code's own: whoever adds to one is told where it has to be shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use mdbook_design_docs::directive::{Column, FilterKey, Group, Listing, SortKey};
use mdbook_design_docs::document::Document;
use mdbook_design_docs::document::field::FieldName;
use mdbook_design_docs::document::metadata::Form;
use mdbook_design_docs::lint;
use mdbook_design_docs::markdown::Dialect;
use mdbook_design_docs::settings::{Labels, Problem, ProblemKind, Settings};
use mdbook_design_docs::status::Statuses;
use mdbook_design_docs::template::{Says, Slot, Template};
use serde_json::{Value, json};

use super::{manual, read};

/// The cells of a table's rows below a heading, up to the next heading of any level; the head is the first row.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<Vec<&'p str>> {
    let (_, below) = page.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("a heading {heading}"));
    let part = below.split("\n#").next().unwrap_or_default();
    let is_rule = |line: &&str| !line.starts_with("|-");
    let lines = part.lines().filter(|line| line.starts_with('|')).filter(is_rule);
    // A bar inside a cell is written `\|`.
    let cells = |line: &'p str| {
        let inside = &line[1..line.len() - 1];
        let mut bars: Vec<usize> = inside.match_indices('|').map(|(at, _)| at).collect();
        bars.retain(|&at| !inside[..at].ends_with('\\'));
        let starts = std::iter::once(0).chain(bars.iter().map(|at| at + 1));
        let ends = bars.iter().copied().chain([inside.len()]);
        starts.zip(ends).map(|(start, end)| inside[start..end].trim()).collect()
    };
    lines.map(cells).collect()
}

/// What stands between backticks.
fn codes(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The keys that the settings know, those of mdBook's own among them.
fn keys() -> Vec<String> {
    let wrong = json!({ "preprocessor": { "design-docs": { "": 0 } } });
    let errors = Settings::from_config(&wrong, lint::NAMES).expect_err("no setting has no name");
    match errors.problems() {
        [Problem { kind: ProblemKind::UnknownKey { valid, .. }, .. }] => {
            valid.iter().map(|&key| key.to_owned()).collect()
        }
        problems => panic!("one problem: {problems:?}"),
    }
}

#[test]
fn every_setting_has_its_section_and_its_row() {
    let (page, readme) = (manual("settings.md"), read("README.md"));
    let (_, of_mdbook) = page.split_once("\n## Keys of mdBook\n").expect("mdBook's keys");
    let of_mdbook = codes(of_mdbook.split("\n## ").next().unwrap_or_default());
    let keys: Vec<String> = keys().into_iter().filter(|key| !of_mdbook.contains(&key.as_str())).collect();
    let headings: BTreeSet<String> =
        page.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_lowercase).collect();
    for key in &keys {
        assert!(headings.contains(key), "{key} has a section in the manual");
    }
    let rows = rows(&readme, "## Settings");
    let shown: BTreeSet<&str> = rows[1..].iter().flat_map(|row| codes(row[0])).collect();
    assert_eq!(shown, keys.iter().map(String::as_str).collect(), "README's table of settings");
}

#[test]
fn the_defaults_are_as_shown() {
    let page = manual("settings.md");
    let (_, block) = page.split_once("```toml\n").expect("all settings with their defaults");
    let shown: Value = toml::from_str(block.split("```").next().unwrap_or_default()).expect("TOML");
    let table = shown["preprocessor"]["design-docs"].as_object().expect("our table");
    let (given, usual) = (Settings::from_config(&shown, lint::NAMES).expect("they are valid"), Settings::default());
    let values = |settings: &Settings| {
        let own = settings.collection("design-docs").expect("every book has it");
        let paths = ["designs/a.md", "designs/b/a.md", "designs/README.md", "design-docs/a-template.md", "a.md"];
        json!({
            "docs": paths.map(|path| own.docs.matches(path)),
            "template": own.template,
            "normalise": own.normalise.name(),
            "missing-sections": own.missing_sections.name(),
            "index": settings.index,
            "index-title": settings.index_title,
            "decision-list": settings.decision_list,
            "assets": settings.assets.name(),
            "fail-on": settings.fail_on.name(),
        })
    };
    assert_eq!(values(&given), values(&usual));
    let keys: Vec<&String> = table.keys().collect();
    assert_eq!(keys, values(&usual).as_object().expect("a table").keys().collect::<Vec<_>>(), "what is compared here");
    let readme = read("README.md");
    for row in rows(&readme, "## Settings")[1..].iter().filter(|row| !row[0].starts_with("table ")) {
        let shown = table.get(codes(row[0])[0]).unwrap_or_else(|| panic!("{} is shown with its default", row[0]));
        assert!(shown.is_array() || codes(row[1]) == [shown.to_string()], "the default of {} in README", row[0]);
    }
}

#[test]
fn every_label_is_in_the_manual_with_its_default() {
    let (page, usual) = (manual("settings.md"), Labels::default());
    let mut shown = BTreeSet::new();
    for row in &rows(&page, "## Labels")[1..] {
        let keys = codes(row[0]);
        let defaults: Vec<Option<&str>> = row[1].split(", ").map(Some).collect();
        assert_eq!(defaults, keys.iter().map(|key| usual.get(key)).collect::<Vec<_>>(), "{}", row[0]);
        shown.extend(keys);
    }
    assert_eq!(shown, Labels::KEYS.iter().copied().collect());
}

#[test]
fn every_status_is_in_the_manual_with_its_synonyms() {
    let page = manual("status.md");
    let rows = rows(&page, "## The statuses");
    let shown: Vec<_> = rows[1..]
        .iter()
        .map(|row| {
            let synonyms: BTreeSet<String> = row[2].to_lowercase().split(", ").map(str::to_owned).collect();
            (codes(row[0])[0].to_owned(), row[1].to_owned(), synonyms)
        })
        .collect();
    let built_in = Statuses::built_in().into_iter();
    let expected: Vec<_> = built_in
        .map(|known| (known.id, known.phase.name().to_owned(), known.aliases.into_iter().collect::<BTreeSet<_>>()))
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn every_field_is_in_the_manual_with_its_spellings() {
    let page = manual("status.md");
    let mut shown = Vec::new();
    for row in &rows(&page, "## Other metadata")[1..] {
        let names: Vec<FieldName> = codes(row[0]).into_iter().filter_map(FieldName::named).collect();
        if let [name] = names[..] {
            let spellings: BTreeSet<&str> = codes(row[1]).into_iter().collect();
            assert_eq!(spellings, name.other_spellings().iter().copied().collect(), "{}", row[0]);
        } else {
            assert!(names.iter().all(|name| name.is_switch()), "{}", row[0]);
        }
        shown.extend(names);
    }
    assert_eq!(shown, FieldName::ALL);
}

#[test]
fn every_form_of_a_status_is_in_the_manual() {
    let page = manual("status.md");
    let statuses = Statuses::default();
    let mut forms = Vec::new();
    for row in &rows(&page, "## Where it is read")[1..] {
        // All between two lines, one below the other, or each an example.
        let examples = match codes(row[1])[..] {
            [inside, fence @ ("---" | "+++")] => vec![format!("{fence}\n{inside}\n{fence}\n\n# Ledger\n")],
            [heading, below] if heading.starts_with('#') => vec![format!("# Ledger\n\n{heading}\n\n{below}\n")],
            ref codes => codes.iter().map(|code| format!("# Ledger\n\n{}\n", code.replace("\\|", "|"))).collect(),
        };
        for example in examples {
            // The table's row as it stands there has no rule below its head.
            let table = example.lines().find(|line| line.starts_with('|'));
            let example = table.map_or(example.clone(), |row| format!("# Ledger\n\n| | |\n|-|-|\n{row}\n"));
            let document = Document::parse(&example, Dialect::V05, &statuses).expect("the parser reads it");
            let metadata = &document.metadata;
            let status = metadata.status.as_ref().map(|status| status.id());
            assert_eq!(status, Some("accepted"), "{example}");
            forms.push(metadata.fields[metadata.status_field.expect("it stands somewhere")].form);
        }
    }
    for form in Form::ALL {
        assert!(forms.contains(form), "the manual shows no status as {}", form.name());
    }
}

#[test]
fn lists_name_every_form() {
    let schema: Value = serde_json::from_str(&read("src/output/list/schema.json")).expect("a schema");
    let forms = Form::ALL.iter().map(|form| Value::from(form.name())).collect::<Vec<_>>();
    let found = schema.pointer("/$defs/status/properties/source/properties/form/enum");
    assert_eq!(found, Some(&Value::from(forms)));
}

#[test]
fn every_built_in_template_is_shown() {
    let (page, settings, readme) = (manual("templates.md"), manual("settings.md"), read("README.md"));
    let built_in = |name: &str| Template::built_in(name).unwrap_or_else(|| panic!("{name} is built in"));
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/template")).expect("the templates");
    let files = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned());
    let files: BTreeSet<String> = files.filter_map(|file| Some(file.strip_suffix(".md")?.to_owned())).collect();
    assert_eq!(
        files,
        Template::BUILT_IN.iter().map(|&name| name.to_owned()).collect(),
        "the files and the list of names"
    );
    let records = rows(&page, "## Decision records and RFCs");
    for name in Template::BUILT_IN {
        let (of_setting, quoted) = (format!("`\"{name}\"`"), format!("`{name}`"));
        assert!(settings.contains(&of_setting), "settings.md names {name}");
        assert!(rows(&readme, "## Settings").concat().concat().contains(&quoted), "README names {name}");
        assert!(page.split("\n## ").next().is_some_and(|top| top.contains(&quoted)), "templates.md begins with {name}");
        if !built_in(name).is_of_decisions() {
            continue;
        }
        let row = records.iter().find(|row| row[0] == quoted).unwrap_or_else(|| panic!("templates.md lists {name}"));
        let mut rest = row[1];
        for slot in built_in(name).sections.iter().flat_map(|slot| std::iter::once(slot).chain(&slot.subsections)) {
            let shown = match (slot.says == Some(Says::Choice), slot.is_optional) {
                (true, _) => format!("**{}**", slot.name),
                (false, true) => format!("({})", slot.name),
                (false, false) => slot.name.clone(),
            };
            let at = rest.find(&shown).unwrap_or_else(|| panic!("{name}: {shown}, in the template's order"));
            rest = &rest[at + shown.len()..];
        }
    }
    let table = rows(&page, "## The built-in templates");
    let (full, lean) = (built_in("full"), built_in("lean"));
    let mut expected = Vec::new();
    for slot in &full.sections {
        let in_lean = lean.sections.iter().find(|known| known.name == slot.name);
        let yes = |is_there: bool| if is_there { "yes" } else { "" };
        expected.push(vec![format!("**{}**", slot.name), "yes".to_owned(), yes(in_lean.is_some()).to_owned()]);
        if slot.holds_decisions {
            expected.push(["– one heading for each decision", "yes", "yes"].map(str::to_owned).to_vec());
        }
        for below in &slot.subsections {
            let is_there = in_lean.is_some_and(|slot| slot.subsections.iter().any(|known| known.name == below.name));
            expected.push(vec![format!("– {}", below.name), "yes".to_owned(), yes(is_there).to_owned()]);
        }
    }
    // Behind it stands the table of spellings.
    let spellings = table.iter().position(|row| row[1] == "spellings").expect("a second table");
    assert_eq!(table[1..spellings], expected);
    let slots: Vec<&Slot> =
        full.sections.iter().flat_map(|slot| std::iter::once(slot).chain(&slot.subsections)).collect();
    let spelled = slots.into_iter().filter(|slot| !slot.aliases.is_empty() || !slot.counts_as.is_empty());
    let spelled = spelled.map(|slot| vec![slot.name.clone(), slot.aliases.join(", "), slot.counts_as.join(", ")]);
    assert_eq!(table[spellings + 1..], spelled.collect::<Vec<_>>());
}

#[test]
fn every_word_of_a_directive_is_in_the_manual() {
    let page = manual("index-and-directives.md");
    let firsts = |heading: &str| {
        let rows = rows(&page, heading);
        rows[1..].iter().flat_map(|row| codes(row[0])).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(firsts("### Filters"), FilterKey::ALL.iter().map(|key| key.name()).collect::<Vec<_>>());
    assert_eq!(firsts("### Order"), SortKey::ALL.iter().map(|key| key.name()).collect::<Vec<_>>());
    assert_eq!(firsts("### Columns"), Column::ALL.iter().map(|column| column.name()).collect::<Vec<_>>());
    for (row, &column) in rows(&page, "### Columns")[1..].iter().zip(Column::ALL) {
        let can_have = [Listing::Decisions, Listing::Documents].map(|listing| listing.columns().contains(&column));
        assert_eq!([row[1], row[2]].map(|cell| !cell.is_empty()), can_have, "{}", column.name());
        assert!(can_have.contains(&true), "a table can have the column {}", column.name());
    }
    let defaults = rows(&page, "### Defaults").into_iter().find(|row| row[0] == "`columns`").expect("the columns");
    for (cell, listing) in [(defaults[1], Listing::Decisions), (defaults[2], Listing::Documents)] {
        let shown: BTreeSet<&str> = codes(cell).into_iter().flat_map(|names| names.split(',')).collect();
        assert_eq!(shown, listing.default_columns().iter().map(|column| column.name()).collect());
    }
    let (_, groups) = page.split_once("\n### Groups\n").expect("the groups");
    let groups = codes(groups.split('.').next().unwrap_or_default());
    assert_eq!(groups[1..], Group::ALL.iter().map(|group| group.name()).collect::<Vec<_>>()[..]);
    let readme = read("README.md");
    let (_, filters) = readme.split_once("The tables take filters").expect("README lists the filters");
    let filters = codes(filters.split(')').next().unwrap_or_default());
    assert_eq!(filters, FilterKey::ALL.iter().map(|key| key.name()).collect::<Vec<_>>());
}
