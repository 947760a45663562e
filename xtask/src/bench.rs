//! `cargo xtask bench`: what can be said in figures.

use anyhow::Result;

use crate::{conformance, e2e, npm, package, run};

/// What to measure.
#[derive(clap::Subcommand)]
pub enum Bench {
    /// Sizes and speeds of the client in a worker, beside the official package's
    Client(Client),
}

/// How to measure the client.
#[derive(clap::Args)]
pub struct Client {
    /// End with exit code 1 when a limit is missed
    #[arg(long)]
    check: bool,
    /// Samples of each figure
    #[arg(long, default_value_t = 40)]
    rounds: u32,
}

/// Measures and prints.
///
/// # Errors
/// When something does not build, the browser does not do as it should, or, if asked to check, a limit is missed.
pub fn run(bench: &Bench) -> Result<()> {
    let Bench::Client(client) = bench;
    npm::installed_in(&conformance::official())?;
    package::build()?;
    let mut program = e2e::program("bench")?;
    program.arg(format!("--rounds={}", client.rounds));
    if client.check {
        program.arg("--check");
    }
    run::succeed(&mut program, "see the message above")
}
