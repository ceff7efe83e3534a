//! One round: every relay of the stick is visited once.

use std::collections::HashSet;
use std::path::PathBuf;

use super::address::Socks;
use super::cards::{self, Found};
use super::link::{About, Link};
use super::outgoing::Outgoing;
use super::patience::Patience;
use super::progress::Progress;
use super::pull::{Source, Verified, pull};
use super::push::Push;
use super::report::Report;
use super::stick::{Stick, StickError, UNFINISHED};
use super::trouble::Halt;
use super::trust::Trust;
use crate::card::RelayCard;
use crate::digest::BlobId;

/// A courier, between rounds.
#[derive(Debug)]
pub(super) struct Courier {
    pub(super) stick: PathBuf,
    pub(super) socks: Option<Socks>,
    pub(super) patience: Patience,
    pub(super) trust: Trust,
    pub(super) verified: Verified,
    pub(super) progress: Progress,
}

/// What a round brought.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Round {
    /// New letters from all relays together.
    pub(super) new: u64,
    /// Whether anything failed.
    pub(super) failed: bool,
}

impl Courier {
    /// Visits every relay and says one line for each.
    ///
    /// `new` in `round` counts what was fetched even when the stick then fails.
    pub(super) fn round(
        &mut self,
        round: &mut Round,
        mut line: impl FnMut(&str),
    ) -> Result<(), StickError> {
        let stick = Stick::open(&self.stick)?;
        let relays = cards::read_all(&stick)?;
        let mut outgoing = Outgoing::read(&stick)?;
        let mut wanted = HashSet::new();
        let mut all_listed = true;
        for Found { name, card } in relays {
            let mut report = Report::default();
            let visited = card.map_err(Halt::from).and_then(|card| {
                self.visit(
                    &stick,
                    &name,
                    &card,
                    &mut outgoing,
                    &mut wanted,
                    &mut report,
                )
            });
            self.progress.end();
            round.new += report.new;
            let listed = match visited {
                Ok(listed) => listed,
                Err(Halt::Relay(trouble)) => {
                    report.trouble(trouble);
                    false
                }
                Err(Halt::Stick(error)) => {
                    // What was carried before is still worth a line.
                    if report.new > 0 {
                        line(&format!("{name}: {report}"));
                    }
                    return Err(error);
                }
            };
            all_listed &= listed;
            round.failed |= !report.troubles.is_empty();
            self.progress.suspend(|| line(&format!("{name}: {report}")));
        }
        for unsendable in &outgoing.unsendable {
            let text = unsendable.to_string();
            // The sentence begins in the middle, because errors do.
            let mut letters = text.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            self.progress
                .say(&first.into_iter().chain(letters).collect::<String>());
            round.failed = true;
        }
        if all_listed {
            sweep(&stick, &wanted)?;
        }
        Ok(())
    }

    /// Visits one relay; tells whether its whole inbox was fetched.
    fn visit(
        &mut self,
        stick: &Stick,
        name: &str,
        card: &RelayCard,
        outgoing: &mut Outgoing,
        wanted: &mut HashSet<BlobId>,
        report: &mut Report,
    ) -> Result<bool, Halt> {
        let link = Link::new(card, self.socks, self.patience)?;
        let about = link.about()?;
        let source = Source {
            link: &link,
            name,
            relay: card.relay,
            acknowledged: outgoing.acknowledged(card.relay),
        };
        let pulled = pull(stick, &source, &mut self.verified, &self.progress, report);
        let listed = match pulled {
            Ok(letters) => {
                wanted.extend(letters);
                true
            }
            // A full stick can still be relieved of what it carries: acknowledgements among it
            // are what lets the relay forget, and replies wait for nobody's room.
            Err(Halt::Stick(StickError::Full)) => {
                self.push(stick, &link, name, card, outgoing, &about, report)?;
                return Err(StickError::Full.into());
            }
            Err(Halt::Relay(trouble)) if !trouble.ends_the_visit() => {
                report.trouble(trouble);
                false
            }
            Err(halt) => return Err(halt),
        };
        self.push(stick, &link, name, card, outgoing, &about, report)?;
        Ok(listed)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "all of them belong to one visit, and two callers share this"
    )]
    fn push(
        &mut self,
        stick: &Stick,
        link: &Link,
        name: &str,
        card: &RelayCard,
        outgoing: &mut Outgoing,
        about: &About,
        report: &mut Report,
    ) -> Result<(), Halt> {
        let mut push = Push {
            stick,
            link,
            name,
            relay: card.relay,
            outgoing,
            progress: &self.progress,
            report,
            unsendable: Vec::new(),
        };
        let done = push.all(about, &mut self.trust);
        for unsendable in push.unsendable {
            outgoing.refuse(unsendable);
        }
        done
    }
}

/// Removes beginnings of letters that no relay lists any more.
fn sweep(stick: &Stick, wanted: &HashSet<BlobId>) -> Result<(), StickError> {
    for name in stick.names("inbox")? {
        let id = name
            .strip_prefix(UNFINISHED)
            .and_then(|name| name.strip_suffix(".age"))
            .and_then(|name| name.parse::<BlobId>().ok());
        if id.is_some_and(|id| !wanted.contains(&id)) {
            stick.remove(&stick.path("inbox").join(name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
