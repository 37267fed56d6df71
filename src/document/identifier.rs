//! What a document is known by: the `id` that it says, else the number with its prefix in its title or its file's name. It must not know other
//! documents, so it can't say whether an id is unique.

use crate::collection::OWN;
use crate::markdown::Inline;
use crate::path;
use crate::template::{Template, emoji_length};
use crate::text::{Span, normalize, prefix_to, split, suffix_from};

use super::Document;
use super::field::FieldName;
use super::file_name::{FileName, digits, is_padded, is_year};
use super::kind::{makes_id, short_kind};
use super::placeholder::says_none;

pub(crate) use super::kind::{GENERIC, KINDS, singular};

/// An id: a number with its prefix, compared without case and zeros, so that `ADR-0007` is `adr7`; or other words, compared without case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// As it is written: `ADR-0007`.
    pub words: String,
    /// The text before the number, in lower case and with `-` between words; empty if there is none.
    pub prefix: String,
    /// The number; `None` if the words have none at their end, or more before it than a prefix.
    pub number: Option<u64>,
    /// Who says it.
    pub source: IdSource,
    /// Where the document says it; `None` if its title or its file's name does.
    pub span: Option<Span>,
}

/// Who says an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdSource {
    /// The field `id`.
    Field,
    /// The title.
    Title,
    /// The file's name.
    File,
}

impl Identifier {
    /// An id with these words.
    #[must_use]
    pub fn new(words: &str, source: IdSource, span: Option<Span>) -> Self {
        let words = words.trim();
        let (prefix, number) = parse_id(words).map_or((String::new(), None), |(prefix, number)| (prefix, Some(number)));
        Self { words: words.to_owned(), prefix, number, source, span }
    }

    /// The number as it is shown to people. More than five digits are a date, and none.
    #[must_use]
    pub fn shown_number(&self) -> Option<u32> {
        self.number.and_then(|number| u32::try_from(number).ok()).filter(|number| *number < 100_000)
    }

    /// Whether two ids can be one: the same number, and the same prefix if both have one that says a kind.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.number.is_some() && self.number == other.number && self.is_of_kind_of(other)
    }

    fn is_of_kind_of(&self, other: &Self) -> bool {
        let says_none = |id: &Self| id.prefix.is_empty() || GENERIC.contains(&id.prefix.as_str());
        says_none(self) || says_none(other) || self.prefix == other.prefix
    }

    /// Whether it stands for an id that is still to come, such as `TBD` and `0000`, or is the year of a file.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        const TO_COME: [&str; 5] = ["xxx", "pending", "to be ", "unassigned", "none yet"];
        let words = normalize(&self.words);
        let is_year = self.source == IdSource::File && is_year(&self.words);
        let is_open = words == "x" || words.contains(['[', '<']) || TO_COME.iter().any(|part| words.contains(part));
        is_year || self.number == Some(0) || is_open || says_none(&words)
    }

    /// The id as it is compared: `ADR-0001` as `adr-1`.
    #[must_use]
    pub fn folded(&self) -> String {
        let digits = self.words.len() - self.words.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        match self.number {
            Some(number) => format!("{}-{number}", self.prefix),
            None => {
                let (before, number) = split(&self.words, self.words.len() - digits);
                format!("{}{}", normalize(before), number.trim_start_matches('0'))
            }
        }
    }

    /// A document's name without the id that it begins with, if the index shows that as a number: `Store` of `ADR-0007: Store`.
    #[must_use]
    pub fn cut_from(&self, name: &Inline) -> Option<Inline> {
        let plain = name.plain();
        let leading = Leading::parse(plain).filter(|leading| !leading.prefix.is_empty())?;
        // The 2 of `HTTP 2` in `0002-http.md` is another one.
        let is_id = leading.prefix == self.prefix || KINDS.contains(&leading.prefix.as_str());
        let is_it = is_id && self.shown_number().is_some() && leading.id(plain).agrees_with(self);
        (is_it && leading.rest < plain.len()).then(|| name.slice(leading.rest, usize::MAX))
    }
}

/// `ADR-0012`, `RFC 12`, `#12`, `adr12` and `12` as a prefix and a number.
pub(crate) fn parse_id(words: &str) -> Option<(String, u64)> {
    let words = words.trim();
    let digits = words.len() - words.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = split(words, words.len() - digits);
    let prefix = folded_prefix(prefix)?;
    Some((prefix, number.parse().ok()?))
}

