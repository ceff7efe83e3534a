//! The real server, started as an operator starts it, spoken to over TLS.

#![allow(clippy::unwrap_used)] // a test may fail by panic

#[path = "server/chance.rs"]
mod chance;
#[path = "server/damage.rs"]
mod damage;
#[path = "server/fetching.rs"]
mod fetching;
#[path = "server/full_disk.rs"]
mod full_disk;
#[path = "server/hostile.rs"]
mod hostile;
#[path = "server/killing.rs"]
mod killing;
#[path = "server/operating.rs"]
mod operating;
#[path = "server/organisation.rs"]
mod organisation;
#[path = "server/page.rs"]
mod page;
#[path = "server/power.rs"]
mod power;
#[path = "server/pushing.rs"]
mod pushing;
#[path = "server/running.rs"]
mod running;
#[path = "server/sender.rs"]
mod sender;
#[path = "server/sending.rs"]
mod sending;
