//! Each rule has a page in the manual, and its examples are run: the first one is found, by this rule alone; mended, nothing is.
//!
//! `BLESS=1 cargo test --test rules` writes what the tool prints into the pages, and the rows of all codes into the manual's table.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use mdbook_design_docs::book;
use mdbook_design_docs::diagnostic::Rule;
use mdbook_design_docs::fault::{self, Stage};
use mdbook_design_docs::lint;
use mdbook_design_docs::status::Phase;
use support::page::Page;
use support::printed::{Files, built, checked, printed, unbroken};
use toml::{Table, Value};

/// Where the examples' template stands in their book.
const TEMPLATE: &str = "templates/examples.md";

fn manual(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example-book/src/manual").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(manual(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// The codes as the manual lists them.
fn sorted() -> Vec<Rule> {
    lint::all().collect()
}

/// The book in which the examples stand: `diagnostics.md` shows its template.
fn examples_book() -> Files {
    let page = Page::read(&read("findings.md"));
    let shown = page.under("## The examples");
    let [template] = shown[..] else { panic!("the template alone is shown") };
    Files::from([(TEMPLATE.to_owned(), template.text.clone())])
}

/// Puts an example's files into a book. The settings that it shows are those that the book has beside its template.
fn put(book: &mut Files, example: Vec<(String, String)>) {
    book.extend(example);
    let mut settings: Table = book.get("book.toml").map_or_else(Table::new, |text| text.parse().expect("TOML"));
    let mut table = &mut settings;
    for name in ["preprocessor", "design-docs"] {
        let inner = table.entry(name).or_insert_with(|| Table::new().into());
        table = inner.as_table_mut().expect("a table");
    }
    table.entry("template").or_insert_with(|| Value::from(TEMPLATE));
    book.insert("book.toml".to_owned(), settings.to_string());
}

/// The words at which reading panics in these tests, so that the page of `internal-error` has an example too.
const FAULT: &str = "as Kim said: \u{201c}Drop";

/// What the tool prints of a book, with the line of a real fault for that of the injected one.
fn printed_by(print: fn(&Files) -> String, book: &Files) -> String {
    fault::inject(Stage::Read, FAULT);
    let place = |line: &str| {
        let (before, after) = line.split_once("src/fault.rs:")?;
        let (_, place) = after.split_once(" by a test")?;
        Some(format!("{before}src/document/sentence.rs:81:38: byte index 42 is not a char boundary{place}\n"))
    };
    print(book).lines().map(|line| place(line).unwrap_or_else(|| format!("{line}\n"))).collect()
}

/// The codes in what the tool printed: each diagnostic begins with `warning[code]: `.
fn codes(printed: &str) -> BTreeSet<&str> {
    printed.lines().filter_map(code_of).collect()
}

fn code_of(line: &str) -> Option<&str> {
    let (severity, rest) = line.split_once('[')?;
    let (code, _) = rest.split_once("]: ")?;
    ["note", "warning", "error"].contains(&severity).then_some(code)
}

#[test]
fn every_rule_has_a_file_of_its_name() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    let files = fs::read_dir(rules).expect("the rules").map(|file| file.expect("a rule").path());
    let names = files.map(|file| file.file_stem().expect("a name").to_string_lossy().replace('_', "-"));
    let names: BTreeSet<String> = names.filter(|name| name != "mod").collect();
    assert_eq!(names, sorted().into_iter().map(|rule| rule.name().to_owned()).collect());
}

#[test]
fn every_page_has_its_parts() {
    for code in sorted() {
        let name = code.name();
        let page = Page::read(code.page());
        assert_eq!(page.headings[0], format!("# {name}"));
        assert_eq!(page.leads, ["What it finds.", "Why it matters."], "{name}");
        assert_eq!(page.headings[1..], ["## Example", "## Mended"], "{name}");
        let (example, mended) = (page.under("## Example"), page.under("## Mended"));
        let (last, example) = example.split_last().unwrap_or_else(|| panic!("{name} has an example"));
        assert_eq!(last.language, "text", "{name}: the example ends in what the tool prints");
        for (files, heading) in [(example, "Example"), (&mended, "Mended")] {
            assert!(!files.is_empty(), "{name}: a file under {heading}");
            assert!(files.iter().all(|block| block.path.is_some()), "{name}: each file under {heading} has its path");
        }
    }
}

