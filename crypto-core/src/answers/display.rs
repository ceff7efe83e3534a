//! Answers as people read them.

use super::{Answer, Contact, WireValue};
use crate::form::Question;
use crate::words::words;
use crate::{Country, Language};

impl Answer {
    /// Writes the answer for a reader of `language`: labels of options, names of countries.
    ///
    /// What the person typed stays as it is and may hold any character: whoever shows it on
    /// a terminal takes control characters out first.
    pub fn display(&self, question: &Question, language: Language) -> String {
        match self {
            Self::Choice(id) => label(question, id, language),
            Self::Choices(ids) => ids
                .iter()
                .map(|id| label(question, id, language))
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Table(rows) => rows
                .iter()
                .map(|row| {
                    let known = question.columns.iter().filter_map(|column| {
                        let cell = row.get(&column.id)?;
                        Some(format!(
                            "{}: {}",
                            column.label.get(language),
                            cell.display(column, language)
                        ))
                    });
                    let unknown = row
                        .iter()
                        .filter(|(id, _)| question.column(id).is_none())
                        .map(|(id, cell)| format!("{id}: {}", cell.display_plain(language)));
                    known.chain(unknown).collect::<Vec<_>>().join(" · ")
                })
                .collect::<Vec<_>>()
                .join("\n"),
            _ => self.display_plain(language),
        }
    }

    /// Writes an answer whose question is not known.
    pub fn display_plain(&self, language: Language) -> String {
        match self {
            Self::Text(text) | Self::Choice(text) => text.clone(),
            Self::Choices(ids) => ids.join("\n"),
            Self::Bool(true) => words(language).text("answer-yes"),
            Self::Bool(false) => words(language).text("answer-no"),
            Self::Date(date) => date.to_string(),
            Self::Country(code) => Country::by_code(code)
                .map_or_else(|| code.clone(), |country| country.name(language).to_owned()),
            Self::Money(money) => format!("{} {}", money.amount, money.currency),
            Self::Table(rows) => rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|(id, cell)| format!("{id}: {}", cell.display_plain(language)))
                        .collect::<Vec<_>>()
                        .join(" · ")
                })
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Contact(contact) => display_contact(contact, language),
            Self::Files(places) => places
                .iter()
                .map(|place| (u64::from(*place) + 1).to_string())
                .collect::<Vec<_>>()
                .join(", "),
            Self::Other(value) => display_value(value, language),
        }
    }
}

fn label(question: &Question, id: &str, language: Language) -> String {
    question
        .option(id)
        .map_or(id, |option| option.label.get(language))
        .to_owned()
}

fn display_contact(contact: &Contact, language: Language) -> String {
    let words = words(language);
    let mut lines = vec![format!("{}: {}", contact.channel, contact.handle)];
    for (id, text) in [
        ("answer-safe-hours", &contact.safe_hours),
        ("answer-never", &contact.never),
    ] {
        if let Some(text) = text {
            lines.push(words.format(id, &[("text", text.into())]));
        }
    }
    lines.join("\n")
}

fn display_value(value: &WireValue, language: Language) -> String {
    match value {
        WireValue::Null => "–".to_owned(),
        WireValue::Bool(value) => Answer::Bool(*value).display_plain(language),
        WireValue::Integer(value) => value.to_string(),
        WireValue::Text(text) => text.clone(),
        WireValue::Bytes(bytes) => hex::encode(bytes),
        WireValue::Array(items) => items
            .iter()
            .map(|item| display_value(item, language))
            .collect::<Vec<_>>()
            .join("\n"),
        WireValue::Map(entries) => entries
            .iter()
            .map(|(key, value)| format!("{key}: {}", display_value(value, language)))
            .collect::<Vec<_>>()
            .join(" · "),
    }
}
