//! `cargo xtask fuzz`: what comes from outside, made up by libFuzzer ([docs/fuzzing.md](../../docs/fuzzing.md)).

mod dictionary;
mod outcome;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::tally::Failed;
use crate::{run, rustc, workspace};
use outcome::Outcome;

/// Read by `fuzz/src/main.rs`.
const TARGET: &str = "NIGHTDESK_FUZZ_TARGET";

/// What `cargo fuzz` has the compiler do, but for the sanitizers: they need a nightly toolchain, and there is no unsafe
/// code of ours that they could find fault with.
const FLAGS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg",
    "fuzzing",
];

/// More than any input should take on a busy machine.
const TIMEOUT_SECS: u32 = 60;
const MEMORY_MB: u32 = 1024;

/// What to fuzz, and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// Targets: names of files in fuzz/src/targets; all of them when none is named
    targets: Vec<String>,
    /// How long each target runs
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Run one target on this input and nothing else, to see a finding again
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
}

/// Builds the fuzzers, runs them one after the other, and prints a table.
///
/// # Errors
/// When they do not build, or find something.
pub fn run(options: &Options) -> Result<()> {
    let known = targets()?;
    if let Some(unknown) = options.targets.iter().find(|name| !known.contains(name)) {
        bail!("there is no target {unknown}; there are {}", known.join(", "));
    }
    let program = build()?;
    if let Some(input) = &options.input {
        let [target] = options.targets.as_slice() else { bail!("name the one target that the input is for") };
        let mut once = run::command(program);
        once.env(TARGET, target).arg(input);
        return run::succeed(&mut once, "it is still found");
    }
    let chosen = if options.targets.is_empty() { &known } else { &options.targets };
    let mut outcomes = Vec::new();
    for target in chosen {
        println!("{target}: {} s", options.seconds);
        outcomes.push(fuzz(&program, target, options.seconds)?);
    }
    print!("{}", outcome::table(&outcomes));
    for outcome in outcomes.iter().filter(|outcome| outcome.finding.is_some()) {
        println!("{}", outcome.report());
    }
    if outcomes.iter().any(|outcome| outcome.finding.is_some()) { Err(Failed.into()) } else { Ok(()) }
}

/// A target is a file.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(workspace::at("fuzz/src/targets"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".rs").filter(|name| *name != "mod").map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

fn folder() -> PathBuf {
    workspace::target().join("fuzz")
}

fn build() -> Result<PathBuf> {
    let host = rustc::host()?;
    let mut build = run::cargo();
    build.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--locked"]);
    // With a target of its own, build scripts are spared the flags.
    build.args(["--target", &host, "--target-dir"]).arg(folder());
    build.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    run::succeed(&mut build, "see the compiler's message above; libFuzzer needs a C++ compiler")?;
    Ok(folder().join(host).join("release/nightdesk-fuzz"))
}

fn fuzz(program: &PathBuf, target: &str, seconds: u32) -> Result<Outcome> {
    let seeds = workspace::at("fuzz/seeds").join(target);
    ensure!(seeds.is_dir(), "fuzz/seeds/{target} is missing: a target needs inputs to start from");
    // What was found to lead somewhere new is kept from run to run.
    let (corpus, findings) = (folder().join("corpus").join(target), folder().join("findings").join(target));
    for folder in [&corpus, &findings] {
        fs::create_dir_all(folder)?;
    }
    let words = dictionary::written(&folder(), target)?;
    let mut fuzzer = Command::new(program);
    fuzzer.current_dir(workspace::root()).env(TARGET, target).arg(&corpus).arg(&seeds);
    fuzzer.arg(format!("-max_total_time={seconds}")).arg("-print_final_stats=1");
    fuzzer.arg(format!("-timeout={TIMEOUT_SECS}")).arg(format!("-rss_limit_mb={MEMORY_MB}"));
    fuzzer.arg(format!("-artifact_prefix={}/", findings.display()));
    fuzzer.args(words.map(|path| format!("-dict={}", path.display())));
    // A target that asks other servers must not reach any.
    fuzzer.env("ALL_PROXY", "http://127.0.0.1:1").stdout(Stdio::null()).stderr(Stdio::piped());
    let log = fuzzer.output().context("the fuzzer could not be started")?.stderr;
    let log = String::from_utf8_lossy(&log).into_owned();
    let path = folder().join(format!("{target}.log"));
    fs::write(&path, &log)?;
    let outcome = Outcome::read(target, &log);
    ensure!(outcome.executions > 0, "{target} did not run; see {}", path.display());
    Ok(outcome)
}
