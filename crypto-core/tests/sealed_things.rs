//! Letters, replies, drafts and parcels, sealed and opened again.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::rc::Rc;

use crypto_core::{
    AnswerKey, AnswerKeyPublic, Attachment, Digest, Draft, FrameKind, HybridIdentity, Language,
    Letter, LetterId, LetterKind, OpenError, OpenedLetter, OrganisationId, Part, REPLY_BYTES,
    Receipt, Reply, ReplyId, ReplyKind, SealError, Sealer, SizeClass, WireAnswers, WireValue,
    decoy_reply, encode_head, open, open_draft, open_letter, open_parcel, open_reply, parse_day,
    parse_time, seal_draft, seal_letter, seal_parcel, seal_reply, split_text,
};
use rand_core::OsRng;

/// Collects attachments as a desk would: a buffer for each.
#[derive(Clone, Default)]
struct Sinks(Rc<RefCell<Vec<Vec<u8>>>>);

struct Sink(Sinks, usize);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.borrow_mut()[self.1].extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sinks {
    fn next(&self) -> Box<dyn Write> {
        let mut sinks = self.0.borrow_mut();
        sinks.push(Vec::new());
        Box::new(Sink(self.clone(), sinks.len() - 1))
    }
}

struct World {
    receipt: Receipt,
    intake: HybridIdentity,
    answer_key: AnswerKey,
    organisation: OrganisationId,
}

impl World {
    fn new() -> Self {
        Self {
            receipt: Receipt::generate(&mut OsRng),
            intake: HybridIdentity::generate(&mut OsRng),
            answer_key: AnswerKey::generate(&mut OsRng),
            organisation: OrganisationId::random(&mut OsRng),
        }
    }

    fn public_key(&self) -> AnswerKeyPublic {
        self.answer_key.public()
    }

    fn letter(&self, files: &[&[u8]]) -> Letter {
        Letter {
            id: LetterId::random(&mut OsRng),
            kind: LetterKind::First,
            organisation: self.organisation,
            programme: "emergency".into(),
            form: Digest::of(b"form"),
            language: Language::Vi,
            answers: WireAnswers::default(),
            message: Some("Xin giúp đỡ.".into()),
            attachments: files
                .iter()
                .map(|file| {
                    Attachment::describe(None, "ảnh.jpg", "image/jpeg", &mut &file[..]).unwrap()
                })
                .collect(),
            receipt: self.receipt.public(),
            answer_key: self.answer_key.id(),
            in_reply_to: None,
            more_follows: false,
            made_on: parse_day("2026-11-23").unwrap(),
            x: None,
        }
    }

    fn seal(&self, letter: &Letter, files: &[&[u8]]) -> Result<Vec<u8>, SealError> {
        let mut readers: Vec<Box<dyn Read>> = files
            .iter()
            .map(|file| Box::new(*file) as Box<dyn Read>)
            .collect();
        let mut sealed = Vec::new();
        let length = seal_letter(
            letter,
            &self.receipt,
            &self.public_key(),
            self.intake.recipient(),
            &mut readers,
            &mut sealed,
        )?;
        assert_eq!(length, sealed.len() as u64);
        Ok(sealed)
    }

    fn open(&self, sealed: &[u8]) -> Result<(OpenedLetter, Vec<Vec<u8>>), OpenError> {
        let sinks = Sinks::default();
        let opened = open_letter(std::slice::from_ref(&self.intake), sealed, |_, _| {
            Ok(sinks.next())
        })?;
        let files = sinks.0.borrow().clone();
        Ok((opened, files))
    }

    fn reply(&self, lane: u8, n: u32) -> Reply {
        let public = self.receipt.public();
        let written = parse_day("2026-11-23").unwrap();
        Reply {
            id: ReplyId::random(&mut OsRng),
            kind: ReplyKind::Acknowledgement,
            organisation: self.organisation,
            answer_key: self.answer_key.id(),
            receipt: public.id(),
            lane,
            n,
            slot: public.slot(lane, n),
            previous: None,
            part: Part::WHOLE,
            in_reply_to: None,
            written,
            expires: Reply::expiry(written),
            due: parse_time("2026-11-25T14:00:00Z"),
            language: Language::Vi,
            text: "Chúng tôi đã nhận được thư của bạn.".into(),
            parcels: Vec::new(),
            x: None,
        }
    }
}

