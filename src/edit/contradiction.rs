//! What is written beside a status and would be said of another one, or would deny it.

use crate::document::Document;
use crate::document::field::FieldName;
use crate::document::file_name::is_year;
use crate::document::metadata::{Field, continuation, shortened};
use crate::document::relation;
use crate::markdown::pulldown_cmark::{Event, Tag, TagEnd};
use crate::markdown::{BlockKind, Inline};
use crate::status::{Status, Statuses};
use crate::text::{Span, normalize_key, prefix_to, suffix_from};

use super::EditRefusal;

/// That nothing beside the status contradicts the new one. `named` are the words in the field that name the present status.
pub(super) fn refuse(
    document: &Document<'_>,
    statuses: &Statuses,
    field: &Field,
    named: Span,
    new: &Status,
) -> Result<(), EditRefusal> {
    let words = field.words();
    let refused = |span: Span, words: &str| EditRefusal::Contradicted(span, shortened(words));
    // Of `draft - **accepted** - rejected` the emphasis is the status.
    if prefix_to(&words, named.start).contains(char::is_alphanumeric) {
        return Err(refused(field.span, prefix_to(&words, named.start)));
    }
    let continued = continuation(field, &document.parsed);
    let behind = format!("{} {continued}", suffix_from(&words, named.end));
    // `until May`, `by the board`
    if behind.starts_with(char::is_whitespace) && behind.trim_start().starts_with(char::is_lowercase) {
        return Err(refused(field.span, &behind));
    }
    let mention = Mention { statuses, new, present: named.of(&words) };
    let linked = linked_words(document, field.span);
    if let Some(sentence) = mention.in_text(&without(&behind, &linked)) {
        return Err(refused(field.span, &sentence));
    }
    for (span, text) in beside_in_section(document, field) {
        if let Some(sentence) = mention.in_text(&text) {
            return Err(refused(span, &sentence));
        }
    }
    Ok(())
}

/// Another status in a text.
struct Mention<'m> {
    statuses: &'m Statuses,
    new: &'m Status,
    present: &'m str,
}

impl Mention<'_> {
    /// The first sentence that says another status, without a day on which it was so.
    fn in_text(&self, text: &str) -> Option<String> {
        let sentences = text.split_inclusive(['.', '!', '?', '。']).map(str::trim);
        // `Not yet accepted`, `It will be accepted`
        let takes_back =
            |sentence: &str| relation::denies(sentence) && self.names(sentence, |status| status == self.new);
        let is_dated = |sentence: &str| sentence.split(|c: char| !c.is_ascii_digit()).any(is_year);
        let mut undated = sentences.filter(|sentence| !is_dated(sentence));
        let is_it = |sentence: &&str| takes_back(sentence) || self.names(sentence, |status| status != self.new);
        undated.find(is_it).map(str::to_owned)
    }

    /// Whether a sentence names a status of that kind.
    fn names(&self, sentence: &str, is_kind: impl Fn(&Status) -> bool) -> bool {
        let starts = sentence.char_indices().filter(|&(at, c)| {
            c.is_alphabetic() && !prefix_to(sentence, at).ends_with(|before: char| before.is_alphanumeric())
        });
        starts.into_iter().any(|(at, _)| {
            let rest = suffix_from(sentence, at);
            self.statuses.leading(rest).is_some_and(|(status, length)| {
                // `open` and `final` are words of any sentence.
                let word = normalize_key(prefix_to(rest, length));
                let names = [status.id(), status.label(), self.present];
                names.iter().any(|name| normalize_key(name) == word) && is_kind(status)
            })
        })
    }
}

/// The words of the links in the block of a field: a document's name says no status.
fn linked_words(document: &Document<'_>, place: Span) -> Vec<String> {
    let parsed = &document.parsed;
    let block = parsed.block_around(place);
    block.map(|block| links(parsed.events_of(block))).unwrap_or_default()
}

fn links(events: &[(Event<'_>, Span)]) -> Vec<String> {
    let starts = events.iter().enumerate().filter(|(_, (event, _))| matches!(event, Event::Start(Tag::Link { .. })));
    let words = starts.map(|(start, _)| {
        let end = events[start..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Link)));
        Inline::from_events(&events[start..start + end.unwrap_or(0)]).plain().to_owned()
    });
    words.filter(|words| !words.is_empty()).collect()
}

/// A text without parts of it, as far as they are whole words there.
fn without(text: &str, parts: &[String]) -> String {
    parts.iter().fold(text.to_owned(), |text, part| {
        let mut left = String::with_capacity(text.len());
        let mut copied = 0;
        for (at, _) in text.match_indices(part.as_str()) {
            let end = at + part.len();
            let is_in_word = prefix_to(&text, at).ends_with(char::is_alphanumeric)
                || suffix_from(&text, end).starts_with(char::is_alphanumeric);
            if !is_in_word {
                left.push_str(Span::new(copied, at).of(&text));
                copied = end;
            }
        }
        left + suffix_from(&text, copied)
    })
}

