//! A form as it travels: its hash survives another JSON writer.

use crypto_core::{Answers, Form, Language, Which};
use serde_json::Value;

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    let Ok(form) = Form::from_json(&value) else {
        return;
    };
    let pretty = serde_json::to_vec_pretty(&form).expect("text keys");
    let again: Form = serde_json::from_slice(&pretty).expect("written by us");
    assert_eq!(again, form);
    assert_eq!(again.hash(), form.hash());
    form.missing_texts(&Language::ALL);
    let nothing = Answers::new();
    form.visible_questions(&nothing);
    form.check(&nothing, Which::All);
    for question in form.questions() {
        assert_eq!(form.question(&question.id), Some(question));
    }
}
