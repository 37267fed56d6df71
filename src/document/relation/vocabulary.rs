//! The words of relations: how people say that a document supersedes, amends or depends on another, that it doesn't or perhaps does, and that only
//! a part of it does. English alone so far; all lists are here, and the code beside them knows no word.

use super::Relation;

/// A verb, the preposition that it needs before the other document, and the relation that the two say.
pub(super) struct Phrase {
    /// The verb, normalized as [`crate::text::normalize`] does it, as all words here are.
    pub verb: &'static str,
    /// The word between the verb and the other document; other words may be between it and the verb.
    pub preposition: Option<&'static str>,
    pub relation: Relation,
    /// Whether it is the other document that supersedes, amends or depends on this one.
    pub is_inverse: bool,
}

const fn phrase(verb: &'static str, preposition: Option<&'static str>, relation: Relation, is_inverse: bool) -> Phrase {
    Phrase { verb, preposition, relation, is_inverse }
}

pub(super) const PHRASES: [Phrase; 17] = [
    phrase("superseded", Some("by"), Relation::Supersedes, true),
    phrase("superceded", Some("by"), Relation::Supersedes, true),
    phrase("superseeded", Some("by"), Relation::Supersedes, true),
    phrase("replaced", Some("by"), Relation::Supersedes, true),
    phrase("obsoleted", Some("by"), Relation::Supersedes, true),
    phrase("supersedes", None, Relation::Supersedes, false),
    phrase("supercedes", None, Relation::Supersedes, false),
    phrase("superseeds", None, Relation::Supersedes, false),
    phrase("replaces", None, Relation::Supersedes, false),
    phrase("obsoletes", None, Relation::Supersedes, false),
    phrase("amended", Some("by"), Relation::Amends, true),
    phrase("amends", None, Relation::Amends, false),
    phrase("depends", Some("on"), Relation::DependsOn, false),
    phrase("needed", Some("by"), Relation::DependsOn, true),
    phrase("required", Some("by"), Relation::DependsOn, true),
    phrase("relates", Some("to"), Relation::RelatesTo, false),
    phrase("related", Some("to"), Relation::RelatesTo, false),
];

/// Words that say that a claim in their clause doesn't hold, or holds no longer. A word in `n't` is one, too.
pub(super) const DENIALS: &[&str] = &[
    "briefly",
    "cannot",
    "except",
    "formerly",
    "hardly",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "previously",
    "rather",
    "temporarily",
    "used",
    "without",
];

/// Words that say that a claim in their clause may hold, or will.
pub(super) const DOUBTS: &[&str] = &[
    "about",
    "apparently",
    "awaiting",
    "being",
    "can",
    "could",
    "eventually",
    "expect",
    "expected",
    "expects",
    "going",
    "hopefully",
    "intend",
    "intended",
    "intends",
    "likely",
    "may",
    "maybe",
    "might",
    "must",
    "need",
    "needs",
    "ought",
    "pending",
    "perhaps",
    "plan",
    "planned",
    "plans",
    "possibly",
    "potentially",
    "presumably",
    "probably",
    "process",
    "propose",
    "proposes",
    "ready",
    "scheduled",
    "shall",
    "should",
    "someday",
    "soon",
    "supposed",
    "supposedly",
    "tba",
    "tbc",
    "tbd",
    "tentatively",
    "to",
    "todo",
    "want",
    "wants",
    "will",
    "would",
];

/// Words that put a claim anywhere in their sentence under a condition, or end it.
pub(super) const CONDITIONS: &[&str] = &["assuming", "case", "if", "provided", "till", "unless", "until", "whether"];

/// Words that do the same, or only say when it happened.
pub(super) const TIMES: &[&str] = &["before", "once", "when", "whenever"];

/// Words behind a reference that put the claim under a condition or in doubt.
pub(super) const DOUBTS_BEHIND: &[&str] = &[
    "awaiting",
    "eventually",
    "later",
    "longer",
    "maybe",
    "pending",
    "perhaps",
    "possibly",
    "potentially",
    "probably",
    "soon",
    "subject",
    "tba",
    "tbc",
    "tbd",
    "tentatively",
    "todo",
    "yet",
];

/// Words that say that what superseded a document does so no longer, wherever they are in the text that follows.
pub(super) const REINSTATED: &[&str] = &[
    "reverted",
    "rescinded",
    "undone",
    "instated",
    "reaccepted",
    "reactivated",
    "readopted",
    "reinstated",
    "reopened",
    "restored",
    "resurrected",
    "revived",
];

/// Words that may begin a clause that tells more of what the clause before says.
pub(super) const CONTINUES: &[&str] = &["be", "been", "being", "then"];

