//! Summary and translation: what colleagues write so that not everyone has to read everything.

use egui::{Button, Id, Ui};

use super::{View, time};
use crate::command::Command;
use crate::model::Field;
use crate::state::{CaseContent, OpenCase};
use crate::widgets::{Tone, banner, card, case_text, heading, labelled_multiline, small};

fn label_id(field: Field) -> &'static str {
    match field {
        Field::Summary => "text-summary",
        Field::Translation => "text-translation",
    }
}

/// What is kept, before the letter.
pub(super) fn read(ui: &mut Ui, view: &View<'_>, content: &CaseContent) {
    for field in Field::ALL {
        let standing: Vec<_> = content.case.texts_of(field).collect();
        if standing.iter().all(|one| one.value.text.is_empty()) {
            continue;
        }
        card(ui, view.tokens, |ui| {
            heading(ui, &view.t(label_id(field)));
            if standing.len() > 1 {
                banner(ui, view.tokens, Tone::Warning, &view.t("text-apart"));
            }
            for one in standing {
                case_text(ui, view.coverage, &one.value.text);
                let about = format!("{} · {}", one.person, time::moment(view, one.at));
                small(ui, view.tokens, &about);
            }
        });
        ui.add_space(4.0);
    }
}

/// Where they are written, after the letter.
pub(super) fn write(ui: &mut Ui, view: &View<'_>, open: &mut OpenCase, content: &CaseContent) {
    card(ui, view.tokens, |ui| {
        heading(ui, &view.t("text-write"));
        small(ui, view.tokens, &view.t("text-write-note"));
        for field in Field::ALL {
            let standing: Vec<&str> = content
                .case
                .texts_of(field)
                .map(|one| one.value.text.as_str())
                .collect();
            // What two wrote apart is joined, for a person to make one text of it.
            let kept = standing.join("\n\n");
            let mut text = open
                .typed
                .texts
                .get(&field)
                .cloned()
                .unwrap_or_else(|| kept.clone());
            let name = view.t(label_id(field));
            let label = view.f("text-edit", &[("what", name.as_str().into())]);
            let id = Id::unique(("text-edit", field));
            if labelled_multiline(ui, view.tokens, id, &label, 4, &mut text).changed() {
                open.typed.texts.insert(field, text);
            } else if standing.len() > 1 {
                open.typed.texts.entry(field).or_insert(text);
            }
            let ready = standing.len() > 1
                || open
                    .typed
                    .texts
                    .get(&field)
                    .is_some_and(|text| *text != kept);
            let label = view.f("text-keep", &[("what", name.as_str().into())]);
            if ui.add_enabled(ready, Button::new(label)).clicked() {
                view.send(Command::KeepText(field));
            }
            ui.add_space(4.0);
        }
    });
    ui.add_space(16.0);
}
