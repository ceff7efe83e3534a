//! The other side, for another implementation's tests: an organisation in a folder.
//!
//! `submit-cli/web/test/interop.test.ts` runs it. Its secrets lie beside its letters: it is no
//! desk, and nothing but a test may use it.
//!
//! ```text
//! partner publish FOLDER            makes keys; writes organisation.json, an envelope
//! partner open FOLDER LETTER        opens a letter; prints what it says, writes attachment-<n>
//! partner answer FOLDER LETTER      answers it; writes board.json, chunk-<n> and the parcel
//! partner draft FOLDER RECEIPT FILE opens a draft and seals it again as draft.age
//! partner headers FOLDER COUNT      seals letters; prints the lengths of their headers' lines
//! ```

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use crypto_core::{
    AnswerKey, Attachment, Desk, Digest, Edition, FallbackKey, Form, HybridIdentity, IntakeKey,
    JsonExtension, Language, Letter, LetterId, LetterKind, LocalText, OpenedLetter, Organisation,
    OrganisationId, Part, Programme, Receipt, ReceiptPublic, Relay, RelayId, Reply, ReplyId,
    ReplyKind, SigningKey, WireAnswers, decoy_reply, open_draft, open_letter, parse_day,
    parse_time, seal_draft, seal_letter, seal_parcel, seal_reply, to_bytes,
};
use rand_core::OsRng;
use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Lane of the one desk there is.
const LANE: u8 = 3;
const PARCEL: &[u8] = b"what a parcel holds\n";
const ANSWER: &str = "Chúng tôi đã nhận được thư.\n我们会帮助您。";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let report = match arguments[..] {
        ["publish", folder] => publish(Path::new(folder))?,
        ["open", folder, letter] => open(Path::new(folder), letter)?,
        ["answer", folder, letter] => answer(Path::new(folder), letter)?,
        ["draft", folder, receipt, file] => draft(Path::new(folder), receipt, file)?,
        ["headers", folder, count] => headers(Path::new(folder), count.parse()?)?,
        _ => return Err("publish, open, answer, draft or headers".into()),
    };
    println!("{report}");
    Ok(())
}

struct Secrets {
    intake: HybridIdentity,
    answer_key: AnswerKey,
    desk: SigningKey,
    organisation: OrganisationId,
}

fn seed(value: &Value) -> Outcome<[u8; 32]> {
    let text = value.as_str().ok_or("a seed is missing")?;
    Ok(*text.parse::<Digest>()?.as_bytes())
}

fn secrets(folder: &Path) -> Outcome<Secrets> {
    let file: Value = serde_json::from_slice(&fs::read(folder.join("secrets.json"))?)?;
    Ok(Secrets {
        intake: HybridIdentity::from_seed(&seed(&file["intake"])?),
        answer_key: AnswerKey::from_bytes(&seed(&file["answer_key"])?),
        desk: SigningKey::from_seed(&seed(&file["desk"])?),
        organisation: file["organisation"].as_str().ok_or("no id")?.parse()?,
    })
}

fn everywhere(text: &str) -> LocalText {
    Language::ALL
        .into_iter()
        .map(|language| (language, format!("{text} ({language})")))
        .collect()
}

