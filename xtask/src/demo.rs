//! `cargo xtask demo`: the whole story on real parts, in Chromium.

use anyhow::Result;

use crate::{e2e, environment, package, run};

/// Builds everything and plays the story; its last line is `demo: ok`.
///
/// # Errors
/// When a build fails or the story does not end as it should.
pub fn play() -> Result<()> {
    package::dist()?;
    let mut story = e2e::program("demo")?;
    if environment::has_display() {
        story.arg("--keep-open");
    }
    run::succeed(&mut story, "the last lines above say which step failed and why")
}
