//! What is drawn. A view reads the state and sends [`Command`]s; it changes only what is typed.

mod assess;
mod case;
mod exchange;
mod files;
mod filters;
mod first_run;
mod help;
mod letter;
mod locked;
mod nav;
mod publish;
mod queue;
mod replies;
mod settings;
mod texts;
mod time;
mod toasts;
mod work;

use std::cell::RefCell;

use crypto_core::{Arg, Messages};
use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::command::Command;
use crate::fonts::Coverage;
use crate::state::{Page, Screen, State};
use crate::theme::Tokens;

/// Width in points under which panes lie under each other instead of side by side.
pub(crate) const NARROW: f32 = 860.0;
/// Height in points under which a page scrolls as a whole, its head too.
const SHORT: f32 = 420.0;

/// What every view needs.
pub(crate) struct View<'a> {
    pub(crate) words: &'a Messages,
    pub(crate) tokens: &'static Tokens,
    pub(crate) coverage: &'a Coverage,
    pub(crate) zone: &'a TimeZone,
    pub(crate) now: Timestamp,
    /// Panes lie under each other instead of side by side.
    pub(crate) narrow: bool,
    pub(crate) commands: RefCell<Vec<Command>>,
}

impl View<'_> {
    /// A sentence in the window's language.
    fn t(&self, id: &str) -> String {
        self.words.text(id)
    }

    /// A sentence with values.
    fn f(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words.format(id, args)
    }

    fn send(&self, command: Command) {
        self.commands.borrow_mut().push(command);
    }
}

/// Draws the whole window.
pub(crate) fn show(ui: &mut Ui, view: &View<'_>, state: &mut State) {
    let narrow = view.narrow;
    let stopped = state.stopped;
    let running = state.running;
    let (clock_back, seen) = (state.clock_back, state.settings.seen);
    let settings = state.settings.clone();
    match &mut state.screen {
        Screen::FirstRun(first) => {
            let frame = egui::Frame::new().fill(view.tokens.ground);
            egui::CentralPanel::default().frame(frame).show(ui, |ui| {
                first_run::show(ui, view, first, running);
            });
        }
        Screen::Locked(locked) => {
            let frame = egui::Frame::new().fill(view.tokens.ground);
            egui::CentralPanel::default().frame(frame).show(ui, |ui| {
                locked::show(ui, view, locked, stopped);
            });
        }
        Screen::Open(session) => {
            nav::show(ui, view, session);
            let margin = if narrow { 12 } else { 24 };
            let frame = egui::Frame::new()
                .fill(view.tokens.ground)
                .inner_margin(egui::Margin {
                    left: margin,
                    right: margin,
                    top: 16,
                    bottom: 12,
                });
            egui::CentralPanel::default().frame(frame).show(ui, |ui| {
                if let (Some(shown), Some(seen)) = (clock_back, seen) {
                    let text = view.f(
                        "clock-back",
                        &[
                            ("shown", time::moment(view, shown).into()),
                            ("seen", time::moment(view, seen).into()),
                        ],
                    );
                    crate::widgets::banner(ui, view.tokens, crate::widgets::Tone::Warning, &text);
                    ui.add_space(8.0);
                }
                match session.page {
                    Page::Queue if session.open.is_some() => case::show(ui, view, session, running),
                    Page::Queue => queue::show(ui, view, session),
                    Page::Exchange => exchange::show(ui, view, session, running),
                    Page::Publish => publish::show(ui, view, session, running),
                    Page::Settings => settings::show(ui, view, &settings),
                }
            });
        }
    }
    toasts::show(ui, view, &state.toasts, stopped);
    if state.help {
        help::show(ui, view);
    }
}
