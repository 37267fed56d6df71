//! What a table lists: which rows, in which order, parted by what, in which columns.

use crate::diagnostic::InputProblem;
use crate::suggestions::closest_match;
use crate::text::Span;

use super::BookWords;
use super::arguments::{self, Argument, ArgumentValue};
use super::filter::Filter;
use super::problem::DirectiveProblem;
use super::vocabulary::{Column, FilterKey, Group, Listing, SortKey};

/// The arguments of a directive that gives a table; each of them means something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    filters: Vec<Filter>,
    group: Group,
    sort: Vec<Sort>,
    columns: Option<Vec<Column>>,
}

/// One thing that rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// From the last to the first.
    pub is_descending: bool,
}

impl Query {
    /// Everything in the book's order: a directive without arguments.
    #[must_use]
    pub fn all() -> Self {
        let sort = [SortKey::Document, SortKey::Number].map(|key| Sort { key, is_descending: false });
        Self { filters: Vec::new(), group: Group::None, sort: sort.to_vec(), columns: None }
    }

    /// The same query, parted by something.
    #[must_use]
    pub fn grouped_by(self, group: Group) -> Self {
        Self { group, ..self }
    }

    /// The same query with these columns.
    #[must_use]
    pub fn with_columns(self, columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: Some(columns.into_iter().collect()), ..self }
    }

    /// What a row has to be like: it passes if every filter accepts it.
    #[must_use]
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// What the table is parted by.
    #[must_use]
    pub const fn group(&self) -> Group {
        self.group
    }

    /// What rows are sorted by, the first first.
    #[must_use]
    pub fn sort(&self) -> &[Sort] {
        &self.sort
    }

    /// The columns from left to right, at least one; `None` for the usual ones.
    #[must_use]
    pub fn columns(&self) -> Option<&[Column]> {
        self.columns.as_deref()
    }

    /// Reads the arguments that stand at `place` in `text`.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn parse(text: &str, place: Span, listing: Listing, words: &BookWords<'_>) -> Result<Self, InputProblem> {
        let mut query = Self::all();
        let mut seen: Vec<&str> = Vec::new();
        for argument in arguments::parse_arguments(text, place)? {
            if seen.contains(&argument.key) {
                return Err(
                    DirectiveProblem::Twice { found: argument.key.to_owned(), is_key: true }.at(argument.key_span)
                );
            }
            seen.push(argument.key);
            query.apply(&argument, listing, words)?;
        }
        Ok(query)
    }

    /// The same query with one more argument, as a command line gives it: `text` is all of its values, which commas part. White space
    /// and `=` need no quotation marks.
    ///
    /// # Errors
    /// The first thing that is wrong with it; its place is one in `text`.
    pub fn with_argument(
        mut self,
        key: &str,
        text: &str,
        listing: Listing,
        words: &BookWords<'_>,
    ) -> Result<Self, InputProblem> {
        self.apply(&arguments::alone(key, text)?, listing, words)?;
        Ok(self)
    }

    fn apply(&mut self, argument: &Argument<'_>, listing: Listing, words: &BookWords<'_>) -> Result<(), InputProblem> {
        match argument.key {
            GROUP => self.group = group(argument)?,
            SORT => self.sort = each_once(argument, sort)?,
            COLUMNS => self.columns = Some(each_once(argument, |value| column(value, listing))?),
            key => {
                let key = FilterKey::named(key).ok_or_else(|| unknown_key(argument))?;
                self.filters.push(Filter::parse(key, argument, words)?);
            }
        }
        Ok(())
    }
}

const GROUP: &str = "group";
const SORT: &str = "sort";
const COLUMNS: &str = "columns";

fn unknown_key(argument: &Argument<'_>) -> InputProblem {
    let valid: Vec<&str> = FilterKey::ALL.iter().map(|key| key.name()).chain([GROUP, SORT, COLUMNS]).collect();
    let near = closest_match(argument.key, valid.iter().copied());
    DirectiveProblem::UnknownKey { found: argument.key.to_owned(), near, valid }.at(argument.key_span)
}

fn unknown_value(key: &'static str, word: &str, value: &ArgumentValue, valid: Vec<&'static str>) -> InputProblem {
    let near = closest_match(word, valid.iter().copied()).map(str::to_owned);
    let valid = valid.into_iter().map(str::to_owned).collect();
    DirectiveProblem::UnknownValue { key, found: word.to_owned(), near, valid }.at(value.span)
}

fn group(argument: &Argument<'_>) -> Result<Group, InputProblem> {
    let [value] = argument.values.as_slice() else {
        return Err(DirectiveProblem::OneValue(GROUP).at(argument.values[1].span));
    };
    Group::named(&value.text).ok_or_else(|| {
        let valid = Group::ALL.iter().map(|group| group.name()).collect();
        unknown_value(GROUP, &value.text, value, valid)
    })
}

fn sort(value: &ArgumentValue) -> Result<Sort, InputProblem> {
    let ascending = value.text.strip_prefix('-');
    let word = ascending.unwrap_or(&value.text);
    let key = SortKey::named(word).ok_or_else(|| {
        let valid = SortKey::ALL.iter().map(|key| key.name()).collect();
        unknown_value(SORT, word, value, valid)
    })?;
    Ok(Sort { key, is_descending: ascending.is_some() })
}

fn column(value: &ArgumentValue, listing: Listing) -> Result<Column, InputProblem> {
    let valid = || listing.columns().iter().map(|column| column.name());
    match Column::named(&value.text) {
        Some(column) if listing.columns().contains(&column) => Ok(column),
        Some(column) => {
            let valid = valid().map(str::to_owned).collect();
            Err(DirectiveProblem::OtherTable { column: column.name(), name: listing.name(), valid }.at(value.span))
        }
        None => Err(unknown_value(COLUMNS, &value.text, value, valid().collect())),
    }
}

/// Reads every value of an argument, none of which may be there twice.
fn each_once<T>(
    argument: &Argument<'_>,
    read: impl Fn(&ArgumentValue) -> Result<T, InputProblem>,
) -> Result<Vec<T>, InputProblem> {
    let mut values = Vec::with_capacity(argument.values.len());
    for (place, value) in argument.values.iter().enumerate() {
        if argument.values[..place].iter().any(|before| before.text == value.text) {
            return Err(DirectiveProblem::Twice { found: value.text.clone(), is_key: false }.at(value.span));
        }
        values.push(read(value)?);
    }
    Ok(values)
}
