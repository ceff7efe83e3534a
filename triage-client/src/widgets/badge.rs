//! Short words on a coloured ground. The words carry the meaning, the colour repeats it.

use egui::{
    Align2, Color32, CornerRadius, Frame, Margin, Response, RichText, Role, Sense, Ui, WidgetInfo,
    vec2,
};

use crate::theme::{self, Tokens};

/// What a badge or banner says about its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing to do.
    Quiet,
    Good,
    Warning,
    Danger,
}

impl Tone {
    pub(crate) fn colours(self, tokens: &Tokens) -> (Color32, Color32) {
        match self {
            Self::Quiet => (tokens.text_weak, tokens.quiet_ground),
            Self::Good => (tokens.good, tokens.good_ground),
            Self::Warning => (tokens.warning, tokens.warning_ground),
            Self::Danger => (tokens.danger, tokens.danger_ground),
        }
    }
}

/// Draws a badge; `text` is its accessible name too.
pub(crate) fn badge(ui: &mut Ui, tokens: &Tokens, tone: Tone, text: &str) -> Response {
    let (colour, ground) = tone.colours(tokens);
    let font = egui::FontId::proportional(theme::SMALL);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let size = vec2(galley.size().x + 16.0, galley.size().y + 6.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(theme::CORNER), ground);
        let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
        ui.painter().galley(at.min, galley, colour);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Draws a line of advice over the whole width, with a sign before it.
pub(crate) fn banner(ui: &mut Ui, tokens: &Tokens, tone: Tone, text: &str) {
    let (colour, ground) = tone.colours(tokens);
    let sign = match tone {
        Tone::Quiet => "•",
        Tone::Good => "✓",
        Tone::Warning | Tone::Danger => "⚠",
    };
    Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(theme::CORNER))
        .inner_margin(Margin::symmetric(12, 9))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.label(RichText::new(sign).color(colour));
                ui.add(egui::Label::new(RichText::new(text).color(tokens.text)).wrap());
            });
        });
}
