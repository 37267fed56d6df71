//! `allow-unused`: a comment that silences nothing, since it names no code or one that isn't found.

use std::collections::BTreeSet;

use crate::document::allow::Allows;
use crate::finding::{Code, Finding};

/// What is wrong with a document's comments, where `found` has all codes that they can silence.
#[must_use]
pub fn allow_unused(allows: &Allows, found: &BTreeSet<Code>) -> Vec<Finding> {
    let unused = allows.codes.iter().filter(|allow| !found.contains(&allow.code)).map(|allow| {
        let message = format!("there is no `{}` here to allow", allow.code.name());
        Finding::new(Code::AllowUnused, allow.span, message).with_help("take it out of the comment")
    });
    unused.chain(allows.findings.iter().cloned()).collect()
}
