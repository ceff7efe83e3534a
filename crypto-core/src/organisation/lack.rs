//! What a publisher must mend before signing.

use jiff::{SignedDuration, Timestamp};

use super::Organisation;
use crate::words::words;
use crate::{Country, Language, calendar};

/// A file that expires sooner than this is hardly worth carrying to people.
const SHORTEST_LIFE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// A programme that promises an answer this soon needs a first cry for help.
const URGENT_HOURS: u32 = 72;

/// Something wrong with an organisation file that is about to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lack {
    /// What is wrong.
    pub kind: LackKind,
    /// Where, as far as it has a place: programme, section, question; language.
    pub place: String,
}

/// What is wrong with an organisation file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LackKind {
    /// It expires within two weeks, or has expired.
    ExpiresSoon,
    /// No intake key covers some day before it expires: letters would go to the fallback key.
    IntakeGap,
    /// A reader would refuse it.
    Invalid,
    /// A text is missing in a language of the programme.
    MissingText,
    /// No desk can publish replies.
    NoDesk,
    /// An urgent programme without a single question for the first cry for help.
    NoFirstCry,
    /// A stolen or lost root key could not be replaced.
    NoNextRoot,
    /// There is nothing to ask for.
    NoProgramme,
    /// There is nowhere to send letters, or a relay has no address.
    NoRelay,
    /// One relay alone can be seized or blocked.
    OneRelay,
    /// A country code that is not assigned.
    UnknownCountry,
}

impl Lack {
    fn new(kind: LackKind, place: impl Into<String>) -> Self {
        Self {
            kind,
            place: place.into(),
        }
    }

    /// Says what to mend, in one sentence.
    pub fn text(&self, language: Language) -> String {
        words(language).format(self.kind.message_id(), &[("place", (&self.place).into())])
    }

    /// Returns whether publishing must wait until it is mended.
    pub const fn is_grave(&self) -> bool {
        !matches!(
            self.kind,
            LackKind::IntakeGap
                | LackKind::NoFirstCry
                | LackKind::NoNextRoot
                | LackKind::OneRelay
                | LackKind::ExpiresSoon
        )
    }
}

impl LackKind {
    /// Returns the id of its sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::ExpiresSoon => "lack-expires-soon",
            Self::IntakeGap => "lack-intake-gap",
            Self::Invalid => "lack-invalid",
            Self::MissingText => "lack-missing-text",
            Self::NoDesk => "lack-no-desk",
            Self::NoFirstCry => "lack-no-first-cry",
            Self::NoNextRoot => "lack-no-next-root",
            Self::NoProgramme => "lack-no-programme",
            Self::NoRelay => "lack-no-relay",
            Self::OneRelay => "lack-one-relay",
            Self::UnknownCountry => "lack-unknown-country",
        }
    }
}

impl Organisation {
    /// Names every missing text and whatever else a publisher should mend.
    pub fn missing(&self, now: Timestamp) -> Vec<Lack> {
        let mut lacks = Vec::new();
        if let Err(error) = self.validate() {
            lacks.push(Lack::new(LackKind::Invalid, error.to_string()));
        }
        lacks.extend(
            self.missing_texts()
                .into_iter()
                .map(|place| Lack::new(LackKind::MissingText, place)),
        );
        if self.programmes.is_empty() {
            lacks.push(Lack::new(LackKind::NoProgramme, ""));
        }
        if self.desks.is_empty() {
            lacks.push(Lack::new(LackKind::NoDesk, ""));
        }
        self.missing_relays(&mut lacks);
        for programme in &self.programmes {
            let at = format!("programme {}", programme.id);
            for code in &programme.countries {
                if Country::by_code(code).is_none() {
                    lacks.push(Lack::new(LackKind::UnknownCountry, format!("{at}: {code}")));
                }
            }
            let has_first_cry = programme.form.questions().any(|question| question.now);
            if programme.promise_hours <= URGENT_HOURS && !has_first_cry {
                lacks.push(Lack::new(LackKind::NoFirstCry, at));
            }
        }
        if now
            .checked_add(SHORTEST_LIFE)
            .is_ok_and(|soonest| self.expires < soonest)
        {
            let day = calendar::day_of(self.expires).to_string();
            lacks.push(Lack::new(LackKind::ExpiresSoon, day));
        }
        lacks.extend(self.first_gap(now));
        if self.next_root.is_none() {
            lacks.push(Lack::new(LackKind::NoNextRoot, ""));
        }
        lacks
    }

    /// Names every place whose text is missing in a language of its programme.
    pub(super) fn missing_texts(&self) -> Vec<String> {
        let mut missing = Vec::new();
        // A person of any programme may need the fallback contact.
        let spoken: Vec<Language> = Language::ALL
            .into_iter()
            .filter(|language| {
                self.programmes
                    .iter()
                    .any(|p| p.languages.contains(language))
            })
            .collect();
        for language in self.fallback_contact.missing(&spoken) {
            missing.push(format!("fallback_contact: {}", language.tag()));
        }
        for programme in &self.programmes {
            let at = format!("programme {}", programme.id);
            for language in programme.title.missing(&programme.languages) {
                missing.push(format!("{at}, title: {}", language.tag()));
            }
            for place in programme.form.missing_texts(&programme.languages) {
                missing.push(format!("{at}, {place}"));
            }
        }
        missing
    }

    fn missing_relays(&self, lacks: &mut Vec<Lack>) {
        let without_address: Vec<_> = self
            .relays
            .iter()
            .filter(|relay| relay.https.is_none() && relay.onion.is_none())
            .collect();
        for relay in &without_address {
            lacks.push(Lack::new(LackKind::NoRelay, relay.name.clone()));
        }
        match self.relays.len() {
            0 => lacks.push(Lack::new(LackKind::NoRelay, "")),
            1 if without_address.is_empty() => {
                lacks.push(Lack::new(LackKind::OneRelay, self.relays[0].name.clone()));
            }
            _ => {}
        }
    }

    /// Finds the first day, from now until the file expires, that no intake key covers.
    fn first_gap(&self, now: Timestamp) -> Option<Lack> {
        let last = calendar::day_of(self.expires);
        let mut day = self.effective_day(now);
        while day < last {
            match self
                .intake_keys
                .iter()
                .filter(|key| (key.from..key.until).contains(&day))
                .map(|key| key.until)
                .max()
            {
                // `until` is later than `day`, so this ends.
                Some(until) => day = until,
                None => return Some(Lack::new(LackKind::IntakeGap, day.to_string())),
            }
        }
        None
    }
}
