//! The post office: bytes in, bytes out, no keys.
//!
//! A relay takes sealed letters from anyone, keeps them until an organisation has fetched and
//! acknowledged them, and shows what the organisation publishes: its public pages, and boards of
//! sealed replies. It verifies signatures; it cannot open anything, because the code that could
//! is in no package it depends on. The contract with everyone else is `docs/protocol.md`.
//!
//! Two programs are built from this library: `sealpost-relay`, the server, and
//! `sealpost-courier`, which carries letters and replies between relays and a memory stick.

mod card;
mod certificate_days;
mod check;
mod cli;
mod config;
mod counts;
pub mod courier;
mod digest;
mod fingerprint;
#[doc(hidden)]
pub mod fuzzing;
mod hour;
mod http;
mod init;
mod log;
mod office;
mod policy;
mod random;
mod rate;
mod signed;
mod sizes;
mod storage;
mod tokens;

pub use card::{CardError, RelayCard, Token};
pub use cli::relay_main;
pub use config::{ConfigError, LimitsConfig, LogFormat, RelayConfig};
pub use digest::{BlobHasher, BlobId, Id16, NotABlobId, NotAnId16};
pub use fingerprint::{FINGERPRINT_WORDS, Fingerprint, WordList};
pub use hour::Hour;
pub use http::{CertificateError, Listening, ServeError, serve};
pub use init::{InitError, InitOptions, init};
pub use log::start_log;
pub use random::NoRandomness;
pub use signed::{
    Acknowledged, Acknowledgement, DeskKey, DocumentType, Edition, Envelope, MAX_DOCUMENT_BYTES,
    MAX_ENVELOPE_BYTES, MAX_LETTERS_ACKNOWLEDGED, MAX_RELEASE_BYTES, MAX_RELEASE_FILES, Opening,
    OrganisationFile, OrganisationRelay, ParcelNote, PublicKey, PublicRelease, Reason, ReleaseFile,
    SignedError,
};
pub use sizes::{
    AGE_MAGIC, CHUNK_BYTES, LARGEST_LETTER_BYTES, REPLY_BYTES, SLOTS_IN_CHUNK,
    SMALLEST_LETTER_BYTES, is_letter_class,
};
pub use storage::StoreError;
pub use tokens::TokenError;
