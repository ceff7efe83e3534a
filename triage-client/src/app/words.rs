//! The window's sentences in the four languages.

use crypto_core::{Language, Sources};

/// The Fluent sources.
pub(crate) const WORDS: Sources = &[
    (Language::En, include_str!("../../locales/en/window.ftl")),
    (
        Language::ZhHans,
        include_str!("../../locales/zh-Hans/window.ftl"),
    ),
    (Language::Fr, include_str!("../../locales/fr/window.ftl")),
    (Language::Vi, include_str!("../../locales/vi/window.ftl")),
];

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail by panic")]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use crypto_core::Messages;

    use super::*;

    #[test]
    fn every_language_says_the_same() {
        if let Err(faults) = Messages::check(WORDS) {
            panic!("{}", faults.join("\n"));
        }
    }

    /// Collects the text between quotes from the window's sources, and those of it that look
    /// like message ids.
    fn used_ids(folder: &Path, ids: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                used_ids(&path, ids);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                for (number, piece) in source.split('"').enumerate() {
                    let plain = piece
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
                    if number % 2 == 1 && plain && piece.contains('-') {
                        ids.insert(piece.to_owned());
                    }
                }
            }
        }
    }

    #[test]
    fn every_sentence_is_used() {
        let mut used = BTreeSet::new();
        used_ids(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut used,
        );
        // Ids that other crates and single words bring.
        let known_elsewhere = ["problem-", "error-"];
        let unused: Vec<&str> = WORDS[0]
            .1
            .lines()
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .filter(|id| !id.starts_with(' ') && id.contains('-'))
            .filter(|id| !used.contains(*id) && !used.contains(id.trim_end_matches("-hint")))
            .filter(|id| !known_elsewhere.iter().any(|prefix| id.starts_with(prefix)))
            .collect();
        assert!(unused.is_empty(), "never shown: {unused:?}");
    }

    #[test]
    fn every_sentence_that_is_asked_for_exists() {
        let words = Messages::new(Language::En, WORDS);
        let sources = [
            "command.rs",
            "state",
            "theme.rs",
            "update",
            "update.rs",
            "views",
            "widgets",
            "worker",
        ];
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let prefixes: BTreeSet<&str> = WORDS[0]
            .1
            .lines()
            .filter_map(|line| line.split_once('-').map(|(prefix, _)| prefix))
            .filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        let mut used = BTreeSet::new();
        for source in sources {
            let path = root.join(source);
            if path.is_dir() {
                used_ids(&path, &mut used);
            } else {
                let folder = tempfile::tempdir().unwrap();
                std::fs::copy(&path, folder.path().join("one.rs")).unwrap();
                used_ids(folder.path(), &mut used);
            }
        }
        // Ids of controls share the form of message ids.
        let controls = [
            "assess-note",
            "case-panel",
            "reason-name",
            "case-work",
            "case-status",
            "case-assignee",
            "exchange-folder",
            "queue-rows",
            "queue-status",
            "help-keys",
            "first-organisation",
            "backup-folder",
        ];
        let missing: Vec<&String> = used
            .iter()
            .filter(|id| {
                id.split('-')
                    .next()
                    .is_some_and(|prefix| prefixes.contains(prefix))
            })
            .filter(|id| !words.has(id) && !controls.contains(&id.as_str()))
            .collect();
        assert!(missing.is_empty(), "asked for and not there: {missing:?}");
    }
}
