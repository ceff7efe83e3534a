//! Letters of people who do not exist, in the languages that arrive.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crypto_core::{
    Attachment, Digest, Language, Letter, LetterId, LetterKind, Organisation, Receipt, WireAnswers,
    WireValue, day_of, hour_of, seal_letter,
};
use jiff::{SignedDuration, Timestamp};
use rand_core::OsRng;

/// Every so many letters, one carries a picture.
const PICTURE_EVERY: usize = 10;
const PICTURE_BYTES: usize = 20_000;

/// Parts of sentences: who, what happened, where and when.
const PARTS: [(Language, [&[&str]; 3]); 4] = [
    (
        Language::ZhHans,
        [
            &[
                "我的丈夫",
                "我们的同事",
                "家里的老人",
                "村里的教师",
                "我弟弟",
                "一位律师",
            ],
            &[
                "今天早上被带走",
                "在看守所里生病",
                "不能会见律师",
                "被要求签字认罪",
                "失去了工作",
                "收到了传票",
            ],
            &[
                "，地点不明",
                "，已经三天没有消息",
                "，需要医生",
                "，请帮助我们",
                "，在县城的旅馆里",
                "，案号还没有给",
            ],
        ],
    ),
    (
        Language::Vi,
        [
            &[
                "Chồng tôi",
                "Em trai tôi",
                "Một đồng nghiệp",
                "Cô giáo trong làng",
                "Luật sư của chúng tôi",
                "Người nhà",
            ],
            &[
                " bị bắt sáng nay",
                " đang ốm trong trại giam",
                " không được gặp luật sư",
                " bị ép ký giấy nhận tội",
                " mất việc làm",
                " nhận giấy triệu tập",
            ],
            &[
                " ở huyện, xin giúp đỡ",
                ", đã ba ngày không có tin",
                ", cần bác sĩ",
                ", gia đình rất lo",
                " tại đồn công an",
                ", chưa có số vụ án",
            ],
        ],
    ),
    (
        Language::Fr,
        [
            &[
                "Mon frère",
                "Une collègue",
                "Notre avocat",
                "L’institutrice du village",
                "Ma mère âgée",
                "Un élève",
            ],
            &[
                " a été arrêté ce matin",
                " est malade en détention",
                " n’a pas accès à un avocat",
                " doit signer des aveux",
                " a perdu son emploi",
                " a reçu une convocation",
            ],
            &[
                " à la préfecture",
                ", sans nouvelles depuis trois jours",
                ", un médecin est nécessaire",
                ", aidez-nous",
                " près de l’hôtel",
                ", numéro d’affaire inconnu",
            ],
        ],
    ),
    (
        Language::En,
        [
            &[
                "My husband",
                "A colleague",
                "Our lawyer",
                "The village teacher",
                "My younger brother",
                "A student",
            ],
            &[
                " was taken this morning",
                " is ill in detention",
                " may not see a lawyer",
                " was told to sign a confession",
                " lost the work",
                " received a summons",
            ],
            &[
                " at the station",
                ", no news for three days",
                ", a doctor is needed",
                ", please help us",
                " in a hotel of the county",
                ", no case number yet",
            ],
        ],
    ),
];

/// Small numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }
}

/// What the letter with this number says first, and in which language.
pub(crate) fn first_line(number: usize) -> (Language, String) {
    let mut dice = Dice(number as u64);
    let (language, parts) = &PARTS[dice.roll(PARTS.len())];
    let mut line: String = parts
        .iter()
        .map(|choices| choices[dice.roll(choices.len())])
        .collect();
    line.push_str(&format!(" {number}"));
    (*language, line)
}

fn answers(number: usize) -> (Language, WireAnswers) {
    let (language, line) = first_line(number);
    let mut dice = Dice(!(number as u64));
    let mut told = line;
    for _ in 0..12 + dice.roll(8) {
        told.push('\n');
        told.push_str(&first_line(number.wrapping_mul(31) + dice.roll(1_000_000)).1);
    }
    let country = ["VN", "CN", "KH", "LA", "MM"][dice.roll(5)];
    let answers = [
        ("asking", WireValue::Text("family".into())),
        ("country", WireValue::Text(country.into())),
        ("defender", WireValue::Text("yes".into())),
        ("because", WireValue::Text("yes".into())),
        ("what_happened", WireValue::Text(told)),
        ("how_urgent", WireValue::Text("now".into())),
    ]
    .into_iter()
    .map(|(id, value)| (id.to_owned(), value))
    .collect();
    (language, answers)
}

