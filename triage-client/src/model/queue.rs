//! The queue: filter, search and order over the rows. Data only.

use std::collections::BTreeMap;

use crypto_core::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::assessment::Level;
use super::case::{CaseRow, Deadline, Status};

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words that must all occur in id, title, programme, country, assignee or tags.
    pub search: String,
    /// Only this status; none shows all.
    pub status: Option<Status>,
    /// Only this programme.
    pub programme: Option<String>,
    /// Only this caseworker's.
    pub assignee: Option<String>,
    /// Only cases where work is left.
    pub open_only: bool,
    /// Only of this country.
    pub country: Option<String>,
    /// Only written in this language.
    pub language: Option<Language>,
    /// Only of at least this risk.
    pub risk: Option<Level>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only cases where somebody must act so soon.
    pub due: Option<DueWithin>,
}

/// How soon somebody must act: by the promise or by a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueWithin {
    /// The moment has passed.
    Overdue,
    /// Passed, or within a day.
    Day,
    /// Passed, or within a week.
    Week,
}

impl DueWithin {
    /// Every choice, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Day, Self::Week];

    fn holds(self, due: Timestamp, now: Timestamp) -> bool {
        const DAY_SECS: i64 = 86_400;
        let left = due.as_second() - now.as_second();
        left < match self {
            Self::Overdue => 0,
            Self::Day => DAY_SECS,
            Self::Week => 7 * DAY_SECS,
        }
    }
}

/// How to order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// The closest promise or timer first, then the oldest.
    #[default]
    Due,
    /// The highest risk first, then the most urgent, then the closest promise.
    Risk,
    /// The newest arrival first.
    Newest,
    /// The last change first.
    Changed,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Due, Self::Risk, Self::Newest, Self::Changed];
}

/// A filter and an order that somebody gave a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What to show.
    pub filter: Filter,
    /// How to order it.
    pub order: Order,
}

/// What there is to filter by, each with the number of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By programme.
    pub programmes: BTreeMap<String, usize>,
    /// By country.
    pub countries: BTreeMap<String, usize>,
    /// By language.
    pub languages: BTreeMap<Language, usize>,
    /// By caseworker.
    pub assignees: BTreeMap<String, usize>,
    /// By tag.
    pub tags: BTreeMap<String, usize>,
    /// By status.
    pub statuses: BTreeMap<Status, usize>,
    /// Open cases.
    pub open: usize,
}

impl Facets {
    /// Counts all rows: once for each change of them, never while drawing.
    pub fn of(rows: &[CaseRow]) -> Self {
        fn count<K: Ord + Clone>(map: &mut BTreeMap<K, usize>, key: &K) {
            match map.get_mut(key) {
                Some(count) => *count += 1,
                None => {
                    map.insert(key.clone(), 1);
                }
            }
        }
        let mut facets = Self::default();
        for row in rows {
            for (map, key) in [
                (&mut facets.programmes, &row.programme),
                (&mut facets.countries, &row.country),
                (&mut facets.assignees, &row.assignee),
            ] {
                if let Some(key) = key {
                    count(map, key);
                }
            }
            if let Some(language) = &row.language {
                count(&mut facets.languages, language);
            }
            for tag in &row.tags {
                count(&mut facets.tags, tag);
            }
            count(&mut facets.statuses, &row.status);
            facets.open += usize::from(row.status.is_open());
        }
        facets
    }
}

/// The rows to show, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// Rows that pass the filter.
    pub rows: Vec<CaseRow>,
    /// Rows in all.
    pub total: usize,
    /// Open cases whose promise has passed, among all rows.
    pub overdue: usize,
}

impl Queue {
    /// Filters and orders `rows` as they stand at `now`.
    pub fn of(rows: &[CaseRow], filter: &Filter, order: Order, now: Timestamp) -> Self {
        let words: Vec<String> = filter.search.split_whitespace().map(folded).collect();
        let mut shown: Vec<CaseRow> = rows
            .iter()
            .filter(|row| passes(row, filter, &words, now))
            .cloned()
            .collect();
        // The id last, so that equal rows never change places between two drawings.
        match order {
            Order::Due => shown.sort_by_key(|row| {
                let due = row.next_due();
                (due.is_none(), due, row.arrived, row.id)
            }),
            Order::Risk => shown.sort_by_key(|row| {
                let due = row.next_due();
                (
                    !row.status.is_open(),
                    std::cmp::Reverse((row.risk, row.urgency)),
                    due.is_none(),
                    due,
                    row.id,
                )
            }),
            Order::Newest => shown.sort_by_key(|row| (std::cmp::Reverse(row.arrived), row.id)),
            Order::Changed => shown.sort_by_key(|row| (std::cmp::Reverse(row.changed), row.id)),
        }
        Self {
            rows: shown,
            total: rows.len(),
            overdue: rows
                .iter()
                .filter(|row| matches!(row.deadline(now), Deadline::Passed { .. }))
                .count(),
        }
    }
}

