//! The forms that come with Sealpost, for an organisation to publish or to reword.

use super::Form;

/// Id and TOML text of every built-in form.
pub const TEMPLATES: [(&str, &str); 2] = [
    ("emergency", include_str!("../../forms/emergency.toml")),
    ("pil", include_str!("../../forms/pil.toml")),
];

impl Form {
    /// Returns a built-in form.
    pub fn template(id: &str) -> Option<Self> {
        let (_, text) = TEMPLATES.iter().find(|(template, _)| *template == id)?;
        Some(Self::from_toml(text).expect("a test reads every built-in form"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::form::Kind;

    #[test]
    fn every_template_is_whole() {
        for (id, text) in TEMPLATES {
            let form = Form::from_toml(text).unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(form.id(), id);
            assert_eq!(
                form.missing_texts(&Language::ALL),
                Vec::<String>::new(),
                "{id}"
            );
            assert_eq!(Form::template(id), Some(form));
        }
        assert_eq!(Form::template("nothing"), None);
    }

    #[test]
    fn templates_ask_for_danger_late_and_for_little_at_first() {
        for (id, _) in TEMPLATES {
            let form = Form::template(id).expect("built in");
            let questions: Vec<_> = form.questions().collect();
            let first_other = questions.iter().position(|question| !question.eligibility);
            let last_eligibility = questions.iter().rposition(|question| question.eligibility);
            assert!(
                last_eligibility < first_other,
                "{id}: eligibility questions come first"
            );
            // The first cry is one letter of 64 KiB, whatever is written into it.
            let worst_bytes: u32 = questions
                .iter()
                .filter(|question| question.now)
                .map(|question| match question.kind {
                    Kind::Text | Kind::LongText => 3 * question.char_limit(),
                    Kind::Contact => 4 * 3 * question.char_limit(),
                    _ => 1000,
                })
                .sum();
            assert!(worst_bytes < 55_000, "{id}: {worst_bytes} bytes");
            assert!(
                questions
                    .iter()
                    .filter(|question| question.required)
                    .all(|question| question.now
                        || question.show_if.is_some()
                        || id != "emergency"),
                "{id}: what is required can be answered in the first cry"
            );
        }
    }
}
