//! The page of a release: unchanged, compressed once, with the headers that a browser needs.

use std::io::Read as _;

use relay::BlobId;
use serde_json::{Value, json};

use crate::organisation::{ORGANISATION, Organisation, sign, upload};
use crate::running::{PROGRAM, Reply, Running};

const POLICY: &str = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";

fn publish(relay: &Running, ours: &Organisation, number: u64, files: &[(&str, &[u8])]) -> Reply {
    let root = ours.root_line();
    let body = ours.release(number, files);
    relay.push("PUT", "/v1/public", &[("Sealpost-Root", &root)], &body)
}

fn page() -> Vec<u8> {
    let rows = (0..4_000).map(|row| format!("<p>row {row} of a page</p>\n"));
    rows.collect::<String>().into_bytes()
}

/// Undoes the content coding that the answer names.
fn opened(reply: &Reply) -> Vec<u8> {
    let mut bytes = Vec::new();
    match reply.header("content-encoding") {
        Some("br") => brotli::Decompressor::new(&reply.body[..], 4096).read_to_end(&mut bytes),
        Some("gzip") => flate2::read::GzDecoder::new(&reply.body[..]).read_to_end(&mut bytes),
        None => return reply.body.clone(),
        other => panic!("unknown coding {other:?}"),
    }
    .unwrap();
    bytes
}

#[test]
fn the_page_is_compressed_once_and_comes_out_unchanged() {
    let mut relay = Running::start();
    let ours = Organisation::new();
    let page = page();
    let binary = [b"\0", &page[..]].concat();
    let files: &[(&str, &[u8])] = &[
        ("index.html", &page),
        ("tiny.txt", b"x"),
        ("a.bin", &binary),
    ];
    assert_eq!(publish(&relay, &ours, 1, files).status, 201);
    let asked = |relay: &Running, path: &str, headers: &[(&str, &str)]| {
        relay.request("GET", path, headers, b"")
    };
    for _ in 0..2 {
        for (accepted, coding) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip, deflate", Some("gzip")),
            ("br;q=0, gzip;q=0.5", Some("gzip")),
            ("identity", None),
            ("*", None),
        ] {
            let reply = asked(&relay, "/", &[("Accept-Encoding", accepted)]);
            assert_eq!(reply.status, 200);
            assert_eq!(reply.header("content-encoding"), coding, "{accepted}");
            assert_eq!(reply.header("vary"), Some("Accept-Encoding"));
            let length = reply.body.len().to_string();
            assert_eq!(reply.header("content-length"), Some(length.as_str()));
            assert!(opened(&reply) == page, "{accepted}");
            assert_eq!(coding.is_some(), reply.body.len() < page.len() / 4);

            let head = relay.request("HEAD", "/", &[("Accept-Encoding", accepted)], b"");
            for name in ["content-length", "content-encoding", "etag", "vary"] {
                assert_eq!(head.header(name), reply.header(name), "{name}");
            }
            let tag = reply.header("etag").unwrap();
            assert!(tag.contains(&BlobId::of(&page).to_string()));
            let same = [("Accept-Encoding", accepted), ("If-None-Match", tag)];
            let unchanged = asked(&relay, "/", &same);
            assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
            assert_eq!(unchanged.header("etag"), Some(tag));
        }
        assert!(asked(&relay, "/", &[]).body == page);
        // What would not get smaller, and what no browser shows, goes out as it is.
        for path in ["/tiny.txt", "/a.bin", "/organisation.json"] {
            let reply = asked(&relay, path, &[("Accept-Encoding", "br, gzip")]);
            assert_eq!(reply.header("content-encoding"), None, "{path}");
        }
        relay.kill_and_restart();
    }
}

#[test]
fn a_part_is_always_a_part_of_the_plain_bytes() {
    let relay = Running::start();
    let ours = Organisation::new();
    let page = page();
    assert_eq!(
        publish(&relay, &ours, 1, &[("index.html", &page)]).status,
        201
    );
    let asked = |headers: &[(&str, &str)]| relay.request("GET", "/", headers, b"");
    let plain = format!("\"{}\"", BlobId::of(&page));
    let part = asked(&[("Range", "bytes=10-19"), ("Accept-Encoding", "br")]);
    assert_eq!(part.status, 206);
    assert_eq!(part.body, page[10..20]);
    assert_eq!(part.header("content-encoding"), None);
    assert_eq!(part.header("etag"), Some(plain.as_str()));
    let resumed = asked(&[("Range", "bytes=10-"), ("If-Range", &plain)]);
    assert_eq!((resumed.status, resumed.body.len()), (206, page.len() - 10));
    // Begun compressed: there is no part that would fit.
    let packed = format!("\"{}-br\"", BlobId::of(&page));
    let anew = asked(&[
        ("Range", "bytes=10-"),
        ("If-Range", &packed),
        ("Accept-Encoding", "br"),
    ]);
    assert_eq!(anew.status, 200);
    assert!(opened(&anew) == page);
    assert_eq!(asked(&[("Range", "bytes=9999999-")]).status, 416);
}

