//! The interview, spoken through pipes.

use crypto_core::{Answer, Form, Language, LetterKind, Receipt, WordList};

use crate::organisation::TestOrganisation;
use crate::relay::TestRelay;
use crate::tool::{Ran, Tool};

/// A PNG picture with a comment that names someone.
fn picture() -> Vec<u8> {
    fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
        let whole = [kind, data].concat();
        out.extend_from_slice(&u32::try_from(data.len()).unwrap().to_be_bytes());
        out.extend_from_slice(&whole);
        let mut crc = !0_u32;
        for byte in &whole {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    0xedb8_8320 ^ (crc >> 1)
                } else {
                    crc >> 1
                };
            }
        }
        out.extend_from_slice(&(!crc).to_be_bytes());
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    let comment = b"Comment\0taken by Nguyen Van A at home, with his own telephone, in the evening, near the river";
    chunk(&mut png, b"tEXt", comment);
    chunk(
        &mut png,
        b"IDAT",
        &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1],
    );
    chunk(&mut png, b"IEND", b"");
    png
}

fn text(answer: Option<&Answer>) -> &str {
    match answer {
        Some(Answer::Text(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn setup() -> (TestRelay, TestOrganisation, Tool) {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    organisation.publish(&relay);
    let tool = Tool::trusting(&organisation);
    (relay, organisation, tool)
}

fn check_nothing_left(tool: &Tool, ran: &Ran) {
    assert!(
        !tool
            .files()
            .iter()
            .any(|name| name.contains("outbox") || name.contains(".tmp")),
        "{:?}\n{}",
        tool.files(),
        ran.err
    );
}

#[test]
fn whole_way_in_chinese() {
    let (relay, organisation, tool) = setup();
    std::fs::write(tool.path("照片.png"), picture()).unwrap();
    let receipt = Receipt::from_bytes([3; 16]);
    let file = tool.receipt_file(&receipt);
    let script = "１\n越南\n他昨晚被带走。\n家属未收到通知。\n。\n2026年11月22日\n1，3\n王律师\n\
                  2\n律师费\n500 USD\n1\n1500 USD\nSignal\n+84 900\n晚上\n不要寄信\n\
                  照片.png\n1\n\n2\n是\n0\n";
    let ran = tool.run(
        &["ask", "--language", "zh-Hans", "--receipt-file", &file],
        script,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("2/3") || ran.err.contains("1/3"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("请小心： 不要写出藏匿者的名字。"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("请联系合作办公室。"));
    check_nothing_left(&tool, &ran);

    let letters = relay.state().letters.clone();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].len(), 65_536);
    assert_eq!(
        ran.out.trim(),
        crypto_core::Digest::of(&letters[0]).to_string()
    );
    let opened = organisation.open(&letters[0]);
    assert_eq!(opened.letter.kind, LetterKind::First);
    assert_eq!(opened.letter.language, Language::ZhHans);
    assert!(!opened.letter.more_follows);
    assert_eq!(opened.letter.receipt.id(), receipt.id());
    let answers = &opened.answers;
    assert_eq!(
        text(answers.get("what_happened")),
        "他昨晚被带走。\n家属未收到通知。"
    );
    assert_eq!(text(answers.get("lawyer_name")), "王律师");
    assert_eq!(answers.get("country"), Some(&Answer::Country("VN".into())));
    assert_eq!(
        answers.get("needs"),
        Some(&Answer::Choices(vec!["lawyer".into(), "family".into()]))
    );
    assert_eq!(answers.get("safe"), Some(&Answer::Bool(false)));
    assert_eq!(answers.get("consent"), Some(&Answer::Bool(true)));
    assert_eq!(answers.get("files"), Some(&Answer::Files(vec![0])));
    let Some(Answer::Contact(contact)) = answers.get("reach") else {
        panic!("there is a contact");
    };
    assert_eq!(contact.never.as_deref(), Some("不要寄信"));
    let Some(Answer::Table(rows)) = answers.get("costs") else {
        panic!("there is a table");
    };
    assert_eq!(rows.len(), 1);
    assert_eq!(opened.letter.attachments[0].name, "照片.png");
    assert!(!opened.files[0].windows(6).any(|w| w == b"Nguyen"));
    assert_eq!(std::fs::read(tool.path("照片.png")).unwrap(), picture());
}

#[test]
fn whole_way_in_vietnamese_with_the_receipt_typed_back() {
    let (relay, organisation, tool) = setup();
    let mut talk = tool.talk(&["ask"]);
    // English, Chinese, Vietnamese: those the programme has.
    talk.answer("3  Tiếng Việt", "3");
    let said = talk.hear("Biên nhận: ");
    let numbers: Vec<&str> = said
        .split_whitespace()
        .filter(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    assert_eq!(numbers.len(), 12, "{said}");
    // A wrong word first: told which, and asked again.
    let mut wrong = numbers.clone();
    wrong[2] = "9999";
    talk.say(&wrong.join(" "));
    talk.answer("Biên nhận: ", &numbers[..11].join(" "));
    talk.answer("11", &numbers.join(" "));
    talk.answer("Về ai?", "1");
    talk.answer("Ở nước nào?", "2");
    talk.answer("Chuyện gì đã xảy ra?", "Anh trai tôi bị bắt đêm qua.");
    talk.say(".");
    for line in ["", "0", "1", "", "", "", "1", "có"] {
        talk.say(line);
    }
    talk.answer("Xin đọc lại", "0");
    let ran = talk.end();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("vị trí 3"), "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[0]);
    assert_eq!(opened.letter.language, Language::Vi);
    assert_eq!(
        text(opened.answers.get("what_happened")),
        "Anh trai tôi bị bắt đêm qua."
    );
    let receipt = Receipt::parse(&numbers.join(" ")).unwrap();
    assert_eq!(opened.letter.receipt.id(), receipt.id());
    check_nothing_left(&tool, &ran);
}

#[test]
fn outside_the_rules_is_told_and_may_go_on_or_stop() {
    let (relay, _organisation, tool) = setup();
    let file = tool.receipt_file(&Receipt::from_bytes([4; 16]));
    let arguments = ["ask", "--language", "en", "--receipt-file", &file];
    let ran = tool.run(&arguments, "2\n2\n");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("We cannot help companies."), "{}", ran.err);
    // Before anything about what happened.
    assert!(!ran.err.contains("What happened?"), "{}", ran.err);
    let ran = tool.run(&arguments, "2\n1\nFrance\n1\nsomething\n.\n:q\n2\n");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(
        ran.err.contains("We work in China and Vietnam."),
        "{}",
        ran.err
    );
    assert!(relay.state().letters.is_empty());
}

#[test]
fn send_now_and_the_rest_later_from_a_draft() {
    let (relay, organisation, tool) = setup();
    std::fs::write(tool.path("note.txt"), "evidence").unwrap();
    let receipt = Receipt::from_bytes([5; 16]);
    let file = tool.receipt_file(&receipt);
    // Two answers, then "send now": the missing urgent one is asked for at once.
    let script = "1\nVN\n:n\nTaken last night.\n.\n2\nnotes.age\n";
    let ran = tool.run(
        &["ask", "--language", "en", "--receipt-file", &file],
        script,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    {
        let state = relay.state();
        assert_eq!(state.letters.len(), 1);
        assert_eq!(state.letters[0].len(), 65_536);
        let opened = organisation.open(&state.letters[0]);
        assert_eq!(opened.letter.kind, LetterKind::First);
        assert!(opened.letter.more_follows);
        assert_eq!(
            text(opened.answers.get("what_happened")),
            "Taken last night."
        );
        // Not urgent, so not in it.
        assert!(opened.answers.get("country").is_none());
    }
    let draft = std::fs::read(tool.path("notes.age")).unwrap();
    assert_eq!(draft.len(), 65_536);
    assert!(draft.starts_with(b"age-encryption.org/v1\n"));

    // Since when, needs, costs, total, reach, files, safe, consent; change an answer; send.
    let script = "2026-11\n\n\n\n\nnote.txt\n\n1\n1\n0\n";
    let ran = tool.run(
        &["ask", "--draft", "notes.age", "--receipt-file", &file],
        script,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[1]);
    assert_eq!(opened.letter.kind, LetterKind::FollowUp);
    assert!(!opened.letter.more_follows);
    assert_eq!(opened.letter.receipt.id(), receipt.id());
    assert!(
        opened.answers.get("what_happened").is_none(),
        "already sent"
    );
    assert_eq!(
        opened.answers.get("country"),
        Some(&Answer::Country("VN".into()))
    );
    assert_eq!(opened.files, [b"evidence".to_vec()]);
    check_nothing_left(&tool, &ran);
}

#[test]
fn a_draft_keeps_files_and_opens_with_its_receipt_only() {
    let (relay, organisation, tool) = setup();
    std::fs::write(tool.path("note.txt"), "evidence").unwrap();
    let receipt = Receipt::from_bytes([6; 16]);
    let file = tool.receipt_file(&receipt);
    let arguments = ["ask", "--language", "en", "--receipt-file", &file];
    // Everything but the last answer, which is the consent.
    let script = "1\nVN\nTaken.\n.\n\n\n\n\n\nnote.txt\n\n1\n:d\n\n:q\n2\n";
    let ran = tool.run(&arguments, script);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(relay.state().letters.is_empty());
    std::fs::remove_file(tool.path("note.txt")).unwrap();

    let other = tool.path("other.txt");
    let words = Receipt::from_bytes([7; 16])
        .words(WordList::French)
        .join(" ");
    std::fs::write(&other, words).unwrap();
    let other = other.to_str().unwrap();
    let ran = tool.run(
        &["ask", "--draft", "draft.age", "--receipt-file", other],
        "",
    );
    assert_eq!(ran.code, 9, "{}", ran.err);

    // The receipt typed in; one answer changed in the summary.
    let typed = receipt.words(WordList::SimplifiedChinese).concat();
    let script = format!("{typed}\n1\n3\nTaken on Monday.\n.\n0\n");
    let ran = tool.run(&["ask", "--draft", "draft.age"], &script);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[0]);
    assert_eq!(
        text(opened.answers.get("what_happened")),
        "Taken on Monday."
    );
    assert_eq!(opened.files, [b"evidence".to_vec()]);
    assert_eq!(opened.letter.kind, LetterKind::First);
}

/// The form asks other questions than when the draft was saved: nothing that was said goes.
#[test]
fn a_draft_outlives_a_change_of_the_form() {
    let (relay, mut organisation, tool) = setup();
    std::fs::write(tool.path("note.txt"), "evidence").unwrap();
    let file = tool.receipt_file(&Receipt::from_bytes([11; 16]));
    let arguments = ["ask", "--language", "en", "--receipt-file", &file];
    let long = format!("Taken at night. {}", "x".repeat(300));
    let script =
        format!("1\nVN\n{long}\n.\n2026-11\n1\nMaster Wang\n\n\n\nnote.txt\n\n:d\n\n:q\n2\n");
    let ran = tool.run(&arguments, &script);
    assert_eq!(ran.code, 3, "{}", ran.err);

    let toml = include_str!("form.toml");
    let reworded = [
        ("max_chars = 400", "max_chars = 100"),
        ("id = \"lawyer\"", "id = \"advocate\""),
        ("one_of = [\"lawyer\"]", "one_of = [\"advocate\"]"),
        ("id = \"since\"", "id = \"since_when\""),
        ("id = \"files\"", "id = \"papers\""),
    ]
    .iter()
    .fold(toml.to_owned(), |form, (old, new)| {
        assert!(form.contains(old), "{old}");
        form.replace(old, new)
    });
    organisation.file.programmes[0].form = Form::from_toml(&reworded).unwrap();
    organisation.file.number = 2;
    organisation.publish(&relay);
    let again = ["ask", "--draft", "draft.age", "--receipt-file", &file];
    // Saved once more, at the first thing that is to be mended.
    let ran = tool.run(&again, ":d\n\n:q\n2\n");
    assert_eq!(ran.code, 3, "{}", ran.err);
    for said in ["Taken at night.", "2026-11", "note.txt", "At most 100"] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    // Enter and 1 keep the beginning; another need is chosen; the rest as before.
    let script = "\n1\n2\n\n\n\n\n\n1\n0\n";
    let ran = tool.run(&again, script);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("Choose from the list."), "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[0]);
    assert_eq!(text(opened.answers.get("what_happened")), &long[..100]);
    assert_eq!(
        opened.answers.get("needs"),
        Some(&Answer::Choices(vec!["doctor".into()]))
    );
    assert!(opened.files.is_empty());

    // The draft still has everything, as the first form shows.
    organisation.file.programmes[0].form = Form::from_toml(toml).unwrap();
    organisation.file.number = 3;
    organisation.publish(&relay);
    let ran = tool.run(&again, "1\n1\n0\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[1]);
    assert_eq!(text(opened.answers.get("what_happened")), long);
    assert_eq!(text(opened.answers.get("lawyer_name")), "Master Wang");
    assert!(opened.answers.get("since").is_some());
    assert_eq!(opened.files, [b"evidence".to_vec()]);
}

#[test]
fn a_long_answer_is_not_lost() {
    let (relay, organisation, tool) = setup();
    let file = tool.receipt_file(&Receipt::from_bytes([8; 16]));
    let long = "x".repeat(450);
    // Too long; the beginning is kept.
    let script = format!("1\nVN\n{long}\n.\n1\n\n\n\n\n\n\n1\n1\n0\n");
    let ran = tool.run(
        &["ask", "--language", "en", "--receipt-file", &file],
        &script,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[0]);
    assert_eq!(text(opened.answers.get("what_happened")), "x".repeat(400));
}

#[test]
fn back_goes_to_the_question_before() {
    let (relay, organisation, tool) = setup();
    let file = tool.receipt_file(&Receipt::from_bytes([10; 16]));
    // Country, then back to it; in the contact a command in the middle loses nothing.
    let script =
        "1\n:b\n1\nChina\n:b\nviet\nVietnam\nTaken.\n.\n\n\n\n\nSignal\nsomeone\n:s\n\n1\n1\n0\n";
    let ran = tool.run(
        &["ask", "--language", "en", "--receipt-file", &file],
        script,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let opened = organisation.open(&relay.state().letters[0]);
    assert_eq!(
        opened.answers.get("country"),
        Some(&Answer::Country("VN".into()))
    );
    let Some(Answer::Contact(contact)) = opened.answers.get("reach") else {
        panic!("there is a contact");
    };
    assert_eq!(contact.handle, "someone");
    assert!(ran.err.contains("Did you mean"), "{}", ran.err);
}

#[test]
fn the_end_of_the_input_sends_nothing() {
    let (relay, _organisation, tool) = setup();
    let file = tool.receipt_file(&Receipt::from_bytes([9; 16]));
    let ran = tool.run(
        &["ask", "--language", "en", "--receipt-file", &file],
        "1\nVN\nTaken.\n",
    );
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(relay.state().letters.is_empty());
    check_nothing_left(&tool, &ran);
}
