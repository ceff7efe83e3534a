//! Nothing about a sealed letter tells whether the page or the tool made it, nor about a reply
//! whether anybody waits for it: a classifier that learns from both does no better than chance.
//!
//! `SEALPOST_BLOBS` sets how many of each kind there are.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test names itself and may panic"
)]

use std::fs;
use std::io::Read;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use crypto_core::{
    AnswerKey, Attachment, Language, Letter, LetterId, LetterKind, Organisation, OrganisationId,
    Part, Receipt, Reply, ReplyId, ReplyKind, WireValue, decoy_reply, parse_day, parse_time,
    seal_letter, seal_reply,
};
use e2e::{Dice, Program};
use rand_core::{OsRng, RngCore as _};
use serde_json::{Value, json};

/// Stanzas that are looked at; there are two.
const STANZAS: usize = 3;
const FOLDS: usize = 5;

fn count() -> usize {
    std::env::var("SEALPOST_BLOBS").map_or(60, |text| text.parse().unwrap())
}

// ---------------------------------------------------------------------------- what can be seen

/// The lines of the header, and what comes behind them.
fn cut(blob: &[u8]) -> (Vec<String>, &[u8]) {
    let mut lines = Vec::new();
    let mut rest = blob;
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap();
        let line = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 1..];
        let is_last = line.starts_with("--- ");
        lines.push(line);
        if is_last {
            return (lines, rest);
        }
    }
}

fn joined(lines: &[String], payload: &[u8]) -> Vec<u8> {
    let mut blob = lines.join("\n").into_bytes();
    blob.push(b'\n');
    blob.extend_from_slice(payload);
    blob
}

/// Shares of the values in so many equal ranges.
fn spread(bytes: &[u8], ranges: usize, features: &mut Vec<f64>) {
    let mut counts = vec![0.0; ranges];
    for byte in bytes {
        counts[usize::from(*byte) * ranges / 256] += 1.0;
    }
    let sum = bytes.len().max(1) as f64;
    features.extend(counts.iter().map(|count| count / sum));
}

/// All that we could think of.
fn features(blob: &[u8]) -> Vec<f64> {
    let (lines, payload) = cut(blob);
    let mut features = vec![
        blob.len() as f64,
        lines.len() as f64,
        (blob.len() - payload.len()) as f64,
    ];
    let starts: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].starts_with("-> "))
        .collect();
    features.push(starts.len() as f64);
    for stanza in 0..STANZAS {
        let Some(start) = starts.get(stanza) else {
            features.extend([0.0; 32]);
            continue;
        };
        let end = starts.get(stanza + 1).copied().unwrap_or(lines.len() - 1);
        let words: Vec<&str> = lines[*start].split(' ').skip(1).collect();
        let body = lines[start + 1..end].concat();
        let begun = features.len();
        features.extend([
            f64::from(words[0] == "mlkem768x25519"),
            f64::from(words[0].ends_with("-grease")),
            words[0].len() as f64,
            words.len() as f64,
            lines[*start].len() as f64,
            (end - start - 1) as f64,
            body.len() as f64,
            lines[end - 1].len() as f64,
        ]);
        for word in 1..5 {
            features.push(words.get(word).map_or(0.0, |word| word.len() as f64));
        }
        // Of the first line's characters by kind, and of the last of each, where base64 has bits
        // to spare.
        let first = lines[*start].as_bytes();
        for kind in [
            u8::is_ascii_punctuation,
            u8::is_ascii_digit,
            u8::is_ascii_uppercase,
            u8::is_ascii_lowercase,
        ] {
            let share = first.iter().filter(|byte| kind(byte)).count() as f64;
            features.push(share / first.len() as f64);
        }
        features.push(f64::from(*first.last().unwrap()));
        features.push(f64::from(body.bytes().last().unwrap_or(0)));
        let decoded = |text: &str| BASE64_STANDARD_NO_PAD.decode(text).unwrap_or_default();
        let share = decoded(words.get(1).unwrap_or(&""));
        spread(&share, 8, &mut features);
        // Of an X25519 point the last byte has one bit less.
        features.push(f64::from(share.last().copied().unwrap_or(0)));
        features.push(f64::from(share.first().copied().unwrap_or(0)));
        let body = decoded(&body);
        let sum: f64 = body.iter().map(|byte| f64::from(*byte)).sum();
        features.push(sum / body.len().max(1) as f64);
        features.resize(begun + 32, 0.0);
    }
    let mac = lines.last().unwrap();
    features.push(mac.len() as f64);
    features.push(f64::from(mac.bytes().last().unwrap()));
    for at in [0, 1, 15, 16, payload.len() - 1] {
        features.push(f64::from(payload[at]));
    }
    spread(payload, 16, &mut features);
    features
}

