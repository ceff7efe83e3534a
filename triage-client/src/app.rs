//! The app: each frame, first what happened, then what is drawn, then what was asked for.

mod keys;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crypto_core::Messages;
use egui::{Context, Ui};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::command::Command;
use crate::fonts::Coverage;
use crate::privacy;
use crate::state::{LockReason, Page, Screen, Sentence, Settings, State};
use crate::theme;
use crate::update::{self, Effect};
use crate::views::{self, View};
use crate::widgets::Tone;
use crate::worker::{Job, Worker};

pub(crate) use words::WORDS;

/// The desk locks itself after so long without a key or a click.
pub(crate) const IDLE_SECS: i64 = 600;

/// Most time spent on the worker's events before a frame is drawn.
const EVENTS_BUDGET: Duration = Duration::from_millis(4);
/// How often the list of media is read while it is shown.
const STICKS_EVERY: Duration = Duration::from_secs(2);
/// How long typing must pause before the draft is kept.
const DRAFT_PAUSE: Duration = Duration::from_secs(2);
/// Frames for which a control is given the keyboard.
const FOCUS_FRAMES: u8 = 2;

/// The time, as an argument: tests bring their own.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The window's state and the worker behind it.
pub(crate) struct App {
    pub(crate) state: State,
    worker: Worker,
    words: Messages,
    coverage: Option<Coverage>,
    zone: TimeZone,
    clock: Clock,
    /// When somebody last touched the desk: by the clock, which runs on while the laptop
    /// sleeps, and by the counter, which no one can set back.
    touched: (Timestamp, Instant),
    sticks_asked: Option<Instant>,
    /// When the draft was first seen to differ from what the vault has.
    draft_changed: Option<Instant>,
    /// The control that gets the keyboard, and for how many frames that is tried: it may not be
    /// drawn yet, and a dialog that is just closing holds the keyboard for a frame.
    focus_next: Option<(egui::Id, u8)>,
}

impl App {
    pub(crate) fn new(
        ctx: &Context,
        settings: Settings,
        screen: Screen,
        worker: Worker,
        clock: Clock,
        zone: TimeZone,
    ) -> Self {
        let now = clock();
        let words = Messages::new(settings.language, WORDS);
        let mut app = Self {
            state: State::new(settings, screen, now),
            worker,
            words,
            coverage: None,
            zone,
            clock,
            touched: (now, Instant::now()),
            sticks_asked: None,
            draft_changed: None,
            focus_next: None,
        };
        app.state.tick(now);
        app.restyle(ctx);
        let first = match &app.state.screen {
            Screen::FirstRun(_) => Some(update::Focus::Organisation),
            Screen::Locked(_) => Some(update::Focus::Passphrase),
            Screen::Open(_) => None,
        };
        app.focus_next = first.map(|focus| (focus.id(), FOCUS_FRAMES));
        app
    }

    /// What must happen whether or not the window is visible.
    pub(crate) fn logic(&mut self, ctx: &Context) {
        self.state.tick((self.clock)());
        self.state.toasts.expire(self.state.now);
        let began = Instant::now();
        while let Some(event) = self.worker.poll() {
            let stopped = matches!(event, crate::worker::Event::Stopped);
            let effects = update::take(&mut self.state, event);
            self.carry_out(ctx, effects);
            if stopped || began.elapsed() > EVENTS_BUDGET {
                break;
            }
        }
        self.lock_when_idle(ctx);
        self.ask_for_sticks();
        self.keep_drafts();
        // The clock in the queue moves on by minutes; nothing is redrawn for nothing.
        let pause = if self.state.toasts.iter().next().is_some() || self.shows_sticks() {
            1
        } else {
            20
        };
        ctx.request_repaint_after(Duration::from_secs(pause));
    }

