//! What the person wrote: answers under the labels of the form, in both languages.

use egui::{RichText, Ui};

use super::{View, time};
use crate::command::Command;
use crate::model::{AnswerView, CaseLetter};
use crate::state::{CaseContent, CaseTab};
use crate::theme;
use crate::widgets::{Tone, badge, banner, card, case_text, heading, quiet_button, small, weak};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, content: &CaseContent) {
    let case = &content.case;
    if case.row.unproven {
        banner(ui, view.tokens, Tone::Danger, &view.t("case-not-proved"));
    }
    if case.letters.iter().any(|letter| letter.kind.is_none()) {
        banner(ui, view.tokens, Tone::Warning, &view.t("case-foreign"));
    }
    if case.row.more_follows {
        banner(ui, view.tokens, Tone::Quiet, &view.t("case-more-follows"));
    }
    for (theirs, mine) in content.theirs.iter().zip(&content.mine) {
        if theirs.answers.is_empty() {
            continue;
        }
        card(ui, view.tokens, |ui| {
            if !mine.title.is_empty() {
                heading(ui, &mine.title);
                if theirs.title != mine.title {
                    small(ui, view.tokens, &theirs.title);
                }
                ui.add_space(4.0);
            }
            let mut first = true;
            for (theirs, mine) in theirs.answers.iter().zip(&mine.answers) {
                if !first {
                    ui.add(egui::Separator::default().spacing(14.0));
                }
                first = false;
                answer(ui, view, content, theirs, mine);
            }
        });
        ui.add_space(4.0);
    }
    for letter in &case.letters {
        message(ui, view, letter);
    }
    ui.add_space(16.0);
}

/// One question: its label on the left, the answer on the right, or under it where it is narrow.
fn answer(
    ui: &mut Ui,
    view: &View<'_>,
    content: &CaseContent,
    theirs: &AnswerView,
    mine: &AnswerView,
) {
    if view.narrow {
        label(ui, view, theirs, mine);
        words(ui, view, content, theirs, mine);
        return;
    }
    let width = ui.available_width();
    let left = (width * 0.36).clamp(160.0, 300.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        ui.vertical(|ui| {
            ui.set_width(left);
            label(ui, view, theirs, mine);
        });
        ui.vertical(|ui| {
            ui.set_width(width - left - 20.0);
            words(ui, view, content, theirs, mine);
        });
    });
}

fn label(ui: &mut Ui, view: &View<'_>, theirs: &AnswerView, mine: &AnswerView) {
    ui.spacing_mut().item_spacing.y = 3.0;
    weak(ui, view.tokens, &mine.label);
    if theirs.label != mine.label {
        small(ui, view.tokens, &theirs.label);
    }
    if theirs.danger {
        badge(ui, view.tokens, Tone::Warning, &view.t("case-sensitive"));
    }
}

fn words(
    ui: &mut Ui,
    view: &View<'_>,
    content: &CaseContent,
    theirs: &AnswerView,
    mine: &AnswerView,
) {
    if theirs.text.is_empty() && theirs.files.is_empty() {
        ui.label(
            RichText::new(view.t("case-no-answer"))
                .italics()
                .color(view.tokens.text_weak),
        );
    } else if !theirs.text.is_empty() {
        case_text(ui, view.coverage, &theirs.text);
        if theirs.text != mine.text && !mine.text.is_empty() {
            small(
                ui,
                view.tokens,
                &view.f("case-in-language", &[("text", mine.text.as_str().into())]),
            );
        }
    }
    for at in &theirs.files {
        let file = content
            .case
            .letters
            .iter()
            .find(|letter| letter.id == at.letter)
            .and_then(|letter| letter.attachments.get(at.index));
        if let Some(file) = file {
            let name = view.coverage.legible(&file.name).into_owned();
            if quiet_button(ui, view.tokens, &format!("🗎 {name}")).clicked() {
                view.send(Command::Tab(CaseTab::Files));
            }
        }
    }
    if let Some(problem) = &theirs.problem {
        let problem = view.t(problem);
        let text = view.f("case-problem", &[("problem", problem.into())]);
        ui.add(
            egui::Label::new(
                RichText::new(format!("⚠ {text}"))
                    .size(theme::SMALL)
                    .color(view.tokens.warning),
            )
            .wrap(),
        );
    }
}

/// The free text of a letter; a follow-up often has nothing else.
fn message(ui: &mut Ui, view: &View<'_>, letter: &CaseLetter) {
    let Some(text) = letter
        .message
        .as_ref()
        .filter(|text| !text.trim().is_empty())
    else {
        return;
    };
    card(ui, view.tokens, |ui| {
        let date = letter
            .made_on
            .map(time::day)
            .or_else(|| letter.arrived.map(|at| time::date_of(view, at)));
        let id = match letter.kind {
            Some(crypto_core::LetterKind::FollowUp) => "case-follow-up",
            _ => "case-message",
        };
        heading(
            ui,
            &view.f(id, &[("date", date.unwrap_or_default().into())]),
        );
        if !letter.proven && letter.kind.is_some() {
            badge(ui, view.tokens, Tone::Danger, &view.t("queue-unproven"));
        }
        case_text(ui, view.coverage, text);
    });
    ui.add_space(4.0);
}
