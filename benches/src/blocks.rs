//! Blocks of Markdown in the mixture that engineers write: prose, lists in lists, code, tables, quotes.

use std::fmt::Write as _;

use crate::chance::Chance;
use crate::words;

/// What a block has in bytes, on an average.
const MEAN_BLOCK: usize = 400;

/// How a chapter refers to things that stand elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum References {
    /// By inline links alone.
    Inline,
    /// By link definitions.
    Definitions,
    /// By footnotes.
    Footnotes,
}

/// A chapter's Markdown while it is written.
#[derive(Debug)]
pub struct Page {
    /// What is written.
    pub text: String,
    /// What decides all that is open.
    pub chance: Chance,
    references: References,
    /// References that have been used, and how many of them are defined.
    used: usize,
    defined: usize,
}

impl Page {
    /// An empty chapter. A third of them have link definitions or footnotes.
    pub fn new(mut chance: Chance) -> Self {
        let references = match chance.below(6) {
            0 => References::Definitions,
            1 => References::Footnotes,
            _ => References::Inline,
        };
        Self { text: String::with_capacity(14_000), chance, references, used: 0, defined: 0 }
    }

    /// Writes a block, with a blank line behind it.
    pub fn block(&mut self, block: &str) {
        self.text.push_str(block);
        self.text.push_str("\n\n");
    }

    /// Writes blocks of all kinds that have about `bytes` together.
    pub fn blocks(&mut self, bytes: usize) {
        let end = self.text.len() + bytes;
        while self.text.len() + MEAN_BLOCK / 2 < end {
            match self.chance.below(16) {
                0..=6 => self.paragraph(),
                7..=9 => self.list(),
                10..=11 => self.nested_list(),
                12..=13 => self.code(),
                14 => self.table(),
                _ => self.quote(),
            }
        }
    }

    /// Two to five sentences on one line or several.
    pub fn paragraph(&mut self) {
        let count = self.chance.between(2, 5);
        let end = if self.chance.happens(50) { " " } else { "\n" };
        let mut sentences: Vec<String> = (0..count).map(|_| words::sentence(&mut self.chance)).collect();
        if self.chance.happens(60) {
            sentences.push(self.reference());
        }
        self.block(&sentences.join(end));
    }

    /// A flat list.
    pub fn list(&mut self) {
        let is_ordered = self.chance.happens(30);
        let count = self.chance.between(3, 6);
        for number in 1..=count {
            let mark = if is_ordered { format!("{number}.") } else { "-".to_owned() };
            let item = match self.chance.below(3) {
                0 => format!("**{}**: {}", words::topic(&mut self.chance), words::phrase(&mut self.chance)),
                1 => words::sentence(&mut self.chance),
                _ => words::capitalised(&words::phrase(&mut self.chance)),
            };
            let _ = writeln!(self.text, "{mark} {item}");
        }
        self.text.push('\n');
    }

    /// A list with lists in its items.
    pub fn nested_list(&mut self) {
        for number in 1..=self.chance.between(2, 4) {
            let _ = writeln!(self.text, "{number}. **{}:**", words::topic(&mut self.chance));
            for _ in 0..self.chance.between(2, 4) {
                let _ = writeln!(self.text, "   - {}", words::capitalised(&words::phrase(&mut self.chance)));
                if self.chance.happens(20) {
                    let _ = writeln!(self.text, "     - `{}`", words::code(&mut self.chance));
                }
            }
        }
        self.text.push('\n');
    }

    /// Fenced code in one of four languages.
    pub fn code(&mut self) {
        let lines = self.chance.between(3, 12);
        let (language, comment, end) =
            self.chance.one_of(&[("python", "#", ""), ("rust", "//", ";"), ("sql", "--", ";"), ("yaml", "#", "")]);
        let _ = writeln!(self.text, "```{language}\n{comment} {}", words::phrase(&mut self.chance));
        for line in 0..lines {
            let indent = "    ".repeat(usize::from(line % 3 != 0));
            let name = words::code(&mut self.chance);
            let _ = writeln!(self.text, "{indent}step_{line}(\"{name}\", {}){end}", self.chance.below(1000));
        }
        self.block("```");
    }

    /// A table of three columns.
    pub fn table(&mut self) {
        self.text.push_str("| Field | Meaning | Owner |\n|---|:---|---:|\n");
        for _ in 0..self.chance.between(3, 7) {
            let name = words::code(&mut self.chance);
            let _ = writeln!(
                self.text,
                "| `{name}` | {} | {} |",
                words::phrase(&mut self.chance),
                words::topic(&mut self.chance)
            );
        }
        self.text.push('\n');
    }

    fn quote(&mut self) {
        let quote = format!("> {}\n> {}", words::sentence(&mut self.chance), words::sentence(&mut self.chance));
        self.block(&quote);
    }

    /// A sentence that refers to something, in the chapter's way.
    fn reference(&mut self) -> String {
        let topic = words::topic(&mut self.chance);
        let clause = words::capitalised(&words::clause(&mut self.chance));
        let number = self.used + 1;
        match self.references {
            References::Inline => {
                let page = topic.to_lowercase().replace(' ', "-");
                format!("{clause}; see [{topic}](https://example.com/{page}).")
            }
            References::Definitions => {
                self.used = number;
                format!("{clause}; see [{topic}][source {number}].")
            }
            References::Footnotes => {
                self.used = number;
                format!("{clause}.[^note-{number}]")
            }
        }
    }

    /// Defines what was referred to since the last call.
    pub fn definitions(&mut self) {
        for number in self.defined + 1..=self.used {
            match self.references {
                References::Inline => {}
                References::Definitions => {
                    let code = self.chance.below(100_000);
                    let _ =
                        writeln!(self.text, "[source {number}]: https://example.com/tickets/{code} \"Ticket {code}\"");
                }
                References::Footnotes => {
                    let _ = writeln!(self.text, "[^note-{number}]: {}\n", words::sentence(&mut self.chance));
                }
            }
        }
        if self.defined < self.used {
            self.text.push('\n');
        }
        self.defined = self.used;
    }
}
