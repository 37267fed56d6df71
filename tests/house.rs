//! The house: imports go downward in the map of `src/lib.rs`, the map names every module, and what guides a newcomer names what is there. Files
//! have the bytes that they were committed with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the map, top first.
fn map(lib: &str) -> Vec<String> {
    lib.lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .filter_map(|row| Some(row.split_once('`')?.1.split_once('`')?.0.to_owned()))
        .collect()
}

/// All files of a folder of sources, those of tests left out.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if name.ends_with(".rs") && !matches!(name.as_str(), "tests.rs" | "laws.rs") {
            files.push(path);
        }
    }
    files
}

/// The modules that a file's own code imports; its tests may use any.
fn imports(source: &str) -> BTreeSet<String> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    code.split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn imports_go_downward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(root.join("lib.rs")).expect("the library's root");
    let map = map(&lib);
    let declared: BTreeSet<&str> = lib
        .lines()
        .filter_map(|line| {
            line.trim_start_matches("pub(crate) ").trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
        })
        .collect();
    assert_eq!(map.iter().map(String::as_str).collect::<BTreeSet<_>>(), declared, "the map names every module");
    let floor = |module: &str| map.iter().position(|known| known == module);
    let mut checked = 0;
    for file in sources(&root) {
        let inside = file.strip_prefix(&root).expect("it is in src");
        let first = inside.components().next().expect("a path").as_os_str().to_string_lossy().into_owned();
        let Some(own) = floor(first.trim_end_matches(".rs")) else { continue };
        for import in imports(&fs::read_to_string(&file).expect("a source")) {
            let Some(other) = floor(&import) else { panic!("{}: `crate::{import}` is in no map", inside.display()) };
            assert!(own <= other, "{}: `{}` must not import `{import}`, which is above it", inside.display(), map[own]);
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked} imports");
}

#[test]
fn only_the_edge_touches_the_world() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&root) {
        let inside = file.strip_prefix(&root).expect("it is in src").to_string_lossy().into_owned();
        if inside == "main.rs" || inside.starts_with("workspace") || inside.starts_with("cli") {
            continue;
        }
        let source = fs::read_to_string(&file).expect("a source");
        let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for word in
            ["std::fs", "std::env", "println!", "eprintln!", "SystemTime", "Instant::now", "stdout()", "stderr()"]
        {
            assert!(!code.contains(word), "{inside} uses {word}");
        }
    }
}

/// All files below a folder, but for what is built or installed there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if !path.is_dir() {
            found.push(path);
        } else if !path.ends_with("node_modules") && !path.ends_with("target") {
            found.extend(files(&path));
        }
    }
    found
}

/// git turns `\r\n` into `\n` in what it takes for text, and back again on Windows.
#[test]
fn carriage_returns_stand_where_git_keeps_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let attributes = fs::read_to_string(root.join(".gitattributes")).expect("the attributes of files");
    let kept: Vec<&str> =
        attributes.lines().filter_map(|line| line.strip_prefix('/')?.strip_suffix("/** -text")).collect();
    let mut checked = 0;
    for folder in ["src", "tests", "examples", "example-book", "benches"] {
        for file in files(&root.join(folder)) {
            let bytes = fs::read(&file).expect("a file");
            // git takes what holds a NUL for no text.
            if !bytes.contains(&b'\r') || bytes.contains(&0) {
                continue;
            }
            let inside = file.strip_prefix(root).expect("it is in the repository");
            assert!(kept.iter().any(|kept| inside.starts_with(kept)), "{}", inside.display());
            checked += 1;
        }
    }
    assert!(checked >= 16, "{checked} files");
}

/// The files and folders of this repository that a page names between backticks or links to. A book has a `src` too.
fn named(page: &str) -> BTreeSet<String> {
    const TOP: [&str; 7] = [".ci/", "benches/", "example-book/", "examples/", "fuzz/", "src/", "tests/"];
    const OF_A_BOOK: [&str; 2] = ["src/designs/", "src/design-docs/"];
    let codes = page.split('`').skip(1).step_by(2).filter(|code| TOP.iter().any(|top| code.starts_with(top)));
    let links = page.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
    let links = links.filter(|link| !link.is_empty() && !link.contains("://"));
    let is_name = |path: &&str| !path.contains(['*', ' ', '\n']) && !path.contains(char::is_uppercase);
    // `README.md` and its like are links.
    let codes = codes.filter(is_name).filter(|code| !OF_A_BOOK.contains(code));
    codes.chain(links).map(str::to_owned).collect()
}

#[test]
fn what_guides_a_newcomer_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (page, least) in [("README.md", 40), ("CONTRIBUTING.md", 20)] {
        let named = named(&fs::read_to_string(root.join(page)).expect("a page"));
        assert!(named.len() >= least, "{page} names {}: {named:?}", named.len());
        for path in named {
            assert!(root.join(&path).exists(), "{page} names {path}, which isn't there");
        }
    }
}

