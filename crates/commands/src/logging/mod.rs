//! Log lines on standard error.

mod json;
mod lines;
mod redact;
mod text;

use std::{
    error::Error,
    io::{self, IsTerminal as _},
};

use tracing::{Level, Metadata};
use tracing_subscriber::{
    Layer, Registry, filter::Targets, fmt::MakeWriter, layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use crate::{
    args::{LogArgs, LogFormat},
    failure::Failure,
};

/// Starts logging, until what it returns is dropped. Call once.
///
/// # Errors
/// `log_filter_invalid` if the filter cannot be read; `log_unavailable`.
pub fn start(args: &LogArgs) -> Result<lines::Writer, Failure> {
    let filter = filter(&args.log).map_err(|error| {
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
    let lines = tracing_subscriber::fmt::layer().with_ansi(io::stderr().is_terminal()).with_writer(Stderr);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match args.log_format {
        LogFormat::Text => lines.event_format(text::ForPeople).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).map_event_format(json::OfRequest).boxed(),
    };
    tracing_subscriber::registry().with(lines).with(filter).init();
    Ok(writer)
}

/// Which lines are written, by their targets: `info,refinery_core=warn`.
fn filter(text: &str) -> Result<Targets, Box<dyn Error>> {
    let parts: Vec<_> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if let Some(part) = parts.iter().find(|part| is_broken(part)) {
        return Err(format!("{part:?} is neither a level nor target=level").into());
    }
    Ok(parts.join(",").parse()?)
}

/// What would be read as something, but hardly as what was meant.
fn is_broken(part: &str) -> bool {
    part.starts_with('=') || part.ends_with('=') || part.contains('[')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_levels_and_targets() {
        let read = filter("info, refinery_core=warn,hyper=off,").unwrap();
        for (target, level, written) in [
            ("nightdesk_server::audit", Level::INFO, true),
            ("nightdesk_server::audit", Level::DEBUG, false),
            ("refinery_core::drivers", Level::WARN, true),
            ("refinery_core::drivers", Level::INFO, false),
            ("hyper", Level::ERROR, false),
        ] {
            assert_eq!(read.would_enable(target, &level), written, "{target} {level}");
        }
        for broken in ["=,=", "hyper=", "=info", "hyper=loud", "hyper[{id}]=info", "a=b=c"] {
            assert!(filter(broken).is_err(), "{broken}");
        }
    }
}
