//! Answers as a caseworker reads them: under the form's own labels.

/// A section of the form with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSection {
    /// Title in the language asked for; empty for answers whose question is not in the form.
    pub title: String,
    /// Questions that were answered, and required ones that were not.
    pub answers: Vec<AnswerView>,
}

/// One question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerView {
    /// Question id.
    pub question: String,
    /// Label in the language asked for; the id where the form is not known.
    pub label: String,
    /// The answer in words; empty when there is none.
    pub text: String,
    /// The question warns that an answer could do harm.
    pub danger: bool,
    /// Message id of what is wrong with the answer, for the locale files.
    pub problem: Option<String>,
    /// Files that answer it.
    pub files: Vec<AnswerFile>,
}

/// A file that answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerFile {
    /// Letter that carries it.
    pub letter: crypto_core::LetterId,
    /// Place in the letter's attachments.
    pub index: usize,
}
