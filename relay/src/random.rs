//! Randomness from the operating system, by way of the TLS library's generator.

use std::sync::OnceLock;

use rustls::crypto::{SecureRandom, aws_lc_rs};

/// The generator failed: nothing that needs to be unguessable may be made.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the system gave no random bytes")]
pub struct NoRandomness;

/// Returns `N` random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    static SOURCE: OnceLock<&'static dyn SecureRandom> = OnceLock::new();
    let mut bytes = [0; N];
    SOURCE
        .get_or_init(|| aws_lc_rs::default_provider().secure_random)
        .fill(&mut bytes)
        .map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// Shuffles in place (Fisher and Yates), so that an order tells nothing.
pub(crate) fn shuffle<T>(items: &mut [T]) -> Result<(), NoRandomness> {
    for last in (1..items.len()).rev() {
        // 64 random bits against a few thousand places: the bias is immeasurable.
        let pick = u64::from_be_bytes(bytes()?) % (last as u64 + 1);
        items.swap(last, usize::try_from(pick).unwrap_or(last));
    }
    Ok(())
}
