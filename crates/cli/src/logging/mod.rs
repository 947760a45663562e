//! Log lines on standard error.

mod lines;
mod redact;
mod text;

use std::io::{self, IsTerminal as _};

use tracing::{Level, Metadata};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::{
    args::{LogArgs, LogFormat},
    failure::Failure,
};

/// Starts logging, until what it returns is dropped. Call once.
///
/// # Errors
/// `log_filter_invalid` if the filter cannot be read; `log_unavailable`.
pub fn start(args: &LogArgs) -> Result<lines::Writer, Failure> {
    let filter = EnvFilter::try_new(&args.log).map_err(|error| {
        Failure::new(
            "log_filter_invalid",
            format!(
                "{:?} is not a log filter: {error}. Write a level, like info, or target=level pairs.",
                args.log
            ),
        )
    })?;
    let writer = lines::Writer::start()
        .map_err(|error| Failure::new("log_unavailable", format!("the log cannot be written: {error}.")))?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(Stderr);
    match args.log_format {
        LogFormat::Text => lines.event_format(text::ForPeople).init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
    Ok(writer)
}

/// Standard error, with secrets taken out of every line. The formatter writes each event in one piece.
struct Stderr;

impl MakeWriter<'_> for Stderr {
    type Writer = Redacted;

    fn make_writer(&self) -> Redacted {
        Redacted { is_urgent: true }
    }

    fn make_writer_for(&self, event: &Metadata<'_>) -> Redacted {
        // Errors come first in the order of levels.
        Redacted { is_urgent: *event.level() <= Level::WARN }
    }
}

struct Redacted {
    is_urgent: bool,
}

impl io::Write for Redacted {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        lines::add(redact::redact(&text).as_bytes(), self.is_urgent);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
