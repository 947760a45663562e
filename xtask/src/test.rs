//! `cargo xtask test`: every test there is, counted together.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::tally::Tally;
use crate::{apt, binary, coverage, npm, package, reports, run, workspace};

/// Which tests to run; all when none is named.
#[derive(clap::Args)]
pub struct Options {
    /// Only the Rust tests
    #[arg(long)]
    rust: bool,
    /// Only the TypeScript tests of packages and examples
    #[arg(long)]
    npm: bool,
    /// Only the end-to-end tests in Chromium and Firefox
    #[arg(long)]
    e2e: bool,
}

/// How long a run of tests may say nothing. Many times what the slowest of them takes.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// The test program of the whole server, in `crates/server/tests`.
pub const SERVER_SUITE: &str = "server";

/// npm workspaces with tests that need no browser.
const UNIT_TESTED: &[&str] = &["packages", "examples"];

/// Runs the tests and ends with `N passed, N failed`.
///
/// # Errors
/// When something does not build, or a test fails.
pub fn run(options: &Options) -> Result<()> {
    let all = !(options.rust || options.npm || options.e2e);
    let mut total = Tally::default();
    if all || options.rust {
        total += stage("Rust tests", rust)?;
        total += stage("coverage", coverage::check)?;
        total += stage("server tests on PostgreSQL", server_on_postgres)?;
    }
    if all || options.npm || options.e2e {
        total += stage("npm package", packed)?;
    }
    if all || options.npm {
        total += stage("TypeScript tests", typescript)?;
    }
    if all || options.e2e {
        total += stage("end-to-end tests", end_to_end)?;
    }
    total.finish()
}

fn stage(name: &str, tests: impl FnOnce() -> Result<Tally>) -> Result<Tally> {
    println!("== {name}");
    let start = started();
    let tally = tests()?;
    println!("== {name}: {tally} in {:.0} s", start.elapsed().as_secs_f64());
    Ok(tally)
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a stage of real work took is a fact of the real clock"
)]
fn started() -> Instant {
    Instant::now()
}

/// Rust tests, those of the server on SQLite. Those of the store use both databases.
fn rust() -> Result<Tally> {
    apt::postgres()?;
    run::succeed(as_tested("test").arg("--no-run"), "see the compiler's message above")?;
    let mut tally = built_once()?;
    let mut cargo = as_tested("test");
    coverage::recorded_by(&mut cargo)?;
    tally += reports::of::<reports::Rust>(cargo.arg("--no-fail-fast"))?;
    Ok(tally)
}

/// Whether the program is one of those that were built with the tests. One dependency with other features, and hundreds are
/// built for it once more.
fn built_once() -> Result<Tally> {
    let mut again = Vec::new();
    let mut cargo = binary::build_command();
    let ended_well = run::lines(cargo.arg("--message-format=json"), PATIENCE, |line| {
        let message: Value = serde_json::from_str(line).unwrap_or_default();
        if message["fresh"] == false {
            again.push(message["target"]["name"].as_str().unwrap_or_default().to_owned());
        }
    })?;
    let name = "the program is built with the tests";
    let held = ended_well && again.is_empty();
    println!("{} - {name}", if held { "ok" } else { "not ok" });
    if !held {
        println!("    built again: {}", again.join(", "));
        println!("    remedy: have crates/testkit depend on what the tests want more of");
    }
    Ok(Tally::of(held, name))
}

/// The whole suite of the server once more. Whoever tests a database starts a PostgreSQL of its own.
fn server_on_postgres() -> Result<Tally> {
    reports::of::<reports::Rust>(of_the_server().env("NIGHTDESK_TEST_DATABASE", "postgres"))
}

/// A command of cargo for always the same packages, so that what they share has the same features and is built once.
pub fn as_tested(command: &str) -> Command {
    let mut cargo = run::cargo();
    cargo.args([
        command,
        "--workspace",
        "--features",
        "nightdesk-client-native/keyring,nightdesk-testkit/snapshots",
    ]);
    cargo
}

/// The whole suite of the server.
pub fn of_the_server() -> Command {
    let mut cargo = as_tested("test");
    cargo.args(["--test", SERVER_SUITE, "--no-fail-fast"]);
    cargo
}

/// The package as it will be shipped, which is what the end-to-end tests use.
fn packed() -> Result<Tally> {
    package::dist()?;
    let Err(error) = package::build() else { return Ok(Tally::new(1, 0)) };
    let failure = format!("npm package\nerror: {error:#}");
    println!("{failure}");
    Ok(Tally::of(false, &failure))
}

fn typescript() -> Result<Tally> {
    let mut tally = Tally::default();
    for folder in UNIT_TESTED {
        for entry in fs::read_dir(workspace::at(folder))? {
            let path = entry?.path();
            let manifest = path.join("package.json");
            if !manifest.exists() {
                continue;
            }
            let manifest: Value = serde_json::from_str(&fs::read_to_string(manifest)?)?;
            if manifest["scripts"]["test"].is_string() {
                let name =
                    path.file_name().context("a listed folder has a name")?.to_string_lossy().into_owned();
                tally += vitest(&format!("{folder}/{name}"))?;
            }
        }
    }
    Ok(tally)
}

fn end_to_end() -> Result<Tally> {
    apt::chromium()?;
    apt::firefox()?;
    binary::build()?;
    // WXT brings a bundler of its own, so it stays out of the workspace.
    npm::installed_in(&workspace::at("e2e/fixtures/wxt"))?;
    vitest("e2e")
}

/// Runs vitest in a folder and reads its report.
///
/// # Errors
/// When it cannot be started, or reports what cannot be read.
pub fn vitest(folder: &str) -> Result<Tally> {
    vitest_with(folder, &[], &[])
}

/// The same, with more on its command line and in its environment.
///
/// # Errors
/// As [`vitest`].
pub fn vitest_with(folder: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Result<Tally> {
    npm::installed()?;
    println!("-- {folder}");
    let report = workspace::target().join("test").join(format!("{}.json", folder.replace('/', "-")));
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut vitest = run::command(npm::program("vitest")?);
    vitest.args(["run", "--reporter=default", "--reporter=json"]).args(arguments);
    vitest.arg(format!("--outputFile.json={}", report.display())).current_dir(workspace::at(folder));
    // The package's own tests run on what its tarball holds.
    vitest.env("NIGHTDESK_PACKAGE_DIR", package::unpacked()).envs(variables.iter().copied());
    let ended_well = run::lines(&mut vitest, PATIENCE, |line| println!("{line}"))?;
    let mut tally =
        fs::read_to_string(&report).ok().map_or(Ok(Tally::default()), |json| reports::vitest(&json))?;
    // A run that broke before its first test, or outside one, failed as a whole.
    if !ended_well && tally.failed == 0 {
        tally += Tally::of(false, &format!("{folder}: the runner itself, see above"));
    }
    Ok(tally)
}
