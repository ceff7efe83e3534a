//! The files of a case: looked at within limits, or saved to a folder.

use egui::{ColorImage, RichText, TextEdit, TextureOptions, Ui, vec2};

use super::{View, time};
use crate::command::Command;
use crate::model::CaseLetter;
use crate::state::{CaseContent, Export, FileAt, OpenCase, Preview, Session};
use crate::theme;
use crate::update::Focus;
use crate::widgets::{Tone, banner, card, primary_button, small, strong_text, weak};

/// Media types that the desk can decode.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/jpg", "image/webp"];

pub(super) fn show(
    ui: &mut Ui,
    view: &View<'_>,
    session: &mut Session,
    open: &mut OpenCase,
    content: &CaseContent,
) {
    let mut any = false;
    for letter in &content.case.letters {
        for index in 0..letter.attachments.len() {
            any = true;
            card(ui, view.tokens, |ui| {
                one(ui, view, session, open, content, letter, index)
            });
            ui.add_space(4.0);
        }
    }
    if !any {
        weak(ui, view.tokens, &view.t("files-none"));
    }
}

fn one(
    ui: &mut Ui,
    view: &View<'_>,
    session: &mut Session,
    open: &mut OpenCase,
    content: &CaseContent,
    letter: &CaseLetter,
    index: usize,
) {
    let Some(file) = letter.attachments.get(index) else {
        return;
    };
    let at = FileAt {
        letter: letter.id,
        index,
    };
    let name = view.coverage.legible(&file.name).into_owned();
    strong_text(ui, &format!("🗎 {name}"));
    let mut about = vec![file.media_type.clone(), time::size(view, file.length)];
    if let Some(day) = letter.made_on {
        about.push(time::day(day));
    }
    small(ui, view.tokens, &about.join(" · "));
    if let Some(label) = file
        .question
        .as_ref()
        .and_then(|question| label_of(content, question))
    {
        small(
            ui,
            view.tokens,
            &view.f("files-question", &[("question", label.into())]),
        );
    }
    let is_picture = PICTURES.contains(&file.media_type.as_str());
    if !is_picture {
        small(ui, view.tokens, &view.t("files-no-preview"));
    }
    ui.add_space(4.0);
    let shown = open
        .preview
        .as_ref()
        .is_some_and(|preview| preview.at() == at);
    ui.horizontal_wrapped(|ui| {
        if is_picture {
            let label = view.t(if shown {
                "files-preview-close"
            } else {
                "files-preview"
            });
            let response = ui.button(&label);
            name_button(&response, &label, &name);
            if response.clicked() {
                view.send(if shown {
                    Command::ClosePreview
                } else {
                    Command::Preview(at)
                });
            }
        }
        let label = view.t("files-export");
        let response = ui.button(&label);
        name_button(&response, &label, &name);
        if response.clicked() {
            view.send(Command::AskExport(Export {
                at,
                name: file.name.clone(),
            }));
        }
    });
    if open.export.as_ref().is_some_and(|export| export.at == at) {
        export(ui, view, session);
    }
    if shown && let Some(preview) = &mut open.preview {
        picture(ui, view, preview, &name);
    }
}

/// Several files have the same buttons: the name makes each one's label its own.
fn name_button(response: &egui::Response, label: &str, file: &str) {
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{label}: {file}"))
    });
}

fn label_of<'content>(content: &'content CaseContent, question: &str) -> Option<&'content str> {
    content
        .mine
        .iter()
        .flat_map(|section| &section.answers)
        .find(|answer| answer.question == question)
        .map(|answer| answer.label.as_str())
}

fn export(ui: &mut Ui, view: &View<'_>, session: &mut Session) {
    ui.add_space(6.0);
    banner(ui, view.tokens, Tone::Warning, &view.t("files-export-note"));
    let label = ui.label(
        RichText::new(view.t("files-export-folder"))
            .size(theme::SMALL)
            .color(view.tokens.text_weak),
    );
    let width = ui.available_width();
    let field = ui.add(
        TextEdit::singleline(&mut session.export_folder)
            .id(Focus::ExportFolder.id())
            .desired_width(width)
            .min_size(vec2(0.0, theme::TARGET))
            .align(egui::Align2::LEFT_CENTER),
    );
    let entered = field.labelled_by(label.id).lost_focus()
        && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, view.tokens, true, &view.t("files-export-go")).clicked() || entered {
            view.send(Command::Export);
        }
        if ui.button(view.t("cancel")).clicked() {
            view.send(Command::CancelExport);
        }
        for stick in &session.exchange.sticks {
            let folder = stick.folder.display().to_string();
            if session.export_folder != folder && ui.button(&folder).clicked() {
                session.export_folder = folder;
            }
        }
    });
}

fn picture(ui: &mut Ui, view: &View<'_>, preview: &mut Preview, name: &str) {
    ui.add_space(6.0);
    let Preview::Shown {
        picture, texture, ..
    } = preview
    else {
        weak(ui, view.tokens, &view.t("files-preview-working"));
        return;
    };
    let texture = texture.get_or_insert_with(|| {
        let image =
            ColorImage::from_rgba_unmultiplied([picture.width, picture.height], &picture.rgba);
        ui.ctx()
            .load_texture("picture", image, TextureOptions::LINEAR)
    });
    let width = ui.available_width();
    let label = view.f(
        "files-picture",
        &[
            ("name", name.into()),
            ("width", picture.width.into()),
            ("height", picture.height.into()),
        ],
    );
    let image = egui::Image::new(&*texture)
        .max_width(width)
        .max_height((ui.ctx().content_rect().height() * 0.75).max(240.0))
        .shrink_to_fit()
        .alt_text(label.as_str());
    ui.add(image);
    small(ui, view.tokens, &label);
}
