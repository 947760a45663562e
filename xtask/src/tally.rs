//! How many checks passed and failed, in the one form in which every task ends.

use std::fmt;
use std::ops::AddAssign;

use anyhow::Result;

/// Counts of what was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks that held.
    pub passed: u64,
    /// Checks that did not.
    pub failed: u64,
}

impl Tally {
    /// One check.
    pub fn of(held: bool) -> Self {
        Self { passed: held.into(), failed: (!held).into() }
    }

    /// Prints the closing line.
    ///
    /// # Errors
    /// [`Failed`] when anything failed, so that the task's exit code says so.
    pub fn finish(self) -> Result<()> {
        println!("{self}");
        if self.failed > 0 { Err(Failed.into()) } else { Ok(()) }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// What failed has been told already.
#[derive(Debug)]
pub struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("something failed, see above")
    }
}

impl std::error::Error for Failed {}
