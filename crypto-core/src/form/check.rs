//! Holding answers to their form: strictly before sealing, leniently at the desk.

use std::collections::{BTreeMap, BTreeSet};

use super::{Form, Kind, Question, is_currency};
use crate::Country;
use crate::answers::{Answer, AnswerProblem, Answers, Money, ProblemKind, WireAnswers};

/// Which questions must be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Every question that is shown.
    All,
    /// Only those that belong to the first cry for help.
    Now,
}

impl Form {
    /// Names everything that must be mended before the answers may be sealed.
    ///
    /// [`Form::prune`] first takes away what has become hidden or is blank.
    pub fn check(&self, answers: &Answers, which: Which) -> Vec<AnswerProblem> {
        let shown = self.shown(answers);
        let mut problems = Vec::new();
        for question in self.questions() {
            if which == Which::Now && !question.now {
                continue;
            }
            let answer = answers.get(&question.id);
            if !shown.contains(question.id.as_str()) {
                if answer.is_some() {
                    problems.push(AnswerProblem::new(&question.id, ProblemKind::Hidden));
                }
                continue;
            }
            match answer.filter(|answer| !answer.is_blank()) {
                None if question.required => {
                    problems.push(AnswerProblem::new(&question.id, ProblemKind::Missing));
                }
                None => {}
                Some(Answer::Bool(false))
                    if question.required && question.kind == Kind::Consent =>
                {
                    problems.push(AnswerProblem::new(&question.id, ProblemKind::ConsentNeeded));
                }
                Some(answer) => problems.extend(question.check(answer)),
            }
        }
        for (id, _) in answers.iter() {
            if self.question(id).is_none() {
                problems.push(AnswerProblem::new(id, ProblemKind::UnknownQuestion));
            }
        }
        problems
    }

    /// Reads the answers of a letter.
    ///
    /// Nothing is dropped: what does not fit stays as [`Answer::Other`] or as it is, and is named
    /// in the second part. A letter may come from an older organisation file, from another
    /// program, or from someone who tries what happens.
    pub fn accept(&self, answers: &WireAnswers) -> (Answers, Vec<AnswerProblem>) {
        let mut problems = Vec::new();
        let answers = answers
            .iter()
            .map(|(id, value)| {
                let other = || Answer::Other(value.clone());
                let answer = match self.question(id) {
                    None => {
                        problems.push(AnswerProblem::new(id, ProblemKind::UnknownQuestion));
                        other()
                    }
                    Some(question) => match Answer::from_wire(question, value) {
                        None => {
                            problems.push(AnswerProblem::new(id, ProblemKind::WrongKind));
                            other()
                        }
                        Some(answer) => {
                            problems.extend(question.check(&answer));
                            answer
                        }
                    },
                };
                (id.to_owned(), answer)
            })
            .collect();
        (answers, problems)
    }

    /// Returns the answers without those that are hidden or blank: what a letter carries.
    pub fn prune(&self, answers: &Answers) -> Answers {
        let shown = self.shown(answers);
        answers
            .iter()
            .filter(|(id, answer)| {
                !answer.is_blank() && (shown.contains(*id) || self.question(id).is_none())
            })
            .map(|(id, answer)| (id.to_owned(), answer.without_blank_rows()))
            .collect()
    }

    /// Returns the answers that belong to the first cry for help.
    pub fn only_now(&self, answers: &Answers) -> Answers {
        answers
            .iter()
            .filter(|(id, _)| self.question(id).is_some_and(|question| question.now))
            .map(|(id, answer)| (id.to_owned(), answer.clone()))
            .collect()
    }
}

impl Question {
    /// Names what is wrong with an answer to this question.
    pub fn check(&self, answer: &Answer) -> Vec<AnswerProblem> {
        match (self.kind, answer) {
            (Kind::Table, Answer::Table(rows)) => {
                let mut problems = Vec::new();
                if rows.len() > self.count_limit() as usize {
                    let max_count = self.count_limit();
                    problems.push(ProblemKind::TooManyRows { max_count });
                }
                let mut problems: Vec<_> = problems
                    .into_iter()
                    .map(|kind| AnswerProblem::new(&self.id, kind))
                    .collect();
                // Rows are cheap to write and their faults are not cheap to list: a letter of 1 MiB
                // could name millions.
                let checked = rows.iter().take(self.count_limit() as usize);
                for (at, row) in checked.enumerate() {
                    self.check_row(at, row, &mut problems);
                }
                problems
            }
            _ => self
                .check_simple(answer)
                .map(|kind| AnswerProblem::new(&self.id, kind))
                .into_iter()
                .collect(),
        }
    }

