//! What a draft holds that the form, changed since, has no place for.
//!
//! None of it is sent as an answer, and none of it is dropped: it is shown, and saved again with
//! every draft.

use crypto_core::{Answer, Answers, Form};

use crate::attachment::AttachedFile;
use crate::console::Console;

/// Answers, files and text that no question takes.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) answers: Answers,
    pub(super) files: Vec<AttachedFile>,
    pub(super) message: Option<String>,
}

impl Kept {
    pub(super) fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.files.is_empty() && self.message.is_none()
    }

    /// Shows all of it, so that what matters can be written into another answer.
    pub(super) fn show(&self, console: &Console, form: &Form) {
        if self.is_empty() {
            return;
        }
        let language = console.language();
        console.gap();
        console.say("draft-kept");
        for (id, answer) in self.answers.iter() {
            // A question that is gone has no label any more.
            let label = form.question(id).map_or(id, |q| q.label.get(language));
            console.print_indented(2, label);
            console.print_indented(5, &answer.display_plain(language));
        }
        for file in &self.files {
            console.print_indented(2, &file.attachment.name);
        }
        if let Some(message) = &self.message {
            console.print_indented(2, message);
        }
    }

    /// Adds it to what a draft will hold; a question answered anew keeps its new answer.
    pub(super) fn add_to(&self, answers: &mut Answers, files: &mut Vec<AttachedFile>) {
        for (id, answer) in self.answers.iter() {
            if answers.get(id).is_none() {
                answers.insert(id, answer.clone());
            }
        }
        for file in &self.files {
            let place = u32::try_from(files.len()).unwrap_or(u32::MAX);
            files.push(file.clone());
            let Some(id) = &file.attachment.question else {
                continue;
            };
            match answers.get(id) {
                None => {
                    answers.insert(id.clone(), Answer::Files(vec![place]));
                }
                Some(Answer::Files(places)) => {
                    let places = places.iter().copied().chain([place]).collect();
                    answers.insert(id.clone(), Answer::Files(places));
                }
                Some(_) => {}
            }
        }
    }
}
