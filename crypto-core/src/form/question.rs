//! One question of a form.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::FormError;
use super::condition::Condition;
use crate::document::JsonExtension;
use crate::{Country, LocalText};

/// Most options or columns of one question.
const MAX_OPTIONS: usize = 60;
/// Most characters that any question may allow: the whole header is 1 MiB.
const MAX_CHARS: u32 = 50_000;
/// Most bytes that one file may be allowed: a letter is 256 MiB sealed.
const MAX_BYTES: u64 = 256 << 20;
/// Most files (as many as a letter carries) or rows.
const MAX_FILES: u32 = 64;
const MAX_ROWS: u32 = 500;

/// A question, or a column of a table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Question {
    /// Unique in the form: `[a-z][a-z0-9_]*`, at most 40 bytes.
    pub id: String,
    /// What an answer looks like.
    pub kind: Kind,
    /// The question itself.
    pub label: LocalText,
    /// What helps to answer it.
    pub help: Option<LocalText>,
    /// What could do harm if it is written here.
    pub danger: Option<LocalText>,
    /// No letter without an answer.
    #[serde(default)]
    pub required: bool,
    /// Belongs to the first cry for help.
    #[serde(default)]
    pub now: bool,
    /// Asked first, to tell a person outside the programme's rules before anything is written.
    #[serde(default)]
    pub eligibility: bool,
    /// When it is asked; always, if there is none.
    pub show_if: Option<Condition>,
    /// What can be chosen.
    #[serde(default)]
    pub options: Vec<OptionItem>,
    /// Most characters; see [`Question::char_limit`].
    pub max_chars: Option<u32>,
    /// Most bytes of one file; see [`Question::byte_limit`].
    pub max_bytes: Option<u64>,
    /// Most files or rows; see [`Question::count_limit`].
    pub max_count: Option<u32>,
    /// Beginnings of media types; empty for any.
    #[serde(default)]
    pub accept: Vec<String>,
    /// ISO 4217 codes; empty for any.
    #[serde(default)]
    pub currencies: Vec<String>,
    /// Columns of a table.
    #[serde(default)]
    pub columns: Vec<Self>,
    /// Kind words for a country that the programme does not cover.
    pub outside: Option<LocalText>,
    /// Extensions.
    #[serde(default)]
    pub x: JsonExtension,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A line of text.
    Text,
    /// Paragraphs.
    LongText,
    /// One option.
    OneOf,
    /// Any number of options.
    SomeOf,
    /// Yes or no.
    YesNo,
    /// A day, a month or a year.
    Date,
    /// A country.
    Country,
    /// An amount in a currency.
    Money,
    /// Rows of columns.
    Table,
    /// How to reach someone, and when not to.
    Contact,
    /// Files.
    Files,
    /// Yes or no to what happens with the answers; if required, only yes will do.
    Consent,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OptionItem {
    /// Unique in the question: `[a-z0-9][a-z0-9_-]*`, at most 40 bytes.
    pub id: String,
    /// What it says.
    pub label: LocalText,
    /// Kind words for whoever is not covered because of this choice.
    pub outside: Option<LocalText>,
    /// Extensions.
    #[serde(default)]
    pub x: JsonExtension,
}

impl Question {
    /// Returns the most characters an answer may have.
    pub fn char_limit(&self) -> u32 {
        self.max_chars.unwrap_or(match self.kind {
            Kind::LongText => 10_000,
            _ => 500,
        })
    }

    /// Returns the most bytes one file may have.
    pub fn byte_limit(&self) -> u64 {
        self.max_bytes.unwrap_or(20 << 20)
    }

    /// Returns the most files or rows an answer may have.
    pub fn count_limit(&self) -> u32 {
        self.max_count.unwrap_or(match self.kind {
            Kind::Files => 10,
            _ => 50,
        })
    }

    /// Finds an option.
    pub fn option(&self, id: &str) -> Option<&OptionItem> {
        self.options.iter().find(|option| option.id == id)
    }

    /// Finds a column of a table.
    pub fn column(&self, id: &str) -> Option<&Self> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// Calls `see` with the place of every text of the question.
    pub(super) fn visit_texts<'a>(&'a self, at: &str, see: &mut impl FnMut(String, &'a LocalText)) {
        let at = format!("{at}, question {}", self.id);
        self.visit_own_texts(&at, see);
    }

    fn visit_own_texts<'a>(&'a self, at: &str, see: &mut impl FnMut(String, &'a LocalText)) {
        see(format!("{at}: label"), &self.label);
        for (name, text) in [
            ("help", &self.help),
            ("danger", &self.danger),
            ("outside", &self.outside),
        ] {
            if let Some(text) = text {
                see(format!("{at}: {name}"), text);
            }
        }
        for option in &self.options {
            see(format!("{at}, option {}: label", option.id), &option.label);
            if let Some(text) = &option.outside {
                see(format!("{at}, option {}: outside", option.id), text);
            }
        }
        for column in &self.columns {
            column.visit_own_texts(&format!("{at}, column {}", column.id), see);
        }
    }

    /// Refuses what contradicts itself.
    pub(super) fn validate(&self, at: &str) -> Result<(), FormError> {
        let at = format!("{at}, question {}", self.id);
        self.validate_as(&at, false)
    }

