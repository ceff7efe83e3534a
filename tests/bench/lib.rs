//! The test bench: starts the real programs and drives them as people do.
//!
//! The end-to-end tests and the demo stand on it. Nothing here replaces a component: relays are
//! processes with TLS on 127.0.0.1, the stick is a folder, the desk is `sealpost-triage`.

mod dice;
mod office;
mod program;
mod relay;
mod search;
mod stage;
mod window;

pub use dice::Dice;
pub use office::{Office, Snapshot, put_back, rounds, snapshot};
pub use program::{Begun, Program, Ran, folder_of_programs};
pub use relay::RelayProcess;
pub use search::{Secrets, files_under, memory_of};
pub use stage::Stage;
pub use window::Screen;
