//! Reading the open desk.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crypto_core::{
    Answer, AnswerProblem, Digest, Fingerprint, Form, Kind, Language, LetterId, WireAnswers,
    WireValue,
};
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::error::DeskError;
use super::open::Desk;
use super::report::DeskSummary;
use crate::model::{
    AnswerFile, AnswerSection, AnswerView, Case, CaseAnswer, CaseFile, CaseId, CaseRow,
};
use crate::vault::{remove_if_there, sync_folder, temporary};

pub(super) fn summary(desk: &Desk, _now: Timestamp) -> DeskSummary {
    let keyring = &desk.keyring;
    let events = desk.journal.mark().count;
    let waiting = desk
        .index
        .summaries
        .values()
        .flat_map(|summary| &summary.parts)
        .filter(|part| {
            part.lane == keyring.desk.lane && !desk.index.editions.contains_key(&part.reply)
        })
        .count();
    let mut lanes: Vec<u8> = keyring.desks.iter().map(|entry| entry.lane).collect();
    lanes.sort_unstable();
    DeskSummary {
        organisation: keyring
            .organisation
            .unwrap_or(crypto_core::OrganisationId::from_bytes([0; 16])),
        name: keyring.name.clone(),
        lane: keyring.desk.lane,
        lanes,
        publication: desk
            .index
            .published
            .as_ref()
            .map(|published| published.organisation.number),
        fingerprint: keyring
            .root
            .as_ref()
            .map(|root| Fingerprint::of(root).to_string())
            .unwrap_or_default(),
        keys_until: keyring.intake.iter().map(|key| key.until).max(),
        backup: keyring.backup.as_ref().map(|mark| mark.at),
        events_since_backup: events
            .saturating_sub(keyring.backup.as_ref().map_or(0, |mark| mark.journal.count)),
        replies_waiting: waiting,
        aside: super::import::aside(desk).len(),
        destroyed: desk.index.destroyed.len(),
    }
}

pub(super) fn queue(desk: &Desk) -> Vec<CaseRow> {
    desk.index
        .summaries
        .values()
        .map(|summary| summary.row.clone())
        .collect()
}

pub(super) fn case(desk: &mut Desk, id: &CaseId) -> Result<Case, DeskError> {
    let events = desk.summary_of(id)?.events;
    let mut case = match desk.store.case(id, events) {
        Some(case) => case,
        None => {
            // The cache lost it: the journal has not.
            let (case, summary) = desk
                .fold(id)
                .ok_or_else(|| DeskError::damaged(format!("case {}", id.short())))?;
            desk.store.put(&case, &summary);
            case
        }
    };
    for reply in &mut case.replies {
        reply.published = desk.index.editions.get(&reply.id).copied();
    }
    Ok(case)
}

pub(super) fn find(desk: &Desk, start: &str) -> Result<CaseId, DeskError> {
    let start = start.to_ascii_lowercase();
    let mut found = desk
        .index
        .summaries
        .keys()
        .filter(|id| id.to_string().starts_with(&start));
    match (found.next(), found.next()) {
        (Some(id), None) if !start.is_empty() => Ok(*id),
        _ => Err(DeskError::NoCase),
    }
}

pub(super) fn form<'a>(desk: &'a Desk, hash: &Digest) -> Option<&'a Form> {
    desk.index.forms.get(hash)
}

pub(super) fn programmes(desk: &Desk, language: Language) -> Vec<(String, String)> {
    desk.index
        .published
        .iter()
        .flat_map(|published| &published.organisation.programmes)
        .map(|programme| {
            (
                programme.id.clone(),
                programme.title.get(language).to_owned(),
            )
        })
        .collect()
}

pub(super) fn answers(desk: &Desk, case: &Case, language: Language) -> Vec<AnswerSection> {
    let mut left: BTreeMap<&str, &CaseAnswer> = case
        .answers
        .iter()
        .map(|(question, answer)| (question.as_str(), answer))
        .collect();
    let mut sections = Vec::new();
    if let Some(form) = case.form.and_then(|hash| desk.index.forms.get(&hash)) {
        let wire: WireAnswers = case
            .answers
            .iter()
            .map(|(question, answer)| (question.clone(), answer.value.clone()))
            .collect();
        let (accepted, mut problems) = form.accept(&wire);
        problems.extend(form.check(&accepted, crypto_core::Which::All));
        for section in form.sections() {
            let mut views = Vec::new();
            for question in &section.questions {
                let problem = problem_of(&problems, &question.id);
                let Some(answer) = left.remove(question.id.as_str()) else {
                    if question.required && form.visible(question, &accepted) {
                        views.push(AnswerView {
                            question: question.id.clone(),
                            label: question.label.get(language).to_owned(),
                            text: String::new(),
                            danger: false,
                            problem,
                            files: Vec::new(),
                        });
                    }
                    continue;
                };
                let is_files = question.kind == Kind::Files;
                let text = match Answer::from_wire(question, &answer.value) {
                    Some(_) if is_files => String::new(),
                    Some(known) => known.display(question, language),
                    None => plain(&answer.value, language),
                };
                views.push(AnswerView {
                    question: question.id.clone(),
                    label: question.label.get(language).to_owned(),
                    text,
                    danger: question.danger.is_some(),
                    problem,
                    files: if is_files { files(answer) } else { Vec::new() },
                });
            }
            if !views.is_empty() {
                sections.push(AnswerSection {
                    title: section.title.get(language).to_owned(),
                    answers: views,
                });
            }
        }
    }
    let rest: Vec<AnswerView> = left
        .into_iter()
        .map(|(question, answer)| AnswerView {
            question: question.to_owned(),
            label: question.to_owned(),
            text: plain(&answer.value, language),
            danger: false,
            problem: None,
            files: Vec::new(),
        })
        .collect();
    if !rest.is_empty() {
        sections.push(AnswerSection {
            title: String::new(),
            answers: rest,
        });
    }
    sections
}

