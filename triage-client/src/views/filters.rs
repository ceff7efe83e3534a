//! Narrowing the queue: by what, in which order, and under which name to find it again.

use egui::{ComboBox, Id, TextEdit, Ui, vec2};

use super::{View, assess};
use crate::command::Command;
use crate::model::{Axis, DueWithin, Filter, Level, Order};
use crate::state::Session;
use crate::theme;
use crate::widgets::quiet_button;

/// Draws the button that shows the filters, and the one that takes them all away.
pub(super) fn toggle(ui: &mut Ui, view: &View<'_>, session: &mut Session) {
    let label = view.t(if session.more_filters {
        "filter-less"
    } else {
        "filter-more"
    });
    if ui.button(label).clicked() {
        view.send(Command::MoreFilters);
    }
    if session.filter != Filter::default()
        && quiet_button(ui, view.tokens, &view.t("queue-clear")).clicked()
    {
        session.search.clear();
        view.send(Command::Filter(Filter::default()));
    }
    for name in session.drafts.views.keys() {
        let label = view.f("view-use", &[("name", name.as_str().into())]);
        if ui.button(label).clicked() {
            view.send(Command::UseView(name.clone()));
        }
    }
}

/// Draws the filters, if they are shown.
pub(super) fn show(ui: &mut Ui, view: &View<'_>, session: &mut Session) {
    if !session.more_filters {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        choices(ui, view, session);
        order(ui, view, session.order);
    });
    ui.horizontal_wrapped(|ui| {
        let name = ui.add(
            TextEdit::singleline(&mut session.view_name)
                .id(Id::unique("view-name"))
                .desired_width(180.0)
                .min_size(vec2(0.0, theme::TARGET))
                .char_limit(40)
                .hint_text(view.t("view-name")),
        );
        name.ctx
            .accesskit_node_builder(name.id, |node| node.set_label(view.t("view-name")));
        let ready = !session.view_name.trim().is_empty();
        if ui
            .add_enabled(ready, egui::Button::new(view.t("view-keep")))
            .clicked()
        {
            view.send(Command::KeepView);
        }
        for name in session.drafts.views.keys() {
            let label = view.f("view-drop", &[("name", name.as_str().into())]);
            if quiet_button(ui, view.tokens, &label).clicked() {
                view.send(Command::DropView(name.clone()));
            }
        }
    });
}

fn choices(ui: &mut Ui, view: &View<'_>, session: &Session) {
    let (filter, facets) = (&session.filter, session.facets());
    let named = |name: &str, count: usize| (format!("{name} ({count})"), Some(name.to_owned()));
    let texts = |map: &std::collections::BTreeMap<String, usize>| -> Vec<_> {
        map.iter()
            .map(|(name, count)| named(name, *count))
            .collect()
    };
    let programmes = facets
        .programmes
        .iter()
        .map(|(id, count)| {
            let title = session.programme(id);
            (format!("{title} ({count})"), Some(id.clone()))
        })
        .collect();
    let set = |filter: Filter| view.send(Command::Filter(filter));
    if let Some(programme) = choose(ui, view, "filter-programme", programmes, &filter.programme) {
        set(Filter {
            programme,
            ..filter.clone()
        });
    }
    let countries = texts(&facets.countries);
    if let Some(country) = choose(ui, view, "filter-country", countries, &filter.country) {
        set(Filter {
            country,
            ..filter.clone()
        });
    }
    let languages = facets
        .languages
        .iter()
        .map(|(language, count)| {
            (
                format!("{} ({count})", language.own_name()),
                Some(*language),
            )
        })
        .collect();
    if let Some(language) = choose(ui, view, "filter-language", languages, &filter.language) {
        set(Filter {
            language,
            ..filter.clone()
        });
    }
    let assignees = texts(&facets.assignees);
    if let Some(assignee) = choose(ui, view, "filter-assignee", assignees, &filter.assignee) {
        set(Filter {
            assignee,
            ..filter.clone()
        });
    }
    let risks = Level::ALL
        .into_iter()
        .skip(1)
        .rev()
        .map(|level| {
            let words = assess::level_of(view, Axis::Risk, level);
            (
                view.f("filter-at-least", &[("level", words.into())]),
                Some(level),
            )
        })
        .collect();
    if let Some(risk) = choose(ui, view, "filter-risk", risks, &filter.risk) {
        set(Filter {
            risk,
            ..filter.clone()
        });
    }
    let tags = texts(&facets.tags);
    if let Some(tag) = choose(ui, view, "filter-tag", tags, &filter.tag) {
        set(Filter {
            tag,
            ..filter.clone()
        });
    }
    let within = DueWithin::ALL
        .into_iter()
        .map(|within| {
            let id = match within {
                DueWithin::Overdue => "filter-overdue",
                DueWithin::Day => "filter-day",
                DueWithin::Week => "filter-week",
            };
            (view.t(id), Some(within))
        })
        .collect();
    if let Some(due) = choose(ui, view, "filter-due", within, &filter.due) {
        set(Filter {
            due,
            ..filter.clone()
        });
    }
}

/// Draws one choice; returns what was newly chosen, `None` inside for everything.
fn choose<T: Clone + PartialEq>(
    ui: &mut Ui,
    view: &View<'_>,
    label_id: &str,
    options: Vec<(String, Option<T>)>,
    current: &Option<T>,
) -> Option<Option<T>> {
    let label = view.t(label_id);
    let every = view.f("filter-every", &[("what", label.as_str().into())]);
    let shown = options
        .iter()
        .find(|(_, value)| value == current)
        .filter(|_| current.is_some())
        .map_or_else(|| every.clone(), |(words, _)| words.clone());
    let mut chosen = None;
    ui.name_inputs(label, |ui| {
        ComboBox::from_id_salt(label_id)
            .width(150.0)
            .selected_text(view.coverage.legible(&shown).into_owned())
            .show_ui(ui, |ui| {
                let all = std::iter::once((every, None)).chain(options);
                for (words, value) in all {
                    let is_current = value == *current;
                    let words = view.coverage.legible(&words).into_owned();
                    if ui.selectable_label(is_current, words).clicked() && !is_current {
                        chosen = Some(value);
                    }
                }
            });
    });
    chosen
}

fn order(ui: &mut Ui, view: &View<'_>, current: Order) {
    let words = |order| {
        view.t(match order {
            Order::Due => "order-due",
            Order::Risk => "order-risk",
            Order::Newest => "order-newest",
            Order::Changed => "order-changed",
        })
    };
    ui.name_inputs(view.t("order-title"), |ui| {
        ComboBox::from_id_salt("order-title")
            .width(170.0)
            .selected_text(words(current))
            .show_ui(ui, |ui| {
                for order in Order::ALL {
                    if ui
                        .selectable_label(order == current, words(order))
                        .clicked()
                    {
                        view.send(Command::Order(order));
                    }
                }
            });
    });
}
