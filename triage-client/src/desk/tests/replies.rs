//! Replies as the person finds them on the board.

use crypto_core::{Edition, Envelope, ParcelNote, ReplyKind, open_parcel, open_reply};

use super::*;

/// What the holder of a receipt finds on the stick's board, by number.
fn board(world: &World, organisation: &Organisation, receipt: &Receipt) -> Vec<crypto_core::Reply> {
    let folder = world.stick.path().join("board/00");
    let envelope = Envelope {
        document: std::fs::read_to_string(folder.join("edition.json")).unwrap(),
        signature: std::fs::read_to_string(folder.join("edition.json.minisig")).unwrap(),
    };
    let edition = Edition::verify(&envelope, organisation).unwrap();
    let keys = organisation.answer_keys.clone();
    let mut replies = Vec::new();
    for found in edition.find(&receipt.public()) {
        let chunk = std::fs::read(folder.join(format!("chunk-{:04}", found.chunk))).unwrap();
        edition.check_chunk(found.chunk, &chunk).unwrap();
        let sealed = Edition::reply(&chunk, found.index).unwrap();
        replies.push(open_reply(receipt, &keys, organisation.id, found.slot, sealed).unwrap());
    }
    replies.reverse();
    replies
}

#[test]
fn every_import_is_answered_with_the_promised_hour_in_the_persons_language() {
    let world = World::new();
    let (_desk, organisation, receipt, ..) = with_case(&world);
    let replies = board(&world, &organisation, &receipt);
    assert_eq!(replies.len(), 1);
    assert_eq!(replies[0].kind, ReplyKind::Acknowledgement);
    assert_eq!(replies[0].due.unwrap().to_string(), "2026-11-25T11:00:00Z");
    assert!(
        replies[0].text.contains("2026-11-25 11:00"),
        "{}",
        replies[0].text
    );
    assert!(replies[0].text.contains("biên nhận"));
}

#[test]
fn a_long_answer_with_a_file_arrives_whole() {
    let world = World::new();
    let (mut desk, organisation, receipt, case, _) = with_case(&world);
    let file = world.home.path().join("contract.pdf");
    std::fs::write(&file, vec![9; 100_000]).unwrap();
    let text = "Chúng tôi sẽ giúp. ".repeat(600);
    let draft = ReplyDraft {
        text: text.clone(),
        parcels: vec![file],
        status: Some(Status::Granted),
    };
    let report = desk.write_reply(&case, &draft, world.now).unwrap();
    assert!(report.parts > 1);
    assert_eq!(desk.summary(world.now).replies_waiting, report.parts);
    let report = world.exchange(&mut desk);
    assert_eq!(report.parcels, 1);
    assert_eq!(desk.summary(world.now).replies_waiting, 0);
    let replies = board(&world, &organisation, &receipt);
    let joined: String = replies[1..]
        .iter()
        .map(|reply| reply.text.as_str())
        .collect();
    assert_eq!(joined, text.trim());
    for pair in replies.windows(2) {
        assert_eq!(pair[1].previous, Some(pair[0].id));
        assert_eq!(pair[1].n, pair[0].n + 1);
    }
    let parcel = &replies[1].parcels[0];
    let folder = world.stick.path().join("parcels");
    let sealed = std::fs::read(folder.join(format!("{}.age", parcel.sha256))).unwrap();
    let mut content = Vec::new();
    assert_eq!(
        open_parcel(parcel, &sealed[..], &mut content).unwrap(),
        "contract.pdf"
    );
    assert_eq!(content, vec![9; 100_000]);
    ParcelNote::verify(
        &std::fs::read(folder.join(format!("{}.json", parcel.sha256))).unwrap(),
        &std::fs::read_to_string(folder.join(format!("{}.json.minisig", parcel.sha256))).unwrap(),
        &organisation,
    )
    .unwrap();
    let whole = desk.case(&case).unwrap();
    assert_eq!(whole.row.status, Status::Granted);
    assert_eq!(whole.row.due, None, "answered");
    assert!(whole.replies.iter().all(|reply| reply.published.is_some()));
}

