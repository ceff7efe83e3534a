//! Countries, by ISO 3166-1 code, with their names in the four languages.

mod table;

use unicode_normalization::UnicodeNormalization;

use crate::Language;

/// A country or territory with an assigned ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    code: &'static str,
    names: [&'static str; 4],
    places: [u8; 4],
}

impl Country {
    /// Finds a country by its code, in upper case.
    pub fn by_code(code: &str) -> Option<&'static Self> {
        table::COUNTRIES
            .binary_search_by(|country| country.code.cmp(code))
            .ok()
            .map(|place| &table::COUNTRIES[place])
    }

    /// Finds the country that a person means: its code, or its name in any of the languages, in
    /// upper or lower case, with or without accents.
    pub fn by_text(text: &str) -> Option<&'static Self> {
        let wanted = plain(text);
        if wanted.is_empty() {
            return None;
        }
        table::COUNTRIES.iter().find(|country| {
            plain(country.code) == wanted || country.names.iter().any(|name| plain(name) == wanted)
        })
    }

    /// Returns every country in the order in which `language` lists their names.
    pub fn sorted(language: Language) -> Vec<&'static Self> {
        let mut countries: Vec<_> = table::COUNTRIES.iter().collect();
        countries.sort_by_key(|country| country.places[column(language)]);
        countries
    }

    /// Returns the code: two upper-case letters.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the name in this language.
    pub const fn name(&self, language: Language) -> &'static str {
        self.names[column(language)]
    }
}

const fn column(language: Language) -> usize {
    match language {
        Language::En => 0,
        Language::ZhHans => 1,
        Language::Fr => 2,
        Language::Vi => 3,
    }
}

/// Reduces a name to what people agree on: letters and digits, without case and accents.
pub(crate) fn plain(name: &str) -> String {
    name.replace('&', "and")
        .nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        // Vietnamese đ has no decomposition.
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(table::COUNTRIES.is_sorted_by(|a, b| a.code < b.code));
        for language in Language::ALL {
            let names: BTreeSet<_> = table::COUNTRIES.iter().map(|c| c.name(language)).collect();
            assert_eq!(names.len(), 249, "{language}: a name occurs twice");
            assert!(names.iter().all(|name| !name.trim().is_empty()));
            let places: BTreeSet<_> = table::COUNTRIES
                .iter()
                .map(|c| c.places[column(language)])
                .collect();
            assert_eq!(places.len(), 249, "{language}: a place occurs twice");
        }
        for country in &table::COUNTRIES {
            assert_eq!(country.code.len(), 2);
            assert!(country.code.bytes().all(|b| b.is_ascii_uppercase()));
            let chinese = country.name(Language::ZhHans);
            assert!(
                chinese
                    .chars()
                    .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || "（）".contains(c)),
                "{chinese}"
            );
        }
    }

    #[test]
    fn found_as_people_write_them() {
        for (text, code) in [
            ("VN", "VN"),
            ("vn", "VN"),
            ("viet nam", "VN"),
            ("Việt Nam", "VN"),
            ("VIETNAM", "VN"),
            ("越南", "VN"),
            ("trung quoc", "CN"),
            ("Đài Loan", "TW"),
            ("dai loan", "TW"),
            ("etats unis", "US"),
            ("cote d'ivoire", "CI"),
            ("Bosnia and Herzegovina", "BA"),
            ("birmanie (myanmar)", "MM"),
        ] {
            assert_eq!(
                Country::by_text(text).map(Country::code),
                Some(code),
                "{text}"
            );
        }
        for text in ["", " ", "-", "ZZ", "Atlantis", "XK"] {
            assert_eq!(Country::by_text(text), None, "{text}");
        }
        assert_eq!(Country::by_code("vn"), None);
    }

    #[test]
    fn lists_follow_the_language() {
        let first = |language| Country::sorted(language)[0].name(language);
        assert_eq!(first(Language::En), "Afghanistan");
        assert_eq!(first(Language::ZhHans), "阿尔巴尼亚");
        let french = Country::sorted(Language::Fr);
        let place = |code| french.iter().position(|c| c.code == code).unwrap();
        // É sorts among E, not after Z.
        assert!(place("EG") < place("FI"));
    }
}
