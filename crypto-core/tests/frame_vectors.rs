//! Letters, replies, drafts and parcels as `tests/vectors/frames.json` has them.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crypto_core::{
    AnswerKey, Digest, HybridIdentity, OpenError, OrganisationId, ParcelRef, Receipt, Sealer,
    SizeClass, Slot, open_draft, open_letter, open_parcel, open_reply,
};
use serde_json::Value;

struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Vectors {
    all: Value,
    receipt: Receipt,
    intake: HybridIdentity,
    answer_key: AnswerKey,
    organisation: OrganisationId,
    slot: Slot,
}

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
    hex::decode(value.as_str().unwrap())
        .unwrap()
        .try_into()
        .unwrap()
}

impl Vectors {
    fn read() -> Self {
        let all: Value =
            serde_json::from_str(include_str!("../../tests/vectors/frames.json")).unwrap();
        Self {
            receipt: Receipt::from_bytes(bytes(&all["receipt"])),
            intake: HybridIdentity::from_seed(&bytes(&all["intake_seed"])),
            answer_key: AnswerKey::from_bytes(&bytes(&all["answer_key"])),
            organisation: OrganisationId::from_bytes(bytes(&all["organisation"])),
            slot: Slot::from_bytes(bytes(&all["reply_slot"])),
            all,
        }
    }

    /// Seals the frame as its kind asks and opens it; returns whether its proof holds.
    fn open(&self, vector: &Value) -> Result<bool, OpenError> {
        let frame = hex::decode(vector["frame"].as_str().unwrap()).unwrap();
        let kind = vector["kind"].as_str().unwrap();
        let identity = match kind {
            "letter" | "parcel" => self.intake.clone(),
            _ => self.receipt.identity(),
        };
        let class = match kind {
            "reply" => SizeClass::reply(),
            _ => SizeClass::for_plaintext(frame.len() as u64).unwrap(),
        };
        let mut sealer = Sealer::new(identity.recipient(), class, Vec::new()).unwrap();
        sealer.write_all(&frame).unwrap();
        let sealed = sealer.finish().unwrap();
        let file = Rc::new(RefCell::new(Vec::new()));
        let attachment = hex::decode(self.all["attachment"].as_str().unwrap()).unwrap();
        match kind {
            "letter" => {
                let opened = open_letter(&[identity], &sealed[..], |_, _| {
                    Ok(Box::new(Sink(file.clone())))
                })?;
                if !opened.letter.attachments.is_empty() {
                    assert_eq!(*file.borrow(), attachment);
                }
                Ok(opened.verify(std::slice::from_ref(&self.answer_key)))
            }
            "reply" => open_reply(
                &self.receipt,
                &[self.answer_key.public()],
                self.organisation,
                self.slot,
                &sealed,
            )
            .map(|_| true),
            "draft" => {
                open_draft(&self.receipt, &sealed[..], |_, _| {
                    Ok(Box::new(Sink(file.clone())))
                })?;
                assert_eq!(*file.borrow(), attachment);
                Ok(true)
            }
            "parcel" => {
                let parcel = ParcelRef {
                    sha256: Digest::of(&sealed),
                    length: sealed.len() as u64,
                    name: "guide.pdf".into(),
                    media_type: "application/pdf".into(),
                    key: Digest::from_bytes(*identity.seed()),
                };
                let mut content = Vec::new();
                open_parcel(&parcel, &sealed[..], &mut content)?;
                assert_eq!(hex::encode(content), self.all["parcel"].as_str().unwrap());
                Ok(true)
            }
            kind => panic!("{kind}"),
        }
    }
}

#[test]
fn accepted() {
    let vectors = Vectors::read();
    let accept = vectors.all["accept"].as_array().unwrap();
    assert!(accept.len() >= 13);
    for vector in accept {
        let proof = vectors.open(vector);
        assert_eq!(
            proof.as_ref().ok(),
            vector["proof"].as_bool().as_ref(),
            "{} {}: {proof:?}",
            vector["kind"],
            vector["name"]
        );
    }
}

#[test]
fn rejected() {
    let vectors = Vectors::read();
    let reject = vectors.all["reject"].as_array().unwrap();
    assert!(reject.len() >= 70);
    let mut wrong = Vec::new();
    for vector in reject {
        let why = match vectors.open(vector) {
            Err(OpenError::Foreign) => "foreign",
            Err(OpenError::UnknownVersion { .. }) => "version",
            Err(OpenError::Malformed) => "malformed",
            Err(OpenError::Proof) => "proof",
            Err(_) => "another error",
            Ok(_) => "nothing",
        };
        if why != vector["why"] {
            wrong.push(format!("{} {}: {why}", vector["kind"], vector["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
