//! Log lines, with no time finer than the hour.
//!
//! A line says what the relay did, never for whom: no address, no path, no name of a blob, no
//! user agent, and no line for a single request. What a service manager adds (journald stamps
//! every line with its own time) is outside of this program, and is why single requests are not
//! logged at all.

use std::fmt;

use jiff::Timestamp;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

use crate::config::LogFormat;
use crate::hour::Hour;

/// Writes the hour, and nothing finer.
struct HourTimer;

impl FormatTime for HourTimer {
    fn format_time(&self, w: &mut Writer<'_>) -> fmt::Result {
        write!(w, "{}", Hour::of(Timestamp::now()))
    }
}

/// Starts logging to stderr. Only lines of this program are written: libraries that log
/// connections would log addresses.
pub fn start_log(format: LogFormat) {
    let filter = EnvFilter::new("off,relay=info");
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_timer(HourTimer)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(false);
    // A second start (in tests) is no error worth dying for.
    let _ = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
}
