//! A list with one Tab stop: arrows move the choice inside, Enter opens it.

use egui::{EventFilter, Id, Key, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo};

use crate::theme::{self, Tokens};

/// What the keyboard asked of a list that has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListKeys {
    /// Choose the row at this place.
    Choose(usize),
    /// Open the chosen row.
    Open,
    /// Nothing.
    None,
}

/// Makes `rect` the list's single Tab stop and reads its keys.
///
/// `label` names the list, `active` is the id of the chosen row: assistive technology
/// reads the row while the focus stays on the list.
pub(crate) fn list_keys(
    ui: &mut Ui,
    id: Id,
    rect: Rect,
    label: &str,
    chosen: Option<usize>,
    active: Option<Id>,
    count: usize,
) -> (Response, ListKeys) {
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, label));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_label(label);
        if let Some(active) = active {
            node.set_active_descendant(active.accesskit_id());
        }
    });
    if !response.has_focus() {
        return (response, ListKeys::None);
    }
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(
            id,
            EventFilter {
                vertical_arrows: true,
                ..EventFilter::default()
            },
        );
    });
    let keys = ui.input(|input| {
        let at = chosen.unwrap_or(0);
        let last = count.saturating_sub(1);
        if count == 0 {
            ListKeys::None
        } else if input.key_pressed(Key::ArrowDown) {
            ListKeys::Choose(if chosen.is_none() {
                0
            } else {
                (at + 1).min(last)
            })
        } else if input.key_pressed(Key::ArrowUp) {
            ListKeys::Choose(at.saturating_sub(1))
        } else if input.key_pressed(Key::Home) {
            ListKeys::Choose(0)
        } else if input.key_pressed(Key::End) {
            ListKeys::Choose(last)
        } else if input.key_pressed(Key::PageDown) {
            ListKeys::Choose((at + 8).min(last))
        } else if input.key_pressed(Key::PageUp) {
            ListKeys::Choose(at.saturating_sub(8))
        } else if chosen.is_some() && input.key_pressed(Key::Enter) {
            ListKeys::Open
        } else {
            ListKeys::None
        }
    });
    (response, keys)
}

/// Draws the ring of the focus, over the rows.
pub(crate) fn list_ring(ui: &Ui, tokens: &Tokens, rect: Rect) {
    ui.painter().rect_stroke(
        rect,
        f32::from(theme::CORNER),
        Stroke::new(tokens.focus_width, tokens.focus),
        egui::StrokeKind::Outside,
    );
}

/// Names a row for assistive technology.
pub(crate) fn row_response(response: &Response, chosen: bool, label: &str) {
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, label));
}
