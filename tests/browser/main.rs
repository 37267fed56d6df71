//! The example book in a real browser, built by both hosts: what only a reader's eyes and hands would find.
//!
//! Needs the feature `browser-tests`, Debian's `chromium` and `chromium-driver`, and `npm ci` in `tests/web`. Whatever a test complains
//! about is pictured in `target/browser/`.

mod accessibility;
#[path = "../common/browser.rs"]
mod browser;
#[path = "../common/mod.rs"]
mod common;
mod filters;
mod keyboard;
mod pages;
mod paper;
mod reader;
mod search;
mod without_scripts;
