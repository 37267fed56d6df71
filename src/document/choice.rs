//! What was chosen, out of the statements of a decision. It must not know where the decision stands.

use std::borrow::Cow;

use crate::markdown::Inline;
use crate::text::{Span, suffix_from};

use super::date;
use super::label::Label;
use super::placeholder::split_to_come;
use super::sentence::{cut, is_one_of, sentence_end};
use super::statement::Statement;
use super::verdict::{decides, weighs};

/// Where a choice was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceFrom {
    /// Behind a label such as `Approach:`.
    Label,
    /// The first sentence.
    Sentence,
    /// The first item of a list, alone or below a bare `Will implement:`.
    Item,
    /// Several items that say no sentence: the area says it.
    Area,
    /// Nothing says it.
    Nowhere,
}

/// What was chosen.
pub(super) struct Choice {
    /// Its words, if something says it.
    pub words: Option<Inline>,
    /// Why they are taken for the choice.
    pub from: ChoiceFrom,
    /// Where the statement stands that says it; the area has its heading.
    pub span: Option<Span>,
}

impl Choice {
    const NONE: Self = Self { words: None, from: ChoiceFrom::Nowhere, span: None };

    fn said(words: &Inline, from: ChoiceFrom, span: Span) -> Self {
        Self { words: Some(cut(words)), from, span: Some(span) }
    }

    fn from_statement(statement: &Statement, from: ChoiceFrom) -> Self {
        Self::said(&statement.whole, from, statement.span)
    }
}

/// What was chosen in a decision of that area, and where it says so.
pub(super) fn choice(area: &Inline, statements: &[Statement]) -> Choice {
    let statements = with_listed_reasons(statements);
    if let Some((words, span)) = labelled_choice(&statements) {
        return Choice::said(&words, ChoiceFrom::Label, span);
    }
    if statements.iter().any(|(label, statement)| *label == Some(Label::Choice) && is_to_come(statement.words())) {
        return Choice::NONE;
    }
    // What stands in `<details>` counts where nothing else says anything.
    let has_open = statements.iter().any(|(label, statement)| label.is_none() && !statement.is_folded);
    let is_seen = |statement: &Statement| !(has_open && statement.is_folded);
    let unlabelled = || {
        statements
            .iter()
            .filter(|(label, statement)| label.is_none() && is_seen(statement))
            .map(|(_, statement)| *statement)
    };
    let of_area =
        || Choice { words: Some(area.clone()).filter(|area| !area.is_blank()), from: ChoiceFrom::Area, span: None };
    let Some(first) = unlabelled().next() else {
        // Only reasons and the like: the heading says what was chosen.
        let own_words =
            statements.iter().find(|(label, statement)| *label == Some(Label::Other) && is_own_words(statement));
        return match own_words {
            Some((_, other)) if is_to_come(other.whole.plain()) => Choice::NONE,
            Some((_, other)) => Choice::from_statement(other, ChoiceFrom::Sentence),
            None if statements.iter().any(|(label, _)| *label != Some(Label::Status)) => of_area(),
            None => Choice::NONE,
        };
    };
    let words = first.whole.plain();
    if is_prompt(words) {
        return Choice::NONE;
    }
    if first.list.is_none()
        && weighs(cut(&first.whole).plain())
        && let Some(decided) = decided(unlabelled())
    {
        return decided;
    }
    if is_bare(words) {
        return match unlabelled().find(|statement| statement.list.is_some()) {
            Some(item) if is_prompt(item.whole.plain()) => Choice::NONE,
            Some(item) => Choice::from_statement(item, ChoiceFrom::Item),
            None => of_area(),
        };
    }
    if let Some(list) = first.list {
        let items = unlabelled().filter(|statement| statement.list == Some(list)).count();
        let first_word = words.split_once(' ').map(|(word, _)| word);
        let is_sentence = first_word.is_some_and(|word| is_one_of(word, &["will", "we"]));
        return if items > 1 && !is_sentence {
            decided(unlabelled()).unwrap_or_else(of_area)
        } else {
            Choice::from_statement(first, ChoiceFrom::Item)
        };
    }
    Choice::from_statement(first, ChoiceFrom::Sentence)
}

/// The first sentence of a paragraph that decides: `We chose y.` behind `We looked at x and y.`, or behind a list of options.
fn decided<'s>(mut statements: impl Iterator<Item = &'s Statement>) -> Option<Choice> {
    statements.find_map(|statement| {
        if statement.list.is_some() {
            return None;
        }
        let mut rest = statement.inline_words().into_owned();
        for _ in 0..MOST_SENTENCES {
            let plain = rest.plain_without_code();
            let end = sentence_end(rest.plain(), &plain);
            let sentence = rest.slice(0, end.unwrap_or(plain.len()));
            if decides(sentence.plain()) && !is_prompt(sentence.plain()) && !is_bare(sentence.plain()) {
                return Some(Choice::said(&sentence, ChoiceFrom::Sentence, statement.span));
            }
            let behind = suffix_from(&plain, end?);
            let start = plain.len() - behind.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            rest = rest.slice(start, usize::MAX);
        }
        None
    })
}

