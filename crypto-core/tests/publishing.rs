//! What a publisher is told before signing, and what programmes say to people.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use crypto_core::{
    Answer, AnswerKey, Answers, Desk, DocumentError, FallbackKey, Form, HybridIdentity, IntakeKey,
    JsonExtension, LackKind, Language, LocalText, Organisation, OrganisationId, Pin, Programme,
    ProgrammeState, Relay, RelayId, SigningKey, parse_day, parse_time,
};

fn everywhere(text: &str) -> LocalText {
    Language::ALL
        .into_iter()
        .map(|language| (language, text.to_owned()))
        .collect()
}

fn recipient(n: u8) -> crypto_core::HybridRecipient {
    HybridIdentity::from_seed(&[n; 32]).recipient().clone()
}

fn relay(n: u8) -> Relay {
    Relay {
        id: RelayId::from_bytes([n; 16]),
        name: format!("relay {n}"),
        https: Some("https://relay.example".to_owned()),
        onion: None,
        certificate: None,
        x: JsonExtension::new(),
    }
}

fn root() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

fn organisation() -> Organisation {
    let day = |text| parse_day(text).unwrap();
    Organisation {
        id: OrganisationId::from_bytes([1; 16]),
        number: 1,
        name: "Test".to_owned(),
        root: root().public(),
        next_root: Some(crypto_core::Digest::of(b"next")),
        issued: parse_time("2026-11-01T00:00:00Z").unwrap(),
        expires: parse_time("2027-01-01T00:00:00Z").unwrap(),
        intake_keys: vec![
            IntakeKey::new(recipient(1), day("2026-11-01"), day("2026-12-01")),
            IntakeKey::new(recipient(2), day("2026-12-01"), day("2027-01-01")),
        ],
        fallback_key: FallbackKey::new(recipient(3)),
        answer_keys: vec![AnswerKey::from_bytes(&[1; 32]).public()],
        desks: vec![Desk {
            lane: 0,
            key: SigningKey::from_seed(&[2; 32]).public(),
            x: JsonExtension::new(),
        }],
        relays: vec![relay(1), relay(2)],
        fallback_contact: everywhere("Call"),
        programmes: vec![Programme {
            id: "emergency".to_owned(),
            title: everywhere("Emergency"),
            languages: Language::ALL.to_vec(),
            countries: vec!["CN".to_owned(), "VN".to_owned()],
            promise_hours: 48,
            opens: None,
            closes: None,
            form: Form::template("emergency").unwrap(),
            x: JsonExtension::new(),
        }],
        x: JsonExtension::new(),
    }
}

fn lacks(organisation: &Organisation) -> Vec<LackKind> {
    let lacks = organisation.missing(parse_time("2026-11-10T00:00:00Z").unwrap());
    for lack in &lacks {
        for language in Language::ALL {
            let text = lack.text(language);
            assert!(
                !text.contains("lack-") && text.contains(&lack.place),
                "{text}"
            );
        }
    }
    lacks.into_iter().map(|lack| lack.kind).collect()
}

#[test]
fn a_whole_file_is_published_and_trusted() {
    let organisation = organisation();
    assert_eq!(lacks(&organisation), []);
    let signed = organisation.sign(&root()).unwrap();
    let (read, pin) = Pin::first(&signed.bytes, &signed.minisig).unwrap();
    assert_eq!(read, organisation);
    assert_eq!(
        pin.fingerprint(),
        crypto_core::Fingerprint::of(&root().public())
    );
    assert!(
        signed
            .minisig
            .contains("sealpost sealpost-organisation 01010101010101010101010101010101 1")
    );
    let envelope = signed.envelope();
    assert_eq!(envelope.document.as_bytes(), signed.bytes);
    assert!(organisation.sign(&SigningKey::from_seed(&[9; 32])).is_err());
}

