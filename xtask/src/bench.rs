//! `cargo xtask bench`: what can be said in figures.

use anyhow::Result;

use crate::package;

/// Prints the sizes of what a service worker loads.
///
/// # Errors
/// When the package does not build or is too big.
pub fn run() -> Result<()> {
    package::build().map(|_| ())
}
