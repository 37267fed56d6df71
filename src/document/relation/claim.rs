//! The claims in a line: a phrase, the references behind it, and what the words around them say of it. Which words these are is in `vocabulary`,
//! what they do in `scope`.

use std::ops::Range;

use crate::text::Span;

use super::super::file_name::is_year;
use super::super::kind::makes_id;
use super::super::placeholder::says_none;
use super::line::{Kind, Line, Token};
use super::scope::{Measure, SCOPE, Said, may_be_inserted};
use super::vocabulary::{AND, LEADS, OR, PHRASES, Phrase};
use super::{Relation, RelationExtent};

/// A relation that a line claims, to one other document.
#[derive(Debug)]
pub(super) struct Claim {
    pub relation: Relation,
    pub is_inverse: bool,
    pub extent: RelationExtent,
    /// The link, as its index in the line's links; `None` for words.
    pub link: Option<usize>,
    /// Where the phrase, or the first reference where there is none, begins in the line's text.
    pub phrase: usize,
    /// Where the reference is in the line's text.
    pub span: Span,
    /// Whether its words have no form of an id, so that they may be prose.
    pub is_name: bool,
}

/// What is known of a line before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ClaimContext {
    /// Whether the document or decision says that it is superseded.
    pub is_superseded: bool,
    /// How many bytes from the line's first one are the word of the status.
    pub status_length: usize,
    /// Whether the line has the status itself.
    pub is_value: bool,
    /// Whether words without the form of an id may be the name of a document.
    pub may_name: bool,
    /// Whether a number alone may name a document.
    pub may_number: bool,
}

/// The claims of a line, and whether it denies one.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub claims: Vec<Claim>,
    pub denies: bool,
}

/// References behind a phrase.
#[derive(Debug, Default)]
struct List {
    /// The words between the phrase and the first reference.
    between: Range<usize>,
    /// Each reference with what the parentheses after it say of a claim, and of an inverse one.
    references: Vec<(Range<usize>, [Said; 2])>,
    /// Where the list ends, in tokens.
    end: usize,
    /// Whether `or` joins them.
    is_open: bool,
}

/// A verb and its preposition in a line.
struct FoundPhrase {
    phrase: &'static Phrase,
    /// The words between the two.
    gap: Range<usize>,
    /// The token after them.
    end: usize,
}

/// A relation, and whether it is the other document that has it to this one.
pub(super) type Direction = (Relation, bool);

/// How many tokens may be between a phrase and the first reference.
const LONGEST_GAP: usize = 24;

/// How many tokens may be between a verb and its preposition.
const LONGEST_PHRASE: usize = 8;

impl Line {
    /// The claims that phrases of the line make.
    pub(super) fn claims(&self, context: ClaimContext) -> Claims {
        let mut found = Claims::default();
        self.read_phrases(0, context, &mut found);
        found
    }

    fn read_phrases(&self, first: usize, context: ClaimContext, found: &mut Claims) {
        let (mut at, mut after) = (first, first);
        // One name is as much as prose is trusted with.
        let mut may_name = context.may_name;
        // Whether the phrase before in the sentence was denied: `not superseded by A and amended by B`.
        let mut is_denied = false;
        while at < self.tokens.len() {
            if self.mark(at).is_some_and(|mark| matches!(mark, '.' | ';' | '!' | '?')) || self.is_end_of_line(at) {
                is_denied = false;
            }
            let Some(FoundPhrase { phrase, gap, end }) = self.phrase_at(at) else {
                at += 1;
                continue;
            };
            let direction = (phrase.relation, phrase.is_inverse);
            let before = self.before(at, after, context.status_length, phrase.is_inverse);
            let mut said = before.and(self.within(gap));
            said.is_denied |= is_denied;
            let list = self.list(end, context.may_number);
            if !list.references.is_empty() {
                is_denied = self.claim_list(at, &list, direction, said, context, found);
                at = list.end;
                after = at;
                continue;
            }
            is_denied = said.is_denied;
            if std::mem::take(&mut may_name) {
                let name_end = self.name_end(end);
                let said = said.and(self.behind(self.rest_of_sentence(name_end, |_| false), phrase.is_inverse));
                self.claim_name(at, end..name_end, direction, said, context, found);
            }
            at = end;
        }
    }

