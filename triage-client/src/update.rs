//! Carries out commands and takes in the worker's events: changes the state, and says what else
//! must happen. Nothing here blocks, draws or touches a disk.

mod desk_jobs;
mod events;
mod global;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use crate::command::Command;
use crate::desk::NewDesk;
use crate::model::SavedView;
use crate::state::{LockReason, Locked, OpenCase, Page, Running, Screen, Sentence, State, Toasts};
use crate::worker::Job;

pub(crate) use events::take;

/// What must happen besides the change of the state.
pub(crate) enum Effect {
    /// Hand this to the worker.
    Job(Job),
    /// Drop everything that is under way, have the desk closed, make egui forget.
    Lock,
    /// Make egui forget what was typed.
    Wipe,
    /// Colours, size or language changed.
    Restyle,
    /// Give the keyboard to this control.
    Focus(Focus),
    /// Move the keyboard to the next part of the window.
    NextPane,
}

/// Controls that commands give the keyboard to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Focus {
    Search,
    QueueList,
    Organisation,
    Passphrase,
    Reply,
    Note,
    ExportFolder,
}

impl Focus {
    /// The control's id, the same wherever it is drawn.
    pub(crate) fn id(self) -> egui::Id {
        egui::Id::unique(("focus", self))
    }
}

/// Name of the root key's file in the folder that is chosen for it.
const ROOT_FILE: &str = "sealpost-root.age";

/// Carries out a command.
pub(crate) fn update(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::Global(global) => global::carry_out(state, global),
        Command::FirstMode(mode) => {
            if let Screen::FirstRun(first) = &mut state.screen {
                first.mode = mode;
                first.problem = None;
            }
            vec![]
        }
        Command::MakeVault => make_vault(state),
        Command::RestoreVault => restore_vault(state),
        Command::Unlock => unlock(state),
        Command::Go(page) => go(state, page),
        Command::Language(language) => {
            state.settings.language = language;
            let mut effects = vec![Effect::Restyle, save_settings(state)];
            // Titles and labels come from the worker in one language.
            if let Some(session) = state.session() {
                effects.push(Effect::Job(Job::Facts { language }));
                if let Some(open) = &session.open {
                    effects.push(Effect::Job(Job::OpenCase {
                        case: open.id,
                        language,
                    }));
                }
            }
            effects
        }
        Command::Theme(theme) => {
            state.settings.theme = theme;
            vec![Effect::Restyle, save_settings(state)]
        }
        Command::CloseHelp => {
            state.help = false;
            vec![]
        }
        Command::CloseToast(id) => {
            state.toasts.close(id);
            vec![]
        }
        Command::Filter(filter) => {
            let now = state.now;
            if let Some(session) = state.session_mut() {
                session.filter = filter;
                session.sort(now);
            }
            vec![]
        }
        Command::Order(order) => {
            let now = state.now;
            if let Some(session) = state.session_mut() {
                session.order = order;
                session.sort(now);
            }
            vec![]
        }
        Command::MoreFilters => {
            if let Some(session) = state.session_mut() {
                session.more_filters = !session.more_filters;
            }
            vec![]
        }
        Command::KeepView | Command::UseView(_) | Command::DropView(_) => views(state, command),
        Command::ChooseRow(place) => {
            if let Some(session) = state.session_mut() {
                session.chosen = session.queue().rows.get(place).map(|row| row.id);
            }
            vec![]
        }
        Command::OpenCase(case) => {
            let language = state.settings.language;
            let Some(session) = state.session_mut() else {
                return vec![];
            };
            session.page = Page::Queue;
            session.chosen = Some(case);
            session.open = Some(OpenCase::new(case));
            vec![Effect::Job(Job::OpenCase { case, language })]
        }
        other => desk_jobs::carry_out(state, other),
    }
}

/// Keeps, takes and forgets ways to look at the queue; they are written with the drafts.
fn views(state: &mut State, command: Command) -> Vec<Effect> {
    let now = state.now;
    let Some(session) = state.session_mut() else {
        return vec![];
    };
    match command {
        Command::KeepView => {
            let name = session.view_name.trim().to_owned();
            if name.is_empty() {
                return vec![];
            }
            let view = SavedView {
                filter: session.filter.clone(),
                order: session.order,
            };
            session.view_name.clear();
            session.drafts.views.insert(name, view);
            vec![keep_drafts(session)]
        }
        Command::UseView(name) => {
            let Some(view) = session.drafts.views.get(&name).cloned() else {
                return vec![];
            };
            session.search.clone_from(&view.filter.search);
            (session.filter, session.order) = (view.filter, view.order);
            session.sort(now);
            vec![Effect::Focus(Focus::QueueList)]
        }
        Command::DropView(name) => {
            session.drafts.views.remove(&name);
            vec![keep_drafts(session)]
        }
        _ => vec![],
    }
}

