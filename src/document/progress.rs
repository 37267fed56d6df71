//! How far the work has come that a document plans: its task lists, phase by phase.

use std::fmt;

use crate::markdown::{
    Block, BlockKind, Inline, Parsed,
    pulldown_cmark::{Event, Tag},
};
use crate::text::{Span, suffix_from};

use super::events::{end_of_first, is_inline};
use super::outline::Outline;
use super::sections::Matching;

/// The tasks of a document's plan: at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// All of them.
    pub tasks: Tasks,
    /// The parts of the plan that have a name and a task, in the order in which they are written.
    pub phases: Vec<PlanPhase>,
    /// The box of the first task that isn't done.
    pub first_open: Option<Span>,
}

/// A part of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPhase {
    /// What its heading, its item or the line above its list says.
    pub name: Inline,
    /// The tasks in it.
    pub tasks: Tasks,
}

/// Counts of tasks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tasks {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// `2/5`
impl fmt::Display for Tasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.done, self.all)
    }
}

/// The tasks in the sections that hold a plan; `None` if there are none.
///
/// A phase is a subsection of the plan; outside of these, an item of a list that holds tasks, or a line in bold above a list of tasks. Whatever is
/// nested in a phase is part of it.
pub(crate) fn count_progress(parsed: &Parsed<'_>, outline: &Outline, matching: &Matching<'_>) -> Option<Progress> {
    let mut plan = TaskPlan::default();
    let mut end = 0;
    for (section, _) in matching.sections_for(|slot| slot.is_plan) {
        let whole = outline.sections[section].span;
        // In a document that is built otherwise, one plan may stand in another.
        if end <= whole.start {
            plan.read(parsed, outline, section);
            end = whole.end;
        }
    }
    plan.progress()
}

/// Plans as far as they are read.
#[derive(Default)]
struct TaskPlan {
    phases: Vec<Inline>,
    tasks: Vec<Task>,
}

/// An item with a box.
struct Task {
    is_done: bool,
    /// Where its box stands.
    mark: Span,
    /// The place of its phase.
    phase: Option<usize>,
}

/// An item at the top of a list.
struct TaskItem {
    /// What it says without the lists in it.
    name: Inline,
    /// Its own box: whether it is ticked, and where it stands.
    own: Option<(bool, Span)>,
    /// The boxes in it.
    nested: Vec<(bool, Span)>,
}

impl TaskPlan {
    fn read(&mut self, parsed: &Parsed<'_>, outline: &Outline, plan: usize) {
        let mut phase = None;
        for (place, section) in outline.sections.iter().enumerate().take(outline.sections[plan].next).skip(plan) {
            if section.parent == Some(plan) {
                let heading = &parsed.headings[section.heading];
                phase = Some(self.begin(Inline::from_events(parsed.events_of_heading(heading))));
            }
            let mut above = None;
            for block in parsed.blocks_in(section.own) {
                if block.kind == BlockKind::List && place == plan {
                    self.add_items(items(parsed.events_of(block)), above);
                } else if block.kind == BlockKind::List {
                    self.add(boxes(parsed.events_of(block)), phase);
                }
                above = bold_line(parsed, block);
            }
        }
    }

    /// Adds what stands in the plan itself: an item that holds tasks is a phase; `above` is the line in bold above the list.
    fn add_items(&mut self, items: Vec<TaskItem>, above: Option<Inline>) {
        let above = above.filter(|_| items.iter().any(|item| item.own.is_some())).map(|name| self.begin(name));
        for TaskItem { name, own, nested } in items {
            let phase = if nested.is_empty() { above } else { Some(self.begin(name)) };
            self.add(own.into_iter().chain(nested), phase);
        }
    }

    fn begin(&mut self, name: Inline) -> usize {
        self.phases.push(name);
        self.phases.len() - 1
    }

    fn add(&mut self, boxes: impl IntoIterator<Item = (bool, Span)>, phase: Option<usize>) {
        self.tasks.extend(boxes.into_iter().map(|(is_done, mark)| Task { is_done, mark, phase }));
    }

    fn progress(self) -> Option<Progress> {
        let Self { phases, tasks } = self;
        let first_open = tasks.iter().find(|task| !task.is_done).map(|task| task.mark);
        let mut all = Tasks::default();
        let mut of_phases = vec![Tasks::default(); phases.len()];
        for task in &tasks {
            all.count(task);
            if let Some(phase) = task.phase {
                of_phases[phase].count(task);
            }
        }
        let named = phases.into_iter().zip(of_phases).map(|(name, tasks)| PlanPhase { name: name_of(&name), tasks });
        let phases: Vec<_> = named.filter(|phase| phase.tasks.all > 0 && !phase.name.is_blank()).collect();
        (!tasks.is_empty()).then_some(Progress { tasks: all, phases, first_open })
    }
}

impl Tasks {
    fn count(&mut self, task: &Task) {
        self.done += usize::from(task.is_done);
        self.all += 1;
    }
}

