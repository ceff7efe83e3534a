//! What every command needs: the conversation, the folder, the way to the relays, the time.

use crypto_core::Language;
use jiff::Timestamp;

use crate::cli::Common;
use crate::console::Console;
use crate::error::Error;
use crate::home::Home;
use crate::relay_client::Socks5;
use crate::words;

/// One run of the program.
pub(crate) struct Session {
    pub(crate) console: Console,
    pub(crate) home: Home,
    pub(crate) socks5: Option<Socks5>,
    /// The language named by option or environment variable.
    pub(crate) chosen_language: Option<Language>,
    /// A part of the name or id of the organisation meant.
    pub(crate) organisation: Option<String>,
}

impl Session {
    /// Opens the conversation in the language named, or in that of the computer.
    pub(crate) fn open(common: &Common) -> Result<Self, Error> {
        let language = common.language.unwrap_or_else(words::system_language);
        Ok(Self {
            console: Console::open(language)?,
            home: Home::new(common.home.as_deref()),
            socks5: common.socks5.as_deref().map(Socks5::parse).transpose()?,
            chosen_language: common.language,
            organisation: common.organisation.clone(),
        })
    }

    /// Returns the time by this computer's clock.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
