//! What colleagues weigh before they decide: eligibility, risk, urgency, credibility; the status
//! with its reason; timers; tags.

use egui::{Button, Id, Ui, vec2};

use super::{View, queue, time};
use crate::command::Command;
use crate::model::{Assessment, Axis, Case, Level, Written};
use crate::state::{CaseContent, OpenCase, Typed};
use crate::theme;
use crate::widgets::{
    Tone, badge, banner, card, case_text, heading, labelled, quiet_button, small, strong_text, weak,
};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, open: &mut OpenCase, content: &CaseContent) {
    let case = &content.case;
    let typed = &mut open.typed;
    card(ui, view.tokens, |ui| {
        heading(ui, &view.t("assess-title"));
        small(ui, view.tokens, &view.t("assess-intro"));
        for axis in Axis::ALL {
            ui.add(egui::Separator::default().spacing(14.0));
            one_axis(ui, view, typed, case, axis);
        }
    });
    ui.add_space(4.0);
    card(ui, view.tokens, |ui| timers(ui, view, typed, case));
    ui.add_space(4.0);
    card(ui, view.tokens, |ui| status(ui, view, typed, case));
    ui.add_space(4.0);
    card(ui, view.tokens, |ui| tags(ui, view, typed, case));
    ui.add_space(16.0);
}

/// Message id of an axis.
pub(super) fn axis_id(axis: Axis) -> &'static str {
    match axis {
        Axis::Identity => "axis-identity",
        Axis::Situation => "axis-situation",
        Axis::Need => "axis-need",
        Axis::Risk => "axis-risk",
        Axis::Urgency => "axis-urgency",
        Axis::Credibility => "axis-credibility",
    }
}

/// Message id of the question behind an axis.
fn question_id(axis: Axis) -> &'static str {
    match axis {
        Axis::Identity => "axis-identity-question",
        Axis::Situation => "axis-situation-question",
        Axis::Need => "axis-need-question",
        Axis::Risk => "axis-risk-question",
        Axis::Urgency => "axis-urgency-question",
        Axis::Credibility => "axis-credibility-question",
    }
}

/// Message id of a level.
fn level_id(axis: Axis, level: Level) -> &'static str {
    let ids = match axis {
        Axis::Identity | Axis::Situation | Axis::Need => {
            ["level-no", "level-unclear", "level-likely", "level-yes"]
        }
        Axis::Risk => ["level-low", "level-moderate", "level-high", "level-extreme"],
        Axis::Urgency => [
            "level-routine",
            "level-soon",
            "level-urgent",
            "level-immediate",
        ],
        Axis::Credibility => [
            "level-doubtful",
            "level-unchecked",
            "level-plausible",
            "level-confirmed",
        ],
    };
    ids[level as usize]
}

/// An axis and its level in words: `Risk: high`.
pub(super) fn level_of(view: &View<'_>, axis: Axis, level: Level) -> String {
    let (axis_id, level_id) = (axis_id(axis), level_id(axis, level));
    view.f(
        "assess-level",
        &[
            ("axis", view.t(axis_id).into()),
            ("level", view.t(level_id).into()),
        ],
    )
}

/// How much a level of risk or urgency stands out.
pub(super) fn tone(level: Level) -> Tone {
    match level {
        Level::First => Tone::Quiet,
        Level::Second | Level::Third => Tone::Warning,
        Level::Fourth => Tone::Danger,
    }
}

fn one_axis(ui: &mut Ui, view: &View<'_>, typed: &mut Typed, case: &Case, axis: Axis) {
    let standing: Vec<&Written<Assessment>> = case.assessed(axis).collect();
    let name = view.t(axis_id(axis));
    strong_text(ui, &name);
    small(ui, view.tokens, &view.t(question_id(axis)));
    if let [_, _, ..] = standing[..] {
        apart(ui, view, axis, &standing);
        return;
    }
    let kept = standing.first().map(|one| &one.value);
    let level = kept.and_then(|kept| kept.level);
    ui.horizontal_wrapped(|ui| {
        for step in Level::ALL {
            let chosen = level == Some(step);
            let word = view.t(level_id(axis, step));
            let response = ui.add(
                Button::selectable(chosen, word.as_str())
                    .frame_when_inactive(true)
                    .min_size(vec2(84.0, theme::TARGET)),
            );
            response.widget_info(|| {
                let spoken = format!("{name}: {word}");
                egui::WidgetInfo::selected(egui::Role::RadioButton, true, chosen, spoken)
            });
            if response.clicked() {
                // A second press takes it back.
                view.send(Command::Weigh(axis, (!chosen).then_some(step)));
            }
        }
    });
    let kept_note = kept.map_or("", |kept| kept.note.as_str());
    let mut text = typed
        .notes
        .get(&axis)
        .cloned()
        .unwrap_or_else(|| kept_note.to_owned());
    let label = view.f("assess-note", &[("axis", name.as_str().into())]);
    let id = Id::unique(("assess-note", axis));
    let response = labelled(ui, view.tokens, id, &label, &mut text);
    if response.changed() {
        typed.notes.insert(axis, text);
    }
    if typed.notes.get(&axis).is_some_and(|note| note != kept_note)
        && ui
            .button(view.f("assess-keep-note", &[("axis", name.as_str().into())]))
            .clicked()
    {
        view.send(Command::Weigh(axis, level));
    }
    if let Some(one) = standing.first() {
        small(ui, view.tokens, &by(view, one));
    }
}

