//! What people type, what they read, and hostile answers at the desk.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use crypto_core::{
    Answer, Answers, Form, Language, Limits, ProblemKind, TEMPLATES, Which, WireAnswers,
    from_bytes, to_bytes,
};

fn form() -> Form {
    Form::from_toml(
        r#"
id = "test"
title = { en = "Test" }
[[section]]
id = "s"
title = { en = "S" }
[[section.question]]
id = "name"
kind = "text"
label = { en = "Name" }
max_chars = 10
[[section.question]]
id = "story"
kind = "long-text"
label = { en = "Story" }
[[section.question]]
id = "who"
kind = "one-of"
label = { en = "Who" }
options = [
  { id = "self", label = { en = "I, myself", zh-Hans = "我自己", fr = "Moi-même", vi = "Chính tôi" } },
  { id = "other", label = { en = "Someone else", zh-Hans = "别人", fr = "Quelqu'un d'autre", vi = "Người khác" } },
]
[[section.question]]
id = "need"
kind = "some-of"
label = { en = "Need" }
options = [
  { id = "lawyer", label = { en = "A lawyer" } },
  { id = "care", label = { en = "Care, medical or other" } },
  { id = "family", label = { en = "Help for the family" } },
]
[[section.question]]
id = "detained"
kind = "yes-no"
label = { en = "Detained?" }
[[section.question]]
id = "since"
kind = "date"
label = { en = "Since" }
[[section.question]]
id = "where"
kind = "country"
label = { en = "Where" }
[[section.question]]
id = "sum"
kind = "money"
label = { en = "Sum" }
currencies = ["USD", "EUR"]
[[section.question]]
id = "dollars"
kind = "money"
label = { en = "Dollars" }
currencies = ["USD"]
[[section.question]]
id = "costs"
kind = "table"
label = { en = "Costs" }
max_count = 2
columns = [
  { id = "item", kind = "text", label = { en = "Item", fr = "Objet" }, required = true },
  { id = "amount", kind = "money", label = { en = "Amount", fr = "Montant" }, currencies = ["USD"] },
  { id = "state", kind = "one-of", label = { en = "State" }, options = [{ id = "paid", label = { en = "Paid" } }] },
]
[[section.question]]
id = "reach"
kind = "contact"
label = { en = "Reach" }
[[section.question]]
id = "papers"
kind = "files"
label = { en = "Papers" }
max_bytes = 1000000
accept = ["image/", "application/pdf"]
"#,
    )
    .unwrap()
}

/// What the typed text becomes, written in English; or the problem.
fn typed(question: &str, text: &str) -> Result<String, ProblemKind> {
    let form = form();
    let question = form.question(question).unwrap();
    let answer = Answer::parse(question, text).map_err(|problem| problem.kind)?;
    assert_eq!(question.check(&answer), [], "what was read is right");
    assert_eq!(
        Answer::from_wire(question, &answer.to_wire()).as_ref(),
        Some(&answer),
        "what was read travels"
    );
    Ok(answer.display(question, Language::En))
}

fn reads(question: &str, pairs: &[(&str, &str)]) {
    for (text, expected) in pairs {
        assert_eq!(
            typed(question, text).as_deref(),
            Ok(*expected),
            "{question}: {text}"
        );
    }
}

fn refuses(question: &str, kind: ProblemKind, texts: &[&str]) {
    for text in texts {
        assert_eq!(typed(question, text), Err(kind), "{question}: {text}");
    }
}

#[test]
fn text() {
    reads(
        "name",
        &[
            (" An \r\n", "An"),
            ("a\nb", "a b"),
            ("十个字十个字十个字十", "十个字十个字十个字十"),
        ],
    );
    reads("name", &[("\u{1b}[31mred\u{7}", "[31mred")]);
    reads("story", &[("one\r\ntwo\rthree", "one\ntwo\nthree")]);
    refuses("name", ProblemKind::Missing, &["", " \n", "\u{0}"]);
    refuses(
        "name",
        ProblemKind::TooLong { max_chars: 10 },
        &["十个字十个字十个字十一"],
    );
}

#[test]
fn choices() {
    reads(
        "who",
        &[
            ("self", "I, myself"),
            ("2", "Someone else"),
            ("２", "Someone else"),
            ("别人", "Someone else"),
            ("quelqu’un d’autre", "Someone else"),
            ("nguoi khac", "Someone else"),
            ("i myself", "I, myself"),
        ],
    );
    refuses(
        "who",
        ProblemKind::UnknownOption,
        &["0", "3", "nobody", "self other", "-"],
    );
    reads(
        "need",
        &[
            ("lawyer", "A lawyer"),
            ("1, 3", "A lawyer\nHelp for the family"),
            ("lawyer；family", "A lawyer\nHelp for the family"),
            ("Care, medical or other", "Care, medical or other"),
            (
                "Care, medical or other; 1",
                "Care, medical or other\nA lawyer",
            ),
            ("3、2", "Help for the family\nCare, medical or other"),
            (
                "a lawyer\nhelp for the family",
                "A lawyer\nHelp for the family",
            ),
        ],
    );
    refuses("need", ProblemKind::UnknownOption, &["4", "lawyer, money"]);
    refuses("need", ProblemKind::Repeated, &["1, lawyer"]);
}

