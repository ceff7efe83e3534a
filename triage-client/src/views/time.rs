//! Times, dates and sizes in words.

use jiff::Timestamp;
use jiff::civil::Date;

use super::View;
use crate::model::CaseRow;
use crate::widgets::Tone;

const MINUTE_SECS: i64 = 60;
const HOUR_SECS: i64 = 60 * MINUTE_SECS;
const DAY_SECS: i64 = 24 * HOUR_SECS;
/// A promise is shown as urgent when less than this is left.
const URGENT_SECS: i64 = 12 * HOUR_SECS;

/// A moment by the laptop's zone: `2026-11-23 14:05`, the order every language here can read.
pub(super) fn moment(view: &View<'_>, at: Timestamp) -> String {
    view.zone
        .to_datetime(at)
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// A day by the laptop's zone.
pub(super) fn date_of(view: &View<'_>, at: Timestamp) -> String {
    day(view.zone.to_datetime(at).date())
}

/// Reads a day or a moment by the laptop's zone; a day means its morning, nine o'clock.
pub(super) fn parse(view: &View<'_>, text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let at = match text.parse::<Date>() {
        Ok(day) if !text.contains(':') => day.at(9, 0, 0, 0),
        _ => text
            .replacen(' ', "T", 1)
            .parse::<jiff::civil::DateTime>()
            .ok()?,
    };
    view.zone.to_timestamp(at).ok()
}

/// A day: `2026-11-23`.
pub(super) fn day(date: Date) -> String {
    date.strftime("%Y-%m-%d").to_string()
}

/// How close the promise to a person is, in words and as a tone.
pub(super) fn deadline(view: &View<'_>, row: &CaseRow) -> (Tone, String) {
    let Some(due) = row.due else {
        let id = if row.replies > 0 {
            "due-answered"
        } else {
            "due-none"
        };
        return (Tone::Quiet, view.t(id));
    };
    if !row.status.is_open() {
        return (Tone::Quiet, view.t("due-answered"));
    }
    until(view, due)
}

/// How far a moment is off, in words and as a tone.
pub(super) fn until(view: &View<'_>, due: Timestamp) -> (Tone, String) {
    let left = due.as_second() - view.now.as_second();
    let count = |unit: i64| ("count", (left.abs() / unit).into());
    let (tone, id, unit) = match left {
        left if left <= -2 * DAY_SECS => (Tone::Danger, "overdue-days", DAY_SECS),
        left if left <= -HOUR_SECS => (Tone::Danger, "overdue-hours", HOUR_SECS),
        left if left <= -MINUTE_SECS => (Tone::Danger, "overdue-minutes", MINUTE_SECS),
        left if left < MINUTE_SECS => return (Tone::Danger, view.t("due-now")),
        left if left < HOUR_SECS => (Tone::Warning, "due-in-minutes", MINUTE_SECS),
        left if left < URGENT_SECS => (Tone::Warning, "due-in-hours", HOUR_SECS),
        left if left < 3 * DAY_SECS => (Tone::Good, "due-in-hours", HOUR_SECS),
        _ => (Tone::Quiet, "due-in-days", DAY_SECS),
    };
    (tone, view.f(id, &[count(unit)]))
}

/// A length in the unit that suits it, with one decimal below ten.
pub(super) fn size(view: &View<'_>, bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = KIB * KIB;
    const GIB: u64 = MIB * KIB;
    let scaled = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        if tenths < 100 && !tenths.is_multiple_of(10) {
            format!("{}.{}", tenths / 10, tenths % 10)
        } else {
            (tenths / 10).to_string()
        }
    };
    match bytes {
        bytes if bytes < KIB => view.f("size-bytes", &[("count", bytes.into())]),
        bytes if bytes < MIB => view.f("size-kib", &[("count", scaled(KIB).into())]),
        bytes if bytes < GIB => view.f("size-mib", &[("count", scaled(MIB).into())]),
        _ => view.f("size-gib", &[("count", scaled(GIB).into())]),
    }
}
