//! What does not match.

use std::fmt;

use super::Api;

/// An answer that is not what its contract says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// API, method, path pattern and status.
    pub operation: String,
    /// Each mismatch with its JSON pointer into the body.
    pub reasons: Vec<String>,
}

impl Violation {
    pub(super) fn about(api: Api, method: &str, path: &str, status: u16, reason: String) -> Self {
        Self { operation: describe(api, method, path, status), reasons: vec![reason] }
    }
}

pub(super) fn describe(api: Api, method: &str, path: &str, status: u16) -> String {
    let api = match api {
        Api::Fapi => "FAPI",
        Api::Bapi => "BAPI",
    };
    format!("{api} {method} {path} -> {status}")
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not match spec/:", self.operation)?;
        for reason in &self.reasons {
            write!(f, "\n  {reason}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violation {}
