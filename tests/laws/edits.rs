//! An input edited a few times, without sense: what a generator makes is well formed in ways that it doesn't know of.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::generate::NASTY;
use crate::input::Input;
use crate::texts::FRAGMENTS;

/// What is done, at which place (two bytes), and with what.
pub type Edit = [u8; 4];

/// Pieces that Markdown, YAML or JSON have a meaning for.
const PIECES: [&str; 46] = [
    "\n", "\n\n", "\r\n", "\r", " ", "\t", "    ", "#", "## ", "-", "- ", "---\n", "+++\n", "*", "**", "_", "`",
    "```\n", "~~~\n", ">", "|", "[", "]", "(", ")", ":", ": ", "\"", "'", "\\", "<", "é", "“", "”", "„", "«", "»", "’",
    "。", "！", "：", "）", "」", "؟", "\u{200f}", " {#a\"b}",
];

/// What a generator makes, every other time edited.
pub fn of(generator: impl Strategy<Value = Input>) -> impl Strategy<Value = Input> {
    let edits = prop_oneof![Just(Vec::new()), vec(any::<Edit>(), 1..4)];
    (generator, edits).prop_map(|(input, edits)| edited(input, &edits))
}

/// An input whose texts are edited, one edit after the other.
pub fn edited(mut input: Input, edits: &[Edit]) -> Input {
    for edit in edits {
        let mut texts = input.texts();
        let place = usize::from(edit[1]) % texts.len().max(1);
        if let Some(text) = texts.get_mut(place) {
            apply(text, *edit);
        }
    }
    input
}

fn apply(text: &mut String, [kind, high, low, what]: Edit) {
    let boundary = |text: &str, at: usize| {
        let at = at % (text.len() + 1);
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    };
    let at = boundary(text, usize::from(u16::from_be_bytes([high, low])));
    let what = usize::from(what);
    match kind % 6 {
        0 => text.insert_str(at, PIECES[what % PIECES.len()]),
        1 => text.insert_str(at, FRAGMENTS[what % FRAGMENTS.len()]),
        2 => text.insert_str(at, NASTY[what % NASTY.len()]),
        3 => {
            let length = text[at..].chars().take(1 + what % 8).map(char::len_utf8).sum::<usize>();
            *text = format!("{}{}", &text[..at], &text[at + length..]);
        }
        4 => {
            // The line once more, further on.
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            let line = text[start..end].to_owned();
            let to = boundary(text, end + what);
            text.insert_str(to, &line);
        }
        _ => {
            // Without the line's end.
            if let Some(end) = text[at..].find('\n') {
                *text = format!("{}{}", &text[..at + end], &text[at + end + 1..]);
            }
        }
    }
}
