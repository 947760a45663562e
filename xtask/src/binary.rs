//! The `nightdesk` binary that tests and the demo run.

use std::path::PathBuf;

use anyhow::Result;

use crate::{run, workspace};

/// Builds the server and returns where it lies.
///
/// # Errors
/// When it does not compile.
pub fn build() -> Result<PathBuf> {
    println!("building the server");
    let mut cargo = run::cargo();
    cargo.args(["build", "--package", "nightdesk-cli", "--bin", "nightdesk"]);
    run::succeed(&mut cargo, "the compiler's messages above say why")?;
    Ok(workspace::target().join("debug").join(format!("nightdesk{}", std::env::consts::EXE_SUFFIX)))
}