    /// The references of a field that says a relation, and what other phrases in it claim. With `is_one` no comma parts two of them.
    pub(super) fn claims_of_field(&self, direction: Direction, is_one: bool, context: ClaimContext) -> Claims {
        let mut found = Claims::default();
        let mut at = 0;
        let mut has_link = false;
        while at < self.tokens.len() {
            let comma = |from: usize| (from..self.tokens.len()).find(|&token| self.mark(token) == Some(','));
            let mut end = comma(at).unwrap_or(self.tokens.len());
            let has_references = |found: FoundPhrase| !self.list(found.end, true).references.is_empty();
            let phrase = (at..end).find(|&token| self.phrase_at(token).is_some_and(has_references));
            let mut before = at..phrase.unwrap_or(end);
            let link = before.find(|&token| matches!(self.tokens[token].kind, Kind::Link(_)));
            let is_of_link = link.is_some_and(|link| at == 0 || !has_link && self.leads(at..link, 0));
            if phrase != Some(at) && (self.starts_with_id(at) || is_of_link) {
                let mut list = self.list(at, true);
                // `the ledger; see [B](b.md)`
                if let Some(link) = link.filter(|_| list.references.is_empty()) {
                    let first = (at..link).rev().find(|&token| self.mark(token).is_some()).map_or(at, |mark| mark + 1);
                    if self.leads(first..link, 0) {
                        list = self.list(link, true);
                    }
                }
                self.claim_list(at, &list, direction, Said::default(), context, &mut found);
                has_link |= is_of_link;
                end = comma(list.end.max(at + 1)).unwrap_or(self.tokens.len());
            } else if phrase.is_none() && link.is_none() {
                if is_one {
                    end = self.tokens.len();
                }
                self.claim_name(at, at..end, direction, Said::default(), context, &mut found);
            }
            if let Some(phrase) = phrase {
                self.read_phrases(phrase, ClaimContext { may_name: false, ..context }, &mut found);
                break;
            }
            at = end + 1;
        }
        found
    }

    /// The first link of a line, or in its first sentence the first id, and those listed after it, if words such as `see` lead to it, or it comes
    /// right after the status.
    pub(super) fn claims_of_first_link(&self, direction: Direction, context: ClaimContext) -> Option<Claims> {
        let end = (0..self.tokens.len()).find(|&token| self.mark(token) == Some('.')).unwrap_or(self.tokens.len());
        let is_id = |token: usize| token < end && self.id_at(token, false).is_some();
        let is_one = |&token: &usize| matches!(self.tokens[token].kind, Kind::Link(_)) || is_id(token);
        let link = (0..self.tokens.len()).find(is_one)?;
        let first = (0..link).rev().find(|&token| self.mark(token).is_some()).map_or(0, |mark| mark + 1);
        let mut found = Claims::default();
        if self.leads(first..link, context.status_length)
            || context.is_value && self.may_lead(first..link) && self.is_label(first)
        {
            self.claim_list(link, &self.list(link, false), direction, Said::default(), context, &mut found);
        }
        Some(found)
    }

