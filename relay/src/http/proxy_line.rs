//! The PROXY line that Tor writes before each connection of an onion service, when told to tell
//! circuits apart (`HiddenServiceExportCircuitID haproxy`).

use std::io;
use std::net::Ipv6Addr;

use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::rate::Origin;

/// The longest PROXY line of version 1, with its end.
const LONGEST: usize = 107;

/// Reads the line, byte by byte: what follows belongs to HTTP.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Origin> {
    let mut line = Vec::with_capacity(LONGEST);
    while !line.ends_with(b"\r\n") {
        if line.len() == LONGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        line.push(stream.read_u8().await?);
    }
    parse(&line).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// `PROXY TCP6 fc00:dead:beef:4dad::<circuit> ::1 <port> <port>`: the address is a number of the
/// circuit and says nothing about who uses it.
fn parse(line: &[u8]) -> Option<Origin> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix("\r\n")?;
    let mut words = line.split(' ');
    if words.next() != Some("PROXY") {
        return None;
    }
    match words.next()? {
        "TCP6" => {
            let circuit: Ipv6Addr = words.next()?.parse().ok()?;
            let _: Ipv6Addr = words.next()?.parse().ok()?;
            let _: u16 = words.next()?.parse().ok()?;
            let _: u16 = words.next()?.parse().ok()?;
            words
                .next()
                .is_none()
                .then_some(Origin::Circuit(circuit.octets()))
        }
        "UNKNOWN" => Some(Origin::Onion),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_line_that_tor_writes_is_taken() {
        let good = b"PROXY TCP6 fc00:dead:beef:4dad::0:19 ::1 19 80\r\n";
        assert!(matches!(parse(good), Some(Origin::Circuit(_))));
        assert!(parse(good) != parse(b"PROXY TCP6 fc00:dead:beef:4dad::0:1a ::1 19 80\r\n"));
        assert!(matches!(parse(b"PROXY UNKNOWN\r\n"), Some(Origin::Onion)));
        for bad in [
            &b"GET / HTTP/1.1\r\n"[..],
            b"PROXY TCP6 x ::1 1 2\r\n",
            b"PROXY TCP6 ::1 ::1 1 2 3\r\n",
            b"PROXY TCP6 ::1 ::1 99999 2\r\n",
            b"PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\n",
            b"PROXY TCP6 ::1\r\n",
            b"\xff\r\n",
        ] {
            assert!(parse(bad).is_none());
        }
    }
}
