//! The letter.