/// Shows a page; the queue's page shows the queue again if it is shown already.
pub(super) fn go(state: &mut State, page: Page) -> Vec<Effect> {
    state.help = false;
    let Some(session) = state.session_mut() else {
        return vec![];
    };
    let mut effects = vec![];
    if page == Page::Queue {
        if session.page == Page::Queue && session.open.take().is_some() {
            effects.push(keep_drafts(session));
        }
        effects.push(Effect::Focus(Focus::QueueList));
    }
    session.page = page;
    if matches!(page, Page::Exchange | Page::Publish) {
        effects.push(Effect::Job(Job::Sticks));
    }
    effects
}

/// Closes the desk. What is being written goes into the vault first.
pub(crate) fn lock(state: &mut State, reason: LockReason) -> Vec<Effect> {
    let Screen::Open(session) = &mut state.screen else {
        return vec![];
    };
    let keep = keep_drafts(session);
    let person = Some(session.facts.person.clone());
    state.screen = Screen::Locked(Box::new(Locked::new(Vec::new(), person, reason)));
    state.running = None;
    state.help = false;
    // Messages may name files or colleagues.
    state.toasts = Toasts::default();
    vec![
        keep,
        Effect::Lock,
        Effect::Job(Job::People),
        save_settings(state),
        Effect::Focus(Focus::Passphrase),
    ]
}

pub(super) fn keep_drafts(session: &mut crate::state::Session) -> Effect {
    session.drafts.tidy();
    session.drafts_kept = session.drafts.clone();
    Effect::Job(Job::KeepDrafts {
        drafts: session.drafts.clone(),
    })
}

pub(super) fn save_settings(state: &State) -> Effect {
    Effect::Job(Job::SaveSettings(Box::new(state.settings.clone())))
}

/// Begins a task that a person waits for; one at a time.
pub(super) fn begin(state: &mut State, label_id: &'static str, job: Job) -> Vec<Effect> {
    if state.running.is_some() {
        state.toasts.push(
            crate::widgets::Tone::Warning,
            Sentence::new("busy"),
            state.now,
        );
        return vec![];
    }
    state.running = Some(Running {
        label_id,
        progress: None,
    });
    vec![Effect::Job(job)]
}

fn make_vault(state: &mut State) -> Vec<Effect> {
    let language = state.settings.language;
    let Screen::FirstRun(first) = &mut state.screen else {
        return vec![];
    };
    if first.working {
        return vec![];
    }
    if let Some(missing) = first.missing() {
        first.problem = Some(Sentence::new(missing));
        return vec![];
    }
    first.problem = None;
    first.working = true;
    let new = NewDesk {
        organisation: first.organisation.trim().to_owned(),
        person: first.person.trim().to_owned(),
        passphrase: secret(first.passphrase.text()),
        root_file: PathBuf::from(first.root_folder.trim()).join(ROOT_FILE),
        root_passphrase: secret(first.root_passphrase.text()),
    };
    // They stay in the fields until the vault is made: a full stick must not mean typing all
    // four again. `Event::Open` drops them with the page.
    vec![Effect::Job(Job::Create {
        new: Box::new(new),
        language,
    })]
}

fn restore_vault(state: &mut State) -> Vec<Effect> {
    let Screen::FirstRun(first) = &mut state.screen else {
        return vec![];
    };
    if first.working {
        return vec![];
    }
    if first.restore_from.trim().is_empty() {
        first.problem = Some(Sentence::new("missing-folder"));
        return vec![];
    }
    first.problem = None;
    first.working = true;
    vec![Effect::Job(Job::Restore {
        from: PathBuf::from(first.restore_from.trim()),
    })]
}

fn unlock(state: &mut State) -> Vec<Effect> {
    let language = state.settings.language;
    let Screen::Locked(locked) = &mut state.screen else {
        return vec![];
    };
    if locked.working {
        return vec![];
    }
    if locked.person.trim().is_empty() {
        locked.problem = Some(Sentence::new("missing-person"));
        return vec![];
    }
    if locked.passphrase.text().is_empty() {
        locked.problem = Some(Sentence::new("missing-passphrase"));
        return vec![Effect::Focus(Focus::Passphrase)];
    }
    locked.problem = None;
    locked.working = true;
    let person = locked.person.trim().to_owned();
    let passphrase = secret(&locked.passphrase.take());
    // egui remembers what was typed into the field.
    vec![
        Effect::Job(Job::Unlock {
            person,
            passphrase,
            language,
        }),
        Effect::Wipe,
    ]
}

pub(super) fn secret(text: &str) -> secrecy::SecretString {
    secrecy::SecretString::from(text.to_owned())
}
