//! Forms and answers, by the vectors that every implementation shares.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::Path;

use crypto_core::{Answer, Form, Limits, Which, WireAnswers, from_bytes, to_bytes};
use serde_json::Value;

fn vectors(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/vectors")
        .join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn list<'a>(file: &'a Value, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let list = file[name].as_array().unwrap();
    assert!(!list.is_empty());
    list.iter()
        .map(|vector| (vector["what"].as_str().unwrap(), vector))
}

fn wire(vector: &Value) -> Option<WireAnswers> {
    let bytes = hex::decode(vector["answers"].as_str().unwrap()).unwrap();
    from_bytes(&bytes, Limits::HEADER).ok()
}

#[test]
fn forms() {
    let file = vectors("form.json");
    for (what, vector) in list(&file, "accept") {
        let form = Form::from_json(&vector["form"]).unwrap_or_else(|e| panic!("{what}: {e}"));
        assert_eq!(
            form.hash().to_string(),
            vector["hash"].as_str().unwrap(),
            "{what}"
        );
        assert_eq!(form.to_json(), &vector["form"], "{what}");
    }
    for (what, vector) in list(&file, "reject") {
        assert!(Form::from_json(&vector["form"]).is_err(), "{what}");
    }
    for (what, vector) in list(&file, "shown") {
        let form = Form::from_json(&vector["form"]).unwrap();
        let (answers, _) = form.accept(&wire(vector).unwrap());
        let shown: Vec<_> = form
            .visible_questions(&answers)
            .iter()
            .map(|q| q.id.as_str())
            .collect();
        assert_eq!(Value::from(shown.clone()), vector["shown"], "{what}");
        for question in form.questions() {
            assert_eq!(
                form.visible(question, &answers),
                shown.contains(&question.id.as_str())
            );
        }
        let pruned = form.prune(&answers);
        assert!(pruned.iter().all(|(id, _)| shown.contains(&id)), "{what}");
    }
}

#[test]
fn answers() {
    let file = vectors("answers.json");
    let form = Form::from_json(&file["form"]).unwrap();
    let named = |problems: Vec<crypto_core::AnswerProblem>| -> Value {
        problems
            .iter()
            .map(|p| Value::from(vec![p.question.as_str(), p.kind.message_id()]))
            .collect()
    };
    for (what, vector) in list(&file, "accept") {
        let wire = wire(vector).unwrap_or_else(|| panic!("{what}"));
        let (answers, problems) = form.accept(&wire);
        assert_eq!(named(problems), vector["problems"], "{what}");
        // Nothing is dropped and nothing changed on the way to the desk.
        assert_eq!(answers.to_wire(), wire, "{what}");
        let encoded = to_bytes(&wire).unwrap();
        assert_eq!(
            from_bytes::<WireAnswers>(&encoded, Limits::HEADER).unwrap(),
            wire,
            "{what}"
        );
    }
    for (what, vector) in list(&file, "check") {
        let which = match vector["which"].as_str().unwrap() {
            "now" => Which::Now,
            _ => Which::All,
        };
        let (answers, _) = form.accept(&wire(vector).unwrap());
        assert_eq!(
            named(form.check(&answers, which)),
            vector["problems"],
            "{what}"
        );
    }
    for (what, vector) in list(&file, "reject") {
        assert_eq!(wire(vector), None, "{what}");
    }
}

/// A sender reads a typed amount as the page does, or refuses it.
#[test]
fn amounts_as_typed() {
    let file = vectors("money.json");
    let form = Form::from_json(&vectors("answers.json")["form"]).unwrap();
    let sum = form.question("sum").unwrap();
    for (what, vector) in list(&file, "typed") {
        let typed = vector["typed"].as_str().unwrap();
        let read = match Answer::parse(sum, &format!("{typed} USD")) {
            Ok(Answer::Money(money)) => Value::from(money.amount),
            Ok(_) => panic!("{what}: not money"),
            Err(_) => Value::Null,
        };
        assert_eq!(read, vector["amount"], "{what}: {typed}");
    }
}
