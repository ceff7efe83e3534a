//! The same events make the same case, in whatever order they came.

use super::*;
use crate::model::fold;

#[test]
fn order_does_not_matter() {
    let mut world = World::new();
    let (mut desk, organisation, receipt, case, _) = with_case(&world);
    for number in 0..6 {
        world.later(1);
        let sealed = letter(
            &organisation,
            &receipt,
            LetterKind::FollowUp,
            &format!("{number}"),
            b"",
            world.now,
        );
        world.put(&sealed);
        world.exchange(&mut desk);
        desk.write_note(&case, &format!("note {number}"), world.now)
            .unwrap();
        let status = Status::ALL[number % Status::ALL.len()];
        desk.set_status(&case, status, world.now).unwrap();
        desk.set_tags(&case, &[format!("tag{number}")], world.now)
            .unwrap();
        desk.mark_read(&case, world.now).unwrap();
    }
    let frames = desk.index.cases[&case].clone();
    let events: Vec<_> = frames
        .iter()
        .map(|frame| desk.event(*frame).unwrap())
        .collect();
    let expected = fold(case, events.clone(), &desk.index.forms).unwrap();
    let mut state = 42u64;
    for round in 0..200 {
        let mut shuffled = events.clone();
        for at in (1..shuffled.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let (folded, summary) = fold(case, shuffled, &desk.index.forms).unwrap();
        assert_eq!(
            (&folded, &summary),
            (&expected.0, &expected.1),
            "round {round}"
        );
    }
    assert_eq!(expected.0.row.title, "5");
    assert_eq!(expected.0.notes.len(), 6);
}
