//! `cargo xtask demo`: the whole story on real parts, in Chromium or Firefox.

use anyhow::Result;

use crate::extension::Platform;
use crate::{apt, e2e, environment, package, run};

/// What to play it in.
#[derive(clap::Args)]
pub struct Options {
    /// The browser to play it in
    #[arg(long, value_enum, default_value = "chrome")]
    browser: Platform,
}

/// Builds everything and plays the story; its last line is `demo: ok`.
///
/// # Errors
/// When a build fails or the story does not end as it should.
pub fn play(options: &Options) -> Result<()> {
    package::dist()?;
    let mut story = e2e::program("demo")?;
    if options.browser == Platform::Firefox {
        apt::firefox()?;
        story.arg("--firefox");
    }
    if environment::has_display() {
        story.arg("--keep-open");
    }
    run::succeed(&mut story, "the last lines above say which step failed and why")
}
