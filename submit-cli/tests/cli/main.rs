//! The tool as people run it: the real program against a test organisation and a small relay.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "threads of a test relay need no names"
)]

mod ask;
mod bad_input;
mod offline;
mod organisation;
mod relay;
mod replies;
mod sending;
mod tool;
mod trust;
