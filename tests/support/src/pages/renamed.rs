//! The headings that the rules may write anew.

use mdbook_design_docs::template::Template;
use mdbook_design_docs::text::normalize_name;

/// Whether a heading is the other one by a rule: the template's name for a spelling of it, another number, the title's pattern, a
/// name without the brackets around it.
pub fn is_renamed(old: &str, new: &str, template: &Template) -> bool {
    let slots = template.sections.iter().flat_map(|slot| std::iter::once(slot).chain(&slot.subsections));
    let is_section = slots.into_iter().any(|slot| {
        let spells = |name: &String| normalize_name(old).contains(&*normalize_name(name));
        new.contains(&slot.name) && std::iter::once(&slot.name).chain(&slot.aliases).any(spells)
    });
    let area = new.split_once(". ").map_or("", |(_, area)| area);
    let name = new.strip_suffix(" Design Document").unwrap_or_default();
    let bare = old.strip_prefix('[').and_then(|old| old.strip_suffix(']'));
    is_section || bare == Some(new) || !area.is_empty() && old.ends_with(area) || !name.is_empty() && old.contains(name)
}
