//! The labels of what a decision says: `Approach:`, `Trade-offs:`. It must not know where they stand.

use crate::text::normalize;

use super::field::FieldName;

/// What a label introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// `Approach:`, `Chosen:`, `Revised Choice:` …
    Choice,
    /// `Rationale:`, `Why` …
    Rationale,
    /// `Trade-offs:`, `Consequences:` …
    TradeOffs,
    /// `Alternatives considered:` …
    Alternatives,
    /// `Status:`.
    Status,
    /// `Context:`, or anything else in bold before a colon.
    Other,
}

/// Words that a label ends with when what follows is the choice.
const CHOICE: [&str; 20] = [
    "approach",
    "choice",
    "chosen",
    "decision",
    "solution",
    "outcome",
    "selection",
    "selected",
    "resolution",
    "chosen option",
    "chosen approach",
    "we chose",
    "decided",
    "recommendation",
    "recommended",
    "proposal",
    "proposed",
    "answer",
    "verdict",
    "choice made",
];
const RATIONALE: [&str; 15] = [
    "rationale",
    "rationales",
    "why",
    "reason",
    "reasons",
    "reasoning",
    "justification",
    "because",
    "benefit",
    "benefits",
    "advantage",
    "advantages",
    "motivation",
    "pro",
    "pros",
];
const TRADE_OFFS: [&str; 18] = [
    "trade-off",
    "trade-offs",
    "tradeoff",
    "tradeoffs",
    "drawback",
    "drawbacks",
    "downside",
    "downsides",
    "disadvantage",
    "disadvantages",
    "con",
    "cons",
    "cost",
    "costs",
    "risk",
    "risks",
    "consequences",
    "consequence",
];
const ALTERNATIVES: [&str; 10] = [
    "alternative",
    "alternatives",
    "option",
    "options",
    "rejected",
    "rejected alternatives",
    "rejected alternative",
    "other options",
    "options considered",
    "considered options",
];
const CONTEXT: [&str; 9] =
    ["context", "problem", "background", "note", "notes", "question", "issue", "situation", "requirement"];
/// Fields of a decision beside those that a document has too.
const FIELDS: [&str; 7] = ["driver", "drivers", "stakeholder", "stakeholders", "priority", "deadline", "ticket"];

impl Label {
    /// Whether it introduces what was weighed, and not what was chosen or why.
    pub(super) const fn is_about_reasons(self) -> bool {
        matches!(self, Self::Rationale | Self::TradeOffs | Self::Alternatives | Self::Status)
    }

    /// What a label's words introduce, without its colon; `None` if they are no known label.
    pub(super) fn spelled(words: &str) -> Option<Self> {
        let words = words.split('(').next().unwrap_or_default().trim();
        if is_longer_than_labels(words) {
            return None;
        }
        let words = normalize(words);
        let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == '#').trim();
        let words = without_considered(words);
        let last = words.rsplit(' ').next().unwrap_or_default();
        let is_short = || words.split_whitespace().count() <= 3;
        let is_in = |list: &[&str], words: &str| list.contains(&words);
        if words == "status" {
            Some(Self::Status)
        } else if is_in(&RATIONALE, words) {
            Some(Self::Rationale)
        } else if is_in(&TRADE_OFFS, words) {
            Some(Self::TradeOffs)
        } else if is_in(&ALTERNATIVES, words) {
            Some(Self::Alternatives)
        } else if is_in(&CHOICE, words) || is_in(&CHOICE[..9], last) && is_short() {
            Some(Self::Choice)
        } else if is_in(&CONTEXT, words) {
            Some(Self::Other)
        } else {
            None
        }
    }

    /// What words before a colon introduce: fields of a decision too, such as its owner. In a heading, such a word may be the area of a decision.
    pub(super) fn before_colon(words: &str) -> Option<Self> {
        let is_field = || {
            let bare = words.trim();
            FIELDS.contains(&&*normalize(bare)) || FieldName::spelled(bare).is_some_and(FieldName::is_about_the_work)
        };
        Self::spelled(words).or_else(|| (!is_longer_than_labels(words) && is_field()).then_some(Self::Other))
    }
}

/// `Alternatives considered` as `Alternatives`.
fn without_considered(words: &str) -> &str {
    words.strip_suffix(" considered").map_or(words, without_considered)
}

/// Whether words are too many for a label: three words with `considered` and a number behind them are the longest one.
pub(super) fn is_longer_than_labels(words: &str) -> bool {
    words.split_whitespace().nth(6).is_some()
}
