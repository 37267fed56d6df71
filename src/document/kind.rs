//! The kinds of documents: what a numbered document is called before its number.

use crate::text::normalize;

/// Kinds that have numbers everywhere, normalized and in the singular.
pub(crate) const KINDS: [&str; 8] = ["adr", "rfc", "eip", "erc", "pep", "kep", "bip", "rep"];

/// What a document may be called before its number, whatever its kind.
pub(crate) const GENERIC: [&str; 8] = ["decision", "design", "document", "doc", "dd", "no", "nr", "number"];

/// What else the kinds are called, with the kind.
const LONG_KINDS: [(&str, &str); 7] = [
    ("architecture-decision-record", "adr"),
    ("architectural-decision-record", "adr"),
    ("architecture-decision", "adr"),
    ("decision-record", "adr"),
    ("design-decision", "decision"),
    ("design-doc", "design"),
    ("design-document", "design"),
];

/// A word, normalized and without the `s` of a plural: `RFCs` as `rfc`.
pub(crate) fn singular(word: &str) -> String {
    let word = normalize(word);
    word.strip_suffix('s').unwrap_or(&word).to_owned()
}

/// Whether a word, in the singular or the plural, makes an id of the number after it, as `ADR` and `decision` do.
pub(crate) fn makes_id(word: &str) -> bool {
    let kind = singular(word);
    kind == "decision" || KINDS.contains(&kind.as_str())
}

/// The kind that a key, such as `architecture-decision-records`, is a longer name of.
pub(super) fn short_kind(key: &str) -> Option<&'static str> {
    LONG_KINDS.iter().find(|(long, _)| *long == key || *long == singular(key)).map(|(_, kind)| *kind)
}