/// All boxes in some blocks.
fn boxes<'e>(events: &'e [(Event<'_>, Span)]) -> impl Iterator<Item = (bool, Span)> + 'e {
    events.iter().filter_map(|(event, span)| match event {
        Event::TaskListMarker(is_done) => Some((*is_done, *span)),
        _ => None,
    })
}

/// The items at the top of a list.
fn items(list: &[(Event<'_>, Span)]) -> Vec<TaskItem> {
    let mut items = Vec::new();
    let mut rest = list.get(1..).unwrap_or_default();
    while let Some(end) = end_of_first(rest) {
        let (item, behind) = rest.split_at(end + 1);
        let is_list = |(event, _): &(Event<'_>, Span)| matches!(event, Event::Start(Tag::List(_)));
        let (own, nested) = item.split_at(item.iter().position(is_list).unwrap_or(item.len()));
        let words = own.iter().position(|(event, _)| !matches!(event, Event::Start(Tag::Item | Tag::Paragraph)));
        let words = &own[words.unwrap_or(own.len())..];
        let name = &words[..words.iter().position(|(event, _)| !is_inline(event)).unwrap_or(words.len())];
        items.push(TaskItem {
            name: Inline::from_events(name),
            own: boxes(own).next(),
            nested: boxes(nested).collect(),
        });
        rest = behind;
    }
    items
}

/// What a paragraph says, if all of it is in bold.
fn bold_line(parsed: &Parsed<'_>, block: &Block) -> Option<Inline> {
    let events = parsed.events_of(block);
    let words = Inline::from_events(events.get(1..events.len().checked_sub(1)?)?);
    let bold = words.first_strong().filter(|_| block.kind == BlockKind::Paragraph)?;
    suffix_from(words.plain(), bold).trim_matches([':', ' ']).is_empty().then_some(words)
}

/// `**Phase 1: Lockers:**` without the marks.
fn name_of(words: &Inline) -> Inline {
    let name = words.without_strong().tidied();
    let length = name.plain().trim_end_matches([':', ' ']).len();
    name.slice(0, length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::markdown::Dialect;
    use crate::status::Statuses;
    use crate::template::Template;

    /// `2/5: Phase 1 1/2, Phase 2 1/3`
    fn progress(plan: &str) -> String {
        let text = format!(
            "# A Design Document\n\n## Technical Design\n\n- [ ] no task\n\n## Implementation Plan\n\n{plan}\n\n## Testing Strategy\n\n- [x] nor this\n"
        );
        let document = Document::parse(&text, Dialect::V05, &Statuses::default()).expect("it can be parsed");
        let template = Template::built_in("full").expect("it is built in");
        let matching = document.matching(&template);
        let Some(progress) = count_progress(&document.parsed, &document.outline, &matching) else {
            return String::new();
        };
        let phases: Vec<_> =
            progress.phases.iter().map(|phase| format!("{} {}", phase.name.plain(), phase.tasks)).collect();
        format!("{}: {}", progress.tasks, phases.join(", "))
    }

    #[test]
    fn tasks_are_counted_phase_by_phase() {
        for (plan, expected) in [
            ("1. Phase 1\n   - Task 1\n", ""),
            ("- [x] a\n- [ ] b\n* [X] c\n", "2/3: "),
            ("1. [x] a\n2. [ ] b\n", "1/2: "),
            (
                "### Phase 1: Store\n\n- [x] a\n\n#### More\n\n- [x] b\n\n### `Phase` 2\n- [ ] c\n",
                "2/3: Phase 1: Store 2/2, Phase 2 0/1",
            ),
            ("- [ ] before\n\n### Phase 1\n- [x] a\n- b\n\n### Phase 2\n- c\n", "1/2: Phase 1 1/1"),
            (
                "1. **Phase 1: Store**\n   - [x] a\n     - [ ] b\n\n2. Phase 2:\n\n   - [ ] c\n",
                "1/3: Phase 1: Store 1/2, Phase 2 0/1",
            ),
            ("- [x] Phase 1\n  - [x] a\n- [ ] Phase 2\n", "2/3: Phase 1 2/2"),
            (
                "**Phase 1:**\n\n- [x] a\n\n**Phase 2**:\n\n- [ ] b\n\nMore:\n\n- [ ] c\n",
                "1/3: Phase 1 1/1, Phase 2 0/1",
            ),
            ("1. Phase 1 (see [it](x.md))\n\n   We do:\n\n   - [x] a\n", "1/1: Phase 1 (see it) 1/1"),
            ("```\n- [ ] code\n```\n\n<!-- - [ ] comment -->\n\n`- [ ]` and - [ ] in prose\n", ""),
            ("- [x]a\n- [] b\n", ""),
            ("> - [x] a\n", ""),
        ] {
            assert_eq!(progress(plan), expected, "{plan}");
        }
    }
}
