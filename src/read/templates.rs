//! The templates that a book uses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::document::field::FieldName;
use crate::document::front_matter::{self, FrontMatterValue};
use crate::fault::isolate;
use crate::settings::{Collection, Settings};
use crate::template::{Template, TemplateFileError, UnusableTemplate};

use super::{Chapter, ChapterText, document_chapters};

/// The templates that a book uses, by the name or path that its settings and documents give.
#[derive(Debug)]
pub struct Templates {
    files: BTreeMap<String, Result<Template, TemplateFileError>>,
    /// In the order of [`Template::BUILT_IN`], each read when it is first asked for.
    built_in: [OnceLock<Template>; Template::BUILT_IN.len()],
}

impl Templates {
    /// The built-in ones, and files of the book: for each path what it holds, or why it can't be used.
    #[must_use]
    pub fn new(files: BTreeMap<String, Result<Template, TemplateFileError>>) -> Self {
        Self { files, built_in: Default::default() }
    }

    /// That the templates of all collections are among them.
    ///
    /// # Errors
    /// The first that can't be used, and why.
    pub fn check(&self, settings: &Settings) -> Result<(), UnusableTemplate> {
        settings.collections.iter().try_for_each(|Collection { template, .. }| {
            let found = self.named(template);
            found.map(|_| ()).map_err(|error| UnusableTemplate { name: template.clone(), error: error.clone() })
        })
    }

    /// The template of that name or path.
    ///
    /// # Errors
    /// Why there is none.
    pub fn named(&self, name: &str) -> Result<&Template, &TemplateFileError> {
        if let Some(place) = Template::BUILT_IN.iter().position(|built_in| *built_in == name) {
            return Ok(self.built_in[place].get_or_init(|| Template::built_in(name).expect("it is one of them")));
        }
        let file = self.files.get(name).unwrap_or(&Err(TemplateFileError::Unknown));
        file.as_ref()
    }
}

/// The template files that the settings and the documents name; the caller reads them.
#[must_use]
pub fn template_files(chapters: &[Chapter<'_>], settings: &Settings) -> BTreeSet<String> {
    let documents: Vec<_> = document_chapters(chapters, settings).collect();
    let named: Vec<String> =
        documents.par_iter().filter_map(|named| template_name(chapters[named.index].content)).collect();
    named
        .into_iter()
        .chain(settings.collections.iter().map(|collection| collection.template.clone()))
        .filter(|name| !Template::BUILT_IN.contains(&name.as_str()))
        .collect()
}

/// The template that a document's front matter names.
fn template_name(content: &dyn ChapterText) -> Option<String> {
    if !content.may_begin_with(&['\u{feff}', '-', '+']) {
        return None;
    }
    // What panics here does so again where the document is read, and is reported there.
    let front_matter = isolate(|| front_matter::parse_front_matter(&content.text()?)).ok().flatten()?;
    front_matter.fields.iter().find(|entry| FieldName::spelled(&entry.key) == Some(FieldName::Template)).and_then(
        |entry| match &entry.value {
            FrontMatterValue::Text(name) => Some(name.clone()),
            _ => None,
        },
    )
}
