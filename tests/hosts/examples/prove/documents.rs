//! The documents of a copy, made ready for a build.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use mdbook_design_docs::document::front_matter;
use mdbook_design_docs::settings::Settings;
use mdbook_design_docs::template::Template;

use crate::book::{Side, Wish};
use crate::folder::{markdown_in, write};
use crate::own_template;
use crate::reversed::reversed;

/// Turns sections round and names templates where that is wanted. Without the preprocessor a document has no front matter, as a
/// host that doesn't know it should have got it.
pub fn prepare(root: &Path, src: &Path, settings: &Settings, side: Side, wish: &Wish) -> Result<Vec<Template>, String> {
    let mut templates = Vec::new();
    let paths = markdown_in(&root.join(src), "").map_err(|error| error.to_string())?;
    let texts = paths.iter().filter_map(|path| fs::read_to_string(root.join(src).join(path)).ok());
    let included: BTreeSet<String> = texts.flat_map(|text| included_names(&text)).collect();
    for path in paths {
        let file = root.join(src).join(&path);
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if path == "SUMMARY.md" || !settings.is_document(&path) {
            continue;
        }
        let mut new = if wish.reverse_sections { reversed(&text) } else { None }.unwrap_or_else(|| text.clone());
        // Front matter that we write into an included file would be shown where it is included.
        let is_included = included.contains(path.rsplit('/').next().unwrap_or_default());
        if side == Side::With && wish.own_templates && !is_included {
            new = with_own_template(root, &new, &mut templates)?.unwrap_or(new);
        }
        if let Some(found) = front_matter::parse_front_matter(&new).filter(|_| side == Side::Without) {
            new = format!("{}{}", &new[..found.span.start], &new[found.span.end..]);
        }
        if new != text {
            write(&file, &new)?;
        }
    }
    Ok(templates)
}

/// The document with a template of its own, if one can be made of it and named.
fn with_own_template(root: &Path, text: &str, templates: &mut Vec<Template>) -> Result<Option<String>, String> {
    let name = format!("own-template-{}.md", templates.len());
    let Some((template, named)) = own_template::reverse_template(text).zip(own_template::naming(text, &name)) else {
        return Ok(None);
    };
    write(&root.join(&name), &template)?;
    templates.push(Template::parse(&name, &template).map_err(|error| error.to_string())?);
    Ok(Some(named))
}

/// The names of the files that a text includes.
fn included_names(text: &str) -> Vec<String> {
    let paths = text.split("{{#").skip(1).filter_map(|rest| rest.split_once("}}")?.0.split_once("include "));
    paths.filter_map(|(_, path)| path.trim().split(':').next()?.rsplit('/').next().map(str::to_owned)).collect()
}
