//! The worker from the window's side.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{CHANNEL_LENGTH, Event, Job, Worker};

fn worker() -> (Worker, Arc<AtomicUsize>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let woken = Arc::new(AtomicUsize::new(0));
    let wake = {
        let woken = Arc::clone(&woken);
        Arc::new(move || {
            woken.fetch_add(1, Ordering::Relaxed);
        })
    };
    let clock = Arc::new(jiff::Timestamp::now);
    let worker = Worker::start(folder.path().join("vault"), None, clock, wake).unwrap();
    (worker, woken, folder)
}

fn next(worker: &Worker) -> Event {
    let began = Instant::now();
    loop {
        if let Some(event) = worker.poll() {
            return event;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "nothing came");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_slow_job_does_not_make_the_window_wait() {
    let (worker, woken, _folder) = worker();
    assert!(worker.send(Job::Sleep(Duration::from_millis(400))));
    let began = Instant::now();
    for _ in 0..20 {
        assert!(worker.poll().is_none());
        assert!(worker.send(Job::Sticks));
    }
    assert!(
        began.elapsed() < Duration::from_millis(200),
        "{:?}",
        began.elapsed()
    );
    assert!(matches!(next(&worker), Event::Slept));
    assert!(woken.load(Ordering::Relaxed) > 0);
}

#[test]
fn what_was_asked_before_a_lock_is_neither_done_nor_heard() {
    let (worker, _, _folder) = worker();
    worker.send(Job::Sleep(Duration::from_millis(150)));
    worker.send(Job::Sleep(Duration::from_secs(60)));
    std::thread::sleep(Duration::from_millis(50));
    let began = Instant::now();
    worker.lock();
    worker.send(Job::Sticks);
    // Neither the sleep that ran nor the long one behind it is heard of.
    assert!(matches!(next(&worker), Event::Sticks(_)));
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_full_queue_is_told_at_once() {
    let (worker, _, _folder) = worker();
    worker.send(Job::Sleep(Duration::from_millis(500)));
    let taken = (0..CHANNEL_LENGTH * 2)
        .filter(|_| worker.send(Job::Lock))
        .count();
    assert!(
        (CHANNEL_LENGTH - 1..=CHANNEL_LENGTH + 1).contains(&taken),
        "{taken}"
    );
}

#[test]
fn a_panic_is_told_and_no_job_is_taken_afterwards() {
    let (worker, _, _folder) = worker();
    worker.send(Job::Panic);
    assert!(matches!(next(&worker), Event::Stopped));
    std::thread::sleep(Duration::from_millis(50));
    assert!(!worker.send(Job::Sticks));
}

#[test]
fn an_unlock_without_a_vault_is_refused_in_words() {
    let (worker, _, _folder) = worker();
    worker.send(Job::Unlock {
        person: "linh".to_owned(),
        passphrase: secrecy::SecretString::from("five words for the test"),
        language: crypto_core::Language::En,
    });
    let Event::Refused(sentence) = next(&worker) else {
        panic!("not refused")
    };
    assert_eq!(sentence, crate::state::Sentence::new("error-no-vault"));
}
