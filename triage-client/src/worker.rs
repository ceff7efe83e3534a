//! The thread `vault`: the only one that holds the desk and its keys.
//!
//! The window sends [`Job`]s and never waits; the worker answers with [`Event`]s and wakes the
//! window. Every lock begins a new *generation*: jobs and events of an earlier one are dropped
//! unread, so that nothing decrypted reaches a window that was locked meanwhile.

mod job;
mod picture;
mod run;
mod sticks;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::JoinHandle;

pub(crate) use job::{Edit, Event, Job};

/// Jobs and events that may wait. A window that cannot keep up makes the worker wait.
const CHANNEL_LENGTH: usize = 64;

/// Something with the generation it belongs to.
struct Stamped<T> {
    generation: u64,
    what: T,
}

/// The window's end of the worker.
pub(crate) struct Worker {
    jobs: Option<SyncSender<Stamped<Job>>>,
    events: Receiver<Stamped<Event>>,
    generation: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

/// The worker's end: where events go.
#[derive(Clone)]
pub(crate) struct Outbox {
    events: SyncSender<Stamped<Event>>,
    current: Arc<AtomicU64>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Outbox {
    /// Sends an event of `generation`, unless the desk was locked meanwhile.
    fn send(&self, generation: u64, what: Event) {
        if self.is_stale(generation) && !what.outlives_lock() {
            return;
        }
        // Fails only when the window is gone; then there is no one to tell.
        if self.events.send(Stamped { generation, what }).is_ok() {
            (self.wake)();
        }
    }

    fn is_stale(&self, generation: u64) -> bool {
        generation != self.current.load(Ordering::Acquire)
    }
}

impl Worker {
    /// Starts the thread. `wake` is called after every event, from that thread.
    pub(crate) fn start(
        vault: PathBuf,
        settings: Option<PathBuf>,
        clock: Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> std::io::Result<Self> {
        let (jobs, inbox) = sync_channel(CHANNEL_LENGTH);
        let (sender, events) = sync_channel(CHANNEL_LENGTH);
        let generation = Arc::new(AtomicU64::new(0));
        let outbox = Outbox {
            events: sender,
            current: Arc::clone(&generation),
            wake,
        };
        let thread = std::thread::Builder::new()
            .name("vault".to_owned())
            .spawn(move || run::run(vault, settings, clock.as_ref(), &inbox, &outbox))?;
        Ok(Self {
            jobs: Some(jobs),
            events,
            generation,
            thread: Some(thread),
        })
    }

    /// Hands a job over. False if the worker has too much to do or has stopped.
    pub(crate) fn send(&self, job: Job) -> bool {
        let Some(jobs) = &self.jobs else { return false };
        let stamped = Stamped {
            generation: self.generation.load(Ordering::Acquire),
            what: job,
        };
        match jobs.try_send(stamped) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        }
    }

    /// Makes everything that is under way stale, and has the desk closed.
    ///
    /// The generation is what counts: even if the queue is full and the job is lost, the
    /// worker closes the desk as soon as it sees a newer generation.
    pub(crate) fn lock(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.send(Job::Lock);
    }

    /// The next event that is not stale, if there is one.
    pub(crate) fn poll(&self) -> Option<Event> {
        loop {
            match self.events.try_recv() {
                Ok(stamped) => {
                    let current = stamped.generation == self.generation.load(Ordering::Acquire);
                    if current || stamped.what.outlives_lock() {
                        return Some(stamped.what);
                    }
                }
                Err(TryRecvError::Empty) => return None,
                Err(TryRecvError::Disconnected) => {
                    return self.thread.is_some().then_some(Event::Stopped);
                }
            }
        }
    }
}

impl Drop for Worker {
    /// Waits for the job that runs: a vault is never left in the middle of a change.
    fn drop(&mut self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // The worker may wait for room for an event: take them all until it ends.
            while !thread.is_finished() {
                while self.events.try_recv().is_ok() {}
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            // A panic was reported as `Event::Stopped` already.
            drop(thread.join());
        }
    }
}
