//! The queue: who waits, and how long still.

use egui::{
    Align2, ComboBox, FontFamily, FontId, Key, Pos2, Rect, Response, RichText, ScrollArea, Sense,
    TextEdit, Ui, pos2, vec2,
};

use super::{View, assess, filters, time};
use crate::command::Command;
use crate::fonts::STRONG;
use crate::model::{Axis, CaseRow, Filter, Status};
use crate::state::{Page, Session};
use crate::theme;
use crate::update::Focus;
use crate::widgets::{
    ListKeys, Tone, badge, card, heading, list_keys, list_ring, page_title, primary_button,
    row_response, weak,
};

const ROW_HEIGHT: f32 = 58.0;
const PAD: f32 = 14.0;

/// Where the columns of the queue begin and end, from the row's left edge.
struct Columns {
    due: (f32, f32),
    request: (f32, f32),
    status: Option<(f32, f32)>,
    assignee: Option<(f32, f32)>,
    arrived: Option<(f32, f32)>,
}

impl Columns {
    /// Shares out the width: what matters less leaves first when it gets narrow.
    fn of(width: f32) -> Self {
        const DUE: f32 = 150.0;
        const STATUS: f32 = 144.0;
        const ASSIGNEE: f32 = 110.0;
        const ARRIVED: f32 = 104.0;
        let mut right = width - PAD;
        let mut take = |size: f32, least: f32| {
            (width >= least).then(|| {
                right -= size;
                (right, right + size - 12.0)
            })
        };
        let arrived = take(ARRIVED, 760.0);
        let assignee = take(ASSIGNEE, 680.0);
        let status = take(STATUS, 560.0);
        let due = (PAD, PAD + DUE - 12.0);
        Self {
            due,
            request: (PAD + DUE + 8.0, right - 12.0),
            status,
            assignee,
            arrived,
        }
    }
}

pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &mut Session) {
    head(ui, view, session);
    ui.add_space(8.0);
    if session.facts.summary.aside > 0 {
        let text = view.f(
            "queue-held",
            &[("count", session.facts.summary.aside.into())],
        );
        // Also over an empty queue: it may be all that ever came.
        weak(ui, view.tokens, &text);
    }
    if session.queue().total == 0 {
        // Nothing to narrow yet.
        empty(ui, view);
        return;
    }
    if session.queue().rows.is_empty() {
        card(ui, view.tokens, |ui| {
            weak(ui, view.tokens, &view.t("queue-no-match"));
            if ui.button(view.t("queue-clear")).clicked() {
                session.search.clear();
                view.send(Command::Filter(Filter::default()));
            }
        });
        return;
    }
    list(ui, view, session);
}

fn head(ui: &mut Ui, view: &View<'_>, session: &mut Session) {
    let short = ui.available_height() < super::SHORT;
    ui.horizontal_wrapped(|ui| {
        if !short {
            page_title(ui, &view.t("queue-title"));
        }
        let queue = session.queue();
        let (shown, total) = (queue.rows.len(), queue.total);
        let text = if shown == total {
            view.f("queue-count", &[("count", total.into())])
        } else {
            view.f(
                "queue-shown",
                &[("shown", shown.into()), ("count", total.into())],
            )
        };
        ui.label(RichText::new(text).color(view.tokens.text_weak));
        if queue.overdue > 0 {
            let text = view.f("queue-overdue", &[("count", queue.overdue.into())]);
            badge(ui, view.tokens, Tone::Danger, &format!("⚠ {text}"));
        }
    });
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let width = if view.narrow {
            ui.available_width().min(280.0)
        } else {
            320.0
        };
        let search = ui.add(
            TextEdit::singleline(&mut session.search)
                .id(Focus::Search.id())
                .desired_width(width)
                .min_size(vec2(0.0, theme::TARGET))
                .align(Align2::LEFT_CENTER)
                .prefix("🔍")
                .hint_text(view.t("queue-search-hint")),
        );
        search
            .ctx
            .accesskit_node_builder(search.id, |node| node.set_label(view.t("queue-search")));
        if search.changed() {
            view.send(Command::Filter(Filter {
                search: session.search.clone(),
                ..session.filter.clone()
            }));
        }
        // From the search straight into what it found.
        let leave =
            ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::ArrowDown));
        if (search.lost_focus() || search.has_focus()) && leave {
            ui.memory_mut(|memory| memory.request_focus(Focus::QueueList.id()));
        }
        status_filter(ui, view, session);
        filters::toggle(ui, view, session);
    });
    filters::show(ui, view, session);
}

