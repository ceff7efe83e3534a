//! What colleagues do about a case: status, who has it, notes, history.

use egui::{ComboBox, RichText, Ui};

use super::{View, assess, queue, time};
use crate::command::Command;
use crate::model::{CaseNote, Field, Status, TimelineEntry, TimelineKind};
use crate::state::{CaseContent, Session};
use crate::theme;
use crate::update::Focus;
use crate::widgets::{card, case_text, heading, labelled_multiline, small, weak};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &mut Session, content: &CaseContent) {
    let row = &content.case.row;
    card(ui, view.tokens, |ui| {
        heading(ui, &view.t("case-panel"));
        small(ui, view.tokens, &view.t("case-status"));
        ui.name_inputs(view.t("case-status"), |ui| {
            let width = ui.available_width();
            ComboBox::from_id_salt("case-status")
                .width(width)
                .selected_text(queue::status_of(view, row))
                .show_ui(ui, |ui| {
                    for status in Status::ALL {
                        let chosen = status == row.status;
                        if ui
                            .selectable_label(chosen, queue::status_name(view, status))
                            .clicked()
                            && !chosen
                        {
                            view.send(Command::SetStatus(status));
                        }
                    }
                });
        });
        small(ui, view.tokens, &view.t("case-assignee"));
        assignee(ui, view, session, row.assignee.as_deref());
        ui.add_space(4.0);
        fact(
            ui,
            view,
            "queue-column-due",
            row.due.map(|due| time::moment(view, due)),
        );
        fact(
            ui,
            view,
            "case-arrived",
            row.arrived.map(|at| time::moment(view, at)),
        );
    });
    ui.add_space(4.0);
    card(ui, view.tokens, |ui| {
        heading(ui, &view.t("case-notes"));
        if content.case.notes.is_empty() {
            weak(ui, view.tokens, &view.t("case-empty-notes"));
        }
        for note in &content.case.notes {
            one_note(ui, view, note);
        }
        let text = session.drafts.notes.entry(row.id).or_default();
        labelled_multiline(
            ui,
            view.tokens,
            Focus::Note.id(),
            &view.t("case-note-new"),
            3,
            text,
        );
        let ready = !text.trim().is_empty();
        if ui
            .add_enabled(ready, egui::Button::new(view.t("case-note-add")))
            .clicked()
        {
            view.send(Command::AddNote);
        }
    });
    ui.add_space(4.0);
    card(ui, view.tokens, |ui| {
        heading(ui, &view.t("case-history"));
        for entry in content.case.timeline.iter().rev() {
            history(ui, view, entry);
        }
    });
    ui.add_space(16.0);
}

fn assignee(ui: &mut Ui, view: &View<'_>, session: &Session, assignee: Option<&str>) {
    ui.name_inputs(view.t("case-assignee"), |ui| {
        let width = ui.available_width();
        let shown = assignee.map_or_else(|| view.t("nobody"), str::to_owned);
        ComboBox::from_id_salt("case-assignee")
            .width(width)
            .selected_text(shown)
            .show_ui(ui, |ui| {
                if ui
                    .selectable_label(assignee.is_none(), view.t("nobody"))
                    .clicked()
                    && assignee.is_some()
                {
                    view.send(Command::Assign(None));
                }
                for colleague in &session.facts.colleagues {
                    let chosen = assignee == Some(colleague);
                    if ui.selectable_label(chosen, colleague).clicked() && !chosen {
                        view.send(Command::Assign(Some(colleague.clone())));
                    }
                }
            });
    });
}

fn fact(ui: &mut Ui, view: &View<'_>, id: &str, value: Option<String>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(
            RichText::new(view.t(id))
                .size(theme::SMALL)
                .color(view.tokens.text_weak),
        );
        ui.label(value.unwrap_or_else(|| view.t("none")));
    });
}

fn one_note(ui: &mut Ui, view: &View<'_>, note: &CaseNote) {
    let about = format!("{} · {}", note.person, time::moment(view, note.written));
    small(ui, view.tokens, &about);
    case_text(ui, view.coverage, &note.text);
    ui.add_space(6.0);
}

/// What happened, and after it why, if a reason was given.
fn with_reason(said: String, reason: &str) -> String {
    if reason.is_empty() {
        said
    } else {
        format!("{said} · {reason}")
    }
}

fn history(ui: &mut Ui, view: &View<'_>, entry: &TimelineEntry) {
    let what = match &entry.kind {
        TimelineKind::Imported(_) => view.t("history-imported"),
        TimelineKind::Read(_) => view.t("history-read"),
        TimelineKind::Status(word) => {
            let name = word
                .name
                .clone()
                .unwrap_or_else(|| queue::status_name(view, word.status));
            let said = view.f("history-status", &[("status", name.into())]);
            with_reason(said, &word.reason)
        }
        TimelineKind::Assessed(assessment) => {
            let said = match assessment.level {
                Some(level) => assess::level_of(view, assessment.axis, level),
                None => view.t(assess::axis_id(assessment.axis)),
            };
            with_reason(said, &assessment.note)
        }
        TimelineKind::Written(Field::Summary) => view.t("history-summary"),
        TimelineKind::Written(Field::Translation) => view.t("history-translation"),
        TimelineKind::TimerSet { reason, due } => view.f(
            "history-timer-set",
            &[
                ("due", time::moment(view, *due).into()),
                ("reason", reason.into()),
            ],
        ),
        TimelineKind::TimerEnded { reason } => {
            view.f("history-timer-ended", &[("reason", reason.into())])
        }
        TimelineKind::Note => view.t("history-note"),
        TimelineKind::Assigned(Some(person)) => {
            view.f("history-assigned", &[("person", person.into())])
        }
        TimelineKind::Assigned(None) => view.t("history-given-back"),
        TimelineKind::Tagged(tags) => {
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            view.f("history-tagged", &[("tags", tags.join(", ").into())])
        }
        TimelineKind::Replied(_) => view.t("history-replied"),
        TimelineKind::Acknowledged(_) => view.t("history-acknowledged"),
    };
    ui.add(egui::Label::new(view.coverage.legible(&what).into_owned()).wrap());
    let mut about = time::moment(view, entry.at);
    if let Some(person) = &entry.person {
        about = format!("{about} · {person}");
    }
    small(ui, view.tokens, &about);
    ui.add_space(4.0);
}
