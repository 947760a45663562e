//! The settings of `nightdesk serve`.
//!
//! Each has one name, used in the file and, in capitals behind `NIGHTDESK_`, in the environment,
//! which wins. Everything that is missing or wrong is reported at once: a server that starts
//! half-configured fails later, in front of users.

mod settings;
mod source;

use std::{fmt, path::Path};

pub use settings::{ServeConfig, ServedInstances, Tls};
use source::Source;

use crate::failure::Failure;

/// A setting that keeps the server from starting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    name: String,
    text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (or {}): {}", self.name, source::environment_name(&self.name), self.text)
    }
}

/// Reads the settings from `file`, if given, and the environment.
///
/// # Errors
/// `config_unreadable` for the file as a whole, `config_incomplete` for what is in it.
pub fn read(file: Option<&Path>) -> Result<ServeConfig, Failure> {
    let source = Source::read(file)?;
    settings::parse(source).map_err(|problems| {
        let mut text = String::from("the server does not start, because of these settings:");
        for problem in problems {
            text.push_str(&format!("\n  - {problem}"));
        }
        text.push_str(
            "\nSet them in the file named by --config or in the environment; see nightdesk serve --help.",
        );
        Failure::new("config_incomplete", text)
    })
}
