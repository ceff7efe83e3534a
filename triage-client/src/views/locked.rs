//! The lock page.

use egui::{Button, Key, RichText, TextEdit, Ui, vec2};

use super::View;
use crate::command::Command;
use crate::state::{LockReason, Locked};
use crate::theme;
use crate::update::Focus;
use crate::widgets::{
    Tone, banner, card, centre_column, page_title, primary_button, secret_edit, small, weak,
};

/// Minutes after which the desk locks itself.
const IDLE_MINUTES: u64 = crate::app::IDLE_SECS as u64 / 60;

pub(super) fn show(ui: &mut Ui, view: &View<'_>, locked: &mut Locked, stopped: bool) {
    centre_column(ui, 440.0, |ui| {
        language_line(ui, view);
        ui.add_space((ui.ctx().content_rect().height() * 0.08).min(70.0));
        card(ui, view.tokens, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            page_title(ui, &view.t("unlock-title"));
            if locked.reason == LockReason::Idle {
                weak(
                    ui,
                    view.tokens,
                    &view.f("unlock-idle", &[("minutes", IDLE_MINUTES.into())]),
                );
            }
            if locked.reason != LockReason::Started {
                small(ui, view.tokens, &view.t("unlock-drafts"));
            }
            if stopped {
                banner(ui, view.tokens, Tone::Danger, &view.t("desk-stopped"));
            }
            ui.add_space(6.0);
            person(ui, view, locked);
            ui.add_space(4.0);
            let words = (view.t("show"), view.t("hide"));
            let response = secret_edit(
                ui,
                view.tokens,
                Focus::Passphrase.id(),
                &view.t("unlock-passphrase"),
                (&words.0, &words.1),
                &mut locked.passphrase,
            );
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if let Some(problem) = &locked.problem {
                ui.add_space(4.0);
                banner(ui, view.tokens, Tone::Danger, &problem.words(view.words));
            }
            ui.add_space(8.0);
            let label = if locked.working {
                "unlock-working"
            } else {
                "unlock-go"
            };
            let pressed =
                primary_button(ui, view.tokens, !locked.working && !stopped, &view.t(label))
                    .clicked();
            if (entered || pressed) && !locked.working && !stopped {
                view.send(Command::Unlock);
            }
        });
    });
}

fn person(ui: &mut Ui, view: &View<'_>, locked: &mut Locked) {
    let label = view.t("unlock-person");
    let name = ui.label(
        RichText::new(&label)
            .size(theme::SMALL)
            .color(view.tokens.text_weak),
    );
    if locked.people.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for person in &locked.people {
                let chosen = *person == locked.person;
                let button =
                    Button::selectable(chosen, person.as_str()).min_size(vec2(0.0, theme::TARGET));
                let response = ui.add(button);
                response.widget_info(|| {
                    egui::WidgetInfo::selected(
                        egui::Role::RadioButton,
                        true,
                        chosen,
                        format!("{label}: {person}"),
                    )
                });
                if response.clicked() {
                    locked.person.clone_from(person);
                }
            }
        });
    } else {
        let width = ui.available_width();
        ui.add(
            TextEdit::singleline(&mut locked.person)
                .desired_width(width)
                .min_size(vec2(0.0, theme::TARGET))
                .align(egui::Align2::LEFT_CENTER),
        )
        .labelled_by(name.id);
    }
}

/// The languages, each by its own name: the one thing that may be changed while locked.
pub(super) fn language_line(ui: &mut Ui, view: &View<'_>) {
    ui.horizontal_wrapped(|ui| {
        for language in crypto_core::Language::ALL {
            let chosen = view.words.language() == language;
            let name = RichText::new(language.own_name()).size(theme::SMALL);
            if ui
                .add(Button::selectable(chosen, name).frame_when_inactive(chosen))
                .clicked()
            {
                view.send(Command::Language(language));
            }
        }
    });
}
