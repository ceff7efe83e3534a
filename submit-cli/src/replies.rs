//! `sealpost replies`: looks for answers, showing the relay as little as can be.
//!
//! A relay sees that someone asked for one chunk of sixteen replies, and never which of them, nor
//! whether there was any: who has no reply fetches a chunk too.

mod board;
mod parcel;

use crypto_core::{Arg, CHUNK_BYTES, Edition, Found, Receipt, Reply, ReplyKind, open_reply};

use crate::ask;
use crate::cli;
use crate::console::plain;
use crate::error::Error;
use crate::receipt_talk;
use crate::session::Session;
use crate::trusted::Trusted;

use board::{Board, Lane};

/// Between two replies on standard output.
const SEPARATOR: &str = "\n\n----------\n\n";

/// A reply's place: the lane it waits in, and where there.
struct Waiting<'a> {
    lane: &'a Lane,
    found: Found,
}

/// Runs the command; returns the texts of the replies.
pub(crate) fn run(session: &mut Session, options: &cli::Replies) -> Result<String, Error> {
    let mut trusted = Trusted::load(session)?;
    let receipt = receipt_talk::existing(&mut session.console, &options.receipt)?;
    trusted.refresh(session);
    let board = Board::fetch(session, &trusted)?;
    let waiting = waiting(&board, &receipt);
    let mut replies = newest(session, &trusted, &board, &receipt, &waiting)?;
    if replies.is_empty() {
        session.console.gap();
        session.console.say("replies-none");
        return Err(Error::NothingFound);
    }
    let left: Vec<&Waiting<'_>> = waiting
        .iter()
        .filter(|w| !replies.iter().any(|reply| reply.slot == w.found.slot))
        .collect();
    if options.earlier {
        for one in &left {
            let more = open_chunk(
                session,
                &trusted,
                &receipt,
                one.lane,
                one.found.chunk,
                &waiting,
            )?;
            for reply in more {
                if !replies.iter().any(|known| known.slot == reply.slot) {
                    replies.push(reply);
                }
            }
        }
    }
    // As they were written: by number, which rises over all lanes. The parts of one text follow
    // its first part, whatever another desk wrote in the meantime.
    replies.sort_by_key(|reply| (first_number(reply), reply.lane, reply.n));
    for reply in &replies {
        describe(session, reply);
    }
    if !options.earlier && !left.is_empty() {
        session
            .console
            .say_with("replies-earlier", &[("count", Arg::from(left.len()))]);
    }
    if let Some(folder) = &options.save {
        parcel::save_all(session, &trusted, &replies, folder)?;
    }
    Ok(plain(&join(&replies)))
}

/// The number of the first part of the text that a reply belongs to.
fn first_number(reply: &Reply) -> u32 {
    reply.n.saturating_sub(reply.part.number.saturating_sub(1))
}

/// Joins the texts: parts that follow one another as they were cut, all others set apart.
fn join(replies: &[Reply]) -> String {
    let mut text = String::new();
    let mut before: Option<&Reply> = None;
    for reply in replies {
        if let Some(before) = before
            && !continues(before, reply)
        {
            text.push_str(SEPARATOR);
        }
        text.push_str(&reply.text);
        before = Some(reply);
    }
    text
}

/// Whether `reply` is the next part of the text of which `before` is one.
fn continues(before: &Reply, reply: &Reply) -> bool {
    reply.previous == Some(before.id)
        && reply.part.of == before.part.of
        && reply.part.number == before.part.number + 1
}

/// Finds the id of the newest reply, for a follow-up to name; `None` if there is none.
pub(crate) fn newest_id(
    session: &Session,
    trusted: &Trusted,
    receipt: &Receipt,
) -> Result<Option<crypto_core::ReplyId>, Error> {
    let board = Board::fetch(session, trusted)?;
    let waiting = waiting(&board, receipt);
    let replies = newest(session, trusted, &board, receipt, &waiting)?;
    Ok(replies
        .iter()
        .max_by_key(|reply| reply.n)
        .map(|reply| reply.id))
}