fn publish(folder: &Path) -> Outcome<Value> {
    let [intake, fallback] = [(); 2].map(|()| HybridIdentity::generate(&mut OsRng));
    let [root, desk] = [(); 2].map(|()| SigningKey::generate(&mut OsRng));
    let answer_key = AnswerKey::generate(&mut OsRng);
    let mut programmes = Vec::new();
    for id in ["emergency", "pil"] {
        programmes.push(Programme {
            id: id.into(),
            title: everywhere(id),
            languages: Language::ALL.to_vec(),
            countries: vec!["CN".into(), "VN".into()],
            promise_hours: 48,
            opens: None,
            closes: None,
            form: Form::template(id).ok_or("no such form")?,
            x: JsonExtension::new(),
        });
    }
    let mut relays = Vec::new();
    for name in ["one", "two"] {
        relays.push(Relay {
            id: RelayId::random(&mut OsRng),
            name: name.into(),
            https: Some(format!("https://{name}.example/")),
            onion: None,
            certificate: None,
            x: JsonExtension::new(),
        });
    }
    let day = |text| parse_day(text).ok_or("not a day");
    let time = |text| parse_time(text).ok_or("not a time");
    let organisation = Organisation {
        id: OrganisationId::random(&mut OsRng),
        number: 1,
        name: "Test".into(),
        root: root.public(),
        next_root: None,
        issued: time("2026-01-01T00:00:00Z")?,
        expires: time("2027-01-01T00:00:00Z")?,
        intake_keys: vec![IntakeKey::new(
            intake.recipient().clone(),
            day("2026-01-01")?,
            day("2027-01-01")?,
        )],
        fallback_key: FallbackKey::new(fallback.recipient().clone()),
        answer_keys: vec![answer_key.public()],
        desks: vec![Desk {
            lane: LANE,
            key: desk.public(),
            x: JsonExtension::new(),
        }],
        relays,
        fallback_contact: everywhere("contact"),
        programmes,
        x: JsonExtension::new(),
    };
    let signed = organisation.sign(&root)?;
    fs::write(
        folder.join("organisation.json"),
        signed.envelope().to_json_bytes(),
    )?;
    let kept = json!({
        "intake": Digest::from_bytes(*intake.seed()),
        "answer_key": Digest::from_bytes(*answer_key.expose()),
        "desk": Digest::from_bytes(*desk.seed()),
        "organisation": organisation.id,
    });
    fs::write(folder.join("secrets.json"), kept.to_string())?;
    let words = crypto_core::Fingerprint::of(&root.public()).numbers();
    Ok(json!({ "fingerprint": words }))
}

fn opened(folder: &Path, letter: &str, secrets: &Secrets) -> Outcome<OpenedLetter> {
    let sealed = BufReader::new(File::open(letter)?);
    let sink = |at: usize, _: &Attachment| -> io::Result<Box<dyn Write>> {
        Ok(Box::new(File::create(
            folder.join(format!("attachment-{at}")),
        )?))
    };
    let identity = std::slice::from_ref(&secrets.intake);
    Ok(open_letter(identity, sealed, sink)?)
}

fn open(folder: &Path, letter: &str) -> Outcome<Value> {
    let secrets = secrets(folder)?;
    let opened = opened(folder, letter, &secrets)?;
    let is_proven = opened.verify(std::slice::from_ref(&secrets.answer_key));
    let letter = opened.letter;
    let problems = Form::template(&letter.programme)
        .filter(|form| form.hash() == letter.form)
        .map(|form| form.accept(&letter.answers).1.len());
    Ok(json!({
        "id": letter.id,
        "kind": letter.kind,
        "organisation": letter.organisation,
        "programme": letter.programme,
        "form": letter.form,
        "language": letter.language,
        "answers": hex::encode(to_bytes(&letter.answers)?),
        "problems": problems,
        "message": letter.message,
        "attachments": letter.attachments,
        "receipt": letter.receipt.id(),
        "in_reply_to": letter.in_reply_to,
        "more_follows": letter.more_follows,
        "made_on": letter.made_on.to_string(),
        "proven": is_proven,
    }))
}

fn answer(folder: &Path, letter: &str) -> Outcome<Value> {
    let secrets = secrets(folder)?;
    let letter = opened(folder, letter, &secrets)?.letter;
    let parcel_file = folder.join("parcel.age");
    let content = Attachment::describe(None, "paper.txt", "text/plain", &mut &PARCEL[..])?;
    let parcel = seal_parcel(
        &mut OsRng,
        &content,
        Box::new(PARCEL),
        File::create(&parcel_file)?,
    )?;
    let to = &letter.receipt;
    let mut replies = Vec::new();
    let mut previous = None;
    for (n, kind) in [(0, ReplyKind::Acknowledgement), (1, ReplyKind::Answer)] {
        let is_answer = kind == ReplyKind::Answer;
        let reply = Reply {
            id: ReplyId::random(&mut OsRng),
            kind,
            organisation: secrets.organisation,
            answer_key: secrets.answer_key.id(),
            receipt: to.id(),
            lane: LANE,
            n,
            slot: to.slot(LANE, n),
            previous,
            part: Part::WHOLE,
            in_reply_to: Some(letter.id),
            written: letter.made_on,
            expires: Reply::expiry(letter.made_on),
            due: (!is_answer)
                .then(|| parse_time("2026-11-25T14:00:00Z"))
                .flatten(),
            language: letter.language,
            text: if is_answer {
                ANSWER.into()
            } else {
                String::new()
            },
            parcels: is_answer.then(|| parcel.clone()).into_iter().collect(),
            x: None,
        };
        previous = Some(reply.id);
        replies.push((reply.slot, seal_reply(&reply, &secrets.answer_key, to)?));
    }
    publish_board(folder, &secrets, to, replies)?;
    Ok(json!({ "text": ANSWER, "parcel": parcel.sha256, "content": hex::encode(PARCEL) }))
}

