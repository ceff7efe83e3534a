//! The real server, started as an operator starts it, spoken to over TLS.

#![allow(clippy::unwrap_used)] // a test may fail by panic

#[path = "server/fetching.rs"]
mod fetching;
#[path = "server/hostile.rs"]
mod hostile;
#[path = "server/operating.rs"]
mod operating;
#[path = "server/organisation.rs"]
mod organisation;
#[path = "server/page.rs"]
mod page;
#[path = "server/pushing.rs"]
mod pushing;
#[path = "server/running.rs"]
mod running;
#[path = "server/sending.rs"]
mod sending;
