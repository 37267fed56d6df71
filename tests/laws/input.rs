//! What the laws are held over: made by a generator, or found by one and kept in `tests/laws/found/`, each in a file that tells its
//! story.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use mdbook_design_docs::fault;
use mdbook_design_docs::host::parse_request;
use mdbook_design_docs::markdown::{Dialect, parse};
use mdbook_design_docs::template::Template;
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::checks::{Case, dialects, hold, repeat, template, untouched};
use crate::format::format;
use crate::host;
use crate::revisions::revisions;
use crate::scaffold::scaffold;

/// Something to hold all laws over that can be asked of it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Input {
    /// A document.
    Document(Document),
    /// A document and the template that its book brings.
    Template { template: String, document: Document },
    /// A whole book.
    Book(Book),
    /// What a host sends.
    Host { request: String },
}

/// A document, and how it is read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The place in [`dialects`].
    pub dialect: usize,
    pub html: bool,
    pub keep_order: bool,
    /// A template that is built in.
    pub template: String,
    pub text: String,
}

/// An input that broke a law once.
#[derive(Debug, Deserialize)]
struct Found {
    /// What went wrong, and why.
    story: String,
    input: Input,
}

impl Input {
    /// Holds the laws.
    pub fn hold(&self) {
        // A panic of ours breaks the laws: nothing is isolated under them.
        fault::propagate();
        match self {
            Self::Document(document) => document.hold(template(&document.template)),
            Self::Template { template, document } => {
                scaffold(template);
                if let Ok(template) = Template::parse("templates/own.md", template) {
                    document.hold(&template);
                }
            }
            Self::Book(book) => book.hold(),
            Self::Host { request } => host::hold(request.as_bytes()),
        }
    }

    /// Whether the tool can read it: of what it can't, few laws speak.
    pub fn is_read(&self) -> bool {
        match self {
            Self::Document(document) => parse(&document.text, 0, Dialect::V05).is_ok(),
            Self::Template { template, .. } => Template::parse("templates/own.md", template).is_ok(),
            Self::Book(book) => book.settings().is_ok(),
            Self::Host { request } => parse_request(request.as_bytes()).is_ok(),
        }
    }

    /// The texts that it is made of.
    pub fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Self::Document(document) => vec![&mut document.text],
            Self::Template { template, document } => vec![template, &mut document.text],
            Self::Book(book) => book.chapters.values_mut().collect(),
            Self::Host { request } => vec![request],
        }
    }
}

/// What fails is shown as a file for `tests/laws/found/`, but for its story.
impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = BTreeMap::from([("input", self)]);
        let input = toml::to_string_pretty(&fields).expect("all of it can be written as TOML");
        write!(f, "story = \"\"\n\n{input}")
    }
}

impl Document {
    fn hold(&self, template: &Template) {
        let Self { dialect, html, keep_order, ref text, .. } = *self;
        let case = Case { text, dialect: dialects()[dialect % dialects().len()], html, keep_order, template };
        hold(&case);
        repeat(&case);
        format(&case);
        revisions(text, case.dialect);
        untouched(text);
    }
}

/// The inputs of `tests/laws/found/`, by their files.
pub fn found() -> Vec<(PathBuf, Input)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/laws/found");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a text");
        let Found { story, input } = toml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        assert!(!story.trim().is_empty(), "{} has a story", path.display());
        (path, input)
    };
    files.into_iter().map(read).collect()
}
