//! Why a command ended without doing its work.

use std::{borrow::Cow, fmt, process::ExitCode};

use nightdesk_server::provision::ProvisionError;
use nightdesk_store::OpenError;

/// An error for the person at the terminal: what happened and what to do, under a code that scripts can rely on.
#[derive(Debug)]
pub struct Failure {
    code: Cow<'static, str>,
    text: String,
    exit: u8,
}

impl Failure {
    /// A failure whose `text` says cause and remedy in whole sentences.
    pub fn new(code: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self { code: code.into(), text: text.into(), exit: 1 }
    }

    /// The same, ending with the exit code of a command that was asked for what cannot be: 1 is taken by commands that
    /// find something.
    #[must_use]
    pub fn usage(self) -> Self {
        Self { exit: 2, ..self }
    }

    /// What the process ends with.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.exit)
    }

    /// Cause and remedy, without the code.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.text)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::new(error.code(), format!("{error}."))
    }
}

impl From<nightdesk_store::Error> for Failure {
    fn from(error: nightdesk_store::Error) -> Self {
        Self::new("database_failed", format!("the database did not do as asked: {error}."))
    }
}

impl From<ProvisionError> for Failure {
    fn from(error: ProvisionError) -> Self {
        match error {
            ProvisionError::Store(error) => error.into(),
            ProvisionError::Key(error) => {
                Self::new("key_not_made", format!("no signing key could be made: {error}."))
            }
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new("output_failed", format!("the output could not be written: {error}."))
    }
}
