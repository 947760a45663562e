//! `cargo xtask bench`: what can be said in figures.

use anyhow::Result;

use crate::{e2e, package, run};

/// Prints the sizes of what a service worker loads, and how fast it wakes to a token.
///
/// # Errors
/// When the package does not build or is too big, or the browser does not do as it should.
pub fn run() -> Result<()> {
    package::build()?;
    run::succeed(&mut e2e::program("bench")?, "see the message above")
}
