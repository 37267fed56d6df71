//! The program at a terminal: each case in a folder of `tests/cmd/` says what is typed and what is seen.
//!
//! A `.trycmd` file holds commands with what they print; a `.toml` file is one command, which can have a folder of files to work
//! on (`NAME.in/`) and one of what they are afterwards (`NAME.out/`). `TRYCMD=overwrite cargo test --test cmd` writes what is seen into the cases.

#[test]
fn each_case_says_what_is_typed_and_seen() {
    let cases = trycmd::TestCases::new();
    cases.case("tests/cmd/*/*.toml").case("tests/cmd/*/*.trycmd");
    // No file has such a name on Windows, and `head` is no program of its own.
    if cfg!(windows) {
        cases.skip("tests/cmd/check/hostile.toml").skip("tests/cmd/new/edit.toml");
    }
}