fn status_filter(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let (filter, facets) = (&session.filter, session.facets());
    let counted = |label: String, count: usize| format!("{label} ({count})");
    let selected = match (filter.status, filter.open_only) {
        (Some(status), _) => status_name(view, status),
        (None, true) => view.t("queue-open-only"),
        (None, false) => view.t("queue-every-status"),
    };
    ui.name_inputs(view.t("queue-status"), |ui| {
        ComboBox::from_id_salt("queue-status")
            .width(190.0)
            .selected_text(selected)
            .show_ui(ui, |ui| {
                let mut option = |label: String, status: Option<Status>, open_only: bool| {
                    let chosen = filter.status == status && filter.open_only == open_only;
                    if ui.selectable_label(chosen, label).clicked() {
                        view.send(Command::Filter(Filter {
                            status,
                            open_only,
                            ..filter.clone()
                        }));
                    }
                };
                option(view.t("queue-every-status"), None, false);
                option(counted(view.t("queue-open-only"), facets.open), None, true);
                for status in Status::ALL {
                    let count = facets.statuses.get(&status).copied().unwrap_or(0);
                    let label = counted(status_name(view, status), count);
                    option(label, Some(status), false);
                }
            });
    });
}

/// The name of a status in the window's language.
pub(super) fn status_name(view: &View<'_>, status: Status) -> String {
    view.t(match status {
        Status::New => "status-new",
        Status::Working => "status-working",
        Status::Waiting => "status-waiting",
        Status::Granted => "status-granted",
        Status::Declined => "status-declined",
        Status::Referred => "status-referred",
        Status::Closed => "status-closed",
    })
}

/// The organisation's own word for where a case stands, or the status.
pub(super) fn status_of(view: &View<'_>, row: &CaseRow) -> String {
    match &row.status_name {
        Some(name) => view.coverage.legible(name).into_owned(),
        None => status_name(view, row.status),
    }
}

fn list(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let columns = Columns::of(ui.available_width() - 12.0);
    header(ui, view, &columns);
    let mut rect = ui.available_rect_before_wrap();
    rect.set_height(
        rect.height()
            .min(session.queue().rows.len() as f32 * ROW_HEIGHT),
    );
    ui.painter()
        .rect_filled(rect, f32::from(theme::CORNER) + 2.0, view.tokens.surface);
    let rows = &session.queue().rows;
    let place = session.chosen_place();
    let list_id = Focus::QueueList.id();
    let row_id = |row: &CaseRow| list_id.with(*row.id.as_bytes());
    let active = place.map(|place| row_id(&rows[place]));
    let (list, keys) = list_keys(
        ui,
        list_id,
        rect,
        &view.t("queue-title"),
        place,
        active,
        rows.len(),
    );
    let mut area = ScrollArea::vertical()
        .auto_shrink([false, false])
        .id_salt("queue-rows");
    match keys {
        ListKeys::Choose(to) => {
            view.send(Command::ChooseRow(to));
            // Rows outside of what is visible do not exist yet: scroll by arithmetic.
            area = area.vertical_scroll_offset(offset_that_shows(ui, to, rect.height()));
        }
        ListKeys::Open => {
            if let Some(place) = place {
                view.send(Command::OpenCase(rows[place].id));
            }
        }
        ListKeys::None => {}
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, ROW_HEIGHT, rows.len(), |ui, range| {
        for place_here in range {
            let row = &rows[place_here];
            let (rect, _) =
                ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
            let response = ui.interact(rect, row_id(row), Sense::CLICK);
            let chosen = place == Some(place_here);
            draw_row(ui, view, session, row, &response, &columns, chosen);
            row_response(&response, chosen, &spoken(view, session, row));
            if response.clicked() {
                view.send(Command::ChooseRow(place_here));
                view.send(Command::OpenCase(row.id));
            }
        }
    });
    if list.has_focus() {
        list_ring(ui, view.tokens, rect);
    }
}

