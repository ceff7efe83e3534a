//! A field for passphrases.

use egui::{Id, Response, RichText, TextEdit, Ui, vec2};
use zeroize::Zeroize;

use crate::theme::{self, Tokens};

/// Longest passphrase a field takes, in bytes. The buffer has this room from the start: a
/// string that grows leaves copies of its beginning behind in freed memory.
const LONGEST_BYTES: usize = 1024;

/// Typed text that is overwritten when it is dropped and never printed.
pub(crate) struct SecretField {
    text: String,
    /// Shown in plain for as long as the person asks for it.
    pub(crate) shown: bool,
}

impl SecretField {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Types for a test of the commands, which has no window.
    #[cfg(test)]
    pub(crate) fn push_for_test(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Moves the text out; the field is empty afterwards.
    pub(crate) fn take(&mut self) -> zeroize::Zeroizing<String> {
        self.shown = false;
        zeroize::Zeroizing::new(std::mem::replace(
            &mut self.text,
            String::with_capacity(LONGEST_BYTES),
        ))
    }
}

impl Default for SecretField {
    fn default() -> Self {
        Self {
            text: String::with_capacity(LONGEST_BYTES),
            shown: false,
        }
    }
}

impl Drop for SecretField {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl std::fmt::Debug for SecretField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretField(…)")
    }
}

/// Draws a label and, under it, a passphrase field with a button that shows what was typed.
///
/// `words` are the names of that button: show, hide.
pub(crate) fn secret_edit(
    ui: &mut Ui,
    tokens: &Tokens,
    id: Id,
    label: &str,
    words: (&str, &str),
    field: &mut SecretField,
) -> Response {
    let name = ui.label(
        RichText::new(label)
            .size(theme::SMALL)
            .color(tokens.text_weak),
    );
    ui.horizontal(|ui| {
        let button = if field.shown { words.1 } else { words.0 };
        let button_width = 96.0;
        let width = (ui.available_width() - button_width - ui.spacing().item_spacing.x).max(80.0);
        let response = ui
            .add_sized(
                vec2(width, theme::TARGET),
                TextEdit::singleline(&mut field.text)
                    .id(id)
                    .password(!field.shown)
                    .char_limit(LONGEST_BYTES / 4)
                    .align(egui::Align2::LEFT_CENTER),
            )
            .labelled_by(name.id);
        let toggle = ui.add_sized(vec2(button_width, theme::TARGET), egui::Button::new(button));
        toggle.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{button}: {label}"))
        });
        if toggle.clicked() {
            field.shown = !field.shown;
        }
        response
    })
    .inner
}
