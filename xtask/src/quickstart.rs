//! `cargo xtask quickstart`: docs/quickstart.md walked in Chromium, and its pictures made anew.

use anyhow::Result;

use crate::{e2e, package, run};

/// Builds everything and walks it; its last line is `quickstart: ok`.
///
/// # Errors
/// When a build fails or a step does not come out as the document says.
pub fn walk() -> Result<()> {
    package::dist()?;
    run::succeed(&mut e2e::program("quickstart")?, "the last lines above say which step failed and why")
}