/// A prefix in lower case, in words parted by `-`, without the marks at its end; `None` if it isn't made of letters.
fn folded_prefix(prefix: &str) -> Option<String> {
    let prefix = normalize(prefix.trim_end_matches(['-', '_', ' ', '#', '.', '\u{a0}']));
    let all: Vec<&str> = prefix.split(['-', '_', ' ']).map(|word| word.trim_end_matches('.')).collect();
    let is_words =
        prefix.is_empty() || all.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic));
    let joined = all.join("-");
    (is_words && all.len() <= 4 && joined.len() <= 40).then(|| short_kind(&joined).map_or(joined, str::to_owned))
}

/// What a document's place says of its number.
#[derive(Debug, Clone, Copy)]
pub struct IdContext<'p> {
    /// The document's path relative to `src`, with `/`.
    pub path: &'p str,
    /// The id of its collection.
    pub collection: &'p str,
    /// The name of its template.
    pub template: &'p str,
    /// Whether a document is a decision by its template: then a title can begin with a mere number.
    pub is_decision: bool,
    /// Whether other files leave no doubt that this one's is numbered.
    pub is_in_series: bool,
}

impl IdContext<'_> {
    /// What its documents are called, as far as they are of a kind that has numbers, or have a collection of that name.
    fn kinds(&self) -> Vec<String> {
        let folder = path::file_name(path::folder(self.path));
        let is_built_in = Template::BUILT_IN.contains(&self.template);
        let of_template = match self.template {
            template if KINDS.contains(&template) => template,
            _ if self.is_decision && is_built_in => "adr",
            _ => "",
        };
        let is_known = |kind: &String| makes_id(kind);
        let known = [singular(folder), of_template.to_owned()].into_iter().filter(is_known);
        let collection = Some(singular(self.collection)).filter(|_| self.collection != OWN);
        known.chain(collection).collect()
    }

    /// Whether a number with this prefix is the document's id, and not a part of its name as in `HTTP 2`. `is_marked` says whether a mark
    /// follows, as in `ADR 7: Codes`.
    fn is_id(&self, id: &Identifier, is_marked: bool) -> bool {
        let kinds = self.kinds();
        let prefix = id.prefix.as_str();
        let without_digits = id.words.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = suffix_from(&id.words, without_digits.len());
        if prefix == "adr" || kinds.contains(&singular(prefix)) {
            return true;
        }
        let is_other_kind = kinds.iter().any(|kind| KINDS.contains(&kind.as_str()));
        let is_padded = is_padded(without_digits, digits) && !prefix.contains('-');
        let is_of_kind = match prefix {
            "decision" | "dd" => true,
            _ if KINDS.contains(&prefix) => !is_other_kind,
            _ => GENERIC.contains(&prefix) && digits.len() > 1 && digits.starts_with('0'),
        };
        is_marked && (is_padded || is_of_kind)
    }

    /// The id in the file's name.
    fn id_of_file(&self) -> Option<Identifier> {
        let file = FileName::parse(self.path);
        let id = Identifier::new(&file.numbered()?, IdSource::File, None);
        let is_id = match file.prefix {
            "" => self.is_in_series || !file.may_be_year(),
            _ => self.is_in_series || self.is_id(&id, true),
        };
        is_id.then_some(id)
    }
}

/// The id in the name of a file of a collection. `is_in_series` says whether other files leave no doubt that this one's is numbered.
pub(crate) fn id_in_file_name(path: &str, collection: &str, is_in_series: bool) -> Option<Identifier> {
    IdContext { path, collection, template: "", is_decision: false, is_in_series }.id_of_file()
}

/// What a document is known by, and what contradicts it.
#[derive(Debug, Clone, Default)]
pub struct Identification {
    /// Its id; none where title and file disagree, and no field says which one holds.
    pub id: Option<Identifier>,
    /// The id of its title, and the one of its field or file that is another.
    pub conflict: Option<(Identifier, Identifier)>,
}

