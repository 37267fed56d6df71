//! Template text in, the sections that a document should have out. It must not know any document.

mod error;
mod name;
mod prompts;
mod slot;
mod spellings;
mod title;

pub use error::{TemplateError, TemplateFileError, UnusableTemplate};
pub use name::HeadingName;
pub(crate) use name::{PossibleNames, emoji_length};
pub(crate) use prompts::Prompts;
pub use slot::{Says, Slot};
pub(crate) use spellings::{Fit, Spelled, Spellings};
pub(crate) use title::TitlePattern;

use crate::markdown::{Dialect, escape, parse};
use crate::text::{Span, line_and_column};
use error::TemplateProblem;
use slot::{attribute_comments, attributes};

/// What a document of one kind looks like.
#[derive(Debug, Clone)]
pub struct Template {
    /// A built-in one's name, or the path in the book.
    pub name: String,
    /// Whether its documents keep their order and their headings as long as nobody asks for more: the format is another's.
    pub keeps_order: bool,
    /// How a title is made.
    pub title: TitlePattern,
    /// The H2s in their order.
    pub sections: Vec<Slot>,
    /// The names of all slots.
    pub spellings: Spellings,
    /// The template's own text.
    text: String,
}

/// The built-in templates, by their names.
const BUILT_IN: [(&str, &str); 5] = [
    ("full", include_str!("full.md")),
    ("lean", include_str!("lean.md")),
    ("nygard", include_str!("nygard.md")),
    ("madr", include_str!("madr.md")),
    ("rfc", include_str!("rfc.md")),
];

