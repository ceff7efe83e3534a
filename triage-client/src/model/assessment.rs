//! What colleagues weigh before they decide: six questions, each on a scale of four steps.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::written::EventRef;

/// What is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// Eligibility: is the person somebody whom the programme is for?
    Identity,
    /// Eligibility: is it that work that brought the danger?
    Situation,
    /// Eligibility: is help needed that nobody else gives?
    Need,
    /// What may happen to the person or to those close.
    Risk,
    /// How soon something must be done.
    Urgency,
    /// How far what was written can be relied on.
    Credibility,
}

/// Text that names no axis, or no level of its axis.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not one of {0}")]
pub struct AssessmentError(String);

impl Axis {
    /// Every axis, in the order in which they are weighed.
    pub const ALL: [Self; 6] = [
        Self::Identity,
        Self::Situation,
        Self::Need,
        Self::Risk,
        Self::Urgency,
        Self::Credibility,
    ];

    /// Returns the name used by commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Situation => "situation",
            Self::Need => "need",
            Self::Risk => "risk",
            Self::Urgency => "urgency",
            Self::Credibility => "credibility",
        }
    }

    /// Returns the names of the four levels, the lowest first.
    pub const fn level_names(self) -> [&'static str; 4] {
        match self {
            Self::Identity | Self::Situation | Self::Need => ["no", "unclear", "likely", "yes"],
            Self::Risk => ["low", "moderate", "high", "extreme"],
            Self::Urgency => ["routine", "soon", "urgent", "immediate"],
            Self::Credibility => ["doubtful", "unchecked", "plausible", "confirmed"],
        }
    }

    /// Reads a level by its name on this axis.
    ///
    /// # Errors
    ///
    /// [`AssessmentError`] naming those there are.
    pub fn level(self, name: &str) -> Result<Level, AssessmentError> {
        let names = self.level_names();
        names
            .iter()
            .zip(Level::ALL)
            .find_map(|(known, level)| (*known == name).then_some(level))
            .ok_or_else(|| AssessmentError(names.join(", ")))
    }
}

impl FromStr for Axis {
    type Err = AssessmentError;

    fn from_str(text: &str) -> Result<Self, AssessmentError> {
        Self::ALL
            .into_iter()
            .find(|axis| axis.name() == text)
            .ok_or_else(|| AssessmentError(Self::ALL.map(Self::name).join(", ")))
    }
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A step of a scale; what it is called depends on the [`Axis`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The lowest.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The highest.
    Fourth,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// Returns its name on an axis.
    pub const fn name(self, axis: Axis) -> &'static str {
        axis.level_names()[self as usize]
    }
}

/// What somebody weighed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Of what.
    pub axis: Axis,
    /// How much; none: not decided, or taken back.
    pub level: Option<Level>,
    /// Why; may be empty.
    pub note: String,
}

/// A status, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusWord {
    /// Where the case stands.
    pub status: super::case::Status,
    /// The organisation's own word for it.
    pub name: Option<String>,
    /// Why, for colleagues; may be empty.
    pub reason: String,
}

/// What colleagues write about a whole case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// What it is about, in a few sentences.
    Summary,
    /// What the person wrote, in the colleagues' language.
    Translation,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 2] = [Self::Summary, Self::Translation];

    /// Returns the name used by commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Translation => "translation",
        }
    }
}

impl FromStr for Field {
    type Err = AssessmentError;

    fn from_str(text: &str) -> Result<Self, AssessmentError> {
        Self::ALL
            .into_iter()
            .find(|field| field.name() == text)
            .ok_or_else(|| AssessmentError(Self::ALL.map(Self::name).join(", ")))
    }
}

/// A text that colleagues keep together: the whole of it is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffText {
    /// Which.
    pub field: Field,
    /// The text; empty if it was taken away.
    pub text: String,
}

/// A moment that colleagues set themselves for a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// The event that set it: its name among laptops.
    pub id: EventRef,
    /// What for.
    pub reason: String,
    /// When.
    pub due: Timestamp,
    /// Who set it.
    pub person: String,
    /// Who ended it, and when; none while it runs.
    pub done: Option<(String, Timestamp)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for axis in Axis::ALL {
            assert_eq!(axis.name().parse(), Ok(axis));
            for level in Level::ALL {
                assert_eq!(axis.level(level.name(axis)), Ok(level));
            }
            assert!(axis.level("maybe").is_err());
        }
    }
}