/// Seals letter `number` under a new receipt.
pub(crate) fn seal(
    organisation: &Organisation,
    number: usize,
    now: Timestamp,
) -> (Receipt, Vec<u8>) {
    let receipt = Receipt::generate(&mut OsRng);
    let programme = organisation
        .programme("emergency")
        .expect("the template is published");
    let (language, answers) = answers(number);
    let picture: Vec<u8> = if number.is_multiple_of(PICTURE_EVERY) {
        let mut dice = Dice(number as u64 ^ 0xfeed);
        b"\xff\xd8\xff"
            .iter()
            .copied()
            .chain((0..PICTURE_BYTES).map(|_| dice.roll(256) as u8))
            .collect()
    } else {
        Vec::new()
    };
    let attachments: Vec<Attachment> = (!picture.is_empty())
        .then(|| {
            Attachment::describe(None, "photo.jpg", "image/jpeg", &mut Cursor::new(&picture))
                .expect("memory can be read")
        })
        .into_iter()
        .collect();
    let mut files: Vec<Box<dyn Read + '_>> = attachments
        .iter()
        .map(|_| Box::new(Cursor::new(&picture)) as Box<dyn Read>)
        .collect();
    let letter = Letter {
        id: LetterId::random(&mut OsRng),
        kind: LetterKind::First,
        organisation: organisation.id,
        programme: programme.id.clone(),
        form: programme.form.hash(),
        language,
        answers,
        message: None,
        attachments,
        receipt: receipt.public(),
        answer_key: organisation.answer_key().id(),
        in_reply_to: None,
        more_follows: false,
        made_on: day_of(now),
        x: None,
    };
    let mut sealed = Vec::with_capacity(64 * 1024);
    seal_letter(
        &letter,
        &receipt,
        organisation.answer_key(),
        organisation.intake_key(now).recipient,
        &mut files,
        &mut sealed,
    )
    .expect("the letter is within its limits");
    (receipt, sealed)
}

/// Fills the inbox of a stick with letters of these numbers, all processors at work. Returns the
/// receipt of the last.
pub(crate) fn fill(
    stick: &Path,
    organisation: &Organisation,
    numbers: std::ops::Range<usize>,
) -> Receipt {
    let now = Timestamp::now();
    let inbox = stick.join("inbox");
    fs::create_dir_all(&inbox).expect("the stick is writable");
    let relay = organisation
        .relays
        .first()
        .expect("there is a relay")
        .id
        .to_string();
    let arrivals: Mutex<BTreeMap<String, BTreeMap<String, String>>> = Mutex::default();
    let last = Mutex::new(None);
    let next = AtomicUsize::new(numbers.start);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= numbers.end {
                        break;
                    }
                    let (receipt, sealed) = seal(organisation, number, now);
                    let name = Digest::of(&sealed).to_string();
                    fs::write(inbox.join(format!("{name}.age")), sealed)
                        .expect("the stick is writable");
                    let hours = 1 + (number as i64 * 7) % 700;
                    let hour = hour_of(now - SignedDuration::from_hours(hours)).to_string();
                    arrivals
                        .lock()
                        .expect("no thread panics with it")
                        .insert(name, BTreeMap::from([(relay.clone(), hour)]));
                    if number + 1 == numbers.end {
                        *last.lock().expect("no thread panics with it") = Some(receipt);
                    }
                }
            });
        }
    });
    let arrivals = arrivals.into_inner().expect("no thread panicked with it");
    let json = serde_json::to_vec(&arrivals).expect("text becomes JSON");
    fs::write(stick.join("arrivals.json"), json).expect("the stick is writable");
    last.into_inner()
        .expect("no thread panicked with it")
        .expect("there is a last letter")
}

/// Bytes that do not shrink.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut dice = Dice(length as u64);
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        bytes.extend_from_slice(&(dice.roll(usize::MAX) as u64).to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}
