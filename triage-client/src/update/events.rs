//! Takes in what the worker says.

use super::{Effect, Focus, keep_drafts, save_settings};
use crate::model::CaseRow;
use crate::state::{
    DeskFacts, Drafts, FirstMode, LockReason, Locked, Page, Preview, Screen, Sentence, Session,
    State,
};
use crate::widgets::Tone;
use crate::worker::{Event, Job};

/// Changes the state by an event.
pub(crate) fn take(state: &mut State, event: Event) -> Vec<Effect> {
    let now = state.now;
    match event {
        Event::People(people) => {
            match &mut state.screen {
                Screen::Locked(locked) => {
                    if locked.person.is_empty() {
                        locked.person = people.first().cloned().unwrap_or_default();
                    }
                    locked.people = people;
                }
                // A restored vault: unlock it next.
                Screen::FirstRun(first) if first.mode == FirstMode::Restore => {
                    state.screen =
                        Screen::Locked(Box::new(Locked::new(people, None, LockReason::Started)));
                    state.running = None;
                    return vec![Effect::Wipe, Effect::Focus(Focus::Passphrase)];
                }
                Screen::FirstRun(_) | Screen::Open(_) => {}
            }
            vec![]
        }
        Event::Open {
            facts,
            rows,
            drafts,
            fresh,
        } => open(state, *facts, rows, drafts, fresh),
        Event::Restored(report) => {
            if report.damaged.is_empty() {
                state
                    .toasts
                    .push(Tone::Good, Sentence::new("restored"), now);
            } else {
                let damaged = report.damaged.join(", ");
                state.toasts.push(
                    Tone::Danger,
                    Sentence::about("restored-damaged", damaged),
                    now,
                );
            }
            vec![]
        }
        Event::Refused(problem) => refused(state, problem),
        Event::Progress(progress) => {
            if let Some(running) = &mut state.running {
                running.progress = Some(progress);
            }
            vec![]
        }
        Event::Stopped => {
            state.stopped = true;
            state.running = None;
            if matches!(state.screen, Screen::Open(_)) {
                return super::lock(state, LockReason::Asked);
            }
            vec![]
        }
        event => in_session(state, event),
    }
}

fn open(
    state: &mut State,
    facts: DeskFacts,
    rows: Vec<CaseRow>,
    drafts: Drafts,
    fresh: bool,
) -> Vec<Effect> {
    state.settings.person = Some(facts.person.clone());
    for damaged in &facts.damaged {
        state.toasts.push(
            Tone::Danger,
            Sentence::about("found-damaged", damaged),
            state.now,
        );
    }
    let mut session = Session::new(facts, rows, drafts, state.now);
    if fresh {
        session.page = Page::Publish;
        state
            .toasts
            .push(Tone::Good, Sentence::new("first-made"), state.now);
    }
    state.screen = Screen::Open(Box::new(session));
    state.running = None;
    let mut effects = vec![Effect::Wipe, save_settings(state), Effect::Job(Job::Sticks)];
    if !fresh {
        effects.push(Effect::Focus(Focus::QueueList));
    }
    effects
}

fn refused(state: &mut State, problem: Sentence) -> Vec<Effect> {
    state.running = None;
    match &mut state.screen {
        Screen::Locked(locked) => {
            locked.working = false;
            locked.problem = Some(problem);
            vec![Effect::Focus(Focus::Passphrase)]
        }
        Screen::FirstRun(first) => {
            first.working = false;
            first.problem = Some(problem);
            vec![]
        }
        Screen::Open(_) => vec![],
    }
}

/// Events that only an open desk hears.
fn in_session(state: &mut State, event: Event) -> Vec<Effect> {
    let now = state.now;
    let Screen::Open(session) = &mut state.screen else {
        return vec![];
    };
    match event {
        Event::Facts(facts) => session.facts = *facts,
        Event::Rows(rows) => session.set_rows(rows, now),
        Event::Case(content) => {
            if let Some(open) = session
                .open
                .as_mut()
                .filter(|open| open.id == content.case.row.id)
            {
                open.content = Some(content);
            }
        }
        Event::NoCase(case, problem) => {
            if session.open.as_ref().is_some_and(|open| open.id == case) {
                session.open = None;
            }
            state.toasts.push(Tone::Danger, problem, now);
        }
        Event::Edited(case, edit) => {
            state
                .toasts
                .push(Tone::Good, Sentence::new(edit.done_id()), now);
            if let Some(open) = session.open.as_mut().filter(|open| open.id == case) {
                open.typed.kept(&edit);
            }
        }
        Event::NoteKept(case) => {
            session.drafts.notes.remove(&case);
            let keep = keep_drafts(session);
            state
                .toasts
                .push(Tone::Good, Sentence::new("note-added"), now);
            return vec![keep];
        }
        Event::ReplyKept(case) => {
            session.drafts.replies.remove(&case);
            if let Some(open) = session.open.as_mut().filter(|open| open.id == case) {
                open.reply_preview = false;
            }
            let keep = keep_drafts(session);
            state.running = None;
            state
                .toasts
                .push(Tone::Good, Sentence::new("reply-sent"), now);
            return vec![keep];
        }
        Event::Changed(sentence) => state.toasts.push(Tone::Good, sentence, now),
        Event::Picture(at, picture) => {
            if let Some(open) = session.open.as_mut()
                && open
                    .preview
                    .as_ref()
                    .is_some_and(|preview| preview.at() == at)
            {
                open.preview = Some(Preview::Shown {
                    at,
                    picture: *picture,
                    texture: None,
                });
            }
        }
        Event::NoPicture(at, problem) => {
            if let Some(open) = session.open.as_mut()
                && open
                    .preview
                    .as_ref()
                    .is_some_and(|preview| preview.at() == at)
            {
                open.preview = None;
            }
            state.toasts.push(Tone::Danger, problem, now);
        }
        Event::Exported(path) => {
            let path = path.display().to_string();
            state
                .toasts
                .push(Tone::Good, Sentence::about("file-saved", path), now);
        }
        Event::Exchanged(report) => {
            session.exchange.report = Some(report);
            state.running = None;
        }
        Event::Published(report) => {
            session.publish.published = Some(report);
            state.running = None;
        }
        Event::BackedUp(report) => {
            session.publish.backed_up = Some(report);
            state.running = None;
        }
        Event::Failed(problem) => {
            state.running = None;
            state.toasts.push(Tone::Danger, problem, now);
        }
        Event::Sticks(sticks) => {
            // Fill in the only stick there is, unless something is typed.
            if let [stick] = sticks.as_slice() {
                let folder = stick.folder.display().to_string();
                for typed in [
                    &mut session.exchange.folder,
                    &mut session.publish.folder,
                    &mut session.publish.backup_folder,
                ] {
                    if typed.trim().is_empty() {
                        typed.clone_from(&folder);
                    }
                }
            }
            session.exchange.sticks = sticks;
        }
        // Handled before, or of interest to tests only.
        _ => {}
    }
    vec![]
}