impl Template {
    /// The built-in template of that name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Some(Self::parse(name, text).expect("the built-in templates are tested"))
    }

    /// The names of the built-in templates.
    pub const BUILT_IN: [&'static str; BUILT_IN.len()] = {
        let mut names = [""; BUILT_IN.len()];
        let mut place = 0;
        while place < names.len() {
            names[place] = BUILT_IN[place].0;
            place += 1;
        }
        names
    };

    /// Reads a template.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(name: &str, text: &str) -> Result<Self, TemplateError> {
        let at =
            |offset: usize, problem: TemplateProblem| TemplateError { line: line_and_column(text, offset).0, problem };
        let parsed = parse(text, 0, Dialect::V04).map_err(|why| at(0, TemplateProblem::Unparsable(why)))?;
        let mut headings = parsed.depth_0_headings().peekable();
        let (_, title) =
            headings.next_if(|(_, heading)| heading.level == 1).ok_or_else(|| at(0, TemplateProblem::NoTitle))?;
        let top = Span::new(0, headings.peek().map_or(text.len(), |next| next.1.span.start));
        let mut keeps_order = false;
        for (comment, place) in attribute_comments(&parsed, top) {
            for attribute in attributes(comment) {
                if attribute != "keep-order" {
                    return Err(at(place.start, TemplateProblem::NotOfTemplate(attribute.to_owned())));
                }
                keeps_order = true;
            }
        }
        let mut root = Slot { level: 1, ..Slot::default() };
        while let Some((_, heading)) = headings.next() {
            let end = headings.peek().map_or(text.len(), |(_, next)| next.span.start);
            root.add(&parsed, heading, Span::new(heading.span.end, end))
                .map_err(|(offset, problem)| at(offset, problem))?;
        }
        if root.subsections.is_empty() {
            return Err(at(text.len(), TemplateProblem::NoSection));
        }
        let spellings = Spellings::from_slots(&root.subsections);
        Ok(Self {
            name: name.to_owned(),
            keeps_order,
            title: TitlePattern::parse(&title.text),
            sections: root.subsections,
            spellings,
            text: text.to_owned(),
        })
    }

    /// Whether a document of this template is a decision itself.
    #[must_use]
    pub fn is_of_decisions(&self) -> bool {
        fn says_choice(slots: &[Slot]) -> bool {
            slots.iter().any(|slot| slot.says == Some(Says::Choice) || says_choice(&slot.subsections))
        }
        says_choice(&self.sections)
    }

    /// A document as an author starts it, below its front matter: the title, then all sections that it needs.
    #[must_use]
    pub fn document(&self, name: &str) -> String {
        let (before, behind) = self.title.markdown_around();
        let title = format!("{before}{}{behind}", escape(name));
        let wanted = self.sections.iter().filter(|slot| !slot.is_optional);
        let sections: String = wanted.map(|slot| format!("\n{}\n", self.scaffold(slot))).collect();
        format!("# {title}\n{sections}")
    }

    /// A section as an author starts it: its heading, its guidance, and all below it, without what is optional and what is meant for the
    /// tool alone. Its lines end with `\n`, the last one has no end.
    #[must_use]
    pub fn scaffold(&self, slot: &Slot) -> String {
        let mut left_out = Vec::new();
        slot.leave_out(&mut left_out);
        left_out.sort_unstable();
        let mut text = String::new();
        let mut at = slot.source.start;
        for span in left_out {
            text.push_str(Span::new(at, span.start).of(&self.text));
            at = span.end;
        }
        text.push_str(Span::new(at, slot.source.end).of(&self.text));
        text.trim().lines().collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(slots: &[Slot]) -> Vec<&str> {
        slots.iter().map(|slot| slot.name.as_str()).collect()
    }

    #[test]
    fn what_is_for_the_tool_alone_is_not_started() {
        let text = "# [Name]\n\n## A\n<!--design-docs:\n  aliases: B -->\n- why\n\n### C\n\n### D\n<!-- design-docs: optional -->\n\n- d\n\n### E\n\n- e\n";
        let template = Template::parse("own.md", text).expect("a template");
        assert_eq!(template.scaffold(&template.sections[0]), "## A\n- why\n\n### C\n\n### E\n\n- e");
    }

    #[test]
    fn headings_to_fill_are_no_sections() {
        let text =
            "# {short title}\n\n## A\n\n### {first}\n\n* Good, because {x}\n\n### {second}\n\n### [third]\n\n## B\n";
        let template = Template::parse("own.md", text).expect("a template");
        assert_eq!(names(&template.sections), ["A", "B"]);
        assert!(template.sections[0].subsections.is_empty());
        assert!(template.sections[0].prompts.are_all_of("- Good, because {x}"));
        let started = "# X\n\n## A\n\n### {first}\n\n* Good, because {x}\n\n### {second}\n\n### [third]\n\n## B\n";
        assert_eq!(template.document("X"), started);
    }

    #[test]
    fn sections_are_started_with_all_their_guidance() {
        let template = Template::built_in("full").expect("built in");
        let decisions = template.sections.iter().find(|slot| slot.holds_decisions).expect("it has decisions");
        let scaffold = template.scaffold(decisions);
        assert!(scaffold.starts_with("## Design Decisions\n") && scaffold.contains("### 1. ["), "{scaffold}");
        let whole: Vec<String> = template.sections.iter().map(|slot| template.scaffold(slot)).collect();
        let whole = whole.join("\n\n");
        assert!(!whole.contains("design-docs:"), "{whole}");
        let again = Template::parse("again", &format!("# [Name]\n\n{whole}\n")).expect("it is a template still");
        assert_eq!(names(&again.sections), names(&template.sections));
    }

    #[test]
    fn the_built_in_templates_are_complete() {
        let full = Template::built_in("full").expect("built in");
        assert_eq!(
            names(&full.sections),
            [
                "Current Context",
                "Requirements",
                "Design Decisions",
                "Technical Design",
                "Implementation Plan",
                "Testing Strategy",
                "Observability",
                "Future Considerations",
                "Dependencies",
                "Security Considerations",
                "Rollout Strategy",
                "References"
            ]
        );
        assert_eq!(full.title, TitlePattern::new("", "Design Document"));
        assert_eq!(names(&full.sections[3].subsections), ["Core Components", "Data Models", "Integration Points"]);
        assert!(full.sections[2].holds_decisions && full.sections[2].subsections.is_empty());
        assert_eq!(full.sections[2].aliases, ["Key Design Decisions"]);
        let lean = Template::built_in("lean").expect("built in");
        assert_eq!(lean.sections.len(), 11);
        assert!(!names(&lean.sections).contains(&"Testing Strategy"));
        let all: Vec<Template> = Template::BUILT_IN.into_iter().filter_map(Template::built_in).collect();
        let of_others: Vec<&str> =
            all.iter().filter(|template| template.keeps_order).map(|template| template.name.as_str()).collect();
        assert_eq!(of_others, ["nygard", "madr", "rfc"]);
        for template in &all {
            assert_eq!(template.is_of_decisions(), template.keeps_order, "{}", template.name);
            let renamed = |slot: &Slot| !slot.aliases.is_empty();
            let slots = || template.sections.iter().flat_map(|slot| std::iter::once(slot).chain(&slot.subsections));
            assert!(!template.keeps_order || !slots().any(renamed), "{}: nothing is renamed", template.name);
        }
        for slot in all.iter().flat_map(|template| &template.sections) {
            assert!(!slot.guidance.contains("design-docs:"), "{}", slot.name);
            let has_guidance = !slot.guidance.is_empty() || !slot.subsections.is_empty() || slot.holds_decisions;
            assert!(has_guidance, "{} has guidance", slot.name);
        }
    }

    #[test]
    fn errors_name_the_line() {
        for (text, expected) in [
            ("", "line 1: the template has no `# Title`; expected one such as `# [Name] Design Document`"),
            ("# T\n", "line 2: the template has no section; expected at least one `## Name`"),
            ("# T\n\n## A\n\n# B\n", "line 5: `# B` is a second title; expected sections from `##` on"),
            ("# T\n\n## A\n\n#### B\n", "line 5: `B` stands at level 4; expected level 3 or less"),
            ("# T\n\n## A\n\n## 2. a\n", "line 5: `a` names two sections in one place; expected a name for each"),
            (
                "# T\n\n## A\n<!-- design-docs: optionl -->\n",
                "line 4: `optionl` is no attribute; expected `optional`, `decisions`, `plan`, `decision`, `rationale`, `trade-offs`, `alternatives`, `aliases: …` or `counts-as: …`, parted by `;`",
            ),
            (
                "# T\n<!-- design-docs: optional -->\n## A\n",
                "line 2: `optional` is no attribute of a whole template; expected `keep-order`, or the comment below a section's heading",
            ),
        ] {
            assert_eq!(Template::parse("x", text).expect_err(text).to_string(), expected);
        }
    }

    #[test]
    fn a_template_can_be_of_decisions() {
        let text = "# [N]\n<!-- design-docs: keep-order -->\n\n## A\n\n### B\n<!-- design-docs: decision -->\n\n## C\n<!-- design-docs: rationale; optional -->\n";
        let template = Template::parse("x", text).expect("a valid template");
        assert!(template.keeps_order && template.is_of_decisions());
        assert_eq!(template.sections[0].subsections[0].says, Some(Says::Choice));
        assert_eq!((template.sections[1].says, template.sections[1].is_optional), (Some(Says::Rationale), true));
        assert_eq!(template.document("X"), "# X\n\n## A\n\n### B\n");
        let without = Template::parse("x", "# [N]\n\n## A\n").expect("a valid template");
        assert!(!without.keeps_order && !without.is_of_decisions());
    }

    #[test]
    fn attributes_are_read() {
        let template = Template::parse(
            "x",
            "# T: [N]\n\n## A\n<!-- design-docs: optional; aliases: B, C ; counts-as: D / E -->\n\nWrite.\n",
        );
        let template = template.expect("a valid template");
        assert_eq!(template.title.title_for("Ledger"), "T: Ledger");
        let slot = &template.sections[0];
        assert!(slot.is_optional);
        assert_eq!(
            (slot.aliases.as_slice(), slot.counts_as.as_slice()),
            (&["B".to_owned(), "C".to_owned()][..], &["D / E".to_owned()][..])
        );
        assert_eq!(slot.guidance, "Write.");
    }
}
