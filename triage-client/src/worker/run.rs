//! The worker's loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use crypto_core::Language;
use jiff::Timestamp;

use super::{Edit, Event, Job, Outbox, Stamped, picture, sticks};
use crate::desk::{self, Desk, DeskError, ExchangeOptions, Progress, ReplyDraft};
use crate::model::CaseId;
use crate::state::{CaseContent, DeskFacts, Drafts, FileAt, Sentence, Settings};

/// What the thread holds.
struct Bench<'a> {
    vault: PathBuf,
    settings: Option<PathBuf>,
    clock: &'a dyn Fn() -> Timestamp,
    outbox: &'a Outbox,
    /// The open desk and the generation in which it was opened.
    desk: Option<(u64, Desk)>,
}

/// Carries out jobs until the window is gone.
pub(super) fn run(
    vault: PathBuf,
    settings: Option<PathBuf>,
    clock: &dyn Fn() -> Timestamp,
    inbox: &Receiver<Stamped<Job>>,
    outbox: &Outbox,
) {
    let mut bench = Bench {
        vault,
        settings,
        clock,
        outbox,
        desk: None,
    };
    while let Ok(stamped) = inbox.recv() {
        if catch_unwind(AssertUnwindSafe(|| bench.take(stamped))).is_err() {
            // Whatever the desk was doing is half done in memory; on disk a change is whole or
            // not there. Nothing may touch this memory again.
            outbox.send(0, Event::Stopped);
            return;
        }
    }
}

