//! The `docs` globs: which chapters are documents.

use std::sync::LazyLock;

use globset::{Candidate, GlobBuilder, GlobSet, GlobSetBuilder};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use crate::document::template_file::is_named_template;
use crate::path::BookPath;

/// Globs over paths relative to the book's `src`, with `/` between parts on every platform: `*` and `?` stay within a
/// part, `**` spans parts, `{a,b}` and `[a-z]` choose, case counts.
///
/// A glob with `!` in front excludes. An exclusion wins over every other glob, wherever it stands in the list: unlike in
/// `.gitignore`, the order says nothing. A template is named by a glob without wildcards alone.
#[derive(Debug, Clone)]
pub struct DocumentGlobs {
    /// All, as they are written.
    written: Vec<String>,
    /// Those that include.
    patterns: Vec<String>,
    included: GlobSet,
    excluded: GlobSet,
    is_default: bool,
}

/// What `docs` is without settings: two customary folders, without their own front pages.
const DEFAULT: [&str; 3] =
    ["designs/**/*.md", "design-docs/**/*.md", "!{designs,design-docs}/{README,Readme,readme,index}.md"];

impl Default for DocumentGlobs {
    fn default() -> Self {
        // To compile them takes longer than to start the program.
        static COMPILED: LazyLock<DocumentGlobs> = LazyLock::new(|| {
            let globs = DocumentGlobs::from_patterns(&DEFAULT).expect("the default globs are valid: a test reads them");
            DocumentGlobs { is_default: true, ..globs }
        });
        COMPILED.clone()
    }
}

impl DocumentGlobs {
    fn from_patterns(globs: &[&str]) -> Result<Self, GlobError> {
        Self::new(globs.iter().map(|glob| Glob::new((*glob).to_owned())).collect::<Result<_, _>>()?)
    }

    fn new(globs: Vec<Glob>) -> Result<Self, GlobError> {
        let (excluding, including): (Vec<&Glob>, Vec<&Glob>) = globs.iter().partition(|glob| glob.is_exclusion());
        if including.is_empty() {
            return Err(GlobError::NoneIncludes);
        }
        let set = |globs: &[&Glob]| {
            let mut builder = GlobSetBuilder::new();
            globs.iter().for_each(|glob| _ = builder.add(glob.compiled.clone()));
            builder.build().map_err(GlobError::List)
        };
        Ok(Self {
            patterns: including.iter().map(|glob| glob.written.clone()).collect(),
            included: set(&including)?,
            excluded: set(&excluding)?,
            is_default: false,
            written: globs.into_iter().map(|glob| glob.written).collect(),
        })
    }

    /// Whether a chapter at this path, relative to `src`, is named.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let path = BookPath::of_chapter(path);
        let candidate = Candidate::new(path.as_str());
        self.included.is_match_candidate(&candidate) && !self.excludes(path.as_str(), &candidate)
    }

    fn excludes(&self, path: &str, candidate: &Candidate<'_>) -> bool {
        let is_named = || self.patterns().any(|glob| glob.strip_prefix("./").unwrap_or(glob) == path);
        self.excluded.is_match_candidate(candidate) || is_named_template(path) && !is_named()
    }

    /// Whether the book gives no globs of its own.
    #[must_use]
    pub const fn is_default(&self) -> bool {
        self.is_default
    }

    /// All globs as they were written and in their order, the exclusions too.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(String::as_str)
    }

    /// The globs that name documents, as they were written and in their order: all but the exclusions.
    pub fn patterns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.patterns.iter().map(String::as_str)
    }

    /// The places in [`Self::patterns`] of all globs that name this path; none if it is excluded.
    #[must_use]
    pub fn matching_patterns(&self, path: &str) -> Vec<usize> {
        let path = BookPath::of_chapter(path);
        let candidate = Candidate::new(path.as_str());
        if self.excludes(path.as_str(), &candidate) { Vec::new() } else { self.included.matches_candidate(&candidate) }
    }

    /// The globs that name none of a book's `paths`: what `glob-empty` reports. The default list offers two folders for a
    /// book to choose from, so without settings a glob is reported only if no other names anything either.
    pub fn unmatched<'p>(&self, paths: impl IntoIterator<Item = &'p str>) -> Vec<&str> {
        let mut names_something = vec![false; self.patterns.len()];
        for place in paths.into_iter().flat_map(|path| self.matching_patterns(path)) {
            names_something[place] = true;
        }
        if self.is_default && names_something.contains(&true) {
            return Vec::new();
        }
        self.patterns().zip(names_something).filter_map(|(pattern, names)| (!names).then_some(pattern)).collect()
    }
}

impl<'de> Deserialize<'de> for DocumentGlobs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// What is wrong with `docs` or an item of it, as the predicate of a sentence.
#[derive(Debug, Error)]
enum GlobError {
    #[error("names no document; expected at least one glob that doesn't start with `!`")]
    NoneIncludes,
    #[error("is {0:?}, which is not a glob: it is empty")]
    Empty(String),
    #[error("is {written:?}, which is not a glob: {}", .error.kind())]
    Syntax { written: String, error: globset::Error },
    #[error("has globs that can't be used together: {0}")]
    List(globset::Error),
}

