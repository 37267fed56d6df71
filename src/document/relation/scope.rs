//! What the words around a phrase and its references say of the claim: whether it holds, and for how much of the document that is superseded.

use std::ops::Range;

use super::line::{Kind, Line};
use super::vocabulary::{
    AND, CONDITIONS, CONJUNCTIONS, CONTINUES, DENIALS, DOUBTS, DOUBTS_BEHIND, EXPLAINS, FOLLOWS, IN, ITSELF, LIMITS,
    MAY_LIMIT, NEUTRAL, OF, OR, PARTLY, PARTS, PHRASES, REINSTATED, TIMES,
};

/// What a stretch of words says of a claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Whether the claim doesn't hold, may hold, or holds no longer.
    pub is_denied: bool,
    pub measure: Measure,
}

/// For how much of the superseded document a claim holds; what is further down overrides what is above.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    #[default]
    Whole,
    /// It can't be told.
    Unclear,
    Part,
}

impl Said {
    pub(super) fn and(self, other: Self) -> Self {
        Self { is_denied: self.is_denied || other.is_denied, measure: self.measure.max(other.measure) }
    }

    fn denied_if(is_denied: bool) -> Self {
        Self { is_denied, ..Self::default() }
    }
}

/// How many words and marks around a phrase are looked at.
pub(super) const SCOPE: usize = 64;

/// How many words of any kind may be between the word of a status and the link to the successor.
const MOST_LEADS: usize = 4;

fn is_in(words: &[&str], word: &str) -> bool {
    words.contains(&word)
}

pub(super) fn denies(word: &str) -> bool {
    is_in(DENIALS, word) || is_in(DOUBTS, word) || word == OR || word.ends_with("n't")
}

fn ends_sentence(kind: &Kind) -> bool {
    matches!(kind, Kind::Mark('.' | '!' | '?' | ';' | '→' | '•' | '·' | '。' | '；'))
}

fn ends_clause(kind: &Kind) -> bool {
    matches!(kind, Kind::Break | Kind::Mark(',' | '(' | ')' | ':' | '–' | '—' | '-' | '、' | '，' | '（' | '）'))
        || ends_sentence(kind)
}

impl Line {
    fn words_in(&self, tokens: Range<usize>) -> impl Iterator<Item = &str> {
        tokens.filter_map(|token| self.word(token))
    }

    fn kind(&self, token: usize) -> &Kind {
        &self.tokens[token].kind
    }

    /// Whether a line of the source ends there and its last word leaves nothing open, as `not` and a comma do.
    pub(super) fn is_end_of_line(&self, token: usize) -> bool {
        let before = token.checked_sub(1);
        let is_open = before.is_some_and(|at| self.mark(at) == Some(',') || self.word(at).is_some_and(denies));
        *self.kind(token) == Kind::Break && !is_open
    }

    /// Where the sentence begins that a token is in.
    fn sentence_start(&self, token: usize) -> usize {
        let first = token.saturating_sub(SCOPE);
        let ends = |token: &usize| ends_sentence(self.kind(*token)) || self.is_end_of_line(*token);
        (first..token).rev().find(ends).map_or(first, |end| end + 1)
    }

    /// Where the clause begins that a token is in, and no further back than `first`.
    fn clause_start(&self, token: usize, first: usize) -> usize {
        let ends = |token: &usize| match self.kind(*token) {
            Kind::Break => self.is_end_of_line(*token),
            kind => ends_clause(kind),
        };
        (first..token).rev().find(ends).map_or(first, |end| end + 1)
    }

