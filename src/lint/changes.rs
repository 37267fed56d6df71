//! `placeholder-shown`, `levels-changed`, `section-renamed`, `title-pattern`, `section-moved`, `order-kept`, `move-refused` and `include-opaque`: what a
//! page shows otherwise than its document, and what it doesn't though the template asks for it. All of it comes from the page's plan.

use crate::diagnostic::{Diagnostic, Rule};
use crate::normalise::{KeptOrder, MovedSection, PagePlan, PlanExtent, Refusal};
use crate::page::segment::{HeadingLine, Placeholder, PlaceholderKind, Segment};
use crate::read::ReadDocument;
use crate::settings::Threshold;
use crate::text::Span;

/// What a document's plan changes, and why it doesn't change more.
pub(super) fn of_changes(read: &ReadDocument<'_>, page: &PagePlan, threshold: Threshold<'_>) -> Vec<Diagnostic> {
    let changes = Changes { read, page };
    let document = &read.document;
    let mut diagnostics: Vec<Diagnostic> = page.kept.iter().map(|kept| changes.order_kept(kept)).collect();
    if let Some(include) = document.opaque_include {
        let message = "this includes a file whose headings can't be seen";
        let help = "so no section is renamed, moved or added; put the text into the document to have that";
        diagnostics.push(Diagnostic::new(Rule::IncludeOpaque, include, message).with_help(help));
    }
    for (extent, refusal) in &page.refused {
        let refused = changes.refused(*extent, refusal);
        if !diagnostics.contains(&refused) {
            diagnostics.push(refused);
        }
    }
    if threshold.reports(Rule::StubShown) {
        diagnostics.extend(changes.placeholders());
    }
    if threshold.reports(Rule::LevelsChanged) {
        diagnostics.extend(changes.levels());
    }
    let headings = page.plan.segments().iter().filter_map(|segment| match segment {
        Segment::Heading(line) => changes.renamed(line),
        _ => None,
    });
    diagnostics.extend(headings.filter(|diagnostic| threshold.reports(diagnostic.rule)));
    diagnostics.extend(page.moved.iter().map(|moved| changes.moved(moved)));
    diagnostics
}

struct Changes<'c> {
    read: &'c ReadDocument<'c>,
    page: &'c PagePlan,
}