#[test]
fn the_page_brings_its_own_policy_and_the_relay_the_rest() {
    let relay = Running::start();
    let ours = Organisation::new();
    let policy = format!("{POLICY}\n");
    let files: &[(&str, &[u8])] = &[
        ("index.html", b"<p>page"),
        ("forms/a.vi.txt", b"blank"),
        ("csp.txt", policy.as_bytes()),
    ];
    assert_eq!(publish(&relay, &ours, 1, files).status, 201);
    for path in ["/", "/index.html", "/forms/a.vi.txt"] {
        let reply = relay.get(path);
        assert_eq!(reply.status, 200);
        let policies = reply.headers.iter();
        let policies: Vec<_> = policies
            .filter(|(name, _)| name.eq_ignore_ascii_case("content-security-policy"))
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(policies, [POLICY]);
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{name}");
        }
        let features = reply.header("permissions-policy").unwrap();
        for feature in ["camera=()", "microphone=()", "geolocation=()", "usb=()"] {
            assert!(features.contains(feature), "{feature}");
        }
        for name in ["set-cookie", "server", "access-control-allow-origin"] {
            assert_eq!(reply.header(name), None, "{name}");
        }
    }
    // A policy that cannot be a header, and one as long as a page.
    let long = [b'a'; 5_000];
    for bad in [
        &b"default-src 'none'\r\nSet-Cookie: a=b"[..],
        b"\xff",
        b" \n",
        &long,
    ] {
        assert_eq!(publish(&relay, &ours, 2, &[("csp.txt", bad)]).status, 400);
    }
    assert_eq!(relay.get("/").body, b"<p>page");
    // The operator can name the page's hash too.
    let checked = std::process::Command::new(PROGRAM)
        .args(["check", "--config"])
        .arg(relay.settings())
        .output()
        .unwrap();
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(said.contains(&BlobId::of(b"<p>page").to_string()), "{said}");
}

#[test]
fn one_number_stands_for_one_organisation_file() {
    let relay = Running::start();
    let ours = Organisation::new();
    assert_eq!(publish(&relay, &ours, 5, &[]).status, 201);
    // A higher release around another file of the same number.
    let release = |number: u64, name: &str| {
        let organisation = json!({
            "type": "sealpost-organisation", "version": 1, "organisation": ORGANISATION,
            "number": number, "name": name, "root": ours.root_line(), "next_root": null,
            "desks": [], "relays": [],
        })
        .to_string();
        let signature = sign(&ours.root, &organisation).signature;
        let files = [
            ("organisation.json", organisation.as_bytes()),
            ("organisation.json.minisig", signature.as_bytes()),
        ];
        let list: Vec<Value> = files
            .iter()
            .map(|(path, bytes)| {
                json!({"path": path, "sha256": BlobId::of(bytes).to_string(), "length": bytes.len()})
            })
            .collect();
        let document = json!({
            "type": "sealpost-public", "version": 1, "organisation": ORGANISATION,
            "number": 6, "root": ours.root_line(), "files": list,
        });
        let blobs = files.map(|(_, bytes)| bytes);
        let body = upload(&sign(&ours.root, &document.to_string()), &blobs);
        relay.push("PUT", "/v1/public", &[], &body).status
    };
    assert_eq!(release(5, "Another name"), 409);
    assert_eq!(release(4, "Example"), 409);
    assert_eq!(relay.get("/organisation.json").json()["name"], "Example");
    assert_eq!(relay.get("/v1/relay").json()["public"], 5);
    assert_eq!(release(6, "Another name"), 201);
}

