//! `cargo xtask conformance`: the official SDKs, unmodified and pinned, against the server and beside our client.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::tally::Tally;
use crate::{apt, binary, e2e, npm, package, reports, run, test, workspace};

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
    let mut tally = reports::of::<reports::Tap>(&mut node)?;

    // The demo's own token: a browser gets it, and a script of this folder looks at it.
    let mut tab = e2e::program("tab-token")?;
    tab.args(["--test", "--test-reporter=tap"]).arg(folder.join("tab/token.mjs"));
    tally += reports::of::<reports::Tap>(&mut tab)?;
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
    let name = "code for the official package compiles with ours";
    println!("{} - {name}", if accepted { "ok" } else { "not ok" });
    Ok(Tally::of(accepted, name))
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
