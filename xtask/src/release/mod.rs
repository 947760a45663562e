//! `cargo xtask release`: the program as it is handed out. Nearly all of what a token costs beside its signature is code that
//! runs once per request and lies all over the program, so the program is built twice: once to record what a server does
//! under load, once with that record, by which the compiler makes what ran fast and keeps the rest small (ADR 22).

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{binary, run, rustc, workspace};

mod often;
mod record;

/// Before anything is counted, small functions are put into their callers, to count less. That makes what never runs larger, so only
/// the smallest are: below 4, the same ones whether their callers are built for size or for speed, or the record would not fit.
const COUNTED: &str = "-Cllvm-args=-preinline-threshold=3";

/// Some functions get another shape by being built for speed, so their record does not fit and is left out: 33 of 4,381.
const UNFIT: &str = "-Cllvm-args=-no-pgo-warn-mismatch";

/// How large a function may be that is put into a caller where it runs often. LLVM's own 3000 make the program larger, not faster.
const HOT: &str = "-Cllvm-args=-hot-callsite-threshold=1000";

/// Addresses for the loader in a short form: 0.7 MB less.
const PACKED: &str = "-Clink-arg=-Wl,-z,pack-relative-relocs";

/// Builds the program and says where it is.
///
/// # Errors
/// As [`build`].
pub fn release() -> Result<()> {
    println!("{}", binary::in_folder(&build(&[])?).display());
    Ok(())
}

/// Builds the program with a record of what a server does, and packages beside it; the folder of their programs.
///
/// # Errors
/// When they do not compile, no record can be made, or it is not one of this program.
pub fn build(beside: &[&str]) -> Result<PathBuf> {
    let record = record::current()?;
    let (ran, often) =
        (format!("-Cprofile-use={}", record.ran.display()), format!("@{}", record.often.display()));
    let mut flags = vec![ran.as_str(), &often, UNFIT, HOT];
    if loads_packed()? {
        flags.push(PACKED);
    }
    let programs = built(&workspace::target(), &flags, binary::PACKAGE)?;
    record.fits(&binary::in_folder(&programs))?;
    // Each by itself: built together with the program they would bring features of their own into what they share with it, which
    // by that gets other names than the record has.
    for package in beside {
        built(&workspace::target(), &flags, package)?;
    }
    Ok(programs)
}

/// Whether programs of this machine may have packed relocations: from glibc 2.36 on.
fn loads_packed() -> Result<bool> {
    if !cfg!(all(target_os = "linux", target_env = "gnu")) {
        return Ok(false);
    }
    let version = run::capture(run::command("getconf").arg("GNU_LIBC_VERSION"), "install getconf")?;
    let minor = version.strip_prefix("glibc 2.").and_then(|rest| rest.split('.').next()?.parse::<u32>().ok());
    Ok(minor.is_some_and(|minor| minor >= 36))
}

/// Builds the program without one, and packages beside it; the folder of their programs.
///
/// # Errors
/// When they do not compile.
pub fn plain(beside: &[&str]) -> Result<PathBuf> {
    for package in [&[binary::PACKAGE], beside].concat() {
        let mut build = run::cargo();
        build.args(["build", "--release", "--package", package]);
        run::succeed(&mut build, "see the compiler's message above")?;
    }
    Ok(workspace::target().join("release"))
}

fn built(target: &Path, flags: &[&str], package: &str) -> Result<PathBuf> {
    let host = rustc::host()?;
    let mut build = run::cargo();
    // With a target of its own, build scripts are spared the flags.
    build.args(["build", "--release", "--target", &host, "--target-dir"]).arg(target);
    build.args(["--package", package]);
    build.env("CARGO_ENCODED_RUSTFLAGS", [flags, &[COUNTED]].concat().join("\u{1f}"));
    run::succeed(&mut build, "see the compiler's message above")?;
    Ok(target.join(host).join("release"))
}
