//! Reads a form that was filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crypto_core::{
    Answer, AnswerProblem, Answers, Contact, FORM_COMMENT, FORM_CONTACT_LINES, FORM_HEADER,
    FORM_QUESTION, Kind, Language, Organisation, OrganisationId, Programme, Question,
};

use super::even;
use crate::attachment::typed_path;
use crate::console::Console;
use crate::error::Error;

/// Which form a file is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) programme: String,
    pub(crate) language: Language,
    pub(crate) organisation: OrganisationId,
}

/// Something in the file that must be mended.
#[derive(Debug)]
pub(crate) enum FormFault {
    /// An answer is not right.
    Answer(AnswerProblem),
    /// Boxes cannot be read, or more than one is marked where one may be: question id.
    Boxes(String),
    /// A line (from 1) begins like an explanation, but is none of the form's.
    Comment(usize),
    /// A line (from 1) names a question that the form does not have, or one for the second time.
    Question(usize),
}

/// What a filled-in form says.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub(crate) answers: Answers,
    /// Files by question id.
    pub(crate) files: BTreeMap<String, Vec<PathBuf>>,
    pub(crate) faults: Vec<FormFault>,
}

/// Decodes the text as editors save it: UTF-8, with or without a mark, or UTF-16.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Error> {
    let utf16 = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| read([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).map_err(|_| Error::NotText)
    };
    match bytes {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|_| Error::NotText)?;
            Ok(text.trim_start_matches('\u{feff}').to_owned())
        }
    }
}

/// Finds out which form it is.
pub(crate) fn header(bytes: &[u8]) -> Result<Header, Error> {
    let text = decode(bytes)?;
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with(FORM_HEADER))
        .ok_or(Error::FormForeign)?;
    let mut words = line.split_whitespace().skip(1);
    let mut next = || words.next().ok_or(Error::FormForeign);
    Ok(Header {
        programme: next()?.to_owned(),
        language: next()?.parse().map_err(|_| Error::FormForeign)?,
        organisation: next()?.parse().map_err(|_| Error::FormForeign)?,
    })
}

impl Filled {
    /// Reads the answers, naming everything that must be mended.
    pub(crate) fn read(
        bytes: &[u8],
        console: &Console,
        organisation: &Organisation,
        programme: &Programme,
    ) -> Result<Self, Error> {
        let text = decode(bytes)?;
        let known = super::explanations(console.language(), organisation, programme);
        let mut filled = Self::default();
        let mut seen = BTreeSet::new();
        let mut current: Option<(&Question, Vec<&str>)> = None;
        let lines: Vec<&str> = text.lines().collect();
        let foreign = foreign_comments(&lines, &known, programme, console.language());
        for (at, line) in lines.iter().copied().enumerate() {
            if line.trim_start().starts_with(FORM_HEADER) {
                continue;
            }
            // One that was indented on the way is an explanation still.
            if line.starts_with(FORM_COMMENT) || known.contains(&even(line)) {
                if foreign.contains(&at) {
                    filled.faults.push(FormFault::Comment(at + 1));
                }
                continue;
            }
            if let Some(rest) = line.strip_prefix(FORM_QUESTION) {
                filled.take(current.take(), console);
                match programme.form.question(rest.trim()) {
                    Some(question) if seen.insert(&question.id) => {
                        current = Some((question, Vec::new()));
                    }
                    _ => filled.faults.push(FormFault::Question(at + 1)),
                }
                continue;
            }
            if let Some((_, lines)) = &mut current {
                lines.push(line);
            }
        }
        filled.take(current, console);
        Ok(filled)
    }

    /// Reads one answer.
    fn take(&mut self, current: Option<(&Question, Vec<&str>)>, console: &Console) {
        let Some((question, lines)) = current else {
            return;
        };
        let answer = match question.kind {
            Kind::OneOf | Kind::SomeOf | Kind::YesNo | Kind::Consent => {
                match self.boxes(question, &lines, console) {
                    Some(answer) => Ok(answer),
                    None => return,
                }
            }
            Kind::Contact => Ok(contact(&lines, console)),
            Kind::Files => {
                let paths: Vec<PathBuf> = lines
                    .iter()
                    .filter(|line| !line.trim().is_empty())
                    .map(|line| typed_path(line))
                    .collect();
                let count = u32::try_from(paths.len()).unwrap_or(u32::MAX);
                self.files.insert(question.id.clone(), paths);
                Ok(Answer::Files((0..count).collect()))
            }
            _ => {
                let text = lines.join("\n");
                if text.trim().is_empty() {
                    return;
                }
                Answer::parse(question, &text)
            }
        };
        match answer {
            Ok(answer) if answer.is_blank() => {}
            Ok(answer) => {
                self.answers.insert(question.id.clone(), answer);
            }
            Err(problem) => self.faults.push(FormFault::Answer(problem)),
        }
    }