    fn check_row(
        &self,
        at: usize,
        row: &BTreeMap<String, Answer>,
        problems: &mut Vec<AnswerProblem>,
    ) {
        let mut add = |column: &str, kind| {
            problems.push(AnswerProblem {
                question: self.id.clone(),
                cell: Some((at, column.to_owned())),
                kind,
            });
        };
        for column in &self.columns {
            match row.get(&column.id).filter(|cell| !cell.is_blank()) {
                None if column.required => add(&column.id, ProblemKind::Missing),
                None => {}
                Some(cell) => {
                    if let Some(kind) = column.check_simple(cell) {
                        add(&column.id, kind);
                    }
                }
            }
        }
        for id in row.keys() {
            if self.column(id).is_none() {
                add(id, ProblemKind::UnknownColumn);
            }
        }
    }

    fn check_simple(&self, answer: &Answer) -> Option<ProblemKind> {
        let max_chars = self.char_limit();
        let is_long = |text: &str| text.chars().nth(max_chars as usize).is_some();
        match (self.kind, answer) {
            (Kind::Text | Kind::LongText, Answer::Text(text)) => {
                is_long(text).then_some(ProblemKind::TooLong { max_chars })
            }
            (Kind::OneOf, Answer::Choice(id)) => self
                .option(id)
                .is_none()
                .then_some(ProblemKind::UnknownOption),
            (Kind::SomeOf, Answer::Choices(ids)) => {
                if ids.iter().any(|id| self.option(id).is_none()) {
                    Some(ProblemKind::UnknownOption)
                } else {
                    is_repeated(ids).then_some(ProblemKind::Repeated)
                }
            }
            (Kind::YesNo | Kind::Consent, Answer::Bool(_)) | (Kind::Date, Answer::Date(_)) => None,
            (Kind::Country, Answer::Country(code)) => Country::by_code(code)
                .is_none()
                .then_some(ProblemKind::BadCountry),
            (Kind::Money, Answer::Money(money)) => self.check_money(money),
            (Kind::Contact, Answer::Contact(contact)) => {
                let parts = [Some(&contact.channel), Some(&contact.handle)]
                    .into_iter()
                    .chain([contact.safe_hours.as_ref(), contact.never.as_ref()])
                    .flatten();
                if contact.channel.trim().is_empty() || contact.handle.trim().is_empty() {
                    Some(ProblemKind::ContactIncomplete)
                } else {
                    parts
                        .into_iter()
                        .any(|part| is_long(part))
                        .then_some(ProblemKind::TooLong { max_chars })
                }
            }
            (Kind::Files, Answer::Files(places)) => {
                if places.len() > self.count_limit() as usize {
                    Some(ProblemKind::TooManyFiles {
                        max_count: self.count_limit(),
                    })
                } else {
                    is_repeated(places).then_some(ProblemKind::Repeated)
                }
            }
            _ => Some(ProblemKind::WrongKind),
        }
    }

    fn check_money(&self, money: &Money) -> Option<ProblemKind> {
        let is_taken = |code: &String| self.currencies.is_empty() || self.currencies.contains(code);
        if !Money::is_amount(&money.amount) {
            Some(ProblemKind::BadMoney)
        } else if !is_currency(&money.currency) || !is_taken(&money.currency) {
            Some(ProblemKind::BadCurrency)
        } else {
            None
        }
    }

    /// Names what is wrong with one file for this question.
    pub fn check_file(&self, media_type: &str, length_bytes: u64) -> Option<ProblemKind> {
        let media_type = media_type.to_ascii_lowercase();
        let is_accepted = self.accept.is_empty()
            || self
                .accept
                .iter()
                .any(|prefix| media_type.starts_with(&prefix.to_ascii_lowercase()));
        if length_bytes > self.byte_limit() {
            Some(ProblemKind::FileTooLarge {
                max_bytes: self.byte_limit(),
            })
        } else if !is_accepted {
            Some(ProblemKind::FileType)
        } else {
            None
        }
    }
}

impl Answer {
    fn without_blank_rows(&self) -> Self {
        match self {
            Self::Table(rows) => Self::Table(
                rows.iter()
                    .map(|row| {
                        row.iter()
                            .filter(|(_, cell)| !cell.is_blank())
                            .map(|(column, cell)| (column.clone(), cell.clone()))
                            .collect::<BTreeMap<_, _>>()
                    })
                    .filter(|row| !row.is_empty())
                    .collect(),
            ),
            other => other.clone(),
        }
    }
}

fn is_repeated<T: Ord>(items: &[T]) -> bool {
    let mut seen = BTreeSet::new();
    !items.iter().all(|item| seen.insert(item))
}
