//! The npm workspace: its packages are installed before anything uses them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::{run, workspace};

/// The hosted account pages.
pub const ACCOUNT_PAGES: &str = "@nightdesk/account-pages";

const REMEDY: &str = "needs Node 20.19 or newer with npm (https://nodejs.org)";

/// Installs the packages of the workspace unless they are there and no older than the lock file.
///
/// # Errors
/// When npm is missing or fails.
pub fn installed() -> Result<()> {
    installed_in(&workspace::root())
}

/// As [`installed`], for a folder with a lock file of its own.
///
/// # Errors
/// As [`installed`].
pub fn installed_in(folder: &Path) -> Result<()> {
    let lock = modified(&folder.join("package-lock.json"));
    let present = modified(&folder.join("node_modules/.package-lock.json"));
    if present.is_some() && present >= lock {
        return Ok(());
    }
    println!("installing npm packages in {}", folder.display());
    let mut npm = command();
    npm.arg("ci").args(["--no-audit", "--no-fund"]).current_dir(folder);
    run::succeed(&mut npm, REMEDY)
}

/// npm in the workspace's root.
pub fn command() -> Command {
    run::command("npm")
}

/// Runs a script of one package of the workspace.
///
/// # Errors
/// When npm is missing or the script fails.
pub fn script(package: &str, script: &str) -> Result<()> {
    installed()?;
    let mut npm = command();
    npm.args(["run", "--silent", script, "--workspace", package]);
    run::succeed(&mut npm, &format!("see what the script `{script}` of {package} printed above"))
}

/// A program that an npm package of the workspace brings.
///
/// # Errors
/// When the package is not installed.
pub fn program(name: &str) -> Result<PathBuf> {
    let path = workspace::at("node_modules/.bin").join(name);
    path.canonicalize().with_context(|| format!("node_modules/.bin/{name} is missing; run `npm ci`"))
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}
