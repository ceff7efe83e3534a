//! Drafts: unfinished answers in a file that only the receipt opens.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crypto_core::{
    Answers, Arg, Draft, Form, Kind, Programme, Receipt, day_of, open_draft, seal_draft,
};
use zeroize::Zeroizing;

use super::files;
use super::interview::Interview;
use crate::attachment::AttachedFile;
use crate::error::Error;
use crate::home;
use crate::sealing::seal_error;
use crate::trusted::Trusted;

/// A neutral name.
const DEFAULT_NAME: &str = "draft.age";

/// A draft that was opened, with its files in memory.
pub(super) struct Opened {
    pub(super) draft: Draft,
    files: Vec<AttachedFile>,
}

/// Collects a file of the draft in memory; a disk would keep it in the open.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Zeroizing<Vec<u8>>>>);

impl Write for Memory {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Opened {
    /// Opens a draft with the receipt it was saved under.
    pub(super) fn read(path: &Path, receipt: &Receipt) -> Result<Self, Error> {
        let file = File::open(path).map_err(Error::read(path))?;
        let mut contents: Vec<Memory> = Vec::new();
        let draft = open_draft(receipt, BufReader::new(file), |_, _| {
            let memory = Memory::default();
            contents.push(memory.clone());
            Ok(Box::new(memory))
        })
        .map_err(|_| Error::Draft)?;
        let files = draft
            .attachments
            .iter()
            .cloned()
            .zip(contents)
            .map(|(attachment, memory)| {
                let content = std::mem::take(&mut *memory.0.borrow_mut());
                AttachedFile::from_memory(attachment, content)
            })
            .collect();
        Ok(Self { draft, files })
    }

    /// Finds the programme of the draft. A form that was reworded since still takes its answers.
    pub(super) fn programme<'a>(&self, trusted: &'a Trusted) -> Result<&'a Programme, Error> {
        let organisation = &trusted.organisation;
        if organisation.id != self.draft.organisation {
            return Err(Error::DraftForeign);
        }
        organisation
            .programme(&self.draft.programme)
            .ok_or(Error::DraftForeign)
    }

    /// Returns the answers that fit the form, and the files of each question.
    pub(super) fn answers(&self, form: &Form) -> (Answers, BTreeMap<String, Vec<AttachedFile>>) {
        let (mut answers, problems) = form.accept(&self.draft.answers);
        for problem in problems {
            answers.remove(&problem.question);
        }
        let mut files: BTreeMap<String, Vec<AttachedFile>> = BTreeMap::new();
        for file in &self.files {
            if let Some(question) = &file.attachment.question {
                files
                    .entry(question.clone())
                    .or_default()
                    .push(file.clone());
            }
        }
        for question in form.questions().filter(|q| q.kind == Kind::Files) {
            if !files.contains_key(&question.id) {
                answers.remove(&question.id);
            }
        }
        (answers, files)
    }
}

/// Asks for a file name and saves everything said so far.
pub(super) fn save(interview: &mut Interview<'_>) -> Result<(), Error> {
    let Some(path) = choose_path(interview)? else {
        return Ok(());
    };
    let mut answers = interview.answers.clone();
    let files = files::collect(&mut answers, &interview.programme.form, &interview.files);
    let draft = Draft {
        organisation: interview.trusted.organisation.id,
        programme: interview.programme.id.clone(),
        form: interview.programme.form.hash(),
        language: interview.session.console.language(),
        answers: answers.to_wire(),
        message: None,
        attachments: files.iter().map(|file| file.attachment.clone()).collect(),
        saved_on: day_of(interview.session.now()),
        sent: interview
            .is_begun
            .then(|| interview.sent.iter().cloned().collect()),
        x: None,
    };
    let saved = home::write_whole(&path, true, |out| {
        let mut readers = files
            .iter()
            .map(AttachedFile::open)
            .collect::<Result<Vec<_>, _>>()?;
        let mut out = BufWriter::new(out);
        seal_draft(&draft, interview.receipt, &mut readers, &mut out)
            .map_err(|error| seal_error(error, &path))?;
        out.flush().map_err(Error::write(&path))
    });
    let console = &interview.session.console;
    match saved {
        Ok(()) => {
            console.say_with(
                "draft-saved",
                &[("path", Arg::from(path.display().to_string()))],
            );
            interview.draft_path = Some(path);
        }
        // A full or read-only disk must not end the interview.
        Err(error) => {
            console.print(&error.sentence(console.messages()));
            if let Some(hint) = error.hint(console.messages()) {
                console.print(&hint);
            }
        }
    }
    Ok(())
}

/// Asks where to save; `None` if the person would rather not.
fn choose_path(interview: &mut Interview<'_>) -> Result<Option<PathBuf>, Error> {
    let known = interview.draft_path.clone();
    let offered = known.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_NAME));
    let console = &mut interview.session.console;
    loop {
        let prompt = console.format(
            "draft-prompt",
            &[("path", Arg::from(offered.display().to_string()))],
        );
        let line = console.read(&prompt)?;
        let path = if line.trim().is_empty() {
            offered.clone()
        } else {
            crate::attachment::typed_path(&line)
        };
        if !path.exists() || known.as_ref() == Some(&path) {
            return Ok(Some(path));
        }
        let question = console.format(
            "draft-replace",
            &[("path", Arg::from(path.display().to_string()))],
        );
        if console.yes_or_no(&question)? {
            return Ok(Some(path));
        }
    }
}
