//! Settings of the window.

use egui::{Button, Ui, vec2};

use super::View;
use crate::command::{Command, Global};
use crate::state::Settings;
use crate::theme::{self, ThemeChoice};
use crate::widgets::{card, heading, page_title, small, weak};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, settings: &Settings) {
    page_title(ui, &view.t("settings-title"));
    ui.add_space(10.0);
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(680.0));
            card(ui, view.tokens, |ui| {
                heading(ui, &view.t("settings-language"));
                ui.horizontal_wrapped(|ui| {
                    for language in crypto_core::Language::ALL {
                        if choice(ui, settings.language == language, language.own_name()) {
                            view.send(Command::Language(language));
                        }
                    }
                });
            });
            ui.add_space(theme::GAP / 2.0);
            card(ui, view.tokens, |ui| {
                heading(ui, &view.t("settings-theme"));
                ui.horizontal_wrapped(|ui| {
                    for theme in ThemeChoice::ALL {
                        if choice(ui, settings.theme == theme, &view.t(theme.label_id())) {
                            view.send(Command::Theme(theme));
                        }
                    }
                });
            });
            ui.add_space(theme::GAP / 2.0);
            card(ui, view.tokens, |ui| {
                heading(ui, &view.t("settings-zoom"));
                ui.horizontal_wrapped(|ui| {
                    let percent = (settings.zoom * 100.0).round() as i64;
                    let text = view.f("settings-zoom-value", &[("percent", percent.into())]);
                    ui.add_sized(vec2(64.0, theme::TARGET), egui::Label::new(text));
                    for (command, label) in [
                        (Global::Smaller, "settings-zoom-out"),
                        (Global::Larger, "settings-zoom-in"),
                        (Global::Normal, "settings-zoom-reset"),
                    ] {
                        if ui.button(view.t(label)).clicked() {
                            view.send(Command::Global(command));
                        }
                    }
                });
            });
            ui.add_space(theme::GAP);
            let minutes = crate::app::IDLE_SECS / 60;
            weak(
                ui,
                view.tokens,
                &view.f("settings-lock", &[("minutes", minutes.into())]),
            );
            small(ui, view.tokens, &view.t("settings-clipboard"));
        });
}

fn choice(ui: &mut Ui, chosen: bool, label: &str) -> bool {
    let response = ui.add(Button::selectable(chosen, label).min_size(vec2(96.0, theme::TARGET)));
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, chosen, label));
    response.clicked()
}