/// Keeps the chosen row a row away from both ends of what is visible.
fn offset_that_shows(ui: &Ui, place: usize, height: f32) -> f32 {
    let id = ui.make_persistent_id("queue-rows");
    let offset =
        egui::scroll_area::State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
    let top = place as f32 * ROW_HEIGHT;
    let least = top + 2.0 * ROW_HEIGHT - height;
    offset.clamp(
        least.min(top - ROW_HEIGHT).max(0.0),
        (top - ROW_HEIGHT).max(0.0).max(least),
    )
}

fn header(ui: &mut Ui, view: &View<'_>, columns: &Columns) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let cell = |column: (f32, f32), id: &str| {
        let at = pos2(rect.left() + column.0, rect.center().y);
        text(
            ui,
            view.t(id),
            at,
            column.1 - column.0,
            FontId::proportional(theme::SMALL),
            view.tokens.text_weak,
        );
    };
    cell(columns.due, "queue-column-due");
    cell(columns.request, "queue-column-request");
    for (column, id) in [
        (columns.status, "queue-column-status"),
        (columns.assignee, "queue-column-assignee"),
        (columns.arrived, "queue-column-arrived"),
    ] {
        if let Some(column) = column {
            cell(column, id);
        }
    }
}

fn draw_row(
    ui: &Ui,
    view: &View<'_>,
    session: &Session,
    row: &CaseRow,
    response: &Response,
    columns: &Columns,
    chosen: bool,
) {
    let (tokens, rect) = (view.tokens, response.rect);
    if chosen {
        ui.painter().rect_filled(rect, 0.0, tokens.chosen);
        let edge = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
        ui.painter().rect_filled(edge, 0.0, tokens.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, tokens.quiet_ground);
    }
    let line = egui::Stroke::new(1.0, tokens.line);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
    let body = FontId::proportional(theme::BODY);
    let small = FontId::proportional(theme::SMALL);
    let strong = FontId::new(theme::BODY, FontFamily::Name(STRONG.into()));
    let at = |column: (f32, f32), y: f32| pos2(rect.left() + column.0, y);
    let middle = rect.center().y;

    let (tone, words) = time::deadline(view, row);
    let (colour, ground) = tone.colours(tokens);
    let words = if tone == Tone::Danger {
        format!("⚠ {words}")
    } else {
        words
    };
    pill(
        ui,
        &words,
        at(columns.due, middle),
        columns.due.1 - columns.due.0,
        colour,
        ground,
    );

    let width = columns.request.1 - columns.request.0;
    let title = if row.title.is_empty() {
        view.t("queue-no-title")
    } else {
        row.title.clone()
    };
    let title = view.coverage.legible(&title).into_owned();
    let font = if row.unread > 0 { strong } else { body.clone() };
    if row.unread > 0 {
        ui.painter().circle_filled(
            at(columns.request, rect.top() + 20.0) - vec2(12.0, 0.0),
            4.0,
            tokens.accent,
        );
    }
    text(
        ui,
        title,
        at(columns.request, rect.top() + 19.0),
        width,
        font,
        tokens.text,
    );
    let mut second = second_line(view, session, row);
    if columns.status.is_none() {
        second = format!("{} · {second}", status_of(view, row));
    }
    text(
        ui,
        second,
        at(columns.request, rect.top() + 41.0),
        width,
        small.clone(),
        tokens.text_weak,
    );

    if let Some(column) = columns.status {
        text(
            ui,
            status_of(view, row),
            at(column, middle),
            column.1 - column.0,
            body.clone(),
            tokens.text,
        );
    }
    if let Some(column) = columns.assignee {
        let (who, colour) = match &row.assignee {
            Some(who) => (who.clone(), tokens.text),
            None => (view.t("nobody"), tokens.text_weak),
        };
        text(
            ui,
            who,
            at(column, middle),
            column.1 - column.0,
            body,
            colour,
        );
    }
    if let (Some(column), Some(arrived)) = (columns.arrived, row.arrived) {
        text(
            ui,
            time::date_of(view, arrived),
            at(column, middle),
            column.1 - column.0,
            small,
            tokens.text_weak,
        );
    }
}