/// The literals of a source's own code, with their lines: comments are none, and tests may write what they like.
fn literals(source: &str) -> Vec<(usize, String)> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, behind) = (&rest[..at], &rest[at..]);
        let (literal, length) = if behind.starts_with("//") {
            (None, behind.find('\n').unwrap_or(behind.len()))
        } else if let Some(inside) = behind.strip_prefix('"') {
            let hashes = before.len() - before.trim_end_matches('#').len();
            let is_raw = before.trim_end_matches('#').ends_with('r');
            let end = format!("\"{}", "#".repeat(if is_raw { hashes } else { 0 }));
            let is_escaped =
                |place: usize| inside[..place].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
            let ends = inside.match_indices(&end).map(|(place, _)| place);
            let place = ends.into_iter().find(|&place| is_raw || !is_escaped(place)).expect("it ends");
            (Some(&inside[..place]), 1 + place + end.len())
        } else if let Some(inside) = behind.strip_prefix('\'') {
            // A letter, unless it is a lifetime.
            let first = inside.chars().next().map_or(0, char::len_utf8);
            let letter = if inside.starts_with('\\') { inside[2..].find('\'').map(|end| end + 2) } else { Some(first) };
            let letter = letter.filter(|&end| inside[end..].starts_with('\'')).map(|end| &inside[..end]);
            (letter, letter.map_or(1, |letter| letter.len() + 2))
        } else {
            (None, 1)
        };
        let line = code[..code.len() - behind.len()].matches('\n').count() + 1;
        found.extend(literal.map(|literal| (line, written(before, literal))));
        rest = &behind[length..];
    }
    found
}

/// A literal behind some code; a `<` that is put before something is seen with it.
fn written(code: &str, literal: &str) -> String {
    let is_put = ["push(", "push_str("].iter().any(|put| code.ends_with(put));
    if literal == "<" && is_put { "<{}".to_owned() } else { literal.to_owned() }
}

/// Whether a literal may become a tag of HTML: a `<` before a name.
fn writes_a_tag(literal: &str) -> bool {
    literal.match_indices('<').any(|(at, _)| {
        let behind = &literal[at + 1..];
        behind.strip_prefix('/').unwrap_or(behind).starts_with(|c: char| c.is_ascii_alphabetic() || c == '{')
    })
}

/// What reads HTML, and what is no page: each file with the literals that it may have.
const NO_HTML_WRITTEN: [(&str, &[&str]); 2] = [
    ("markdown/anchors.rs", &["<h", "</h"]),
    // Mermaid's line break, in text that is escaped for Mermaid.
    ("output/export/mermaid.rs", &["{indent}d{place}[\\\"{}<br>{}\\\"]{phase}"]),
];

/// HTML is written by maud, which escapes: a tag in a string is one that an author's words may get into.
#[test]
fn html_is_written_by_maud_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut unused: BTreeSet<(&str, &str)> =
        NO_HTML_WRITTEN.iter().flat_map(|(file, known)| known.iter().map(|literal| (*file, *literal))).collect();
    let mut problems = Vec::new();
    for file in sources(&root) {
        let inside = file.strip_prefix(&root).expect("it is in src").to_string_lossy().replace('\\', "/");
        let known =
            NO_HTML_WRITTEN.iter().find(|(known, _)| *known == inside).map_or(&[][..], |(_, literals)| literals);
        for (line, literal) in literals(&fs::read_to_string(&file).expect("a source")) {
            if let Some(known) = known.iter().find(|known| **known == literal) {
                unused.retain(|(file, literal)| *file != inside || literal != known);
            } else if writes_a_tag(&literal) {
                problems.push(format!("src/{inside}:{line}: {literal:?}"));
            }
        }
    }
    assert!(problems.is_empty(), "write it with maud:\n{}", problems.join("\n"));
    assert_eq!(unused, BTreeSet::new(), "nothing has these any more");
}

#[test]
fn a_tag_in_a_string_would_be_found() {
    let found = |source: &str| literals(source).iter().filter(|(_, literal)| writes_a_tag(literal)).count();
    for source in [
        "format!(\"<div id=\\\"{id}\\\">\")",
        "push_str(\"</span>\")",
        "let a = 'x'; write!(html, \"a \\\" <{name}>\")",
        "let a = b'\\''; r#\"<a \"b\"\"#",
        "fn f<'a>(a: &'a str) { html.push('<') }",
        "html.push_str(\"<\")",
        "// it's\nlet a = \"\\\\\"; let b = \"<b>\";",
    ] {
        assert_eq!(found(source), 1, "{source}");
    }
    for source in [
        "// <div>\nlet a: Vec<T> = b;",
        "\"a < b\"",
        "text.starts_with('<') || text.contains(\"<\")",
        "\"<!-- {} -->\"",
        "fn f<'a>(a: &'a str) -> Option<&'a str> {}",
        "#[cfg(test)]\nmod tests {\n\"<b>\"",
    ] {
        assert_eq!(found(source), 0, "{source}");
    }
}
