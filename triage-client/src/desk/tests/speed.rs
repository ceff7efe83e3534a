//! How long things take. Run with `--ignored --nocapture`; nothing is asserted but sense.

use std::time::Instant;

use super::*;

#[test]
#[ignore = "measures"]
fn import_edit_and_opening() {
    let world = World::new();
    let (mut desk, organisation) = world.published();
    for number in 0..200 {
        let receipt = Receipt::generate(&mut OsRng);
        let text = format!("letter {number}");
        world.put(&letter(
            &organisation,
            &receipt,
            LetterKind::First,
            &text,
            &[7; 20_000],
            world.now,
        ));
    }
    let start = Instant::now();
    assert_eq!(world.exchange(&mut desk).import.imported, 200);
    println!("exchange of 200 letters: {:?}", start.elapsed());
    let case = desk.queue()[0].id;
    let start = Instant::now();
    for number in 0..50 {
        desk.write_note(&case, &format!("note {number}"), world.now)
            .unwrap();
    }
    println!("one edit: {:?}", start.elapsed() / 50);
    drop(desk);
    let start = Instant::now();
    let desk = world.unlock();
    println!("opening with cache: {:?}", start.elapsed());
    assert_eq!(desk.findings(), []);
    drop(desk);
    std::fs::remove_dir_all(world.vault().join("store")).unwrap();
    let start = Instant::now();
    let mut desk = world.unlock();
    println!("opening without cache: {:?}", start.elapsed());
    let start = Instant::now();
    assert_eq!(desk.verify(&mut quiet).unwrap(), []);
    println!("verify: {:?}", start.elapsed());
}
