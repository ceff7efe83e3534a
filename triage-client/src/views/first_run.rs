//! The page before there is a vault.

use egui::{Button, RichText, Ui, vec2};

use super::View;
use crate::command::Command;
use crate::state::{FirstMode, FirstRun, Running};
use crate::theme;
use crate::update::Focus;
use crate::widgets::{
    SecretField, Strength, Tone, banner, card, centre_column, heading, labelled, page_title,
    primary_button, secret_edit, small, weak,
};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, first: &mut FirstRun, running: Option<Running>) {
    centre_column(ui, 640.0, |ui| {
        super::locked::language_line(ui, view);
        ui.add_space(8.0);
        page_title(ui, &view.t("first-title"));
        weak(ui, view.tokens, &view.t("first-intro"));
        ui.add_space(10.0);
        ui.horizontal_wrapped(|ui| {
            for (mode, label) in [
                (FirstMode::New, "first-new"),
                (FirstMode::Restore, "first-restore"),
            ] {
                let button = Button::selectable(first.mode == mode, view.t(label))
                    .min_size(vec2(160.0, theme::TARGET + 4.0));
                if ui.add_enabled(!first.working, button).clicked() {
                    view.send(Command::FirstMode(mode));
                }
            }
        });
        ui.add_space(8.0);
        match first.mode {
            FirstMode::New => new(ui, view, first),
            FirstMode::Restore => restore(ui, view, first),
        }
        if let Some(problem) = &first.problem {
            ui.add_space(8.0);
            banner(ui, view.tokens, Tone::Danger, &problem.words(view.words));
        }
        ui.add_space(12.0);
        let (label, working, command) = match first.mode {
            FirstMode::New => ("first-make", "first-making", Command::MakeVault),
            FirstMode::Restore => ("first-restore-go", "first-restoring", Command::RestoreVault),
        };
        let shown = if first.working { working } else { label };
        if primary_button(ui, view.tokens, !first.working, &view.t(shown)).clicked() {
            view.send(command);
        }
        if let Some(progress) = running.and_then(|running| running.progress) {
            super::exchange::progress_bar(ui, view, progress);
        }
    });
}

fn new(ui: &mut Ui, view: &View<'_>, first: &mut FirstRun) {
    let tokens = view.tokens;
    small(ui, tokens, &view.t("first-new-note"));
    ui.add_space(6.0);
    card(ui, tokens, |ui| {
        labelled(
            ui,
            tokens,
            Focus::Organisation.id(),
            &view.t("first-organisation"),
            &mut first.organisation,
        );
    });
    ui.add_space(8.0);
    card(ui, tokens, |ui| {
        heading(ui, &view.t("first-you"));
        labelled(
            ui,
            tokens,
            egui::Id::unique("first-person"),
            &view.t("first-person"),
            &mut first.person,
        );
        ui.add_space(4.0);
        passphrase(ui, view, "first-passphrase", &mut first.passphrase, true);
        passphrase(
            ui,
            view,
            "first-passphrase-again",
            &mut first.passphrase_again,
            false,
        );
        differ(
            ui,
            view,
            &first.passphrase,
            &first.passphrase_again,
            "passphrases-differ",
        );
        small(ui, tokens, &view.t("first-passphrase-note"));
    });
    ui.add_space(8.0);
    card(ui, tokens, |ui| {
        heading(ui, &view.t("first-root"));
        small(ui, tokens, &view.t("first-root-note"));
        ui.add_space(4.0);
        labelled(
            ui,
            tokens,
            egui::Id::unique("first-root-folder"),
            &view.t("first-root-folder"),
            &mut first.root_folder,
        );
        ui.add_space(4.0);
        passphrase(
            ui,
            view,
            "first-root-passphrase",
            &mut first.root_passphrase,
            true,
        );
        passphrase(
            ui,
            view,
            "first-root-passphrase-again",
            &mut first.root_passphrase_again,
            false,
        );
        differ(
            ui,
            view,
            &first.root_passphrase,
            &first.root_passphrase_again,
            "root-passphrases-differ",
        );
    });
}

fn restore(ui: &mut Ui, view: &View<'_>, first: &mut FirstRun) {
    small(ui, view.tokens, &view.t("first-restore-note"));
    ui.add_space(6.0);
    card(ui, view.tokens, |ui| {
        labelled(
            ui,
            view.tokens,
            egui::Id::unique("first-restore-from"),
            &view.t("first-restore-from"),
            &mut first.restore_from,
        );
    });
}

fn passphrase(
    ui: &mut Ui,
    view: &View<'_>,
    id: &'static str,
    field: &mut SecretField,
    advise: bool,
) {
    let words = (view.t("show"), view.t("hide"));
    secret_edit(
        ui,
        view.tokens,
        egui::Id::unique(id),
        &view.t(id),
        (&words.0, &words.1),
        field,
    );
    if !advise {
        return;
    }
    let strength = Strength::of(field.text());
    let colour = match strength {
        Strength::Empty => view.tokens.text_weak,
        Strength::Weak => view.tokens.danger,
        Strength::Fair => view.tokens.warning,
        Strength::Strong => view.tokens.good,
    };
    ui.add(
        egui::Label::new(
            RichText::new(view.t(strength.label_id()))
                .size(theme::SMALL)
                .color(colour),
        )
        .wrap(),
    );
}

/// Says that two passphrases differ, once the second is as long as the first.
fn differ(ui: &mut Ui, view: &View<'_>, one: &SecretField, other: &SecretField, id: &str) {
    let typed = other.text().chars().count() >= one.text().chars().count();
    if typed && one.text() != other.text() {
        ui.add(
            egui::Label::new(
                RichText::new(view.t(id))
                    .size(theme::SMALL)
                    .color(view.tokens.danger),
            )
            .wrap(),
        );
    }
}
