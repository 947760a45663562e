//! How many checks passed and failed, in the one form in which every task ends.

use std::fmt;
use std::ops::AddAssign;

use anyhow::Result;

/// Lines of a failure that are told again at the end; all of it is further up.
const TOLD: usize = 25;

/// Counts of what was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks that held.
    pub passed: u64,
    /// Checks that did not.
    pub failed: u64,
    /// What each of them is called, with the beginning of what it said.
    failures: Vec<String>,
}

impl Tally {
    /// What another program counted.
    pub fn new(passed: u64, failed: u64) -> Self {
        Self { passed, failed, failures: Vec::new() }
    }

    /// One check.
    pub fn of(held: bool, name: &str) -> Self {
        let mut tally = Self::new(held.into(), (!held).into());
        if !held {
            tally.tell(name);
        }
        tally
    }

    /// Keeps what a failure that is counted already said.
    pub fn tell(&mut self, failure: &str) {
        self.failures.push(failure.trim_end().lines().take(TOLD).collect::<Vec<_>>().join("\n"));
    }

    /// Prints what failed, to be found without a search, and the closing line.
    ///
    /// # Errors
    /// [`Failed`] when anything failed, so that the task's exit code says so.
    pub fn finish(self) -> Result<()> {
        if self.failed > 0 {
            println!("== failed");
            for failure in &self.failures {
                println!("{failure}");
            }
        }
        println!("{self}");
        if self.failed > 0 { Err(Failed.into()) } else { Ok(()) }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, mut other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.append(&mut other.failures);
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
