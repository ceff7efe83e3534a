//! What must not stay, and what must not get lost.

use jiff::SignedDuration;

use egui::Key;

use super::{Window, now};
use crate::app::IDLE_SECS;

const SIZE: [f32; 2] = [1280.0, 800.0];
const MARKER: &str = "không biết người ấy đang ở đâu";

#[test]
fn an_idle_desk_locks_itself_and_keeps_the_draft() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    window.exchange();
    window.open("Yêu cầu");
    assert!(window.shows(MARKER));
    window.press(Key::R);
    window.type_text("Half a repl");
    window.set_clock(now() + SignedDuration::from_secs(IDLE_SECS - 1));
    window.settle();
    assert!(window.app().state.session().is_some());
    window.set_clock(now() + SignedDuration::from_secs(IDLE_SECS));
    window.settle();
    assert!(window.app().state.session().is_none());
    assert!(window.shows("Locked after 10 minutes"));
    // Nothing of the case is left in the accessibility tree.
    assert!(
        !window.shows(MARKER) && !window.shows("Half a repl"),
        "{:#?}",
        window.texts()
    );
    window.unlock();
    window.open("Yêu cầu");
    window.press(Key::R);
    assert!(window.shows("Half a repl"), "{:#?}", window.texts());
}

#[test]
fn locking_makes_egui_forget_what_was_typed() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    let id = crate::update::Focus::Search.id();
    window.press(Key::Slash);
    window.type_text("a name");
    let known = |window: &Window| egui::TextEdit::load_state(&window.harness.ctx, id).is_some();
    assert!(known(&window));
    // The passphrase field is gone with the lock page, and so is what it remembered.
    let passphrase = crate::update::Focus::Passphrase.id();
    assert!(egui::TextEdit::load_state(&window.harness.ctx, passphrase).is_none());
    window.press_ctrl(Key::L);
    assert!(!known(&window));
}

#[test]
fn no_frame_offers_anything_to_the_clipboard() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    window.exchange();
    window.open("Yêu cầu");
    window.press(Key::R);
    window.type_text("Example");
    window.press_ctrl(Key::A);
    for event in [egui::Event::Copy, egui::Event::Cut] {
        window.harness.event(event);
        window.harness.step();
        assert!(window.harness.output().platform_output.commands.is_empty());
    }
    // Dragging over case text.
    let from = egui::pos2(560.0, 400.0);
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(from + egui::vec2(200.0, 60.0));
    window.harness.step();
    window.harness.drop_at(from + egui::vec2(200.0, 60.0));
    window.harness.step();
    assert!(window.harness.output().platform_output.commands.is_empty());
}

#[test]
fn a_clock_that_goes_back_is_said_and_gives_no_more_time() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    window.exchange();
    window.press_ctrl(Key::Num1);
    assert!(window.shows("overdue by 2 h"));
    window.set_clock(now() - SignedDuration::from_hours(5));
    window.settle();
    assert!(window.shows("The clock of this laptop went back"));
    assert!(window.shows("overdue by 2 h"));
}

#[test]
fn a_worker_that_panics_is_said_and_the_desk_is_locked() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    window.app().worker.send(crate::worker::Job::Panic);
    window.wait_for_text("The part of the desk that holds the vault has stopped");
    assert!(window.app().state.session().is_none());
}
