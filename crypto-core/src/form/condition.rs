//! When a question is shown.

use serde::Deserialize;

use crate::answers::Answer;

/// Conditions inside each other, the innermost included.
pub(super) const MAX_DEPTH: usize = 4;

/// When a question is shown: a look at the answers of earlier questions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Record")]
#[non_exhaustive]
pub enum Condition {
    /// The answer to a question is one of these.
    OneOf {
        /// Id of an earlier question.
        question: String,
        /// Option ids, country codes, or `yes` and `no`.
        values: Vec<String>,
    },
    /// Each of these holds.
    All(Vec<Self>),
    /// At least one of these holds.
    Any(Vec<Self>),
    /// This does not hold.
    Not(Box<Self>),
}

/// A condition as it is written: exactly one of the four shapes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    question: Option<String>,
    one_of: Option<Vec<String>>,
    all: Option<Vec<Condition>>,
    any: Option<Vec<Condition>>,
    not: Option<Box<Condition>>,
}

impl TryFrom<Record> for Condition {
    type Error = &'static str;

    fn try_from(record: Record) -> Result<Self, Self::Error> {
        let Record {
            question,
            one_of,
            all,
            any,
            not,
        } = record;
        match (question, one_of, all, any, not) {
            (Some(question), Some(values), None, None, None) if !values.is_empty() => {
                Ok(Self::OneOf { question, values })
            }
            (None, None, Some(inner), None, None) if !inner.is_empty() => Ok(Self::All(inner)),
            (None, None, None, Some(inner), None) if !inner.is_empty() => Ok(Self::Any(inner)),
            (None, None, None, None, Some(inner)) => Ok(Self::Not(inner)),
            _ => Err("a condition is `question` with `one_of`, or `all`, or `any`, or `not`"),
        }
    }
}

impl Condition {
    /// Returns whether it holds.
    ///
    /// `answer` gives the answer of a visible question, and nothing for a hidden one.
    pub(super) fn holds<'a>(&self, answer: &impl Fn(&str) -> Option<&'a Answer>) -> bool {
        match self {
            Self::OneOf { question, values } => answer(question).is_some_and(|answer| {
                let is_listed = |value: &str| values.iter().any(|listed| listed == value);
                match answer {
                    Answer::Choice(id) => is_listed(id),
                    Answer::Choices(ids) => ids.iter().any(|id| is_listed(id)),
                    Answer::Bool(true) => is_listed("yes"),
                    Answer::Bool(false) => is_listed("no"),
                    Answer::Country(code) => is_listed(code),
                    _ => false,
                }
            }),
            Self::All(inner) => inner.iter().all(|condition| condition.holds(answer)),
            Self::Any(inner) => inner.iter().any(|condition| condition.holds(answer)),
            Self::Not(inner) => !inner.holds(answer),
        }
    }

    pub(super) fn depth(&self) -> usize {
        1 + match self {
            Self::OneOf { .. } => 0,
            Self::All(inner) | Self::Any(inner) => {
                inner.iter().map(Self::depth).max().unwrap_or_default()
            }
            Self::Not(inner) => inner.depth(),
        }
    }

    /// Calls `see` for every question looked at, with the values compared to.
    pub(super) fn visit<E>(
        &self,
        see: &mut impl FnMut(&str, &[String]) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::OneOf { question, values } => see(question, values),
            Self::All(inner) | Self::Any(inner) => {
                inner.iter().try_for_each(|condition| condition.visit(see))
            }
            Self::Not(inner) => inner.visit(see),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: serde_json::Value) -> Result<Condition, serde_json::Error> {
        serde_json::from_value(value)
    }

    #[test]
    fn exactly_one_shape() {
        for good in [
            json!({"question": "a", "one_of": ["yes"]}),
            json!({"all": [{"question": "a", "one_of": ["yes"]}]}),
            json!({"not": {"any": [{"question": "a", "one_of": ["x", "y"]}]}}),
        ] {
            assert!(read(good.clone()).is_ok(), "{good}");
        }
        for bad in [
            json!({}),
            json!({"question": "a"}),
            json!({"one_of": ["a"]}),
            json!({"question": "a", "one_of": []}),
            json!({"question": "a", "one_of": "yes"}),
            json!({"question": "a", "one_of": ["yes"], "not": {"question": "a", "one_of": ["b"]}}),
            json!({"all": []}),
            json!({"any": []}),
            json!({"none": []}),
            json!({"question": "a", "one_of": ["yes"], "x": {}}),
        ] {
            assert!(read(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn holds_only_with_an_answer() {
        let yes = Answer::Bool(true);
        let several = Answer::Choices(vec!["a".into(), "b".into()]);
        let answer = |id: &str| match id {
            "yes" => Some(&yes),
            "several" => Some(&several),
            _ => None,
        };
        let holds = |value| read(value).expect("a condition").holds(&answer);
        assert!(holds(json!({"question": "yes", "one_of": ["yes"]})));
        assert!(!holds(json!({"question": "yes", "one_of": ["no"]})));
        assert!(holds(json!({"question": "several", "one_of": ["b", "c"]})));
        assert!(!holds(json!({"question": "none", "one_of": ["yes", "no"]})));
        assert!(holds(
            json!({"not": {"question": "none", "one_of": ["yes"]}})
        ));
        let mixed = [
            json!({"question": "yes", "one_of": ["yes"]}),
            json!({"question": "none", "one_of": ["yes"]}),
        ];
        assert!(!holds(json!({"all": mixed})));
        assert!(holds(json!({"any": mixed})));
    }

    #[test]
    fn depth_counts_the_innermost() {
        let leaf = json!({"question": "a", "one_of": ["yes"]});
        let deep = json!({"not": {"all": [{"any": [leaf]}]}});
        assert_eq!(read(leaf).expect("a condition").depth(), 1);
        assert_eq!(read(deep).expect("a condition").depth(), 4);
    }
}
