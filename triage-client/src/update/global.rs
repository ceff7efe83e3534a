//! Commands with a key.

use super::{Effect, Focus, go, keep_drafts, lock, save_settings};
use crate::command::{Command, Global};
use crate::state::{CaseTab, LockReason, Page, State, ZOOM_LEAST, ZOOM_MOST};

/// Factor of one step of the size.
const ZOOM_STEP: f32 = 0.1;

pub(super) fn carry_out(state: &mut State, global: Global) -> Vec<Effect> {
    match global {
        Global::Lock => lock(state, LockReason::Asked),
        Global::Help => {
            state.help = !state.help;
            vec![]
        }
        Global::Larger => zoom(state, state.settings.zoom + ZOOM_STEP),
        Global::Smaller => zoom(state, state.settings.zoom - ZOOM_STEP),
        Global::Normal => zoom(state, 1.0),
        Global::Queue => go(state, Page::Queue),
        Global::Exchange => go(state, Page::Exchange),
        Global::Publish => go(state, Page::Publish),
        Global::Settings => go(state, Page::Settings),
        Global::Pane => vec![Effect::NextPane],
        Global::Search => {
            let Some(session) = state.session_mut() else {
                return vec![];
            };
            session.page = Page::Queue;
            let mut effects = vec![];
            if session.open.take().is_some() {
                effects.push(keep_drafts(session));
            }
            effects.push(Effect::Focus(Focus::Search));
            effects
        }
        Global::Next => step(state, 1),
        Global::Previous => step(state, -1),
        Global::Open => {
            let Some(session) = state.session() else {
                return vec![];
            };
            if session.page != Page::Queue || session.open.is_some() {
                return vec![];
            }
            match session.chosen.filter(|_| session.chosen_place().is_some()) {
                Some(case) => super::update(state, Command::OpenCase(case)),
                None => vec![],
            }
        }
        Global::Back => back(state),
        Global::Reply => tab(state, CaseTab::Replies, Focus::Reply),
        Global::Note => tab(state, CaseTab::Work, Focus::Note),
    }
}

fn zoom(state: &mut State, zoom: f32) -> Vec<Effect> {
    state.settings.zoom = ((zoom * 10.0).round() / 10.0).clamp(ZOOM_LEAST, ZOOM_MOST);
    vec![Effect::Restyle, save_settings(state)]
}

fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let Some(session) = state.session() else {
        return vec![];
    };
    if session.page != Page::Queue || session.open.is_some() || session.queue().rows.is_empty() {
        return vec![];
    }
    let last = session.queue().rows.len() - 1;
    let place = session
        .chosen_place()
        .map_or(0, |place| place.saturating_add_signed(by).min(last));
    let mut effects = super::update(state, Command::ChooseRow(place));
    effects.push(Effect::Focus(Focus::QueueList));
    effects
}

/// Closes the innermost thing that is open.
fn back(state: &mut State) -> Vec<Effect> {
    if state.help {
        state.help = false;
        return vec![];
    }
    let now = state.now;
    let Some(session) = state.session_mut() else {
        return vec![];
    };
    if let (Page::Queue, Some(open)) = (session.page, &mut session.open) {
        if open.export.take().is_some() || open.preview.take().is_some() {
            return vec![];
        }
        if std::mem::take(&mut open.reply_preview) {
            return vec![Effect::Focus(Focus::Reply)];
        }
        session.open = None;
        return vec![keep_drafts(session), Effect::Focus(Focus::QueueList)];
    }
    if session.page == Page::Queue {
        session.search.clear();
        session.filter.search.clear();
        session.sort(now);
        return vec![Effect::Focus(Focus::QueueList)];
    }
    go(state, Page::Queue)
}

fn tab(state: &mut State, tab: CaseTab, focus: Focus) -> Vec<Effect> {
    let Some(session) = state.session_mut() else {
        return vec![];
    };
    let (Page::Queue, Some(open)) = (session.page, &mut session.open) else {
        return vec![];
    };
    open.tab = tab;
    open.reply_preview = false;
    vec![Effect::Focus(focus)]
}