#[test]
fn yes_and_no() {
    for yes in ["yes", "Y", "Oui", "có", "CÓ", "是", "1"] {
        reads("detained", &[(yes, "Yes")]);
    }
    for no in ["no", "N", "non", "không", "KHONG", "否", "0"] {
        reads("detained", &[(no, "No")]);
    }
    refuses("detained", ProblemKind::BadYesNo, &["maybe", "?", "2"]);
}

#[test]
fn dates() {
    reads(
        "since",
        &[
            ("2026", "2026"),
            ("2026-11", "2026-11"),
            ("2026-11-23", "2026-11-23"),
            ("2026/1/5", "2026-01-05"),
            ("2026.11", "2026-11"),
            ("2026年11月23日", "2026-11-23"),
            ("２０２６年１月", "2026-01"),
            ("2026年", "2026"),
        ],
    );
    let bad = [
        "23/11/2026",
        "05/06/2026",
        "26",
        "2026-13",
        "2026-02-29",
        "2026-11-23-1",
        "2026-",
        "soon",
        "2026--1",
    ];
    refuses("since", ProblemKind::BadDate, &bad);
}

#[test]
fn countries() {
    reads(
        "where",
        &[
            ("VN", "Vietnam"),
            ("việt nam", "Vietnam"),
            ("中国", "China"),
            ("laos", "Laos"),
        ],
    );
    refuses("where", ProblemKind::BadCountry, &["XX", "nowhere", "…"]);
}

#[test]
fn money() {
    reads(
        "sum",
        &[
            ("1200.50 USD", "1200.50 USD"),
            ("usd 1,200.50", "1200.50 USD"),
            ("1.200,5 eur", "1200.5 EUR"),
            ("1 200 EUR", "1200 EUR"),
            ("1\u{a0}200,50EUR", "1200.50 EUR"),
            ("1,200 USD", "1200 USD"),
            ("1.200.000 EUR", "1200000 EUR"),
            ("１２００ ＵＳＤ", "1200 USD"),
            ("12'000.5 USD", "12000.5 USD"),
        ],
    );
    reads("dollars", &[("5", "5 USD"), ("5 usd", "5 USD")]);
    refuses(
        "sum",
        ProblemKind::BadCurrency,
        &["1200", "1200 VND", "1200 US", "1200 dollars"],
    );
    let bad = [
        "USD",
        "-5 USD",
        "1e3 USD",
        "1,2,3 USD",
        "1.2345 USD",
        "5 USD 6",
        "1234567890123 USD",
    ];
    for text in bad {
        let problem = typed("sum", text);
        assert!(
            matches!(
                problem,
                Err(ProblemKind::BadMoney | ProblemKind::BadCurrency)
            ),
            "{text}: {problem:?}"
        );
    }
}

#[test]
fn tables() {
    reads(
        "costs",
        &[
            (
                "bus | 5 USD | paid",
                "Item: bus · Amount: 5 USD · State: Paid",
            ),
            ("bus\t5\n\nbed", "Item: bus · Amount: 5 USD\nItem: bed"),
            ("bus | | Paid", "Item: bus · State: Paid"),
        ],
    );
    refuses(
        "costs",
        ProblemKind::TooManyRows { max_count: 2 },
        &["a\nb\nc"],
    );
    refuses(
        "costs",
        ProblemKind::UnknownColumn,
        &["a | 1 | paid | more"],
    );
    refuses("costs", ProblemKind::BadMoney, &["a | 1x1"]);
    refuses("costs", ProblemKind::Missing, &["| 5"]);
    let form = form();
    let problem = Answer::parse(form.question("costs").unwrap(), "a\nb | 5 EUR").unwrap_err();
    assert_eq!(problem.cell, Some((1, "amount".to_owned())));
    assert_eq!(problem.kind, ProblemKind::BadCurrency);
}

#[test]
fn contacts() {
    reads(
        "reach",
        &[
            ("Signal: +84 90", "Signal: +84 90"),
            ("Signal：小明", "Signal: 小明"),
            ("e-mail | a@b.example", "e-mail: a@b.example"),
            (
                "Signal | +84 | 20–22 h | names",
                "Signal: +84\nSafe hours: 20–22 h\nNever: names",
            ),
            ("Signal | +84 | | names", "Signal: +84\nNever: names"),
        ],
    );
    refuses(
        "reach",
        ProblemKind::ContactIncomplete,
        &["+84 90", "Signal:", "| +84"],
    );
    refuses("reach", ProblemKind::WrongKind, &["a | b | c | d | e"]);
}

