//! The page of keys, made from the list of commands.

use egui::{Id, Key, KeyboardShortcut, Modal, RichText, Ui};

use super::View;
use crate::command::{Command, Global};
use crate::theme;
use crate::widgets::{page_title, primary_button, small};

pub(super) fn show(ui: &mut Ui, view: &View<'_>) {
    let frame = egui::Frame::popup(ui.style()).inner_margin(22);
    let room = ui.ctx().content_rect();
    let response = Modal::new(Id::unique("help"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width((room.width() - 80.0).min(520.0));
            page_title(ui, &view.t("help-title"));
            small(ui, view.tokens, &view.t("help-intro"));
            ui.add_space(8.0);
            egui::ScrollArea::vertical()
                .max_height((room.height() - 220.0).max(80.0))
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    egui::Grid::new("help-keys")
                        .num_columns(2)
                        .spacing([28.0, 7.0])
                        .show(ui, |ui| {
                            for command in Global::ALL {
                                ui.label(
                                    RichText::new(keys(view, command)).text_style(theme::strong()),
                                );
                                ui.add(egui::Label::new(view.t(command.label_id())).wrap());
                                ui.end_row();
                            }
                        });
                });
            ui.add_space(10.0);
            if primary_button(ui, view.tokens, true, &view.t("close")).clicked() {
                view.send(Command::CloseHelp);
            }
        });
    if response.should_close() {
        view.send(Command::CloseHelp);
    }
}

/// The keys of a command as the keyboard names them.
fn keys(view: &View<'_>, command: Global) -> String {
    let names: Vec<String> = command
        .keys()
        .iter()
        .map(|shortcut| name(view, shortcut))
        .collect();
    names.join(",  ")
}

fn name(view: &View<'_>, shortcut: &KeyboardShortcut) -> String {
    let key = match shortcut.logical_key {
        Key::Enter => view.t("key-enter"),
        Key::Escape => view.t("key-escape"),
        Key::ArrowDown => "↓".to_owned(),
        Key::ArrowUp => "↑".to_owned(),
        Key::Slash => "/".to_owned(),
        Key::Questionmark => "?".to_owned(),
        Key::Plus => "+".to_owned(),
        Key::Equals => "=".to_owned(),
        Key::Minus => "-".to_owned(),
        key => key.symbol_or_name().to_owned(),
    };
    if shortcut.modifiers.ctrl {
        format!("{} {key}", view.t("key-ctrl"))
    } else {
        key
    }
}