#[test]
fn letters_come_back_whole_in_their_size_class() {
    let world = World::new();
    let large = vec![7u8; 300_000];
    for (files, class) in [
        (vec![], 65_536),
        (vec![&b"abc"[..], &b""[..]], 65_536),
        (vec![&large[..60_000]], 262_144),
        (vec![&large[..], &large[..1]], 1_048_576),
    ] {
        let letter = world.letter(&files);
        let sealed = world.seal(&letter, &files).unwrap();
        assert_eq!(sealed.len(), class);
        let (opened, got) = world.open(&sealed).unwrap();
        assert_eq!(opened.letter, letter);
        assert_eq!(got, files);
        assert!(opened.verify(&[AnswerKey::generate(&mut OsRng), world.answer_key.clone()]));
        assert!(!opened.verify(&[AnswerKey::generate(&mut OsRng)]));
        assert!(!opened.verify(&[]));
    }
}

#[test]
fn a_letter_with_a_stolen_public_half_is_noticed() {
    let world = World::new();
    let thief = World {
        receipt: Receipt::generate(&mut OsRng),
        intake: world.intake.clone(),
        answer_key: world.answer_key.clone(),
        organisation: world.organisation,
    };
    let letter = world.letter(&[]);
    let sealed = thief.seal(&letter, &[]).unwrap();
    let (opened, _) = world.open(&sealed).unwrap();
    assert!(!opened.verify(std::slice::from_ref(&world.answer_key)));
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let world = World::new();
    let sealed = world.seal(&world.letter(&[b"abc"]), &[b"abc"]).unwrap();
    for cut in (0..sealed.len()).step_by(997) {
        assert!(world.open(&sealed[..cut]).is_err(), "cut at {cut}");
    }
    for at in (0..sealed.len()).step_by(499) {
        let mut damaged = sealed.clone();
        damaged[at] ^= 1;
        assert!(world.open(&damaged).is_err(), "flipped at {at}");
    }
    let mut longer = sealed.clone();
    longer.push(0);
    assert!(world.open(&longer).is_err());
    let other = World::new();
    assert!(matches!(other.open(&sealed), Err(OpenError::NoMatchingKey)));
    assert!(matches!(world.open(b"hello"), Err(OpenError::NotAge)));
}

#[test]
fn what_changed_or_breaks_a_limit_is_not_sealed() {
    let world = World::new();
    let letter = world.letter(&[b"abc"]);
    assert!(matches!(
        world.seal(&letter, &[b"abd"]),
        Err(SealError::AttachmentChanged { number: 1 })
    ));
    assert!(matches!(world.seal(&letter, &[]), Err(SealError::Limit)));

    let mut named = world.letter(&[b"abc"]);
    named.attachments[0].name = "../x".into();
    assert!(matches!(
        world.seal(&named, &[b"abc"]),
        Err(SealError::Limit)
    ));

    let mut long = world.letter(&[]);
    long.message = Some("字".repeat(20_001));
    assert!(matches!(world.seal(&long, &[]), Err(SealError::Limit)));

    let mut huge = world.letter(&[b"abc"]);
    huge.attachments[0].length = 300 << 20;
    assert!(matches!(
        world.seal(&huge, &[b"abc"]),
        Err(SealError::TooLarge { .. })
    ));
}

#[test]
fn replies_open_for_their_receipt_alone() {
    let world = World::new();
    let reply = world.reply(3, 7);
    let sealed = seal_reply(&reply, &world.answer_key, &world.receipt.public()).unwrap();
    assert_eq!(sealed.len(), REPLY_BYTES);
    let keys = [world.public_key()];
    let open = |receipt: &Receipt, keys: &[AnswerKeyPublic], organisation, slot| {
        open_reply(receipt, keys, organisation, slot, &sealed)
    };
    assert_eq!(
        open(&world.receipt, &keys, world.organisation, reply.slot).unwrap(),
        reply
    );

    let elsewhere = world.receipt.public().slot(3, 8);
    let stranger = Receipt::generate(&mut OsRng);
    let other_key = [AnswerKey::generate(&mut OsRng).public()];
    let other_organisation = OrganisationId::random(&mut OsRng);
    for result in [
        open(&world.receipt, &keys, world.organisation, elsewhere),
        open(&world.receipt, &other_key, world.organisation, reply.slot),
        open(&world.receipt, &[], world.organisation, reply.slot),
        open(&world.receipt, &keys, other_organisation, reply.slot),
    ] {
        assert!(matches!(result, Err(OpenError::Proof)), "{result:?}");
    }
    assert!(matches!(
        open(&stranger, &keys, world.organisation, reply.slot),
        Err(OpenError::NoMatchingKey)
    ));
    assert!(
        open_reply(
            &world.receipt,
            &keys,
            world.organisation,
            reply.slot,
            &sealed[1..]
        )
        .is_err()
    );
}