/// How many sentences of a paragraph are looked at: who decides later than that is not read by people either.
const MOST_SENTENCES: usize = 32;

/// The statements with what each says in the decision: an item of the list that `**Trade-offs:**` or its like introduces says what
/// that label says, and so does the paragraph behind it.
fn with_listed_reasons(statements: &[Statement]) -> Vec<(Option<Label>, &Statement)> {
    let mut introduced = None;
    let mut is_alone = false;
    let labelled = statements.iter().map(|statement| {
        let label = match (statement.list, statement.label) {
            (None, None) if is_alone => introduced,
            (None, label) => {
                introduced = label.filter(|label| {
                    statement.is_blank() && matches!(label, Label::Rationale | Label::TradeOffs | Label::Alternatives)
                });
                label
            }
            (Some(_), None) => introduced,
            (Some(_), label) => label,
        };
        is_alone = statement.list.is_none() && statement.label.is_some() && introduced.is_some();
        (label, statement)
    });
    labelled.collect()
}

/// Whether the label that a statement begins with is one that only its author knows, so that it is part of what is said.
fn is_own_words(statement: &Statement) -> bool {
    let whole = statement.whole.plain();
    let label = whole.split(':').next().unwrap_or_default();
    !statement.is_blank() && Label::before_colon(label).is_none()
}

/// The words behind the first label of a choice, and where their statement stands; if the label stands alone, what follows it or is
/// nested in it.
fn labelled_choice<'s>(statements: &[(Option<Label>, &'s Statement)]) -> Option<(Cow<'s, Inline>, Span)> {
    statements.iter().enumerate().find_map(|(place, (label, statement))| {
        // `**Decided:** 2026-01-31` says when.
        if *label != Some(Label::Choice) || is_day(statement.words()) {
            return None;
        }
        if !statement.is_blank() && !is_bare(statement.words()) {
            return (!is_prompt(statement.words())).then(|| (statement.inline_words(), statement.span));
        }
        let following = statements[place + 1..].first().filter(|(label, _)| label.is_none()).map(|(_, next)| *next);
        statement.nested.first().or(following).map(|next| (Cow::Borrowed(&next.whole), next.span))
    })
}

/// Whether words are a day and no more.
fn is_day(words: &str) -> bool {
    let words = words.trim();
    words.starts_with(|c: char| c.is_ascii_digit())
        && !words.contains(char::is_alphabetic)
        && date::last_day(words).is_some()
}

/// The template's own words, not filled in, or words that say that the choice is still to come.
fn is_prompt(words: &str) -> bool {
    words.contains("[approach]")
        || is_to_come(words)
        || matches!(
            words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '),
            "Rationale" | "Trade-offs considered" | "Alternatives considered"
        )
}

/// Whether words begin with one for a value that is still to come: `TBD`, `Will use TBD`, `TODO: ask Ann`, `???`. To do something is a choice.
pub(crate) fn is_to_come(words: &str) -> bool {
    let words = words.trim();
    let value = words.split_inclusive(char::is_whitespace);
    let bare: usize = value.take_while(|word| is_one_of(word.trim(), &["we", "will", "use"])).map(str::len).sum();
    let value = suffix_from(words, bare);
    let is_asking = value.starts_with(['?', '…']) || value.starts_with("...");
    is_asking && !value.contains(char::is_alphanumeric)
        || split_to_come(value).is_some_and(|(start, rest)| {
            let is_capitals = !start.contains(char::is_lowercase);
            let is_all = !rest.trim_start().starts_with(char::is_alphanumeric);
            is_capitals || is_all
        })
}