// ------------------------------------------------------------------------------- who learns

/// What was learnt: above 0 means the second kind.
type Guess = Box<dyn Fn(&[f64]) -> f64>;

/// Examples, and whether each is of the second kind.
struct Examples {
    features: Vec<Vec<f64>>,
    kinds: Vec<bool>,
}

impl Examples {
    fn of(first: &[Vec<u8>], second: &[Vec<u8>], dice: &mut Dice) -> Self {
        let mut all: Vec<(Vec<f64>, bool)> = Vec::new();
        for (blobs, kind) in [(first, false), (second, true)] {
            all.extend(blobs.iter().map(|blob| (features(blob), kind)));
        }
        dice.shuffle(&mut all);
        let mut features: Vec<Vec<f64>> =
            all.iter().map(|(features, _)| features.clone()).collect();
        // To mean 0 and spread 1, so that none speaks louder.
        for column in 0..features[0].len() {
            let values = features.iter().map(|row| row[column]);
            let mean = values.clone().sum::<f64>() / features.len() as f64;
            let spread = values.map(|value| (value - mean).powi(2)).sum::<f64>();
            let spread = (spread / features.len() as f64).sqrt().max(1e-9);
            for row in &mut features {
                row[column] = (row[column] - mean) / spread;
            }
        }
        Self {
            features,
            kinds: all.into_iter().map(|(_, kind)| kind).collect(),
        }
    }

    /// Teaches with four fifths, asks about the fifth, five times; returns the share that was
    /// told rightly.
    fn told(&self, learn: impl Fn(&[(&[f64], f64)]) -> Guess) -> f64 {
        let mut right = 0;
        for fold in 0..FOLDS {
            let (mut known, mut asked) = (Vec::new(), Vec::new());
            for (at, (features, kind)) in self.features.iter().zip(&self.kinds).enumerate() {
                let example = (&features[..], if *kind { 1.0 } else { -1.0 });
                if at % FOLDS == fold {
                    asked.push(example);
                } else {
                    known.push(example);
                }
            }
            let guess = learn(&known);
            right += asked
                .iter()
                .filter(|(features, kind)| guess(features) * kind > 0.0)
                .count();
        }
        right as f64 / self.kinds.len() as f64
    }
}

/// Logistic regression, by descent, held back by the square of its weights.
fn regression(known: &[(&[f64], f64)]) -> Guess {
    let columns = known[0].0.len();
    let mut weights = vec![0.0; columns + 1];
    let score = move |weights: &[f64], features: &[f64]| {
        weights[columns]
            + features
                .iter()
                .zip(weights)
                .map(|(feature, weight)| feature * weight)
                .sum::<f64>()
    };
    for _ in 0..200 {
        let mut slope = vec![0.0; columns + 1];
        for (features, kind) in known {
            let pull = kind / (1.0 + (kind * score(&weights, features)).exp());
            for (slope, feature) in slope.iter_mut().zip(features.iter().chain(&[1.0])) {
                *slope += pull * feature;
            }
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight += 0.1 * (slope / known.len() as f64 - 0.02 * *weight);
        }
    }
    Box::new(move |features| score(&weights, features))
}

/// Thirty single comparisons that vote, each taught most by what the ones before got wrong.
fn stumps(known: &[(&[f64], f64)]) -> Guess {
    let columns = known[0].0.len();
    let mut orders = Vec::new();
    for column in 0..columns {
        let mut order: Vec<usize> = (0..known.len()).collect();
        order.sort_by(|a, b| known[*a].0[column].total_cmp(&known[*b].0[column]));
        orders.push(order);
    }
    let mut weights = vec![1.0 / known.len() as f64; known.len()];
    let mut votes: Vec<(usize, f64, f64)> = Vec::new();
    for _ in 0..30 {
        // Said of all: the second kind. Then, place by place, of those below: the first.
        let mut best: (f64, usize, f64, f64) = (0.5, 0, f64::NEG_INFINITY, 1.0);
        for (column, order) in orders.iter().enumerate() {
            let mut wrong: f64 = known
                .iter()
                .zip(&weights)
                .filter(|((_, kind), _)| *kind < 0.0)
                .map(|(_, weight)| weight)
                .sum();
            for pair in order.windows(2) {
                wrong += weights[pair[0]] * known[pair[0]].1;
                let (below, above) = (known[pair[0]].0[column], known[pair[1]].0[column]);
                if below == above {
                    continue;
                }
                let (missed, sense) = if wrong < 0.5 {
                    (wrong, 1.0)
                } else {
                    (1.0 - wrong, -1.0)
                };
                if missed < best.0 - 1e-12 {
                    best = (missed, column, f64::midpoint(below, above), sense);
                }
            }
        }
        let (missed, column, border, sense) = best;
        let weight = 0.5 * ((1.0 - missed).max(1e-6) / missed.max(1e-6)).ln();
        votes.push((column, border, sense * weight));
        for ((features, kind), own) in known.iter().zip(&mut weights) {
            let said = if features[column] > border {
                sense
            } else {
                -sense
            };
            *own *= (-weight * kind * said).exp();
        }
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
    }
    Box::new(move |features| {
        votes
            .iter()
            .map(|(column, border, vote)| {
                if features[*column] > *border {
                    *vote
                } else {
                    -vote
                }
            })
            .sum()
    })
}

