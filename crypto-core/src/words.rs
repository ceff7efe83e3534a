//! The few sentences that every program says in the same words.

use std::sync::LazyLock;

use crate::messages::Sources;
use crate::{Language, Messages};

pub(crate) const SOURCES: Sources = &[
    (Language::En, include_str!("../i18n/en.ftl")),
    (Language::ZhHans, include_str!("../i18n/zh-Hans.ftl")),
    (Language::Fr, include_str!("../i18n/fr.ftl")),
    (Language::Vi, include_str!("../i18n/vi.ftl")),
];

static WORDS: LazyLock<[Messages; 4]> =
    LazyLock::new(|| Language::ALL.map(|language| Messages::new(language, SOURCES)));

pub(crate) fn words(language: Language) -> &'static Messages {
    WORDS
        .iter()
        .find(|messages| messages.language() == language)
        .unwrap_or(&WORDS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything() {
        assert_eq!(Messages::check(SOURCES), Ok(()));
        for language in Language::ALL {
            assert_eq!(words(language).language(), language);
        }
    }
}
