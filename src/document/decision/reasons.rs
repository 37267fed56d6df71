//! Whether what a decision says beside its choice may well be its reasons.

use crate::document::choice;
use crate::document::label::Label;
use crate::document::sentence;
use crate::document::statement::Statement;
use crate::text::{Span, suffix_from};

/// Whether a statement that isn't about reasons says more than the choice.
pub(super) fn says_more(statement: &Statement, choice: Option<Span>) -> bool {
    if statement.label.is_some_and(Label::is_about_reasons) {
        return false;
    }
    let is_choice = Some(statement.span) == choice || choice::is_bare(statement.words());
    !is_choice && !statement.is_blank() || goes_on(statement.words())
}

/// Whether words hold what may well be a reason: a clause beside the main one, or a second sentence. It is no matter which: nobody likes to be
/// asked for what is there.
fn goes_on(words: &str) -> bool {
    const JOINTS: [&str; 9] =
        [" because ", " since ", " due to ", " so that ", " in order to ", "; ", " \u{2013} ", " \u{2014} ", " ("];
    const LINKS: [&str; 9] = ["and", "or", "but", "then", "not", "never", "with", "without", "only"];
    const ARTICLES: [&str; 8] = ["the", "a", "an", "our", "its", "their", "one", "all"];
    let words = words.trim();
    let clauses = JOINTS.iter().filter_map(|joint| Some(words.find(joint)? + joint.len()));
    let sentence = sentence::sentence_end(words, words)
        .map(|end| end + suffix_from(words, end).chars().next().map_or(0, char::len_utf8));
    // `We use it, as everyone knows it`; a list of names is short.
    let has_aside = words.match_indices(", ").any(|(at, mark)| {
        let next: Vec<&str> = suffix_from(words, at + mark.len()).split_whitespace().take(3).collect();
        next.len() == 3 && !next[..2].iter().any(|word| LINKS.contains(word))
    });
    // `to avoid double bookings`; `to the new store` and `to PostgreSQL` are no reasons.
    let has_aim = words.match_indices(" to ").any(|(at, mark)| {
        let next = suffix_from(words, at + mark.len()).split_whitespace().next().unwrap_or_default();
        next.starts_with(char::is_lowercase) && !ARTICLES.contains(&next)
    });
    has_aside || has_aim || clauses.chain(sentence).any(|start| start < words.len())
}