    /// What the words before a phrase say: `not`, `section 3 was`. `after` is the end of the reference before it; the line's first `named` bytes are the
    /// word of the status.
    pub(super) fn before(&self, phrase: usize, after: usize, named: usize, is_inverse: bool) -> Said {
        let sentence = self.sentence_start(phrase);
        let is_conditional = |word: &str| is_in(CONDITIONS, word) || is_in(TIMES, word);
        if self.words_in(sentence..phrase).any(is_conditional)
            || (sentence..phrase).any(|at| self.mark(at) == Some('|'))
        {
            return Said::denied_if(true);
        }
        let first = after.max(sentence);
        let mut start = self.clause_start(phrase, first);
        // `It may, if all goes well, be superseded by`: the clause is that of `may`.
        while start > first && self.words_in(start..(phrase + 1).min(start + 1)).any(|word| is_in(CONTINUES, word)) {
            start = self.clause_start(start - 1, first);
        }
        let clause = start..phrase;
        let is_other = |at: usize| matches!(self.kind(at), Kind::Link(_)) || self.id_at(at, false).is_some();
        // `by [A](a.md), which was superseded by [B](b.md)`
        let is_of_reference =
            after > 0 && self.words_in(clause.start..(clause.start + 1).min(phrase)).any(|word| is_in(EXPLAINS, word));
        if is_of_reference
            || self.words_in(clause.clone()).any(denies)
            || clause.clone().any(|at| self.mark(at) == Some('/'))
            || clause.clone().any(is_other)
        {
            return Said::denied_if(true);
        }
        let mut said = Said::default();
        let has_part = self.words_in(clause.clone()).any(|word| is_in(PARTS, word));
        if self.says_partly(clause.clone()) || has_part && is_inverse {
            said.measure = Measure::Part;
        }
        let conjunction = clause.clone().rev().find(|&at| self.word(at).is_some_and(|word| is_in(CONJUNCTIONS, word)));
        let subject = conjunction.map_or(start, |at| at + 1)..phrase;
        let is_known = |at: usize| {
            let is_status = self.tokens[at].span.end <= named;
            let is_known = |word: &str| is_neutral(word) || is_in(PARTS, word) || is_in(PARTLY, word);
            is_status || self.word(at).is_none_or(is_known)
        };
        let names_itself = self.words_in(subject.clone()).any(|word| is_in(ITSELF, word));
        if !names_itself && !subject.clone().all(is_known) {
            said.measure = said.measure.max(Measure::Unclear);
        }
        said
    }

    /// What the words inside a phrase say: `superseded in part by`.
    pub(super) fn within(&self, gap: Range<usize>) -> Said {
        let has_part = self.words_in(gap.clone()).any(|word| is_in(PARTS, word));
        let measure = if has_part || self.says_partly(gap.clone()) { Measure::Part } else { Measure::Whole };
        Said { is_denied: self.words_in(gap).any(denies), measure }
    }

    /// What the words between a phrase and the first reference say: `supersedes section 3 of`.
    pub(super) fn between(&self, between: Range<usize>, is_inverse: bool) -> Said {
        let words = || self.words_in(between.clone());
        let is_denied = words().any(|word| denies(word) || is_in(CONDITIONS, word));
        let has_part = words().any(|word| is_in(PARTS, word)) && !is_inverse;
        let is_of_something = words().any(|word| is_in(OF, word)) && words().any(|word| !is_neutral(word));
        let measure = if has_part || self.says_partly(between.clone()) {
            Measure::Part
        } else if is_of_something && !is_inverse {
            Measure::Unclear
        } else {
            Measure::Whole
        };
        Said { is_denied, measure }
    }

    /// What the words after a reference say, in its sentence or in the parentheses after it: `in part`, `(section 3 only)`, `if it is accepted`.
    pub(super) fn behind(&self, behind: Range<usize>, is_inverse: bool) -> Said {
        let words = || self.words_in(behind.clone());
        let asks = behind.clone().any(|at| matches!(self.mark(at), Some('?' | '|')));
        let is_denied = asks || words().any(|word| is_in(CONDITIONS, word) || is_in(DOUBTS_BEHIND, word));
        let has_part = words().any(|word| is_in(PARTS, word));
        let is_limited = words().any(|word| is_in(LIMITS, word));
        let may_be_limited = behind.clone().any(|at| {
            let next = self.word(at + 1);
            self.word(at).is_some_and(|word| is_in(MAY_LIMIT, word) && next != Some("of") || is_in(TIMES, word))
        });
        // `[A](a.md)'s storage`
        let is_owner = matches!(self.mark(behind.start), Some('\'' | '’')) && !behind.is_empty();
        let is_part =
            has_part && !is_inverse || is_limited && may_be_limited || has_part && (is_limited || may_be_limited);
        let measure = if self.says_partly(behind.clone()) || is_part {
            Measure::Part
        } else if has_part || is_limited || may_be_limited || is_owner && !is_inverse {
            Measure::Unclear
        } else {
            Measure::Whole
        };
        Said { is_denied, measure }
    }

