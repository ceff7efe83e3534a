//! Acknowledging what was imported: the desk's own reply to every letter.

use crypto_core::{Language, Letter, LetterId, ReceiptPublic, ReplyKind};
use jiff::Timestamp;

use super::Run;
use crate::desk::acknowledge::is_own;
use crate::desk::error::DeskError;
use crate::desk::open::Desk;
use crate::desk::reply::Outline;
use crate::desk::view;
use crate::model::{CaseId, EventBody, Imported};

/// Letters of this laptop that nothing was ever sent back for, their acknowledgement included.
pub(super) fn unanswered(desk: &Desk) -> Vec<CaseId> {
    desk.index
        .summaries
        .iter()
        .filter(|(_, summary)| {
            summary.parts.is_empty() && summary.letters.iter().any(|fact| is_own(desk, fact))
        })
        .map(|(id, _)| *id)
        .collect()
}

impl Run {
    /// Seals one acknowledgement. A letter that none can be sealed for is imported all the same;
    /// the report says so, and the next import tries again.
    pub(super) fn acknowledge(
        &mut self,
        desk: &Desk,
        case: CaseId,
        pending: &Pending,
    ) -> Option<(Option<CaseId>, EventBody)> {
        let summary = desk.index.summaries.get(&case);
        let outline = Outline {
            kind: ReplyKind::Acknowledgement,
            receipt: &pending.receipt,
            language: pending.language,
            next_n: summary.map_or(0, |summary| summary.next_n),
            previous: summary.and_then(|summary| summary.last_part),
            in_reply_to: Some(pending.letter),
            due: pending.due,
            parcels: Vec::new(),
        };
        match self.writer.acknowledge(outline, pending.proven, self.now) {
            Ok(reply) => {
                let reply = reply?;
                self.acknowledged += 1;
                Some((Some(case), EventBody::Replied(Box::new(reply))))
            }
            Err(_) => {
                self.report.unacknowledged.push(case);
                None
            }
        }
    }

    /// Acknowledges what an earlier import could not.
    pub(super) fn acknowledge_again(&mut self, desk: &mut Desk) -> Result<(), DeskError> {
        let mut bodies = Vec::new();
        for id in std::mem::take(&mut self.unanswered) {
            let still = desk
                .index
                .summaries
                .get(&id)
                .is_some_and(|summary| summary.parts.is_empty());
            if !still || self.report.cases.contains(&id) {
                continue;
            }
            // Content that Sealpost did not make has no receipt to answer to.
            let Ok(case) = view::case(desk, &id) else {
                continue;
            };
            if let (Some(receipt), Some(letter)) = (case.receipt, case.letters.last()) {
                let pending = Pending {
                    receipt,
                    language: letter.language.unwrap_or(Language::En),
                    letter: letter.id,
                    due: case.row.due,
                    proven: !case.row.unproven,
                };
                bodies.extend(self.acknowledge(desk, id, &pending));
            }
        }
        desk.commit(bodies, self.now)
    }
}

/// What an acknowledgement has to say about the letters of one case.
pub(super) struct Pending {
    receipt: ReceiptPublic,
    language: Language,
    letter: LetterId,
    due: Option<Timestamp>,
    proven: bool,
}

impl Pending {
    pub(super) fn new(receipt: &ReceiptPublic) -> Self {
        Self {
            receipt: receipt.clone(),
            language: Language::En,
            letter: LetterId::from_bytes([0; 16]),
            due: None,
            proven: true,
        }
    }

    pub(super) fn add(&mut self, letter: &Letter, imported: &Imported) {
        self.language = letter.language;
        self.letter = letter.id;
        self.due = match (self.due, imported.due) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.proven &= imported.proven;
    }
}
