//! What a host sends.
#![no_main]

use mdbook_design_docs_fuzz::host;

libfuzzer_sys::fuzz_target!(|data: &[u8]| host(data));