    /// Claims each reference of a list, as far as the words around it say so; whether it is denied.
    fn claim_list(
        &self,
        phrase: usize,
        list: &List,
        direction: Direction,
        said: Said,
        context: ClaimContext,
        found: &mut Claims,
    ) -> bool {
        let (relation, is_inverse) = direction;
        let Some(last) = list.references.len().checked_sub(1) else { return said.is_denied };
        let rest = self.rest_of_sentence(list.end, |token| self.phrase_at(token).is_some());
        let behind = self.behind(rest, is_inverse);
        let said = said.and(self.between(list.between.clone(), is_inverse));
        let is_denied = said.is_denied || list.is_open || behind.is_denied;
        found.denies |= is_denied;
        for (n, (tokens, note)) in list.references.iter().enumerate() {
            let mut said = said.and(note[usize::from(is_inverse)]);
            // `A and B in part`: of A it can't be told.
            let of_rest = if n == last { behind.measure } else { behind.measure.min(Measure::Unclear) };
            said.measure = said.measure.max(of_rest);
            said.is_denied |= is_denied;
            let Some(extent) = extent(said, direction, context) else {
                found.denies = true;
                continue;
            };
            let link = match self.tokens[tokens.start].kind {
                Kind::Link(link) => Some(link),
                _ => None,
            };
            let span = Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end);
            let phrase = self.tokens[phrase].span.start;
            found.claims.push(Claim { relation, is_inverse, extent, link, phrase, span, is_name: false });
        }
        is_denied
    }

    /// Claims words as the name of a document.
    fn claim_name(
        &self,
        phrase: usize,
        tokens: Range<usize>,
        direction: Direction,
        said: Said,
        context: ClaimContext,
        found: &mut Claims,
    ) {
        let (relation, is_inverse) = direction;
        let Some(first) = tokens.clone().find(|&token| self.written(token).is_some()) else { return };
        // `Ledger (partially)`, `Ledger in part`
        let remark = (first..tokens.end)
            .find(|&token| self.mark(token) == Some('('))
            .filter(|&token| self.behind(token..tokens.end, is_inverse) != Said::default())
            .or_else(|| self.partly_at_end(first..tokens.end));
        let said = remark.map_or(said, |remark| said.and(self.behind(remark..tokens.end, is_inverse)));
        let name = first..remark.unwrap_or(tokens.end);
        let Some(last) = name.clone().rfind(|&token| self.mark(token) != Some('.')) else { return };
        let span = Span::new(self.tokens[first].span.start, self.tokens[last].span.end);
        if says_none(span.of(&self.text)) || self.only_denies(name) {
            found.denies = true;
            return;
        }
        match extent(said, direction, context) {
            Some(extent) => {
                let phrase = self.tokens[phrase].span.start;
                found.claims.push(Claim { relation, is_inverse, extent, link: None, phrase, span, is_name: true });
            }
            None => found.denies = true,
        }
    }

    /// Where the name ends that begins with a token.
    fn name_end(&self, token: usize) -> usize {
        let ends = |at: &usize| {
            let is_mark =
                self.mark(*at).is_some_and(|mark| matches!(mark, ',' | ';' | '(' | ')' | '|' | '.' | '!' | '?'));
            is_mark || self.tokens[*at].kind == Kind::Break && *at > token
        };
        (token..self.tokens.len()).take(SCOPE).find(ends).unwrap_or(self.tokens.len().min(token + SCOPE))
    }

    /// The phrase that begins with a token.
    fn phrase_at(&self, token: usize) -> Option<FoundPhrase> {
        let verb = self.word(token)?;
        let phrase = PHRASES.iter().find(|phrase| phrase.verb == verb)?;
        let first = token + 1;
        let Some(preposition) = phrase.preposition else {
            return Some(FoundPhrase { phrase, gap: first..first, end: first });
        };
        let is_inserted = |at: usize| match self.word(at) {
            Some(word) => PHRASES.iter().all(|phrase| phrase.verb != word) && may_be_inserted(word),
            None => self.mark(at).is_some_and(|mark| matches!(mark, ',' | '(' | ')')),
        };
        let at = (first..first + LONGEST_PHRASE)
            .take_while(|&at| self.word(at) == Some(preposition) || is_inserted(at))
            .find(|&at| self.word(at) == Some(preposition))?;
        Some(FoundPhrase { phrase, gap: first..at, end: at + 1 })
    }

    /// The references from a token on: the first one behind any words, the others behind commas and `and`.
    fn list(&self, start: usize, may_number: bool) -> List {
        let mut list = List { between: start..start, end: start, ..List::default() };
        let Some(first) = self.first_reference(start, may_number) else { return list };
        list.between = start..first.start;
        let mut next = Some(first);
        let mut again = Said::default();
        while let Some(reference) = next.take() {
            let (note, end) = self.note(reference.end);
            let said = note.clone().map_or(Said::default(), |note| self.behind(note, false));
            let said_of_inverse = note.map_or(Said::default(), |note| self.behind(note, true));
            list.references.push((reference, [again.and(said), again.and(said_of_inverse)]));
            list.end = end;
            let is_separator = |at: &usize| {
                self.mark(*at).is_some_and(|mark| matches!(mark, ',' | ';' | '/' | '&' | '+' | '、'))
                    || self.word(*at).is_some_and(|word| word == OR || AND.contains(&word))
            };
            let separators = (end..self.tokens.len()).take_while(is_separator).count();
            let words = (end + separators..self.tokens.len()).take(LONGEST_PHRASE);
            let repeated = words.take_while(|&at| self.repeats_phrase(at)).count();
            // `A, section 3` names no other document; `A, partly by B` does.
            let is_repeated = repeated > 0 && self.is_preposition(end + separators + repeated - 1);
            let repeated = if is_repeated { repeated } else { 0 };
            let start = end + separators + repeated;
            again = Said { is_denied: false, ..self.within(end + separators..start) };
            let reference = self.reference_at(start, may_number).filter(|_| separators > 0);
            next = reference.filter(|reference| self.may_follow(reference.end));
            list.is_open |= next.is_some() && (end..end + separators).any(|at| self.word(at) == Some(OR));
        }
        list
    }

    fn first_reference(&self, start: usize, may_number: bool) -> Option<Range<usize>> {
        let mut has_words = false;
        for at in start..self.tokens.len().min(start + LONGEST_GAP) {
            if let Some(reference) = self.reference_at(at, may_number && !has_words) {
                return Some(reference);
            }
            match &self.tokens[at].kind {
                Kind::Mark(':' | '"' | '“' | '„' | '(' | '[' | '-' | '*') => {}
                Kind::Break if at == start => {}
                Kind::Mark(_) | Kind::Break => return None,
                _ if self.phrase_at(at).is_some() => return None,
                _ => has_words = true,
            }
        }
        None
    }

    /// The link or id that begins with a token. Of `ADR-5: [Queues](5.md)` it is the link.
    fn reference_at(&self, token: usize, may_number: bool) -> Option<Range<usize>> {
        let is_link = |at: usize| matches!(self.tokens.get(at), Some(Token { kind: Kind::Link(_), .. }));
        if is_link(token) {
            return Some(token..token + 1);
        }
        let end = self.id_at(token, may_number)?;
        let is_parting = self.mark(end).is_some_and(|mark| matches!(mark, ':' | '-' | '–' | '('));
        let link = end + usize::from(is_parting);
        Some(if is_link(link) { link..link + 1 } else { token..end })
    }

    /// What the parentheses that begin with a token say, and the token after them. A phrase in them is read for itself.
    fn note(&self, token: usize) -> (Option<Range<usize>>, usize) {
        if self.mark(token) != Some('(') {
            return (None, token);
        }
        let close = (token + 1..self.tokens.len()).take(LONGEST_GAP).find(|&at| self.mark(at) == Some(')'));
        let close = close.filter(|&close| (token + 1..close).all(|at| self.phrase_at(at).is_none()));
        close.map_or((None, token), |close| (Some(token + 1..close), close + 1))
    }

    /// The end of the id that begins with a token: `ADR-12`, `RFC 7`, `0012-x.md`, and `#3` and `3` if a number may be one.
    pub(super) fn id_at(&self, token: usize, may_number: bool) -> Option<usize> {
        let written = self.written(token)?;
        let is_digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        let without_part = written.split('#').next().unwrap_or_default();
        let is_file = [".md", ".html"].iter().any(|end| without_part.to_ascii_lowercase().ends_with(end));
        let number = written.strip_prefix('#').unwrap_or(written);
        if is_digits(number) {
            let is_alone = may_number && !is_year(written) && self.may_follow(token + 1);
            return is_alone.then_some(token + 1);
        }
        let is_key = |word: &str| (2..=12).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let letters = without_part.trim_end_matches(|c: char| c.is_ascii_digit());
        let key = letters.trim_end_matches(['-', '_']);
        let has_number = letters.len() < without_part.len();
        let is_stem = without_part.split_once(['-', '_']).is_some_and(|(number, name)| {
            number.len() >= 3 && is_digits(number) && name.starts_with(char::is_alphabetic)
        });
        if is_file || is_stem || has_number && (makes_id(key) || is_key(key) && key.len() < letters.len()) {
            return Some(token + 1);
        }
        let next = self
            .word(token + 1)
            .map(|word| word.strip_prefix('#').unwrap_or(word).split('#').next().unwrap_or_default());
        let is_pair =
            next.is_some_and(|next| is_digits(next) && (makes_id(written) || is_key(written) && !is_year(next)));
        is_pair.then_some(token + 2)
    }

    /// Whether a value begins with an id, and isn't a name that begins like one, such as `ADR-7 Successor`.
    fn starts_with_id(&self, token: usize) -> bool {
        self.id_at(token, true).is_some_and(|end| self.may_follow(end))
    }

    /// Whether nothing but a label is before a token.
    fn is_label(&self, token: usize) -> bool {
        let mut marks = (0..token).filter_map(|at| self.mark(at));
        marks.all(|mark| mark == ':')
    }

    /// Whether words do no more than lead to a link.
    fn leads(&self, mut words: Range<usize>, status_length: usize) -> bool {
        words.all(|at| {
            let is_status = self.tokens[at].span.end <= status_length;
            is_status
                || self
                    .word(at)
                    .is_none_or(|word| LEADS.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit()))
        })
    }
}

/// How much of the superseded document a claim is about; `None` if it isn't claimed. A document that says itself that it is superseded is so as a
/// whole, unless the words are clear.
fn extent(said: Said, (relation, is_inverse): Direction, context: ClaimContext) -> Option<RelationExtent> {
    match said.measure {
        _ if said.is_denied => None,
        _ if relation != Relation::Supersedes => Some(RelationExtent::Whole),
        Measure::Whole => Some(RelationExtent::Whole),
        Measure::Part => Some(RelationExtent::Part),
        Measure::Unclear => (is_inverse && context.is_superseded).then_some(RelationExtent::Whole),
    }
}