/// The paragraphs and items of the `Status` section that are no status of their own.
fn beside_in_section(document: &Document<'_>, field: &Field) -> Vec<(Span, String)> {
    let Document { parsed, outline, metadata, .. } = document;
    let Some(section) = outline.sections.iter().find(|section| section.own.contains(field.span)) else {
        return Vec::new();
    };
    let says_status = |block: Span| {
        let mut fields = metadata.fields.iter().filter(|field| field.name == Some(FieldName::Status));
        fields.any(|field| block.contains(field.span))
    };
    let blocks = parsed.blocks_in(section.own).filter(|block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote) && !says_status(block.span)
    });
    let texts = blocks.flat_map(|block| {
        let events = parsed.events_of(block);
        let linked = links(events);
        let parts = events.split(|(event, _)| matches!(event, Event::Start(Tag::Paragraph | Tag::Item)));
        parts.map(move |part| (block.span, without(Inline::from_events(part).plain(), &linked)))
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use crate::edit::tests::{ok, revised};

    #[test]
    fn words_of_the_present_status_are_not_said_of_another() {
        for (text, what, words) in [
            ("# A\n\nStatus: Superseded by\n[B](b.md)\n", "accepted", "by"),
            ("# A\n\n**Status:** Superseded by\n[B](b.md)\n", "superseded by", "by"),
            ("# A\n\n- Status: Accepted\n  by the old board\n- Date: 2026\n", "rejected", "by the old board"),
            ("# A\n\nStatus: On hold until May\n", "accepted", "until May"),
            ("# A\n\nStatus: Accepted by the board (2026-01-02)\n", "deprecated", "by the board"),
            ("# A\n\nStatus: Accepted (2026-06-07). Fully implemented\n", "rejected", "Fully implemented"),
            ("# A\n\nStatus: Draft.\nIt is a draft for the board.\n", "accepted", "It is a draft for the board."),
            ("# A\n\n## Status\n\nProposed\n\nThis is proposed, not decided.\n", "accepted", "This is proposed"),
            ("# A\n\n## Status\n\nAccepted\n\n- Implemented in one city\n", "rejected", "Implemented in one city"),
            ("# A\n\nStatus: Work in progress - **Decided** - Obsolete\n", "rejected", "Work in progress"),
            ("# A\n\nStatus: **Draft** | Accepted\n", "rejected", "Accepted"),
            ("# A\n\nStatus: [ ] Draft [x] Accepted\n", "draft", "[ ] Draft"),
            ("---\nstatus: draft, soon accepted\n---\n# A\n", "rejected", "soon accepted"),
            ("# A\n\nStatus: Proposed. Not yet accepted.\n", "accepted", "Not yet accepted"),
            ("# A\n\nStatus: Proposed. It will be accepted in May.\n", "accepted", "It will be accepted"),
            ("# A\n\nStatus: Proposed, will be accepted on Monday.\n", "accepted", "will be accepted"),
            ("# A\n\nStatus: Accepted. Proposed by [P](a.md)\n", "rejected", "Proposed by"),
        ] {
            let refusal = revised(text, what).expect_err(text).to_string();
            assert!(refusal.contains("describes the current status"), "{text}: {refusal}");
            assert!(refusal.contains(words), "{text}: {refusal}");
        }
    }

    #[test]
    fn what_holds_with_any_status_stays() {
        ok(&[
            ("# A\n\nStatus: Draft (2026-01-02)\n", "accepted", "# A\n\nStatus: Accepted (2026-01-02)\n"),
            ("# A\n\nStatus: Draft(2026-01-02)\n", "accepted", "# A\n\nStatus: Accepted(2026-01-02)\n"),
            ("# A\n\nStatus: Proposed!\n", "accepted", "# A\n\nStatus: Accepted!\n"),
            ("# A\n\nStatus: [draft]\n", "accepted", "# A\n\nStatus: [accepted]\n"),
            ("# A\n\nStatus: Draft. Ask Ann.\n", "accepted", "# A\n\nStatus: Accepted. Ask Ann.\n"),
            ("# A\n\nStatus: Draft\nDate: 2026\nText\n", "accepted", "# A\n\nStatus: Accepted\nDate: 2026\nText\n"),
            // A history is true of any.
            (
                "# A\n\n## Status\n\nAccepted\n\n- 2026-01-02: Proposed\n- 2026-02-03: Accepted\n",
                "deprecated",
                "# A\n\n## Status\n\nDeprecated\n\n- 2026-01-02: Proposed\n- 2026-02-03: Accepted\n",
            ),
            // What another document is called is no status.
            (
                "# A\n\n## Status\n\nAccepted\n\nSupersedes [Draft mode](b.md)\n",
                "deprecated",
                "# A\n\n## Status\n\nDeprecated\n\nSupersedes [Draft mode](b.md)\n",
            ),
        ]);
    }

    #[test]
    fn two_statuses_are_made_one_by_hand() {
        for text in [
            "# A\n\nStatus: Proposed, Accepted\n",
            "# A\n\n## Status\n\nProposed\n\nAccepted\n",
            "---\nstatus: proposed\n---\n# A\n\nStatus: accepted\n",
            "# A\n\nStatus: Final Draft\n",
            "---\nstatus: proposed\nstatus: proposed\n---\n# A\n",
        ] {
            let refusal = revised(text, "rejected").expect_err(text).to_string();
            assert!(refusal.contains("has two statuses"), "{text}: {refusal}");
        }
    }
}
