//! The summary: every answer with a number by which it can be changed.

use crypto_core::{Kind, Question};

use super::interview::Interview;

/// Shows every question that is asked with its answer; returns them in the order shown.
pub(super) fn show<'a>(interview: &Interview<'a>) -> Vec<&'a Question> {
    let console = &interview.session.console;
    let language = console.language();
    let questions = interview.in_order(&interview.answers);
    console.gap();
    console.say("summary-title");
    for (place, question) in questions.iter().enumerate() {
        let answer = if question.kind == Kind::Files {
            let names: Vec<&str> = interview
                .files
                .get(&question.id)
                .into_iter()
                .flatten()
                .map(|file| file.attachment.name.as_str())
                .collect();
            names.join(", ")
        } else {
            interview
                .answers
                .get(&question.id)
                .map(|answer| answer.display(question, language))
                .unwrap_or_default()
        };
        let label = question.label.get(language);
        if answer.is_empty() {
            // One line, so that the answers stand out among what was left empty.
            let empty = console.text("summary-empty");
            console.print(&format!("{}. {label} {empty}", place + 1));
            continue;
        }
        let sent = if interview.sent.contains(&question.id) {
            format!(" {}", console.text("summary-sent"))
        } else {
            String::new()
        };
        console.gap();
        console.print(&format!("{}. {label}{sent}", place + 1));
        console.print_indented(5, &answer);
        console.gap();
    }
    interview.kept.show(console, &interview.programme.form);
    console.gap();
    questions
}
