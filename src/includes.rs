//! mdBook's directives that put another file's text into a chapter.

/// A file that a directive names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Included<'t> {
    /// Its path, as it is spelled: from the folder of the file that the directive stands in.
    pub(crate) path: &'t str,
    /// Whether only some of its lines are wanted, by numbers or by an anchor.
    pub(crate) is_part: bool,
}

/// The files that a text's directives name: `{{#include ../a.md:3:7}}` wants a part of `../a.md`.
pub(crate) fn files(text: &str) -> impl Iterator<Item = Included<'_>> {
    let directives = text.split("{{").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('#'));
    let inside = directives.filter_map(|rest| Some(rest.split_once("}}")?.0));
    inside.filter_map(|inside| {
        let mut words = inside.split_whitespace();
        let takes_file =
            |name: &str| ["include", "rustdoc_include", "playground", "playpen", "template"].contains(&name);
        words.next().filter(|name| takes_file(name))?;
        let file = words.next()?;
        let (path, is_part) = file.split_once(':').map_or((file, false), |(path, part)| (path, !part.is_empty()));
        (!path.is_empty()).then_some(Included { path, is_part })
    })
}

/// The file that is all of a text: `{{#include a.md}}` and nothing else.
pub(crate) fn whole(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim().strip_prefix("#include ")?.trim();
    let is_one = !inside.contains(['{', '}', ':', '\n']) && !inside.is_empty();
    is_one.then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_be_an_include() {
        for (text, expected) in [
            ("\n{{#include ../a b.md}}\n", Some("../a b.md")),
            ("{{#include a.md}}{{#include b.md}}", None),
            ("{{#include a.md:3}}", None),
            ("\\{{#include a.md}}", None),
            ("# A\n\n{{#include a.md}}", None),
            ("{{#rustdoc_include a.md}}", None),
        ] {
            assert_eq!(whole(text), expected, "{text}");
        }
    }

    #[test]
    fn directives_name_files() {
        let text = "{{#include a.md}} {{ #include ../b.rs:3:7}}\n{{#template\n  c.md x=y}} {{#decisions phase=open}} {{#title T}} {{#include}} {{#include d.md";
        let included = |path, is_part| Included { path, is_part };
        let expected = [included("a.md", false), included("../b.rs", true), included("c.md", false)];
        assert_eq!(files(text).collect::<Vec<_>>(), expected);
    }
}