fn passes(row: &CaseRow, filter: &Filter, words: &[String], now: Timestamp) -> bool {
    let same =
        |wanted: &Option<String>, found: &Option<String>| wanted.is_none() || wanted == found;
    if filter.status.is_some_and(|status| status != row.status)
        || !same(&filter.programme, &row.programme)
        || !same(&filter.assignee, &row.assignee)
        || !same(&filter.country, &row.country)
        || (filter.language.is_some() && filter.language != row.language)
        || (filter.open_only && !row.status.is_open())
        || filter.risk.is_some_and(|least| row.risk < Some(least))
        || filter
            .tag
            .as_ref()
            .is_some_and(|tag| !row.tags.contains(tag))
        || filter
            .due
            .is_some_and(|within| !row.next_due().is_some_and(|due| within.holds(due, now)))
    {
        return false;
    }
    if words.is_empty() {
        return true;
    }
    let mut text = format!("{} {}", row.id, row.title);
    for part in [&row.programme, &row.country, &row.assignee]
        .into_iter()
        .flatten()
    {
        text.push(' ');
        text.push_str(part);
    }
    for tag in &row.tags {
        text.push(' ');
        text.push_str(tag);
    }
    let text = folded(&text);
    words.iter().all(|word| text.contains(word))
}

/// Lower case without accents, so that `phap` finds `Pháp`.
fn folded(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::CaseId;

    fn row(id: u8, title: &str, due_hours: Option<i64>, status: Status) -> CaseRow {
        let hour = |h: i64| Timestamp::from_second(h * 3600).expect("small number");
        CaseRow {
            id: CaseId::from_bytes([id; 16]),
            programme: Some("emergency".to_owned()),
            title: title.to_owned(),
            country: Some("VN".to_owned()),
            language: None,
            status,
            status_name: None,
            risk: None,
            urgency: None,
            timer: None,
            conflicts: 0,
            assignee: None,
            arrived: Some(hour(i64::from(id))),
            due: due_hours.map(hour),
            unread: 0,
            letters: 1,
            attachments: 0,
            replies: 0,
            more_follows: false,
            unproven: false,
            tags: BTreeSet::new(),
            changed: hour(0),
        }
    }

    #[test]
    fn closest_promise_first_and_closed_last() {
        let rows = [
            row(1, "a", None, Status::New),
            row(2, "b", Some(50), Status::Working),
            row(3, "c", Some(20), Status::New),
            row(4, "d", Some(1), Status::Closed),
        ];
        let now = Timestamp::from_second(30 * 3600).expect("small number");
        let queue = Queue::of(&rows, &Filter::default(), Order::Due, now);
        let titles: Vec<_> = queue.rows.iter().map(|row| row.title.as_str()).collect();
        assert_eq!(titles, ["c", "b", "a", "d"]);
        assert_eq!((queue.total, queue.overdue), (4, 1));
    }

    #[test]
    fn filters_and_orders_by_risk_tag_language_and_deadline() {
        let mut rows = [
            row(1, "a", Some(20), Status::New),
            row(2, "b", Some(80), Status::Working),
            row(3, "c", None, Status::Closed),
            row(4, "d", None, Status::New),
        ];
        rows[1].risk = Some(Level::Fourth);
        rows[1].language = Some(Language::Vi);
        rows[2].risk = Some(Level::Fourth);
        rows[3].risk = Some(Level::Second);
        rows[3].tags = BTreeSet::from(["lawyer".to_owned()]);
        rows[3].timer = Timestamp::from_second(40 * 3600).ok();
        let now = Timestamp::from_second(30 * 3600).expect("small number");
        let shown = |filter: Filter, order| -> String {
            Queue::of(&rows, &filter, order, now)
                .rows
                .iter()
                .map(|row| row.title.as_str())
                .collect()
        };
        let all = Filter::default();
        assert_eq!(shown(all.clone(), Order::Due), "adbc");
        assert_eq!(shown(all.clone(), Order::Risk), "bdac");
        let due = |due| Filter {
            due: Some(due),
            ..all.clone()
        };
        assert_eq!(shown(due(DueWithin::Overdue), Order::Due), "a");
        assert_eq!(shown(due(DueWithin::Day), Order::Due), "ad");
        assert_eq!(shown(due(DueWithin::Week), Order::Due), "adb");
        let risky = Filter {
            risk: Some(Level::Third),
            ..all.clone()
        };
        assert_eq!(shown(risky, Order::Due), "bc");
        let tagged = Filter {
            tag: Some("lawyer".to_owned()),
            ..all.clone()
        };
        assert_eq!(shown(tagged, Order::Due), "d");
        let vietnamese = Filter {
            language: Some(Language::Vi),
            ..all
        };
        assert_eq!(shown(vietnamese, Order::Due), "b");
        let facets = Facets::of(&rows);
        assert_eq!((facets.open, facets.statuses[&Status::New]), (3, 2));
        assert_eq!((facets.tags["lawyer"], facets.countries["VN"]), (1, 4));
    }

    #[test]
    fn search_ignores_accents_and_case() {
        let rows = [
            row(1, "Luật sư Đặng", None, Status::New),
            row(2, "other", None, Status::New),
        ];
        let filter = Filter {
            search: "luat DANG vn".to_owned(),
            ..Filter::default()
        };
        let queue = Queue::of(&rows, &filter, Order::Newest, Timestamp::UNIX_EPOCH);
        assert_eq!(queue.rows.len(), 1);
        assert_eq!(queue.rows[0].id, rows[0].id);
    }
}
