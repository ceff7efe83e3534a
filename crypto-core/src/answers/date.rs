//! Dates as exact as a person knows them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A day, or only a month, or only a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FuzzyDate {
    /// `2026`
    Year(i16),
    /// `2026-11`
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// `2026-11-23`
    Day(Date),
}

/// Text that is not a day, a month or a year.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not a date of the form 2026, 2026-11 or 2026-11-23")]
pub struct DateError;

impl FuzzyDate {
    /// Returns the first day it could mean: for sorting and searching.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => Date::constant(year, 1, 1),
            Self::Month { year, month } => Date::constant(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// Returns the last day it could mean.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => Date::constant(year, 12, 31),
            Self::Month { .. } => self.first_day().last_of_month(),
            Self::Day(day) => day,
        }
    }
}

impl FromStr for FuzzyDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let number = |at: usize, length: usize| -> Option<i16> {
            let digits = text.get(at..at + length)?;
            if digits.bytes().all(|b| b.is_ascii_digit()) {
                digits.parse().ok()
            } else {
                None
            }
        };
        let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
        let year = number(0, 4).filter(|year| *year >= 1);
        let part = |at: usize| number(at, 2).and_then(|part| i8::try_from(part).ok());
        let date = match text.len() {
            4 => year.map(Self::Year),
            7 if dash(4) => year
                .zip(part(5).filter(|month| (1..=12).contains(month)))
                .map(|(year, month)| Self::Month { year, month }),
            10 if dash(4) && dash(7) => match (year, part(5), part(8)) {
                (Some(year), Some(month), Some(day)) => {
                    Date::new(year, month, day).ok().map(Self::Day)
                }
                _ => None,
            },
            _ => None,
        };
        date.ok_or(DateError)
    }
}

impl fmt::Display for FuzzyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in [
            "2026",
            "0001",
            "2026-11",
            "2026-11-23",
            "2024-02-29",
            "9999-12-31",
        ] {
            let date: FuzzyDate = text.parse().expect(text);
            assert_eq!(date.to_string(), text);
        }
        for text in [
            "",
            "26",
            "0000",
            "20266",
            "2026-",
            "2026-00",
            "2026-13",
            "2026-1",
            "2026/11",
            "2026-02-29",
            "2026-11-31",
            "2026-11-2",
            "2026-11-23T",
            "+202",
            "-202",
            "２０２６",
            "2026-+1",
            "2026-1é",
            "é026-11-23",
        ] {
            assert_eq!(text.parse::<FuzzyDate>(), Err(DateError), "{text}");
        }
    }

    #[test]
    fn spans() {
        for (text, first, last) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-02-03", "2024-02-03", "2024-02-03"),
        ] {
            let date: FuzzyDate = text.parse().expect(text);
            assert_eq!(date.first_day().to_string(), first);
            assert_eq!(date.last_day().to_string(), last);
        }
    }
}