/// The better of the two shares of what was told rightly.
fn told_apart(first: &[Vec<u8>], second: &[Vec<u8>], dice: &mut Dice) -> f64 {
    let examples = Examples::of(first, second, dice);
    let (line, votes) = (examples.told(regression), examples.told(stumps));
    println!("    regression {line:.3}, stumps {votes:.3}");
    line.max(votes)
}

/// What a coin passes once in a thousand times.
fn bound(first: &[Vec<u8>], second: &[Vec<u8>]) -> f64 {
    0.5 + 3.09 * (0.25 / (first.len() + second.len()) as f64).sqrt()
}

/// Holds two makers to chance. Once in some hundred runs chance alone passes the bound: then
/// others are made and asked about, and must not pass it again.
fn assert_alike(what: &str, mut make: impl FnMut(u64) -> (Vec<Vec<u8>>, Vec<Vec<u8>>)) {
    let mut told = Vec::new();
    for round in 0..3 {
        let (first, second) = make(round);
        let bound = bound(&first, &second);
        println!("{what}: {} of each, bound {bound:.3}", first.len());
        let share = told_apart(&first, &second, &mut Dice::new(round));
        if share <= bound {
            return;
        }
        told.push(share);
    }
    panic!("{what}: told apart, {told:.3?}");
}

// --------------------------------------------------------------------------- letters and replies

fn organisation() -> (Value, Organisation) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/organisation.json");
    let vectors: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let signed = vectors["accept"][0].clone();
    let text = |key: &str| signed[key].as_str().unwrap();
    let organisation =
        Organisation::verify(text("document").as_bytes(), text("signature")).unwrap();
    (signed, organisation)
}

/// Messages of any length, every fifth letter with a file: the same chances for both makers.
fn drawn(dice: &mut Dice) -> Vec<(String, usize)> {
    (0..count())
        .map(|_| {
            let message = "An example. ".repeat(dice.below(1_500));
            let file = match dice.below(5) {
                0 => 1 + dice.below(200_000),
                _ => 0,
            };
            (message, file)
        })
        .collect()
}

fn by_the_tool(organisation: &Organisation, drawn: &[(String, usize)]) -> Vec<Vec<u8>> {
    let programme = &organisation.programmes[0];
    let now = parse_time("2026-11-23T10:00:00Z").unwrap();
    let seal = |(message, length): &(String, usize)| {
        let mut file = vec![0; *length];
        OsRng.fill_bytes(&mut file);
        let files: Vec<&[u8]> = (*length > 0).then_some(&file[..]).into_iter().collect();
        let receipt = Receipt::generate(&mut OsRng);
        let letter = Letter {
            id: LetterId::random(&mut OsRng),
            kind: LetterKind::First,
            organisation: organisation.id,
            programme: programme.id.clone(),
            form: programme.form.hash(),
            language: Language::En,
            answers: [("what".to_owned(), WireValue::Text("Help.".into()))]
                .into_iter()
                .collect(),
            message: Some(message.clone()),
            attachments: files
                .iter()
                .map(|file| {
                    Attachment::describe(None, "a.jpg", "image/jpeg", &mut &file[..]).unwrap()
                })
                .collect(),
            receipt: receipt.public(),
            answer_key: organisation.answer_keys[0].id(),
            in_reply_to: None,
            more_follows: false,
            made_on: parse_day("2026-11-23").unwrap(),
            x: None,
        };
        let mut files: Vec<Box<dyn Read + '_>> = files
            .iter()
            .map(|file| Box::new(*file) as Box<dyn Read>)
            .collect();
        let mut sealed = Vec::new();
        seal_letter(
            &letter,
            &receipt,
            &organisation.answer_keys[0],
            organisation.intake_key(now).recipient,
            &mut files,
            &mut sealed,
        )
        .unwrap();
        sealed
    };
    drawn.iter().map(seal).collect()
}

