//! Form, seal, send: each on its own.

use crypto_core::{Answer, Form, Language, Receipt};

use crate::organisation::TestOrganisation;
use crate::relay::TestRelay;
use crate::tool::Tool;

/// Fills a form as a person does: text behind the line of a question, marks in boxes.
fn fill(form: &str, question: &str, text: &str) -> String {
    let head = format!("@ {question}\n");
    form.replacen(&head, &format!("{head}{text}\n"), 1)
}

fn mark(form: &str, label: &str) -> String {
    let marked = form.replacen(&format!("[ ] {label}"), &format!("[x] {label}"), 1);
    assert_ne!(form, marked, "{label}");
    marked
}

/// Fills in the test form in English.
fn filled(form: &str) -> String {
    let form = mark(form, "Myself");
    let form = fill(&form, "country", "Viet Nam");
    let form = fill(
        &form,
        "what_happened",
        "First line.\n\n # not an explanation\nLast line.",
    );
    let form = fill(&form, "since", "2026-11");
    let form = mark(&form, "A doctor");
    let form = mark(&form, "Help for the family");
    let form = fill(&form, "costs", "hospital | 300 USD\nmedicine | 20.50 USD");
    let form = fill(&form, "total", "320.50 USD");
    let form = fill(&form, "files", "note.txt");
    let (before, consent) = form.split_once("@ consent").unwrap();
    let (before, safe) = before.split_once("@ safe").unwrap();
    let form = format!(
        "{before}@ safe{}@ consent{}",
        mark(safe, "No"),
        mark(consent, "Yes")
    );
    form.replacen(
        "Means of contact (Signal, e-mail, phone …):",
        "Means of contact (Signal, e-mail, phone …): Signal",
        1,
    )
    .replacen(
        "Number, address or name there:",
        "Number, address or name there: someone.42",
        1,
    )
}