    /// Reads marked boxes; `None` if there are none, or they are a fault.
    fn boxes(&mut self, question: &Question, lines: &[&str], console: &Console) -> Option<Answer> {
        let language = console.language();
        let labels: Vec<(String, String)> = match question.kind {
            Kind::YesNo | Kind::Consent => vec![
                ("yes".to_owned(), console.text("form-yes")),
                ("no".to_owned(), console.text("form-no")),
            ],
            _ => question
                .options
                .iter()
                .map(|option| (option.id.clone(), option.label.get(language).to_owned()))
                .collect(),
        };
        let mut chosen = Vec::new();
        for line in lines.iter().map(|line| line.trim()) {
            if line.is_empty() {
                continue;
            }
            // Something else than a box: a word of one's own, perhaps an important one.
            let Some((mark, label)) = marked(line) else {
                self.faults.push(FormFault::Boxes(question.id.clone()));
                return None;
            };
            if !mark {
                continue;
            }
            match labels.iter().find(|(_, known)| even(known) == even(label)) {
                Some((id, _)) => chosen.push(id.clone()),
                None => {
                    self.faults.push(FormFault::Boxes(question.id.clone()));
                    return None;
                }
            }
        }
        if chosen.len() > 1 && question.kind != Kind::SomeOf {
            self.faults.push(FormFault::Boxes(question.id.clone()));
            return None;
        }
        let first = chosen.first()?.clone();
        Some(match question.kind {
            Kind::SomeOf => Answer::Choices(chosen),
            Kind::OneOf => Answer::Choice(first),
            _ => Answer::Bool(first == "yes"),
        })
    }
}

/// Finds the lines that begin like explanations and may be a person's own text.
///
/// Besides the explanations that this build writes, those of another build or of an earlier
/// wording of the form are passed over where no answer can stand: before the first question, in
/// the heading of a section, and between the label of a question and the line that names it.
/// Anywhere else a line with a number sign may be all that somebody had to say.
fn foreign_comments(
    lines: &[&str],
    known: &BTreeSet<String>,
    programme: &Programme,
    language: Language,
) -> BTreeSet<usize> {
    let mut foreign = BTreeSet::new();
    let is_question =
        |line: &str| line.starts_with(FORM_QUESTION) && !line.starts_with(FORM_HEADER);
    let first = lines.iter().position(|line| is_question(line));
    let mut at = first.unwrap_or(lines.len());
    while at < lines.len() {
        if !lines[at].starts_with(FORM_COMMENT) {
            at += 1;
            continue;
        }
        let rows = lines[at..]
            .iter()
            .take_while(|line| line.starts_with(FORM_COMMENT))
            .count();
        let end = at + rows;
        // A block that leads to a question explains it from its label on. What stands above the
        // label may be the end of the answer before.
        let label = lines
            .get(end)
            .and_then(|line| line.strip_prefix(FORM_QUESTION))
            .and_then(|id| programme.form.question(id.trim()))
            .map(|question| even(question.label.get(language)));
        let begins = |line: &str| {
            let row = even(line.trim_start_matches(FORM_COMMENT));
            label.as_ref().is_some_and(|label| {
                !row.is_empty() && (row.starts_with(label.as_str()) || label.starts_with(&row))
            })
        };
        let mut is_explained = false;
        for (place, line) in lines.iter().enumerate().take(end).skip(at) {
            is_explained |= begins(line);
            if !is_explained && !is_heading(line) && !known.contains(&even(line)) {
                foreign.insert(place);
            }
        }
        at = end;
    }
    foreign
}

/// Whether it is the heading of a section: `# ===== 2/9  Title =====`.
fn is_heading(line: &str) -> bool {
    let line = line.trim_start_matches(FORM_COMMENT).trim();
    line.len() > 10 && line.starts_with("=====") && line.ends_with("=====")
}

/// Splits `[x] Label`; any mark counts, also one between full-width brackets.
fn marked(line: &str) -> Option<(bool, &str)> {
    let rest = line.strip_prefix(['[', '［', '【'])?;
    let (mark, label) = rest.split_once([']', '］', '】'])?;
    Some((!mark.trim().is_empty(), label.trim()))
}

/// Reads the four lines of a contact by their labels.
fn contact(lines: &[&str], console: &Console) -> Answer {
    let labels = FORM_CONTACT_LINES.map(|id| even(&console.text(id)));
    let mut parts = [const { String::new() }; 4];
    let mut place = 0;
    for line in lines {
        let line = even(line);
        let found = labels
            .iter()
            .position(|label| line.starts_with(label.as_str()));
        let text = match found {
            Some(at) => {
                place = at;
                line[labels[at].len()..].trim()
            }
            // A second line of the same part.
            None => line.as_str(),
        };
        if !text.is_empty() {
            if !parts[place].is_empty() {
                parts[place].push(' ');
            }
            parts[place].push_str(text);
        }
    }
    let [channel, handle, safe_hours, never] = parts;
    Answer::Contact(Contact {
        channel,
        handle,
        safe_hours: Some(safe_hours).filter(|text| !text.is_empty()),
        never: Some(never).filter(|text| !text.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn boxes_as_people_mark_them() {
        assert_eq!(marked("[x] Yes"), Some((true, "Yes")));
        assert_eq!(marked("[ ] Yes"), Some((false, "Yes")));
        assert_eq!(marked("[]Yes"), Some((false, "Yes")));
        assert_eq!(marked("［✓］是"), Some((true, "是")));
        assert_eq!(marked("Yes"), None);
    }

    #[test]
    fn encodings_of_editors() {
        let text = "@form emergency vi 00112233445566778899aabbccddeeff\r\n";
        let utf16: Vec<u8> = [0xfeff_u16]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let marked = ["\u{feff}", text].concat().into_bytes();
        for bytes in [text.as_bytes().to_vec(), utf16, marked] {
            let header = header(&bytes).unwrap();
            assert_eq!(header.programme, "emergency");
            assert_eq!(header.language, Language::Vi);
        }
        assert!(matches!(decode(&[0x80, 0x81]), Err(Error::NotText)));
    }

    #[test]
    fn what_is_not_a_form() {
        for text in [
            "",
            "hello",
            "@form",
            "@form emergency",
            "@form emergency xx 00",
        ] {
            assert!(
                matches!(header(text.as_bytes()), Err(Error::FormForeign)),
                "{text}"
            );
        }
    }
}
