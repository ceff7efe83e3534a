//! Writes the seeds: small inputs from which each target begins. Most are the test vectors.
//!
//! Run in this folder: `cargo run --example seeds`.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD as STANDARD;
use crypto_core::{
    Answer, AnswerKey, Answers, Attachment, Contact, Digest, Draft, Form, FrameKind,
    HybridIdentity, Language, Letter, LetterId, LetterKind, OrganisationId, ParcelRef, Part,
    Receipt, Reply, ReplyId, ReplyKind, Sealer, SigningKey, SizeClass, encode_head, parse_day,
};
use serde::Serialize;
use serde_json::Value;

fn main() {
    documents();
    frames();
    put(
        "form_toml",
        "small",
        "id = \"a\"\ntitle = { en = \"A\" }\n[[section]]\nid = \"s\"\ntitle = { en = \"S\" }\n\
         [[section.question]]\nid = \"q\"\nkind = \"yes-no\"\nlabel = { en = \"Q\" }\n\
         [[section.question]]\nid = \"r\"\nkind = \"files\"\nlabel = { en = \"R\" }\n\
         show_if = { not = { question = \"q\", one_of = [\"yes\"] } }\naccept = [\"image/\"]\n",
    );
    put(
        "receipt",
        "line",
        "1. abandon 2. absurd 3. zoo, 一丁 0000 ２０４７ acquérir",
    );
    put(
        "relay_card",
        "card",
        r#"{"type":"sealpost-relay-card","version":1,"relay":"07070707070707070707070707070707","name":"first","https":"https://127.0.0.1:4430","onion":"http://abc.onion","certificate":"MII=","pull_token":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","push_token":"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"}"#,
    );
}

fn documents() {
    for (file, target) in [
        ("organisation", "organisation"),
        ("edition", "edition"),
        ("release", "release"),
        ("acknowledgement", "acknowledgement"),
    ] {
        let vectors = vectors(file);
        for (at, vector) in list(&vectors["accept"]).iter().take(2).enumerate() {
            put(target, &format!("{at}"), text(&vector["document"]));
        }
    }
    let vectors_of_forms = vectors("form");
    for (at, vector) in list(&vectors_of_forms["accept"]).iter().enumerate() {
        put("form_json", &format!("{at}"), vector["form"].to_string());
    }
    let vectors_of_answers = vectors("answers");
    put("form_json", "kinds", vectors_of_answers["form"].to_string());
    for group in ["accept", "check", "reject"] {
        for (at, vector) in list(&vectors_of_answers[group]).iter().enumerate() {
            let bytes = hex(text(&vector["answers"]));
            put("answers", &format!("{group}-{at}"), &bytes);
            put("codec", &format!("{group}-{at}"), &bytes);
        }
    }
    for (at, line) in [
        "2026年11月",
        "USD 1,200.50",
        "signal: +1 | 9-17",
        "a|b|2026",
    ]
    .iter()
    .enumerate()
    {
        put("answers", &format!("typed-{at}"), line);
    }
    let vectors_of_receipts = vectors("receipt");
    for (at, vector) in list(&vectors_of_receipts["typed"]).iter().enumerate() {
        put("receipt", &format!("{at}"), text(&vector["text"]));
    }
    let vectors_of_age = vectors("seal/cctv");
    for vector in list(&vectors_of_age) {
        let name = text(&vector["name"]);
        if [
            "hybrid_grease",
            "hybrid_and_x25519",
            "stanza_valid_characters",
        ]
        .contains(&name)
        {
            let file = STANDARD.decode(text(&vector["file"])).expect("base64");
            put("age_header", name, file);
        }
    }
    let mut sealed = Vec::new();
    sealed_beginning(&mut sealed);
    put("age_header", "ours", sealed);
    let key = SigningKey::from_seed(&[1; 32]);
    put(
        "minisign",
        "signature",
        key.sign_document(b"document", "comment"),
    );
    put("minisign", "key", key.public().to_pub_file());
    put(
        "minisign",
        "recipient",
        receipt().public().recipient().to_string(),
    );
}

