//! What `init` asks. On a terminal an answer that cannot be used is asked for again; elsewhere it
//! ends the command.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::net::SocketAddr;

use super::{InitError, InitOptions};

/// The answers, all of them.
pub(super) struct Answers {
    pub(super) name: String,
    pub(super) url: Option<String>,
    /// The host in `url`, for the certificate.
    pub(super) host: Option<String>,
    pub(super) onion: Option<String>,
    pub(super) listen: Option<SocketAddr>,
    pub(super) onion_listen: Option<String>,
    pub(super) metrics_listen: Option<SocketAddr>,
}

impl Answers {
    /// Takes what the options give and asks for the rest.
    pub(super) fn ask(options: InitOptions) -> Result<Self, InitError> {
        let terminal = io::stdin().is_terminal();
        let name = Question {
            what: "the name",
            text: "A short name for this relay",
            default: "relay",
            read: name,
        }
        .answer(options.name, terminal)?;
        let onion_alone = options.url.is_none() && options.onion.is_some() && !terminal;
        let url = Question {
            what: "the address",
            text: "Its address for everyone (https://host:port, or a hyphen for an onion service alone)",
            default: if onion_alone {
                "-"
            } else {
                "https://localhost:8443"
            },
            read: url,
        }
        .answer(options.url, terminal)?;
        let onion = Question {
            what: "the onion address",
            text: "Its onion address (http://….onion; empty: none)",
            default: "",
            read: onion,
        }
        .answer(options.onion, terminal)?;
        let port = url.as_ref().map(|url| url.port);
        let listen = match (options.listen, port) {
            (Some(given), _) => Some(given),
            (None, None) => None,
            (None, Some(port)) => Some(
                Question {
                    what: "where to listen",
                    text: "Where to listen (0.0.0.0:443 for everyone)",
                    default: &format!("127.0.0.1:{port}"),
                    read: listen,
                }
                .answer(None, terminal)?,
            ),
        };
        let onion_listen = match (options.onion_listen, &onion) {
            (None, None) => None,
            (given, _) => Question {
                what: "where Tor hands in visitors",
                text: "Where Tor hands in visitors (127.0.0.1:PORT or unix:/path)",
                default: if onion.is_some() {
                    "127.0.0.1:8480"
                } else {
                    ""
                },
                read: onion_listen,
            }
            .answer(given, terminal)?,
        };
        if listen.is_none() && onion_listen.is_none() {
            let why = "give a url, an onion address or both";
            return Err(InitError::BadAnswer {
                what: "a relay without an address",
                why,
            });
        }
        let (host, url) = match url {
            Some(url) => (Some(url.host), Some(url.text)),
            None => (None, None),
        };
        Ok(Self {
            name,
            url,
            host,
            onion,
            listen,
            onion_listen,
            metrics_listen: options.metrics_listen,
        })
    }
}

struct Question<'a, T> {
    /// Its name in an error.
    what: &'static str,
    text: &'a str,
    default: &'a str,
    /// The answer, or what is wrong with it.
    read: fn(&str) -> Result<T, &'static str>,
}

impl<T> Question<'_, T> {
    fn answer(&self, given: Option<String>, terminal: bool) -> Result<T, InitError> {
        let bad = |why| InitError::BadAnswer {
            what: self.what,
            why,
        };
        match given {
            Some(given) => (self.read)(given.trim()).map_err(bad),
            None if !terminal => (self.read)(self.default).map_err(bad),
            None => loop {
                let answer = self.prompt()?;
                match (self.read)(&answer) {
                    Ok(answer) => return Ok(answer),
                    Err(why) => eprintln!("  {} cannot be used: {why}", self.what),
                }
            },
        }
    }

    fn prompt(&self) -> Result<String, InitError> {
        let failed = |error: io::Error| InitError::Io {
            what: "the question".into(),
            kind: error.kind(),
        };
        eprint!("{} [{}]: ", self.text, self.default);
        io::stderr().flush().map_err(failed)?;
        let mut answer = String::new();
        // The end of the input is no answer: without this, a wrong default would be asked forever.
        if io::stdin().lock().read_line(&mut answer).map_err(failed)? == 0 {
            return Err(failed(io::ErrorKind::UnexpectedEof.into()));
        }
        let answer = answer.trim();
        Ok(if answer.is_empty() {
            self.default
        } else {
            answer
        }
        .to_owned())
    }
}