    fn validate_as(&self, at: &str, is_column: bool) -> Result<(), FormError> {
        use Kind::{Contact, Country, Date, Files, LongText, Money, OneOf, SomeOf, Table, Text};

        let fault = |what: &str| Err(FormError::invalid(at, what));
        if !is_question_id(&self.id) {
            return fault("the id is not of the form [a-z][a-z0-9_]*, at most 40 long");
        }
        if self.label.is_empty() {
            return fault("has no label");
        }
        for (key, given, kinds) in [
            ("options", !self.options.is_empty(), &[OneOf, SomeOf][..]),
            ("max_chars", self.max_chars.is_some(), &[Text, LongText]),
            ("max_bytes", self.max_bytes.is_some(), &[Files]),
            ("max_count", self.max_count.is_some(), &[Files, Table]),
            ("accept", !self.accept.is_empty(), &[Files]),
            ("currencies", !self.currencies.is_empty(), &[Money]),
            ("columns", !self.columns.is_empty(), &[Table]),
            ("outside", self.outside.is_some(), &[Country]),
        ] {
            if given && !kinds.contains(&self.kind) {
                return fault(&format!("`{key}` does not belong to this kind of question"));
            }
        }
        let is_within =
            |value: Option<u64>, most: u64| value.is_none_or(|v| (1..=most).contains(&v));
        let most_count = match self.kind {
            Files => MAX_FILES,
            _ => MAX_ROWS,
        };
        if !is_within(self.max_chars.map(u64::from), u64::from(MAX_CHARS)) {
            return fault(&format!("`max_chars` is not between 1 and {MAX_CHARS}"));
        }
        if !is_within(self.max_bytes, MAX_BYTES) {
            return fault(&format!("`max_bytes` is not between 1 and {MAX_BYTES}"));
        }
        if !is_within(self.max_count.map(u64::from), u64::from(most_count)) {
            return fault(&format!("`max_count` is not between 1 and {most_count}"));
        }
        if !self.currencies.iter().all(|code| is_currency(code)) {
            return fault("a currency is not three capital letters");
        }
        if self
            .accept
            .iter()
            .any(|prefix| prefix.is_empty() || prefix.len() > 127)
        {
            return fault("an entry of `accept` is empty or too long");
        }
        self.validate_options(at)?;
        if is_column {
            if !matches!(self.kind, Text | Money | Date | OneOf) {
                return fault("a column is text, money, date or one-of");
            }
            if self.now || self.eligibility || self.show_if.is_some() {
                return fault("a column cannot have `now`, `eligibility` or `show_if`");
            }
            return Ok(());
        }
        if self.eligibility && matches!(self.kind, LongText | Contact | Files | Table) {
            return fault("an eligibility question cannot ask for sensitive text or files");
        }
        if self.kind == Table && self.columns.is_empty() {
            return fault("a table has no columns");
        }
        if self.columns.len() > MAX_OPTIONS {
            return fault(&format!("more than {MAX_OPTIONS} columns"));
        }
        let mut ids = BTreeSet::new();
        for column in &self.columns {
            let at = format!("{at}, column {}", column.id);
            if !ids.insert(&column.id) {
                return Err(FormError::invalid(&at, "the id occurs twice"));
            }
            column.validate_as(&at, true)?;
        }
        Ok(())
    }

    fn validate_options(&self, at: &str) -> Result<(), FormError> {
        if matches!(self.kind, Kind::OneOf | Kind::SomeOf) && self.options.is_empty() {
            return Err(FormError::invalid(at, "has no options"));
        }
        if self.options.len() > MAX_OPTIONS {
            return Err(FormError::invalid(
                at,
                &format!("more than {MAX_OPTIONS} options"),
            ));
        }
        let mut ids = BTreeSet::new();
        for option in &self.options {
            let at = format!("{at}, option {}", option.id);
            if !is_id(&option.id) {
                return Err(FormError::invalid(
                    &at,
                    "the id is not of the form [a-z0-9][a-z0-9_-]*, at most 40 long",
                ));
            }
            if !ids.insert(&option.id) {
                return Err(FormError::invalid(&at, "the id occurs twice"));
            }
            if option.label.is_empty() {
                return Err(FormError::invalid(&at, "has no label"));
            }
        }
        Ok(())
    }

    /// Refuses values that a condition on this question could never meet.
    pub(super) fn validate_values(&self, values: &[String]) -> Result<(), String> {
        let is_possible = |value: &str| match self.kind {
            Kind::OneOf | Kind::SomeOf => self.option(value).is_some(),
            Kind::YesNo | Kind::Consent => matches!(value, "yes" | "no"),
            Kind::Country => Country::by_code(value).is_some(),
            _ => false,
        };
        match values.iter().find(|value| !is_possible(value)) {
            None => Ok(()),
            Some(value) => Err(format!(
                "the condition compares {} with `{value}`, which it can never be",
                self.id
            )),
        }
    }
}

/// `[a-z][a-z0-9_]*`, at most 40 bytes.
pub(crate) fn is_question_id(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// `[a-z0-9][a-z0-9_-]*`, at most 40 bytes: forms, sections, options, programmes.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
}

/// Three capital letters, as in ISO 4217.
pub(crate) fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for good in ["a", "a1", "on_behalf", &"a".repeat(40)] {
            assert!(is_question_id(good) && is_id(good), "{good}");
        }
        for bad in ["", "_a", "A", "a b", "é", &"a".repeat(41)] {
            assert!(!is_question_id(bad) && !is_id(bad), "{bad}");
        }
        for option_only in ["48h", "zh-hans", "1"] {
            assert!(!is_question_id(option_only) && is_id(option_only));
        }
    }

    #[test]
    fn currencies() {
        assert!(is_currency("VND"));
        for bad in ["", "vnd", "VN", "VNDX", "ĐĐ"] {
            assert!(!is_currency(bad), "{bad}");
        }
    }
}
