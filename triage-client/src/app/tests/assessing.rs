//! Weighing a request, by its accessible names.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use secrecy::SecretString;

use super::letters::{PASSPHRASE, PERSON};
use super::{Window, now};
use crate::desk::Desk;
use crate::model::{Assessment, Axis, Level, StatusWord};

impl Window {
    /// Gives a text field the keyboard, as assistive technology does.
    fn focus_field(&mut self, label: &str) {
        self.focus_on(Role::TextInput, label);
    }

    fn focus_on(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).focus();
        self.settle();
    }
}

const SIZE: [f32; 2] = [1280.0, 1600.0];
/// So tall that nothing must be scrolled to.
const TALL: [f32; 2] = [1280.0, 6000.0];

#[test]
fn a_request_is_weighed_and_gets_timer_reason_and_tags() {
    let mut window = Window::with_letters(TALL);
    window.unlock();
    window.exchange();
    window.open("Yêu cầu");
    window.click("Assessment");
    window.click("Risk: high");
    window.wait_for_text("Assessment kept.");
    window.focus_field("Why (Risk)");
    window.type_text("Held since yesterday");
    window.click("Keep the reason (Risk)");
    window.wait("the reason", |window| {
        !window.shows("Keep the reason (Risk)")
    });

    window.click("Letter");
    window.focus_on(
        Role::MultilineTextInput,
        "Summary, as colleagues will read it",
    );
    window.type_text("Held at a station, no papers.");
    window.click("Keep: Summary");
    window.wait_for_text("Text kept.");
    window.click("Assessment");
    window.focus_field("What for");
    window.type_text("Call the family");
    window.focus_field("When: 2026-12-01 or 2026-12-01 14:00");
    window.type_text("no day");
    assert!(window.shows("Write the day as 2026-12-01"));
    window.click("in 3 days");
    window.click("Set the timer");
    window.wait_for_text("Timer set.");
    assert!(window.shows("timer due in 66 h"), "{:#?}", window.texts());

    window.focus_field("Why “New”, for colleagues");
    window.type_text("No lawyer yet");
    window.focus_field("Your own word for it (optional)");
    window.type_text("With the board");
    window.click("Keep word and reason");
    window.wait_for_text("Status changed.");

    window.focus_field("Tags, with commas between them");
    window.type_text("lawyer, 家属");
    window.click("Keep the tags");
    window.wait_for_text("Tags kept.");

    // The line of the queue says it all, in words.
    window.press_ctrl(egui::Key::Num1);
    for said in [
        "Risk: high",
        "timer due in 66 h",
        "#lawyer",
        "With the board",
    ] {
        assert!(window.shows(said), "{said}: {:#?}", window.texts());
    }

    let vault = window.places.vault.clone();
    drop(window.harness);
    let mut desk = Desk::unlock(&vault, PERSON, &SecretString::from(PASSPHRASE), now()).unwrap();
    let id = desk
        .queue()
        .iter()
        .find(|row| row.risk.is_some())
        .unwrap()
        .id;
    let case = desk.case(&id).unwrap();
    assert_eq!(
        case.assessed(Axis::Risk).next().unwrap().value,
        Assessment {
            axis: Axis::Risk,
            level: Some(Level::Third),
            note: "Held since yesterday".to_owned()
        }
    );
    assert_eq!(
        case.statuses.last().unwrap().value,
        StatusWord {
            status: crate::model::Status::New,
            name: Some("With the board".to_owned()),
            reason: "No lawyer yet".to_owned()
        }
    );
    assert!(case.row.tags.contains("家属"));
}

#[test]
fn the_queue_is_narrowed_ordered_and_found_again_under_a_name() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    window.exchange();
    window.press_ctrl(egui::Key::Num1);
    let titles = |window: &mut Window| -> Vec<String> {
        let queue = window.app().state.session().unwrap().queue();
        queue.rows.iter().map(|row| row.title.clone()).collect()
    };
    assert_eq!(titles(&mut window).len(), 4);
    // By keyboard alone: to the button, into the list of countries, down to the second.
    window.tab_to("More filters");
    window.press(egui::Key::Space);
    window.tab_to("Country");
    window.press(egui::Key::Space);
    assert!(window.shows("VN (1)"), "{:#?}", window.texts());
    window.click("VN (1)");
    assert_eq!(titles(&mut window).len(), 1);
    assert!(window.shows("1 of 4 shown"));
    window.tab_to("Name for this view");
    window.type_text("Hà Nội");
    window.click("Keep this view");
    window.click("Show all");
    assert_eq!(titles(&mut window).len(), 4);

    // It is in the vault, and nowhere else.
    window.press_ctrl(egui::Key::L);
    window.unlock();
    assert_eq!(titles(&mut window).len(), 4);
    window.click("View: Hà Nội");
    assert!(titles(&mut window)[0].starts_with("Yêu cầu"));
    window.click("More filters");
    window.click("Forget the view Hà Nội");
    assert!(!window.shows("View: Hà Nội"));
}
