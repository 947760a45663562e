//! Which test called which operation with success.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{run, test, workspace};

/// Read by `crates/testkit/src/app/proof.rs`.
const RECORD: &str = "NIGHTDESK_COVERAGE_RECORD";

/// A call of an operation that was answered with a documented success.
#[derive(Debug, Clone, Deserialize)]
pub struct Call {
    pub program: PathBuf,
    pub test: String,
    pub operation: String,
    /// The how-manieth call of the operation in its test.
    #[serde(rename = "call")]
    pub index: usize,
}

/// All calls of a recorded run.
#[derive(Debug, Default)]
pub struct Evidence(pub Vec<Call>);

impl Evidence {
    /// Reads what the last recorded run left.
    ///
    /// # Errors
    /// When there is none.
    pub fn read() -> Result<Self> {
        let mut calls = Vec::new();
        for entry in fs::read_dir(folder())? {
            for line in fs::read_to_string(entry?.path())?.lines() {
                let call: Call = serde_json::from_str(line).context("evidence that is no JSON")?;
                // Other packages start the server too, for tests of their own.
                if is_of_the_server(&call) {
                    calls.push(call);
                }
            }
        }
        Ok(Self(calls))
    }
}

/// Has a test command leave evidence, in place of what an earlier one left.
///
/// # Errors
/// When the folder cannot be made.
pub fn recorded_by(command: &mut Command) -> Result<()> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    // With a single thread the harness gives no thread a test's name.
    command.env(RECORD, folder).env("RUST_TEST_THREADS", "2");
    Ok(())
}

/// Runs the server's tests on record, and returns whether they passed.
pub fn run_tests() -> Result<bool> {
    let mut cargo = test::of_the_server();
    recorded_by(&mut cargo)?;
    run::lines(&mut cargo, test::PATIENCE, |line| {
        if line.contains("FAILED") || line.starts_with("test result") {
            println!("{line}");
        }
    })
}

/// Whether it was made by the server's suite, by the program's name without the hash behind it.
fn is_of_the_server(call: &Call) -> bool {
    let file = call.program.file_name().unwrap_or_default().to_string_lossy();
    file.rsplit_once('-').is_some_and(|(name, _)| name == test::SERVER_SUITE)
}

fn folder() -> PathBuf {
    workspace::target().join("coverage")
}
