//! Sentences in the four languages, from Fluent files.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::Language;

mod check;

/// The Fluent sources of one program: any number of files for each language.
pub type Sources = &'static [(Language, &'static str)];

/// Every sentence of a program in one language, with English behind it.
pub struct Messages {
    language: Language,
    /// The language itself, then English.
    bundles: Vec<FluentBundle<FluentResource>>,
}

/// A value that a sentence mentions.
#[derive(Clone, Debug)]
pub struct Arg<'a>(FluentValue<'a>);

impl Messages {
    /// Collects the sentences of `language`.
    ///
    /// Never fails: a broken sentence shows as its id. [`Messages::check`] finds those in a test.
    pub fn new(language: Language, sources: Sources) -> Self {
        let mut bundles = vec![bundle(language, sources)];
        if language != Language::En {
            bundles.push(bundle(Language::En, sources));
        }
        Self { language, bundles }
    }

    /// Returns the language asked for.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns a sentence that mentions no value.
    pub fn text(&self, id: &str) -> String {
        self.format(id, &[])
    }

    /// Returns a sentence with its values.
    ///
    /// An id that does not exist is returned as it is: a screen with a strange word on it beats
    /// no screen.
    pub fn format(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, arg)| (Cow::Borrowed(*name), arg.0.clone()))
            .collect();
        for bundle in &self.bundles {
            if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
                // A value that is missing shows as `{$name}`; nothing can be done about it here.
                let mut errors = Vec::new();
                return bundle
                    .format_pattern(pattern, Some(&args), &mut errors)
                    .into_owned();
            }
        }
        id.to_owned()
    }

    /// Returns whether a sentence exists, in the language or in English.
    pub fn has(&self, id: &str) -> bool {
        self.bundles
            .iter()
            .any(|bundle| bundle.get_message(id).is_some_and(|m| m.value().is_some()))
    }

    /// Checks that every language has the same sentences, mentioning the same values.
    ///
    /// # Errors
    ///
    /// One line for each thing a translator must mend.
    pub fn check(sources: Sources) -> Result<(), Vec<String>> {
        check::check(sources)
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

fn bundle(language: Language, sources: Sources) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language
        .tag()
        .parse()
        .expect("the tags of the four languages are well-formed");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks (U+2068, U+2069) would show as boxes in a terminal and in the desk.
    bundle.set_use_isolating(false);
    // Without it `NUMBER($n)` prints itself. Fails only where a function of the name exists.
    let _ = bundle.add_builtins();
    for (_, source) in sources.iter().filter(|(of, _)| *of == language) {
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*source).to_owned());
        bundle.add_resource_overriding(resource);
    }
    bundle
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self(text.into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self(number.into())
            }
        }
    )*};
}
number!(i64, u8, u16, u32, u64, usize);

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: Sources = &[
        (
            Language::En,
            "hello = Hello, { $name }.\n\
             files = { $n ->\n    [one] one file\n   *[other] { NUMBER($n) } files\n }\n\
             only-english = English",
        ),
        (Language::Vi, "hello = Xin chào { $name }."),
        (Language::Vi, "files = { $n } tệp"),
    ];

    #[test]
    fn speaks_and_falls_back() {
        let vi = Messages::new(Language::Vi, SOURCES);
        assert_eq!(vi.format("hello", &[("name", "An".into())]), "Xin chào An.");
        assert_eq!(vi.format("files", &[("n", 3_usize.into())]), "3 tệp");
        assert_eq!(vi.text("only-english"), "English");
        assert_eq!(vi.text("no-such-sentence"), "no-such-sentence");
        assert!(vi.has("only-english") && !vi.has("no-such-sentence"));
    }

    #[test]
    fn numbers_follow_the_plural() {
        let en = Messages::new(Language::En, SOURCES);
        assert_eq!(en.format("files", &[("n", 1_u32.into())]), "one file");
        assert_eq!(en.format("files", &[("n", 1234_u64.into())]), "1234 files");
    }

    #[test]
    fn crosses_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Messages>();
    }

    #[test]
    fn a_missing_value_does_not_hide_the_sentence() {
        let en = Messages::new(Language::En, SOURCES);
        assert!(en.text("hello").starts_with("Hello"));
    }
}
