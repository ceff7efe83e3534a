use relay::BlobId;

use crate::running::{Running, letter};

#[test]
fn the_inbox_is_for_those_with_the_token_only() {
    let relay = Running::start();
    let bytes = letter(65_536, 5);
    let id = BlobId::of(&bytes).to_string();
    assert_eq!(relay.send(&bytes).status, 201);
    let one = format!("/v1/inbox/{id}");
    let push = format!("Bearer {}", relay.card.push_token.expose());
    let short = &push[..push.len() - 1];
    for headers in [
        &[][..],
        &[("Authorization", push.as_str())],
        &[("Authorization", "Bearer ")],
        &[("Authorization", short)],
        &[("Authorization", "Basic abc")],
    ] {
        for path in ["/v1/inbox", &one] {
            let reply = relay.request("GET", path, headers, b"");
            assert_eq!(reply.status, 401);
            assert_eq!(reply.header("access-control-allow-origin"), None);
        }
    }
    let list = relay.pull("/v1/inbox").json();
    assert_eq!(list["relay"], relay.card.relay.to_string());
    assert_eq!(list["next"], serde_json::Value::Null);
    assert_eq!(list["letters"][0]["sha256"], id);
    assert_eq!(list["letters"][0]["length"], 65_536);
    assert!(
        list["letters"][0]["hour"]
            .as_str()
            .unwrap()
            .ends_with(":00:00Z")
    );
    assert_eq!(relay.pull(&one).body, bytes);
    assert_eq!(relay.pull("/v1/inbox?after=nonsense").status, 400);

    let token = format!("Bearer {}", relay.card.pull_token.expose());
    let ranged = |range: &str| {
        relay.request(
            "GET",
            &one,
            &[("Authorization", &token), ("Range", range)],
            b"",
        )
    };
    let part = ranged("bytes=65000-");
    assert_eq!(part.status, 206);
    assert_eq!(part.body, bytes[65_000..]);
    assert_eq!(
        part.header("content-range"),
        Some("bytes 65000-65535/65536")
    );
    assert_eq!(ranged("bytes=65536-").status, 416);
    let head = relay.request("HEAD", &one, &[("Authorization", &token)], b"");
    assert_eq!(head.header("content-length"), Some("65536"));
}

#[test]
fn a_long_inbox_comes_in_pages_without_gaps() {
    let relay = Running::start();
    // Laid down as the relay lays them down; sending a thousand letters would only test patience.
    let hours = ["2026-01-01T00", "2026-01-01T07", "2026-02-01T00"];
    let mut all = Vec::new();
    for number in 0..2_050u32 {
        let id = BlobId::of(&number.to_be_bytes()).to_string();
        let hour = hours[number as usize % 3];
        let folder = relay.data().join("inbox").join(hour);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{id}.age")), b"x").unwrap();
        all.push((format!("{hour}:00:00Z"), id));
    }
    all.sort();
    let mut seen = Vec::new();
    let mut path = "/v1/inbox".to_owned();
    loop {
        let page = relay.pull(&path).json();
        let letters = page["letters"].as_array().unwrap();
        assert!(letters.len() <= 1_000);
        seen.extend(letters.iter().map(|letter| {
            let text = |key: &str| letter[key].as_str().unwrap().to_owned();
            (text("hour"), text("sha256"))
        }));
        match page["next"].as_str() {
            Some(next) => path = format!("/v1/inbox?after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, all);
}
