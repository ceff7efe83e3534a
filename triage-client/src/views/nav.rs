//! The bar with the pages, at the side or, where the window is narrow, on top.

use egui::{Align, Button, Frame, Layout, Margin, Panel, RichText, Ui, vec2};

use super::View;
use crate::command::{Command, Global};
use crate::state::{Page, Session};
use crate::theme;
use crate::widgets::{small, strong_text};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let frame = Frame::new().fill(view.tokens.bar);
    if view.narrow {
        Panel::top("nav")
            .frame(frame.inner_margin(Margin::symmetric(12, 6)))
            .show(ui, |ui| {
                ui.horizontal_wrapped(|ui| {
                    pages(ui, view, session, false);
                    tools(ui, view);
                });
            });
        return;
    }
    Panel::left("nav")
        .exact_size(224.0)
        .resizable(false)
        .frame(frame.inner_margin(Margin {
            left: 14,
            right: 14,
            top: 18,
            bottom: 12,
        }))
        .show(ui, |ui| {
            strong_text(ui, &view.coverage.legible(&session.facts.summary.name));
            ui.add_space(12.0);
            pages(ui, view, session, true);
            ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
                let row = |ui: &mut Ui| {
                    ui.horizontal_wrapped(|ui| tools(ui, view));
                };
                row(ui);
                small(ui, view.tokens, &session.facts.person);
            });
        });
}

fn pages(ui: &mut Ui, view: &View<'_>, session: &Session, wide: bool) {
    for page in Page::ALL {
        let chosen = session.page == page;
        let label = view.t(page.label_id());
        let mut text = RichText::new(&label);
        if chosen {
            text = text.text_style(theme::strong());
        }
        let mut button = Button::selectable(chosen, text).frame_when_inactive(chosen);
        if wide {
            button = button
                .min_size(vec2(ui.available_width(), theme::TARGET + 4.0))
                .wrap();
            let count = session.queue().overdue;
            if page == Page::Queue && count > 0 {
                button = button.right_text(
                    RichText::new(format!("⚠ {count}"))
                        .size(theme::SMALL)
                        .color(view.tokens.danger),
                );
            } else {
                button = button.right_text("");
            }
        }
        let response = ui.add(button);
        let name = match (page, session.queue().overdue) {
            (Page::Queue, count) if count > 0 => {
                format!(
                    "{label}, {}",
                    view.f("queue-overdue", &[("count", count.into())])
                )
            }
            _ => label,
        };
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &name));
        if response.clicked() {
            view.send(Command::Go(page));
        }
    }
}

fn tools(ui: &mut Ui, view: &View<'_>) {
    for (command, label) in [(Global::Lock, "nav-lock"), (Global::Help, "nav-help")] {
        let hint = if command == Global::Lock {
            "Ctrl L"
        } else {
            "?"
        };
        if ui.button(view.t(label)).on_hover_text(hint).clicked() {
            view.send(Command::Global(command));
        }
    }
}