    /// Draws a frame and carries out what was asked for in it.
    pub(crate) fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if ctx.input(|input| !input.events.is_empty()) {
            self.touched = ((self.clock)(), Instant::now());
        }
        if let Some((id, _)) = self.focus_next {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
        self.name_window(&ctx);
        let mut commands: Vec<Command> = keys::read(&ctx, &self.state)
            .into_iter()
            .map(Command::Global)
            .collect();
        let coverage = self
            .coverage
            .get_or_insert_with(|| Coverage::of(&ctx))
            .clone();
        let view = View {
            words: &self.words,
            tokens: self.state.settings.theme.tokens(),
            coverage: &coverage,
            zone: &self.zone,
            now: self.state.now,
            narrow: ui.available_width() < views::NARROW,
            commands: std::cell::RefCell::default(),
        };
        views::show(ui, &view, &mut self.state);
        self.focus_next = self.focus_next.take().and_then(|(id, frames)| {
            ctx.request_repaint();
            (frames > 0).then(|| (id, frames - 1))
        });
        commands.extend(view.commands.into_inner());
        for command in commands {
            let effects = update::update(&mut self.state, command);
            self.carry_out(&ctx, effects);
            ctx.request_repaint();
        }
    }

    /// The window's name for assistive technology, which egui leaves empty.
    fn name_window(&self, ctx: &Context) {
        let id = if self.state.session().is_some() {
            "app-title"
        } else {
            "app-locked"
        };
        let name = self.words.text(id);
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(name));
    }

    fn carry_out(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Job(job) => {
                    // The list of media is asked for again anyway.
                    let matters = !matches!(job, Job::Sticks);
                    if !self.worker.send(job) && matters && !self.state.stopped {
                        self.state.running = None;
                        self.state.toasts.push(
                            Tone::Warning,
                            Sentence::new("busy"),
                            self.state.now,
                        );
                    }
                }
                Effect::Lock => {
                    self.worker.lock();
                    privacy::wipe(ctx);
                }
                Effect::Wipe => privacy::wipe(ctx),
                Effect::Restyle => self.restyle(ctx),
                Effect::Focus(focus) => self.focus_next = Some((focus.id(), FOCUS_FRAMES)),
                Effect::NextPane => keys::next_pane(ctx),
            }
        }
    }

    fn restyle(&mut self, ctx: &Context) {
        let settings = &self.state.settings;
        if self.words.language() != settings.language {
            self.words = Messages::new(settings.language, WORDS);
        }
        theme::apply(ctx, settings.theme);
        ctx.set_zoom_factor(settings.zoom);
        ctx.request_repaint();
    }

    fn lock_when_idle(&mut self, ctx: &Context) {
        if self.state.session().is_none() {
            return;
        }
        let (at, counter) = self.touched;
        let by_clock = (self.clock)().as_second() - at.as_second();
        let by_counter = i64::try_from(counter.elapsed().as_secs()).unwrap_or(i64::MAX);
        if by_clock.max(by_counter) >= IDLE_SECS {
            let effects = update::lock(&mut self.state, LockReason::Idle);
            self.carry_out(ctx, effects);
        }
    }

    fn shows_sticks(&self) -> bool {
        self.state
            .session()
            .is_some_and(|session| matches!(session.page, Page::Exchange | Page::Publish))
    }

    fn ask_for_sticks(&mut self) {
        if self.shows_sticks()
            && self.state.running.is_none()
            && self
                .sticks_asked
                .is_none_or(|asked| asked.elapsed() >= STICKS_EVERY)
        {
            self.sticks_asked = Some(Instant::now());
            self.worker.send(Job::Sticks);
        }
    }

    /// Keeps what is being written once the typing pauses. The pause matters: while an input
    /// method composes, half a word stands in the field.
    fn keep_drafts(&mut self) {
        let Some(session) = self.state.session_mut() else {
            self.draft_changed = None;
            return;
        };
        let mut drafts = session.drafts.clone();
        drafts.tidy();
        if drafts == session.drafts_kept {
            self.draft_changed = None;
            return;
        }
        let since = *self.draft_changed.get_or_insert_with(Instant::now);
        let quiet = self.touched.1.elapsed() >= DRAFT_PAUSE;
        if quiet
            && since.elapsed() >= DRAFT_PAUSE
            && self.worker.send(Job::KeepDrafts {
                drafts: drafts.clone(),
            })
        {
            session.drafts_kept = drafts;
            self.draft_changed = None;
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.logic(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(session) = self.state.session_mut() {
            session.drafts.tidy();
            let drafts = session.drafts.clone();
            self.worker.send(Job::KeepDrafts { drafts });
        }
        self.worker
            .send(Job::SaveSettings(Box::new(self.state.settings.clone())));
        // Dropping the worker waits for both.
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.state
            .settings
            .theme
            .tokens()
            .ground
            .to_normalized_gamma_f32()
    }
}
