//! What an organisation offers.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::{Answer, Answers};
use crate::document::{DocumentError, JsonExtension, malformed};
use crate::form::{Question, is_id};
use crate::{Form, Language, LocalText, calendar};

/// A year.
const MAX_PROMISE_HOURS: u32 = 8_784;

/// Something people can ask an organisation for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Unique in the organisation: `[a-z0-9][a-z0-9_-]*`, at most 40 bytes.
    pub id: String,
    /// What people call it.
    pub title: LocalText,
    /// Languages in which it can be asked for.
    pub languages: Vec<Language>,
    /// ISO 3166-1 codes of the countries covered; empty for all.
    pub countries: Vec<String>,
    /// An answer is promised within these hours.
    pub promise_hours: u32,
    /// First day on which it can be asked for.
    #[serde(default, with = "calendar::day::option")]
    pub opens: Option<Date>,
    /// Last day on which it can be asked for.
    #[serde(default, with = "calendar::day::option")]
    pub closes: Option<Date>,
    /// What it asks.
    pub form: Form,
    /// Extensions.
    #[serde(default, skip_serializing_if = "JsonExtension::is_empty")]
    pub x: JsonExtension,
}

/// Whether a programme can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgrammeState {
    /// Since its last day has passed, no more.
    Closed {
        /// The last day.
        closed: Date,
    },
    /// From a later day on.
    NotYet {
        /// The first day.
        opens: Date,
    },
    /// Now.
    Open,
}

impl Programme {
    /// Returns whether it can be asked for on a day.
    ///
    /// The day is [`Organisation::effective_day`](crate::Organisation::effective_day).
    pub fn state(&self, day: Date) -> ProgrammeState {
        match (self.opens, self.closes) {
            (Some(opens), _) if day < opens => ProgrammeState::NotYet { opens },
            (_, Some(closed)) if day > closed => ProgrammeState::Closed { closed },
            _ => ProgrammeState::Open,
        }
    }

    /// Returns whether it covers a country.
    pub fn covers(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|code| code == country)
    }

    /// Returns the kind words for a person whom the rules leave out, by the answers so far, with
    /// the question each belongs to.
    ///
    /// They inform and never stop: such a person may still send.
    pub fn outside<'a>(&'a self, answers: &Answers) -> Vec<(&'a Question, &'a LocalText)> {
        let mut words = Vec::new();
        for question in self.form.visible_questions(answers) {
            let chosen: &[String] = match answers.get(&question.id) {
                Some(Answer::Choice(id)) => std::slice::from_ref(id),
                Some(Answer::Choices(ids)) => ids,
                Some(Answer::Country(code)) if !self.covers(code) => {
                    words.extend(question.outside.as_ref().map(|text| (question, text)));
                    continue;
                }
                _ => continue,
            };
            words.extend(
                chosen
                    .iter()
                    .filter_map(|id| question.option(id)?.outside.as_ref())
                    .map(|text| (question, text)),
            );
        }
        words
    }

    pub(super) fn validate(&self) -> Result<(), DocumentError> {
        let fault = |what: &str| Err(malformed(format!("programme {}: {what}", self.id)));
        if !is_id(&self.id) {
            return fault("the id is not of the form [a-z0-9][a-z0-9_-]*, at most 40 long");
        }
        if self.title.is_empty() {
            return fault("has no title");
        }
        let languages: BTreeSet<_> = self.languages.iter().collect();
        if languages.is_empty() || languages.len() != self.languages.len() {
            return fault("has no language, or one twice");
        }
        let is_code =
            |code: &String| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        if self.countries.len() > 300 || !self.countries.iter().all(is_code) {
            return fault("a country is not two capital letters");
        }
        if !(1..=MAX_PROMISE_HOURS).contains(&self.promise_hours) {
            return fault("promise_hours is not between 1 and a year");
        }
        if self
            .opens
            .zip(self.closes)
            .is_some_and(|(opens, closes)| closes < opens)
        {
            return fault("closes before it opens");
        }
        Ok(())
    }
}
