//! `cargo xtask demo`: the whole story on real parts, in Chromium.

use anyhow::Result;

use crate::{apt, binary, environment, npm, package, run, workspace};

/// Builds everything and plays the story; its last line is `demo: ok`.
///
/// # Errors
/// When a build fails or the story does not end as it should.
pub fn play() -> Result<()> {
    npm::installed()?;
    apt::chromium()?;
    package::dist()?;
    let server = binary::build()?;
    let script = workspace::at("target/demo/demo.mjs");
    let mut esbuild = run::command(npm::program("esbuild")?);
    esbuild.arg(workspace::at("e2e/demo/main.ts")).args([
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--packages=external",
        "--log-level=warning",
    ]);
    esbuild.arg(format!("--outfile={}", script.display()));
    run::succeed(&mut esbuild, "see esbuild's message above")?;
    let mut story = run::command("node");
    story.arg("--enable-source-maps").arg(script).env("NIGHTDESK_BIN", server);
    if environment::has_display() {
        story.arg("--keep-open");
    }
    run::succeed(&mut story, "the last lines above say which step failed and why")
}
