//! The queue: filter, search and order over the rows. Data only.

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;

use super::case::{CaseRow, Deadline, Status};

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
}

/// How to order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The closest promise first, then the oldest.
    #[default]
    Due,
    /// The newest arrival first.
    Newest,
    /// The last change first.
    Changed,
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
            .filter(|row| passes(row, filter, &words))
            .cloned()
            .collect();
        // The id last, so that equal rows never change places between two drawings.
        match order {
            Order::Due => shown.sort_by_key(|row| {
                let due = row.due.filter(|_| row.status.is_open());
                (due.is_none(), due, row.arrived, row.id)
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

fn passes(row: &CaseRow, filter: &Filter, words: &[String]) -> bool {
    let same =
        |wanted: &Option<String>, found: &Option<String>| wanted.is_none() || wanted == found;
    if filter.status.is_some_and(|status| status != row.status)
        || !same(&filter.programme, &row.programme)
        || !same(&filter.assignee, &row.assignee)
        || (filter.open_only && !row.status.is_open())
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
