//! What a command would change in a file, as a unified diff.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::terminal::{diff_line, one_line};

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();
const FILE: Style = Style::new().bold();

/// The unified diff of a file, in colours that whoever prints it may take off; control characters of its text are shown as pictures. `before` is `None` for a file that is new. Empty if
/// nothing changes.
#[must_use]
pub fn unified(path: &str, before: Option<&str>, after: &str) -> String {
    // A lone carriage return ends no line for those who apply it.
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (old_lines, new_lines) = (lines(before.unwrap_or_default()), lines(after));
    let diff = TextDiff::from_slices(&old_lines, &new_lines);
    let path = one_line(path);
    let old = before.map_or_else(|| "/dev/null".to_owned(), |_| format!("a/{path}"));
    let mut text = String::new();
    for (place, hunk) in diff.unified_diff().context_radius(3).iter_hunks().enumerate() {
        if place == 0 {
            let _ = writeln!(text, "{FILE}--- {old}{FILE:#}\n{FILE}+++ b/{path}{FILE:#}");
        }
        let _ = writeln!(text, "{PLACE}{}{PLACE:#}", hunk.header());
        for change in hunk.iter_changes() {
            let (mark, style) = match change.tag() {
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let line = change.value();
            // Line ends stay outside of the colours. A carriage return is part of what changes, and is seen as such.
            let (line, end) =
                line.strip_suffix('\n').map_or((line, "\n\\ No newline at end of file\n"), |line| (line, "\n"));
            let line = diff_line(line);
            let _ = write!(text, "{style}{mark}{line}{style:#}{end}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(path: &str, before: Option<&str>, after: &str) -> String {
        anstream::adapter::strip_str(&unified(path, before, after)).to_string()
    }

    #[test]
    fn a_diff_can_be_applied() {
        assert_eq!(plain("a.md", Some("a\nb\n"), "a\nb\n"), "");
        assert_eq!(
            plain("a.md", Some("a\nb"), "a\nc\n"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n"
        );
        assert_eq!(
            plain("a.md", Some("a\rb\nc\n"), "a\rb\nd\n"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n a\rb\n-c\n+d\n"
        );
        assert_eq!(plain("a.md", None, "a\n"), "--- /dev/null\n+++ b/a.md\n@@ -0,0 +1 @@\n+a\n");
    }
}
