//! `kill -9` at any moment of any upload: what was acknowledged is there.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::Scope;
use std::time::{Duration, Instant};

use relay::BlobId;

use crate::chance::{Chance, rounds};
use crate::running::Running;
use crate::sender::{PHASES, Sender, Upload, numbered_letter};

/// Rounds of an ordinary run; `SEALPOST_ROUNDS` sets another number.
const ROUNDS: u64 = 20;
/// The latest kill of a round: by then a sender has mostly had its answer and begun anew.
const LATEST_MICROS: u64 = 250_000;

type Acknowledged = Arc<Mutex<Vec<(BlobId, usize)>>>;

/// Every letter that the inbox lists, and its length.
pub(crate) fn inbox(relay: &Running) -> HashMap<String, u64> {
    let mut all = HashMap::new();
    let mut path = "/v1/inbox".to_owned();
    loop {
        let page = relay.pull(&path).json();
        for letter in page["letters"].as_array().unwrap() {
            let id = letter["sha256"].as_str().unwrap().to_owned();
            all.insert(id, letter["length"].as_u64().unwrap());
        }
        match page["next"].as_str() {
            Some(cursor) => path = format!("/v1/inbox?after={cursor}"),
            None => return all,
        }
    }
}

/// Holds the relay to what it promised: listed, of the right length; whole, if it is new.
pub(crate) fn hold(relay: &Running, promised: &[(BlobId, usize)], fetched: &mut usize) {
    let listed = inbox(relay);
    for (id, length) in promised {
        let found = listed.get(&id.to_string());
        assert_eq!(
            found,
            Some(&(*length as u64)),
            "acknowledged and not listed"
        );
    }
    for (id, _) in &promised[*fetched..] {
        let reply = relay.pull(&format!("/v1/inbox/{id}"));
        assert_eq!(reply.status, 200, "acknowledged and not served");
        assert_eq!(BlobId::of(&reply.body), *id, "acknowledged and not whole");
    }
    *fetched = promised.len();
    // Whatever else lies there is a letter whose acknowledgement died on the way: never a half.
    for (id, length) in &listed {
        assert!(
            [65_536, 262_144, 1_048_576].contains(length),
            "{id}: {length}"
        );
    }
}

/// What the rounds saw.
#[derive(Default)]
struct Seen {
    phases: BTreeMap<&'static str, u64>,
    kills: u64,
    resumed: u64,
    resumed_bytes: u64,
}

/// A sender that goes on until its connection or its relay dies.
fn begin<'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    died: &'scope AtomicBool,
    mut work: impl FnMut() -> io::Result<bool> + Send + 'scope,
) {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn_scoped(scope, move || {
            while !died.load(Ordering::Relaxed) && work().is_ok() {}
        })
        .unwrap();
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let mut relay = Running::start_with(
        &[],
        "requests_per_minute = 1000000\nrequests_per_minute_all = 1000000\nfree_percent = 0",
    );
    let mut chance = Chance::new("kill -9");
    let rounds = rounds("SEALPOST_ROUNDS", ROUNDS);
    let acknowledged: Acknowledged = Arc::default();
    let serial = AtomicU64::new(0);
    let upload = Mutex::new(None::<Upload>);
    let mut seen = Seen::default();
    let mut fetched = 0;
    let began = Instant::now();
    for round in 0..rounds {
        let died = AtomicBool::new(false);
        let mut sender =
            || Sender::new(&relay.card, relay.https, &acknowledged).paced(chance.micros(4_000));
        let senders = [sender(), sender(), sender()];
        let phases: Vec<_> = senders.iter().map(Sender::phase).collect();
        let moment = chance.micros(LATEST_MICROS);
        let pieces = [
            chance.below(20_000) + 1_000,
            chance.below(100_000) + 10_000,
            chance.below(90_000) + 1,
        ];
        let pid = relay.pid();
        std::thread::scope(|scope| {
            let [small, large, resumable] = senders;
            let next = || serial.fetch_add(1, Ordering::Relaxed);
            let died = &died;
            begin(scope, "small", died, move || {
                small.send(&numbered_letter(65_536, next()), pieces[0] as usize)
            });
            begin(scope, "large", died, move || {
                large.send(&numbered_letter(1 << 20, next()), pieces[1] as usize)
            });
            let upload = &upload;
            begin(scope, "resumable", died, move || {
                let mut one = upload.lock().unwrap();
                let one = one.get_or_insert_with(|| Upload {
                    bytes: numbered_letter(262_144, next()),
                    place: None,
                    told: 0,
                    sent: 0,
                });
                let done = resumable.go_on(one, pieces[2] as usize)?;
                if done {
                    one.place = None;
                    one.bytes = numbered_letter(262_144, next());
                    (one.told, one.sent) = (0, 0);
                }
                Ok(done)
            });
            std::thread::sleep(moment);
            for phase in &phases {
                *seen
                    .phases
                    .entry(PHASES[phase.load(Ordering::Relaxed)])
                    .or_default() += 1;
            }
            let killed = std::process::Command::new("kill")
                .args(["-9", &pid.to_string()])
                .status();
            assert!(killed.unwrap().success());
            died.store(true, Ordering::Relaxed);
        });
        seen.kills += 1;
        println!("round {round}: killed after {} us", moment.as_micros());
        relay.kill_and_restart();
        hold(&relay, &acknowledged.lock().unwrap(), &mut fetched);
        // The half upload goes on at a place that the relay really has.
        let sender = Sender::new(&relay.card, relay.https, &acknowledged);
        if let Some(one) = upload.lock().unwrap().as_mut()
            && let Some(place) = one.place.clone()
        {
            match sender.offset(&place).unwrap() {
                Some(have) => {
                    assert!(have >= one.told, "said {}, has {have}", one.told);
                    assert!(have <= one.sent, "sent {}, has {have}", one.sent);
                    one.told = have;
                    seen.resumed += 1;
                    seen.resumed_bytes += have as u64;
                }
                // Complete, and the answer died on the way: its bytes are the letter.
                None => {
                    assert_eq!(one.sent, one.bytes.len(), "a half upload is gone");
                    let id = BlobId::of(&one.bytes).to_string();
                    assert!(inbox(&relay).contains_key(&id), "a complete upload is gone");
                    one.place = None;
                    one.bytes = numbered_letter(262_144, serial.fetch_add(1, Ordering::Relaxed));
                    (one.told, one.sent) = (0, 0);
                }
            }
        }
        let debris = relay.files().into_iter().filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(".new-") || path.parent().unwrap().ends_with("tmp")
        });
        assert_eq!(debris.count(), 0, "debris");
    }
    // The last half upload becomes a letter, which proves every byte it resumed from.
    let sender = Sender::new(&relay.card, relay.https, &acknowledged);
    if let Some(one) = upload.lock().unwrap().as_mut() {
        while !sender.go_on(one, 50_000).unwrap() {}
    }
    let all = acknowledged.lock().unwrap();
    fetched = 0;
    hold(&relay, &all, &mut fetched);
    println!(
        "{} kills, {} letters acknowledged, {} uploads resumed ({} bytes were there), {} listed; \
         moments of the kills: {:?}; {:.0} s",
        seen.kills,
        all.len(),
        seen.resumed,
        seen.resumed_bytes,
        inbox(&relay).len(),
        seen.phases,
        began.elapsed().as_secs_f64()
    );
    assert!(
        all.len() as u64 >= rounds / 4,
        "too little was sent to prove anything"
    );
    assert!(began.elapsed() < Duration::from_secs(3600));
}
