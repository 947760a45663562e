//! `cargo xtask`: the commands a developer of this workspace runs.
#![expect(clippy::print_stdout, reason = "a command-line tool reports on stdout")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod apt;
mod bench;
mod binary;
mod conformance;
mod coverage;
mod demo;
mod e2e;
mod environment;
mod extension;
mod fuzz;
mod lint;
mod npm;
mod package;
mod quickstart;
mod release;
mod reports;
mod run;
mod rustc;
mod suffixes;
mod tally;
mod test;
mod wasm;
mod workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, check, test and demonstrate Nightdesk")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Play the whole story in a browser: sign up, sign in, close everything, get a token
    Demo(demo::Options),
    /// Walk docs/quickstart.md in Chromium and make its pictures anew
    Quickstart,
    /// Run all tests: Rust, TypeScript, and end to end in Chromium and Firefox
    Test(test::Options),
    /// Check formatting, lints, layers, dependencies, docs and what must never be shipped
    Lint(lint::Options),
    /// Build the client core as WebAssembly and as plain JavaScript, into target/wasm
    Wasm,
    /// Build and check the npm packages, into target/npm
    Package,
    /// Write the script of the hosted account pages anew from its sources
    Pages,
    /// Write the public suffix list anew, after an update of the psl crate
    Suffixes,
    /// Build the demo extension for a publishable key, ready to be loaded unpacked
    Extension(extension::Options),
    /// Run the official SDKs against the server, and beside our client
    Conformance(conformance::Options),
    /// Find out which documented operations are proven to work, and write docs/coverage.md
    Coverage(coverage::Options),
    /// Send made-up input to every decoder and to the whole server
    Fuzz(fuzz::Options),
    /// Build the program as it is handed out: twice, the second time for what a server was seen to do
    Release,
    /// Measure and print
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let result = match Cli::parse().task {
        Task::Demo(options) => demo::play(&options),
        Task::Quickstart => quickstart::walk(),
        Task::Test(options) => test::run(&options),
        Task::Lint(options) => lint::run(&options),
        Task::Wasm => wasm::build().map(|_| ()),
        Task::Package => package::build().map(|_| ()),
        Task::Pages => npm::script(npm::ACCOUNT_PAGES, "build"),
        Task::Suffixes => suffixes::write(),
        Task::Extension(options) => extension::build(&options),
        Task::Conformance(options) => conformance::run(&options),
        Task::Coverage(options) => coverage::run(&options),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Release => release::release(),
        Task::Bench(bench) => bench::run(&bench),
    };
    let Err(error) = result else { return ExitCode::SUCCESS };
    if !error.is::<tally::Failed>() {
        eprintln!("error: {error:#}");
    }
    ExitCode::FAILURE
}
