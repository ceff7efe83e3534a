//! A vault, a stick, and letters on it: everything by the ways that real ones go.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crypto_core::{
    Attachment, Digest, Language, Letter, LetterId, LetterKind, Organisation, Receipt, WireValue,
    day_of, hour_of, seal_letter,
};
use jiff::{SignedDuration, Timestamp};
use rand_core::OsRng;
use secrecy::SecretString;

use crate::desk::{Desk, NewDesk, PublishRequest};

pub(super) const PERSON: &str = "linh";
pub(super) const PASSPHRASE: &str = "velvet harbour pencil orange quiet";
pub(super) const ROOT_PASSPHRASE: &str = "seven grey lanterns under snow";
const RELAY: &str = "00112233445566778899aabbccddeeff";

/// Folders of a desk that is tried out.
pub(super) struct Places {
    pub(super) vault: PathBuf,
    pub(super) stick: PathBuf,
    pub(super) root_file: PathBuf,
}

/// A letter to be written.
pub(super) struct Request<'a> {
    pub(super) programme: &'a str,
    pub(super) language: Language,
    pub(super) answers: &'a [(&'a str, WireValue)],
    pub(super) files: &'a [(&'a str, &'a str, Vec<u8>)],
    /// Hours since it reached a relay.
    pub(super) hours_ago: i64,
}

impl Places {
    pub(super) fn under(folder: &Path) -> Self {
        let places = Self {
            vault: folder.join("vault"),
            stick: folder.join("stick"),
            root_file: folder.join("root/sealpost-root.age"),
        };
        for folder in [&places.stick, &folder.join("root")] {
            std::fs::create_dir_all(folder).unwrap();
        }
        places
    }

    /// Makes a desk that has published, and closes it.
    pub(super) fn create(&self, organisation: &str, now: Timestamp) -> Organisation {
        let new = NewDesk {
            organisation: organisation.to_owned(),
            person: PERSON.to_owned(),
            passphrase: SecretString::from(PASSPHRASE),
            root_file: self.root_file.clone(),
            root_passphrase: SecretString::from(ROOT_PASSPHRASE),
        };
        let mut desk = Desk::create(&self.vault, new, now).unwrap();
        let card = format!(
            r#"{{"type":"sealpost-relay-card","version":1,"relay":"{RELAY}","name":"one","https":"https://relay.example","onion":null,"certificate":null,"pull_token":"{token}","push_token":"{token}"}}"#,
            token = "A".repeat(43)
        );
        std::fs::create_dir_all(self.stick.join("relays")).unwrap();
        std::fs::write(self.stick.join("relays/one.json"), card).unwrap();
        let request = PublishRequest {
            root_file: self.root_file.clone(),
            root_passphrase: SecretString::from(ROOT_PASSPHRASE),
        };
        desk.publish(&request, &self.stick, now).unwrap();
        self.organisation()
    }

    pub(super) fn organisation(&self) -> Organisation {
        let files = self.stick.join("public/files");
        let bytes = std::fs::read(files.join("organisation.json")).unwrap();
        let minisig = std::fs::read_to_string(files.join("organisation.json.minisig")).unwrap();
        Organisation::verify(&bytes, &minisig).unwrap()
    }

