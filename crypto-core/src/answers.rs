//! Answers to the questions of a form.

mod date;
mod display;
mod problem;
mod typed;
mod wire;

use std::collections::BTreeMap;
use std::fmt;

pub use date::{DateError, FuzzyDate};
pub use problem::{AnswerProblem, ProblemKind};
pub use wire::{WireAnswers, WireValue};

/// An answer.
///
/// What it holds is the most dangerous thing there is here: `Debug` shows only its kind.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// To a text or long-text question.
    Text(String),
    /// Option id.
    Choice(String),
    /// Option ids.
    Choices(Vec<String>),
    /// To a yes/no or consent question.
    Bool(bool),
    /// A day, month or year.
    Date(FuzzyDate),
    /// ISO 3166-1 alpha-2 code.
    Country(String),
    /// An amount.
    Money(Money),
    /// Rows; answers by column id.
    Table(Vec<BTreeMap<String, Self>>),
    /// How to reach someone.
    Contact(Contact),
    /// Places in the list of attachments, from 0.
    Files(Vec<u32>),
    /// An answer that does not fit its question, or to a question that the form does not have:
    /// kept as it came, so that a caseworker can still read it.
    Other(WireValue),
}

/// An amount of money.
#[derive(Clone, PartialEq, Eq)]
pub struct Money {
    /// `[0-9]{1,12}(\.[0-9]{1,2})?`
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
}

impl Money {
    /// Returns whether the amount is spelled as it should be.
    pub fn is_amount(amount: &str) -> bool {
        let is_digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        match amount.split_once('.') {
            None => is_digits(amount, 12),
            Some((whole, cents)) => is_digits(whole, 12) && is_digits(cents, 2),
        }
    }

    /// Returns the amount in hundredths of the currency, if it is well-formed.
    pub fn hundredths(&self) -> Option<u64> {
        if !Self::is_amount(&self.amount) {
            return None;
        }
        let (whole, cents) = self.amount.split_once('.').unwrap_or((&self.amount, "0"));
        let scale = if cents.len() == 1 { 10 } else { 1 };
        let whole: u64 = whole.parse().ok()?;
        let cents: u64 = cents.parse().ok()?;
        Some(whole * 100 + cents * scale)
    }
}

/// How to reach someone, and when not to.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Signal, e-mail, a friend's phone …
    pub channel: String,
    /// Number, address or name there.
    pub handle: String,
    /// When it is safe to write or call.
    pub safe_hours: Option<String>,
    /// What must never be sent there.
    pub never: Option<String>,
}

impl Answer {
    /// Returns whether nothing was answered: no text but white space, an empty list.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) | Self::Choice(text) | Self::Country(text) => text.trim().is_empty(),
            Self::Choices(ids) => ids.is_empty(),
            Self::Bool(_) | Self::Date(_) | Self::Other(_) => false,
            Self::Money(money) => money.amount.trim().is_empty(),
            Self::Table(rows) => rows.iter().all(|row| row.values().all(Self::is_blank)),
            Self::Contact(contact) => {
                contact.handle.trim().is_empty() && contact.channel.trim().is_empty()
            }
            Self::Files(places) => places.is_empty(),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Choice(_) => "Choice(…)",
            Self::Choices(_) => "Choices(…)",
            Self::Bool(_) => "Bool(…)",
            Self::Date(_) => "Date(…)",
            Self::Country(_) => "Country(…)",
            Self::Money(_) => "Money(…)",
            Self::Table(_) => "Table(…)",
            Self::Contact(_) => "Contact(…)",
            Self::Files(_) => "Files(…)",
            Self::Other(_) => "Other(…)",
        })
    }
}

macro_rules! redacted {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
redacted!(Money, Contact);

/// Answers by question id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// Begins without any.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Returns the answer to a question.
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    /// Sets the answer to a question; returns the one it had.
    pub fn insert(&mut self, question: impl Into<String>, answer: Answer) -> Option<Answer> {
        self.0.insert(question.into(), answer)
    }

    /// Takes the answer to a question away.
    pub fn remove(&mut self, question: &str) -> Option<Answer> {
        self.0.remove(question)
    }

    /// Returns whether there is no answer.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many questions have an answer.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns every answer, by question id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(id, answer)| (id.as_str(), answer))
    }

    /// Keeps the answers for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &Answer) -> bool) {
        self.0.retain(|id, answer| keep(id, answer));
    }

    /// Replaces answers with those of a follow-up, question by question.
    pub fn merge(&mut self, later: Self) {
        self.0.extend(later.0);
    }

    /// Writes the answers as they travel.
    pub fn to_wire(&self) -> WireAnswers {
        self.0
            .iter()
            .map(|(id, answer)| (id.clone(), answer.to_wire()))
            .collect()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Answer)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

impl IntoIterator for Answers {
    type Item = (String, Answer);
    type IntoIter = std::collections::btree_map::IntoIter<String, Answer>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for good in ["0", "7", "1200", "1200.5", "1200.50", "999999999999.99"] {
            assert!(Money::is_amount(good), "{good}");
        }
        for bad in [
            "",
            ".",
            "1.",
            ".5",
            "1.505",
            "1,5",
            "-1",
            "+1",
            "1e3",
            " 1",
            "1000000000000",
            "١",
        ] {
            assert!(!Money::is_amount(bad), "{bad}");
        }
        let hundredths = |amount: &str| {
            Money {
                amount: amount.to_owned(),
                currency: "USD".to_owned(),
            }
            .hundredths()
        };
        assert_eq!(hundredths("1200"), Some(120_000));
        assert_eq!(hundredths("1200.5"), Some(120_050));
        assert_eq!(hundredths("1200.05"), Some(120_005));
        assert_eq!(hundredths("999999999999.99"), Some(99_999_999_999_999));
        assert_eq!(hundredths("x"), None);
    }

    #[test]
    fn content_does_not_reach_logs() {
        let mut answers = Answers::new();
        answers.insert("name", Answer::Text("secret".to_owned()));
        answers.insert(
            "reach",
            Answer::Contact(Contact {
                handle: "secret".to_owned(),
                ..Contact::default()
            }),
        );
        assert!(!format!("{answers:?} {:?}", answers.to_wire()).contains("secret"));
    }

    #[test]
    fn blank() {
        for blank in [
            Answer::Text(" \n".to_owned()),
            Answer::Choices(vec![]),
            Answer::Table(vec![BTreeMap::new()]),
            Answer::Contact(Contact::default()),
            Answer::Files(vec![]),
        ] {
            assert!(blank.is_blank(), "{blank:?}");
        }
        assert!(!Answer::Bool(false).is_blank());
    }

    #[test]
    fn later_answers_replace_earlier_ones() {
        let text = |t: &str| Answer::Text(t.to_owned());
        let mut first: Answers = [("a".to_owned(), text("1")), ("b".to_owned(), text("2"))]
            .into_iter()
            .collect();
        first.merge([("b".to_owned(), text("3"))].into_iter().collect());
        assert_eq!(first.get("a"), Some(&text("1")));
        assert_eq!(first.get("b"), Some(&text("3")));
        assert_eq!(first.len(), 2);
    }
}
