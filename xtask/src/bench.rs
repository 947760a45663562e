//! `cargo xtask bench`: what can be said in figures.

use std::path::PathBuf;

use anyhow::Result;

use crate::{binary, conformance, e2e, npm, package, release, run, workspace};

/// What to measure.
#[derive(clap::Subcommand)]
pub enum Bench {
    /// Sizes and speeds of the client in a worker, beside the official package's
    Client(Client),
    /// What a token costs the server beside its bare signature, latencies and memory, on both databases
    Server(Server),
    /// Import and search of many users in the dashboard, on both databases
    Users(Users),
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

/// How to measure the server.
#[derive(clap::Args)]
pub struct Server {
    /// End with exit code 1 when a limit is missed
    #[arg(long)]
    check: bool,
    /// Samples of each figure
    #[arg(long, default_value_t = 7)]
    samples: u32,
    /// Users in the database, each with a session
    #[arg(long, default_value_t = 100_000)]
    users: u32,
    /// Leave out the peers: oidc-provider, rustauth, better-auth
    #[arg(long)]
    alone: bool,
    /// Measure what `cargo build --release` makes, which takes half as long to build, instead of what `cargo xtask release` does
    #[arg(long)]
    plain: bool,
}

/// How to measure the dashboard.
#[derive(clap::Args)]
pub struct Users {
    /// End with exit code 1 when a limit is missed
    #[arg(long)]
    check: bool,
    /// Users to import
    #[arg(long, default_value_t = 100_000)]
    users: u32,
}

/// Measures and prints.
///
/// # Errors
/// When something does not build, the browser does not do as it should, or, if asked to check, a limit is missed.
pub fn run(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Client(options) => client(options),
        Bench::Server(options) => server(options),
        Bench::Users(options) => users(options),
    }
}

fn client(client: &Client) -> Result<()> {
    npm::installed_in(&conformance::official())?;
    package::build()?;
    let mut program = e2e::program("bench")?;
    program.arg(format!("--rounds={}", client.rounds));
    if client.check {
        program.arg("--check");
    }
    run::succeed(&mut program, "see the message above")
}

fn server(server: &Server) -> Result<()> {
    let beside = ["nightdesk-bench-server"];
    let programs = if server.plain { release::plain(&beside)? } else { release::build(&beside)? };
    let mut bench = run::command(programs.join("nightdesk-bench-server"));
    bench.arg("--program").arg(binary::in_folder(&programs));
    bench.arg(format!("--samples={}", server.samples)).arg(format!("--users={}", server.users));
    if !server.alone {
        bench.arg("--peers").arg(peers());
    }
    if server.check {
        bench.arg("--check");
    }
    run::succeed(&mut bench, "see the message above")
}

fn users(users: &Users) -> Result<()> {
    let programs = release::plain(&["nightdesk-testkit"])?;
    let program = e2e::program_on("bench-users", &binary::in_folder(&programs))?;
    let mut bench = run::command(programs.join("postgres-cluster"));
    bench.arg(program.get_program()).args(program.get_args());
    bench.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    bench.arg(format!("--users={}", users.users));
    if users.check {
        bench.arg("--check");
    }
    run::succeed(&mut bench, "see the message above")
}

/// Builds the peers as far as they can be built; where their programs are. The table tells of those that cannot.
fn peers() -> PathBuf {
    let target = workspace::target().join("peers");
    let folder = workspace::at("benches/peers");
    let mut rustauth = run::cargo();
    rustauth
        .args(["build", "--release", "--locked", "--manifest-path"])
        .arg(folder.join("rustauth/Cargo.toml"));
    rustauth.arg("--target-dir").arg(&target);
    let built = run::succeed(&mut rustauth, "it needs OpenSSL: apt-get install libssl-dev pkg-config");
    for failed in [built, npm::installed_in(&folder)].into_iter().filter_map(Result::err) {
        eprintln!("warning: a peer is missing: {failed:#}");
    }
    target.join("release")
}