/// Words between two clauses of a sentence.
pub(super) const CONJUNCTIONS: &[&str] = &["and", "but", "so", "then", "though", "while", "yet"];

/// Words between two references that both count.
pub(super) const AND: &[&str] = &["and", "as", "also", "well"];

/// A word that leaves open which of two is meant.
pub(super) const OR: &str = "or";

/// Words that say by themselves that only a part is meant.
pub(super) const PARTLY: &[&str] = &["incompletely", "largely", "mainly", "mostly", "partial", "partially", "partly"];

/// A part of a document. Before what is superseded, and in `in part`, it says that only that is.
pub(super) const PARTS: &[&str] = &[
    "most",
    "much",
    "many",
    "appendix",
    "aspect",
    "aspects",
    "chapter",
    "chapters",
    "clause",
    "clauses",
    "half",
    "paragraph",
    "paragraphs",
    "part",
    "parts",
    "piece",
    "pieces",
    "point",
    "points",
    "portion",
    "portions",
    "section",
    "sections",
    "some",
    "step",
    "steps",
    "§",
];

/// The word before [`PARTS`] that makes them an adverb.
pub(super) const IN: &str = "in";

/// Words behind a reference that limit what is said to a part.
pub(super) const LIMITS: &[&str] = &["except", "excepting", "excluding", "only", "solely"];

/// Words behind a reference that may limit what is said: `for storage` does, `for reasons of cost` doesn't.
pub(super) const MAY_LIMIT: &[&str] =
    &["as", "concerning", "for", "regarding", "regards", "respect", "respecting", "where", "with"];

/// Words after which a sentence explains what it said before.
pub(super) const EXPLAINS: &[&str] = &["because", "due", "since", "that", "thus", "which", "who"];

/// Words that may follow a reference in a list of several, beside those of the lists above.
pub(super) const FOLLOWS: &[&str] = &["as", "at", "from", "in", "of", "on", "respectively", "see"];

/// Words that may be before a phrase without naming anything but the document itself, and between a phrase and a reference.
pub(super) const NEUTRAL: &[&str] = &[
    "made",
    "taken",
    "described",
    "recorded",
    "documented",
    "a",
    "abandoned",
    "accepted",
    "active",
    "adr",
    "adrs",
    "after",
    "all",
    "already",
    "also",
    "amended",
    "an",
    "and",
    "approved",
    "april",
    "are",
    "as",
    "at",
    "august",
    "be",
    "been",
    "but",
    "by",
    "cancelled",
    "completed",
    "completely",
    "date",
    "december",
    "decision",
    "decisions",
    "declined",
    "deferred",
    "deprecated",
    "design",
    "designs",
    "doc",
    "docs",
    "document",
    "documents",
    "done",
    "draft",
    "earlier",
    "entire",
    "entirely",
    "extended",
    "fact",
    "february",
    "final",
    "former",
    "formally",
    "from",
    "fully",
    "had",
    "has",
    "have",
    "hence",
    "implemented",
    "in",
    "inactive",
    "instead",
    "is",
    "it",
    "its",
    "january",
    "july",
    "june",
    "later",
    "living",
    "march",
    "meanwhile",
    "merged",
    "new",
    "newer",
    "november",
    "now",
    "obsolete",
    "obsoleted",
    "october",
    "of",
    "old",
    "older",
    "on",
    "original",
    "our",
    "outdated",
    "previous",
    "proposal",
    "proposals",
    "proposed",
    "record",
    "recently",
    "rejected",
    "released",
    "replaced",
    "review",
    "rfc",
    "rfcs",
    "september",
    "shipped",
    "since",
    "so",
    "status",
    "still",
    "subsequently",
    "successor",
    "superseded",
    "superceded",
    "superseeded",
    "technically",
    "that",
    "the",
    "then",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "thus",
    "totally",
    "was",
    "we",
    "were",
    "which",
    "whole",
    "wholly",
    "withdrawn",
    "yet",
];

/// Prepositions between a part of the other document, which a phrase names, and the other document.
pub(super) const OF: &[&str] = &["from", "in", "of"];

/// Words that name the document itself, so that what else its clause says is no other subject.
pub(super) const ITSELF: &[&str] = &["it", "itself", "this", "we"];

/// Words that may be all between the word `Superseded` and a link to the successor.
pub(super) const LEADS: &[&str] = &[
    "adr",
    "also",
    "at",
    "by",
    "cf",
    "decision",
    "deprecated",
    "design",
    "document",
    "favor",
    "favour",
    "in",
    "instead",
    "is",
    "it",
    "new",
    "now",
    "obsolete",
    "obsoleted",
    "of",
    "refer",
    "replaced",
    "replacement",
    "rfc",
    "see",
    "status",
    "successor",
    "superseded",
    "the",
    "to",
    "use",
    "with",
];
