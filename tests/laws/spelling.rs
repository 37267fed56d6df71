//! How a heading is written: which of a slot's names, with or without a number, a suffix, emphasis, an underline or an id.

use proptest::prelude::*;

use mdbook_design_docs::template::Slot;

/// How a heading spells its slot, in the order in which they win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Exact,
    Alias,
    CountsAs,
}

/// The form of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Bold,
    Closed,
    Underlined,
    /// Out of so many that no two are the same.
    WithId(u64),
}

/// A heading's parts.
#[derive(Debug, Clone)]
pub struct Spelling {
    pub fit: Fit,
    /// With the space behind it.
    pub number: String,
    /// As it is written, in Markdown.
    name: String,
    /// With the space before it.
    pub suffix: &'static str,
    form: Form,
    /// Out of ten: a number comes where more are wanted.
    rank: u8,
    pick: usize,
}

/// A heading that has no name yet.
pub fn spelling() -> impl Strategy<Value = Spelling> {
    let form = prop_oneof![
        6 => Just(Form::Plain),
        1 => Just(Form::Bold),
        1 => Just(Form::Closed),
        2 => Just(Form::Underlined),
        1 => any::<u64>().prop_map(Form::WithId),
    ];
    let number = prop::sample::select(&["3. ", "2.1 ", "4) ", "12 – "][..]);
    let suffix = prop::sample::select(&["", "", "", "", " (later)", " – later", ": later"][..]);
    (form, number, suffix, 0..10_u8, any::<usize>()).prop_map(|(form, number, suffix, rank, pick)| Spelling {
        fit: Fit::Exact,
        number: number.to_owned(),
        name: String::new(),
        suffix,
        form,
        rank,
        pick,
    })
}

impl Spelling {
    /// A name and nothing more.
    pub fn plain(name: &str) -> Self {
        Self {
            fit: Fit::Exact,
            number: String::new(),
            name: name.to_owned(),
            suffix: "",
            form: Form::Plain,
            rank: 9,
            pick: 0,
        }
    }

    /// Takes one of a slot's names. `numbers` of ten headings have a number.
    pub fn spell(&mut self, slot: &Slot, numbers: u8) {
        let exact = [slot.name.clone(), slot.name.clone(), slot.name.to_uppercase()].map(|name| (Fit::Exact, name));
        let aliases = slot.aliases.iter().map(|name| (Fit::Alias, name.clone()));
        let counts_as = slot.counts_as.iter().map(|name| (Fit::CountsAs, name.clone()));
        let names: Vec<(Fit, String)> = exact.into_iter().chain(aliases).chain(counts_as).collect();
        let (fit, name) = names[self.pick % names.len()].clone();
        self.name(&name, numbers);
        self.fit = fit;
    }

    /// The name alone, without number, suffix and marks.
    pub fn plain_name(&self) -> &str {
        &self.name
    }

    /// Takes a name. `numbers` of ten headings have a number.
    pub fn name(&mut self, name: &str, numbers: u8) {
        self.name = name.to_owned();
        if self.rank >= numbers {
            self.number.clear();
        }
    }

    /// The words of the heading as they are written.
    pub fn as_written(&self) -> String {
        format!("{}{}{}", self.number, self.name.replace(['*', '`'], ""), self.suffix)
    }

    /// The words with another name.
    pub fn renamed(&self, name: &str) -> String {
        format!("{}{name}{}", self.number, self.suffix)
    }

    /// The name's words alone.
    pub fn name_alone(&self) -> String {
        format!("{}{}", self.name.replace(['*', '`'], ""), self.suffix)
    }

    /// The heading's source, without its last line end.
    pub fn line(&self, level: usize) -> String {
        let Self { number, name, suffix, .. } = self;
        let marks = "#".repeat(level);
        match self.form {
            Form::Bold if !name.contains(['*', '`']) => format!("{marks} {number}**{name}**{suffix}"),
            Form::Closed => format!("{marks} {number}{name}{suffix} {marks}"),
            // A number would begin a list.
            Form::Underlined if level <= 2 && number.is_empty() => {
                format!("{name}{suffix}\n{}", if level == 1 { "=====" } else { "-----" })
            }
            Form::WithId(id) => format!("{marks} {number}{name}{suffix} {{#id-{id}}}"),
            _ => format!("{marks} {number}{name}{suffix}"),
        }
    }
}
