//! What a check found.

use std::fmt;

/// A violation: where, what, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Path from the workspace's root.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do instead.
    pub remedy: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}:{}: {}\n    remedy: {}", self.file, self.line, self.what, self.remedy)
    }
}
