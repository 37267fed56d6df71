//! Rows as an aligned table for a terminal: each column as wide as its widest cell, as long as the whole fits.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::status::Phase;

use super::rows::ListRows;
use crate::terminal::one_line;

/// How wide a table may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// As wide as its cells want it.
    Any,
    /// So many columns of a terminal; longer cells are cut.
    Columns(usize),
}

/// What parts two columns.
const GAP: usize = 2;

/// No column is cut to less, however narrow the terminal is.
const LEAST: usize = 9;

/// Writes the rows below their head, each on a line of its own.
pub(super) fn aligned(rows: &ListRows, width: Width, is_coloured: bool) -> String {
    let lines: Vec<Vec<String>> = std::iter::once(&rows.head)
        .chain(rows.rows.iter().map(|row| &row.cells))
        .map(|cells| cells.iter().map(|cell| one_line(cell)).collect())
        .collect();
    let mut widths: Vec<usize> =
        (0..rows.head.len()).map(|column| lines.iter().map(|cells| cells[column].width()).max().unwrap_or(0)).collect();
    if let Width::Columns(columns) = width {
        narrow(&mut widths, columns);
    }
    let styles = std::iter::once((Style::new().bold(), Style::new().bold()))
        .chain(rows.rows.iter().map(|row| (Style::new(), style_of(row.phase))));
    let mut text = String::new();
    for (cells, (usual, of_status)) in lines.iter().zip(styles) {
        let mut gap = 0;
        for (column, (cell, &width)) in cells.iter().zip(&widths).enumerate() {
            let cell = cut(cell, width);
            let style = if column == rows.status { of_status } else { usual };
            text.extend(std::iter::repeat_n(' ', gap));
            if is_coloured {
                text.push_str(&format!("{style}{cell}{style:#}"));
            } else {
                text.push_str(&cell);
            }
            // Spaces come only before a cell, so that no line ends with them.
            gap = GAP + width.saturating_sub(cell.width());
        }
        text.push('\n');
    }
    text
}

/// Takes from the widest column until all fit.
fn narrow(widths: &mut [usize], columns: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > columns {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > LEAST) else { return };
        *widest -= 1;
    }
}

/// The text, or as much of its beginning as fits with an ellipsis behind it.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut taken = 1;
    for letter in text.chars() {
        taken += letter.width().unwrap_or(0);
        if taken > width {
            break;
        }
        kept.push(letter);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// How a status is shown; its label says the same.
fn style_of(phase: Option<Phase>) -> Style {
    match phase {
        Some(Phase::Open) => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        Some(Phase::Decided) => Style::new().fg_color(Some(AnsiColor::Green.into())),
        Some(Phase::Closed) => Style::new().dimmed(),
        None => Style::new().fg_color(Some(AnsiColor::Red.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::OWN;
    use crate::output::list::ListedDocument;
    use crate::settings::Settings;
    use crate::text::prefix_to;

    fn rows(titles: &[&str]) -> ListRows {
        let documents: Vec<_> = titles.iter().map(|title| ListedDocument::unread("a.md", OWN, title)).collect();
        ListRows::from_documents(&documents, &Settings::default(), str::to_owned)
    }

    #[test]
    fn columns_stand_below_each_other() {
        let text = rows(&["Größe", "設計書", "A\u{1b}[31m"]).as_table(Width::Any, false);
        let column = |line: &str| line.find("No status").map(|at| prefix_to(line, at).width());
        let columns: Vec<_> = text.lines().skip(1).map(column).collect();
        assert_eq!(columns, [Some(10); 3], "{text}");
        assert!(!text.contains('\u{1b}') && text.lines().all(|line| !line.ends_with(' ')), "{text:?}");
    }

    #[test]
    fn the_widest_cells_are_cut_to_the_terminal() {
        let long = "A title that goes on and on, and then on, and then on a little more, and 設計書";
        for columns in [40, 60, 80, 81, 82, 200] {
            let text = rows(&[long, "Short"]).as_table(Width::Columns(columns), false);
            let widest = text.lines().map(UnicodeWidthStr::width).max();
            assert!(widest.is_some_and(|widest| widest <= columns.max(6 * LEAST + 5 * GAP)), "{columns}\n{text}");
            assert_eq!(text.contains('…'), columns < 200, "{text}");
            assert!(text.contains("No status"), "{text}");
        }
    }

    #[test]
    fn colours_repeat_what_the_label_says() {
        let text = rows(&["A"]).as_table(Width::Any, true);
        assert!(text.contains("\u{1b}[31mNo status\u{1b}[0m"), "{text:?}");
        assert_eq!(anstream::adapter::strip_str(&text).to_string(), rows(&["A"]).as_table(Width::Any, false));
    }
}
