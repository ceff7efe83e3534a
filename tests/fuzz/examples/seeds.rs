//! Writes the seeds: small inputs from which each target begins. Most are the test vectors.
//!
//! Run in this folder: `cargo run --example seeds`.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD as STANDARD;
use ciborium::Value as Cbor;
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
    relays();
    sticks();
    desks();
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

/// What relays are asked and answer.
fn relays() {
    let pull = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";
    let push = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";
    let send = "POST /v1/submissions HTTP/1.1\r\nhost: r\r\n";
    let head = "HTTP/1.1\r\nHost: r\r\n";
    for (name, text) in [
        (
            "send",
            format!("{send}content-length: 65536\r\n\r\n{{fill}}"),
        ),
        (
            "fetch",
            format!(
                "{send}content-length: 65536\r\n\r\n{{fill}}\n==\nGET /v1/inbox/{{letter}} {head}\
                 Authorization: Bearer {pull}\r\nRange: bytes=5-9\r\n\r\n\n==\n\
                 GET /v1/inbox?after=2026-11-23T14.{{letter}} {head}authorization: bearer {pull}\r\n\r\n"
            ),
        ),
        (
            "pieces",
            format!(
                "{send}upload-complete: ?0\r\nupload-length: 65536\r\ncontent-length: 32768\r\n\r\n\
                 {{half}}\n==\nHEAD /v1/submissions/partial/{{upload}} {head}\r\n\n==\n\
                 PATCH /v1/submissions/partial/{{upload}} {head}content-type: application/partial-upload\r\n\
                 upload-offset: 32768\r\nupload-complete: ?1\r\ncontent-length: 32768\r\n\r\n{{rest}}"
            ),
        ),
        (
            "form",
            format!(
                "POST /upload {head}Content-Type: multipart/form-data; boundary=\"b-1\"\r\n\
                 Content-Length: 65651\r\nAccept: text/html\r\n\r\n--b-1\r\ncontent-disposition: \
                 form-data; name=\"f\"; filename=\"a.age\"\r\ncontent-type: x/y\r\n\r\n{{fill}}\r\n--b-1--\r\n"
            ),
        ),
        (
            "onion",
            format!("PROXY TCP6 fc00:dead:beef:4dad::0:19 ::1 19 80\r\nGET / {head}\r\n"),
        ),
        (
            "push",
            format!(
                "PUT /v1/public {head}Authorization: Bearer {push}\r\nSealpost-Root: x\r\n\
                 Content-Length: 30\r\n\r\n\0\0\0\u{1a}{{\"document\":\"\",\"signature\":\"\"}}"
            ),
        ),
        (
            "acknowledge",
            format!(
                "POST /v1/inbox/acknowledged {head}Authorization: Bearer {push}\r\n\
                 Transfer-Encoding: chunked\r\n\r\n1a\r\n{{\"document\":\"\",\"signature\":\"\"}}\r\n0\r\n\r\n"
            ),
        ),
        (
            "read",
            format!(
                "GET /v1/board {head}\r\nOPTIONS /v1/submissions {head}Origin: x\r\n\r\n\
                 GET /v1/relay {head}\r\nGET /healthz {head}\r\nDELETE /v1/submissions/partial/{{upload}} {head}\r\n"
            ),
        ),
    ] {
        put("relay_request", name, text);
    }
    for (name, text) in [
        (
            "about",
            r#"{"relay":"07070707070707070707070707070707","root":null,"public":3}"#,
        ),
        (
            "page",
            r#"{"relay":"07070707070707070707070707070707","letters":[{"sha256":"0000000000000000000000000000000000000000000000000000000000000000","length":65536,"hour":"2026-11-23T14:00:00Z"}],"next":"2026-11-23T14.00"}"#,
        ),
        ("board", r#"{"lanes":[{"document":"{}","signature":"x"}]}"#),
    ] {
        put("courier_answer", name, text);
    }
    for (file, at) in ["organisation", "edition", "release", "acknowledgement"]
        .iter()
        .zip(0..)
    {
        let vectors = vectors(file);
        let document = text(&list(&vectors["accept"])[0]["document"]);
        put("relay_documents", file, document);
        let envelope =
            serde_json::json!({ "document": document, "signature": "untrusted comment: x" });
        put(
            "relay_documents",
            &format!("envelope-{at}"),
            envelope.to_string(),
        );
    }
    let key = SigningKey::from_seed(&[1; 32]);
    put("relay_documents", "key", key.public().to_string());
    put(
        "relay_documents",
        "signature",
        key.sign_document(b"document", "comment"),
    );
}

/// Sticks, each as several files.
fn sticks() {
    let card = r#"{"type":"sealpost-relay-card","version":1,"relay":"07070707070707070707070707070707","name":"first","https":"https://127.0.0.1:4430","onion":null,"certificate":"MII=","pull_token":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","push_token":"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"}"#;
    let state = r#"{"version":1,"relay":"07070707070707070707070707070707","acknowledged":[],"parcels":{}}"#;
    let id = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let arrivals = format!(
        r#"{{"x":{{}},"{id}":{{"07070707070707070707070707070707":"2026-11-23T14:00:00Z"}}}}"#
    );
    put(
        "courier_stick",
        "cards",
        format!(
            "== relays/first.json\n{card}\n== relays/first.state\n{state}\n== relays/._x.json\n\n\
             == inbox/{id}.age\nabc\n== arrivals.json\n{arrivals}\n== SHA256SUMS\n{id}  inbox/{id}.age\n"
        ),
    );
    // Found by the fuzzer: it kept the courier from everything else on the stick.
    put(
        "courier_stick",
        "file-for-folder",
        "== relays/one.json\n{}\n== board/00\nx\n",
    );
    let key = SigningKey::from_seed(&[1; 32]);
    let mut board = String::new();
    for (file, path) in [
        ("edition", "board/00/edition.json"),
        ("release", "public/public.json"),
        ("acknowledgement", "acknowledged/00-00000001.json"),
    ] {
        let vectors = vectors(file);
        let document = text(&list(&vectors["accept"])[0]["document"]);
        let signature = key.sign_document(document.as_bytes(), "comment");
        let one = format!("== {path}\n{document}\n== {path}.minisig\n{signature}\n");
        put("courier_stick", file, &one);
        board.push_str(&one);
    }
    put(
        "courier_stick",
        "all",
        format!("== relays/first.json\n{card}\n{board}"),
    );
    let recipient = receipt().public().recipient().to_string();
    let request = serde_json::json!({
        "type": "sealpost-enrolment", "version": 1, "device": "07".repeat(16),
        "key": key.public().to_string(), "recipient": recipient, "person": "linh",
        "person_key": key.public().to_string(),
    });
    put(
        "desk_stick",
        "all",
        format!(
            "== inbox/{id}.age\nabc\n== arrivals.json\n{arrivals}\n== desks/request-07.json\n{request}\n\
             == desks/01-00.age\nage-encryption.org/v1\n"
        ),
    );
    put(
        "desk_stick",
        "arrivals",
        format!("== arrivals.json\n{arrivals}"),
    );
}

/// What desks write for each other and for themselves.
fn desks() {
    let id = |byte: u8, length: usize| Cbor::Bytes(vec![byte; length]);
    let of = |text: &str| Cbor::Text(text.to_owned());
    let map = |pairs: &[(&str, Cbor)]| {
        Cbor::Map(
            pairs
                .iter()
                .map(|(key, value)| (Cbor::Text((*key).to_owned()), value.clone()))
                .collect(),
        )
    };
    let bodies = [
        map(&[("note", map(&[("text", of("a note"))]))]),
        map(&[("status", map(&[("status", of("open"))]))]),
        map(&[("read", map(&[("letter", id(4, 16))]))]),
        map(&[("assigned", map(&[("person", of("linh"))]))]),
        map(&[(
            "tagged",
            map(&[("tags", Cbor::Array(vec![of("a"), of("b")]))]),
        )]),
        map(&[(
            "destroyed",
            map(&[
                ("case", id(1, 16)),
                ("reason", of("asked")),
                ("letters", Cbor::Array(vec![id(2, 32)])),
                ("files", Cbor::Array(vec![])),
            ]),
        )]),
        map(&[(
            "imported",
            map(&[
                ("letter", id(9, 32)),
                ("arrived", of("2026-11-23T14:00:00Z")),
                ("relays", Cbor::Array(vec![id(7, 16)])),
                ("due", Cbor::Null),
                ("exchange", Cbor::Integer(1.into())),
                ("proven", Cbor::Bool(false)),
                (
                    "content",
                    map(&[(
                        "foreign",
                        map(&[
                            ("name", of("letter.txt")),
                            ("media_type", of("text/plain")),
                            ("length", Cbor::Integer(3.into())),
                            ("sha256", id(8, 32)),
                            ("text", of("abc")),
                        ]),
                    )]),
                ),
                (
                    "files",
                    Cbor::Array(vec![map(&[("name", id(6, 32)), ("key", id(5, 32))])]),
                ),
            ]),
        )]),
    ];
    let mut all = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        let bytes = crypto_core::to_bytes(body).expect("small");
        let mut piece = (bytes.len() as u32).to_be_bytes().to_vec();
        piece.extend_from_slice(&bytes);
        put("desk_message", &format!("event-{at}"), &piece);
        all.extend_from_slice(&piece);
    }
    put("desk_message", "events", &all);
    let piece = || map(&[("length", Cbor::Integer(0.into())), ("sha256", id(0, 32))]);
    let header = map(&[
        ("organisation", id(3, 16)),
        ("from", Cbor::Integer(0.into())),
        ("to", Cbor::Integer(1.into())),
        ("number", Cbor::Integer(5.into())),
        (
            "heads",
            Cbor::Array(vec![Cbor::Array(vec![id(1, 16), Cbor::Integer(2.into())])]),
        ),
        ("missing_events", Cbor::Array(vec![])),
        ("missing_files", Cbor::Array(vec![])),
        ("shared", piece()),
        ("events", piece()),
        ("files", Cbor::Array(vec![piece()])),
    ]);
    put(
        "desk_message",
        "header",
        encode_head(FrameKind::Desk, &header).expect("small"),
    );
    let key = SigningKey::from_seed(&[1; 32]).public().to_string();
    let shared = map(&[
        ("name", of("Example")),
        ("root", of(&key)),
        ("next_root", Cbor::Null),
        ("common_key", id(1, 32)),
        (
            "cases",
            Cbor::Array(vec![Cbor::Array(vec![
                id(1, 16),
                Cbor::Array(vec![id(2, 32)]),
            ])]),
        ),
        ("destroyed", Cbor::Array(vec![])),
        ("intake", Cbor::Array(vec![])),
        ("fallback", Cbor::Null),
        ("answer_keys", Cbor::Array(vec![id(3, 32)])),
        ("desks", Cbor::Array(vec![])),
        ("people", Cbor::Array(vec![])),
    ]);
    put(
        "desk_message",
        "shared",
        crypto_core::to_bytes(&shared).expect("small"),
    );
    for (at, script) in [
        &[3u8, 0, 0, 0, 9, 1, 1][..],
        &[5, 0, 2, 1, 0, 0, 0, 1, 1, 0, 40, 60, 0],
        &[9, 1, 3, 0, 7, 9, 0x53, 0, 5, 0, 0, 99, 0, 1, 4, 0, 3, 8, 0],
    ]
    .iter()
    .enumerate()
    {
        put("desk_journal", &format!("{at}"), script);
    }
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
