//! `cargo xtask release`: the program as it is handed out. Nearly all of what a token costs beside its signature is code that
//! runs once per request and lies all over the program, so the program is built twice: once to record what a server does
//! under load, once with that record, by which the compiler makes what ran fast and keeps the rest small (ADR 22).

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{run, rustc, workspace};

mod cold;
mod record;

use record::Record;

/// Before anything is counted, small functions are put into their callers, to count less. That makes what never runs larger, so only
/// the smallest are.
const COUNTED: &str = "-Cllvm-args=-preinline-threshold=5";

/// Builds the program and says where it is.
///
/// # Errors
/// As [`build`].
pub fn release() -> Result<()> {
    let program = build(&["nightdesk-cli"])?.join(format!("nightdesk{}", std::env::consts::EXE_SUFFIX));
    println!("{}", program.display());
    Ok(())
}

/// Builds packages with a record of what a server does; the folder of their programs.
///
/// # Errors
/// When they do not compile, or no record can be made.
pub fn build(packages: &[&str]) -> Result<PathBuf> {
    let Record { ran, wrapper } = record::current()?;
    let ran = format!("-Cprofile-use={}", ran.display());
    built(&workspace::target(), &ran, Some(&wrapper), packages)
}

/// Builds packages without one.
///
/// # Errors
/// When they do not compile.
pub fn plain(packages: &[&str]) -> Result<PathBuf> {
    let mut build = run::cargo();
    build.args(["build", "--release"]).args(packages.iter().flat_map(|package| ["--package", package]));
    run::succeed(&mut build, "see the compiler's message above")?;
    Ok(workspace::target().join("release"))
}

fn built(target: &Path, flag: &str, wrapper: Option<&Path>, packages: &[&str]) -> Result<PathBuf> {
    let host = rustc::host()?;
    let mut build = run::cargo();
    // With a target of its own, build scripts are spared the flags.
    build.args(["build", "--profile", "profiled", "--target", &host, "--target-dir"]).arg(target);
    build.args(packages.iter().flat_map(|package| ["--package", package]));
    build.env("CARGO_ENCODED_RUSTFLAGS", [flag, COUNTED].join("\u{1f}"));
    build.envs(wrapper.map(|wrapper| ("RUSTC_WRAPPER", wrapper)));
    run::succeed_without(&mut build, cold::NOISE, "see the compiler's message above")?;
    Ok(target.join(host).join("profiled"))
}
