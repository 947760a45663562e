//! Log lines on standard error.

mod redact;
mod text;

use std::io::{self, IsTerminal as _};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::{
    args::{LogArgs, LogFormat},
    failure::Failure,
};

/// Starts logging. Call once.
///
/// # Errors
/// `log_filter_invalid` if the filter cannot be read.
pub fn start(args: &LogArgs) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&args.log).map_err(|error| {
        Failure::new(
            "log_filter_invalid",
            format!(
                "{:?} is not a log filter: {error}. Write a level, like info, or target=level pairs.",
                args.log
            ),
        )
    })?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(Stderr);
    match args.log_format {
        LogFormat::Text => lines.event_format(text::ForPeople).init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
    Ok(())
}

/// Standard error, with secrets taken out of every line. The formatter writes each event in one piece.
struct Stderr;

impl MakeWriter<'_> for Stderr {
    type Writer = Redacted;

    fn make_writer(&self) -> Redacted {
        Redacted
    }
}

struct Redacted;

impl io::Write for Redacted {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        // Whoever reads the log may go away; requests are served all the same.
        let _ = io::stderr().lock().write_all(redact::redact(&text).as_bytes());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}