/// `Will implement / choose:` and nothing more.
pub(super) fn is_bare(words: &str) -> bool {
    const BARE: [&str; 16] = [
        "we",
        "will",
        "implement",
        "choose",
        "use",
        "adopt",
        "add",
        "build",
        "create",
        "do",
        "or",
        "and",
        "the",
        "following",
        "because",
        "to",
    ];
    let words = words.trim().trim_end_matches(':');
    let mut parts = words.split(|c: char| c.is_whitespace() || c == '/').filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some_and(|first| is_one_of(first, &["will", "we"])) && parts.all(|part| is_one_of(part, &BARE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::statement;
    use crate::markdown::{Dialect, parse};
    use crate::text::Span;

    fn choice_of(body: &str) -> Option<String> {
        let parsed = parse(body, 0, Dialect::V04).expect("the parser reads it");
        let statements = statement::read_statements(&parsed, Span::new(0, body.len()));
        choice(&Inline::text("Area"), &statements).words.map(|choice| choice.plain().to_owned())
    }

    #[test]
    fn choices() {
        for (body, expected) in [
            ("Will use `a: b.C` because:\n- x", Some("Will use a: b.C")),
            ("We will keep it, because it works.", Some("We will keep it")),
            ("Will do x with:\n- a\n- b", Some("Will do x with")),
            ("Start at v1.2. Later more. And more", Some("Start at v1.2")),
            ("Use one store, e.g. Postgres. Not two.", Some("Use one store, e.g. Postgres")),
            ("**Reduce the scope.** Use it for:", Some("Reduce the scope")),
            ("Will implement / choose:\n- Use x. Then y.\n- Keep z\n- Why\n  - a", Some("Use x")),
            ("Will implement:\n", Some("Area")),
            ("- a b\n- c d", Some("Area")),
            ("- a b\n- Why\n  - c", Some("a b")),
            ("- **Approach:**  \n  Split it. Then x\n- **Rationale:** y", Some("Split it")),
            ("Some context.\n\n**Chosen:** x", Some("x")),
            ("**Approach**\n\nDo x.", Some("Do x")),
            ("- **Decision:**\n  - Do x", Some("Do x")),
            ("- Rationale: fast", Some("Area")),
            ("**Trade-offs:**\n\n- slow", Some("Area")),
            ("**Why**\n- fast\n\nUse x.", Some("Use x")),
            ("**Why**\n\nIt is fast.\n\nUse x.", Some("Use x")),
            ("**Status:** Accepted", None),
            ("", None),
            ("TBD", None),
            ("Will use TBD because:\n- x", None),
            ("**TODO**: ask Ann. Then decide", None),
            ("To be decided, after the benchmark.", None),
            ("TODO decide", None),
            ("???", None),
            ("**Approach:** TBD\n\nSome context.", None),
            ("**Approach:** TBD\n\n**Decision:** Use x.", Some("Use x")),
            ("Todo lists are kept in a file.", Some("Todo lists are kept in a file")),
            ("To do it once, we use a queue.", Some("To do it once, we use a queue")),
            ("XXXL parcels only.", Some("XXXL parcels only")),
            ("Will implement/choose [approach] because:\n- Rationale 1", None),
            ("| a |\n|---|\n| b |\n\nUse it!", Some("Use it!")),
            ("Should we scale to zero? No. Cold starts hurt.", Some("Should we scale to zero? No")),
            ("Do we need a cache?", Some("Do we need a cache?")),
            ("- Kafka\n- RabbitMQ\n\nWe use RabbitMQ.", Some("We use RabbitMQ")),
            ("- fast\n- small\n\nMore of it below.", Some("Area")),
            ("- Will use S3\n- It is cheap\n\nWe use rules to prune.", Some("Will use S3")),
            ("No need for a cache. We use Redis for sessions.", Some("No need for a cache")),
            ("Name → id, kept in one table.", Some("Name → id, kept in one table")),
            ("Tags: at most ten.", Some("Tags: at most ten")),
            ("There are two ways:\n\n1. one\n2. two\n\nWe go with the first.", Some("We go with the first")),
            ("We considered `a. B` and Kafka. We chose Kafka. It is small.", Some("We chose Kafka")),
            ("The team needs a queue.\n\n**We will use RabbitMQ.**", Some("We will use RabbitMQ")),
            ("Each service needs its own store.", Some("Each service needs its own store")),
            ("Keep letters. We use them for names.", Some("Keep letters")),
            ("<details>\n\nKafka was faster.\n\n</details>\n\nRun RabbitMQ.", Some("Run RabbitMQ")),
            ("<details>\n\nRun Kafka.\n\n</details>", Some("Run Kafka")),
            ("> **Decision:** Active-passive.\n\n**Rationale:** simple.", Some("Active-passive")),
            ("> [!IMPORTANT]\n> **Decision:** RabbitMQ", Some("RabbitMQ")),
            ("> We go active-passive.\n\n- Pros: simple", Some("We go active-passive")),
            ("Run x.\n\n> We once ran y.", Some("Run x")),
            ("**Approach**: XGBoost\n**Squad**: Core", Some("XGBoost")),
            ("**Approach**: XGBoost\n**Why not deep learning?** The regulator.", Some("XGBoost")),
            ("Owner: Jane\n\nRun two.", Some("Run two")),
            ("**Decided:** 2026-03-01\n\nRun two.", Some("Run two")),
            ("![a queue](queue.png)\n\nRun two.", Some("Run two")),
            ("**Why:** routing\n\n**Why not Kafka:** no routing.", Some("Area")),
            ("Because of its routing.", Some("Area")),
            ("Because it is atomic, we will use x.", Some("Because it is atomic, we will use x")),
            ("Use the U.S. East region. Not the West.", Some("Use the U.S. East region")),
            ("**Recommendation:** x", Some("x")),
            ("Decision → x", Some("x")),
            ("Events → queue: one by one", Some("Events → queue: one by one")),
        ] {
            assert_eq!(choice_of(body).as_deref(), expected, "{body}");
        }
    }
}