#[test]
fn every_lack_is_named() {
    let with = |change: &dyn Fn(&mut Organisation)| {
        let mut changed = organisation();
        change(&mut changed);
        lacks(&changed)
    };
    assert_eq!(with(&|o| o.relays.truncate(1)), [LackKind::OneRelay]);
    assert_eq!(with(&|o| o.relays.clear()), [LackKind::NoRelay]);
    assert_eq!(with(&|o| o.relays[0].https = None), [LackKind::NoRelay]);
    assert_eq!(with(&|o| o.desks.clear()), [LackKind::NoDesk]);
    assert_eq!(with(&|o| o.next_root = None), [LackKind::NoNextRoot]);
    assert_eq!(with(&|o| o.programmes.clear()), [LackKind::NoProgramme]);
    assert_eq!(with(&|o| drop(o.intake_keys.pop())), [LackKind::IntakeGap]);
    assert_eq!(
        with(&|o| drop(o.intake_keys.remove(0))),
        [LackKind::IntakeGap]
    );
    assert_eq!(
        with(&|o| o.expires = parse_time("2026-11-12T00:00:00Z").unwrap()),
        [LackKind::ExpiresSoon]
    );
    assert_eq!(
        with(&|o| o.programmes[0].countries.push("ZZ".to_owned())),
        [LackKind::UnknownCountry]
    );
    assert_eq!(with(&|o| o.answer_keys.clear()), [LackKind::Invalid]);
    assert_eq!(
        with(&|o| o.programmes[0].form = small_form("now = false")),
        [
            LackKind::MissingText,
            LackKind::MissingText,
            LackKind::MissingText,
            LackKind::NoFirstCry
        ]
    );
    let mut english = organisation();
    english.fallback_contact = [(Language::En, "Call".to_owned())].into_iter().collect();
    assert_eq!(lacks(&english), [LackKind::MissingText; 3]);
    assert!(matches!(
        english.sign(&root()),
        Err(DocumentError::Malformed { .. })
    ));
    english.programmes[0].languages = vec![Language::En];
    assert_eq!(lacks(&english), []);
    assert!(english.sign(&root()).is_ok());
}

fn small_form(more: &str) -> Form {
    let four = |text: &str| {
        format!("{{ en = {text:?}, zh-Hans = {text:?}, fr = {text:?}, vi = {text:?} }}")
    };
    Form::from_toml(&format!(
        r#"
id = "small"
title = {title}
[[section]]
id = "s"
title = {title}
[[section.question]]
id = "country"
kind = "country"
label = {title}
outside = {outside}
{more}
[[section.question]]
id = "need"
kind = "some-of"
label = {{ en = "Only English" }}
options = [
  {{ id = "lawyer", label = {title} }},
  {{ id = "visa", label = {title}, outside = {elsewhere} }},
]
"#,
        title = four("T"),
        outside = four("not this country"),
        elsewhere = four("not visas"),
    ))
    .unwrap()
}

#[test]
fn people_outside_the_rules_are_told() {
    let mut programme = organisation().programmes.remove(0);
    programme.form = small_form("");
    let told = |programme: &Programme, country: &str, need: &[&str]| {
        let mut answers = Answers::new();
        answers.insert("country", Answer::Country(country.to_owned()));
        answers.insert(
            "need",
            Answer::Choices(need.iter().map(|id| (*id).to_owned()).collect()),
        );
        programme
            .outside(&answers)
            .iter()
            .map(|(question, text)| format!("{}: {}", question.id, text.get(Language::En)))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&programme, "VN", &["lawyer"]), Vec::<String>::new());
    assert_eq!(
        told(&programme, "FR", &["lawyer"]),
        ["country: not this country"]
    );
    assert_eq!(
        told(&programme, "FR", &["lawyer", "visa"]),
        ["country: not this country", "need: not visas"]
    );
    programme.countries.clear();
    assert_eq!(
        told(&programme, "FR", &["visa", "gone"]),
        ["need: not visas"]
    );
}

#[test]
fn programmes_open_and_close() {
    let mut programme = organisation().programmes.remove(0);
    let state = |programme: &Programme, day| programme.state(parse_day(day).unwrap());
    assert_eq!(state(&programme, "2026-11-23"), ProgrammeState::Open);
    let (opens, closed) = (
        parse_day("2026-11-01").unwrap(),
        parse_day("2026-11-30").unwrap(),
    );
    programme.opens = Some(opens);
    programme.closes = Some(closed);
    assert_eq!(
        state(&programme, "2026-10-31"),
        ProgrammeState::NotYet { opens }
    );
    assert_eq!(state(&programme, "2026-11-01"), ProgrammeState::Open);
    assert_eq!(state(&programme, "2026-11-30"), ProgrammeState::Open);
    assert_eq!(
        state(&programme, "2026-12-01"),
        ProgrammeState::Closed { closed }
    );
}

#[test]
fn warnings_are_said_in_every_language() {
    let organisation = organisation();
    let late = parse_time("2030-01-01T00:00:00Z").unwrap();
    let reasons = organisation.staleness(late);
    assert_eq!(reasons.len(), 2);
    for reason in reasons {
        for language in Language::ALL {
            let text = reason.text(language);
            assert!(!text.contains("stale-") && !text.contains('$'), "{text}");
        }
    }
    let text = organisation.staleness(late)[0].text(Language::Vi);
    assert!(text.contains("2027-01-01"), "{text}");
}