#[test]
fn the_longest_reply_fits_and_a_longer_one_is_refused() {
    let world = World::new();
    let mut reply = world.reply(15, 255);
    reply.previous = Some(ReplyId::random(&mut OsRng));
    reply.in_reply_to = Some(LetterId::random(&mut OsRng));
    reply.part = Part { number: 32, of: 32 };
    reply.text = "字".repeat(1_365);
    assert_eq!(reply.text.len(), 4_095);
    for _ in 0..20 {
        // Grease differs from one to the next.
        let sealed = seal_reply(&reply, &world.answer_key, &world.receipt.public()).unwrap();
        assert_eq!(sealed.len(), REPLY_BYTES);
    }
    reply.text.push('字');
    assert!(matches!(
        seal_reply(&reply, &world.answer_key, &world.receipt.public()),
        Err(SealError::Limit)
    ));
}

#[test]
fn decoys_look_like_replies() {
    let decoy = decoy_reply(&mut OsRng).unwrap();
    assert_eq!(decoy.len(), REPLY_BYTES);
    let world = World::new();
    let reply = seal_reply(
        &world.reply(0, 0),
        &world.answer_key,
        &world.receipt.public(),
    )
    .unwrap();
    let lines = |sealed: &[u8]| {
        let text = String::from_utf8_lossy(&sealed[..1_500]).into_owned();
        text.lines()
            .take(2)
            .map(|line| line.len())
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&decoy), lines(&reply));
}

#[test]
fn texts_are_cut_between_characters_and_join_again() {
    for text in [
        String::new(),
        "short".into(),
        "字".repeat(5_000),
        "một hai ba ".repeat(1_000),
        "x".repeat(4_096),
        format!("{}\n{}", "a".repeat(4_000), "b".repeat(4_000)),
    ] {
        let parts = split_text(&text);
        assert_eq!(parts.concat(), text);
        assert!(parts.iter().all(|part| part.len() <= 4_096));
    }
}

#[test]
fn drafts_open_with_their_receipt() {
    let world = World::new();
    let file = b"photo";
    let draft = Draft {
        organisation: world.organisation,
        programme: "pil".into(),
        form: Digest::of(b"form"),
        language: Language::Fr,
        answers: WireAnswers::default(),
        message: None,
        attachments: vec![
            Attachment::describe(Some("files".into()), "a.jpg", "image/jpeg", &mut &file[..])
                .unwrap(),
        ],
        saved_on: parse_day("2026-11-23").unwrap(),
        sent: Some(vec!["country".into()]),
        x: None,
    };
    let mut sealed = Vec::new();
    seal_draft(
        &draft,
        &world.receipt,
        &mut [Box::new(&file[..])],
        &mut sealed,
    )
    .unwrap();
    assert_eq!(sealed.len(), 65_536);
    let sinks = Sinks::default();
    let opened = open_draft(&world.receipt, &sealed[..], |_, _| Ok(sinks.next())).unwrap();
    assert_eq!(opened, draft);
    assert_eq!(*sinks.0.borrow(), [file.to_vec()]);
    let stranger = Receipt::generate(&mut OsRng);
    assert!(open_draft(&stranger, &sealed[..], |_, _| Ok(Box::new(io::sink()))).is_err());
}