#[test]
fn form_fill_seal_send_open() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    organisation.publish(&relay);
    let tool = Tool::trusting(&organisation);
    let ran = tool.run(&["form", "--language", "en", "-o", "form.txt"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let form = std::fs::read_to_string(tool.path("form.txt")).unwrap();
    std::fs::write(tool.path("form.txt"), filled(&form)).unwrap();
    std::fs::write(tool.path("note.txt"), "evidence").unwrap();

    let receipt = Receipt::from_bytes([1; 16]);
    let file = tool.receipt_file(&receipt);
    let before = relay.state().requests.len();
    let ran = tool.run(&["seal", "form.txt", "--receipt-file", &file], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, "letter.age\n");
    assert_eq!(relay.state().requests.len(), before, "sealing asks nobody");

    // Not twice into the same file.
    let ran = tool.run(&["seal", "form.txt", "--receipt-file", &file], "");
    assert_eq!(ran.code, 1, "{}", ran.err);

    let ran = tool.run(&["send", "letter.age"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let letter = relay.state().letters[0].clone();
    assert_eq!(letter, std::fs::read(tool.path("letter.age")).unwrap());
    assert_eq!(ran.out.trim(), crypto_core::Digest::of(&letter).to_string());
    let opened = organisation.open(&letter);
    let answers = &opened.answers;
    assert_eq!(
        answers.get("what_happened"),
        Some(&Answer::Text(
            "First line.\n\n # not an explanation\nLast line.".into()
        ))
    );
    assert_eq!(
        answers.get("on_behalf"),
        Some(&Answer::Choice("self".into()))
    );
    assert_eq!(
        answers.get("needs"),
        Some(&Answer::Choices(vec!["doctor".into(), "family".into()]))
    );
    assert_eq!(answers.get("safe"), Some(&Answer::Bool(false)));
    assert!(answers.get("lawyer_name").is_none());
    let Some(Answer::Table(rows)) = answers.get("costs") else {
        panic!("there is a table");
    };
    assert_eq!(rows.len(), 2);
    let Some(Answer::Contact(contact)) = answers.get("reach") else {
        panic!("there is a contact");
    };
    assert_eq!(
        (contact.channel.as_str(), contact.handle.as_str()),
        ("Signal", "someone.42")
    );
    assert_eq!(contact.never, None);
    assert_eq!(opened.files, [b"evidence".to_vec()]);
}

#[test]
fn what_must_be_mended_is_named_and_nothing_written() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    let ran = tool.run(&["form", "--language", "en"], "");
    let empty = ran.out;
    std::fs::write(tool.path("note.txt"), "evidence").unwrap();
    let file = tool.receipt_file(&Receipt::from_bytes([1; 16]));
    let good = filled(&empty);
    let cases = [
        (empty.clone(), "needs an answer"),
        (fill(&good, "since", "yesterday"), "2026-11-23"),
        (mark(&good, "A company"), "brackets"),
        (good.replace("[x] Myself", "[x] Someone else"), "brackets"),
        (good.replace("[x] Myself", "my brother"), "brackets"),
        (format!("{good}# my own words\n"), "number sign"),
        (format!("{good}@ since\n2026\n"), "second time"),
        (fill(&good, "lawyer_name", "Someone"), "no longer applies"),
    ];
    for (text, words) in cases {
        std::fs::write(tool.path("form.txt"), &text).unwrap();
        let ran = tool.run(&["seal", "form.txt", "--receipt-file", &file], "");
        assert_eq!(ran.code, 6, "{words}: {}", ran.err);
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
        assert!(!tool.path("letter.age").exists());
    }
    std::fs::write(tool.path("form.txt"), &good).unwrap();
    let ran = tool.run(&["seal", "form.txt", "--receipt-file", &file], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// Changes every explanation with its line number.
fn explanations(form: &str, change: impl Fn(usize, &str) -> String) -> String {
    let lines = form.lines().enumerate().map(|(at, line)| {
        if line.starts_with('#') {
            change(at, line)
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn explanations_that_were_changed_on_the_way_are_no_fault() {
    let relay = TestRelay::start();
    let organisation = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&organisation);
    let empty = tool.run(&["form", "--language", "en"], "").out;
    std::fs::write(tool.path("note.txt"), "evidence").unwrap();
    let file = tool.receipt_file(&Receipt::from_bytes([1; 16]));
    let good = filled(&empty);
    let seal = |text: &str| {
        std::fs::write(tool.path("form.txt"), text).unwrap();
        let ran = tool.run(&["seal", "form.txt", "--receipt-file", &file], "");
        let _ = std::fs::remove_file(tool.path("letter.age"));
        (ran.code, ran.err)
    };
    // White space as editors and mail programs leave it.
    for text in [
        explanations(&good, |_, line| line.replace(' ', "\u{a0}")),
        explanations(&good, |_, line| {
            format!("  {}\u{200b} ", line.replace(' ', "\u{202f} "))
        }),
        good.replace("Means of contact", "Means\u{a0}of contact")
            .replace("[x] A doctor", "[x] A\u{a0}doctor"),
    ] {
        let (code, err) = seal(&text);
        assert_eq!(code, 0, "{err}");
    }
    // The words of another build around the same questions.
    let older = good
        .replace(
            "Write an x between the brackets",
            "Put a cross into the box",
        )
        .replace("# Lines that begin", "# All lines that begin")
        .replace("(may be left empty)", "(optional)")
        .replace("# ===== 1/3", "# ===== 1/4")
        .replace("# Amount and currency", "# Write amount and currency");
    assert_ne!(older, good);
    let (code, err) = seal(&older);
    assert_eq!(code, 0, "{err}");
    // A person's own text at the end of an answer, with or without a blank line behind it.
    let own = "# my own words";
    for behind in ["\n\n", "\n"] {
        let text = older.replacen("2026-11\n", &format!("2026-11\n{own}{behind}"), 1);
        let at = text.find(own).unwrap() + own.len();
        let rest = text[at..].trim_start();
        let (code, err) = seal(&format!("{}{behind}{rest}", &text[..at]));
        assert_eq!(code, 6, "{err}");
        assert!(err.contains("number sign"), "{err}");
    }
}

#[test]
fn a_form_of_another_organisation_is_refused() {
    let relay = TestRelay::start();
    let ours = TestOrganisation::new(&[&relay]);
    let theirs = TestOrganisation::new(&[&relay]);
    let tool = Tool::trusting(&ours);
    let form = Tool::trusting(&theirs)
        .run(&["form", "--language", "vi"], "")
        .out;
    std::fs::write(tool.path("form.txt"), form).unwrap();
    let ran = tool.run(&["seal", "form.txt"], "");
    assert_eq!(ran.code, 9, "{}", ran.err);
    std::fs::write(tool.path("form.txt"), "hello").unwrap();
    let ran = tool.run(&["seal", "form.txt"], "");
    assert_eq!(ran.code, 9, "{}", ran.err);
}

/// The built-in forms in every language: an empty form is read back without a fault of its own.
#[test]
fn built_in_forms_survive_the_way_over_paper() {
    let relay = TestRelay::start();
    for (id, _) in crypto_core::TEMPLATES {
        let mut organisation = TestOrganisation::new(&[&relay]);
        let form = Form::template(id).unwrap();
        let programme = &mut organisation.file.programmes[0];
        programme.form = form;
        programme.languages = Language::ALL.to_vec();
        programme.title = serde_json::from_value(serde_json::json!({
            "en": "x", "zh-Hans": "x", "fr": "x", "vi": "x"
        }))
        .unwrap();
        organisation.file.fallback_contact = programme.title.clone();
        let required = programme
            .form
            .questions()
            .filter(|q| q.required && q.show_if.is_none());
        let required = required.count();
        let tool = Tool::trusting(&organisation);
        for language in Language::ALL {
            let ran = tool.run(&["form", "--language", language.tag()], "");
            assert_eq!(ran.code, 0, "{}", ran.err);
            std::fs::write(tool.path("form.txt"), &ran.out).unwrap();
            let ran = tool.run(&["seal", "form.txt"], "");
            // Only the needed answers are missing.
            let expected = if required == 0 { 3 } else { 6 };
            assert_eq!(ran.code, expected, "{id} {language}: {}", ran.err);
            let digits: String = ran
                .err
                .lines()
                .find(|line| line.starts_with("sealpost:"))
                .unwrap()
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            if required > 1 {
                assert_eq!(digits, required.to_string(), "{id} {language}: {}", ran.err);
            }
        }
    }
}
