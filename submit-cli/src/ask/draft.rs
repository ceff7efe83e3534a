//! Drafts: unfinished answers in a file that only the receipt opens.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crypto_core::{
    Answer, Answers, Arg, Draft, Form, Kind, Programme, Receipt, day_of, open_draft, seal_draft,
};
use zeroize::Zeroizing;

use super::files;
use super::interview::Interview;
use super::kept::Kept;
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

/// What a draft holds, read with the form of today.
#[derive(Default)]
pub(super) struct Reopened {
    pub(super) answers: Answers,
    /// Files by question id.
    pub(super) files: BTreeMap<String, Vec<AttachedFile>>,
    pub(super) kept: Kept,
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

    /// Sorts what the draft holds by what the form, which may have changed since, takes.
    ///
    /// An answer that is of the right kind but no longer allowed (too long, an option that is
    /// gone) stays an answer: the interview shows it and asks for it again.
    pub(super) fn contents(&self, form: &Form) -> Reopened {
        let mut reopened = Reopened::default();
        let is_for_files = |id: &str| form.question(id).is_some_and(|q| q.kind == Kind::Files);
        for file in &self.files {
            match &file.attachment.question {
                Some(id) if is_for_files(id) => {
                    let held = reopened.files.entry(id.clone()).or_default();
                    held.push(file.clone());
                }
                _ => reopened.kept.files.push(file.clone()),
            }
        }
        let has_kept_files = |kept: &Kept, id: &str| {
            let mut files = kept.files.iter();
            files.any(|file| file.attachment.question.as_deref() == Some(id))
        };
        let (answers, _) = form.accept(&self.draft.answers);
        for (id, answer) in answers {
            match answer {
                // Places of files that are kept: saving gives new ones.
                Answer::Other(_) if has_kept_files(&reopened.kept, &id) => {}
                // What nobody asks for, or what cannot be an answer to its question.
                Answer::Other(_) => {
                    reopened.kept.answers.insert(id, answer);
                }
                // Counted below.
                Answer::Files(_) => {}
                _ => {
                    reopened.answers.insert(id, answer);
                }
            }
        }
        for (id, held) in &reopened.files {
            let count = u32::try_from(held.len()).unwrap_or(u32::MAX);
            let places = Answer::Files((0..count).collect());
            reopened.answers.insert(id.clone(), places);
        }
        reopened.kept.message = self.draft.message.clone();
        reopened
    }
}

/// Asks for a file name and saves everything said so far.
pub(super) fn save(interview: &mut Interview<'_>) -> Result<(), Error> {
    let Some(path) = choose_path(interview)? else {
        return Ok(());
    };
    let mut answers = interview.answers.clone();
    let mut files = files::collect(&mut answers, &interview.programme.form, &interview.files);
    interview.kept.add_to(&mut answers, &mut files);
    let draft = Draft {
        organisation: interview.trusted.organisation.id,
        programme: interview.programme.id.clone(),
        form: interview.programme.form.hash(),
        language: interview.session.console.language(),
        answers: answers.to_wire(),
        message: interview.kept.message.clone(),
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