/// Short name, programme, language, country, what hangs on it.
fn second_line(view: &View<'_>, session: &Session, row: &CaseRow) -> String {
    let mut parts = vec![row.id.short()];
    if let Some(programme) = &row.programme {
        parts.push(session.programme(programme).to_owned());
    }
    if let Some(language) = row.language {
        parts.push(language.own_name().to_owned());
    }
    parts.extend(row.country.clone());
    if row.attachments > 0 {
        parts.push(view.f("queue-files", &[("count", row.attachments.into())]));
    }
    if let Some(risk) = row.risk {
        parts.push(assess::level_of(view, Axis::Risk, risk));
    }
    if let Some(timer) = row.timer {
        let due = time::until(view, timer).1;
        parts.push(view.f("timer-next", &[("due", due.into())]));
    }
    parts.extend(
        row.tags
            .iter()
            .map(|tag| format!("#{}", view.coverage.legible(tag))),
    );
    if row.conflicts > 0 {
        let text = view.f("assess-apart", &[("count", row.conflicts.into())]);
        parts.push(format!("⚠ {text}"));
    }
    if row.unproven {
        parts.push(format!("⚠ {}", view.t("queue-unproven")));
    }
    parts.join(" · ")
}

/// The row as one sentence for assistive technology.
fn spoken(view: &View<'_>, session: &Session, row: &CaseRow) -> String {
    let title = if row.title.is_empty() {
        view.t("queue-no-title")
    } else {
        row.title.clone()
    };
    let details = second_line(view, session, row);
    view.f(
        "queue-row",
        &[
            ("title", title.into()),
            ("due", time::deadline(view, row).1.into()),
            ("status", status_of(view, row).into()),
            (
                "details",
                if row.unread > 0 {
                    format!("{}, {details}", view.t("queue-unread"))
                } else {
                    details
                }
                .into(),
            ),
        ],
    )
}

/// Draws one line, cut off with `…` where it is too long, centred on `at.y`.
fn text(ui: &Ui, content: String, at: Pos2, width: f32, font: FontId, colour: egui::Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(content, font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(20.0));
    let galley = ui.painter().layout_job(job);
    let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, colour);
}

fn pill(
    ui: &Ui,
    content: &str,
    at: Pos2,
    width: f32,
    colour: egui::Color32,
    ground: egui::Color32,
) {
    let mut job = egui::text::LayoutJob::simple_singleline(
        content.to_owned(),
        FontId::proportional(theme::SMALL),
        colour,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(width - 16.0);
    let galley = ui.painter().layout_job(job);
    let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size() + vec2(16.0, 6.0));
    ui.painter()
        .rect_filled(rect, f32::from(theme::CORNER), ground);
    ui.painter()
        .galley(rect.min + vec2(8.0, 3.0), galley, colour);
}

fn empty(ui: &mut Ui, view: &View<'_>) {
    ui.add_space(24.0);
    card(ui, view.tokens, |ui| {
        heading(ui, &view.t("queue-empty-title"));
        weak(ui, view.tokens, &view.t("queue-empty"));
        ui.add_space(6.0);
        if primary_button(ui, view.tokens, true, &view.t("queue-empty-go")).clicked() {
            view.send(Command::Go(Page::Exchange));
        }
    });
}
