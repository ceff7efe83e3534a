//! Signing what the public trusts, and the backup.

use egui::Ui;

use super::{View, exchange, time};
use crate::command::Command;
use crate::state::{Running, Session};
use crate::theme;
use crate::widgets::{
    Tone, banner, card, heading, labelled, page_title, primary_button, secret_edit, small,
    strong_text, weak,
};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &mut Session, running: Option<Running>) {
    page_title(ui, &view.t("publish-title"));
    ui.add_space(8.0);
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(720.0));
            card(ui, view.tokens, |ui| {
                organisation(ui, view, session, running)
            });
            ui.add_space(8.0);
            card(ui, view.tokens, |ui| backup(ui, view, session, running));
        });
}

fn organisation(ui: &mut Ui, view: &View<'_>, session: &mut Session, running: Option<Running>) {
    let tokens = view.tokens;
    let summary = session.facts.summary.clone();
    let page = &mut session.publish;
    heading(ui, &view.t("publish-heading"));
    weak(ui, tokens, &view.t("publish-intro"));
    match (summary.publication, summary.keys_until) {
        (Some(number), Some(until)) => small(
            ui,
            tokens,
            &view.f(
                "publish-last",
                &[("number", number.into()), ("date", time::day(until).into())],
            ),
        ),
        _ => small(ui, tokens, &view.t("publish-never")),
    };
    small(
        ui,
        tokens,
        &view.f(
            "publish-config",
            &[("path", session.facts.config_file.as_str().into())],
        ),
    );
    ui.add_space(4.0);
    labelled(
        ui,
        tokens,
        egui::Id::unique("publish-root-file"),
        &view.t("publish-root-file"),
        &mut page.root_file,
    );
    let words = (view.t("show"), view.t("hide"));
    secret_edit(
        ui,
        tokens,
        egui::Id::unique("publish-root-passphrase"),
        &view.t("publish-root-passphrase"),
        (&words.0, &words.1),
        &mut page.root_passphrase,
    );
    labelled(
        ui,
        tokens,
        egui::Id::unique("publish-stick"),
        &view.t("publish-stick"),
        &mut page.folder,
    );
    ui.add_space(8.0);
    if primary_button(ui, tokens, running.is_none(), &view.t("publish-go")).clicked() {
        view.send(Command::Publish);
    }
    if running.is_some_and(|running| running.label_id == "publish-working") {
        exchange::working(ui, view, running);
    }
    if let Some(report) = &page.published {
        ui.add_space(6.0);
        banner(
            ui,
            tokens,
            Tone::Good,
            &view.f("publish-done", &[("number", report.number.into())]),
        );
        small(ui, tokens, &view.t("publish-page"));
        strong_text(ui, &report.page.to_string());
        for warning in &report.warnings {
            banner(ui, tokens, Tone::Warning, warning);
        }
    }
    ui.add_space(theme::GAP / 2.0);
    small(ui, tokens, &view.t("publish-fingerprint"));
    strong_text(ui, &summary.fingerprint);
}

fn backup(ui: &mut Ui, view: &View<'_>, session: &mut Session, running: Option<Running>) {
    let tokens = view.tokens;
    let summary = session.facts.summary.clone();
    heading(ui, &view.t("backup-heading"));
    weak(ui, tokens, &view.t("backup-intro"));
    match summary.backup {
        Some(at) => {
            small(
                ui,
                tokens,
                &view.f(
                    "backup-last",
                    &[
                        ("date", time::moment(view, at).into()),
                        ("count", summary.events_since_backup.into()),
                    ],
                ),
            );
        }
        None => banner(ui, tokens, Tone::Warning, &view.t("backup-never")),
    }
    ui.add_space(4.0);
    labelled(
        ui,
        tokens,
        egui::Id::unique("backup-folder"),
        &view.t("backup-folder"),
        &mut session.publish.backup_folder,
    );
    ui.add_space(8.0);
    if primary_button(ui, tokens, running.is_none(), &view.t("backup-go")).clicked() {
        view.send(Command::Backup);
    }
    if running.is_some_and(|running| running.label_id == "backup-working") {
        exchange::working(ui, view, running);
    }
    if let Some(report) = &session.publish.backed_up {
        ui.add_space(6.0);
        let (tone, id) = if report.verified {
            (Tone::Good, "backup-done")
        } else {
            (Tone::Danger, "backup-unverified")
        };
        banner(
            ui,
            tokens,
            tone,
            &view.f(
                id,
                &[
                    ("files", report.files.into()),
                    ("events", report.events.into()),
                ],
            ),
        );
    }
}
