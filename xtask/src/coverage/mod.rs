//! `cargo xtask coverage`: which documented operations are proven to work.
//!
//! An operation counts when some test fails once its answers are spoilt (`crates/testkit/src/app/proof.rs`): replaced by
//! other answers that its contract allows as well. Nobody registers anything: the tests say by themselves which operations
//! they called, and spoiling tells which of them they look at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Result, bail};

use crate::tally::Tally;
use crate::workspace;

mod evidence;
mod operations;
mod proof;
mod report;

use evidence::Evidence;
pub use evidence::recorded_by;

const REPORT: &str = "docs/coverage.md";

/// What to do.
#[derive(clap::Args)]
pub struct Options {
    /// Only see that what `docs/coverage.md` counts still counts
    #[arg(long)]
    check: bool,
    /// Take what the last run of the tests left, here or by `cargo xtask test`, instead of running them again
    #[arg(long)]
    recorded: bool,
}

/// Runs the server's tests, spoils answers, prints the totals and writes `docs/coverage.md`.
///
/// # Errors
/// When a test fails, or with `--check` when a counted operation counts no more.
pub fn run(options: &Options) -> Result<()> {
    if !options.recorded && !evidence::run_tests()? {
        bail!("tests failed, so they prove nothing; see above");
    }
    if options.check { check()?.finish() } else { write() }
}

/// Proves what can be proven, and writes the report.
fn write() -> Result<()> {
    let evidence = Evidence::read()?;
    let operations = operations::all()?;
    let before = counted()?;
    let wanted: Vec<_> = operations.iter().map(|operation| operation.name.clone()).collect();
    let proofs = proof::find(&evidence, &wanted, &before);
    let built = operations::built()?;
    let report = report::Report { operations: &operations, built: &built, proofs: &proofs };
    print!("{}", report.totals());
    println!("{}", report.missing());
    fs::write(workspace::at(REPORT), report.document())?;
    println!("written to {REPORT}");
    let lost: Vec<_> = before.keys().filter(|name| !proofs.contains_key(*name)).collect();
    for name in &lost {
        println!("counted before, and no more: {name}");
    }
    Ok(())
}

/// Whether every operation that the report counts still counts, on the evidence of a test run that was recorded.
///
/// # Errors
/// When the evidence or the report cannot be read.
pub fn check() -> Result<Tally> {
    let before = counted()?;
    let wanted: Vec<_> = before.keys().cloned().collect();
    let proofs = proof::find(&Evidence::read()?, &wanted, &before);
    let lost: BTreeSet<_> = wanted.iter().filter(|name| !proofs.contains_key(*name)).collect();
    let mut tally = Tally::of(lost.is_empty(), "coverage");
    for name in &lost {
        let failure = format!("{name}: {REPORT} counts it, but no test notices when its answers are spoilt");
        println!("FAILED {failure}");
        tally.tell(&failure);
    }
    println!("{} of {} counted operations still count", proofs.len(), wanted.len());
    Ok(tally)
}

/// What the report counts, with the test that proved it.
fn counted() -> Result<BTreeMap<String, String>> {
    let path = workspace::at(REPORT);
    let text = if path.exists() { fs::read_to_string(path)? } else { String::new() };
    Ok(report::proofs_in(&text))
}
