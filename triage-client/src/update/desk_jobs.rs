//! Commands that ask something of the open desk.

use std::path::PathBuf;

use super::{Effect, Focus, begin, secret};
use crate::command::Command;
use crate::desk::PublishRequest;
use crate::model::{Assessment, CaseId, StaffText, StatusWord};
use crate::state::{OpenCase, Preview, Sentence, State};
use crate::widgets::Tone;
use crate::worker::{Edit, Job};

pub(super) fn carry_out(state: &mut State, command: Command) -> Vec<Effect> {
    let language = state.settings.language;
    match command {
        Command::Exchange => {
            let Some(session) = state.session_mut() else {
                return vec![];
            };
            session.exchange.report = None;
            match folder(&session.exchange.folder) {
                Some(stick) => begin(state, "exchange-working", Job::Exchange { stick, language }),
                None => missing_folder(state),
            }
        }
        Command::Publish => publish(state),
        Command::Backup => {
            let Some(session) = state.session_mut() else {
                return vec![];
            };
            session.publish.backed_up = None;
            match folder(&session.publish.backup_folder) {
                Some(stick) => begin(state, "backup-working", Job::Backup { stick, language }),
                None => missing_folder(state),
            }
        }
        command => with_case(state, command),
    }
}

/// Commands about the open case.
fn with_case(state: &mut State, command: Command) -> Vec<Effect> {
    let language = state.settings.language;
    let Some(case) = state
        .session()
        .and_then(|session| session.open.as_ref())
        .map(|open| open.id)
    else {
        return vec![];
    };
    match command {
        Command::SetStatus(_)
        | Command::KeepReason
        | Command::Weigh(..)
        | Command::Settle(_)
        | Command::KeepText(_)
        | Command::SetTimer(_)
        | Command::EndTimer(_)
        | Command::KeepTags => edit(state, &command)
            .map(|edit| {
                Effect::Job(Job::Edit {
                    case,
                    edit,
                    language,
                })
            })
            .into_iter()
            .collect(),
        Command::Assign(person) => vec![Effect::Job(Job::Assign {
            case,
            person,
            language,
        })],
        Command::AddNote => {
            let text = draft(state, |session| session.drafts.notes.get(&case));
            match text {
                Some(text) => vec![Effect::Job(Job::Note {
                    case,
                    text,
                    language,
                })],
                None => vec![],
            }
        }
        Command::SendReply => {
            let text = draft(state, |session| session.drafts.replies.get(&case));
            match text {
                Some(text) => begin(
                    state,
                    "reply-working",
                    Job::Reply {
                        case,
                        text,
                        language,
                    },
                ),
                None => vec![],
            }
        }
        Command::Export => export(state, case),
        command => {
            if let Some(open) = state
                .session_mut()
                .and_then(|session| session.open.as_mut())
            {
                return within_case(open, command);
            }
            vec![]
        }
    }
}

/// What a command wants to be written, with what is typed for it.
fn edit(state: &State, command: &Command) -> Option<Edit> {
    let open = state.session()?.open.as_ref()?;
    let case = &open.content.as_ref()?.case;
    let typed = &open.typed;
    let last = case.statuses.last().map(|written| &written.value);
    Some(match command {
        // Another status has other reasons.
        Command::SetStatus(status) => Edit::Status(StatusWord {
            status: *status,
            name: typed.status_name.clone(),
            reason: typed.status_reason.clone().unwrap_or_default(),
        }),
        Command::KeepReason => Edit::Status(StatusWord {
            status: case.row.status,
            name: typed
                .status_name
                .clone()
                .or_else(|| last.and_then(|last| last.name.clone())),
            reason: typed
                .status_reason
                .clone()
                .or_else(|| last.map(|last| last.reason.clone()))
                .unwrap_or_default(),
        }),
        Command::Weigh(axis, level) => Edit::Assess(Assessment {
            axis: *axis,
            level: *level,
            note: typed
                .notes
                .get(axis)
                .cloned()
                .or_else(|| {
                    case.assessed(*axis)
                        .last()
                        .map(|one| one.value.note.clone())
                })
                .unwrap_or_default(),
        }),
        Command::Settle(assessment) => Edit::Assess(assessment.clone()),
        Command::KeepText(field) => Edit::Text(StaffText {
            field: *field,
            text: typed.texts.get(field)?.clone(),
        }),
        Command::SetTimer(due) => Edit::SetTimer {
            reason: typed.timer_reason.trim().to_owned(),
            due: *due,
        },
        Command::EndTimer(timer) => Edit::EndTimer(*timer),
        Command::KeepTags => Edit::Tags(
            typed
                .tags
                .as_ref()?
                .split([',', '，', '、', '\n'])
                .map(str::to_owned)
                .collect(),
        ),
        _ => return None,
    })
}

/// Commands that change only what is shown of the open case.
fn within_case(open: &mut OpenCase, command: Command) -> Vec<Effect> {
    match command {
        Command::Tab(tab) => open.tab = tab,
        Command::Preview(at) => {
            open.preview = Some(Preview::Working(at));
            return vec![Effect::Job(Job::Picture { case: open.id, at })];
        }
        Command::ClosePreview => open.preview = None,
        Command::AskExport(export) => {
            open.export = Some(export);
            return vec![Effect::Focus(Focus::ExportFolder)];
        }
        Command::CancelExport => open.export = None,
        Command::ReplyPreview(shown) => {
            open.reply_preview = shown;
            if !shown {
                return vec![Effect::Focus(Focus::Reply)];
            }
        }
        // Every other command was carried out before.
        _ => {}
    }
    vec![]
}

fn export(state: &mut State, case: CaseId) -> Vec<Effect> {
    let Some(session) = state.session_mut() else {
        return vec![];
    };
    let Some(folder) = folder(&session.export_folder) else {
        return missing_folder(state);
    };
    let Some(export) = session.open.as_mut().and_then(|open| open.export.take()) else {
        return vec![];
    };
    vec![Effect::Job(Job::Export {
        case,
        at: export.at,
        name: export.name,
        folder,
    })]
}

fn publish(state: &mut State) -> Vec<Effect> {
    let language = state.settings.language;
    if state.running.is_some() {
        return begin(state, "publish-working", Job::Sticks);
    }
    let Some(session) = state.session_mut() else {
        return vec![];
    };
    let page = &mut session.publish;
    page.published = None;
    let (Some(root_file), Some(stick)) = (folder(&page.root_file), folder(&page.folder)) else {
        return missing_folder(state);
    };
    if page.root_passphrase.text().is_empty() {
        state.toasts.push(
            Tone::Warning,
            Sentence::new("missing-root-passphrase"),
            state.now,
        );
        return vec![];
    }
    let root_passphrase = secret(&page.root_passphrase.take());
    let request = PublishRequest {
        root_file,
        root_passphrase,
    };
    let mut effects = begin(
        state,
        "publish-working",
        Job::Publish {
            request,
            stick,
            language,
        },
    );
    effects.push(Effect::Wipe);
    effects
}

fn missing_folder(state: &mut State) -> Vec<Effect> {
    state
        .toasts
        .push(Tone::Warning, Sentence::new("missing-folder"), state.now);
    vec![]
}

fn folder(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| PathBuf::from(typed))
}

fn draft<'state>(
    state: &'state State,
    of: impl FnOnce(&'state crate::state::Session) -> Option<&'state String>,
) -> Option<String> {
    let text = of(state.session()?)?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
