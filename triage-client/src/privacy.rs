//! Keeps case text inside the window.
//!
//! egui hands selected text to the desktop: dragging over a label is enough to put a case note
//! into the clipboard that every other program can read. It also remembers up to a hundred
//! earlier states of every text field, passphrases too.

use egui::{Context, FullOutput, OutputCommand, Plugin};

/// Drops everything that would leave the app by the clipboard or a browser.
///
/// The clipboard is not compiled in either; this holds if a dependency ever turns it on.
pub(crate) struct ClipboardGuard;

impl Plugin for ClipboardGuard {
    fn debug_name(&self) -> &'static str {
        "clipboard guard"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        output
            .platform_output
            .commands
            .retain(|command| match command {
                OutputCommand::CopyText(_)
                | OutputCommand::TextSelectionSettled(_)
                | OutputCommand::CopyImage(_)
                | OutputCommand::OpenUrl(_) => false,
            });
        // Feeds a screen reader of egui's own that is not compiled in; the accessibility tree
        // goes another way.
        output.platform_output.events.clear();
    }
}

/// Makes egui forget what was typed, selected and drawn. Called after unlocking and on locking.
///
/// **Not provided**: freed memory is not overwritten. Core dumps are off for the process, and
/// the laptop's swap should be encrypted.
pub(crate) fn wipe(ctx: &Context) {
    ctx.memory_mut(|memory| {
        memory.data.clear();
        memory.caches = Default::default();
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
    });
    ctx.forget_all_images();
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail by panic")]
mod tests {
    use super::*;
    use egui::text_edit::TextEditState;
    use egui::{Event, Id, RawInput, TextEdit};

    #[test]
    fn typed_text_is_forgotten_after_a_wipe() {
        let ctx = Context::default();
        crate::fonts::install(&ctx, false);
        let id = Id::unique("passphrase");
        let mut text = String::new();
        let frame = |events: Vec<Event>, time: f64, text: &mut String| {
            let input = RawInput {
                events,
                time: Some(time),
                focused: true,
                ..Default::default()
            };
            let mut output = ctx.run_ui(input, |ui| {
                ui.add(TextEdit::singleline(text).id(id).password(true))
                    .request_focus();
            });
            output.textures_delta.clear();
        };
        frame(vec![], 0.0, &mut text);
        frame(
            vec![Event::Text("correct horse".to_owned())],
            1.0,
            &mut text,
        );
        frame(vec![Event::Text(" battery".to_owned())], 5.0, &mut text);
        frame(vec![], 9.0, &mut text);
        text.clear();
        frame(vec![], 12.0, &mut text);
        let remembered = |ctx: &Context| {
            let Some(state) = TextEditState::load(ctx, id) else {
                return String::new();
            };
            let mut undoer = state.undoer();
            let mut now = Default::default();
            let mut texts = String::new();
            while let Some((cursor, text)) = undoer.undo(&now).cloned() {
                texts.push_str(&text);
                now = (cursor, text);
            }
            texts
        };
        // The trap is real: otherwise this test would prove nothing.
        assert!(remembered(&ctx).contains("correct horse"));
        wipe(&ctx);
        assert!(!remembered(&ctx).contains("correct"));
    }

    #[test]
    fn nothing_reaches_the_clipboard() {
        let ctx = Context::default();
        ctx.add_plugin(ClipboardGuard);
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            ui.ctx().copy_text("a case note".to_owned());
            ui.ctx().output_mut(|output| {
                output
                    .commands
                    .push(OutputCommand::TextSelectionSettled("a note".to_owned()));
            });
        });
        output.textures_delta.clear();
        assert!(output.platform_output.commands.is_empty());
    }
}