fn frames() {
    let content = b"content";
    let attachment = Attachment {
        question: Some("files".to_owned()),
        name: "a.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        length: content.len() as u64,
        sha256: Digest::of(content),
    };
    let answer_key = AnswerKey::from_bytes(&[2; 32]);
    let day = parse_day("2026-11-23").expect("a day");
    let form = Form::template("emergency").expect("built in").hash();
    let mut answers = Answers::new();
    answers.insert("country", Answer::Country("VN".to_owned()));
    answers.insert(
        "reach",
        Answer::Contact(Contact {
            channel: "Signal".to_owned(),
            handle: "+1".to_owned(),
            safe_hours: None,
            never: None,
        }),
    );
    let organisation = OrganisationId::from_bytes([3; 16]);
    let letter = Letter {
        id: LetterId::from_bytes([4; 16]),
        kind: LetterKind::First,
        organisation,
        programme: "emergency".to_owned(),
        form,
        language: Language::Vi,
        answers: answers.to_wire(),
        message: Some("more".to_owned()),
        attachments: vec![attachment.clone()],
        receipt: receipt().public(),
        answer_key: answer_key.id(),
        in_reply_to: None,
        more_follows: true,
        made_on: day,
        x: Some([].into()),
    };
    frame(
        "letter",
        FrameKind::Letter,
        &letter,
        &[&[0; 32][..], content, &[0; 40]].concat(),
    );
    let draft = Draft {
        organisation,
        programme: "emergency".to_owned(),
        form,
        language: Language::En,
        answers: answers.to_wire(),
        message: None,
        attachments: vec![attachment],
        saved_on: day,
        sent: Some(vec!["country".to_owned()]),
        x: None,
    };
    frame(
        "draft",
        FrameKind::Draft,
        &draft,
        &[content, &[0; 40][..]].concat(),
    );
    let public = receipt().public();
    let reply = Reply {
        id: ReplyId::from_bytes([5; 16]),
        kind: ReplyKind::Answer,
        organisation,
        answer_key: answer_key.id(),
        receipt: public.id(),
        lane: 1,
        n: 2,
        slot: public.slot(1, 2),
        previous: Some(ReplyId::from_bytes([6; 16])),
        part: Part { number: 1, of: 2 },
        in_reply_to: Some(letter.id),
        written: day,
        expires: Reply::expiry(day),
        due: crypto_core::parse_time("2026-11-23T14:00:00Z"),
        language: Language::Fr,
        text: "réponse".to_owned(),
        parcels: vec![ParcelRef {
            sha256: Digest::of(b"sealed"),
            length: 65_536,
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            key: Digest::from_bytes([7; 32]),
        }],
        x: None,
    };
    frame("reply", FrameKind::Reply, &reply, &[0; 32 + 40]);

    #[derive(Serialize)]
    struct Parcel {
        name: &'static str,
        r#type: &'static str,
        length: u64,
        sha256: Digest,
    }
    let parcel = Parcel {
        name: "a.txt",
        r#type: "text/plain",
        length: content.len() as u64,
        sha256: Digest::of(content),
    };
    frame(
        "parcel",
        FrameKind::Parcel,
        &parcel,
        &[content, &[0; 40][..]].concat(),
    );
}

/// The stanza and the first bytes of a file that the target's first identity opens.
fn sealed_beginning(out: &mut Vec<u8>) {
    let identity = HybridIdentity::from_seed(&[1; 32]);
    let sealer = Sealer::new(identity.recipient(), SizeClass::reply(), Vec::new())
        .expect("a good recipient");
    out.extend_from_slice(&sealer.finish().expect("a vector takes everything")[..2_300]);
}

fn frame(target: &str, kind: FrameKind, header: &impl Serialize, behind: &[u8]) {
    let head = encode_head(kind, header).expect("within the limits");
    put("codec", target, &head[16..]);
    put(target, "whole", [&head, behind].concat());
}

fn receipt() -> Receipt {
    Receipt::from_bytes([1; 16])
}

fn vectors(name: &str) -> Value {
    let path = Path::new("../vectors").join(name).with_extension("json");
    serde_json::from_slice(&fs::read(path).expect("run in tests/fuzz")).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn hex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(digit).collect()
}

fn put(target: &str, name: &str, bytes: impl AsRef<[u8]>) {
    let folder = Path::new("seeds").join(target);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), bytes).expect("a file");
}
