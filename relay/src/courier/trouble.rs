//! What can go wrong with a relay, in words: one sentence and what to do about it.

use std::io;
use std::time::Duration;

use rustls::CertificateError;

use super::stick::StickError;
use crate::card::CardError;

/// Why something at a relay did not work. No variant holds an address, a token or a name of a
/// letter, so none can print one.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("the address on its setup card is not one that can be used safely")]
    CardAddress,
    #[error("its setup card is damaged or is no setup card")]
    CardDamaged,
    #[error("its setup card is of a later version than this program knows")]
    CardLater,
    #[error("it can be reached through Tor only")]
    OnionOnly,
    #[error("it does not answer")]
    Unreachable,
    #[error("the proxy does not answer")]
    ProxyUnreachable,
    #[error("the proxy could not reach it")]
    ProxyFailed,
    #[error("it is too slow")]
    TooSlow,
    /// The courier has fetched for as long as one visit may. The relay may be well: what the
    /// stick brings is still sent.
    #[error("fetching from it took too long and was ended")]
    FetchingTooLong,
    #[error("its certificate is not the one on its setup card")]
    CertificateChanged,
    #[error("its certificate is not signed by an authority this program knows")]
    CertificateUnknown,
    #[error("its certificate is not valid on the day this computer believes it is")]
    CertificateDay,
    #[error("its certificate is for another name")]
    CertificateName,
    #[error("no secure connection could be made")]
    Tls,
    #[error("it does not accept the token on its setup card")]
    Token,
    #[error("it is another relay than its setup card says")]
    OtherRelay,
    #[error("what answers at its address is no relay of this version")]
    NotARelay,
    #[error("it is overloaded or shutting down")]
    Overloaded(Option<Duration>),
    #[error("it has no room left")]
    NoRoom,
    #[error("it refused a document whose signature or numbers it cannot accept")]
    Refused,
    #[error("it takes no document that large")]
    TooLarge,
    #[error("it answered in a way this program does not understand (status {0})")]
    Status(u16),
    #[error("{} arrived damaged and {} left out", letters(*.0), if *.0 == 1 { "was" } else { "were" })]
    Damaged(u64),
    #[error("it has no root key yet, and nobody could be asked to compare the fingerprint")]
    RootUnasked,
    #[error("the root key on the stick does not have the fingerprint that was given")]
    RootOther,
    #[error("the fingerprint of the root key was not confirmed")]
    RootDeclined,
    #[error("it follows another root key than the one on the stick")]
    RootChanged,
    #[error("it waits for the first publication, and the stick carries none")]
    Unpublished,
}

/// Writes a number of letters.
pub(super) fn letters(count: u64) -> String {
    match count {
        1 => "1 letter".to_owned(),
        _ => format!("{count} letters"),
    }
}