fn publish_board(
    folder: &Path,
    secrets: &Secrets,
    to: &ReceiptPublic,
    mut replies: Vec<(crypto_core::Slot, Vec<u8>)>,
) -> Outcome<()> {
    // Someone put a decoy where the next reply to this receipt would lie: it opens for no one.
    replies.push((to.slot(LANE, 2), decoy_reply(&mut OsRng)?));
    let hour = parse_time("2026-11-23T14:00:00Z").ok_or("not a time")?;
    let composed = Edition::compose(
        &mut OsRng,
        secrets.organisation,
        1,
        LANE,
        hour,
        replies,
        Vec::new(),
    )?;
    let envelope = composed.edition.sign(&secrets.desk).envelope();
    fs::write(
        folder.join("board.json"),
        json!({ "lanes": [envelope] }).to_string(),
    )?;
    for (at, chunk) in composed.chunks.iter().enumerate() {
        fs::write(folder.join(format!("chunk-{at}")), chunk)?;
    }
    Ok(())
}

fn draft(folder: &Path, receipt: &str, file: &str) -> Outcome<Value> {
    let receipt = Receipt::parse(receipt)?;
    let place = |at: usize| -> PathBuf { folder.join(format!("draft-file-{at}")) };
    let sealed = BufReader::new(File::open(file)?);
    let draft = open_draft(&receipt, sealed, |at, _| {
        Ok(Box::new(File::create(place(at))?))
    })?;
    let mut files: Vec<Box<dyn Read>> = Vec::new();
    for at in 0..draft.attachments.len() {
        files.push(Box::new(File::open(place(at))?));
    }
    let out = File::create(folder.join("draft.age"))?;
    seal_draft(&draft, &receipt, &mut files, out)?;
    Ok(json!({
        "answers": hex::encode(to_bytes(&draft.answers)?),
        "sent": draft.sent,
        "saved_on": draft.saved_on.to_string(),
    }))
}

fn headers(folder: &Path, count: usize) -> Outcome<Value> {
    let secrets = secrets(folder)?;
    let receipt = Receipt::generate(&mut OsRng);
    let mut all = Vec::new();
    for _ in 0..count {
        let letter = Letter {
            id: LetterId::random(&mut OsRng),
            kind: LetterKind::Cover,
            organisation: secrets.organisation,
            programme: "emergency".into(),
            form: Digest::of(b""),
            language: Language::En,
            answers: WireAnswers::default(),
            message: None,
            attachments: Vec::new(),
            receipt: receipt.public(),
            answer_key: secrets.answer_key.id(),
            in_reply_to: None,
            more_follows: false,
            made_on: parse_day("2026-11-23").ok_or("not a day")?,
            x: None,
        };
        let mut sealed = Vec::new();
        let key = secrets.answer_key.public();
        let recipient = secrets.intake.recipient();
        seal_letter(&letter, &receipt, &key, recipient, &mut [], &mut sealed)?;
        let mut lines = Vec::new();
        for line in sealed.split(|byte| *byte == b'\n') {
            lines.push(line.len());
            if line.starts_with(b"--- ") {
                break;
            }
        }
        all.push(json!({ "lines": lines, "length": sealed.len() }));
    }
    Ok(all.into())
}
