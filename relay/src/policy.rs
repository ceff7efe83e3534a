//! What a relay takes: a pure function of limits, usage and the facts of one request.
//!
//! No clock, no disk, no network: every rule stands in one table of tests.

use crate::sizes;
use crate::storage::Room;

/// What the operator allows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Limits {
    /// The largest sealed letter, in bytes.
    pub(crate) letter_bytes: u64,
    /// New letters are refused when less than this stays free, in bytes.
    pub(crate) free_bytes: u64,
    /// New letters are refused when less than this part of the disk stays free, in per cent.
    pub(crate) free_percent: u64,
    /// New letters are refused when fewer files than this can be made.
    pub(crate) free_files: u64,
    /// The most bytes of letters taken in a day.
    pub(crate) bytes_per_day: u64,
    /// The most unfinished uploads kept at a time.
    pub(crate) partial_uploads: usize,
}

/// What is in use now.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Usage {
    /// The disk.
    pub(crate) room: Room,
    /// Bytes that requests now under way have announced and not all written.
    pub(crate) announced_bytes: u64,
    /// Bytes of letters taken today.
    pub(crate) bytes_today: u64,
    /// Unfinished uploads.
    pub(crate) partial_uploads: usize,
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facts {
    /// Send a whole letter.
    Letter {
        /// Its length as announced, in bytes.
        length: Option<u64>,
    },
    /// Send the form of people without JavaScript.
    Form {
        /// The length of the form, in bytes.
        length: Option<u64>,
    },
    /// Begin an upload in pieces.
    Begin {
        /// The length of the whole letter.
        total: Option<u64>,
        /// The length of the first piece.
        length: Option<u64>,
    },
    /// Go on with an upload.
    Append {
        /// The length of the whole letter.
        total: u64,
        /// The bytes that are there.
        have: u64,
        /// Where the sender believes to be.
        offset: Option<u64>,
        /// The length of the piece.
        length: Option<u64>,
        /// Whether the sender says that this is the last piece.
        last: bool,
    },
    /// Push a signed upload of an announced length and no more than `most` bytes.
    Push {
        /// The length as announced.
        length: Option<u64>,
        /// The most this route takes.
        most: u64,
    },
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Go on; at most this many bytes are to be read.
    Take(u64),
    /// Refuse.
    Refuse(Refusal),
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum Refusal {
    /// 507: today's bytes are used up.
    DayIsFull,
    /// 400: the facts contradict each other.
    Malformed,
    /// 411: no length was announced.
    NoLength,
    /// 507: the disk would become too full.
    NoRoom,
    /// 422: not a size class.
    NotASizeClass,
    /// 413: larger than the relay takes.
    TooLarge,
    /// 503: too many unfinished uploads.
    TooManyUploads,
    /// 409: the sender is not where the relay is.
    WrongOffset,
}

/// How much longer a form may be than the file in it, in bytes.
const FORM_EXTRA_BYTES: u64 = 16 << 10;

/// Decides.
pub(crate) fn judge(limits: &Limits, usage: &Usage, facts: Facts) -> Verdict {
    match check(limits, usage, facts) {
        Ok(bytes) => Verdict::Take(bytes),
        Err(refusal) => Verdict::Refuse(refusal),
    }
}

fn check(limits: &Limits, usage: &Usage, facts: Facts) -> Result<u64, Refusal> {
    match facts {
        Facts::Letter { length } => {
            let length = length.ok_or(Refusal::NoLength)?;
            letter_length(limits, length)?;
            room_for(limits, usage, length)?;
            Ok(length)
        }
        Facts::Form { length } => {
            let length = length.ok_or(Refusal::NoLength)?;
            if length > limits.letter_bytes + FORM_EXTRA_BYTES {
                return Err(Refusal::TooLarge);
            }
            room_for(limits, usage, length)?;
            Ok(length)
        }
        Facts::Begin { total, length } => {
            let total = total.ok_or(Refusal::Malformed)?;
            letter_length(limits, total)?;
            let length = length.ok_or(Refusal::NoLength)?;
            if length > total {
                return Err(Refusal::Malformed);
            }
            if usage.partial_uploads >= limits.partial_uploads {
                return Err(Refusal::TooManyUploads);
            }
            room_for(limits, usage, total)?;
            Ok(length)
        }
        Facts::Append {
            total,
            have,
            offset,
            length,
            last,
        } => {
            let offset = offset.ok_or(Refusal::Malformed)?;
            if offset != have {
                return Err(Refusal::WrongOffset);
            }
            let length = length.ok_or(Refusal::NoLength)?;
            let end = offset.checked_add(length).ok_or(Refusal::Malformed)?;
            if end > total || (last && end != total) {
                return Err(Refusal::Malformed);
            }
            // The letter is written a second time when it is complete.
            room_for(limits, usage, if last { length + total } else { length })?;
            Ok(length)
        }
        Facts::Push { length, most } => {
            // Staff may use the reserve below the watermark: replies must go out of a full relay.
            let length = length.ok_or(Refusal::NoLength)?;
            if length > most {
                return Err(Refusal::TooLarge);
            }
            if length + usage.announced_bytes > usage.room.free_bytes {
                return Err(Refusal::NoRoom);
            }
            Ok(length)
        }
    }
}

fn letter_length(limits: &Limits, length: u64) -> Result<(), Refusal> {
    if length > limits.letter_bytes {
        Err(Refusal::TooLarge)
    } else if sizes::is_letter_class(length) {
        Ok(())
    } else {
        Err(Refusal::NotASizeClass)
    }
}

fn room_for(limits: &Limits, usage: &Usage, length: u64) -> Result<(), Refusal> {
    let wanted = length.saturating_add(usage.announced_bytes);
    if !has_room(limits, &usage.room, wanted) {
        return Err(Refusal::NoRoom);
    }
    if usage.bytes_today.saturating_add(wanted) > limits.bytes_per_day {
        return Err(Refusal::DayIsFull);
    }
    Ok(())
}

/// Tells whether so many more bytes of letters leave free what must stay free.
pub(crate) fn has_room(limits: &Limits, room: &Room, wanted: u64) -> bool {
    let kept_free = limits
        .free_bytes
        .max(room.total_bytes / 100 * limits.free_percent);
    room.free_bytes >= wanted.saturating_add(kept_free) && room.free_files >= limits.free_files
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;

    fn limits() -> Limits {
        Limits {
            letter_bytes: 8 * MIB,
            free_bytes: 100 * MIB,
            free_percent: 5,
            free_files: 1000,
            bytes_per_day: 64 * MIB,
            partial_uploads: 2,
        }
    }

    fn usage() -> Usage {
        Usage {
            room: Room {
                free_bytes: 1000 * MIB,
                total_bytes: 2000 * MIB,
                free_files: 5000,
            },
            announced_bytes: 0,
            bytes_today: 0,
            partial_uploads: 0,
        }
    }

    #[test]
    fn every_rule_has_its_refusal() {
        use Refusal::*;
        let letter = |length| Facts::Letter {
            length: Some(length),
        };
        let begin = |total, length| Facts::Begin { total, length };
        let append = |have, offset, length, last| Facts::Append {
            total: 64 * KIB,
            have,
            offset,
            length,
            last,
        };
        let table: &[(Facts, Result<u64, Refusal>)] = &[
            (letter(64 * KIB), Ok(64 * KIB)),
            (letter(8 * MIB), Ok(8 * MIB)),
            (letter(12 * MIB), Err(TooLarge)),
            (letter(65_535), Err(NotASizeClass)),
            (letter(0), Err(NotASizeClass)),
            (Facts::Letter { length: None }, Err(NoLength)),
            (Facts::Form { length: None }, Err(NoLength)),
            (
                Facts::Form {
                    length: Some(9 * MIB),
                },
                Err(TooLarge),
            ),
            (Facts::Form { length: Some(300) }, Ok(300)),
            (begin(Some(64 * KIB), Some(0)), Ok(0)),
            (begin(Some(64 * KIB), Some(64 * KIB + 1)), Err(Malformed)),
            (begin(None, Some(0)), Err(Malformed)),
            (begin(Some(64 * KIB), None), Err(NoLength)),
            (begin(Some(65 * KIB), Some(0)), Err(NotASizeClass)),
            (begin(Some(u64::MAX), Some(0)), Err(TooLarge)),
            (append(10, Some(10), Some(5), false), Ok(5)),
            (append(10, Some(9), Some(5), false), Err(WrongOffset)),
            (append(10, None, Some(5), false), Err(Malformed)),
            (append(10, Some(10), None, false), Err(NoLength)),
            (append(10, Some(10), Some(5), true), Err(Malformed)),
            (append(10, Some(10), Some(64 * KIB), false), Err(Malformed)),
            (append(10, Some(10), Some(u64::MAX), false), Err(Malformed)),
            (
                append(10, Some(10), Some(64 * KIB - 10), true),
                Ok(64 * KIB - 10),
            ),
            (
                Facts::Push {
                    length: Some(5),
                    most: 4,
                },
                Err(TooLarge),
            ),
            (
                Facts::Push {
                    length: None,
                    most: 4,
                },
                Err(NoLength),
            ),
            (
                Facts::Push {
                    length: Some(4),
                    most: 4,
                },
                Ok(4),
            ),
        ];
        for (facts, expected) in table {
            let expected = expected.map_or_else(Verdict::Refuse, Verdict::Take);
            assert_eq!(judge(&limits(), &usage(), *facts), expected, "{facts:?}");
        }
    }

    #[test]
    fn a_full_relay_refuses_letters_and_still_takes_replies() {
        use Refusal::*;
        let letter = Facts::Letter { length: Some(MIB) };
        let push = Facts::Push {
            length: Some(MIB),
            most: 64 * MIB,
        };
        let refused = |usage: &Usage, refusal| {
            assert_eq!(judge(&limits(), usage, letter), Verdict::Refuse(refusal));
            assert_eq!(judge(&limits(), usage, push), Verdict::Take(MIB));
        };
        let mut full = usage();
        full.room.free_bytes = 100 * MIB;
        refused(&full, NoRoom);
        full.room = Room {
            free_bytes: 400 * MIB,
            total_bytes: 10_000 * MIB,
            free_files: 5000,
        };
        refused(&full, NoRoom);
        let mut files = usage();
        files.room.free_files = 999;
        refused(&files, NoRoom);
        let mut busy = usage();
        busy.announced_bytes = 900 * MIB;
        refused(&busy, NoRoom);
        let mut day = usage();
        day.bytes_today = 64 * MIB - 1;
        refused(&day, DayIsFull);
        let mut uploads = usage();
        uploads.partial_uploads = 2;
        let begin = Facts::Begin {
            total: Some(MIB),
            length: Some(0),
        };
        assert_eq!(
            judge(&limits(), &uploads, begin),
            Verdict::Refuse(TooManyUploads)
        );
        let mut none = usage();
        none.room.free_bytes = 10;
        assert_eq!(judge(&limits(), &none, push), Verdict::Refuse(NoRoom));
    }
}
