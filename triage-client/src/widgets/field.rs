//! Text fields with their label above, and buttons.

use egui::{Button, Id, Response, RichText, Role, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use crate::theme::{self, Tokens};

/// Draws a label and, under it, a line to type into; the label is the field's accessible name.
pub(crate) fn labelled(
    ui: &mut Ui,
    tokens: &Tokens,
    id: Id,
    label: &str,
    text: &mut String,
) -> Response {
    let name = ui.label(
        RichText::new(label)
            .size(theme::SMALL)
            .color(tokens.text_weak),
    );
    let width = ui.available_width();
    ui.add(
        TextEdit::singleline(text)
            .id(id)
            .desired_width(width)
            .min_size(vec2(0.0, theme::TARGET))
            .align(egui::Align2::LEFT_CENTER),
    )
    .labelled_by(name.id)
}

/// Draws a label and, under it, room for several lines.
pub(crate) fn labelled_multiline(
    ui: &mut Ui,
    tokens: &Tokens,
    id: Id,
    label: &str,
    rows: usize,
    text: &mut String,
) -> Response {
    let name = ui.label(
        RichText::new(label)
            .size(theme::SMALL)
            .color(tokens.text_weak),
    );
    let width = ui.available_width();
    ui.add(
        TextEdit::multiline(text)
            .id(id)
            .desired_width(width)
            .desired_rows(rows)
            .margin(vec2(12.0, 9.0)),
    )
    .labelled_by(name.id)
}

/// The one button of a view that does what the view is for.
pub(crate) fn primary_button(ui: &mut Ui, tokens: &Tokens, enabled: bool, label: &str) -> Response {
    let text = RichText::new(label).text_style(theme::strong());
    let button = if enabled {
        Button::new(text.color(tokens.on_accent)).fill(tokens.accent)
    } else {
        Button::new(text.color(tokens.text_weak)).fill(tokens.quiet_ground)
    };
    let response = ui.add_enabled(
        enabled,
        button.min_size(vec2(0.0, theme::TARGET + 4.0)).wrap(),
    );
    if response.has_focus() {
        ring(ui, tokens, &response);
    }
    response
}

/// A button without a frame until the pointer is over it.
pub(crate) fn quiet_button(ui: &mut Ui, tokens: &Tokens, label: &str) -> Response {
    let response = ui.add(
        Button::new(RichText::new(label).color(tokens.accent))
            .frame_when_inactive(false)
            .min_size(vec2(0.0, theme::TARGET)),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response
}

/// A filled button hides egui's own outline of the focus: draws a ring outside of it.
fn ring(ui: &Ui, tokens: &Tokens, response: &Response) {
    ui.painter().rect_stroke(
        response.rect.expand(3.0),
        f32::from(theme::CORNER) + 3.0,
        Stroke::new(tokens.focus_width, tokens.focus),
        egui::StrokeKind::Middle,
    );
}
