//! What colleagues weigh, and what two of them set apart.

use jiff::SignedDuration;

use super::enrolment::enrolled;
use super::*;
use crate::model::{Axis, Field, Level};

fn weighed(axis: Axis, level: Level, note: &str) -> Assessment {
    Assessment {
        axis,
        level: Some(level),
        note: note.to_owned(),
    }
}

#[test]
fn what_two_laptops_set_apart_stands_twice_until_it_is_settled() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolled(&world, &mut one);
    world.later(1);
    let high = weighed(Axis::Risk, Level::Third, "summoned again");
    let low = weighed(Axis::Risk, Level::First, "left the country");
    one.assess(&case, &high, world.now).unwrap();
    one.assess(&case, &weighed(Axis::Need, Level::Fourth, ""), world.now)
        .unwrap();
    two.assess(&case, &low, world.now).unwrap();
    let word = |status, reason: &str| StatusWord {
        status,
        name: Some("with the board".to_owned()),
        reason: reason.to_owned(),
    };
    one.set_status_word(&case, &word(Status::Granted, "urgent"), world.now)
        .unwrap();
    world.later(1);
    two.set_status_word(&case, &word(Status::Declined, "safe now"), world.now)
        .unwrap();
    for _ in 0..2 {
        world.exchange(&mut two);
        world.exchange(&mut one);
    }
    let (a, b) = (one.case(&case).unwrap(), two.case(&case).unwrap());
    assert_eq!(a, b);
    // Both values stand on both laptops; the row takes the more dangerous and the later one.
    let standing: Vec<_> = a.assessed(Axis::Risk).map(|one| &one.value).collect();
    assert_eq!(standing.len(), 2);
    assert!(standing.contains(&&high) && standing.contains(&&low));
    assert_eq!(a.assessed(Axis::Need).count(), 1);
    assert_eq!(a.statuses.len(), 2);
    assert_eq!(
        (a.row.risk, a.row.status),
        (Some(Level::Third), Status::Declined)
    );
    assert_eq!(a.row.conflicts, 2);

    // Somebody who sees both settles it, and that reaches the other laptop.
    one.assess(&case, &low, world.now).unwrap();
    one.set_status(&case, Status::Declined, world.now).unwrap();
    world.exchange(&mut one);
    world.exchange(&mut two);
    let settled = two.case(&case).unwrap();
    assert_eq!(settled.row.conflicts, 0, "{settled:?}");
    assert_eq!(settled.row.risk, Some(Level::First));
    assert_eq!(settled.statuses.len(), 1);
    assert_eq!(two.verify(&mut quiet).unwrap(), []);
}

#[test]
fn texts_written_apart_both_stand() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolled(&world, &mut one);
    world.later(1);
    let text = |field, text: &str| StaffText {
        field,
        text: text.to_owned(),
    };
    one.write_text(
        &case,
        &text(Field::Summary, "Held since Monday."),
        world.now,
    )
    .unwrap();
    two.write_text(&case, &text(Field::Summary, "Detained."), world.now)
        .unwrap();
    two.write_text(
        &case,
        &text(Field::Translation, "The police took…"),
        world.now,
    )
    .unwrap();
    for _ in 0..2 {
        world.exchange(&mut two);
        world.exchange(&mut one);
    }
    let (a, b) = (one.case(&case).unwrap(), two.case(&case).unwrap());
    assert_eq!(a, b);
    assert_eq!(a.texts_of(Field::Summary).count(), 2);
    assert_eq!(a.texts_of(Field::Translation).count(), 1);
    assert_eq!(a.row.conflicts, 1);
    two.write_text(
        &case,
        &text(Field::Summary, "Held since Monday."),
        world.now,
    )
    .unwrap();
    let settled = two.case(&case).unwrap();
    assert_eq!(settled.row.conflicts, 0);
    assert_eq!(settled.texts_of(Field::Summary).count(), 1);
}

#[test]
fn the_same_value_again_writes_nothing() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let assessment = weighed(Axis::Urgency, Level::Second, "");
    desk.assess(&case, &assessment, world.now).unwrap();
    let events = desk.case(&case).unwrap().timeline.len();
    desk.assess(&case, &assessment, world.now).unwrap();
    desk.set_status(&case, Status::New, world.now).unwrap();
    assert_eq!(desk.case(&case).unwrap().timeline.len(), events);
    // Taking it back is a change.
    let nothing = Assessment {
        level: None,
        ..assessment
    };
    desk.assess(&case, &nothing, world.now).unwrap();
    assert_eq!(desk.case(&case).unwrap().row.urgency, None);
}

#[test]
fn timers_of_two_laptops_all_run_and_end_once() {
    let mut world = World::new();
    let (mut one, _, _, case, _) = with_case(&world);
    let mut two = enrolled(&world, &mut one);
    let at = |hours| world.now + SignedDuration::from_hours(hours);
    let (soon, late) = (at(5), at(50));
    world.later(1);
    one.set_timer(&case, "call the lawyer", late, world.now)
        .unwrap();
    two.set_timer(&case, "hearing", soon, world.now).unwrap();
    assert!(matches!(
        one.set_timer(&case, "  ", soon, world.now),
        Err(DeskError::EmptyText)
    ));
    for _ in 0..2 {
        world.exchange(&mut two);
        world.exchange(&mut one);
    }
    let whole = one.case(&case).unwrap();
    assert_eq!(whole.timers.len(), 2);
    assert_eq!(whole.row.timer, Some(soon));
    assert_eq!(whole.row.next_due(), Some(soon));
    let hearing = whole.timers.iter().find(|t| t.due == soon).unwrap().id;
    // Both end it before they meet.
    one.end_timer(&case, hearing, world.now).unwrap();
    two.end_timer(&case, hearing, world.now).unwrap();
    for _ in 0..2 {
        world.exchange(&mut two);
        world.exchange(&mut one);
    }
    let (a, b) = (one.case(&case).unwrap(), two.case(&case).unwrap());
    assert_eq!(a, b);
    assert_eq!(a.row.timer, Some(late));
    // A timer still counts when the case is closed: somebody wanted to be told.
    one.set_status(&case, Status::Closed, world.now).unwrap();
    assert_eq!(one.case(&case).unwrap().row.next_due(), Some(late));
}
