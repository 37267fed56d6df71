//! Documents of people, cut at random places.
#![no_main]

use mdbook_design_docs_fuzz::{draw, generate};

libfuzzer_sys::fuzz_target!(|data: &[u8]| draw(generate::cuts(), data));