/// Lists the replies on the board, newest first.
fn waiting<'a>(board: &'a Board, receipt: &Receipt) -> Vec<Waiting<'a>> {
    let public = receipt.public();
    let mut waiting: Vec<Waiting<'a>> = board
        .lanes
        .iter()
        .flat_map(|lane| {
            let found = lane.edition.find(&public);
            found.into_iter().map(move |found| Waiting { lane, found })
        })
        .collect();
    waiting.sort_by_key(|w| std::cmp::Reverse(w.found.n));
    waiting
}

/// Fetches exactly one chunk: that of the newest reply, or one that looks the same.
fn newest(
    session: &Session,
    trusted: &Trusted,
    board: &Board,
    receipt: &Receipt,
    waiting: &[Waiting<'_>],
) -> Result<Vec<Reply>, Error> {
    match (waiting.first(), board.lanes.first()) {
        (Some(first), _) => open_chunk(
            session,
            trusted,
            receipt,
            first.lane,
            first.found.chunk,
            waiting,
        ),
        (None, Some(lane)) => {
            let chunk = lane.edition.decoy_chunk(&receipt.public());
            fetch_chunk(session, lane, chunk)?;
            Ok(Vec::new())
        }
        (None, None) => Ok(Vec::new()),
    }
}

fn fetch_chunk(session: &Session, lane: &Lane, chunk: usize) -> Result<Vec<u8>, Error> {
    let client = lane.client(session)?;
    let path = format!("/v1/board/{}/{chunk}", lane.edition.id());
    let bytes = client.get(&path, CHUNK_BYTES as u64)?;
    lane.edition
        .check_chunk(chunk, &bytes)
        .map_err(|_| Error::Board)?;
    Ok(bytes)
}

/// Fetches a chunk and opens every reply in it that is for this receipt.
fn open_chunk(
    session: &Session,
    trusted: &Trusted,
    receipt: &Receipt,
    lane: &Lane,
    chunk: usize,
    waiting: &[Waiting<'_>],
) -> Result<Vec<Reply>, Error> {
    let bytes = fetch_chunk(session, lane, chunk)?;
    let organisation = &trusted.organisation;
    let mut replies = Vec::new();
    for one in waiting {
        let is_here = one.found.chunk == chunk && one.lane.edition.id() == lane.edition.id();
        if !is_here {
            continue;
        }
        let sealed = Edition::reply(&bytes, one.found.index).ok_or(Error::Board)?;
        let opened = open_reply(
            receipt,
            &organisation.answer_keys,
            organisation.id,
            one.found.slot,
            sealed,
        );
        match opened {
            Ok(reply) => replies.push(reply),
            // Signed by a desk, and yet not from the organisation for this receipt.
            Err(_) => session.console.say("reply-unproven"),
        }
    }
    Ok(replies)
}

/// Says what there is to know about a reply besides its text.
fn describe(session: &Session, reply: &Reply) {
    let console = &session.console;
    console.gap();
    // ftl: "reply-answer"
    // ftl: "reply-acknowledgement"
    console.say_with(
        match reply.kind {
            ReplyKind::Answer => "reply-answer",
            ReplyKind::Acknowledgement => "reply-acknowledgement",
        },
        &[("day", Arg::from(reply.written.to_string()))],
    );
    if reply.part.of > 1 {
        console.say_with(
            "reply-part",
            &[
                ("number", Arg::from(reply.part.number)),
                ("of", Arg::from(reply.part.of)),
            ],
        );
    }
    console.say("reply-proven");
    if let Some(due) = reply.due {
        let time = ask::moment(session, due);
        console.say_with("reply-due", &[("time", Arg::from(time))]);
    }
    console.say_with(
        "reply-expires",
        &[("day", Arg::from(reply.expires.to_string()))],
    );
    for parcel in &reply.parcels {
        console.say_with(
            "reply-parcel",
            &[
                ("name", Arg::from(plain(&parcel.name))),
                ("size", Arg::from(crate::error::size(parcel.length))),
            ],
        );
    }
    console.gap();
}
