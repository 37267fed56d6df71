//! What the members of this workspace share: the program built, pages of the manual, hard texts; with the feature `hosts`, books
//! built by real hosts and comparisons of their pages; with `browser`, Chromium.

#[cfg(feature = "hosts")]
pub mod book;
#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "hosts")]
pub mod host;
pub mod links;
pub mod page;
#[cfg(feature = "hosts")]
pub mod pages;
pub mod printed;
pub mod program;
#[cfg(feature = "hosts")]
pub mod server;
pub mod shapes;
#[cfg(feature = "hosts")]
pub mod site;
pub mod terminal;

use std::path::Path;

/// The root of this repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("this package is two folders below")
}
