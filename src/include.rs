//! mdBook's directives that put another file's text into a chapter.

/// The files that a text's directives name, as they are spelled: `{{#include ../a.md:3:7}}` names `../a.md`.
pub fn files(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split("{{#").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0));
    inside.filter_map(|inside| {
        let mut words = inside.split_whitespace();
        let takes_file =
            |name: &str| ["include", "rustdoc_include", "playground", "playpen", "template"].contains(&name);
        words.next().filter(|name| takes_file(name))?;
        words.next()?.split(':').next().filter(|file| !file.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_name_files() {
        let text = "{{#include a.md}} {{#include ../b.rs:3:7}}\n{{#template\n  c.md x=y}} {{#decisions phase=open}} {{#title T}} {{#include}} {{#include d.md";
        assert_eq!(files(text).collect::<Vec<_>>(), ["a.md", "../b.rs", "c.md"]);
    }
}