fn problem_of(problems: &[AnswerProblem], question: &str) -> Option<String> {
    problems
        .iter()
        .find(|problem| problem.question == question)
        .map(|problem| problem.kind.message_id().to_owned())
}

fn plain(value: &WireValue, language: Language) -> String {
    Answer::Other(value.clone()).display_plain(language)
}

fn files(answer: &CaseAnswer) -> Vec<AnswerFile> {
    match &answer.value {
        WireValue::Array(places) => places
            .iter()
            .filter_map(|place| match place {
                WireValue::Integer(index) => Some(AnswerFile {
                    letter: answer.letter,
                    index: usize::try_from(*index).ok()?,
                }),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn attachment(
    desk: &mut Desk,
    id: &CaseId,
    letter: &LetterId,
    index: usize,
) -> Result<CaseFile, DeskError> {
    case(desk, id)?
        .letters
        .iter()
        .find(|known| known.id == *letter)
        .and_then(|known| known.attachments.get(index))
        .cloned()
        .ok_or(DeskError::NoFile)
}

/// Copies an attachment and holds it to its description.
fn copy_out(desk: &Desk, file: &CaseFile, out: &mut impl Write) -> Result<(), DeskError> {
    let damaged =
        || DeskError::damaged(format!("file {}", super::report::short(&file.sealed_name)));
    let mut reader = match desk.files.open(&file.sealed_name, &file.key) {
        Ok(reader) => reader,
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(DeskError::io("reading an attachment")(error));
        }
        Err(_) => return Err(damaged()),
    };
    let mut writer = crypto_core::DigestWriter::new(out);
    std::io::copy(&mut reader, &mut writer).map_err(|error| {
        if error.kind() == std::io::ErrorKind::InvalidData {
            damaged()
        } else {
            DeskError::io("copying an attachment")(error)
        }
    })?;
    let (_, sha256, length) = writer.finish();
    if (sha256, length) == (file.sha256, file.length) {
        Ok(())
    } else {
        Err(damaged())
    }
}

pub(super) fn read_attachment(
    desk: &mut Desk,
    case: &CaseId,
    letter: &LetterId,
    index: usize,
    limit_bytes: u64,
) -> Result<Zeroizing<Vec<u8>>, DeskError> {
    let file = attachment(desk, case, letter, index)?;
    if file.length > limit_bytes {
        return Err(DeskError::TooLarge { limit_bytes });
    }
    // The whole length at once: a growing buffer would leave copies behind.
    let mut content = Zeroizing::new(Vec::with_capacity(file.length as usize));
    copy_out(desk, &file, &mut *content)?;
    Ok(content)
}

pub(super) fn export_attachment(
    desk: &mut Desk,
    case: &CaseId,
    letter: &LetterId,
    index: usize,
    target: &Path,
) -> Result<u64, DeskError> {
    let file = attachment(desk, case, letter, index)?;
    write_new(target, |out| copy_out(desk, &file, out))?;
    Ok(file.length)
}

/// Writes a new file through a temporary one; refuses to replace anything.
pub(super) fn write_new(
    target: &Path,
    write: impl FnOnce(&mut BufWriter<std::fs::File>) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let exists = || DeskError::FileExists {
        name: target.display().to_string(),
    };
    if target.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let context = || "writing the file";
    let (out, path) = temporary(folder).map_err(DeskError::io(context()))?;
    let mut out = BufWriter::new(out);
    let result = write(&mut out).and_then(|()| {
        out.flush()
            .and_then(|()| out.get_ref().sync_all())
            .map_err(DeskError::io(context()))?;
        // Claim the name first: a rename alone would replace what appeared meanwhile.
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(target)
            .map_err(|_| exists())?;
        std::fs::rename(&path, target)
            .and_then(|()| sync_folder(folder))
            .map_err(DeskError::io(context()))
    });
    if result.is_err() {
        // The first error is the one to report.
        let _ = remove_if_there(&path);
    }
    result
}
