//! One function for each parser that meets foreign bytes.
//!
//! `fuzz_targets/` hands them what libFuzzer invents; `tests/fuzz_smoke.rs` of the programs'
//! workspace runs each of them over its seeds in the ordinary tests. A function panics when
//! something does not hold that must hold for any bytes.

mod folder;

/// A target: its name, and what is called with the bytes.
pub type Target = (&'static str, fn(&[u8]));

macro_rules! targets {
    ($($(#[$when:meta])* $name:ident),* $(,)?) => {
        $($(#[$when])* pub mod $name;)*

        /// Every target, by name.
        pub const TARGETS: &[Target] = &[
            $($(#[$when])* (stringify!($name), $name::run)),*
        ];
    };
}

targets![
    acknowledgement,
    age_header,
    answers,
    codec,
    courier_answer,
    courier_stick,
    #[cfg(feature = "desk")]
    desk_journal,
    #[cfg(feature = "desk")]
    desk_message,
    #[cfg(feature = "desk")]
    desk_stick,
    draft,
    edition,
    form_json,
    form_toml,
    letter,
    minisign,
    organisation,
    parcel,
    receipt,
    relay_card,
    relay_documents,
    relay_request,
    release,
    reply,
];

/// As much of the bytes as is text.
fn text(data: &[u8]) -> &str {
    match std::str::from_utf8(data) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&data[..error.valid_up_to()]).unwrap_or_default(),
    }
}
