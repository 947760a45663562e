//! Writing to the terminal. A closed pipe is an error to report, not a panic.

use std::io::{self, Write as _};

use serde::Serialize;

/// Writes a line of text to standard output at once.
pub fn line(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{text}")?;
    stdout.flush()
}

/// Writes `value` as JSON on one line of standard output at once.
pub fn json_line(value: &impl Serialize) -> io::Result<()> {
    line(&serde_json::to_string(value)?)
}

/// Writes a line of text to standard error.
pub fn to_stderr(text: &str) -> io::Result<()> {
    writeln!(io::stderr().lock(), "{text}")
}