    /// Seals a letter into the stick's inbox.
    pub(super) fn put(
        &self,
        organisation: &Organisation,
        request: &Request<'_>,
        now: Timestamp,
    ) -> Receipt {
        let receipt = Receipt::generate(&mut OsRng);
        let programme = organisation.programme(request.programme).unwrap();
        let attachments = request
            .files
            .iter()
            .map(|(name, media_type, bytes)| {
                let question = Some("files".to_owned());
                Attachment::describe(question, name, media_type, &mut Cursor::new(bytes)).unwrap()
            })
            .collect();
        let letter = Letter {
            id: LetterId::random(&mut OsRng),
            kind: LetterKind::First,
            organisation: organisation.id,
            programme: programme.id.clone(),
            form: programme.form.hash(),
            language: request.language,
            answers: request
                .answers
                .iter()
                .map(|(id, value)| ((*id).to_owned(), value.clone()))
                .collect(),
            message: None,
            attachments,
            receipt: receipt.public(),
            answer_key: organisation.answer_key().id(),
            in_reply_to: None,
            more_follows: false,
            made_on: day_of(now),
            x: None,
        };
        let mut readers: Vec<Box<dyn Read>> = request
            .files
            .iter()
            .map(|(_, _, bytes)| Box::new(Cursor::new(bytes.clone())) as Box<dyn Read>)
            .collect();
        let mut sealed = Vec::new();
        seal_letter(
            &letter,
            &receipt,
            organisation.answer_key(),
            organisation.intake_key(now).recipient,
            &mut readers,
            &mut sealed,
        )
        .unwrap();
        let name = Digest::of(&sealed);
        std::fs::create_dir_all(self.stick.join("inbox")).unwrap();
        std::fs::write(self.stick.join(format!("inbox/{name}.age")), &sealed).unwrap();
        let path = self.stick.join("arrivals.json");
        let mut arrivals: serde_json::Value = std::fs::read(&path)
            .map(|bytes| serde_json::from_slice(&bytes).unwrap())
            .unwrap_or_else(|_| serde_json::json!({}));
        let hour = hour_of(now - SignedDuration::from_hours(request.hours_ago));
        arrivals[name.to_string()] = serde_json::json!({ RELAY: hour.to_string() });
        std::fs::write(&path, arrivals.to_string()).unwrap();
        receipt
    }
}

pub(super) fn text(text: &str) -> WireValue {
    WireValue::Text(text.to_owned())
}

/// A picture of colour gradients.
pub(super) fn picture() -> Vec<u8> {
    let image = image::RgbImage::from_fn(640, 420, |x, y| {
        image::Rgb([(x * 255 / 640) as u8, (y * 255 / 420) as u8, 150])
    });
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Letters as they come: invented, and named as examples.
pub(super) fn send_examples(
    places: &Places,
    organisation: &Organisation,
    now: Timestamp,
) -> Receipt {
    let list = |ids: &[&str]| WireValue::Array(ids.iter().map(|id| text(id)).collect());
    let receipt = places.put(
        organisation,
        &Request {
            programme: "emergency",
            language: Language::Vi,
            answers: &[
                ("asking", text("family")),
                ("country", text("VN")),
                ("what_happened", text("Yêu cầu ví dụ: người thân bị giữ để hỏi chuyện từ sáng hôm qua.\nGia đình chưa nhận được giấy tờ nào và không biết người ấy đang ở đâu.")),
                ("how_urgent", text("now")),
                ("held", text("held")),
                ("kinds", list(&["summons", "detention"])),
                ("need", list(&["lawyer", "family"])),
                ("need_words", text("Cần một luật sư do gia đình chọn, và tiền đi lại để thăm nuôi.")),
                ("files", WireValue::Array(vec![WireValue::Integer(0), WireValue::Integer(1)])),
            ],
            files: &[
                ("anh-vi-du.png", "image/png", picture()),
                ("ghi-chu.txt", "text/plain", b"Example note".to_vec()),
            ],
            hours_ago: 36,
        },
        now,
    );
    places.put(
        organisation,
        &Request {
            programme: "emergency",
            language: Language::ZhHans,
            answers: &[
                ("asking", text("lawyer")),
                ("country", text("CN")),
                ("what_happened", text("示例请求：当事人昨晚被带走，家属至今没有收到书面通知。希望了解可以采取哪些法律途径，并请求律师会见。")),
                ("held", text("missing")),
                ("need", list(&["lawyer", "advice"])),
            ],
            files: &[],
            hours_ago: 50,
        },
        now,
    );
    places.put(
        organisation,
        &Request {
            programme: "pil",
            language: Language::En,
            answers: &[
                ("country", text("LK")),
                (
                    "case_short",
                    text(
                        "Example request: support for a complaint about access to public records.",
                    ),
                ),
            ],
            files: &[],
            hours_ago: 20,
        },
        now,
    );
    places.put(
        organisation,
        &Request {
            programme: "emergency",
            language: Language::Fr,
            answers: &[
                ("asking", text("colleague")),
                ("country", text("KH")),
                ("what_happened", text("Demande d’exemple : le local d’une association a été fouillé et le matériel emporté.")),
                ("need", list(&["digital", "advice"])),
            ],
            files: &[],
            hours_ago: 2,
        },
        now,
    );
    receipt
}
