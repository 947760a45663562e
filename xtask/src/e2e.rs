//! Programs of `e2e/`, which drive a real browser against a real server.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::{apt, binary, npm, run, workspace};

/// A program of `e2e/`, ready to be run: packages and Chromium installed, the server built.
///
/// # Errors
/// When something cannot be installed or does not build.
pub fn program(name: &str) -> Result<Command> {
    program_on(name, &binary::build()?)
}

/// The same, on a server that is built.
///
/// # Errors
/// When something cannot be installed or does not build.
pub fn program_on(name: &str, server: &Path) -> Result<Command> {
    npm::installed()?;
    apt::chromium()?;
    let script = workspace::target().join("e2e").join(format!("{name}.mjs"));
    // One plain JavaScript file, since the oldest Node that we support runs no TypeScript.
    let mut esbuild = run::command(npm::program("esbuild")?);
    esbuild.arg(workspace::at("e2e").join(name).join("main.ts")).args([
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--packages=external",
        "--sourcemap=inline",
        "--log-level=warning",
    ]);
    esbuild.arg(format!("--outfile={}", script.display()));
    run::succeed(&mut esbuild, "see esbuild's message above")?;
    let mut node = run::command("node");
    node.arg("--enable-source-maps").arg(script).env("NIGHTDESK_BIN", server);
    Ok(node)
}