#[test]
fn files() {
    reads("papers", &[("1, 3", "1, 3"), ("2", "2")]);
    refuses("papers", ProblemKind::WrongKind, &["0", "a.pdf", "-1"]);
    refuses("papers", ProblemKind::Repeated, &["1 1"]);
    let form = form();
    let papers = form.question("papers").unwrap();
    assert_eq!(papers.check_file("image/jpeg", 1_000_000), None);
    assert_eq!(papers.check_file("Application/PDF", 5), None);
    assert_eq!(
        papers.check_file("text/html", 5),
        Some(ProblemKind::FileType)
    );
    let too_large = ProblemKind::FileTooLarge {
        max_bytes: 1_000_000,
    };
    assert_eq!(papers.check_file("image/jpeg", 1_000_001), Some(too_large));
}

#[test]
fn read_in_every_language() {
    let form = form();
    let mut answers = Answers::new();
    for (id, text) in [
        ("who", "other"),
        ("detained", "yes"),
        ("where", "VN"),
        ("costs", "bus | 5"),
    ] {
        answers.insert(id, Answer::parse(form.question(id).unwrap(), text).unwrap());
    }
    let shown = |id: &str, language| {
        answers
            .get(id)
            .unwrap()
            .display(form.question(id).unwrap(), language)
    };
    assert_eq!(shown("who", Language::Vi), "Người khác");
    assert_eq!(shown("detained", Language::ZhHans), "是");
    assert_eq!(shown("where", Language::ZhHans), "越南");
    assert_eq!(shown("costs", Language::Fr), "Objet: bus · Montant: 5 USD");
    // A question that the form no longer has is still readable.
    assert_eq!(
        answers.get("where").unwrap().display_plain(Language::Fr),
        "Viêt Nam"
    );
}

/// Any header that passes the decoder can be shown, checked and written back.
#[test]
fn hostile_answers() {
    let mut forms: Vec<Form> = TEMPLATES
        .iter()
        .map(|(_, toml)| Form::from_toml(toml).unwrap())
        .collect();
    forms.push(form());
    let mut state = 1_u64;
    let mut dice = move |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut read = 0;
    for round in 0..4_000_usize {
        let form = &forms[round % forms.len()];
        let ids: Vec<&str> = form
            .questions()
            .map(|question| question.id.as_str())
            .collect();
        // A map of question ids to random items of CBOR.
        let mut bytes = vec![0xa1 + u8::try_from(dice(3)).unwrap()];
        let keys = bytes[0] - 0xa0;
        for key in 0..keys {
            let place = usize::try_from(dice(ids.len() as u64)).unwrap();
            let id = ids[(place + usize::from(key)) % ids.len()];
            bytes.extend(to_bytes(&id).unwrap());
            for _ in 0..=dice(6) {
                match dice(8) {
                    0 => bytes.push(0xf4 + u8::try_from(dice(3)).unwrap()),
                    1 => bytes.push(u8::try_from(dice(24)).unwrap()),
                    2 => bytes.push(0x20 + u8::try_from(dice(24)).unwrap()),
                    3 => bytes.extend(b"\x63abc"),
                    4 => bytes.extend(b"\x42\x00\xff"),
                    5 => bytes.push(0x80 + u8::try_from(dice(4)).unwrap()),
                    6 => bytes.extend([0xa1, 0x66, b'a', b'm', b'o', b'u', b'n', b't']),
                    _ => bytes.extend(b"\x642026"),
                }
            }
        }
        let Ok(wire) = from_bytes::<WireAnswers>(&bytes, Limits::HEADER) else {
            continue;
        };
        read += 1;
        let (answers, _) = form.accept(&wire);
        assert_eq!(answers.to_wire(), wire, "nothing is dropped");
        let _ = form.check(&answers, Which::All);
        let _ = form.check(&form.prune(&answers), Which::Now);
        for (id, answer) in answers.iter() {
            for language in Language::ALL {
                match form.question(id) {
                    Some(question) => drop(answer.display(question, language)),
                    None => drop(answer.display_plain(language)),
                }
            }
        }
    }
    assert!(read > 100, "only {read} were read: nothing was tested");
}

/// Nothing that can be typed makes the reader panic.
#[test]
fn hostile_typing() {
    let form = form();
    let parts = [
        "1",
        "0",
        ",",
        ".",
        "|",
        "\t",
        "\n",
        "USD",
        "年",
        "月",
        "é",
        "\u{1f600}",
        "-",
        "/",
        " ",
        "\u{0}",
        "，",
        "：",
        "２",
        "999999999999999999999",
        "yes",
        "[",
        "\u{feff}",
    ];
    let mut state = 5_u64;
    for _ in 0..5_000 {
        let mut text = String::new();
        for _ in 0..6 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            text.push_str(parts[usize::try_from((state >> 33) % parts.len() as u64).unwrap()]);
        }
        for question in form.questions() {
            if let Ok(answer) = Answer::parse(question, &text) {
                assert_eq!(question.check(&answer), [], "{text:?}");
            }
        }
    }
}
