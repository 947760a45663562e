//! `cargo xtask conformance`: the official SDKs, unmodified and pinned, against the server and beside our client.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::tally::Tally;
use crate::{apt, binary, e2e, npm, package, run, test, workspace};

mod sdk;

/// What to run; all when nothing is said.
#[derive(clap::Args)]
pub struct Options {
    /// Only the tests of the official extension package and ours whose names match; `.` is all of them
    #[arg(long, value_name = "NAME")]
    extension: Option<String>,
    /// Only the tests of the official SDKs against the server whose names match; `.` is all of them
    #[arg(long, value_name = "NAME", conflicts_with = "extension")]
    sdk: Option<String>,
    /// Write anew what is kept of the official extension package: its requests, and the tables that compare it with ours
    #[arg(long, conflicts_with_all = ["extension", "sdk"])]
    record: bool,
}

/// The tests that compare with what is kept.
const KEPT: &str = "is recorded of it|says what is observed";

/// Installs the SDKs in folders of their own and runs what is listed in `conformance/README.md`.
///
/// # Errors
/// When a build fails, or an SDK gets from the server what it does not expect.
pub fn run(options: &Options) -> Result<()> {
    let mut tally = Tally::default();
    if let Some(only) = &options.sdk {
        return sdk::run(Some(only))?.finish();
    }
    let only = if options.record { Some(KEPT) } else { options.extension.as_deref() };
    if only.is_none() {
        tally += backend()?;
        tally += accepted_options()?;
        tally += sdk::run(None)?;
    }
    let variables: &[_] = if options.record { &[("RECORD", "1")] } else { &[] };
    tally += extension(only, variables)?;
    tally.finish()
}

fn backend() -> Result<Tally> {
    let folder = workspace::at("conformance");
    npm::installed_in(&folder)?;
    let server = binary::build()?;
    // Types and errors are held against the official ones as the packed package has them.
    package::build()?;
    let mut node = run::command("node");
    // File by file: what `node --test` makes of a folder changes from one version of Node to the next.
    node.args(["--test", "--test-reporter=tap"]).args(test_files(&folder.join("test"))?);
    node.current_dir(&folder).env("NIGHTDESK_BIN", server).env("NIGHTDESK_PACKAGE_DIR", package::unpacked());
    let mut tally = tap(&mut node)?;

    // The demo's own token: a browser gets it, and a script of this folder looks at it.
    let mut tab = e2e::program("tab-token")?;
    tab.args(["--test", "--test-reporter=tap"]).arg(folder.join("tab/token.mjs"));
    tally += tap(&mut tab)?;
    Ok(tally)
}

/// Whether the compiler takes for our `createClerkClient()` and our React entry what it takes for the official ones. The
/// other types are those of a smaller package, which is installed with the SDKs above.
fn accepted_options() -> Result<Tally> {
    npm::installed_in(&official())?;
    let mut tsc = run::command(npm::program("tsc")?);
    tsc.arg("-p").arg(official().join("types"));
    let remedy = "have what the official types have, or list it in conformance/official/types/react.ts with the reason";
    let accepted = run::succeed(&mut tsc, remedy).is_ok();
    println!("{} - code for the official package compiles with ours", if accepted { "ok" } else { "not ok" });
    Ok(Tally::of(accepted))
}

/// The official extension package and ours, as they are shipped, in a browser.
fn extension(only: Option<&str>, variables: &[(&str, &str)]) -> Result<Tally> {
    npm::installed_in(&official())?;
    apt::chromium()?;
    binary::build()?;
    package::build()?;
    // For the web app that the official package follows.
    let assets = sdk::assets()?;
    let assets = [("NIGHTDESK_ASSETS", &*assets.to_string_lossy())];
    let variables = [variables, &assets].concat();
    let only = only.map(|name| format!("--testNamePattern={name}"));
    let arguments: Vec<_> = only.iter().map(String::as_str).collect();
    test::vitest_with("conformance/extension", &arguments, &variables)
}

/// The folder of the official extension package, which is larger than all else together and so has its own.
pub fn official() -> PathBuf {
    workspace::at("conformance/official")
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    Ok(files)
}

/// Runs a program that prints the report of node's test runner.
fn tap(command: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let ended_well = run::lines(command, test::PATIENCE, |line| {
        println!("{line}");
        tally += tap_totals(line);
    })?;
    // A runner that dies before its totals must not look like a run in which nothing failed.
    if tally == Tally::default() || (!ended_well && tally.failed == 0) {
        tally += Tally::of(false);
    }
    Ok(tally)
}

/// Reads the closing lines of node's test runner, `# pass 3` and `# fail 0`.
fn tap_totals(line: &str) -> Tally {
    let count = |prefix: &str| line.strip_prefix(prefix).and_then(|n| n.trim().parse().ok()).unwrap_or(0);
    Tally { passed: count("# pass "), failed: count("# fail ") + count("# cancelled ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_read_from_the_runners_closing_lines() {
        assert_eq!(tap_totals("# pass 3"), Tally { passed: 3, failed: 0 });
        assert_eq!(tap_totals("# fail 2"), Tally { passed: 0, failed: 2 });
        assert_eq!(tap_totals("ok 1 - # pass 3"), Tally::default());
    }
}
