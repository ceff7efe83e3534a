#![allow(clippy::unwrap_used)] // a test may fail by panic

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Mutex;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::NamedGroup;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::*;
use crate::card::{RelayCard, Token};
use crate::courier::fake::{HASTE, spawn};
use crate::courier::link::{About, Link};
use crate::courier::trouble::Trouble;
use crate::digest::Id16;

/// A relay that answers every request with who it is, over TLS.
struct TlsRelay {
    port: u16,
    der: Vec<u8>,
    groups: Arc<Mutex<Vec<NamedGroup>>>,
}

fn start(name: &str, years: (i32, i32)) -> TlsRelay {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    let certificate = params.self_signed(&key).unwrap();
    let der = certificate.der().to_vec();
    let config = rustls::ServerConfig::builder_with_provider(PROVIDER.clone())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(der.clone())],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let groups = Arc::new(Mutex::new(Vec::new()));
    let theirs = groups.clone();
    spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let mut stream = rustls::StreamOwned::new(connection, stream);
            let mut request = [0; 4096];
            if stream.read(&mut request).unwrap_or(0) == 0 {
                continue;
            }
            let group = stream.conn.negotiated_key_exchange_group().unwrap().name();
            theirs.lock().unwrap().push(group);
            let body = format!(
                "{{\"relay\": \"{}\", \"root\": null, \"public\": null}}",
                Id16::from_bytes([1; 16])
            );
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    TlsRelay { port, der, groups }
}

fn ask(port: u16, pinned: Option<&[u8]>) -> Result<About, Trouble> {
    let token = Token::from_random(&[1; 32]);
    let id = Id16::from_bytes([1; 16]);
    let mut card = RelayCard::new(id, "one".to_owned(), token.clone(), token);
    card.https = Some(format!("https://127.0.0.1:{port}"));
    if let Some(der) = pinned {
        card.set_certificate_der(der);
    }
    Link::new(&card, None, HASTE)?.about()
}

#[test]
fn a_pinned_certificate_is_believed_and_the_exchange_is_post_quantum() {
    let relay = start("127.0.0.1", (2020, 2100));
    ask(relay.port, Some(&relay.der)).unwrap();
    assert_eq!(*relay.groups.lock().unwrap(), [NamedGroup::X25519MLKEM768]);
}

#[test]
fn every_other_certificate_is_refused_with_its_own_words() {
    let relay = start("127.0.0.1", (2020, 2100));
    let other = start("127.0.0.1", (2020, 2100));
    // Also where subject and issuer are the same: only the key differs.
    assert!(matches!(
        ask(relay.port, Some(&other.der)),
        Err(Trouble::CertificateChanged)
    ));
    assert!(matches!(
        ask(relay.port, None),
        Err(Trouble::CertificateUnknown)
    ));
    let old = start("127.0.0.1", (2000, 2001));
    assert!(matches!(
        ask(old.port, Some(&old.der)),
        Err(Trouble::CertificateDay)
    ));
    let misnamed = start("relay.example", (2020, 2100));
    assert!(matches!(
        ask(misnamed.port, Some(&misnamed.der)),
        Err(Trouble::CertificateName)
    ));
    assert!(matches!(
        ask(relay.port, Some(b"no certificate")),
        Err(Trouble::CertificateChanged)
    ));
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = nobody.local_addr().unwrap().port();
    drop(nobody);
    assert!(matches!(
        ask(port, Some(&relay.der)),
        Err(Trouble::Unreachable)
    ));
}
