//! What was promised and did not hold.

use std::fmt;

/// The laws of the design that pages and answers can be held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// A chapter that is no document and asks for no table comes back with the same bytes.
    L1,
    /// Every block of the author's is there with the same meaning.
    L3,
    /// Code, raw HTML and directives come back to the byte.
    L4,
    /// Every fragment is there, on the same content.
    L5,
    /// The blocks of a section stay in it, in their order.
    L8,
    /// No document makes a build fail.
    L9,
}

/// One broken promise on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub law: Law,
    /// What it is about: a section, an id, a text.
    pub about: String,
    pub expected: String,
    pub found: String,
}

impl Failure {
    pub fn new(law: Law, about: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { law, about: about.into(), expected: expected.into(), found: found.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.expected, &self.found];
        let same = parts[0].chars().zip(parts[1].chars()).take_while(|(a, b)| a == b).count();
        let [expected, found] = parts.map(|text| around(text, same));
        write!(f, "{:?}: {}\n  expected: {expected}\n  found:    {found}", self.law, self.about)
    }
}

/// A long text from a little before the character at which two of them part.
fn around(text: &str, place: usize) -> String {
    const BEFORE: usize = 60;
    const SHOWN: usize = 300;
    let skipped = place.saturating_sub(BEFORE);
    let shown: String = text.chars().skip(skipped).take(SHOWN).collect();
    let lead = if skipped > 0 { "…" } else { "" };
    let trail = if text.chars().count() > skipped + SHOWN { "…" } else { "" };
    format!("{lead}{shown:?}{trail}")
}
