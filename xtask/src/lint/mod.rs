//! `cargo xtask lint`: what must hold in every commit.
//!
//! A check over the repository's texts is a function from files to findings, tested on a
//! planted violation. What other tools check (rustfmt, clippy, tsc, eslint) is run as it is.

use anyhow::Result;

use crate::tally::Tally;

mod dependencies;
mod doc_links;
mod error_codes;
mod file_length;
mod finding;
mod layers;
mod machine_paths;
pub mod remote_code;
mod skipped_tests;
mod sources;
mod test_names;
mod tools;
mod wording;

use finding::Finding;
use sources::Source;

/// Which checks to run; all when nothing is said.
#[derive(clap::Args)]
pub struct Options {
    /// Only the checks that read texts, which take a second
    #[arg(long)]
    quick: bool,
}

/// A named check over all files of the repository.
type Check = (&'static str, fn(&[Source]) -> Vec<Finding>);

const CHECKS: &[Check] = &[
    ("banned dependencies", dependencies::check),
    ("remote code", remote_code::check),
    ("links in documents", doc_links::check),
    ("tests named in documents", test_names::check),
    ("codes of the client's errors", error_codes::check),
    ("paths of a machine", machine_paths::check),
    ("wording", wording::check),
    ("file length", file_length::check),
    ("skipped tests", skipped_tests::check),
];

/// Runs the checks, prints each finding with its remedy, and ends with `N passed, N failed`.
///
/// # Errors
/// When a check finds something or a tool is missing.
pub fn run(options: &Options) -> Result<()> {
    let sources = sources::all()?;
    let mut tally = Tally::default();
    for (name, check) in CHECKS {
        tally += report(name, &check(&sources));
    }
    tally += report("layers", &layers::check(&sources)?);
    if !options.quick {
        tally += tools::run()?;
        tally += report("remote code in the built demo", &remote_code::in_demo()?);
    }
    tally.finish()
}

fn report(name: &str, findings: &[Finding]) -> Tally {
    println!("{} {name}", if findings.is_empty() { "ok    " } else { "FAILED" });
    let found: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
    print!("{found}");
    Tally::of(findings.is_empty(), &format!("{name}\n{found}"))
}
