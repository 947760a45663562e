//! What the compiler says of itself.

use anyhow::{Context, Result};

use crate::run;

/// The platform that it builds for when nothing is said.
///
/// # Errors
/// When there is no compiler.
pub fn host() -> Result<String> {
    about("host")
}

/// The major version of the LLVM in it.
///
/// # Errors
/// As [`host`].
pub fn llvm() -> Result<String> {
    let version = about("LLVM version")?;
    Ok(version.split('.').next().unwrap_or(&version).to_owned())
}

fn about(what: &str) -> Result<String> {
    let said = run::capture(run::command("rustc").arg("-vV"), "install Rust from https://rustup.rs")?;
    let found = said.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(": "));
    Ok(found.with_context(|| format!("rustc -vV does not say its {what}"))?.to_owned())
}
