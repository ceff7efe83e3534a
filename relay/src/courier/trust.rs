//! The first publication: is this root key the organisation's?

use std::io::{self, IsTerminal as _, Write as _};

use super::progress::Progress;
use super::trouble::Trouble;
use crate::fingerprint::{Fingerprint, WordList};
use crate::signed::PublicKey;

/// Root keys that people vouched for.
#[derive(Debug, Default)]
pub(super) struct Trust {
    /// What was given with `--trust-root`.
    given: Option<String>,
    /// The key that was confirmed on the terminal in this run: two relays, one question.
    confirmed: Option<PublicKey>,
}

impl Trust {
    pub(super) const fn new(given: Option<String>) -> Self {
        Self {
            given,
            confirmed: None,
        }
    }

    /// Checks a key against `--trust-root`, if that was given.
    pub(super) fn agrees(&self, root: &PublicKey) -> Result<(), Trouble> {
        match &self.given {
            Some(given) if !is_fingerprint_of(root, given) => Err(Trouble::RootOther),
            _ => Ok(()),
        }
    }

    /// Lets a person vouch for a key that a relay is to pin.
    pub(super) fn confirm(&mut self, root: &PublicKey, progress: &Progress) -> Result<(), Trouble> {
        self.agrees(root)?;
        if self.given.is_some() || self.confirmed.as_ref() == Some(root) {
            return Ok(());
        }
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Err(Trouble::RootUnasked);
        }
        let yes = progress
            .suspend(|| ask(&Fingerprint::of(root)))
            .map_err(|_| Trouble::RootUnasked)?;
        if !yes {
            return Err(Trouble::RootDeclined);
        }
        self.confirmed = Some(root.clone());
        Ok(())
    }
}

fn ask(fingerprint: &Fingerprint) -> io::Result<bool> {
    let mut screen = io::stderr();
    writeln!(
        screen,
        "A relay has no root key yet. From now on it will follow the key on this stick:\n\n  \
         {}\n  {}\n  {}\n  {}\n\nCompare one of these lines, word by word, with what the desk \
         shows or with the organisation's paper.",
        fingerprint.words(WordList::English),
        fingerprint.words(WordList::SimplifiedChinese),
        fingerprint.words(WordList::French),
        fingerprint.numbers(),
    )?;
    write!(screen, "Type yes if they are the same: ")?;
    screen.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

/// Compares what a person typed with the fingerprint in each of its spellings.
fn is_fingerprint_of(root: &PublicKey, typed: &str) -> bool {
    let fingerprint = Fingerprint::of(root);
    let typed = folded(typed);
    [
        fingerprint.words(WordList::English),
        fingerprint.words(WordList::SimplifiedChinese),
        fingerprint.words(WordList::French),
        fingerprint.numbers(),
    ]
    .iter()
    .any(|spelling| folded(spelling) == typed)
}

/// Drops case, accents and everything between the words. Spellings differ in that only: the
/// whole is compared with one expected text, so nothing is lost by it.
fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        // Combining accents: é may come as one character or as e and an accent.
        .filter(|c| c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| match c {
            'à' | 'â' => 'a',
            'ç' => 'c',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;

    fn key() -> PublicKey {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        pair.pk.to_base64().parse().unwrap()
    }

    #[test]
    fn every_spelling_of_the_fingerprint_is_understood_and_no_other_key() {
        let (root, other) = (key(), key());
        let print = Fingerprint::of(&root);
        let english = print.to_string();
        for typed in [
            english.clone(),
            english.to_uppercase(),
            format!("  {}\n", english.replace(' ', "-")),
            print.words(WordList::French),
            folded(&print.words(WordList::French)),
            print.words(WordList::SimplifiedChinese).replace(' ', ""),
            print.numbers(),
        ] {
            assert!(is_fingerprint_of(&root, &typed), "{typed}");
            assert!(!is_fingerprint_of(&other, &typed), "{typed}");
        }
        let seven = english.rsplit_once(' ').unwrap().0;
        assert!(!is_fingerprint_of(&root, seven));
        assert!(!is_fingerprint_of(&root, ""));
    }

    #[test]
    fn what_was_given_decides() {
        let (root, other) = (key(), key());
        let progress = Progress::silent();
        let mut trust = Trust::new(Some(Fingerprint::of(&root).to_string()));
        assert!(trust.confirm(&root, &progress).is_ok());
        assert!(matches!(
            trust.confirm(&other, &progress),
            Err(Trouble::RootOther)
        ));
    }
}