impl Identification {
    /// What a document says. A number of zero is one that is still to come.
    #[must_use]
    pub fn from_document(document: &Document<'_>, context: &IdContext<'_>) -> Self {
        let metadata = &document.metadata;
        let field = metadata.field(FieldName::Id).and_then(|field| {
            let id = Identifier::new(&field.words(), IdSource::Field, Some(field.span));
            (!id.words.is_empty()).then_some(id)
        });
        let file = context.id_of_file();
        let title = match document.outline.title {
            Some(title) => of_title(&document.parsed.headings[title].text, context, file.as_ref()),
            None => metadata.field(FieldName::Title).and_then(|field| of_title(&field.words(), context, file.as_ref())),
        };
        let is_given = |id: &Identifier| id.number != Some(0);
        if let Some(field) = field {
            let other = title.map(|(title, _)| title).filter(|title| {
                is_given(title) && field.number.is_some_and(|number| number > 0) && field.is_of_kind_of(title)
            });
            let conflict = other.filter(|title| !title.agrees_with(&field)).map(|title| (title, field.clone()));
            return Self { id: Some(field), conflict };
        }
        match (title, file) {
            (Some((title, is_marked)), Some(file)) if is_given(&title) && is_given(&file) => {
                if title.agrees_with(&file) {
                    let id = if title.prefix.is_empty() { file } else { title };
                    Self { id: Some(id), conflict: None }
                } else if is_marked {
                    Self { id: None, conflict: Some((title, file)) }
                } else {
                    Self { id: Some(file), conflict: None }
                }
            }
            (title, file) => {
                let title = title.map(|(title, _)| title);
                let is_of_title = title.as_ref().is_some_and(is_given) || file.is_none();
                Self { id: if is_of_title { title } else { file }, conflict: None }
            }
        }
    }
}

/// The id that a title begins with, and whether a mark follows it.
fn of_title(title: &str, context: &IdContext<'_>, file: Option<&Identifier>) -> Option<(Identifier, bool)> {
    let leading = Leading::parse(title)?;
    let id = leading.id(title);
    let is_as_in_file = file.is_some_and(|file| file.number == id.number && file.prefix == id.prefix);
    let is_id = if leading.prefix.is_empty() {
        let digits = leading.digits.of(title);
        let is_number = leading.words == leading.digits && !leading.is_bracketed && leading.is_marked;
        let is_number = is_number && digits.len() < 6 && leading.rest < title.len();
        is_number && context.is_decision && (is_as_in_file || !is_year(digits))
    } else {
        is_as_in_file || context.is_id(&id, leading.is_marked)
    };
    is_id.then_some((id, leading.is_marked))
}

/// What a title begins with that may be an id.
#[derive(Debug)]
struct Leading {
    /// The whole id.
    words: Span,
    prefix: String,
    digits: Span,
    /// Whether it is in brackets.
    is_bracketed: bool,
    /// Whether a mark follows, or the title ends.
    is_marked: bool,
    /// Where the name starts.
    rest: usize,
}

impl Leading {
    fn parse(title: &str) -> Option<Self> {
        let lead = emoji_length(title);
        let is_open = suffix_from(title, lead).starts_with(['[', '(']);
        let start = lead + usize::from(is_open);
        let name = suffix_from(title, start);
        let at = start + name.find(|c: char| c.is_ascii_digit())?;
        let prefix = folded_prefix(prefix_to(name, at - start))?;
        let (number, after) = digits(suffix_from(title, at))?;
        let end = at + number.len();
        let closed = if is_open { Some(after.strip_prefix([']', ')'])?) } else { None };
        let tail = closed.unwrap_or(after);
        let trimmed = tail.trim_start();
        let is_apart = trimmed.len() < tail.len();
        // `1.2` and `7:1` are no ids, and a hyphen without a space joins words.
        let after_mark = trimmed.strip_prefix([':', '.', ')', '|', '-', '\u{2013}', '\u{2014}', '\u{ff1a}']);
        let after_mark = after_mark
            .filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace) || trimmed.starts_with('\u{ff1a}'));
        if after_mark.is_none() && !is_apart && !tail.is_empty() {
            return None;
        }
        let is_marked = after_mark.is_some() || closed.is_some() || trimmed.is_empty();
        let rest = title.len() - after_mark.unwrap_or(tail).trim_start().len();
        let (words, digits) = (Span::new(start, end), Span::new(at, end));
        Some(Self { words, prefix, digits, is_bracketed: is_open, is_marked, rest })
    }

    fn id(&self, title: &str) -> Identifier {
        Identifier::new(self.words.of(title), IdSource::Title, None)
    }
}

#[cfg(test)]
mod tests;
