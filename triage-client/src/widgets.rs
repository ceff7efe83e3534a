//! Pieces that several views draw with.

mod badge;
mod card;
mod field;
mod list;
mod secret;
mod strength;
mod text;

pub(crate) use badge::{Tone, badge, banner};
pub(crate) use card::{card, centre_column, heading, page_title};
pub(crate) use field::{labelled, labelled_multiline, primary_button, quiet_button};
pub(crate) use list::{ListKeys, list_keys, list_ring, row_response};
pub(crate) use secret::{SecretField, secret_edit};
pub(crate) use strength::Strength;
pub(crate) use text::{case_text, small, strong_text, weak};
