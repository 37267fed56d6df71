//! What the benches share: a generator of large books, and how programs are measured.

pub mod blocks;
pub mod book;
pub mod chance;
pub mod document;
pub mod guide;
pub mod run;
pub mod words;

use std::sync::LazyLock;

/// The path of the program, up to date in the profile of the bench.
pub fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| {
        support::program::build(&["-p", "mdbook-design-docs", "-p", "benches"]).expect("cargo builds the program")
    });
    &PROGRAM
}