    /// What follows a list of references and belongs to it: up to the end of the sentence, an explanation or the clause of the next phrase.
    pub(super) fn rest_of_sentence(&self, start: usize, is_phrase: impl Fn(usize) -> bool) -> Range<usize> {
        let mut clause = start;
        let mut depth = 0_usize;
        for token in start..self.tokens.len().min(start + SCOPE) {
            let kind = self.kind(token);
            if matches!(kind, Kind::Mark('?')) {
                return start..token + 1;
            }
            if ends_sentence(kind) || *kind == Kind::Break || self.word(token).is_some_and(|word| is_in(EXPLAINS, word))
            {
                return start..token;
            }
            if is_phrase(token) {
                return start..clause;
            }
            match kind {
                Kind::Mark('(') => depth += 1,
                // The parentheses that the list is in.
                Kind::Mark(')') if depth == 0 => return start..token,
                Kind::Mark(')') => depth -= 1,
                _ => {}
            }
            if ends_clause(kind) || self.word(token).is_some_and(|word| is_in(CONJUNCTIONS, word)) {
                clause = token;
            }
        }
        start..self.tokens.len().min(start + SCOPE)
    }

    /// Whether a word may be between two references of a list when something parts them: `by A, partly by B`.
    pub(super) fn repeats_phrase(&self, token: usize) -> bool {
        let is_of_part = |word: &str| word == IN || is_in(PARTLY, word) || is_in(PARTS, word);
        self.is_preposition(token) || self.word(token).is_some_and(is_of_part)
    }

    /// Whether a word is the preposition of a phrase.
    pub(super) fn is_preposition(&self, token: usize) -> bool {
        let word = self.word(token);
        word.is_some() && PHRASES.iter().any(|phrase| phrase.preposition == word)
    }

    /// Whether a reference that follows another one is the next of a list, by the word after it: in `A, B explains why` it is not.
    pub(super) fn may_follow(&self, token: usize) -> bool {
        let lists = [AND, CONJUNCTIONS, PARTLY, LIMITS, MAY_LIMIT, FOLLOWS, EXPLAINS, DOUBTS_BEHIND, CONDITIONS, TIMES];
        let follows = |word: &str| word == OR || is_number(word) || lists.iter().any(|list| is_in(list, word));
        self.word(token).is_none_or(follows)
    }

    /// The offset in the line's text at which it says, for the last time, that what superseded the document does so no longer.
    pub(super) fn reinstates(&self) -> Option<usize> {
        let last =
            (0..self.tokens.len()).rev().find(|&token| self.word(token).is_some_and(|word| is_in(REINSTATED, word)));
        last.map(|token| self.tokens[token].span.start)
    }

    /// Whether a few words, none of which denies anything, may lead from a status to its successor, in whatever language.
    pub(super) fn may_lead(&self, tokens: Range<usize>) -> bool {
        tokens.len() <= MOST_LEADS && !self.words_in(tokens).any(|word| denies(word) || is_in(PARTS, word))
    }

    /// Whether words name nothing and deny something: `not yet`.
    pub(super) fn only_denies(&self, tokens: Range<usize>) -> bool {
        self.words_in(tokens.clone()).any(denies) && self.words_in(tokens).all(|word| denies(word) || is_neutral(word))
    }

    /// Where the words begin that say `partially` or `in part` at the end of others.
    pub(super) fn partly_at_end(&self, tokens: Range<usize>) -> Option<usize> {
        let last = tokens.end.checked_sub(1).filter(|last| tokens.contains(last))?;
        let is_partly = self.word(last).is_some_and(|word| is_in(PARTLY, word));
        let is_in_part = self.says_partly(last.saturating_sub(1).max(tokens.start)..tokens.end);
        if is_partly { Some(last) } else { is_in_part.then(|| last - 1) }.filter(|start| *start > tokens.start)
    }

    /// `partially`, `in part`, `in parts`.
    fn says_partly(&self, tokens: Range<usize>) -> bool {
        tokens.clone().any(|at| {
            let is_in_part = || {
                self.word(at) == Some(IN)
                    && tokens.contains(&(at + 1))
                    && self.word(at + 1).is_some_and(|word| is_in(PARTS, word))
            };
            self.word(at).is_some_and(|word| is_in(PARTLY, word)) || is_in_part()
        })
    }
}

/// Whether a word may be between a verb and its preposition, as in `superseded on 2026-01-02 by`.
pub(super) fn may_be_inserted(word: &str) -> bool {
    [PARTLY, PARTS, LIMITS, CONJUNCTIONS].iter().any(|list| is_in(list, word)) || is_neutral(word) || denies(word)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || word.starts_with('v') && word.contains(|c: char| c.is_ascii_digit())
}

fn is_neutral(word: &str) -> bool {
    is_in(NEUTRAL, word) || is_number(word)
}