#[test]
fn parcels_open_with_the_key_in_the_reply() {
    let content = vec![9u8; 100_000];
    let file =
        Attachment::describe(None, "guide.pdf", "application/pdf", &mut &content[..]).unwrap();
    let mut sealed = Vec::new();
    let parcel = seal_parcel(&mut OsRng, &file, Box::new(&content[..]), &mut sealed).unwrap();
    assert_eq!(parcel.length, sealed.len() as u64);
    assert_eq!(parcel.sha256, Digest::of(&sealed));
    let mut out = Vec::new();
    assert_eq!(
        open_parcel(&parcel, &sealed[..], &mut out).unwrap(),
        "guide.pdf"
    );
    assert_eq!(out, content);
    let mut wrong = parcel.clone();
    wrong.key = Digest::of(b"wrong");
    assert!(open_parcel(&wrong, &sealed[..], &mut Vec::new()).is_err());
}

#[test]
fn content_does_not_reach_logs() {
    let world = World::new();
    let mut letter = world.letter(&[b"photo"]);
    letter.answers = [("name".to_owned(), WireValue::Text("An".into()))]
        .into_iter()
        .collect();
    let sealed = world.seal(&letter, &[b"photo"]).unwrap();
    let (opened, _) = world.open(&sealed).unwrap();
    let mut reply = world.reply(0, 0);
    reply.text = "Xin giúp đỡ.".into();
    let draft = Draft {
        organisation: letter.organisation,
        programme: letter.programme.clone(),
        form: letter.form,
        language: letter.language,
        answers: letter.answers.clone(),
        message: letter.message.clone(),
        attachments: letter.attachments.clone(),
        saved_on: letter.made_on,
        sent: None,
        x: None,
    };
    let shown = format!(
        "{letter:?} {opened:?} {reply:?} {draft:?} {:?}",
        letter.attachments
    );
    for secret in [
        "Xin",
        "ảnh",
        "An\"",
        "emergency",
        &letter.attachments[0].sha256.to_string(),
    ] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
    // Bytes show as numbers: the beginning of the frame's magic would be one.
    assert!(!shown.contains("83, 69"), "{shown}");
}

#[test]
fn a_cover_letter_that_carries_something_is_refused() {
    let world = World::new();
    let mut letter = world.letter(&[]);
    letter.kind = LetterKind::Cover;
    assert!(matches!(world.seal(&letter, &[]), Err(SealError::Limit)));
    letter.message = None;
    assert!(world.seal(&letter, &[]).is_ok());

    // From another program: it must not be thrown away for what it calls itself.
    letter.message = Some("Xin giúp đỡ.".into());
    let head = encode_head(FrameKind::Letter, &letter).unwrap();
    let class = SizeClass::for_plaintext(head.len() as u64 + 32).unwrap();
    let mut sealer = Sealer::new(world.intake.recipient(), class, Vec::new()).unwrap();
    sealer.write_all(&head).unwrap();
    sealer.write_all(&[0; 32]).unwrap();
    let sealed = sealer.finish().unwrap();
    assert!(matches!(world.open(&sealed), Err(OpenError::Malformed)));
}

#[test]
fn another_parcel_under_the_same_key_is_refused() {
    let content = b"training material";
    let file = Attachment::describe(None, "a.pdf", "application/pdf", &mut &content[..]).unwrap();
    let mut sealed = Vec::new();
    let parcel = seal_parcel(&mut OsRng, &file, Box::new(&content[..]), &mut sealed).unwrap();
    assert!(open_parcel(&parcel, &sealed[..], &mut Vec::new()).is_ok());
    // Read in pieces that end where no line and no piece of age's does.
    let pieces = io::BufReader::with_capacity(1_000, &sealed[..]);
    assert!(open_parcel(&parcel, pieces, &mut Vec::new()).is_ok());

    // Whoever was sent the parcel can seal another one to its identity.
    let identity = HybridIdentity::from_seed(parcel.key.as_bytes());
    let mut reader = open(std::slice::from_ref(&identity), &sealed[..]).unwrap();
    let mut frame = Vec::new();
    reader.read_to_end(&mut frame).unwrap();
    let class = SizeClass::for_plaintext(1_000).unwrap();
    let mut sealer = Sealer::new(identity.recipient(), class, Vec::new()).unwrap();
    sealer.write_all(&frame[..1_000]).unwrap();
    let other = sealer.finish().unwrap();
    assert_eq!(other.len(), sealed.len());
    let result = open_parcel(&parcel, &other[..], &mut Vec::new());
    assert!(matches!(result, Err(OpenError::Damaged)), "{result:?}");
}
