//! What was answered, and the editor for the next answer.

use crypto_core::{Language, ReplyKind, split_text};
use egui::{RichText, Ui};

use super::{View, time};
use crate::command::Command;
use crate::model::CaseReply;
use crate::state::{CaseContent, OpenCase, Running, Session};
use crate::theme;
use crate::update::Focus;
use crate::widgets::{
    Tone, badge, banner, card, case_text, heading, labelled_multiline, primary_button, small,
    strong_text, weak,
};

/// The most parts a reply is cut into.
const MOST_PARTS: usize = 32;

pub(super) fn show(
    ui: &mut Ui,
    view: &View<'_>,
    session: &mut Session,
    open: &OpenCase,
    content: &CaseContent,
    running: Option<Running>,
) {
    let case = &content.case;
    if case.replies.is_empty() {
        weak(ui, view.tokens, &view.t("reply-none"));
        ui.add_space(4.0);
    }
    for reply in &case.replies {
        card(ui, view.tokens, |ui| one(ui, view, reply));
        ui.add_space(2.0);
    }
    if case.receipt.is_none() {
        banner(ui, view.tokens, Tone::Warning, &view.t("error-no-receipt"));
        return;
    }
    card(ui, view.tokens, |ui| {
        let text = session.drafts.replies.entry(open.id).or_default();
        let language = case.row.language.unwrap_or(Language::En);
        if open.reply_preview {
            preview(ui, view, text, running);
        } else {
            editor(ui, view, text, language);
        }
    });
    ui.add_space(16.0);
}

fn one(ui: &mut Ui, view: &View<'_>, reply: &CaseReply) {
    let date = time::moment(view, reply.written);
    ui.horizontal_wrapped(|ui| {
        match reply.kind {
            ReplyKind::Acknowledgement => {
                strong_text(ui, &view.t("reply-acknowledged"));
            }
            ReplyKind::Answer => {
                strong_text(ui, &reply.person);
            }
        }
        ui.label(
            RichText::new(date)
                .size(theme::SMALL)
                .color(view.tokens.text_weak),
        );
        if reply.published.is_some() {
            let until = view.f(
                "reply-on-board",
                &[("date", time::day(reply.expires).into())],
            );
            badge(ui, view.tokens, Tone::Good, &until);
        } else {
            badge(ui, view.tokens, Tone::Quiet, &view.t("reply-waiting"));
        }
    });
    case_text(ui, view.coverage, &reply.text);
}

fn editor(ui: &mut Ui, view: &View<'_>, text: &mut String, language: Language) {
    heading(ui, &view.t("reply-new"));
    small(
        ui,
        view.tokens,
        &view.f(
            "reply-language-of-person",
            &[("language", language.own_name().into())],
        ),
    );
    let label = view.f("reply-write", &[("language", language.own_name().into())]);
    labelled_multiline(ui, view.tokens, Focus::Reply.id(), &label, 9, text);
    let parts = count(ui, view, text);
    ui.add_space(4.0);
    let ready = !text.trim().is_empty() && parts <= MOST_PARTS;
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, view.tokens, ready, &view.t("reply-preview")).clicked() {
            view.send(Command::ReplyPreview(true));
        }
        ui.label(
            RichText::new(view.t("reply-note-short"))
                .size(theme::SMALL)
                .color(view.tokens.text_weak),
        );
    });
}

/// Characters and parts; returns the parts.
fn count(ui: &mut Ui, view: &View<'_>, text: &str) -> usize {
    let characters = text.trim().chars().count();
    let parts = split_text(text.trim()).len().max(1);
    let words = view.f(
        "reply-count",
        &[("characters", characters.into()), ("parts", parts.into())],
    );
    if parts > MOST_PARTS {
        let text = format!("⚠ {words} {}", view.t("reply-too-long"));
        ui.label(
            RichText::new(text)
                .size(theme::SMALL)
                .color(view.tokens.danger),
        );
    } else {
        small(ui, view.tokens, &words);
    }
    parts
}

fn preview(ui: &mut Ui, view: &View<'_>, text: &str, running: Option<Running>) {
    heading(ui, &view.t("reply-preview-title"));
    egui::Frame::new()
        .fill(view.tokens.quiet_ground)
        .corner_radius(f32::from(theme::CORNER))
        .inner_margin(14)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            case_text(ui, view.coverage, text.trim());
        });
    count(ui, view, text);
    small(ui, view.tokens, &view.t("reply-note"));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, view.tokens, running.is_none(), &view.t("reply-send")).clicked() {
            view.send(Command::SendReply);
        }
        if ui.button(view.t("reply-edit")).clicked() {
            view.send(Command::ReplyPreview(false));
        }
    });
}
