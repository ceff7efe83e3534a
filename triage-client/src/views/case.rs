//! One case: what the person wrote, and what is done about it.

use egui::{Button, Frame, Margin, Panel, RichText, ScrollArea, Ui, vec2};

use super::{View, assess, files, letter, queue, replies, texts, time, work};
use crate::command::{Command, Global};
use crate::model::Axis;
use crate::state::{CaseContent, CaseTab, OpenCase, Running, Session};
use crate::theme;
use crate::widgets::{Tone, badge, page_title, quiet_button, weak};

/// Width from which notes and history stand beside the letter.
const WIDE: f32 = 940.0;

pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &mut Session, running: Option<Running>) {
    let Some(mut open) = session.open.take() else {
        return;
    };
    if let Some(content) = open.content.take() {
        if ui.available_height() < super::SHORT {
            ScrollArea::vertical()
                .id_salt(("case", open.id.as_bytes()))
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    head(ui, view, session, &content);
                    tabs(ui, view, &open, &content, false);
                    let tab = open.tab;
                    part(ui, view, session, &mut open, &content, tab, running);
                });
            open.content = Some(content);
            session.open = Some(open);
            return;
        }
        let wide = ui.available_width() >= WIDE;
        head(ui, view, session, &content);
        if wide {
            Panel::right("case-panel")
                .exact_size(300.0)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().inner_margin(Margin {
                    left: 16,
                    ..Margin::ZERO
                }))
                .show(ui, |ui| {
                    ScrollArea::vertical()
                        .id_salt("case-work")
                        .auto_shrink([false, false])
                        .show(ui, |ui| {
                            work::show(ui, view, session, &content);
                        });
                });
        }
        tabs(ui, view, &open, &content, wide);
        ui.add_space(6.0);
        let tab = if wide && open.tab == CaseTab::Work {
            CaseTab::Letter
        } else {
            open.tab
        };
        ScrollArea::vertical()
            .id_salt(("case", open.id.as_bytes(), tab as u8))
            .auto_shrink([false, false])
            .show(ui, |ui| {
                part(ui, view, session, &mut open, &content, tab, running)
            });
        open.content = Some(content);
    } else {
        back(ui, view);
        weak(ui, view.tokens, &view.t("case-loading"));
    }
    session.open = Some(open);
}

fn part(
    ui: &mut Ui,
    view: &View<'_>,
    session: &mut Session,
    open: &mut OpenCase,
    content: &CaseContent,
    tab: CaseTab,
    running: Option<Running>,
) {
    match tab {
        CaseTab::Letter => {
            texts::read(ui, view, content);
            letter::show(ui, view, content);
            texts::write(ui, view, open, content);
        }
        CaseTab::Files => files::show(ui, view, session, open, content),
        CaseTab::Replies => replies::show(ui, view, session, open, content, running),
        CaseTab::Assess => assess::show(ui, view, open, content),
        CaseTab::Work => work::show(ui, view, session, content),
    }
}

fn back(ui: &mut Ui, view: &View<'_>) {
    if quiet_button(ui, view.tokens, &format!("← {}", view.t("nav-queue"))).clicked() {
        view.send(Command::Global(Global::Queue));
    }
}

fn head(ui: &mut Ui, view: &View<'_>, session: &Session, content: &CaseContent) {
    let row = &content.case.row;
    ui.horizontal_wrapped(|ui| {
        back(ui, view);
        ui.label(RichText::new(row.id.short()).color(view.tokens.text_weak));
    });
    let title = if row.title.is_empty() {
        view.t("queue-no-title")
    } else {
        row.title.clone()
    };
    page_title(ui, &view.coverage.legible(&title));
    ui.horizontal_wrapped(|ui| {
        let (tone, due) = time::deadline(view, row);
        badge(
            ui,
            view.tokens,
            tone,
            &if tone == Tone::Danger {
                format!("⚠ {due}")
            } else {
                due
            },
        );
        badge(ui, view.tokens, Tone::Quiet, &queue::status_of(view, row));
        if row.conflicts > 0 {
            let text = view.f("assess-apart", &[("count", row.conflicts.into())]);
            badge(ui, view.tokens, Tone::Warning, &format!("⚠ {text}"));
        }
        if let Some(risk) = row.risk {
            let text = assess::level_of(view, Axis::Risk, risk);
            badge(ui, view.tokens, assess::tone(risk), &text);
        }
        if let Some(timer) = row.timer {
            let (tone, text) = time::until(view, timer);
            let text = view.f("timer-next", &[("due", text.into())]);
            badge(ui, view.tokens, tone, &text);
        }
        if let Some(programme) = &row.programme {
            badge(ui, view.tokens, Tone::Quiet, session.programme(programme));
        }
        if let Some(language) = row.language {
            badge(ui, view.tokens, Tone::Quiet, language.own_name());
        }
        if let Some(country) = &row.country {
            badge(ui, view.tokens, Tone::Quiet, country);
        }
    });
    ui.add_space(8.0);
}

fn tabs(ui: &mut Ui, view: &View<'_>, open: &OpenCase, content: &CaseContent, wide: bool) {
    let files: usize = content
        .case
        .letters
        .iter()
        .map(|letter| letter.attachments.len())
        .sum();
    let replies = content.case.replies.len();
    ui.horizontal_wrapped(|ui| {
        let all = [
            (CaseTab::Letter, view.t("case-tab-letter")),
            (
                CaseTab::Files,
                view.f("case-tab-files", &[("count", files.into())]),
            ),
            (
                CaseTab::Replies,
                view.f("case-tab-reply", &[("count", replies.into())]),
            ),
            (CaseTab::Assess, view.t("case-tab-assess")),
            (CaseTab::Work, view.t("case-tab-work")),
        ];
        for (tab, label) in all {
            if wide && tab == CaseTab::Work {
                continue;
            }
            let chosen =
                open.tab == tab || (wide && open.tab == CaseTab::Work && tab == CaseTab::Letter);
            let response = ui.add(
                Button::selectable(chosen, label.as_str())
                    .min_size(vec2(90.0, theme::TARGET + 2.0)),
            );
            response
                .widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, chosen, &label));
            if response.clicked() {
                view.send(Command::Tab(tab));
            }
        }
    });
}
