//! An exchange: everything a stick brings and takes, in the order that loses nothing.

use std::path::Path;

use jiff::Timestamp;

use super::error::DeskError;
use super::open::Desk;
use super::report::{ExchangeReport, Progress};
use super::{ExchangeOptions, acknowledge, board, colleague, import, publish};
use crate::stick::Stick;

pub(super) fn run(
    desk: &mut Desk,
    stick: &Path,
    options: &ExchangeOptions,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress),
) -> Result<ExchangeReport, DeskError> {
    let stick = Stick::new(stick).map_err(DeskError::io("opening the stick"))?;
    let mut report = ExchangeReport::default();
    if now.as_millisecond() + colleague::CLOCK_SLACK_MS < desk.index.clock.wall {
        report.warnings.push(
            "this laptop's clock is more than a day behind its own journal: set it right"
                .to_owned(),
        );
    }
    // Left-overs are no reason to refuse letters: what cannot be swept now is at the next exchange.
    let _ = stick.sweep();
    desk.keyring.numbers.exchange += 1;
    // Colleagues first: what they destroyed must not be imported, what they imported is known.
    colleague::receive(desk, &stick, options, now, &mut report, progress)?;
    let (imported, acknowledged) = import::from_stick(desk, &stick, options, now, progress)?;
    report.import = imported;
    report.acknowledged = acknowledged;
    drop_old_intake_keys(desk, now)?;
    acknowledge::run(desk, &stick, now, &mut report)?;
    if let Some(published) = &desk.index.published
        && desk.index.published_twice == Some(published.organisation.number)
    {
        report.warnings.push(format!(
            "two laptops published different organisation files under the number {}, and whoever has \
             seen one of them refuses the other: publish again on either of them",
            published.organisation.number
        ));
    }
    if desk.index.published.is_some() {
        board::publish(desk, &stick, now, &mut report, progress)?;
        board::parcels(desk, &stick, now, &mut report, progress)?;
        match publish::put_on_stick(desk, &stick) {
            Ok(number) => report.publication = number,
            // Letters, replies and colleagues do not wait for a page that can be published again.
            Err(DeskError::Damaged { .. }) => report.warnings.push(
                "the publication kept in the vault is damaged, so it was not put onto the stick: \
                 publish again"
                    .to_owned(),
            ),
            Err(error) => return Err(error),
        }
    } else {
        report
            .warnings
            .push("nothing was published yet, so no replies were put onto the stick".to_owned());
    }
    colleague::send(desk, &stick, now, &mut report, progress)?;
    desk.save_keyring()?;
    desk.store.flush();
    Ok(report)
}

/// Destroys intake keys whose period and grace are over: copies of letters sealed to them,
/// wherever they are, can no longer be opened.
fn drop_old_intake_keys(desk: &mut Desk, now: Timestamp) -> Result<(), DeskError> {
    let today = crypto_core::day_of(now);
    let grace = publish::INTAKE_GRACE_DAYS;
    let is_over = |until: jiff::civil::Date| {
        until
            .checked_add(jiff::Span::new().days(grace))
            .is_ok_and(|end| end < today)
    };
    let before = desk.keyring.intake.clone();
    desk.keyring.intake.retain(|key| !is_over(key.until));
    if desk.keyring.intake.len() == before.len() {
        return Ok(());
    }
    let store_key = desk.keyring.store_key.clone();
    let rotated = desk.rotate();
    if rotated.is_err() && desk.keyring.store_key == store_key {
        // Under the old root they would only seem destroyed: the next exchange tries again.
        desk.keyring.intake = before;
    }
    rotated
}
