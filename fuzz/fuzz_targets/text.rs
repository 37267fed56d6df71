//! Any text as a document.
#![no_main]

use mdbook_design_docs_fuzz::text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| text(data));
