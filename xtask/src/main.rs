//! `cargo xtask`: the commands a developer of this workspace runs.
#![expect(clippy::print_stdout, reason = "a command-line tool reports on stdout")]

use clap::{Parser, Subcommand};

mod apt;
mod environment;
mod npm;
mod run;
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
    /// Build the client core as WebAssembly and as plain JavaScript, into target/wasm
    Wasm,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Wasm => wasm::build().map(|_| ()),
    }
}
