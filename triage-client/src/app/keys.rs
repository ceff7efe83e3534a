//! Reads the keys of commands.

use egui::{Context, Key, Modifiers};

use crate::command::Global;
use crate::state::State;
use crate::update::Focus;

/// The commands whose keys were pressed; the keys are taken out of the input.
pub(super) fn read(ctx: &Context, state: &State) -> Vec<Global> {
    let typing = ctx.text_edit_focused();
    let in_list = ctx.memory(|memory| memory.has_focus(Focus::QueueList.id()));
    let something_focused = ctx.memory(|memory| memory.focused().is_some());
    let open = state.session().is_some();
    let mut pressed = vec![];
    for command in Global::ALL {
        if !open && !works_while_locked(command) {
            continue;
        }
        // The list moves by itself; Enter and arrows belong to any other control that has
        // the keyboard.
        if command.is_read_by_the_list() && (in_list || something_focused || state.help) {
            continue;
        }
        for shortcut in command.keys() {
            if typing && !Global::counts_while_typing(shortcut) {
                continue;
            }
            if take(ctx, shortcut.modifiers, shortcut.logical_key) {
                pressed.push(command);
            }
        }
    }
    pressed
}

fn works_while_locked(command: Global) -> bool {
    matches!(
        command,
        Global::Help | Global::Larger | Global::Smaller | Global::Normal | Global::Back
    )
}

/// Takes a key press. Shift is left open for characters that lie on another key or level from
/// one keyboard layout to the next.
fn take(ctx: &Context, modifiers: Modifiers, key: Key) -> bool {
    let shifted = matches!(
        key,
        Key::Slash | Key::Questionmark | Key::Plus | Key::Equals
    );
    ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| {
            let egui::Event::Key {
                key: found,
                pressed: true,
                modifiers: held,
                ..
            } = event
            else {
                return true;
            };
            let same = *found == key
                && held.ctrl == modifiers.ctrl
                && !held.alt
                && (shifted || held.shift == modifiers.shift);
            !same
        });
        input.events.len() != before
    })
}

/// Moves the keyboard on to the next part of the window: list or letter, then the bar, then
/// round again.
pub(super) fn next_pane(ctx: &Context) {
    let list = Focus::QueueList.id();
    let search = Focus::Search.id();
    ctx.memory_mut(|memory| {
        if memory.has_focus(search) {
            memory.request_focus(list);
        } else if memory.has_focus(list) {
            memory.surrender_focus(list);
            memory.move_focus(egui::FocusDirection::Next);
        } else {
            memory.request_focus(search);
        }
    });
}
