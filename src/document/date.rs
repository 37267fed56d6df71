//! Days as people write them. A day is read only where it can mean no other.

use jiff::civil::Date;

/// What a value that should be a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateValue {
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
const OTHER_FORMS: [&str; 9] =
    ["%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%A %d %B %Y", "%A %B %d %Y"];

impl DateValue {
    /// Reads a value without its white space.
    #[must_use]
    pub fn of(value: &str) -> Self {
        let digits = |text: &str, from: usize, to: usize| {
            (from..=to).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        // `2026-01-31T12:00`, `2026-01-31 (decided)`, `2026-01-31, 2026-02-03`
        let first =
            value.split(|c: char| c.is_whitespace() || matches!(c, 'T' | ',' | ';' | '(')).next().unwrap_or_default();
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

/// `July 1st, 2021` as `July 1 2021`.
fn without_ordinals(value: &str) -> String {
    let words = value.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let words = words.map(|word| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_ordinal = !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(&word[number.len()..], "st" | "nd" | "rd" | "th");
        if is_ordinal { number } else { word.trim_end_matches('.') }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

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
            ("01/02/2026", DateValue::NoDate),
            ("31.2.2026", DateValue::NoDate),
            ("YYYY-MM-DD", DateValue::NoDate),
            ("[Insert Date]", DateValue::NoDate),
            ("soon", DateValue::NoDate),
            ("", DateValue::NoDate),
        ] {
            assert_eq!(DateValue::of(value), expected, "{value:?}");
        }
    }
}
