//! Exchange with a stick.

use egui::{Button, ProgressBar, Ui, vec2};

use super::{View, time};
use crate::command::Command;
use crate::desk::{ExchangeReport, Progress, ProgressStep};
use crate::state::{Running, Session, Stick};
use crate::theme;
use crate::widgets::{
    Tone, banner, card, heading, labelled, page_title, primary_button, small, weak,
};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &mut Session, running: Option<Running>) {
    page_title(ui, &view.t("exchange-title"));
    ui.add_space(2.0);
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(720.0));
            weak(ui, view.tokens, &view.t("exchange-intro"));
            ui.add_space(8.0);
            card(ui, view.tokens, |ui| {
                heading(ui, &view.t("exchange-sticks"));
                sticks(
                    ui,
                    view,
                    &session.exchange.sticks,
                    &mut session.exchange.folder,
                );
                ui.add_space(4.0);
                labelled(
                    ui,
                    view.tokens,
                    egui::Id::unique("exchange-folder"),
                    &view.t("exchange-folder"),
                    &mut session.exchange.folder,
                );
                ui.add_space(8.0);
                let ready = running.is_none() && !session.exchange.folder.trim().is_empty();
                if primary_button(ui, view.tokens, ready, &view.t("exchange-go")).clicked() {
                    view.send(Command::Exchange);
                }
                working(ui, view, running);
            });
            ui.add_space(8.0);
            if let Some(report) = &session.exchange.report {
                card(ui, view.tokens, |ui| show_report(ui, view, report));
            }
        });
}

/// The media that are plugged in, to choose from.
pub(super) fn sticks(ui: &mut Ui, view: &View<'_>, sticks: &[Stick], folder: &mut String) {
    if sticks.is_empty() {
        weak(ui, view.tokens, &view.t("exchange-no-stick"));
    }
    for stick in sticks {
        let name = stick.folder.display().to_string();
        let free = stick.free_bytes.map_or_else(
            || view.t("exchange-unknown-size"),
            |bytes| view.f("exchange-free", &[("size", time::size(view, bytes).into())]),
        );
        let label = format!("{name}  ·  {free}");
        let chosen = *folder == name;
        let button = Button::selectable(chosen, label.as_str())
            .min_size(vec2(0.0, theme::TARGET))
            .wrap();
        let response = ui.add(button);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::RadioButton, true, chosen, &label)
        });
        if response.clicked() {
            *folder = name;
        }
    }
}

/// What runs, and how far it is.
pub(super) fn working(ui: &mut Ui, view: &View<'_>, running: Option<Running>) {
    let Some(running) = running else { return };
    ui.add_space(6.0);
    weak(ui, view.tokens, &view.t(running.label_id));
    if let Some(progress) = running.progress {
        progress_bar(ui, view, progress);
    }
}

pub(super) fn progress_bar(ui: &mut Ui, view: &View<'_>, progress: Progress) {
    let step = view.t(match progress.step {
        ProgressStep::Letters => "progress-letters",
        ProgressStep::Colleagues => "progress-colleagues",
        ProgressStep::Board => "progress-board",
        ProgressStep::Parcels => "progress-parcels",
        ProgressStep::Files => "progress-files",
        ProgressStep::Checking => "progress-checking",
    });
    let text = if progress.total > 0 {
        view.f(
            "exchange-progress",
            &[
                ("done", progress.done.into()),
                ("total", progress.total.into()),
                ("what", step.into()),
            ],
        )
    } else {
        step
    };
    let share = if progress.total > 0 {
        progress.done as f32 / progress.total as f32
    } else {
        0.0
    };
    let bar = ui.add(
        ProgressBar::new(share)
            .desired_height(10.0)
            .fill(view.tokens.accent),
    );
    bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &text));
    small(ui, view.tokens, &text);
}

/// The report, as sentences: first what came, then what went, then what to look after.
fn show_report(ui: &mut Ui, view: &View<'_>, report: &ExchangeReport) {
    heading(ui, &view.t("exchange-done"));
    let line = |ui: &mut Ui, tone: Tone, id: &str, count: usize| {
        if count > 0 {
            let text = view.f(id, &[("count", count.into())]);
            if tone == Tone::Quiet {
                weak(ui, view.tokens, &text);
            } else {
                banner(ui, view.tokens, tone, &text);
            }
        }
    };
    let import = &report.import;
    if import.imported == 0 {
        weak(ui, view.tokens, &view.t("exchange-nothing"));
    }
    line(ui, Tone::Good, "exchange-new-cases", import.new_cases);
    line(
        ui,
        Tone::Good,
        "exchange-follow-ups",
        import.imported.saturating_sub(import.new_cases),
    );
    line(ui, Tone::Quiet, "exchange-known", import.known);
    line(ui, Tone::Danger, "exchange-unproven", import.unproven);
    line(
        ui,
        Tone::Warning,
        "exchange-unopened",
        import.unopened.len(),
    );
    for unopened in &import.unopened {
        let reason = view.t(unopened_reason(unopened.reason));
        small(ui, view.tokens, &format!("{} · {reason}", unopened.file));
    }
    line(
        ui,
        Tone::Warning,
        "exchange-unacknowledged",
        import.unacknowledged.len(),
    );
    line(
        ui,
        Tone::Quiet,
        "exchange-colleagues",
        report.events_received,
    );
    line(ui, Tone::Quiet, "exchange-destroyed", report.destroyed);
    line(
        ui,
        Tone::Quiet,
        "exchange-acknowledged",
        report.acknowledged,
    );
    line(ui, Tone::Quiet, "exchange-replies", report.replies_on_board);
    line(
        ui,
        Tone::Quiet,
        "exchange-released",
        report.letters_released,
    );
    line(ui, Tone::Quiet, "exchange-waiting", report.letters_waiting);
    line(
        ui,
        Tone::Quiet,
        "exchange-to-follow",
        report.files_to_follow,
    );
    line(
        ui,
        Tone::Warning,
        "exchange-held-clocks",
        report.held_clocks.len(),
    );
    line(
        ui,
        Tone::Warning,
        "exchange-recovered",
        report.own_events_recovered,
    );
    line(
        ui,
        Tone::Warning,
        "exchange-unreadable",
        report.unreadable.len(),
    );
    if report.edition.is_none() {
        banner(
            ui,
            view.tokens,
            Tone::Warning,
            &view.t("error-not-published"),
        );
    }
    for warning in &report.warnings {
        banner(ui, view.tokens, Tone::Warning, warning);
    }
    ui.add_space(4.0);
    banner(ui, view.tokens, Tone::Good, &view.t("exchange-safe"));
}

fn unopened_reason(reason: crate::desk::UnopenedReason) -> &'static str {
    use crate::desk::UnopenedReason as R;
    match reason {
        R::WrongHash => "unopened-wrong-hash",
        R::NoKey => "unopened-no-key",
        R::Damaged => "unopened-damaged",
        R::NewerVersion => "unopened-newer-version",
        R::Malformed => "unopened-malformed",
        R::NotSealed => "unopened-not-sealed",
        R::TooLarge => "unopened-too-large",
        R::Unreadable => "unopened-unreadable",
        R::NotKept => "unopened-not-kept",
        R::Arrivals => "unopened-arrivals",
    }
}