/// One glob of a list.
struct Glob {
    written: String,
    /// Without its `!`.
    compiled: globset::Glob,
}

impl Glob {
    fn new(written: String) -> Result<Self, GlobError> {
        let glob = written.strip_prefix('!').unwrap_or(&written);
        let glob = glob.strip_prefix("./").unwrap_or(glob);
        if glob.trim().is_empty() {
            return Err(GlobError::Empty(written));
        }
        let compiled = GlobBuilder::new(glob).literal_separator(true).backslash_escape(true).build();
        match compiled {
            Ok(compiled) => Ok(Self { written, compiled }),
            Err(error) => Err(GlobError::Syntax { written, error }),
        }
    }

    fn is_exclusion(&self) -> bool {
        self.written.starts_with('!')
    }
}

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(list: &[&str]) -> DocumentGlobs {
        DocumentGlobs::from_patterns(list).expect("the test's globs are valid")
    }

    #[test]
    fn globs_name_documents() {
        let default = DocumentGlobs::default;
        for (globs, path, expected) in [
            (default(), "designs/ledger.md", true),
            (default(), "designs/storage/2026/ledger.md", true),
            (default(), r"designs\storage\ledger.md", true),
            (default(), "design-docs/ledger.md", true),
            (default(), "designs/README.md", false),
            (default(), "designs/Readme.md", false),
            (default(), "designs/index.md", false),
            (default(), r"design-docs\README.md", false),
            (default(), "designs/storage/README.md", true),
            (default(), "designs/storage/index.md", true),
            (default(), "designs/template.md", false),
            (default(), "designs/0000-TEMPLATE.md", false),
            (default(), "designs/storage/template-full.md", true),
            (default(), "designs/0001-use-askama-as-template-engine.md", true),
            (default(), "designs/TemplateOrganization.md", true),
            (default(), "designs/My Template.md", false),
            (default(), "designs/templates/ledger.md", true),
            (default(), "designs/ledger.txt", false),
            (default(), "designs.md", false),
            (default(), "chapter.md", false),
            (default(), "handbook/designs/ledger.md", false),
            (globs(&["*.md"]), "ledger.md", true),
            (globs(&["*.md"]), "adr/ledger.md", false),
            (globs(&["adr/*.md"]), "adr/old/ledger.md", false),
            (globs(&["./adr/*.md"]), "adr/ledger.md", true),
            (globs(&["**/rfc-*.md"]), "rfc-1.md", true),
            (globs(&["**/rfc-*.md"]), "a/b/rfc-1.md", true),
            (globs(&["adr/[0-9]*.md"]), "adr/README.md", false),
            (globs(&["{adr,rfc}/*.md"]), "rfc/one.md", true),
            (globs(&["adr/*.md"]), "ADR/one.md", false),
            (globs(&["adr/*.md"]), "adr/adr-template.md", false),
            (globs(&["adr/*.md", "./adr/email-template.md"]), "adr/email-template.md", true),
            (globs(&["adr/*.md", "!adr/README.md"]), "adr/README.md", false),
            (globs(&["!adr/README.md", "adr/*.md"]), "adr/README.md", false),
            (globs(&["!adr/**", "adr/one.md"]), "adr/one.md", false),
            (globs(&["adr/*.md", "!./adr/one.md"]), "adr/one.md", false),
            (globs(&[r"\!odd.md"]), "!odd.md", true),
        ] {
            assert_eq!(globs.matches(path), expected, "{:?} {path}", globs.patterns);
            assert_eq!(!globs.matching_patterns(path).is_empty(), expected, "{:?} {path}", globs.patterns);
        }
    }

    #[test]
    fn every_glob_that_names_a_path_is_known() {
        let globs = globs(&["!adr/old/**", "adr/**/*.md", "rfc/*.md", "**/*.md"]);
        assert_eq!(globs.patterns().collect::<Vec<_>>(), ["adr/**/*.md", "rfc/*.md", "**/*.md"]);
        assert_eq!(globs.written().next(), Some("!adr/old/**"));
        assert_eq!(globs.matching_patterns("adr/one.md"), [0, 2]);
        assert_eq!(globs.matching_patterns("adr/old/one.md"), [0; 0]);
        assert_eq!(globs.unmatched(["adr/one.md", "intro.md"]), ["rfc/*.md"]);
        assert_eq!(globs.unmatched(["adr/old/one.md"]), ["adr/**/*.md", "rfc/*.md", "**/*.md"]);
    }

    #[test]
    fn the_default_globs_are_a_choice() {
        let globs = DocumentGlobs::default();
        assert_eq!(globs.unmatched(["designs/ledger.md"]), [""; 0]);
        assert_eq!(globs.unmatched(["ledger.md"]), ["designs/**/*.md", "design-docs/**/*.md"]);
    }
}
