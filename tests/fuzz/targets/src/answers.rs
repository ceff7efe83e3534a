//! Answers: as a letter brings them, and as a person types them.

use std::sync::LazyLock;

use crypto_core::{Answer, Answers, Form, Language, Limits, Which, WireAnswers, from_bytes};

/// One question of every kind.
static FORM: LazyLock<Form> = LazyLock::new(|| {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../../../vectors/answers.json")).expect("JSON");
    Form::from_json(&vectors["form"]).expect("a good form")
});

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    if let Ok(wire) = from_bytes::<WireAnswers>(data, Limits::HEADER) {
        let (answers, _) = FORM.accept(&wire);
        assert_eq!(answers.len(), wire.len(), "nothing is dropped");
        assert_eq!(answers.to_wire(), wire, "nothing is changed");
        let mut shown = FORM.visible_questions(&answers);
        shown.retain(|question| answers.get(&question.id).is_some());
        for question in shown {
            answers
                .get(&question.id)
                .map(|answer| answer.display(question, Language::ZhHans));
        }
        // What a sender would make of them can be sent, once what is wrong is taken out.
        let mut mended = FORM.prune(&answers);
        for problem in FORM.check(&mended, Which::All) {
            mended.remove(&problem.question);
        }
        let (again, problems) = FORM.accept(&mended.to_wire());
        assert_eq!(again, mended);
        assert!(problems.is_empty(), "{problems:?}");
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let mut typed = Answers::new();
        for question in FORM.questions() {
            if let Ok(answer) = Answer::parse(question, text) {
                assert!(question.check(&answer).is_empty());
                let back = Answer::from_wire(question, &answer.to_wire());
                assert_eq!(back.as_ref(), Some(&answer));
                answer.display(question, Language::Fr);
                typed.insert(question.id.clone(), answer);
            }
        }
        FORM.prune(&typed);
    }
}
