//! Short messages in the corner.

use egui::{Align2, Area, Frame, Id, Margin, Order, RichText, Ui, vec2};

use super::View;
use crate::command::Command;
use crate::state::Toasts;
use crate::theme;
use crate::widgets::Tone;

pub(super) fn show(ui: &mut Ui, view: &View<'_>, toasts: &Toasts, stopped: bool) {
    let stopped = stopped.then(|| (None, Tone::Danger, view.t("desk-stopped")));
    let shown: Vec<_> = stopped
        .into_iter()
        .chain(
            toasts
                .iter()
                .map(|toast| (Some(toast.id), toast.tone, toast.sentence.words(view.words))),
        )
        .collect();
    if shown.is_empty() {
        return;
    }
    let room = ui.ctx().content_rect();
    let width = (room.width() - 32.0).min(420.0);
    Area::new(Id::unique("toasts"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -16.0))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            for (id, tone, text) in shown {
                toast(ui, view, id, tone, &text);
            }
        });
}

fn toast(ui: &mut Ui, view: &View<'_>, id: Option<u64>, tone: Tone, text: &str) {
    let (colour, ground) = tone.colours(view.tokens);
    let sign = if tone == Tone::Good { "✓" } else { "⚠" };
    Frame::popup(ui.style())
        .fill(ground)
        .stroke(egui::Stroke::new(1.0, colour))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.label(RichText::new(sign).color(colour));
                let width = ui.available_width() - 44.0;
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let label = ui
                        .add(egui::Label::new(RichText::new(text).color(view.tokens.text)).wrap());
                    // Assistive technology reads it out without moving the focus.
                    ui.ctx().accesskit_node_builder(label.id, |node| {
                        node.set_live(egui::accesskit::Live::Polite);
                    });
                });
                if let Some(id) = id {
                    let button = ui.add(egui::Button::new("✗").frame_when_inactive(false));
                    button.widget_info(|| {
                        egui::WidgetInfo::labeled(egui::Role::Button, true, view.t("toast-close"))
                    });
                    if button.clicked() {
                        view.send(Command::CloseToast(id));
                    }
                }
            });
        });
    ui.add_space(theme::GAP / 2.0);
}
