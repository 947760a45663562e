//! The `nightdesk` binary: where it comes from, and the one that tests and the demo run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{run, test, workspace};

/// The package that it is built from.
pub const PACKAGE: &str = "nightdesk-cli";

/// Where it lies in a folder of programs.
pub fn in_folder(programs: &Path) -> PathBuf {
    programs.join(format!("nightdesk{}", std::env::consts::EXE_SUFFIX))
}

/// Builds the server and returns where it lies.
///
/// # Errors
/// When it does not compile.
pub fn build() -> Result<PathBuf> {
    println!("building the server");
    run::succeed(&mut build_command(), "the compiler's messages above say why")?;
    Ok(in_folder(&workspace::target().join("debug")))
}

/// The command that builds what the tests build too.
pub fn build_command() -> Command {
    let mut cargo = test::as_tested("build");
    cargo.args(["--bin", "nightdesk"]);
    cargo
}