impl Bench<'_> {
    fn take(&mut self, stamped: Stamped<Job>) {
        let Stamped { generation, what } = stamped;
        if self
            .desk
            .as_ref()
            .is_some_and(|(opened, _)| self.outbox.is_stale(*opened))
            && !matches!(what, Job::KeepDrafts { .. })
        {
            self.desk = None;
        }
        let stale = self.outbox.is_stale(generation);
        if stale && !matches!(what, Job::SaveSettings(_) | Job::KeepDrafts { .. }) {
            return;
        }
        if let Err(failure) = self.carry_out(generation, what) {
            self.outbox.send(generation, failure);
        }
    }

    fn carry_out(&mut self, generation: u64, job: Job) -> Result<(), Event> {
        let now = (self.clock)();
        match job {
            Job::People => {
                let names = desk::people(&self.vault).map_err(|error| refused(&error))?;
                self.tell(generation, Event::People(names));
            }
            Job::Create { new, language } => {
                let desk = Desk::create(&self.vault, *new, now).map_err(|error| refused(&error))?;
                self.open(generation, desk, language, now, true);
            }
            Job::Restore { from } => {
                let mut progress = progress(self.outbox, generation);
                let report = Desk::restore(&from, &self.vault, &mut progress)
                    .map_err(|error| refused(&error))?;
                let names = desk::people(&self.vault).map_err(|error| refused(&error))?;
                self.tell(generation, Event::Restored(Box::new(report)));
                self.tell(generation, Event::People(names));
            }
            Job::Unlock {
                person,
                passphrase,
                language,
            } => {
                // The old desk holds the vault's lock.
                self.desk = None;
                let desk = Desk::unlock(&self.vault, &person, &passphrase, now)
                    .map_err(|error| refused(&error))?;
                self.open(generation, desk, language, now, false);
            }
            Job::Lock => self.desk = None,
            Job::KeepDrafts { drafts } => {
                if let Some((_, desk)) = &mut self.desk {
                    desk.keep_drafts(&drafts.to_bytes()).map_err(failed)?;
                }
            }
            Job::SaveSettings(settings) => {
                if let Some(path) = &self.settings {
                    Settings::write(&settings, path);
                }
            }
            Job::Sticks => self.tell(generation, Event::Sticks(sticks::find())),
            #[cfg(test)]
            Job::Sleep(time) => {
                std::thread::sleep(time);
                self.tell(generation, Event::Slept);
            }
            #[cfg(test)]
            Job::Panic => panic!("asked for by a test"),
            job => self.with_desk(generation, job, now)?,
        }
        Ok(())
    }

    /// The jobs that need an open desk.
    fn with_desk(&mut self, generation: u64, job: Job, now: Timestamp) -> Result<(), Event> {
        let outbox = self.outbox;
        let Some((_, desk)) = &mut self.desk else {
            return Ok(());
        };
        let tell = |event| outbox.send(generation, event);
        match job {
            Job::Facts { language } => tell(Event::Facts(Box::new(facts(desk, language, now)))),
            Job::OpenCase { case, language } => {
                let no_case = |error: DeskError| Event::NoCase(case, Sentence::from(&error));
                desk.mark_read(&case, now).map_err(no_case)?;
                let content = content(desk, &case, language).map_err(no_case)?;
                tell(Event::Case(Box::new(content)));
                tell(Event::Rows(desk.queue()));
            }
            Job::Edit {
                case,
                edit,
                language,
            } => {
                match &edit {
                    Edit::Status(word) => desk.set_status_word(&case, word, now),
                    Edit::Assess(assessment) => desk.assess(&case, assessment, now),
                    Edit::Text(text) => desk.write_text(&case, text, now),
                    Edit::SetTimer { reason, due } => desk.set_timer(&case, reason, *due, now),
                    Edit::EndTimer(timer) => desk.end_timer(&case, *timer, now),
                    Edit::Tags(tags) => desk.set_tags(&case, tags, now),
                }
                .map_err(failed)?;
                tell(Event::Edited(case, edit));
                again(desk, &case, language, outbox, generation)?;
            }
            Job::Assign {
                case,
                person,
                language,
            } => {
                desk.assign(&case, person.as_deref(), now).map_err(failed)?;
                tell(Event::Changed(match person {
                    Some(person) => Sentence::about("assigned-to", person),
                    None => Sentence::new("assigned-to-no-one"),
                }));
                again(desk, &case, language, outbox, generation)?;
            }
            Job::Note {
                case,
                text,
                language,
            } => {
                desk.write_note(&case, &text, now).map_err(failed)?;
                tell(Event::NoteKept(case));
                again(desk, &case, language, outbox, generation)?;
            }
            Job::Reply {
                case,
                text,
                language,
            } => {
                let draft = ReplyDraft {
                    text,
                    ..ReplyDraft::default()
                };
                desk.write_reply(&case, &draft, now).map_err(failed)?;
                tell(Event::ReplyKept(case));
                again(desk, &case, language, outbox, generation)?;
                tell(Event::Facts(Box::new(facts(desk, language, now))));
            }
            Job::Picture { case, at } => look(desk, &case, at, outbox, generation)?,
            Job::Export {
                case,
                at,
                name,
                folder,
            } => {
                let path = export(desk, &case, at, &name, &folder).map_err(failed)?;
                tell(Event::Exported(path));
            }
            Job::Exchange { stick, language } => {
                let mut progress = progress(outbox, generation);
                let report = desk
                    .exchange(&stick, &ExchangeOptions::default(), now, &mut progress)
                    .map_err(failed)?;
                tell(Event::Rows(desk.queue()));
                tell(Event::Facts(Box::new(facts(desk, language, now))));
                tell(Event::Exchanged(Box::new(report)));
            }
            Job::Publish {
                request,
                stick,
                language,
            } => {
                let report = desk.publish(&request, &stick, now).map_err(failed)?;
                tell(Event::Facts(Box::new(facts(desk, language, now))));
                tell(Event::Published(Box::new(report)));
            }
            Job::Backup { stick, language } => {
                let mut progress = progress(outbox, generation);
                let report = desk.backup(&stick, now, &mut progress).map_err(failed)?;
                tell(Event::Facts(Box::new(facts(desk, language, now))));
                tell(Event::BackedUp(Box::new(report)));
            }
            // Carried out without a desk, above.
            _ => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        generation: u64,
        desk: Desk,
        language: Language,
        now: Timestamp,
        fresh: bool,
    ) {
        let facts = Box::new(facts(&desk, language, now));
        let rows = desk.queue();
        // Drafts are a convenience: a damaged file of them must not keep anyone from the cases.
        let drafts = desk
            .drafts()
            .ok()
            .and_then(|bytes| Drafts::from_bytes(&bytes))
            .unwrap_or_default();
        self.desk = Some((generation, desk));
        self.tell(
            generation,
            Event::Open {
                facts,
                rows,
                drafts,
                fresh,
            },
        );
    }

    fn tell(&self, generation: u64, event: Event) {
        self.outbox.send(generation, event);
    }
}