#[test]
fn a_page_of_any_origin_may_send_and_read_what_it_needs() {
    let relay = Running::start();
    // A page opened from a file has no origin that could be named.
    for origin in ["null", "https://other.example"] {
        let preflight = |path: &str, method: &str, headers: &str| {
            let asked = [
                ("Origin", origin),
                ("Access-Control-Request-Method", method),
                ("Access-Control-Request-Headers", headers),
            ];
            let reply = relay.request("OPTIONS", path, &asked, b"");
            assert_eq!(reply.status, 204, "{path}");
            let list = |name: &str| reply.header(name).unwrap_or("").to_ascii_lowercase();
            assert_eq!(list("access-control-allow-origin"), "*");
            assert_eq!(list("access-control-allow-credentials"), "");
            let methods = list("access-control-allow-methods");
            assert!(methods.contains(&method.to_ascii_lowercase()), "{methods}");
            let allowed = list("access-control-allow-headers");
            for header in headers.split(", ") {
                assert!(allowed.split(", ").any(|one| one == header), "{header}");
            }
        };
        preflight(
            "/v1/submissions",
            "POST",
            "content-type, upload-complete, upload-length",
        );
        let partial = format!("/v1/submissions/partial/{}", "0".repeat(32));
        preflight(
            &partial,
            "PATCH",
            "content-type, upload-complete, upload-offset",
        );
        preflight(&partial, "HEAD", "upload-offset");
        let parcel = format!("/v1/parcels/{}", "0".repeat(64));
        preflight(&parcel, "GET", "range");

        // Refusals too must be readable, or the page could not say what went wrong.
        let refused = relay.request("POST", "/v1/submissions", &[("Origin", origin)], b"plain");
        let gone = relay.request("HEAD", &partial, &[("Origin", origin)], b"");
        let begun = relay.request(
            "POST",
            "/v1/submissions",
            &[
                ("Origin", origin),
                ("Upload-Complete", "?0"),
                ("Upload-Length", "65536"),
            ],
            b"",
        );
        assert_eq!((gone.status, begun.status), (404, 201));
        for reply in [&refused, &gone, &begun, &relay.get("/v1/board")] {
            assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
            assert_eq!(
                reply.header("cross-origin-resource-policy"),
                Some("cross-origin")
            );
            let exposed = reply.header("access-control-expose-headers").unwrap();
            for name in [
                "Location",
                "Upload-Offset",
                "Upload-Complete",
                "Upload-Limit",
                "Retry-After",
            ] {
                assert!(exposed.split(", ").any(|one| one == name), "{name}");
            }
        }
    }
}

/// A form as browsers send it, with other fields around the file.
fn form(file: &[u8]) -> Vec<u8> {
    [
        b"--xyz\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--xyz\r\n\
          Content-Disposition: form-data; name=\"anything\"; filename=\"a.age\"\r\n\
          Content-Type: application/octet-stream\r\n\r\n",
        file,
        b"\r\n--xyz--\r\n",
    ]
    .concat()
}

#[test]
fn a_person_without_javascript_is_answered_in_four_languages() {
    let relay = Running::start();
    let headers = [
        ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
        ("Content-Type", "multipart/form-data; boundary=xyz"),
        ("Origin", "null"),
    ];
    let send = |file: &[u8]| relay.request("POST", "/upload", &headers, &form(file));
    let speaks = |reply: &Reply, words: [&str; 4]| {
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        let page = String::from_utf8(reply.body.clone()).unwrap();
        for words in words {
            assert!(page.contains(words), "{words} in {page}");
        }
    };
    let sealed = [&relay::AGE_MAGIC[..], &[7; 3_000]].concat();
    let taken = send(&sealed);
    assert_eq!(taken.status, 201);
    let id = BlobId::of(&sealed).to_string();
    speaks(&taken, [&id, "已收到", "Bien reçu", "Đã nhận được"]);
    assert!(relay.pull("/v1/inbox").json().to_string().contains(&id));

    // Larger than what a program would be given time for: the person must see the page.
    let plain = [&b"PLAINTEXT-MARKER "[..], &vec![b'a'; 9 << 20]].concat();
    let refused = send(&plain);
    assert_eq!(refused.status, 415);
    let how = "age -r ";
    speaks(
        &refused,
        [how, "没有加密", "n’est pas chiffré", "chưa được mã hóa"],
    );
    for path in relay.files() {
        let bytes = std::fs::read(path).unwrap_or_default();
        assert!(!bytes.windows(16).any(|part| part == b"PLAINTEXT-MARKER"));
    }

    let small = Running::start_with(&[], "letter_bytes = 1048576");
    let large = [&relay::AGE_MAGIC[..], &vec![7; 3 << 20]].concat();
    let refused = small.request("POST", "/upload", &headers, &form(&large));
    assert_eq!(refused.status, 413);
    speaks(&refused, ["too large", "太大", "volumineux", "quá lớn"]);

    let busy = Running::start_with(&[], "requests_per_minute = 1");
    let mut last = busy.request("POST", "/upload", &headers, &form(b"plain"));
    for _ in 0..40 {
        last = busy.request("POST", "/upload", &headers, &form(b"plain"));
        if last.status == 429 {
            break;
        }
    }
    assert_eq!(last.status, 429);
    assert!(last.header("retry-after").is_some());
    speaks(
        &last,
        [
            "Wait a few minutes",
            "请等几分钟",
            "Attendez",
            "đợi vài phút",
        ],
    );
}