/// Two colleagues weighed the same thing apart: both are shown, and one is chosen.
fn apart(ui: &mut Ui, view: &View<'_>, axis: Axis, standing: &[&Written<Assessment>]) {
    banner(ui, view.tokens, Tone::Warning, &view.t("assess-settle"));
    for one in standing {
        let word = match one.value.level {
            Some(level) => level_of(view, axis, level),
            None => view.t("none"),
        };
        ui.horizontal_wrapped(|ui| {
            let label = view.f(
                "assess-choose",
                &[
                    ("level", word.as_str().into()),
                    ("person", one.person.as_str().into()),
                ],
            );
            if ui.button(label).clicked() {
                view.send(Command::Settle(one.value.clone()));
            }
        });
        if !one.value.note.is_empty() {
            case_text(ui, view.coverage, &one.value.note);
        }
        small(ui, view.tokens, &by(view, one));
    }
}

fn by<T>(view: &View<'_>, written: &Written<T>) -> String {
    format!("{} · {}", written.person, time::moment(view, written.at))
}

fn timers(ui: &mut Ui, view: &View<'_>, typed: &mut Typed, case: &Case) {
    heading(ui, &view.t("timer-title"));
    small(ui, view.tokens, &view.t("timer-intro"));
    let mut running: Vec<_> = case.timers.iter().filter(|t| t.done.is_none()).collect();
    running.sort_by_key(|timer| timer.due);
    if running.is_empty() {
        weak(ui, view.tokens, &view.t("timer-empty"));
    }
    for timer in running {
        ui.horizontal_wrapped(|ui| {
            let (tone, text) = time::until(view, timer.due);
            badge(ui, view.tokens, tone, &text);
            strong_text(ui, &view.coverage.legible(&timer.reason));
            let about = format!("{} · {}", time::moment(view, timer.due), timer.person);
            small(ui, view.tokens, &about);
            let label = view.t("timer-end");
            let response = quiet_button(ui, view.tokens, &label);
            response.widget_info(|| {
                let spoken = format!("{label}: {}", timer.reason);
                egui::WidgetInfo::labeled(egui::Role::Button, true, spoken)
            });
            if response.clicked() {
                view.send(Command::EndTimer(timer.id));
            }
        });
    }
    ui.add_space(4.0);
    labelled(
        ui,
        view.tokens,
        Id::unique("timer-reason"),
        &view.t("timer-reason"),
        &mut typed.timer_reason,
    );
    labelled(
        ui,
        view.tokens,
        Id::unique("timer-due"),
        &view.t("timer-due"),
        &mut typed.timer_due,
    );
    let due = time::parse(view, &typed.timer_due);
    ui.horizontal_wrapped(|ui| {
        for days in [1_i64, 3, 7, 30] {
            let label = view.f("timer-in-days", &[("count", days.into())]);
            if ui.button(label).clicked() {
                let at = view.now + jiff::SignedDuration::from_hours(24 * days);
                typed.timer_due = time::date_of(view, at);
            }
        }
    });
    if due.is_none() && !typed.timer_due.trim().is_empty() {
        weak(ui, view.tokens, &view.t("timer-not-a-date"));
    }
    let ready = due.is_some() && !typed.timer_reason.trim().is_empty();
    if ui
        .add_enabled(ready, Button::new(view.t("timer-set")))
        .clicked()
        && let Some(due) = due
    {
        view.send(Command::SetTimer(due));
    }
}

fn status(ui: &mut Ui, view: &View<'_>, typed: &mut Typed, case: &Case) {
    heading(ui, &view.t("reason-title"));
    if case.statuses.len() > 1 {
        banner(ui, view.tokens, Tone::Warning, &view.t("reason-apart"));
        for one in &case.statuses {
            let word = one
                .value
                .name
                .clone()
                .unwrap_or_else(|| queue::status_name(view, one.value.status));
            strong_text(ui, &view.coverage.legible(&word));
            if !one.value.reason.is_empty() {
                case_text(ui, view.coverage, &one.value.reason);
            }
            small(ui, view.tokens, &by(view, one));
        }
    }
    let kept = case.statuses.last().map(|one| &one.value);
    let kept_name = kept.and_then(|kept| kept.name.as_deref()).unwrap_or("");
    let kept_reason = kept.map_or("", |kept| kept.reason.as_str());
    let mut reason = typed
        .status_reason
        .clone()
        .unwrap_or_else(|| kept_reason.to_owned());
    let label = view.f(
        "reason-why",
        &[("status", queue::status_name(view, case.row.status).into())],
    );
    let id = Id::unique("reason-why");
    if labelled(ui, view.tokens, id, &label, &mut reason).changed() {
        typed.status_reason = Some(reason);
    }
    let mut name = typed
        .status_name
        .clone()
        .unwrap_or_else(|| kept_name.to_owned());
    let id = Id::unique("reason-name");
    if labelled(ui, view.tokens, id, &view.t("reason-name"), &mut name).changed() {
        typed.status_name = Some(name);
    }
    let changed =
        typed.status_name.is_some() || typed.status_reason.is_some() || case.statuses.len() > 1;
    if ui
        .add_enabled(changed, Button::new(view.t("reason-keep")))
        .clicked()
    {
        view.send(Command::KeepReason);
    }
}

fn tags(ui: &mut Ui, view: &View<'_>, typed: &mut Typed, case: &Case) {
    heading(ui, &view.t("tags-title"));
    let tags: Vec<&str> = case.row.tags.iter().map(String::as_str).collect();
    let kept = tags.join(", ");
    let mut text = typed.tags.clone().unwrap_or_else(|| kept.clone());
    let id = Id::unique("tags-edit");
    if labelled(ui, view.tokens, id, &view.t("tags-edit"), &mut text).changed() {
        typed.tags = (text != kept).then_some(text);
    }
    if ui
        .add_enabled(typed.tags.is_some(), Button::new(view.t("tags-keep")))
        .clicked()
    {
        view.send(Command::KeepTags);
    }
}
