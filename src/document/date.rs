//! Days as people write them. A day is read only where it can mean no other.

use crate::text::suffix_from;
use jiff::civil::Date;

/// What a value that should be a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateValue {
    /// It begins with a day in the form of ISO 8601, `2026-01-31`, or is a year or a year and a month: it sorts.
    Sorts(Option<Date>),
    /// It is a day in another form, which doesn't sort beside others.
    OtherForm(Date),
    /// It begins with a day in another form, and says more.
    OtherFormAndMore(Date),
    /// It has the form of ISO 8601, and the calendar has no such day.
    NoSuchDay,
    /// It is no date, or one that could be two days.
    NoDate,
}

/// Forms that can mean one day only. `01/02/2026` could be two.
const OTHER_FORMS: [&str; 13] = [
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%A %d %B %Y",
    "%A %B %d %Y",
    "%a %d %B %Y",
    "%a %B %d %Y",
    "%a %d %b %Y",
    "%a %b %d %Y",
];

impl DateValue {
    /// Reads a value without its white space.
    pub(crate) fn parse(value: &str) -> Self {
        let digits = |text: &str, from: usize, to: usize| {
            (from..=to).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let value = value.trim_end_matches('.');
        // `2026-01-31T12:00`, `2026-01-31 (decided)`, `2026-01-31, 2026-02-03`
        let first =
            value.split(|c: char| c.is_whitespace() || matches!(c, 'T' | ',' | ';' | '(')).next().unwrap_or_default();
        // `2026-01-31/2026-02-03`
        let first = match first.split_at_checked("2026-01-31".len()) {
            Some((day, rest)) if rest.starts_with(['/', '\u{2013}']) => day,
            _ => first,
        };
        match first.split('-').collect::<Vec<_>>().as_slice() {
            [year] if digits(year, 4, 4) && first == value => return Self::Sorts(None),
            [year, month] if digits(year, 4, 4) && digits(month, 2, 2) => {
                let is_month = matches!(month.parse(), Ok(1..=12));
                return if is_month { Self::Sorts(None) } else { Self::NoSuchDay };
            }
            [year, month, day] if digits(year, 4, 4) && digits(month, 1, 2) && digits(day, 1, 2) => {
                let padded = format!("{year}-{month:0>2}-{day:0>2}");
                return match padded.parse::<Date>() {
                    Ok(date) if padded == first => Self::Sorts(Some(date)),
                    Ok(date) if first == value => Self::OtherForm(date),
                    Ok(date) => Self::OtherFormAndMore(date),
                    Err(_) => Self::NoSuchDay,
                };
            }
            _ => {}
        }
        if let Some((day, _)) = value.split_once(" (")
            && let Self::OtherForm(date) = Self::parse(day.trim())
        {
            return Self::OtherFormAndMore(date);
        }
        if let Some(date) = parted_by_slashes(value) {
            return Self::OtherForm(date);
        }
        let words = without_ordinals(value);
        // `26` may be any century's, and with `/` any part of the date.
        let has_year = |date: &Date| {
            let year = date.year().to_string();
            year.len() == 4 && words.split(|c: char| !c.is_ascii_digit() && c != '-').any(|number| number == year)
        };
        let mut read = OTHER_FORMS.iter().filter_map(|form| Date::strptime(form, &words).ok());
        read.find(has_year).map_or(Self::NoDate, Self::OtherForm)
    }
}

/// The last day that a value means: of `2026-03` and `2026` the month's and the year's; `None` if it is no date.
pub(crate) fn last_day(value: &str) -> Option<Date> {
    match DateValue::parse(value) {
        DateValue::Sorts(Some(day)) | DateValue::OtherForm(day) | DateValue::OtherFormAndMore(day) => Some(day),
        DateValue::Sorts(None) => {
            let value = value.trim();
            let month = |text: &str| format!("{text}-01").parse::<Date>().ok().map(Date::last_of_month);
            month(value.get(..7).unwrap_or_default()).or_else(|| month(&format!("{}-12", value.get(..4)?)))
        }
        DateValue::NoSuchDay | DateValue::NoDate => None,
    }
}

/// The latest day that is said in a value: `2026-01-31, 2026-02-03`, `Draft since 3 February 2026 (2026-01-31)`.
pub(crate) fn latest_day(value: &str) -> Option<Date> {
    let read = |words: &str| last_day(words).or_else(|| last_day(&month(words)?));
    let parts = value.split([',', ';', '(', ')', ':']).filter_map(|part| {
        let part = part.trim().trim_end_matches('.');
        let behind_words = part.match_indices(char::is_whitespace).map(|(at, gap)| suffix_from(part, at + gap.len()));
        // What is left of `1 March, 2026` or stands at the end of a sentence is no year.
        let dates = std::iter::once(part).chain(behind_words);
        let mut dates = dates.filter(|words| words.contains(|c: char| !c.is_ascii_digit()));
        dates.find_map(read)
    });
    parts.chain(read(value.trim())).max()
}

/// A month of a year in words, `July 2026`, as `2026-07`.
pub(crate) fn month(value: &str) -> Option<String> {
    let words = without_ordinals(value);
    let day = ["%B %Y %d", "%b %Y %d"].iter().find_map(|form| Date::strptime(form, format!("{words} 1")).ok())?;
    let year = day.year().to_string();
    (year.len() == 4 && words.ends_with(&year)).then(|| day.strftime("%Y-%m").to_string())
}

/// `31/12/2026` and `12/31/2026`, which can be one day only; `01/02/2026` could be two.
fn parted_by_slashes(value: &str) -> Option<Date> {
    let parts: Vec<&str> = value.split('/').collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let is_number = |part: &str, length: usize| part.len() <= length && part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !is_number(year, 4) || !is_number(first, 2) || !is_number(second, 2) {
        return None;
    }
    let day = |month: &str, day: &str| format!("{year}-{month:0>2}-{day:0>2}").parse::<Date>().ok();
    match (day(first, second), day(second, first)) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}

/// `July 1st, 2021` as `July 1 2021`, `30th of May` as `30 May`.
fn without_ordinals(value: &str) -> String {
    let words = value.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty() && *word != "of");
    let words = words.map(|word| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_ordinal = !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(suffix_from(word, number.len()), "st" | "nd" | "rd" | "th");
        match word.trim_end_matches('.') {
            _ if is_ordinal => number,
            "Sept" => "Sep",
            word => word,
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn last_days_and_months() {
        for (value, expected) in [
            ("2020", Some(date(2020, 12, 31))),
            ("2020-02", Some(date(2020, 2, 29))),
            ("2020-02-03 (or so)", Some(date(2020, 2, 3))),
            ("soon", None),
        ] {
            assert_eq!(last_day(value), expected, "{value}");
        }
        for (value, expected) in
            [("July 2026", Some("2026-07")), ("Sept. 2026", Some("2026-09")), ("July 26", None), ("Q3 2026", None)]
        {
            assert_eq!(month(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn the_latest_day_of_several() {
        for (value, expected) in [
            ("2024-01-01, 2026-03-01", Some(date(2026, 3, 1))),
            ("2024-01-01 (updated 2026-03-01)", Some(date(2026, 3, 1))),
            ("(2024-01-01); reviewed 1 March 2026.", Some(date(2026, 3, 1))),
            ("since 2026-03-01 by Ann", Some(date(2026, 3, 1))),
            ("Updated: March 2024", Some(date(2024, 3, 31))),
            ("March 1, 2026", Some(date(2026, 3, 1))),
            ("2026", Some(date(2026, 12, 31))),
            ("for reasons in RFC 2119", None),
            ("(v5.1)", None),
            ("", None),
        ] {
            assert_eq!(latest_day(value), expected, "{value}");
        }
    }

    #[test]
    fn days_that_can_mean_no_other() {
        for (value, expected) in [
            ("2026-01-31", DateValue::Sorts(Some(date(2026, 1, 31)))),
            ("2026-01-31T10:00:00Z", DateValue::Sorts(Some(date(2026, 1, 31)))),
            ("2026-01-31 (decided in Lyon)", DateValue::Sorts(Some(date(2026, 1, 31)))),
            ("2016-01-01, 2017-02-03", DateValue::Sorts(Some(date(2016, 1, 1)))),
            ("2026-01", DateValue::Sorts(None)),
            ("2026", DateValue::Sorts(None)),
            ("2026-02-30", DateValue::NoSuchDay),
            ("2026-13", DateValue::NoSuchDay),
            ("2026-1-5", DateValue::OtherForm(date(2026, 1, 5))),
            ("2026-1-5 (decided)", DateValue::OtherFormAndMore(date(2026, 1, 5))),
            ("2026/01/05", DateValue::OtherForm(date(2026, 1, 5))),
            ("5.1.2026", DateValue::OtherForm(date(2026, 1, 5))),
            ("5/1/26", DateValue::NoDate),
            ("1.1.26", DateValue::NoDate),
            ("July 2026", DateValue::NoDate),
            ("24.12.31", DateValue::NoDate),
            ("July 1, 26", DateValue::NoDate),
            ("July 1, -2026", DateValue::NoDate),
            ("1 July 0026", DateValue::NoDate),
            ("202/1/2", DateValue::NoDate),
            ("July 1, 2021", DateValue::OtherForm(date(2021, 7, 1))),
            ("July 1st, 2021", DateValue::OtherForm(date(2021, 7, 1))),
            ("1 Jul. 2021", DateValue::OtherForm(date(2021, 7, 1))),
            ("Thursday, July 1, 2021", DateValue::OtherForm(date(2021, 7, 1))),
            ("2026-01-31.", DateValue::Sorts(Some(date(2026, 1, 31)))),
            ("2026-01-31/2026-02-03", DateValue::Sorts(Some(date(2026, 1, 31)))),
            ("2026-01-31–2026-02-03", DateValue::Sorts(Some(date(2026, 1, 31)))),
            ("Thu, July 1, 2021", DateValue::OtherForm(date(2021, 7, 1))),
            ("31-Jan-2026", DateValue::NoDate),
            ("31/12/2026", DateValue::OtherForm(date(2026, 12, 31))),
            ("12/31/2026", DateValue::OtherForm(date(2026, 12, 31))),
            ("31/12/26", DateValue::NoDate),
            ("Sept 3, 2026", DateValue::OtherForm(date(2026, 9, 3))),
            ("Jan 31, 2026 (Sat)", DateValue::OtherFormAndMore(date(2026, 1, 31))),
            ("30th of May 2025", DateValue::OtherForm(date(2025, 5, 30))),
            ("01/02/2026", DateValue::NoDate),
            ("31.2.2026", DateValue::NoDate),
            ("YYYY-MM-DD", DateValue::NoDate),
            ("[Insert Date]", DateValue::NoDate),
            ("soon", DateValue::NoDate),
            ("", DateValue::NoDate),
        ] {
            assert_eq!(DateValue::parse(value), expected, "{value:?}");
        }
    }
}
