//! Forms: what a programme asks (protocol 8).

mod check;
mod condition;
mod question;
mod template;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::document::{JsonExtension, canonical_json, check_value};
use crate::{Answers, Digest, Language, LocalText};

pub use check::Which;
pub use condition::Condition;
pub use question::{Kind, OptionItem, Question};
pub(crate) use question::{is_currency, is_id};
pub use template::TEMPLATES;

const MAX_TOML_BYTES: usize = 256 << 10;
const MAX_JSON_BYTES: usize = 512 << 10;
const MAX_SECTIONS: usize = 40;
const MAX_QUESTIONS: usize = 300;

/// What a programme asks.
///
/// A form cannot be changed: it keeps the value it was read from, whose hash letters name. To
/// reword one, change its TOML or JSON and read it again.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    received: Value,
    record: FormRecord,
    /// Section and place in it, by question id.
    places: BTreeMap<String, (usize, usize)>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormRecord {
    id: String,
    title: LocalText,
    intro: Option<LocalText>,
    #[serde(rename = "section")]
    sections: Vec<Section>,
    #[serde(default, rename = "x")]
    _x: JsonExtension,
}

/// Questions that belong together, on one screen or page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Section {
    /// Unique in the form.
    pub id: String,
    /// What stands above it.
    pub title: LocalText,
    /// The questions, in the order in which they are asked.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
    /// Extensions.
    #[serde(default)]
    pub x: JsonExtension,
}

/// Why a form was refused. A form is public, so the fault is named in full.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormError {
    /// Readable, but wrong.
    #[error("{place}: {what}")]
    Invalid {
        /// Section, question, option or column.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// Not readable as a form: line and column, where there are such.
    #[error("not a form: {what}")]
    Syntax {
        /// What is wrong.
        what: String,
    },
    /// Larger than a form may be.
    #[error("larger than the {limit_bytes} bytes a form may have")]
    TooLarge {
        /// The limit in bytes.
        limit_bytes: usize,
    },
}

impl FormError {
    fn invalid(place: &str, what: &str) -> Self {
        Self::Invalid {
            place: place.to_owned(),
            what: what.to_owned(),
        }
    }

    fn syntax(what: impl ToString) -> Self {
        Self::Syntax {
            what: what.to_string(),
        }
    }
}

impl Form {
    /// Reads a form as people write it.
    ///
    /// # Errors
    ///
    /// Any [`FormError`].
    pub fn from_toml(text: &str) -> Result<Self, FormError> {
        if text.len() > MAX_TOML_BYTES {
            return Err(FormError::TooLarge {
                limit_bytes: MAX_TOML_BYTES,
            });
        }
        // Read twice: once as a form, so that a fault comes with its line, and once as a value.
        toml::from_str::<FormRecord>(text).map_err(FormError::syntax)?;
        let table: toml::Table = toml::from_str(text).map_err(FormError::syntax)?;
        let value = json_of(toml::Value::Table(table))?;
        Self::from_json(&value)
    }

    /// Reads a form as it travels in the organisation file.
    ///
    /// # Errors
    ///
    /// Any [`FormError`].
    pub fn from_json(value: &Value) -> Result<Self, FormError> {
        check_value(value)
            .map_err(|_| FormError::syntax("it holds a fraction or is nested too deep"))?;
        if canonical_json(value).len() > MAX_JSON_BYTES {
            return Err(FormError::TooLarge {
                limit_bytes: MAX_JSON_BYTES,
            });
        }
        let record = FormRecord::deserialize(value).map_err(FormError::syntax)?;
        let places = record.validate()?;
        Ok(Self {
            received: value.clone(),
            record,
            places,
        })
    }

    /// Returns the value the form was read from, unknown extensions included.
    pub const fn to_json(&self) -> &Value {
        &self.received
    }

    /// Returns the hash that letters name it by: SHA-256 of the canonical JSON (RFC 8785).
    pub fn hash(&self) -> Digest {
        Digest::of(canonical_json(&self.received).as_bytes())
    }

    /// Returns the form's id.
    pub fn id(&self) -> &str {
        &self.record.id
    }

    /// Returns the title.
    pub const fn title(&self) -> &LocalText {
        &self.record.title
    }

    /// Returns what stands before the first section.
    pub const fn intro(&self) -> Option<&LocalText> {
        self.record.intro.as_ref()
    }

    /// Returns the sections, in the order in which they are asked.
    pub fn sections(&self) -> &[Section] {
        &self.record.sections
    }

