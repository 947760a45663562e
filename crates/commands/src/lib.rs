//! What the `nightdesk` binary does: the development server, the production server, and what an operator needs beside
//! them.

mod args;
mod assets;
mod config;
mod database;
mod dev;
mod doctor;
mod extension_id;
mod extension_key;
mod failure;
mod frontend_api;
mod keys;
mod link;
mod logging;
mod migrate;
mod outbox;
mod output;
mod serve;
mod server;
mod token;

use std::process::ExitCode;

use args::{Cli, Command};
use clap::Parser as _;
use failure::Failure;

/// Does what the arguments of the process say, and tells on standard error why it could not.
#[must_use]
pub fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(failure) => {
            // Nobody is left to tell if standard error is closed.
            let _ = output::to_stderr(&failure.to_string());
            failure.exit_code()
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        Failure::new("runtime_unavailable", format!("cannot start worker threads: {error}."))
    })?;
    runtime.block_on(async {
        match command {
            Command::Dev(args) => dev::run(args).await,
            Command::Serve(args) => serve::run(args).await,
            Command::Outbox(args) => outbox::run(args).await,
            Command::Migrate(args) => migrate::run(args).await,
            Command::Keys(args) => keys::run(args).await,
            Command::Dashboard(args) => link::run(args).await,
            Command::Token(args) => token::run(args).await,
            Command::Assets(args) => assets::run(args).await,
            Command::ExtensionKey(args) => extension_key::run(&args),
            Command::Doctor(args) => return doctor::run(&args).await,
        }
        .map(|()| ExitCode::SUCCESS)
    })
}
