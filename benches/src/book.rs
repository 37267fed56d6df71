//! A generated handbook, as JSON for a preprocessor or as files: chapters in parts of twenty, every second one a design document.
//!
//! A chapter is made from its number alone, so that a small book is the beginning of a large one. Part by part is written and
//! forgotten: what starts a measured program has to stay small itself (see `run`).

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use mdbook_preprocessor::book::{BookItem, Chapter, SectionNumber};
use serde_json::json;

use crate::blocks::Page;
use crate::chance::Chance;
use crate::{document, guide};

/// Bytes of Markdown that each chapter is written up to: 5,000 chapters are 64 MB of JSON.
const CHAPTER_SIZE: usize = 12_100;

const CHAPTERS_IN_A_PART: usize = 20;

/// Whose protocol the JSON follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// mdBook 0.4.52
    #[value(name = "0.4")]
    Mdbook04,
    /// mdBook 0.5.4
    #[value(name = "0.5")]
    Mdbook05,
}

impl Host {
    /// The name in arguments.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mdbook04 => "0.4",
            Self::Mdbook05 => "0.5",
        }
    }

    /// What a preprocessor is told beside the book, as the captured files in `tests/protocol/` have it.
    fn context(self) -> serde_json::Value {
        let (version, book) = match self {
            Self::Mdbook04 => ("0.4.52", json!({"authors": [], "language": "en", "src": "src", "title": "Handbook"})),
            Self::Mdbook05 => (
                "0.5.4",
                json!({"title": "Handbook", "authors": [], "description": null, "language": "en", "text-direction": null}),
            ),
        };
        json!({
            "root": "/handbook",
            "config": {"book": book, "output": {"html": {}}, "preprocessor": {"design-docs": {}}},
            "renderer": "html",
            "mdbook_version": version,
        })
    }
}

/// Writes what `host` sends to a preprocessor for a book of so many chapters: `[context, book]`.
pub fn write_request(host: Host, chapters: usize, out: &mut impl Write) -> io::Result<()> {
    let (key, behind) = match host {
        Host::Mdbook04 => ("sections", r#","__non_exhaustive":null"#),
        Host::Mdbook05 => ("items", ""),
    };
    write!(out, r#"[{},{{"{key}":["#, host.context())?;
    for (place, part) in parts(chapters).enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &BookItem::Chapter(part))?;
    }
    write!(out, "]{behind}}}]")?;
    out.flush()
}

/// Writes the same book to a folder, to be built by mdBook.
pub fn write_folder(chapters: usize, folder: &Path) -> io::Result<()> {
    let src = folder.join("src");
    fs::create_dir_all(&src)?;
    fs::write(folder.join("book.toml"), "[book]\ntitle = \"Handbook\"\n\n[preprocessor.design-docs]\n")?;
    let mut summary = "# Summary\n\n".to_owned();
    for part in parts(chapters) {
        let nested = part.sub_items.iter().filter_map(|item| match item {
            BookItem::Chapter(chapter) => Some(("  ", chapter)),
            _ => None,
        });
        for (indent, chapter) in std::iter::once(("", &part)).chain(nested) {
            let path = chapter.path.as_deref().expect("a generated chapter has a path");
            fs::create_dir_all(src.join(path).parent().expect("a chapter stands in a folder"))?;
            fs::write(src.join(path), &chapter.content)?;
            summary.push_str(&format!("{indent}- [{}]({})\n", chapter.name, path.display()));
        }
    }
    fs::write(src.join("SUMMARY.md"), summary)
}

/// The chapters of the sidebar's first level, with those nested in them.
fn parts(chapters: usize) -> impl Iterator<Item = Chapter> {
    (0..chapters).step_by(CHAPTERS_IN_A_PART).enumerate().map(move |(part, first)| {
        let mut parent = chapter(first, part);
        let part_number = u32::try_from(part + 1).expect("a book has fewer parts");
        parent.number = Some(SectionNumber::new([part_number]));
        let numbers = first + 1..chapters.min(first + CHAPTERS_IN_A_PART);
        parent.sub_items = numbers
            .zip(1..)
            .map(|(number, place)| {
                let mut nested = chapter(number, part);
                nested.number = Some(SectionNumber::new([part_number, place]));
                nested.parent_names = vec![parent.name.clone()];
                BookItem::Chapter(nested)
            })
            .collect();
        parent
    })
}

fn chapter(number: usize, part: usize) -> Chapter {
    let mut page = Page::new(Chance::of(number as u64));
    let (write, folder): (fn(&mut Page, usize, usize) -> String, _) =
        if is_document(number) { (document::write, "designs") } else { (guide::write, "guide") };
    let name = write(&mut page, number, CHAPTER_SIZE);
    let path = PathBuf::from(format!("{folder}/part-{part}/chapter-{number}.md"));
    Chapter { name, content: page.text, source_path: Some(path.clone()), path: Some(path), ..Chapter::default() }
}

const fn is_document(number: usize) -> bool {
    number % 2 == 1
}

/// How many documents a book has.
pub const fn documents_in(chapters: usize) -> usize {
    chapters / 2
}