fn name(answer: &str) -> Result<String, &'static str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    if answer.is_empty()
        || answer.len() > 64
        || answer.starts_with('.')
        || !answer.bytes().all(plain)
    {
        return Err("letters, digits, dot, hyphen and underscore, at most 64");
    }
    Ok(answer.to_owned())
}

/// An address for everyone, taken apart.
struct Url {
    text: String,
    host: String,
    port: u16,
}

fn url(answer: &str) -> Result<Option<Url>, &'static str> {
    let text = answer.trim_end_matches('/');
    if matches!(text, "" | "-") {
        return Ok(None);
    }
    let (host, port) = host_and_port(text)
        .ok_or("it should look like https://relay.example or https://relay.example:8443")?;
    Ok(Some(Url {
        text: text.to_owned(),
        host,
        port,
    }))
}

fn onion(answer: &str) -> Result<Option<String>, &'static str> {
    let text = answer.trim_end_matches('/');
    if text.is_empty() {
        return Ok(None);
    }
    if !text.starts_with("http://") || text.contains(['"', '\\', '\n']) {
        return Err("it should look like http://….onion");
    }
    Ok(Some(text.to_owned()))
}

fn listen(answer: &str) -> Result<SocketAddr, &'static str> {
    answer
        .parse()
        .map_err(|_| "it should look like 127.0.0.1:8443")
}

fn onion_listen(answer: &str) -> Result<Option<String>, &'static str> {
    if answer.contains(['"', '\\', '\n']) {
        return Err("127.0.0.1:PORT or unix:/path");
    }
    Ok(Some(answer.to_owned()).filter(|answer| !answer.is_empty()))
}

/// Takes `https://host[:port]` apart. An IPv6 address stands in brackets.
pub(crate) fn host_and_port(url: &str) -> Option<(String, u16)> {
    let rest = url.strip_prefix("https://")?;
    let (host, port) = match rest.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, port.strip_prefix(':').map_or(port, |port| port))
        }
        None => rest.split_once(':').unwrap_or((rest, "")),
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
    if host.is_empty() || !host.bytes().all(plain) {
        return None;
    }
    let port = if port.is_empty() {
        443
    } else {
        port.parse().ok()?
    };
    Some((host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let read = |url| host_and_port(url).map(|(host, port)| format!("{host} {port}"));
        assert_eq!(
            read("https://relay.example").as_deref(),
            Some("relay.example 443")
        );
        assert_eq!(
            read("https://relay.example:8443").as_deref(),
            Some("relay.example 8443")
        );
        assert_eq!(read("https://[::1]:8443").as_deref(), Some("::1 8443"));
        for bad in [
            "http://x",
            "https://",
            "https://a/b",
            "https://a:b",
            "https://[x]",
            "https://a\"b",
            "relay",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_answer_is_read_or_says_what_is_wrong() {
        assert!(name("north-1").is_ok());
        for bad in ["", ".hidden", "a b", "a\"b", &"x".repeat(65)] {
            assert!(name(bad).is_err(), "{bad:?}");
        }
        for none in ["", "-"] {
            assert!(matches!(url(none), Ok(None)));
        }
        assert!(url("relay.example").is_err());
        assert!(onion("relay.onion").is_err());
        assert!(onion("http://a\"b.onion").is_err());
        assert!(listen("8443").is_err());
        assert_eq!(onion_listen(""), Ok(None));
    }
}
