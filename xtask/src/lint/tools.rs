//! Checks that other tools make.

use std::process::Command;

use anyhow::Result;

use crate::tally::Tally;
use crate::{npm, package, run, suffixes, workspace};

/// Runs rustfmt, clippy, tsc and eslint, and asks whether what is generated is current.
///
/// # Errors
/// When npm's packages cannot be installed; what a tool finds is counted instead.
pub fn run() -> Result<Tally> {
    let mut metadata = run::cargo();
    metadata.args(["metadata", "--locked", "--format-version", "1"]);
    let current = run::works(&mut metadata);
    let mut tally = outcome("Cargo.lock", current, "run `cargo check --workspace` and commit Cargo.lock");
    tally += tool("rustfmt", run::cargo().args(["fmt", "--all", "--check"]), "run `cargo fmt --all`");
    let suffixes = suffixes::are_current()?;
    tally += outcome("public suffix list", suffixes, "run `cargo xtask suffixes` and commit what it wrote");
    let clippy = ["clippy", "--quiet", "--workspace", "--all-features", "--all-targets", "--keep-going"];
    let clippy = [&clippy[..], &["--", "-D", "warnings"]].concat();
    tally += tool("clippy", run::cargo().args(clippy), "each message above names its remedy");
    // A workspace of its own; without libFuzzer itself, which needs a C++ compiler.
    let fuzzers = ["--manifest-path", "fuzz/Cargo.toml"];
    let format = [&["fmt", "--check"][..], &fuzzers].concat();
    tally += tool(
        "rustfmt of the fuzzers",
        run::cargo().args(format),
        "run `cargo fmt --manifest-path fuzz/Cargo.toml`",
    );
    let clippy = [&["clippy", "--quiet", "--locked", "--no-default-features"][..], &fuzzers].concat();
    let clippy = [&clippy[..], &["--target-dir", "target", "--", "-D", "warnings"]].concat();
    tally += tool("clippy of the fuzzers", run::cargo().args(clippy), "each message above names its remedy");
    // Types of the npm package come from its build.
    package::dist()?;
    let typecheck = ["run", "--silent", "--workspaces", "--if-present", "typecheck"];
    tally += tool("tsc", npm::command().args(typecheck), "each message above names the file");
    let pages = npm::script(npm::ACCOUNT_PAGES, "check").is_ok();
    tally +=
        outcome("script of the account pages", pages, "run `cargo xtask pages` and commit what it wrote");
    let conformance = workspace::at("conformance");
    npm::installed_in(&conformance)?;
    let mut official = run::command(npm::program("tsc")?);
    let remedy = "fix our types, or say in conformance/types/left-out.ts what is left out and why";
    tally += tool("official types", official.args(["-p", "types"]).current_dir(conformance), remedy);
    let eslint = run::command(npm::program("eslint")?).args(["--max-warnings", "0", "."]).status();
    tally += outcome("eslint", eslint.is_ok_and(|status| status.success()), "run `npx eslint --fix .`");
    Ok(tally)
}

fn tool(name: &str, command: &mut Command, remedy: &str) -> Tally {
    outcome(name, run::succeed(command, "").is_ok(), remedy)
}

fn outcome(name: &str, held: bool, remedy: &str) -> Tally {
    println!("{} {name}", if held { "ok    " } else { "FAILED" });
    if !held {
        println!("    remedy: {remedy}");
    }
    Tally::of(held, name)
}