    /// Returns every question, in the order in which they are asked.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections()
            .iter()
            .flat_map(|section| &section.questions)
    }

    /// Finds a question.
    pub fn question(&self, id: &str) -> Option<&Question> {
        let (section, place) = *self.places.get(id)?;
        self.sections().get(section)?.questions.get(place)
    }

    /// Names the places whose text is missing in one of `languages`: what a publisher must mend.
    pub fn missing_texts(&self, languages: &[Language]) -> Vec<String> {
        let mut missing = Vec::new();
        self.visit_texts(&mut |place, text| {
            missing.extend(
                text.missing(languages)
                    .map(|language| format!("{place}: {}", language.tag())),
            );
        });
        missing
    }

    fn visit_texts<'a>(&'a self, see: &mut impl FnMut(String, &'a LocalText)) {
        see("title".to_owned(), &self.record.title);
        if let Some(intro) = &self.record.intro {
            see("intro".to_owned(), intro);
        }
        for section in self.sections() {
            let at = format!("section {}", section.id);
            see(format!("{at}: title"), &section.title);
            for question in &section.questions {
                question.visit_texts(&at, see);
            }
        }
    }

    /// Returns whether a question is asked, given the answers so far.
    ///
    /// An answer that has itself become hidden counts as none.
    pub fn visible(&self, question: &Question, answers: &Answers) -> bool {
        self.shown(answers).contains(question.id.as_str())
    }

    /// Returns the questions that are asked, given the answers so far.
    pub fn visible_questions(&self, answers: &Answers) -> Vec<&Question> {
        let shown = self.shown(answers);
        self.questions()
            .filter(|question| shown.contains(question.id.as_str()))
            .collect()
    }

    /// One pass from first to last: a condition looks only back, so each is evaluated once, and
    /// no form can make the evaluation grow beyond its own length.
    fn shown(&self, answers: &Answers) -> BTreeSet<&str> {
        let mut shown = BTreeSet::new();
        for question in self.questions() {
            let is_shown = question.show_if.as_ref().is_none_or(|condition| {
                condition.holds(&|id: &str| {
                    if shown.contains(id) {
                        answers.get(id)
                    } else {
                        None
                    }
                })
            });
            if is_shown {
                shown.insert(question.id.as_str());
            }
        }
        shown
    }
}

impl FormRecord {
    fn validate(&self) -> Result<BTreeMap<String, (usize, usize)>, FormError> {
        if !is_id(&self.id) {
            return Err(FormError::invalid(
                "id",
                "not of the form [a-z0-9][a-z0-9_-]*, at most 40 long",
            ));
        }
        if self.title.is_empty() {
            return Err(FormError::invalid("title", "is empty"));
        }
        if self.sections.is_empty() || self.sections.len() > MAX_SECTIONS {
            return Err(FormError::invalid(
                "section",
                &format!("not between 1 and {MAX_SECTIONS} sections"),
            ));
        }
        let mut sections = BTreeSet::new();
        let mut places = BTreeMap::new();
        for (at_section, section) in self.sections.iter().enumerate() {
            let at = format!("section {}", section.id);
            if !is_id(&section.id) || !sections.insert(&section.id) {
                return Err(FormError::invalid(
                    &at,
                    "the id is not well-formed, or occurs twice",
                ));
            }
            for (place, question) in section.questions.iter().enumerate() {
                question.validate(&at)?;
                self.validate_condition(&at, question, &places)?;
                if places
                    .insert(question.id.clone(), (at_section, place))
                    .is_some()
                {
                    return Err(FormError::invalid(
                        &format!("{at}, question {}", question.id),
                        "the id occurs twice",
                    ));
                }
            }
        }
        if places.is_empty() || places.len() > MAX_QUESTIONS {
            return Err(FormError::invalid(
                "section",
                &format!("not between 1 and {MAX_QUESTIONS} questions"),
            ));
        }
        Ok(places)
    }

    /// Checks depth, that each question looked at comes earlier, and that each value is possible.
    fn validate_condition(
        &self,
        at: &str,
        question: &Question,
        earlier: &BTreeMap<String, (usize, usize)>,
    ) -> Result<(), FormError> {
        let Some(condition) = &question.show_if else {
            return Ok(());
        };
        let fault = |what: &str| {
            FormError::invalid(&format!("{at}, question {}: show_if", question.id), what)
        };
        if condition.depth() > condition::MAX_DEPTH {
            return Err(fault("the condition is nested more than four deep"));
        }
        condition.visit(&mut |id, values| {
            let (section, place) = earlier
                .get(id)
                .ok_or_else(|| fault(&format!("{id} is not an earlier question")))?;
            self.sections[*section].questions[*place]
                .validate_values(values)
                .map_err(|what| fault(&what))
        })
    }
}

/// Turns TOML into JSON. What JSON cannot say is refused: serde alone would make null of `nan`.
fn json_of(value: toml::Value) -> Result<Value, FormError> {
    Ok(match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Boolean(value) => value.into(),
        toml::Value::Float(_) => return Err(FormError::syntax("a fraction")),
        toml::Value::Datetime(_) => {
            return Err(FormError::syntax("a date without quotation marks"));
        }
        toml::Value::Array(items) => items
            .into_iter()
            .map(json_of)
            .collect::<Result<Vec<_>, _>>()?
            .into(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, item)| Ok((key, json_of(item)?)))
            .collect::<Result<serde_json::Map<_, _>, FormError>>()?
            .into(),
    })
}

impl Serialize for Form {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.received.serialize(s)
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::from_json(&Value::deserialize(d)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
