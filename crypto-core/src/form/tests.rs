#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fmt::Write;

use super::*;
use crate::Answer;

const SMALL: &str = r#"
id = "small"
title = { en = "Small", fr = "Petit" }
[[section]]
id = "s"
title = { en = "S", fr = "S" }
[[section.question]]
id = "a"
kind = "yes-no"
label = { en = "A", fr = "" }
[[section.question]]
id = "b"
kind = "one-of"
label = { en = "B", fr = "B" }
help = { fr = "Aide" }
options = [{ id = "x", label = { en = "X" } }]
"#;

#[test]
fn toml_and_json_are_one_form() {
    let form = Form::from_toml(SMALL).unwrap();
    let text = serde_json::to_string(&form).unwrap();
    let again: Form = serde_json::from_str(&text).unwrap();
    assert_eq!(again, form);
    assert_eq!(again.hash(), form.hash());
    assert_eq!(form.question("b").unwrap().options[0].id, "x");
    assert_eq!(form.question("c"), None);
}

#[test]
fn missing_texts_are_named() {
    let form = Form::from_toml(SMALL).unwrap();
    assert_eq!(
        form.missing_texts(&[Language::En, Language::Fr]),
        [
            "section s, question a: label: fr",
            "section s, question b: help: en",
            "section s, question b, option x: label: fr",
        ]
    );
    assert_eq!(form.missing_texts(&[Language::En]).len(), 1);
    assert!(form.missing_texts(&[Language::Vi]).len() > 5);
}

#[test]
fn faults_say_where() {
    let fault = |from: &str, to: &str| {
        let toml = SMALL.replacen(from, to, 1);
        assert_ne!(toml, SMALL);
        Form::from_toml(&toml).unwrap_err().to_string()
    };
    assert!(fault("kind = \"one-of\"", "kind = \"essay\"").contains("essay"));
    assert!(fault("kind = \"one-of\"", "kind = \"one-of").contains("line 13"));
    assert!(fault("help", "halp").contains("halp"));
    assert!(fault("id = \"x\"", "id = \"X\"").contains("section s, question b, option X"));
    assert!(fault("id = \"b\"", "id = \"a\"").contains("occurs twice"));
    assert!(fault("id = \"small\"", "x = { d = 2026-11-23 }\nid = \"small\"").contains("date"));
    assert!(fault("id = \"small\"", "x = { d = 1.5 }\nid = \"small\"").contains("fraction"));
    assert!(fault("id = \"small\"", "x = { d = inf }\nid = \"small\"").contains("fraction"));
}

#[test]
fn bounds() {
    let long = format!("{SMALL}#{}", "x".repeat(MAX_TOML_BYTES));
    assert!(matches!(
        Form::from_toml(&long),
        Err(FormError::TooLarge { .. })
    ));
    let mut value = Form::from_toml(SMALL).unwrap().to_json().clone();
    value["x"] = serde_json::json!({ "filler": "x".repeat(MAX_JSON_BYTES) });
    assert!(matches!(
        Form::from_json(&value),
        Err(FormError::TooLarge { .. })
    ));
    for depth in [40, 5_000] {
        let deep = format!(
            "x = {{ a = {}{} }}\n{SMALL}",
            "[".repeat(depth),
            "]".repeat(depth)
        );
        assert!(matches!(
            Form::from_toml(&deep),
            Err(FormError::Syntax { .. })
        ));
        let deep = format!(
            "{SMALL}show_if = {}{}{}",
            "{ not = ".repeat(depth),
            "{ question = \"a\", one_of = [\"yes\"] }",
            " }".repeat(depth)
        );
        assert!(Form::from_toml(&deep).is_err());
    }
}

/// A form in which every question looks at many earlier ones must not take time without end.
#[test]
fn conditions_cost_no_more_than_their_length() {
    let mut toml =
        "id = \"f\"\ntitle = { en = \"F\" }\n[[section]]\nid = \"s\"\ntitle = { en = \"S\" }\n"
            .to_owned();
    for at in 0..300 {
        writeln!(
            toml,
            "[[section.question]]\nid = \"q{at}\"\nkind = \"yes-no\"\nlabel = {{ en = \"Q\" }}"
        )
        .unwrap();
        let earlier: Vec<_> = (0..at)
            .rev()
            .take(15)
            .map(|other| format!("{{ question = \"q{other}\", one_of = [\"yes\"] }}"))
            .collect();
        if at > 0 {
            writeln!(toml, "show_if = {{ all = [{}] }}", earlier.join(",")).unwrap();
        }
    }
    let form = Form::from_toml(&toml).unwrap();
    let yes: Answers = form
        .questions()
        .map(|question| (question.id.clone(), Answer::Bool(true)))
        .collect();
    assert_eq!(form.visible_questions(&yes).len(), 300);
    let mut first_no = yes;
    first_no.insert("q0", Answer::Bool(false));
    assert_eq!(form.visible_questions(&first_no).len(), 1);
    assert_eq!(form.prune(&first_no).len(), 1);
}

#[test]
fn the_first_cry_is_a_part() {
    let form = Form::template("emergency").unwrap();
    let mut answers = Answers::new();
    for question in form.questions() {
        if question.kind == Kind::LongText {
            answers.insert(question.id.clone(), Answer::Text("…".to_owned()));
        }
    }
    let now = form.only_now(&answers);
    assert!(now.len() < answers.len());
    assert!(now.iter().all(|(id, _)| form.question(id).unwrap().now));
}