#[test]
fn an_example_is_found_by_its_rule_alone_and_mended_by_none() {
    let overwrite = env::var_os("BLESS").is_some();
    let mut failures = Vec::new();
    for code in sorted() {
        let name = code.name();
        let page = Page::read(code.page());
        let mut book = examples_book();
        put(&mut book, page.files("## Example"));
        let found = printed_by(printed, &book);
        if codes(&found) != BTreeSet::from([name]) {
            failures.push(format!("{name}: the example has other findings:\n{found}"));
        }
        let shown = page.under("## Example").pop().expect("what the tool prints");
        if unbroken(&shown.text) != found.lines().collect::<Vec<_>>() {
            if overwrite {
                let (before, after) = (&code.page()[..shown.place.start], &code.page()[shown.place.end..]);
                let text = format!("{before}{}{after}", broken(&found));
                fs::write(manual(&format!("findings/{name}.md")), text).expect("the page can be written");
            } else {
                failures.push(format!("{name}: the page shows something else than the tool prints:\n{found}"));
            }
        }
        put(&mut book, page.files("## Mended"));
        let left = printed_by(printed, &book);
        if !left.is_empty() {
            failures.push(format!("{name}: something is found where it is mended:\n{left}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What takes more than a build can see says so on its page, and `diagnostics.md` how many these are.
#[test]
fn what_only_check_finds_says_so() {
    let mut of_check = 0;
    for code in sorted() {
        let name = code.name();
        let mut book = examples_book();
        put(&mut book, Page::read(code.page()).files("## Example"));
        let is_of_check = !codes(&printed_by(built, &book)).contains(name);
        let (lead, _) = code.page().split_once("**Why it matters.**").expect("each page has it");
        assert_eq!(lead.contains("`mdbook-design-docs check` looks for it"), is_of_check, "{name}: {lead}");
        of_check += usize::from(is_of_check);
    }
    let words = ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    let sentence = format!("{} of them take more than a build can see", words[of_check]);
    assert!(read("findings.md").contains(&sentence), "findings.md: {sentence}");
}

#[test]
fn what_a_fix_mends_is_not_found_again() {
    let mut mended = BTreeSet::new();
    for code in sorted() {
        let mut book = examples_book();
        put(&mut book, Page::read(code.page()).files("## Example"));
        let fixed = checked(&book, |chapters, diagnostics| {
            let texts = book::fixed(chapters, diagnostics).into_iter();
            texts
                .map(|(place, text)| (format!("src/{}", chapters[place].path.expect("a file")), text))
                .collect::<Vec<_>>()
        });
        if !fixed.is_empty() {
            book.extend(fixed);
            assert_eq!(printed(&book), "", "{} is mended", code.name());
            mended.insert(code.name());
        }
    }
    let page = read("command-line.md");
    let (_, promised) = page.split_once("### Mend what is certain\n").expect("the manual says what is mended");
    let (promised, _) = promised.split_once("\n#").expect("another section");
    let links = promised.split("(findings/").skip(1).filter_map(|link| Some(link.split_once(".md)")?.0));
    assert_eq!(mended, links.collect());
}

/// What the tool printed, with long lines broken.
fn broken(printed: &str) -> String {
    let mut text = String::new();
    for line in printed.lines() {
        let mut width = 0;
        // The arrow stays with what it points to.
        let line = line.replace("--> ", "-->\u{a0}");
        for word in line.split_inclusive(' ') {
            if width + word.trim_end().len() > 80 {
                text.truncate(text.trim_end().len());
                text.push_str("\n    ");
                width = 4;
            }
            text.push_str(word);
            width += word.len();
        }
        text.push('\n');
    }
    text.replace('\u{a0}', " ")
}

/// Holds the lines of a page of the manual that are a list of all codes, one below the other, to what they should be, or writes them.
fn hold_lines(path: &str, is_one: impl Fn(&str) -> bool, expected: &[String]) {
    let page = read(path);
    let shown: Vec<&str> = page.lines().filter(|line| is_one(line)).collect();
    if shown == expected {
        return;
    }
    let (first, last) = (shown.first().expect("the first"), shown.last().expect("the last"));
    let start = page.find(first).expect("it stands there");
    let end = page.find(last).expect("it stands there") + last.len();
    if env::var_os("BLESS").is_some() {
        let blessed = format!("{}{}{}", &page[..start], expected.join("\n"), &page[end..]);
        return fs::write(manual(path), blessed).expect("the page can be written");
    }
    let lacks: Vec<&String> = expected.iter().filter(|line| !shown.contains(&line.as_str())).collect();
    let holds: Vec<&&str> = shown.iter().filter(|line| !expected.iter().any(|known| known == **line)).collect();
    panic!("{path} lacks {lacks:#?}\nand holds {holds:#?}; all are sorted by code");
}

#[test]
fn the_table_lists_every_code() {
    let rows: Vec<String> = sorted()
        .into_iter()
        .map(|code| {
            let (name, usual) = (code.name(), code.default_severity(None).name());
            let open = code.default_severity(Some(Phase::Open)).name();
            let in_open = if open == usual { String::new() } else { format!("; {open} in phase `open`") };
            format!("| [`{name}`](findings/{name}.md) | {usual}{in_open} | {} |", code.summary())
        })
        .collect();
    hold_lines("findings.md", |line| line.starts_with("| [`"), &rows);
}

#[test]
fn every_page_is_a_chapter_and_every_chapter_a_code() {
    let expected: Vec<String> =
        sorted().into_iter().map(|code| format!("    - [{0}](manual/findings/{0}.md)", code.name())).collect();
    hold_lines("../SUMMARY.md", |line| line.contains("(manual/findings/"), &expected);
    let mut files: Vec<String> = fs::read_dir(manual("findings"))
        .expect("the pages")
        .map(|file| file.expect("a page").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert_eq!(files, sorted().into_iter().map(|code| format!("{}.md", code.name())).collect::<Vec<_>>());
}