impl Changes<'_> {
    fn name(&self, section: usize) -> &str {
        let document = &self.read.document;
        &document.parsed.headings[document.outline.sections[section].heading].text
    }

    fn content(&self, section: usize) -> Span {
        let document = &self.read.document;
        document.parsed.headings[document.outline.sections[section].heading].content
    }

    /// The title, else where the text begins.
    fn top(&self) -> Span {
        let document = &self.read.document;
        let title = document.outline.title.map(|title| document.parsed.headings[title].content);
        title.unwrap_or(Span::at(document.start()))
    }

    /// One note for each unfilled prompt, and one for those missing sections that stand together.
    fn placeholders(&self) -> Vec<Diagnostic> {
        let shown: Vec<&Placeholder> = self
            .page
            .plan
            .segments()
            .iter()
            .filter_map(|segment| match segment {
                Segment::Placeholder(placeholder) => Some(&**placeholder),
                _ => None,
            })
            .collect();
        let together = shown.chunk_by(|a, b| (a.kind, &a.words) == (b.kind, &b.words));
        let note = |together: &[&Placeholder]| {
            let first = together[0];
            let (span, message) = match first.kind {
                PlaceholderKind::UnfilledPrompt { section } => (
                    self.content(section),
                    format!("the template's prompt under `{}` is shown as \"{}\"", first.name, first.words),
                ),
                PlaceholderKind::MissingSection { after } => {
                    let place =
                        after.map_or("before all sections".to_owned(), |after| format!("after `{}`", self.name(after)));
                    let names: Vec<String> = together.iter().map(|shown| format!("`{}`", shown.name)).collect();
                    (self.top(), format!("{} shown {place} as \"{}\"", are(&names), first.words))
                }
            };
            Diagnostic::new(Rule::StubShown, span, message)
        };
        together.map(note).collect()
    }

    fn levels(&self) -> Option<Diagnostic> {
        let shift = self.read.matching.shift;
        let has_levels = |segment: &Segment| matches!(segment, Segment::Heading(line) if line.level.is_some());
        let first = self.read.document.outline.sections.first()?;
        if shift == 0 || !self.page.plan.segments().iter().any(has_levels) {
            return None;
        }
        let (count, way) = (shift.unsigned_abs(), if shift > 0 { "deeper" } else { "higher" });
        let levels = if count == 1 { "one level".to_owned() } else { format!("{count} levels") };
        let message = format!("all headings below the title are shown {levels} {way}, where the template has them");
        let heading = self.read.document.parsed.headings[first.heading].content;
        Some(Diagnostic::new(Rule::LevelsChanged, heading, message))
    }

    fn renamed(&self, line: &HeadingLine) -> Option<Diagnostic> {
        let document = &self.read.document;
        let heading = &document.parsed.headings[line.heading];
        // That emphasis comes off a name needn't be told.
        let words = line.words.as_deref().filter(|words| *words != heading.text)?;
        let is_title = document.outline.title == Some(line.heading);
        let rule = if is_title { Rule::TitlePattern } else { Rule::SectionRenamed };
        let id = line.anchor.as_ref().map_or(String::new(), |id| format!(", and keeps its id `#{id}`"));
        let message = format!("`{}` is shown as `{words}`{id}", heading.text);
        Some(Diagnostic::new(rule, heading.content, message))
    }

    fn moved(&self, moved: &MovedSection) -> Diagnostic {
        let after = |section: Option<usize>| {
            section.map_or("first".to_owned(), |section| format!("after `{}`", self.name(section)))
        };
        let along: Vec<String> = moved.along.iter().map(|&section| format!("`{}`", self.name(section))).collect();
        let along = if along.is_empty() { String::new() } else { format!(", followed by {},", along.join(", ")) };
        let (name, shown, written) = (self.name(moved.section), after(moved.shown_after), after(moved.written_after));
        let message = format!("`{name}`{along} is shown {shown}; it is written {written}");
        Diagnostic::new(Rule::SectionMoved, self.content(moved.section), message)
    }

    fn order_kept(&self, kept: &KeptOrder) -> Diagnostic {
        let below = kept.parent.map_or(String::new(), |parent| format!(" below `{}`", self.name(parent)));
        let message = format!("the sections{below} stay in the order of their numbers, which isn't the template's");
        let help = "take the numbers out of the headings, and the page shows the template's order";
        Diagnostic::new(Rule::OrderKept, self.content(kept.first), message).with_help(help)
    }

    /// What was not done, and why, where the reason stands.
    fn refused(&self, extent: PlanExtent, refusal: &Refusal) -> Diagnostic {
        let document = &self.read.document;
        let span = refusal.span().map(|span| span.trimmed(document.parsed.text)).unwrap_or(self.top());
        let what = match (extent, refusal) {
            (_, Refusal::Header(..)) | (PlanExtent::Header | PlanExtent::HeaderBeside, _) => {
                "the metadata stays where it is".to_owned()
            }
            (PlanExtent::Moved, _) => {
                let section = document.outline.children(None).find(|(_, section)| section.span.contains(span));
                let because = section.map(|(section, _)| format!(" because of `{}`", self.name(section)));
                format!("the sections stay in the order in which they are written{}", because.unwrap_or_default())
            }
            (PlanExtent::InPlace, _) => "the sections are left as they are".to_owned(),
            (PlanExtent::Bare, _) => "the page gets no header".to_owned(),
        };
        Diagnostic::new(Rule::MoveRefused, span, format!("{what}: {refusal}"))
    }
}

/// `A is`, `A and B are`, `A, B and C are`.
fn are(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("{name} is"),
        [first @ .., last] => format!("{} and {last} are", first.join(", ")),
    }
}
