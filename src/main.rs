//! The program; see `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    mdbook_design_docs::cli::run()
}
