//! The four languages, and text written in several of them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A language in which Sealpost speaks to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English
    En,
    /// Simplified Chinese
    ZhHans,
    /// French
    Fr,
    /// Vietnamese
    Vi,
}

/// Text that names no language Sealpost speaks.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not one of the languages en, zh-Hans, fr, vi")]
pub struct LanguageError;

impl Language {
    /// Every language, in the order in which lists show them.
    pub const ALL: [Self; 4] = [Self::En, Self::ZhHans, Self::Fr, Self::Vi];

    /// Returns the BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
            Self::Fr => "fr",
            Self::Vi => "vi",
        }
    }

    /// Returns the language's name in the language itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhHans => "简体中文",
            Self::Fr => "Français",
            Self::Vi => "Tiếng Việt",
        }
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    /// Reads a tag as people, browsers and POSIX write it: `vi`, `vi-VN`, `vi_VN.UTF-8`,
    /// `zh`, `zh-CN`, `zh-Hans`.
    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let primary = text
            .split(['-', '_', '.', '@'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match primary.as_str() {
            "en" => Ok(Self::En),
            "zh" => Ok(Self::ZhHans),
            "fr" => Ok(Self::Fr),
            "vi" => Ok(Self::Vi),
            _ => Err(LanguageError),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.tag())
    }
}

impl<'de> Deserialize<'de> for Language {
    /// Formats hold the exact tag and nothing like it.
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(d)?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or_else(|| de::Error::custom(LanguageError))
    }
}

/// One text in one or more languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(BTreeMap<Language, String>);

impl LocalText {
    /// Returns the text in `language`, else in English, else in the first language there is,
    /// else nothing.
    pub fn get(&self, language: Language) -> &str {
        self.exact(language)
            .or_else(|| self.exact(Language::En))
            .or_else(|| self.0.values().next().map(String::as_str))
            .unwrap_or_default()
    }

    /// Returns the text in exactly this language.
    pub fn exact(&self, language: Language) -> Option<&str> {
        self.0.get(&language).map(String::as_str)
    }

    /// Returns those of `languages` in which the text is missing or blank.
    pub fn missing<'a>(&'a self, languages: &'a [Language]) -> impl Iterator<Item = Language> + 'a {
        languages.iter().copied().filter(|language| {
            self.exact(*language)
                .is_none_or(|text| text.trim().is_empty())
        })
    }

    /// Returns whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    /// Returns every text there is, by language.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &str)> {
        self.0
            .iter()
            .map(|(language, text)| (*language, text.as_str()))
    }
}

impl FromIterator<(Language, String)> for LocalText {
    fn from_iter<I: IntoIterator<Item = (Language, String)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_as_people_write_them() {
        for (text, language) in [
            ("vi_VN.UTF-8", Language::Vi),
            ("zh-CN", Language::ZhHans),
            ("ZH", Language::ZhHans),
            ("fr@euro", Language::Fr),
            ("en", Language::En),
        ] {
            assert_eq!(text.parse(), Ok(language), "{text}");
        }
        assert_eq!("de".parse::<Language>(), Err(LanguageError));
        assert_eq!("".parse::<Language>(), Err(LanguageError));
    }

    #[test]
    fn falls_back_to_english() {
        let text: LocalText = [
            (Language::En, "hello".to_owned()),
            (Language::Fr, "bonjour".to_owned()),
        ]
        .into_iter()
        .collect();
        assert_eq!(text.get(Language::Fr), "bonjour");
        assert_eq!(text.get(Language::Vi), "hello");
        let missing: Vec<_> = text.missing(&Language::ALL).collect();
        assert_eq!(missing, [Language::ZhHans, Language::Vi]);
    }
}
