//! Text by its rank.

use egui::{Label, Response, RichText, Ui};

use crate::fonts::Coverage;
use crate::theme::{self, Tokens};

/// Text of a case, as it was written: wrapped, with room for tall scripts, a character that no
/// font has named by its code point. Never interpreted: it comes from outside.
pub(crate) fn case_text(ui: &mut Ui, coverage: &Coverage, text: &str) -> Response {
    let legible = coverage.legible(text);
    let rich = RichText::new(legible.into_owned()).line_height(Some(theme::BODY * 1.55));
    ui.add(Label::new(rich).wrap())
}

/// Second text: labels and dates.
pub(crate) fn weak(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).color(tokens.text_weak)).wrap())
}

/// Second text in the small size.
pub(crate) fn small(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    ui.add(
        Label::new(
            RichText::new(text)
                .size(theme::SMALL)
                .color(tokens.text_weak),
        )
        .wrap(),
    )
}

/// Text that stands out.
pub(crate) fn strong_text(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(RichText::new(text).text_style(theme::strong())).wrap())
}
