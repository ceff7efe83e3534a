//! A test organisation with all its keys, and what it does to letters and replies.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;

use crypto_core::{
    AnswerKey, Answers, Desk, Edition, FallbackKey, Form, HybridIdentity, IntakeKey, Language,
    Letter, Organisation, OrganisationId, ParcelRef, Part, Programme, Receipt, Relay, RelayId,
    Reply, ReplyId, ReplyKind, Signed, SigningKey, Slot, day_of, hour_of, open_letter, seal_reply,
};
use jiff::Timestamp;
use jiff::civil::Date;
use rand_core::OsRng;
use serde_json::json;

use crate::relay::TestRelay;

pub(crate) struct TestOrganisation {
    pub(crate) root: SigningKey,
    pub(crate) desk: SigningKey,
    pub(crate) intake: HybridIdentity,
    pub(crate) answer: AnswerKey,
    pub(crate) file: Organisation,
}

/// A letter as the desk sees it.
pub(crate) struct Opened {
    pub(crate) letter: Letter,
    pub(crate) answers: Answers,
    pub(crate) files: Vec<Vec<u8>>,
}

impl TestOrganisation {
    /// Makes one with these relays.
    pub(crate) fn new(relays: &[&TestRelay]) -> Self {
        let root = SigningKey::generate(&mut OsRng);
        let desk = SigningKey::generate(&mut OsRng);
        let intake = HybridIdentity::generate(&mut OsRng);
        let fallback = HybridIdentity::generate(&mut OsRng);
        let answer = AnswerKey::generate(&mut OsRng);
        let now = Timestamp::now();
        let time = |hours: i64| hour_of(now) + jiff::SignedDuration::from_hours(hours);
        let day = |hours: i64| -> Date { day_of(time(hours)) };
        let relays = relays
            .iter()
            .enumerate()
            .map(|(place, relay)| {
                serde_json::from_value(json!({
                    "id": RelayId::random(&mut OsRng).to_string(),
                    "name": format!("relay {}", place + 1),
                    "https": relay.url,
                    "onion": null,
                    "certificate": null,
                }))
                .map(|mut made: Relay| {
                    made.certificate = Some(relay.certificate.clone());
                    made
                })
                .unwrap()
            })
            .collect();
        let form = Form::from_toml(include_str!("form.toml")).unwrap();
        let programme: Programme = serde_json::from_value(json!({
            "id": "help",
            "title": { "en": "Help", "zh-Hans": "援助", "vi": "Trợ giúp" },
            "languages": ["en", "zh-Hans", "vi"],
            "countries": ["CN", "VN"],
            "promise_hours": 48,
            "opens": null,
            "closes": null,
            "form": form.to_json(),
        }))
        .unwrap();
        let contact = json!({
            "en": "Write to the partner office.",
            "zh-Hans": "请联系合作办公室。",
            "vi": "Xin viết cho văn phòng đối tác."
        });
        let desk_entry: Desk =
            serde_json::from_value(json!({ "lane": 0, "key": desk.public().to_string() })).unwrap();
        let file = Organisation {
            id: OrganisationId::random(&mut OsRng),
            number: 1,
            name: "Test Organisation".to_owned(),
            root: root.public(),
            next_root: None,
            issued: time(-24),
            expires: time(24 * 90),
            intake_keys: vec![IntakeKey::new(
                intake.recipient().clone(),
                day(-48),
                day(24 * 60),
            )],
            fallback_key: FallbackKey::new(fallback.recipient().clone()),
            answer_keys: vec![answer.public()],
            desks: vec![desk_entry],
            relays,
            fallback_contact: serde_json::from_value(contact).unwrap(),
            programmes: vec![programme],
            x: Default::default(),
        };
        Self {
            root,
            desk,
            intake,
            answer,
            file,
        }
    }

    pub(crate) fn sign(&self) -> Signed {
        self.file.sign(&self.root).unwrap()
    }

    /// Lets a relay serve the organisation file.
    pub(crate) fn publish(&self, relay: &TestRelay) {
        let signed = self.sign();
        relay.serve("/organisation.json", signed.bytes);
        relay.serve("/organisation.json.minisig", signed.minisig.into_bytes());
    }

    /// Writes the organisation file and its signature into a folder.
    pub(crate) fn write(&self, folder: &Path) -> std::path::PathBuf {
        let signed = self.sign();
        let path = folder.join("organisation.json");
        std::fs::write(&path, &signed.bytes).unwrap();
        std::fs::write(folder.join("organisation.json.minisig"), &signed.minisig).unwrap();
        path
    }

    pub(crate) fn fingerprint(&self) -> String {
        crypto_core::Fingerprint::of(&self.root.public()).to_string()
    }