fn by_the_page(signed: &Value, drawn: &[(String, usize)]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let letters: Vec<Value> = drawn
        .iter()
        .map(|(message, file)| json!({"message": message, "file": file}))
        .collect();
    let write = |name: &str, value: &Value| {
        fs::write(folder.path().join(name), value.to_string()).unwrap();
    };
    write("organisation.json", signed);
    write("letters.json", &letters.into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("node/page_letters.mjs");
    Program::system("node", folder.path())
        .arg(script)
        .arg(folder.path())
        .run()
        .ok();
    (0..drawn.len())
        .map(|at| fs::read(folder.path().join(format!("page-{at}.age"))).unwrap())
        .collect()
}

#[test]
fn a_classifier_cannot_tell_the_page_from_the_tool() {
    let (signed, organisation) = organisation();
    let mut last = None;
    assert_alike("page and tool", |round| {
        let draws = [2 * round, 2 * round + 1].map(|seed| drawn(&mut Dice::new(seed)));
        let tool = by_the_tool(&organisation, &draws[0]);
        let page = by_the_page(&signed, &draws[1]);
        last = Some((tool.clone(), page.clone()));
        (tool, page)
    });
    let (tool, page) = last.unwrap();
    for blob in tool.iter().chain(&page) {
        assert!([65_536, 262_144].contains(&blob.len()), "{}", blob.len());
    }

    // It does find what is there to be found.
    let bound = bound(&tool, &page);
    let changed = |change: &dyn Fn(&mut Vec<String>)| -> Vec<Vec<u8>> {
        let change_one = |blob: &Vec<u8>| {
            let (mut lines, payload) = cut(blob);
            change(&mut lines);
            joined(&lines, payload)
        };
        page.iter().map(change_one).collect()
    };
    let grease = |lines: &[String]| {
        1 + lines[1..]
            .iter()
            .rposition(|l| l.starts_with("-> "))
            .unwrap()
    };
    let others: [(&str, Vec<Vec<u8>>); 5] = [
        (
            "no grease",
            changed(&|lines| drop(lines.drain(grease(lines)..lines.len() - 1))),
        ),
        (
            "grease before the key",
            changed(&|lines| {
                let at = grease(lines);
                let moved: Vec<String> = lines.drain(at..lines.len() - 1).collect();
                lines.splice(1..1, moved);
            }),
        ),
        (
            "grease with one argument too many",
            changed(&|lines| {
                let at = grease(lines);
                lines[at].push_str(" x");
            }),
        ),
        (
            "grease of small letters",
            changed(&|lines| {
                let at = grease(lines);
                let (arrow, rest) = lines[at].split_at(3);
                let rest = rest.replace("-grease", "\0").to_lowercase();
                lines[at] = format!("{arrow}{}", rest.replace('\0', "-grease"));
            }),
        ),
        (
            "one byte more",
            page.iter().map(|blob| [&blob[..], &[0]].concat()).collect(),
        ),
    ];
    for (what, others) in others {
        println!("{what}:");
        let share = told_apart(&tool, &others, &mut Dice::new(9));
        assert!(share > bound, "{what}: {share} is not noticed");
    }
}

#[test]
fn a_classifier_cannot_tell_a_reply_from_a_decoy() {
    let key = AnswerKey::generate(&mut OsRng);
    let organisation = OrganisationId::random(&mut OsRng);
    let written = parse_day("2026-11-23").unwrap();
    let reply = |text: String, number: u32| {
        let public = Receipt::generate(&mut OsRng).public();
        let reply = Reply {
            id: ReplyId::random(&mut OsRng),
            kind: ReplyKind::Answer,
            organisation,
            answer_key: key.id(),
            receipt: public.id(),
            lane: 0,
            n: number,
            slot: public.slot(0, number),
            previous: None,
            part: Part::WHOLE,
            in_reply_to: None,
            written,
            expires: Reply::expiry(written),
            due: None,
            language: Language::En,
            text,
            parcels: Vec::new(),
            x: None,
        };
        seal_reply(&reply, &key, &public).unwrap()
    };
    assert_alike("replies and decoys", |round| {
        let mut dice = Dice::new(round);
        let replies: Vec<Vec<u8>> = (0..count())
            .map(|_| {
                let number = u32::try_from(dice.below(200)).unwrap();
                reply("We help. ".repeat(dice.below(400)), number)
            })
            .collect();
        let decoys = (0..count())
            .map(|_| decoy_reply(&mut OsRng).unwrap())
            .collect();
        (replies, decoys)
    });
}
