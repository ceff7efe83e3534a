//! Ways into the parsers of foreign bytes, for `tests/fuzz` alone.
//!
//! Nothing here is part of the package's promise, and no program calls it.

pub use crate::courier::fuzzing::{read_answer, read_stick};
pub use crate::http::fuzzing::Rehearsal;
