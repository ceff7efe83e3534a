//! Grounds and headings.

use egui::{
    CornerRadius, Frame, Margin, Response, RichText, Role, Stroke, Ui, WidgetInfo, WidgetText,
};

use crate::theme::{self, Tokens};

/// Draws `contents` on a card over the whole width.
pub(crate) fn card<R>(ui: &mut Ui, tokens: &Tokens, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(theme::CORNER + 2))
        .inner_margin(Margin::symmetric(18, 14))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// Draws a page's title.
pub(crate) fn page_title(ui: &mut Ui, text: &str) -> Response {
    header(
        ui,
        RichText::new(text).text_style(theme::title()).into(),
        text,
    )
}

/// Draws the heading of a group.
pub(crate) fn heading(ui: &mut Ui, text: &str) -> Response {
    header(ui, RichText::new(text).heading().into(), text)
}

/// A label that assistive technology may jump to.
fn header(ui: &mut Ui, rich: WidgetText, text: &str) -> Response {
    let response = ui.add(egui::Label::new(rich).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    response
}

/// Draws `contents` in a column of at most `width` points in the middle, scrolling when it is
/// taller than the window.
pub(crate) fn centre_column<R>(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let room = ui.available_width();
            let width = width.min(room - 32.0).max(120.0);
            let side = (room - width) / 2.0;
            ui.add_space(28.0);
            let inner = ui
                .horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    ui.add_space(side);
                    ui.spacing_mut().item_spacing.x = 10.0;
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        contents(ui)
                    })
                    .inner
                })
                .inner;
            ui.add_space(28.0);
            inner
        })
        .inner
}
