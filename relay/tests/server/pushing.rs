use relay::{BlobId, Fingerprint, PublicKey};

use crate::organisation::{ORGANISATION, Organisation, pair, sign, upload};
use crate::running::{Reply, Running, letter};

fn publish(
    relay: &Running,
    organisation: &Organisation,
    number: u64,
    files: &[(&str, &[u8])],
) -> Reply {
    let root = organisation.root_line();
    let body = organisation.release(number, files);
    relay.push("PUT", "/v1/public", &[("Sealpost-Root", &root)], &body)
}

fn push_edition(relay: &Running, organisation: &Organisation, number: u64, fill: u8) -> Reply {
    let (envelope, chunks) = organisation.edition(number, fill);
    let blobs: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
    relay.push("PUT", "/v1/board", &[], &upload(&envelope, &blobs))
}

#[test]
fn the_first_publication_pins_the_root_and_later_ones_only_rise() {
    let mut relay = Running::start();
    let ours = Organisation::new();
    assert!(relay.get("/").body.starts_with(b"<!doctype html>"));
    assert_eq!(
        relay.get("/v1/relay").json()["root"],
        serde_json::Value::Null
    );
    // Nothing but a publication is taken before there is one.
    assert_eq!(push_edition(&relay, &ours, 1, 0).status, 503);

    let body = ours.release(5, &[("index.html", b"<p>page")]);
    assert_eq!(relay.request("PUT", "/v1/public", &[], &body).status, 401);
    assert_eq!(relay.push("PUT", "/v1/public", &[], &body).status, 400);
    let other = pair().pk.to_base64();
    assert_eq!(
        relay
            .push("PUT", "/v1/public", &[("Sealpost-Root", &other)], &body)
            .status,
        422
    );
    let files: &[(&str, &[u8])] = &[("index.html", b"<p>page"), ("forms/a.txt", b"blank")];
    assert_eq!(publish(&relay, &ours, 5, files).status, 201);
    assert_eq!(publish(&relay, &ours, 4, files).status, 409);
    assert_eq!(
        publish(&relay, &ours, 5, &[("index.html", b"<p>other")]).status,
        409
    );
    let facts = relay.get("/v1/relay").json();
    assert_eq!(facts["public"], 5);
    let root: PublicKey = facts["root"].as_str().unwrap().parse().unwrap();
    assert_eq!(Fingerprint::of(&root).to_string().split(' ').count(), 8);

    // Served unchanged, also after a restart.
    for _ in 0..2 {
        let page = relay.get("/");
        assert_eq!(page.body, b"<p>page");
        assert_eq!(
            page.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert!(
            page.header("content-security-policy")
                .unwrap()
                .contains("frame-ancestors 'none'")
        );
        assert!(page.header("strict-transport-security").is_some());
        assert_eq!(relay.get("/forms/a.txt").body, b"blank");
        assert_eq!(
            relay.get("/organisation.json").json()["organisation"],
            ORGANISATION
        );
        assert_eq!(relay.get("/public.json").json()["number"], 5);
        relay.kill_and_restart();
    }

    // Switched whole: what the new release does not list is gone.
    assert_eq!(
        publish(&relay, &ours, 6, &[("index.html", b"<p>new")]).status,
        201
    );
    assert_eq!(relay.get("/").body, b"<p>new");
    assert_eq!(relay.get("/forms/a.txt").status, 404);

    // Another root is refused, unless the pinned one announced it.
    let mut next = Organisation::new();
    next.desk = pair();
    assert_eq!(publish(&relay, &next, 7, &[]).status, 422);
    let next_key: PublicKey = next.root_line().parse().unwrap();
    let announcing = Organisation {
        next_root: Some(BlobId::of(next_key.key_bytes()).to_string()),
        ..ours
    };
    assert_eq!(publish(&relay, &announcing, 7, &[]).status, 201);
    assert_eq!(publish(&relay, &next, 8, &[]).status, 201);
    assert_eq!(publish(&relay, &announcing, 9, &[]).status, 422);
}

#[test]
fn a_release_with_a_wrong_byte_changes_nothing() {
    let relay = Running::start();
    let ours = Organisation::new();
    assert_eq!(
        publish(&relay, &ours, 1, &[("index.html", b"<p>one")]).status,
        201
    );
    let good = ours.release(2, &[("index.html", b"<p>two")]);
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let mut longer = good.clone();
    longer.push(0);
    let mut tampered = good.clone();
    let at = good
        .windows(6)
        .position(|bytes| bytes == b"number")
        .unwrap();
    tampered[at + 9] = b'9';
    for (body, status) in [(&flipped, 422), (&longer, 400), (&tampered, 422)] {
        let reply = relay.push("PUT", "/v1/public", &[], body);
        assert_eq!(
            reply.status,
            status,
            "{:?}",
            String::from_utf8_lossy(&reply.body)
        );
    }
    assert_eq!(
        relay
            .push("PUT", "/v1/public", &[], &good[..good.len() - 3])
            .status,
        400
    );
    assert_eq!(relay.push("PUT", "/v1/public", &[], b"abc").status, 400);
    assert_eq!(
        relay.push("PUT", "/v1/public", &[], &[0xff; 64]).status,
        400
    );
    assert_eq!(relay.get("/").body, b"<p>one");
    assert_eq!(relay.push("PUT", "/v1/public", &[], &good).status, 201);
}

#[test]
fn a_new_edition_takes_the_place_of_the_old_one() {
    let mut relay = Running::start();
    let ours = Organisation::new();
    publish(&relay, &ours, 1, &[]);
    assert_eq!(
        relay.get("/v1/board").json()["lanes"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    // The envelope alone asks whether the chunks are wanted.
    let asks = |number| {
        let head = ours.edition(number, 0x10).0.upload_head();
        relay.push("PUT", "/v1/board", &[], &head).status
    };
    assert_eq!(asks(3), 400);
    assert_eq!(push_edition(&relay, &ours, 3, 0x10).status, 201);
    assert_eq!(asks(3), 204);
    assert_eq!(asks(2), 409);
    assert_eq!(push_edition(&relay, &ours, 3, 0x10).status, 204);
    assert_eq!(push_edition(&relay, &ours, 3, 0x20).status, 409);
    assert_eq!(push_edition(&relay, &ours, 2, 0x20).status, 409);
    let stranger = Organisation {
        desk: pair(),
        root: pair(),
        next_root: None,
    };
    assert_eq!(push_edition(&relay, &stranger, 4, 0x20).status, 422);

    let fetch = |relay: &Running, chunk: usize, range: &[(&str, &str)]| {
        let board = relay.get("/v1/board").json();
        let document = board["lanes"][0]["document"].as_str().unwrap().to_owned();
        let edition = BlobId::of(document.as_bytes());
        relay.request("GET", &format!("/v1/board/{edition}/{chunk}"), range, b"")
    };
    assert_eq!(fetch(&relay, 1, &[]).body, vec![0x11; 131_072]);
    let part = fetch(&relay, 0, &[("Range", "bytes=8192-16383")]);
    assert_eq!((part.status, part.body.len()), (206, 8_192));
    assert_eq!(fetch(&relay, 2, &[]).status, 404);

    // A chunk that is not the listed one: nothing changes.
    let (envelope, _) = ours.edition(4, 0x20);
    let wrong = vec![0x77; 131_072];
    let reply = relay.push(
        "PUT",
        "/v1/board",
        &[],
        &upload(&envelope, &[&wrong, &wrong]),
    );
    assert_eq!(reply.status, 422);
    assert_eq!(fetch(&relay, 0, &[]).body, vec![0x10; 131_072]);

    assert_eq!(push_edition(&relay, &ours, 4, 0x20).status, 201);
    assert_eq!(fetch(&relay, 0, &[]).body, vec![0x20; 131_072]);
    let chunks = std::fs::read_dir(relay.data().join("board"))
        .unwrap()
        .count();
    assert_eq!(chunks, 2, "the old chunks are gone");
    relay.kill_and_restart();
    assert_eq!(fetch(&relay, 0, &[]).body, vec![0x20; 131_072]);
    assert_eq!(push_edition(&relay, &ours, 3, 0x10).status, 409);
}

#[test]
fn parcels_are_fetched_by_anyone_who_knows_their_name() {
    let relay = Running::start();
    let ours = Organisation::new();
    publish(&relay, &ours, 1, &[]);
    let parcel = letter(262_144, 4);
    let path = format!("/v1/parcels/{}", BlobId::of(&parcel));
    assert_eq!(relay.get(&path).status, 404);
    let push = |number, bytes: &[u8], day| {
        relay
            .push("PUT", "/v1/parcels", &[], &ours.parcel(number, bytes, day))
            .status
    };
    assert_eq!(push(1, &parcel, "2020-01-01"), 422);
    assert_eq!(push(2, &vec![7; 65_536], "2099-01-01"), 415);
    assert_eq!(push(5, &parcel, "2099-01-01"), 201);
    assert_eq!(push(6, &parcel, "2099-01-01"), 204);
    // Notes come in any order: two sticks may travel at a time.
    assert_eq!(push(4, &letter(65_536, 5), "2099-01-01"), 201);
    assert_eq!(relay.get(&path).body, parcel);
    let head = relay.request("HEAD", &path, &[], b"");
    assert_eq!(
        (head.status, head.header("content-length")),
        (200, Some("262144"))
    );
    let part = relay.request("GET", &path, &[("Range", "bytes=-10")], b"");
    assert_eq!(part.body, parcel[262_134..]);
}

#[test]
fn acknowledgements_are_signed_and_for_this_relay_and_come_in_any_order() {
    let relay = Running::start();
    let ours = Organisation::new();
    publish(&relay, &ours, 1, &[]);
    let bytes = letter(65_536, 6);
    relay.send(&bytes);
    let id = BlobId::of(&bytes).to_string();
    let us = relay.card.relay.to_string();
    let post = |envelope: &relay::Envelope| {
        relay
            .push("POST", "/v1/inbox/acknowledged", &[], &envelope.to_json())
            .status
    };
    let waiting = || {
        std::fs::read_dir(relay.data().join("acknowledged"))
            .unwrap()
            .count()
    };
    let list = ours.acknowledgement(2, &us, std::slice::from_ref(&id));
    let forged = sign(&pair(), &list.document);
    assert_eq!(post(&forged), 422);
    let elsewhere = ours.acknowledgement(9, ORGANISATION, std::slice::from_ref(&id));
    assert_eq!(post(&elsewhere), 204);
    assert_eq!(waiting(), 0);
    assert_eq!(post(&list), 204);
    assert_eq!(post(&list), 204);
    assert_eq!(waiting(), 1);
    // The other stick was slower.
    assert_eq!(post(&ours.acknowledgement(1, &us, &[id])), 204);
    assert_eq!(waiting(), 2);
    // Thirty days are left: it is still there.
    assert_eq!(
        relay.pull("/v1/inbox").json()["letters"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
