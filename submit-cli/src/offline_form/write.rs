//! Writes an empty form.

use std::fmt::Write as _;

use crypto_core::{Arg, Condition, Country, Form, Kind, Organisation, Programme, Question};

use super::{COMMENT, HEADER, QUESTION};
use crate::console::{Console, plain, wrap};
use crate::error::size;

/// Columns of an explanation.
const COLUMNS: usize = 74;

/// Writes the form of `programme` in the language of `console`.
pub(super) fn write(
    console: &Console,
    organisation: &Organisation,
    programme: &Programme,
) -> String {
    let language = console.language();
    let form = &programme.form;
    let mut page = Page(String::new());
    page.comment(form.title().get(language));
    if let Some(intro) = form.intro() {
        page.comment(intro.get(language));
    }
    page.gap();
    page.comment(&console.text("form-how"));
    page.gap();
    page.line(&format!(
        "{HEADER} {} {} {}",
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
            page.question(console, form, programme, question);
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
                let _ = writeln!(self.0, "{}", format!("{COMMENT} {row}").trim_end());
            }
        }
    }

    fn question(
        &mut self,
        console: &Console,
        form: &Form,
        programme: &Programme,
        question: &Question,
    ) {
        let language = console.language();
        self.gap();
        let needed = if question.required {
            console.text("question-needed")
        } else {
            console.text("question-free")
        };
        self.comment(&format!("{} {needed}", question.label.get(language)));
        if let Some(condition) = &question.show_if {
            self.comment(&condition_text(console, form, condition));
        }
        if let Some(help) = &question.help {
            self.comment(help.get(language));
        }
        if let Some(danger) = &question.danger {
            self.comment(&format!(
                "{} {}",
                console.text("question-careful"),
                danger.get(language)
            ));
        }
        self.how(console, programme, question);
        self.line(&format!("{QUESTION} {}", question.id));
        match question.kind {
            Kind::OneOf | Kind::SomeOf => {
                for option in &question.options {
                    self.line(&format!("[ ] {}", plain(option.label.get(language))));
                }
            }
            Kind::YesNo | Kind::Consent => {
                self.line(&format!("[ ] {}", console.text("form-yes")));
                self.line(&format!("[ ] {}", console.text("form-no")));
            }
            Kind::Contact => {
                for id in super::fill::CONTACT_LINES {
                    self.line(&console.text(id));
                }
            }
            _ => self.gap(),
        }
    }

    /// Says how this kind of answer is written.
    fn how(&mut self, console: &Console, programme: &Programme, question: &Question) {
        match question.kind {
            Kind::Text | Kind::LongText | Kind::Contact => {}
            Kind::OneOf | Kind::YesNo | Kind::Consent => {
                self.comment(&console.text("form-how-one"))
            }
            Kind::SomeOf => self.comment(&console.text("form-how-some")),
            Kind::Date => self.comment(&console.text("how-date")),
            Kind::Country => {
                self.comment(&console.text("form-how-country"));
                let names: Vec<&str> = programme
                    .countries
                    .iter()
                    .filter_map(|code| Country::by_code(code))
                    .map(|country| country.name(console.language()))
                    .collect();
                if !names.is_empty() {
                    self.comment(
                        &console
                            .format("form-countries", &[("names", Arg::from(names.join(", ")))]),
                    );
                }
            }
            Kind::Money if question.currencies.is_empty() => {
                self.comment(&console.text("how-money"));
            }
            Kind::Money => self.comment(&console.format(
                "how-money-of",
                &[("currencies", Arg::from(question.currencies.join(", ")))],
            )),
            Kind::Table => {
                let columns: Vec<&str> = question
                    .columns
                    .iter()
                    .map(|column| column.label.get(console.language()))
                    .collect();
                self.comment(&console.text("form-how-table"));
                self.comment(&columns.join(" | "));
            }
            Kind::Files => self.comment(&console.format(
                "form-how-files",
                &[
                    ("limit", Arg::from(size(question.byte_limit()))),
                    ("count", Arg::from(question.count_limit())),
                ],
            )),
        }
    }
}

/// Says when a question is asked, where that can be said in a sentence.
fn condition_text(console: &Console, form: &Form, condition: &Condition) -> String {
    let language = console.language();
    let Condition::OneOf { question, values } = condition else {
        return console.text("form-only-if-fits");
    };
    let Some(asked) = form.question(question) else {
        return console.text("form-only-if-fits");
    };
    let labels: Vec<String> = values
        .iter()
        .map(|value| match (asked.kind, value.as_str()) {
            (Kind::YesNo | Kind::Consent, "yes") => console.text("form-yes"),
            (Kind::YesNo | Kind::Consent, "no") => console.text("form-no"),
            (Kind::Country, code) => Country::by_code(code)
                .map_or_else(|| code.to_owned(), |c| c.name(language).to_owned()),
            (_, id) => asked
                .option(id)
                .map_or_else(|| id.to_owned(), |o| o.label.get(language).to_owned()),
        })
        .collect();
    console.format(
        "form-only-if",
        &[
            ("question", Arg::from(asked.label.get(language))),
            ("answers", Arg::from(labels.join(" / "))),
        ],
    )
}
