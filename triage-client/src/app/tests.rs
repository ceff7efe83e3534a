//! The whole app on a real vault: what a caseworker does in a day, by keyboard, in four languages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod assessing;
mod journey;
mod letters;
mod safety;
mod speech;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{App, Clock};
use crate::command::Command;
use crate::state::Settings;
use crate::update;
use crate::window;
use crate::worker::Worker;
use letters::{PASSPHRASE, Places};

/// A window on a desk in a temporary folder, with a clock that the test sets.
struct Window {
    harness: Harness<'static, Option<App>>,
    clock: Arc<AtomicI64>,
    places: Places,
    _folder: tempfile::TempDir,
}

/// Longest wait for the worker, in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn now() -> Timestamp {
    "2026-11-23T14:20:00Z".parse().unwrap()
}

impl Window {
    /// A window before there is a vault.
    fn fresh(size: [f32; 2]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(folder.path());
        Self::on(places, folder, size)
    }

    /// A locked window on a desk that has published; example letters lie on its stick.
    fn with_letters(size: [f32; 2]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(folder.path());
        let organisation = places.create("Example Rights Fund", now());
        letters::send_examples(&places, &organisation, now());
        Self::on(places, folder, size)
    }

    fn on(places: Places, folder: tempfile::TempDir, size: [f32; 2]) -> Self {
        let seconds = Arc::new(AtomicI64::new(now().as_second()));
        let clock: Clock = {
            let seconds = Arc::clone(&seconds);
            Arc::new(move || Timestamp::from_second(seconds.load(Ordering::Relaxed)).unwrap())
        };
        let mut harness = Harness::builder()
            .with_size(size)
            .with_context_setup(|ctx| window::prepare(ctx, false))
            .build_ui_state(
                |ui, app: &mut Option<App>| {
                    if let Some(app) = app {
                        let ctx = ui.ctx().clone();
                        app.logic(&ctx);
                        app.show(ui);
                    }
                },
                None,
            );
        let settings = Settings::default();
        let screen = window::first_screen(&places.vault, &settings);
        let worker = Worker::start(
            places.vault.clone(),
            None,
            Arc::clone(&clock),
            Arc::new(|| {}),
        )
        .unwrap();
        let app = App::new(&harness.ctx, settings, screen, worker, clock, TimeZone::UTC);
        *harness.state_mut() = Some(app);
        let mut window = Self {
            harness,
            clock: seconds,
            places,
            _folder: folder,
        };
        window.settle();
        window
    }

    fn app(&mut self) -> &mut App {
        self.harness.state_mut().as_mut().unwrap()
    }

    /// Draws some frames, and sees that every control has a name.
    fn settle(&mut self) {
        self.harness.run_steps(4);
        self.harness.check_accessibility();
    }

    /// Draws until something holds; fails with what is on the screen.
    fn wait(&mut self, what: &str, holds: impl Fn(&mut Self) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            assert!(
                began.elapsed() < PATIENCE,
                "{what}; on the screen: {:#?}",
                self.texts()
            );
            std::thread::sleep(Duration::from_millis(10));
            self.harness.run_steps(1);
        }
        self.settle();
    }

    fn wait_for_text(&mut self, text: &str) {
        self.wait(&format!("waiting for {text:?}"), |window| {
            window.shows(text)
        });
    }

    /// Every label and value in the accessibility tree.
    fn texts(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .flat_map(|node| [node.accesskit_node().label(), node.value()])
            .flatten()
            .collect()
    }

    fn shows(&self, text: &str) -> bool {
        self.texts().iter().any(|shown| shown.contains(text))
    }

    fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    fn press_ctrl(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::CTRL, key);
        self.settle();
    }

    /// Types into whatever has the keyboard.
    fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// The name of what has the keyboard.
    fn focused(&self) -> Option<String> {
        let mut nodes = self.harness.root().children_recursive();
        nodes
            .find(|node| node.is_focused())
            .and_then(|node| node.accesskit_node().label())
    }

    /// Presses Tab until the control with this name has the keyboard: it can be reached so.
    fn tab_to(&mut self, label: &str) {
        for _ in 0..60 {
            if self.focused().is_some_and(|name| name.contains(label)) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab never reaches {label:?}: {:#?}", self.texts());
    }

    /// Presses Tab until the text field with exactly this name, or one that begins so, has the
    /// keyboard.
    fn tab_to_field(&mut self, label: &str) {
        for _ in 0..60 {
            let fits = |name: &str| {
                name == label
                    || (name.starts_with(label)
                        && !name.ends_with("again")
                        && !label.ends_with("again"))
            };
            if self.focused().as_deref().is_some_and(fits) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab never reaches {label:?}: {:#?}", self.texts());
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    fn unlock(&mut self) {
        self.type_text(PASSPHRASE);
        self.press(Key::Enter);
        self.wait("unlocking", |window| window.app().state.session().is_some());
    }

    /// Takes in what lies on the stick.
    fn exchange(&mut self) {
        let stick = self.places.stick.display().to_string();
        self.press_ctrl(Key::Num2);
        if let Some(session) = self.app().state.session_mut() {
            session.exchange.folder = stick;
        }
        self.settle();
        let go = self.app().words.text("exchange-go");
        self.click(&go);
        self.wait("exchange", |window| {
            window
                .app()
                .state
                .session()
                .is_some_and(|session| session.exchange.report.is_some())
        });
    }

    /// Opens the case whose line begins like this.
    fn open(&mut self, start: &str) {
        self.press_ctrl(Key::Num1);
        let case = self
            .app()
            .state
            .session()
            .unwrap()
            .queue()
            .rows
            .iter()
            .find(|row| row.title.starts_with(start))
            .unwrap()
            .id;
        let ctx = self.harness.ctx.clone();
        let app = self.app();
        let effects = update::update(&mut app.state, Command::OpenCase(case));
        app.carry_out(&ctx, effects);
        self.wait("opening a case", |window| {
            let open = window
                .app()
                .state
                .session()
                .and_then(|session| session.open.as_ref());
            open.is_some_and(|open| open.content.is_some())
        });
    }

    fn set_clock(&mut self, at: Timestamp) {
        self.clock.store(at.as_second(), Ordering::Relaxed);
    }
}