impl Trouble {
    /// Says what to do.
    pub(super) const fn hint(&self) -> &'static str {
        match self {
            Self::CardAddress | Self::CardDamaged => {
                "Copy the card from the relay onto the stick again."
            }
            Self::CardLater => "Update this program.",
            Self::OnionOnly => "Start Tor and add --socks5 127.0.0.1:9050.",
            Self::Unreachable => {
                "Check this computer's connection, then whether the relay is running; letters \
                 wait there until the next visit."
            }
            Self::ProxyUnreachable => "Check that Tor is running, and its port.",
            Self::ProxyFailed => {
                "Try again in some minutes; check that the relay and its onion service are running."
            }
            Self::TooSlow | Self::FetchingTooLong | Self::Overloaded(_) => {
                "Try again later; what was fetched so far is kept."
            }
            Self::CertificateChanged => {
                "Ask whoever runs the relay: if they changed it, take their new setup card; if \
                 not, someone may be listening."
            }
            Self::CertificateUnknown | Self::Tls => {
                "Someone may be listening on this connection; try another network, or ask \
                 whoever runs the relay."
            }
            Self::CertificateDay => {
                "Check this computer's clock; if it is right, the relay needs a new certificate."
            }
            Self::CertificateName => "Check the address with whoever runs the relay.",
            Self::Token => "Take a new setup card from the relay.",
            Self::OtherRelay => "Ask whoever runs it for its own setup card.",
            Self::NotARelay => "Check the address, and the versions of relay and courier.",
            Self::NoRoom => "Whoever runs the relay must make room.",
            Self::Refused => {
                "Let the desk publish again, so that the relay learns the desk's key and the \
                 latest numbers."
            }
            Self::TooLarge => "Ask whoever runs the relay to raise its limit.",
            Self::Status(_) => "Try again later; if it stays so, update courier and relay.",
            Self::Damaged(_) => {
                "They stay at the relay; whoever runs it should check its disk, and another \
                 relay may hold them whole."
            }
            Self::RootUnasked => {
                "Run this on a terminal, or add --trust-root with the eight words that the desk \
                 shows."
            }
            Self::RootOther => {
                "Check the eight words at the desk; if they are right, this stick was tampered \
                 with."
            }
            Self::RootDeclined => {
                "Compare the eight words with the desk's; if they differ, do not use this stick."
            }
            Self::RootChanged => {
                "If the organisation changed its root key, it must have announced it in its last \
                 publication; otherwise do not use this stick."
            }
            Self::Unpublished => "Let the desk publish onto the stick.",
        }
    }

    /// Tells whether another try may help.
    pub(super) const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::ProxyUnreachable
                | Self::ProxyFailed
                | Self::TooSlow
                | Self::Overloaded(_)
        )
    }

    /// Tells whether nothing else will work at this relay either.
    pub(super) const fn ends_the_visit(&self) -> bool {
        !matches!(
            self,
            Self::FetchingTooLong
                | Self::Token
                | Self::NoRoom
                | Self::Refused
                | Self::TooLarge
                | Self::Status(_)
                | Self::Damaged(_)
        )
    }

    /// Reads an answer's status that is not the one hoped for.
    pub(super) const fn from_status(status: u16, retry_after: Option<Duration>) -> Self {
        match status {
            401 => Self::Token,
            408 => Self::TooSlow,
            413 => Self::TooLarge,
            400 | 409 | 415 | 422 => Self::Refused,
            429 | 503 => Self::Overloaded(retry_after),
            507 => Self::NoRoom,
            _ => Self::Status(status),
        }
    }

    /// Puts a failure of the connection into words.
    ///
    /// `pinned`: the card names the certificate. `proxied`: through a SOCKS proxy.
    pub(super) fn from_http(error: &ureq::Error, pinned: bool, proxied: bool) -> Self {
        match error {
            ureq::Error::Rustls(tls) => Self::from_tls(tls, pinned),
            ureq::Error::Tls(_) | ureq::Error::TlsRequired => Self::Tls,
            ureq::Error::Io(io) => Self::from_io(io, pinned, proxied),
            ureq::Error::Timeout(_) => Self::TooSlow,
            ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => Self::Unreachable,
            _ => Self::NotARelay,
        }
    }

    /// The same for a failure while a body is read.
    pub(super) fn from_io(error: &io::Error, pinned: bool, proxied: bool) -> Self {
        if let Some(inner) = error.get_ref() {
            if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
                return Self::from_tls(tls, pinned);
            }
            if let Some(http) = inner.downcast_ref::<ureq::Error>() {
                return Self::from_http(http, pinned, proxied);
            }
        }
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::TooSlow,
            // Only the connection to the proxy itself is refused at this level; what the proxy
            // says about the relay comes as `Other`.
            io::ErrorKind::ConnectionRefused if proxied => Self::ProxyUnreachable,
            io::ErrorKind::Other | io::ErrorKind::InvalidData if proxied => Self::ProxyFailed,
            _ => Self::Unreachable,
        }
    }

    fn from_tls(error: &rustls::Error, pinned: bool) -> Self {
        let rustls::Error::InvalidCertificate(why) = error else {
            return Self::Tls;
        };
        match why {
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => Self::CertificateDay,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::CertificateName
            }
            _ if pinned => Self::CertificateChanged,
            _ => Self::CertificateUnknown,
        }
    }
}

impl From<CardError> for Trouble {
    fn from(error: CardError) -> Self {
        match error {
            CardError::UnknownVersion => Self::CardLater,
            _ => Self::CardDamaged,
        }
    }
}

/// Why a visit to a relay stopped.
#[derive(Debug, thiserror::Error)]
pub(super) enum Halt {
    /// The relay is to blame: the others are still visited.
    #[error(transparent)]
    Relay(#[from] Trouble),
    /// The stick is to blame: nothing further can be done.
    #[error(transparent)]
    Stick(#[from] StickError),
}