#[test]
fn editions_rise_and_replies_expire() {
    let mut world = World::new();
    let (mut desk, organisation, receipt, ..) = with_case(&world);
    let first = world.exchange(&mut desk).edition.unwrap();
    let second = world.exchange(&mut desk).edition.unwrap();
    assert!(second > first);
    world.later(24 * 91);
    let third = world.exchange(&mut desk);
    assert!(third.edition.unwrap() > second);
    assert_eq!(third.replies_on_board, 0);
    assert!(board(&world, &organisation, &receipt).is_empty());
}

#[test]
fn two_editions_differ_only_where_a_reply_came() {
    let world = World::new();
    let (mut desk, _, _, case, _) = with_case(&world);
    let slots = |world: &World| {
        Edition::parse(&std::fs::read(world.stick.path().join("board/00/edition.json")).unwrap())
            .unwrap()
            .slots()
            .to_vec()
    };
    let before = slots(&world);
    let draft = ReplyDraft {
        text: "answer".to_owned(),
        ..ReplyDraft::default()
    };
    desk.write_reply(&case, &draft, world.now).unwrap();
    world.exchange(&mut desk);
    let after = slots(&world);
    assert_eq!((before.len(), after.len()), (32, 32));
    assert_eq!(
        after.iter().filter(|slot| !before.contains(slot)).count(),
        1
    );
}

#[test]
fn nothing_is_published_with_a_text_missing_or_another_root() {
    let world = World::new();
    let (mut desk, _) = world.published();
    let config = std::fs::read_to_string(desk.config_file()).unwrap();
    let request = PublishRequest {
        root_file: world.root(),
        root_passphrase: passphrase(),
    };
    let before = world.organisation();
    // A programme with a title in English only.
    let broken = config.replacen(
        "form = \"emergency\"",
        "form = \"emergency\"\ntitle = { en = \"Emergency\" }",
        1,
    );
    std::fs::write(desk.config_file(), broken).unwrap();
    let error = desk
        .publish(&request, world.stick.path(), world.now)
        .unwrap_err();
    assert!(error.to_string().contains("emergency"), "{error}");
    assert_eq!(world.organisation(), before);
    std::fs::write(desk.config_file(), config).unwrap();
    assert_eq!(world.publish(&mut desk).number, before.number + 1);

    let other = World::new();
    drop(other.create());
    let foreign = PublishRequest {
        root_file: other.root(),
        root_passphrase: passphrase(),
    };
    assert!(matches!(
        desk.publish(&foreign, world.stick.path(), world.now),
        Err(DeskError::WrongRoot)
    ));
    // The next root, made at the beginning, may follow.
    let next = PublishRequest {
        root_file: world.home.path().join("root-next.age"),
        root_passphrase: passphrase(),
    };
    desk.publish(&next, world.stick.path(), world.now).unwrap();
    let after = world.organisation();
    assert_eq!(before.next_root, Some(Digest::of(after.root.as_bytes())));
    // Nothing follows it until a successor is made, which then may.
    assert_eq!(after.next_root, None);
    desk.publish_with_successor(&next, world.stick.path(), world.now)
        .unwrap();
    let announcing = world.organisation();
    assert!(matches!(
        desk.publish_with_successor(&next, world.stick.path(), world.now),
        Err(DeskError::FileExists { .. })
    ));
    let further = PublishRequest {
        root_file: world.home.path().join("root-next-next.age"),
        root_passphrase: passphrase(),
    };
    desk.publish(&further, world.stick.path(), world.now)
        .unwrap();
    let root = world.organisation().root;
    assert_eq!(announcing.next_root, Some(Digest::of(root.as_bytes())));
    assert!(matches!(
        desk.publish(&request, world.stick.path(), world.now),
        Err(DeskError::WrongRoot)
    ));
}
