//! Intake keys for stock `age`: letters must open without this program too.

use std::io::Write;
use std::path::Path;

use secrecy::ExposeSecret;

use super::error::DeskError;
use super::open::Desk;

/// Writes an identity file as `age` reads it; see [`Desk::rescue`].
pub(super) fn run(desk: &Desk, target: &Path) -> Result<usize, DeskError> {
    let identities = desk.intake_identities();
    super::view::write_new(target, |out| {
        for identity in &identities {
            writeln!(out, "{}", identity.to_secret_string().expose_secret())
                .map_err(DeskError::io("writing the identities"))?;
        }
        Ok(())
    })?;
    Ok(identities.len())
}