fn refused(error: &DeskError) -> Event {
    Event::Refused(Sentence::from(error))
}

fn failed(error: DeskError) -> Event {
    Event::Failed(Sentence::from(&error))
}

/// Tells the window how far a task is, ten times a second at most.
fn progress(outbox: &Outbox, generation: u64) -> impl FnMut(Progress) {
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);
    let mut told: Option<std::time::Instant> = None;
    move |progress| {
        if told.is_none_or(|told| told.elapsed() >= PAUSE) || progress.done == progress.total {
            told = Some(std::time::Instant::now());
            outbox.send(generation, Event::Progress(progress));
        }
    }
}

fn facts(desk: &Desk, language: Language, now: Timestamp) -> DeskFacts {
    DeskFacts {
        person: desk.person().to_owned(),
        colleagues: desk.colleagues(),
        programmes: desk.programmes(language),
        summary: desk.summary(now),
        config_file: desk.config_file().display().to_string(),
        damaged: desk
            .findings()
            .iter()
            .filter(|finding| !finding.mended)
            .map(|finding| finding.about.clone())
            .collect(),
    }
}

fn content(desk: &mut Desk, case: &CaseId, language: Language) -> Result<CaseContent, DeskError> {
    let case = desk.case(case)?;
    let theirs = desk.answers(&case, case.row.language.unwrap_or(language));
    let mine = desk.answers(&case, language);
    Ok(CaseContent { case, theirs, mine })
}

/// Sends the case and the queue again after a change.
fn again(
    desk: &mut Desk,
    case: &CaseId,
    language: Language,
    outbox: &Outbox,
    generation: u64,
) -> Result<(), Event> {
    let content = content(desk, case, language).map_err(failed)?;
    outbox.send(generation, Event::Case(Box::new(content)));
    outbox.send(generation, Event::Rows(desk.queue()));
    Ok(())
}

/// Reads a picture here and decodes it on a thread of its own: decoding takes long, and the
/// vault must stay free.
fn look(
    desk: &mut Desk,
    case: &CaseId,
    at: FileAt,
    outbox: &Outbox,
    generation: u64,
) -> Result<(), Event> {
    let bytes = desk
        .read_attachment(case, &at.letter, at.index, picture::LARGEST_FILE_BYTES)
        .map_err(|error| Event::NoPicture(at, Sentence::from(&error)))?;
    let outbox = outbox.clone();
    let started = std::thread::Builder::new()
        .name("picture".to_owned())
        .spawn(move || {
            let event = match picture::decode(&bytes) {
                Ok(picture) => Event::Picture(at, Box::new(picture)),
                Err(sentence) => Event::NoPicture(at, sentence),
            };
            outbox.send(generation, event);
        });
    started
        .map(drop)
        .map_err(|_| Event::NoPicture(at, Sentence::new("picture-unreadable")))
}

/// Saves a file under its own name, or a numbered one where that is taken.
fn export(
    desk: &mut Desk,
    case: &CaseId,
    at: FileAt,
    name: &str,
    folder: &Path,
) -> Result<PathBuf, DeskError> {
    const MOST_TRIES: u32 = 100;
    let mut number = 1;
    loop {
        let path = folder.join(numbered(name, number));
        match desk.export_attachment(case, &at.letter, at.index, &path) {
            Ok(_) => return Ok(path),
            Err(DeskError::FileExists { .. }) if number < MOST_TRIES => number += 1,
            Err(error) => return Err(error),
        }
    }
}

fn numbered(name: &str, number: u32) -> String {
    if number == 1 {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() => format!("{stem} ({number}).{end}"),
        _ => format!("{name} ({number})"),
    }
}