    /// Opens a letter as the desk does.
    pub(crate) fn open(&self, sealed: &[u8]) -> Opened {
        let sinks: RefCell<Vec<Bytes>> = RefCell::default();
        let opened = open_letter(std::slice::from_ref(&self.intake), sealed, |_, _| {
            let sink = Bytes::default();
            sinks.borrow_mut().push(Rc::clone(&sink));
            Ok(Box::new(Sink(sink)))
        })
        .unwrap();
        assert!(
            opened.verify(std::slice::from_ref(&self.answer)),
            "the proof holds"
        );
        let letter = opened.letter;
        let form = &self.file.programme(&letter.programme).unwrap().form;
        assert_eq!(letter.form, form.hash());
        let (answers, problems) = form.accept(&letter.answers);
        assert!(problems.is_empty(), "{problems:?}");
        let files = sinks.borrow().iter().map(|s| s.borrow().clone()).collect();
        Opened {
            letter,
            answers,
            files,
        }
    }

    /// Publishes these texts as replies to a receipt, and nothing but decoys without any.
    pub(crate) fn reply(
        &self,
        relay: &TestRelay,
        number: u64,
        receipt: &Receipt,
        replies: &[(&str, Vec<ParcelRef>)],
    ) {
        let public = receipt.public();
        let today = day_of(Timestamp::now());
        let sealed = replies
            .iter()
            .enumerate()
            .map(|(n, (text, parcels))| {
                let n = u32::try_from(n).unwrap();
                let slot = public.slot(0, n);
                let reply = Reply {
                    id: ReplyId::random(&mut OsRng),
                    kind: ReplyKind::Answer,
                    organisation: self.file.id,
                    answer_key: self.answer.id(),
                    receipt: public.id(),
                    lane: 0,
                    n,
                    slot,
                    previous: None,
                    part: Part::WHOLE,
                    in_reply_to: None,
                    written: today,
                    expires: Reply::expiry(today),
                    due: None,
                    language: Language::En,
                    text: (*text).to_owned(),
                    parcels: parcels.clone(),
                    x: None,
                };
                (slot, seal_reply(&reply, &self.answer, &public).unwrap())
            })
            .collect::<Vec<(Slot, Vec<u8>)>>();
        self.publish_board(relay, number, hour_of(Timestamp::now()), sealed);
    }

    /// Publishes an answer in parts at consecutive places, tied as a desk ties them.
    pub(crate) fn reply_in_parts(&self, relay: &TestRelay, receipt: &Receipt, parts: &[&str]) {
        let public = receipt.public();
        let today = day_of(Timestamp::now());
        let mut previous = None;
        let mut sealed = Vec::new();
        for (number, text) in (1_u32..).zip(parts) {
            let n = number - 1;
            let slot = public.slot(0, n);
            let reply = Reply {
                id: ReplyId::random(&mut OsRng),
                kind: ReplyKind::Answer,
                organisation: self.file.id,
                answer_key: self.answer.id(),
                receipt: public.id(),
                lane: 0,
                n,
                slot,
                previous,
                part: Part {
                    number,
                    of: u32::try_from(parts.len()).unwrap(),
                },
                in_reply_to: None,
                written: today,
                expires: Reply::expiry(today),
                due: None,
                language: Language::En,
                text: (*text).to_owned(),
                parcels: Vec::new(),
                x: None,
            };
            previous = Some(reply.id);
            sealed.push((slot, seal_reply(&reply, &self.answer, &public).unwrap()));
        }
        self.publish_board(relay, 1, hour_of(Timestamp::now()), sealed);
    }

    /// Publishes an edition of this hour with these replies.
    pub(crate) fn publish_board(
        &self,
        relay: &TestRelay,
        number: u64,
        hour: Timestamp,
        sealed: Vec<(Slot, Vec<u8>)>,
    ) {
        let composed = Edition::compose(
            &mut OsRng,
            self.file.id,
            number,
            0,
            hour,
            sealed,
            Vec::new(),
        )
        .unwrap();
        let envelope = composed.edition.sign(&self.desk).envelope().to_json_bytes();
        let envelope: serde_json::Value = serde_json::from_slice(&envelope).unwrap();
        relay.serve(
            "/v1/board",
            serde_json::to_vec(&json!({ "lanes": [envelope] })).unwrap(),
        );
        for (place, chunk) in composed.chunks.into_iter().enumerate() {
            relay.serve(
                &format!("/v1/board/{}/{place}", composed.edition.id()),
                chunk,
            );
        }
    }
}

type Bytes = Rc<RefCell<Vec<u8>>>;

struct Sink(Bytes);

impl Write for Sink {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
