//! Installing what Debian packages, when it is missing.

use anyhow::{Result, bail};

use crate::run;

/// Installs Debian packages.
///
/// # Errors
/// When there is no `apt-get`, or it fails (usually for want of rights).
pub fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if run::find("apt-get").is_none() {
        bail!(
            "{list} is missing and there is no apt-get here; install it with this system's package manager"
        );
    }
    println!("installing {list} with apt-get");
    let remedy = format!("run `sudo apt-get update && sudo apt-get install {list}` yourself and repeat");
    // A machine that never updated its lists knows no packages at all, hence the second try.
    if apt_get(&["install", "-y", "--no-install-recommends"], packages).is_ok() {
        return Ok(());
    }
    apt_get(&["update"], &[])
        .and_then(|()| apt_get(&["install", "-y", "--no-install-recommends"], packages))
        .map_err(|error| error.context(remedy))
}

/// The Chromium that tests and the demo drive, installed when missing.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn chromium() -> Result<()> {
    if run::find("chromium").is_some() { Ok(()) } else { install(&["chromium"]) }
}

/// The Firefox that the demo and its test drive, installed when missing.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn firefox() -> Result<()> {
    if run::find("firefox-esr").is_some() { Ok(()) } else { install(&["firefox-esr"]) }
}

/// The PostgreSQL that tests and benches start, installed when missing.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn postgres() -> Result<()> {
    let is_here = run::find("postgres").is_some() || std::fs::exists("/usr/lib/postgresql")?;
    if is_here { Ok(()) } else { install(&["postgresql"]) }
}

fn apt_get(verb: &[&str], packages: &[&str]) -> Result<()> {
    let root = run::capture(run::command("id").arg("-u"), "")? == "0";
    let mut command = if root { run::command("apt-get") } else { run::command("sudo") };
    if !root {
        command.args(["-n", "apt-get"]);
    }
    command.args(verb).arg("-qq").args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    run::succeed(&mut command, "see the lines above")
}
