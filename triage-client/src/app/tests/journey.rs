//! A day at the desk, by keyboard.

use egui::Key;
use secrecy::SecretString;

use super::letters::{PASSPHRASE, PERSON, ROOT_PASSPHRASE};
use super::{Window, now};
use crate::desk::Desk;
use crate::model::Status;
use crate::state::Page;

const SIZE: [f32; 2] = [1280.0, 800.0];

#[test]
fn a_vault_is_made_and_the_desk_is_open() {
    let mut window = Window::fresh(SIZE);
    assert!(window.shows("Set up this desk"));
    for (label, text) in [
        ("Name of the organisation", "Example Rights Fund".to_owned()),
        ("Your name", PERSON.to_owned()),
        ("Your passphrase", PASSPHRASE.to_owned()),
        ("Your passphrase again", PASSPHRASE.to_owned()),
        (
            "Folder for the root key",
            window
                .places
                .root_file
                .parent()
                .unwrap()
                .display()
                .to_string(),
        ),
        ("Passphrase of the root key", ROOT_PASSPHRASE.to_owned()),
        (
            "Passphrase of the root key again",
            ROOT_PASSPHRASE.to_owned(),
        ),
    ] {
        window.tab_to_field(label);
        window.type_text(&text);
    }
    assert!(window.shows("Strong."));
    window.tab_to("Make the vault");
    window.press(Key::Enter);
    window.wait("making the vault", |window| {
        window.app().state.session().is_some()
    });
    assert_eq!(window.app().state.session().unwrap().page, Page::Publish);
    assert!(window.places.root_file.is_file());
    assert!(window.shows("Not published yet"));
}

#[test]
fn what_is_wrong_is_said_before_anything_is_made() {
    let mut window = Window::fresh(SIZE);
    window.tab_to("Make the vault");
    window.press(Key::Enter);
    assert!(window.shows("Type the organisation's name."));
    assert!(!window.places.vault.exists());
}

#[test]
fn a_wrong_passphrase_is_refused_with_advice() {
    let mut window = Window::with_letters(SIZE);
    window.type_text("not the passphrase of anyone");
    window.press(Key::Enter);
    window.wait_for_text("Check the keyboard layout");
    assert!(window.app().state.session().is_none());
    // The field has the keyboard again, and is empty.
    window.unlock();
}

#[test]
fn a_request_in_vietnamese_is_answered_without_a_mouse() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    assert!(window.shows("Nothing has arrived yet"));

    // Exchange with the stick.
    window.press_ctrl(Key::Num2);
    window.tab_to_field("Folder of the stick");
    let stick = window.places.stick.display().to_string();
    window.type_text(&stick);
    window.tab_to("Exchange with this stick");
    window.press(Key::Enter);
    window.wait_for_text("4 new requests");

    // The most urgent comes first: overdue, and said in words.
    window.press_ctrl(Key::Num1);
    assert!(window.shows("overdue by 2 h"), "{:#?}", window.texts());
    assert!(window.shows("due in 11 h"));

    // Search narrows the list while it is typed; Enter leads into it.
    window.press(Key::Slash);
    window.type_text("yeu cau");
    assert_eq!(window.app().state.session().unwrap().queue().rows.len(), 1);
    window.press(Key::Enter);
    window.press(Key::Enter);
    window.wait_for_text("không biết người ấy đang ở đâu");
    // The caseworker's labels beside the person's.
    assert!(window.shows("In a few sentences: what happened?"));
    assert!(window.shows("Kể ngắn gọn vài câu: chuyện gì đã xảy ra?"));
    assert!(window.shows("That is: I am family"));

    // The reply.
    window.press(Key::R);
    window.type_text("Chào bạn, đây là câu trả lời ví dụ.");
    assert!(window.shows("35 characters, fits in 1 reply"));
    window.tab_to("Preview");
    window.press(Key::Enter);
    assert!(window.shows("This is what the person will read"));
    window.tab_to("Sign and put on the board");
    window.press(Key::Enter);
    window.wait_for_text("The reply is written.");
    assert!(window.shows("leaves with the next exchange"));

    // A note, then back to the queue, then lock.
    window.press(Key::N);
    window.type_text("Example note for colleagues");
    window.tab_to("Add the note");
    window.press(Key::Enter);
    window.wait_for_text("Note added.");
    window.press(Key::Escape);
    assert!(window.app().state.session().unwrap().open.is_none());
    window.press_ctrl(Key::L);
    assert!(window.app().state.session().is_none());

    // All of it is in the vault.
    let vault = window.places.vault.clone();
    drop(window.harness);
    let mut desk = Desk::unlock(&vault, PERSON, &SecretString::from(PASSPHRASE), now()).unwrap();
    let row = desk
        .queue()
        .into_iter()
        .find(|row| row.title.starts_with("Yêu cầu"))
        .unwrap();
    assert_eq!((row.replies, row.status, row.unread), (1, Status::New, 0));
    let case = desk.case(&row.id).unwrap();
    assert_eq!(case.notes[0].text, "Example note for colleagues");
    assert!(
        case.replies
            .iter()
            .any(|reply| reply.text == "Chào bạn, đây là câu trả lời ví dụ.")
    );
}

#[test]
fn files_are_looked_at_and_saved() {
    let mut window = Window::with_letters(SIZE);
    window.unlock();
    window.exchange();
    window.open("Yêu cầu");
    window.click("Files (2)");
    window.click("Look: anh-vi-du.png");
    window.wait_for_text("640 by 420");
    window.click("Close the picture: anh-vi-du.png");
    window.click("Save to a folder…: ghi-chu.txt");
    let folder = window.places.stick.display().to_string();
    window.type_text(&folder);
    window.press(Key::Enter);
    window.wait_for_text("Saved as");
    assert_eq!(
        std::fs::read(window.places.stick.join("ghi-chu.txt")).unwrap(),
        b"Example note"
    );
    // The same name again is saved beside it, never over it.
    window.click("Save to a folder…: ghi-chu.txt");
    window.click("Save the file");
    window.wait("second copy", |window| {
        window.places.stick.join("ghi-chu (2).txt").exists()
    });
}
