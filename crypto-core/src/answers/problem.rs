//! What is wrong with an answer, in words that help the person who gave it.

use crate::Language;
use crate::messages::Arg;
use crate::words::words;

/// Something wrong with one answer. Never repeats the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnswerProblem {
    /// Question id, as in the form or, at the desk, as it came.
    pub question: String,
    /// Row (from 0) and column id, in a table.
    pub cell: Option<(usize, String)>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Neither the code nor the name of a country.
    BadCountry,
    /// Not a currency, or not one that the programme takes.
    BadCurrency,
    /// Not a day, month or year.
    BadDate,
    /// Not an amount of money.
    BadMoney,
    /// Neither yes nor no.
    BadYesNo,
    /// Nothing goes on without this consent.
    ConsentNeeded,
    /// An e-mail address, a number or a name is needed besides the channel, or the reverse.
    ContactIncomplete,
    /// A file is larger than allowed.
    FileTooLarge {
        /// Most bytes of one file.
        max_bytes: u64,
    },
    /// A file is of another kind than asked for.
    FileType,
    /// The question is hidden by other answers, so it has none.
    Hidden,
    /// Required, and not there.
    Missing,
    /// The same option or file twice.
    Repeated,
    /// More files than allowed.
    TooManyFiles {
        /// Most files.
        max_count: u32,
    },
    /// More rows than allowed.
    TooManyRows {
        /// Most rows.
        max_count: u32,
    },
    /// Longer than allowed.
    TooLong {
        /// Most characters.
        max_chars: u32,
    },
    /// A column that the form does not have.
    UnknownColumn,
    /// An option that the form does not have.
    UnknownOption,
    /// A question that the form does not have.
    UnknownQuestion,
    /// Not the kind of answer that the question asks for.
    WrongKind,
}

impl AnswerProblem {
    pub(crate) fn new(question: &str, kind: ProblemKind) -> Self {
        Self {
            question: question.to_owned(),
            cell: None,
            kind,
        }
    }

    /// Says what to do, in one sentence.
    pub fn text(&self, language: Language) -> String {
        words(language).format(self.kind.message_id(), &self.kind.args())
    }
}

impl ProblemKind {
    /// Returns the id of its sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::BadCountry => "problem-bad-country",
            Self::BadCurrency => "problem-bad-currency",
            Self::BadDate => "problem-bad-date",
            Self::BadMoney => "problem-bad-money",
            Self::BadYesNo => "problem-bad-yes-no",
            Self::ConsentNeeded => "problem-consent-needed",
            Self::ContactIncomplete => "problem-contact-incomplete",
            Self::FileTooLarge { .. } => "problem-file-too-large",
            Self::FileType => "problem-file-type",
            Self::Hidden => "problem-hidden",
            Self::Missing => "problem-missing",
            Self::Repeated => "problem-repeated",
            Self::TooManyFiles { .. } => "problem-too-many-files",
            Self::TooManyRows { .. } => "problem-too-many-rows",
            Self::TooLong { .. } => "problem-too-long",
            Self::UnknownColumn => "problem-unknown-column",
            Self::UnknownOption => "problem-unknown-option",
            Self::UnknownQuestion => "problem-unknown-question",
            Self::WrongKind => "problem-wrong-kind",
        }
    }

    /// Returns the values its sentence mentions.
    pub fn args(self) -> Vec<(&'static str, Arg<'static>)> {
        match self {
            Self::FileTooLarge { max_bytes } => {
                // Rounded down, so that a file of the size named is taken.
                vec![("megabytes", (max_bytes / 1_000_000).max(1).into())]
            }
            Self::TooManyFiles { max_count } | Self::TooManyRows { max_count } => {
                vec![("max", max_count.into())]
            }
            Self::TooLong { max_chars } => vec![("max", max_chars.into())],
            _ => vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Messages;
    use crate::words::SOURCES;

    const ALL: [ProblemKind; 19] = [
        ProblemKind::BadCountry,
        ProblemKind::BadCurrency,
        ProblemKind::BadDate,
        ProblemKind::BadMoney,
        ProblemKind::BadYesNo,
        ProblemKind::ConsentNeeded,
        ProblemKind::ContactIncomplete,
        ProblemKind::FileTooLarge {
            max_bytes: 20 << 20,
        },
        ProblemKind::FileType,
        ProblemKind::Hidden,
        ProblemKind::Missing,
        ProblemKind::Repeated,
        ProblemKind::TooManyFiles { max_count: 10 },
        ProblemKind::TooManyRows { max_count: 50 },
        ProblemKind::TooLong { max_chars: 500 },
        ProblemKind::UnknownColumn,
        ProblemKind::UnknownOption,
        ProblemKind::UnknownQuestion,
        ProblemKind::WrongKind,
    ];

    #[test]
    fn every_problem_has_its_sentence() {
        for language in Language::ALL {
            let messages = Messages::new(language, SOURCES);
            for kind in ALL {
                assert!(messages.has(kind.message_id()), "{kind:?}");
                let text = AnswerProblem::new("a", kind).text(language);
                assert!(!text.contains(['{', '}']), "{language}: {text}");
            }
        }
    }
}
