//! `supports RENDERER`: mdBook's question, asked once per renderer.

use std::process::ExitCode;

/// Every renderer but that of `mdbook test`, which wants the author's code as it is.
pub(super) fn run(renderer: &str) -> ExitCode {
    if is_supported(renderer) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether books for a renderer are preprocessed.
pub(super) fn is_supported(renderer: &str) -> bool {
    renderer != "test"
}
