//! The tool's own words in four languages. What an organisation says comes from its form.

use crypto_core::{FORM_WORDS, Language, Messages, Sources};

/// The Fluent files, by language.
pub(crate) const SOURCES: Sources = &[
    (Language::En, include_str!("../locales/en.ftl")),
    (Language::ZhHans, include_str!("../locales/zh-Hans.ftl")),
    (Language::Fr, include_str!("../locales/fr.ftl")),
    (Language::Vi, include_str!("../locales/vi.ftl")),
    FORM_WORDS[0],
    FORM_WORDS[1],
    FORM_WORDS[2],
    FORM_WORDS[3],
];

/// Returns the words of one language.
pub(crate) fn messages(language: Language) -> Messages {
    Messages::new(language, SOURCES)
}

/// Returns the language that the computer is set to, or English.
pub(crate) fn system_language() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| value.parse().ok())
        .unwrap_or(Language::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything() {
        if let Err(missing) = Messages::check(SOURCES) {
            panic!("{}", missing.join("\n"));
        }
    }

    /// Every id that stands in the code exists.
    #[test]
    fn every_id_in_the_code_exists() {
        let ids: std::collections::BTreeSet<&str> = SOURCES
            .iter()
            .filter(|(language, _)| *language == Language::En)
            .flat_map(|(_, source)| source.lines())
            .filter_map(|line| line.split_once(" ="))
            .map(|(id, _)| id)
            .filter(|id| !id.starts_with([' ', '#']))
            .collect();
        let mut files = vec![std::path::PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src"
        ))];
        let mut seen = 0;
        while let Some(path) = files.pop() {
            if path.is_dir() {
                let entries = std::fs::read_dir(&path).expect("the sources are here");
                files.extend(entries.map(|entry| entry.expect("the sources are here").path()));
                continue;
            }
            let code = std::fs::read_to_string(&path).expect("sources are text");
            for call in [
                "say(\"",
                "say_with(\"",
                "text(\"",
                "format(\"",
                "// ftl: \"",
            ] {
                for (at, _) in code.match_indices(call) {
                    let id = code[at + call.len()..].split('"').next().unwrap_or("");
                    // Only calls on messages: ids have no spaces, braces or capitals.
                    if id.contains([' ', '{', '\\', '/']) || id.is_empty() {
                        continue;
                    }
                    seen += 1;
                    assert!(ids.contains(id), "{id} in {}", path.display());
                }
            }
        }
        assert!(
            seen > 80,
            "only {seen} ids found: is the search still right?"
        );
    }
}
