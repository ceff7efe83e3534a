//! The blank form: a programme's questions as a text file that any editor can fill in.
//!
//! The submitter's tool writes it, and reads it back filled in; the desk publishes it for those
//! who have no tool.

use std::fmt::Write as _;

use crate::plain_text::{plain, size_text, wrap};
use crate::{
    Arg, Condition, Country, Form, Kind, Language, Messages, Organisation, Programme, Question,
};

/// What begins a line that names a question.
pub const FORM_QUESTION: char = '@';
/// What begins an explanation.
pub const FORM_COMMENT: char = '#';
/// The line that says which form it is.
pub const FORM_HEADER: &str = "@form";
/// Labels of the lines of a contact, in the order in which they are written.
pub const FORM_CONTACT_LINES: [&str; 4] = [
    "contact-channel",
    "contact-handle",
    "contact-safe-hours",
    "contact-never",
];

/// The words around the questions. A reader of filled-in forms needs the same ones.
pub const FORM_WORDS: [(Language, &str); 4] = [
    (Language::En, include_str!("../i18n/blank-form.en.ftl")),
    (
        Language::ZhHans,
        include_str!("../i18n/blank-form.zh-Hans.ftl"),
    ),
    (Language::Fr, include_str!("../i18n/blank-form.fr.ftl")),
    (Language::Vi, include_str!("../i18n/blank-form.vi.ftl")),
];

/// Columns of an explanation.
const COLUMNS: usize = 74;

/// Writes the blank form of `programme` in one language.
pub fn blank_form(
    organisation: &Organisation,
    programme: &Programme,
    language: Language,
) -> String {
    let words = &Messages::new(language, &FORM_WORDS);
    let form = &programme.form;
    let mut page = Page(String::new());
    page.comment(form.title().get(language));
    if let Some(intro) = form.intro() {
        page.comment(intro.get(language));
    }
    page.gap();
    page.comment(&words.text("form-how"));
    page.gap();
    page.line(&format!(
        "{FORM_HEADER} {} {} {}",
        programme.id,
        language.tag(),
        organisation.id
    ));
    let sections = form.sections();
    for (place, section) in sections.iter().enumerate() {
        page.gap();
        page.gap();
        page.comment(&format!(
            "===== {}/{}  {} =====",
            place + 1,
            sections.len(),
            section.title.get(language)
        ));
        for question in &section.questions {
            page.question(words, form, programme, question);
        }
    }
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn comment(&mut self, text: &str) {
        for line in plain(text).lines() {
            for row in wrap(line, COLUMNS) {
                // Writing to a string cannot fail.
                let _ = writeln!(self.0, "{}", format!("{FORM_COMMENT} {row}").trim_end());
            }
        }
    }

    fn question(
        &mut self,
        words: &Messages,
        form: &Form,
        programme: &Programme,
        question: &Question,
    ) {
        let language = words.language();
        self.gap();
        let needed = if question.required {
            words.text("question-needed")
        } else {
            words.text("question-free")
        };
        self.comment(&format!("{} {needed}", question.label.get(language)));
        if let Some(condition) = &question.show_if {
            self.comment(&condition_text(words, form, condition));
        }
        if let Some(help) = &question.help {
            self.comment(help.get(language));
        }
        if let Some(danger) = &question.danger {
            self.comment(&format!(
                "{} {}",
                words.text("question-careful"),
                danger.get(language)
            ));
        }
        self.how(words, programme, question);
        self.line(&format!("{FORM_QUESTION} {}", question.id));
        match question.kind {
            Kind::OneOf | Kind::SomeOf => {
                for option in &question.options {
                    self.line(&format!("[ ] {}", plain(option.label.get(language))));
                }
            }
            Kind::YesNo | Kind::Consent => {
                self.line(&format!("[ ] {}", words.text("form-yes")));
                self.line(&format!("[ ] {}", words.text("form-no")));
            }
            Kind::Contact => {
                for id in FORM_CONTACT_LINES {
                    self.line(&words.text(id));
                }
            }
            _ => self.gap(),
        }
    }

    /// Says how this kind of answer is written.
    fn how(&mut self, words: &Messages, programme: &Programme, question: &Question) {
        match question.kind {
            Kind::Text | Kind::LongText | Kind::Contact => {}
            Kind::OneOf | Kind::YesNo | Kind::Consent => self.comment(&words.text("form-how-one")),
            Kind::SomeOf => self.comment(&words.text("form-how-some")),
            Kind::Date => self.comment(&words.text("how-date")),
            Kind::Country => {
                self.comment(&words.text("form-how-country"));
                let names: Vec<&str> = programme
                    .countries
                    .iter()
                    .filter_map(|code| Country::by_code(code))
                    .map(|country| country.name(words.language()))
                    .collect();
                if !names.is_empty() {
                    self.comment(
                        &words.format("form-countries", &[("names", Arg::from(names.join(", ")))]),
                    );
                }
            }
            Kind::Money if question.currencies.is_empty() => {
                self.comment(&words.text("how-money"));
            }
            Kind::Money => self.comment(&words.format(
                "how-money-of",
                &[("currencies", Arg::from(question.currencies.join(", ")))],
            )),
            Kind::Table => {
                let columns: Vec<&str> = question
                    .columns
                    .iter()
                    .map(|column| column.label.get(words.language()))
                    .collect();
                self.comment(&words.text("form-how-table"));
                self.comment(&columns.join(" | "));
            }
            Kind::Files => self.comment(&words.format(
                "form-how-files",
                &[
                    ("limit", Arg::from(size_text(question.byte_limit()))),
                    ("count", Arg::from(question.count_limit())),
                ],
            )),
        }
    }
}

/// Says when a question is asked, where that can be said in a sentence.
fn condition_text(words: &Messages, form: &Form, condition: &Condition) -> String {
    let language = words.language();
    let Condition::OneOf { question, values } = condition else {
        return words.text("form-only-if-fits");
    };
    let Some(asked) = form.question(question) else {
        return words.text("form-only-if-fits");
    };
    let labels: Vec<String> = values
        .iter()
        .map(|value| match (asked.kind, value.as_str()) {
            (Kind::YesNo | Kind::Consent, "yes") => words.text("form-yes"),
            (Kind::YesNo | Kind::Consent, "no") => words.text("form-no"),
            (Kind::Country, code) => Country::by_code(code)
                .map_or_else(|| code.to_owned(), |c| c.name(language).to_owned()),
            (_, id) => asked
                .option(id)
                .map_or_else(|| id.to_owned(), |o| o.label.get(language).to_owned()),
        })
        .collect();
    words.format(
        "form-only-if",
        &[
            ("question", Arg::from(asked.label.get(language))),
            ("answers", Arg::from(labels.join(" / "))),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything() {
        assert_eq!(Messages::check(&FORM_WORDS), Ok(()));
    }
}
