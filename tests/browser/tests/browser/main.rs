//! The example book in a real browser, built by both hosts: what only a reader's eyes and hands would find. And a book that is
//! served while its author writes.
//!
//! `cargo test -p browser` needs Debian's `chromium` and `chromium-driver`, `npm ci` in `tests/web`, and both hosts' programs in
//! `target/hosts` (`.ci/run` says how they come there). Whatever a test complains about is pictured in `target/browser/`.

mod accessibility;
mod broken;
mod filters;
mod keyboard;
mod pages;
mod paper;
mod reader;
mod search;
mod serve;
mod without_scripts;
