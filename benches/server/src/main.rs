//! What the server costs. `cargo xtask bench server` builds and runs it.
#![expect(clippy::print_stdout, reason = "the tables are what it is for")]

mod cores;
mod cpu;
mod load;
mod peer;
mod raw;
mod report;
mod seed;
mod server;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Parser;
use nightdesk_testkit::postgres::Cluster;

use cores::{Cores, Machine};
use load::Sample;
use peer::{BARE, PEERS, Peer, Running};
use raw::Raw;
use report::{Limit, Report};
use seed::Seeded;
use server::{Binary, Server};

#[derive(Parser)]
struct Options {
    /// The release build of `nightdesk`
    #[arg(long)]
    program: PathBuf,
    /// Where the peers were built; without it, they are left out
    #[arg(long)]
    peers: Option<PathBuf>,
    /// Users, each with a client and a session
    #[arg(long, default_value_t = USUAL_USERS)]
    users: usize,
    /// Samples of each figure
    #[arg(long, default_value_t = 7)]
    samples: usize,
    /// End with exit code 1 when a limit is missed
    #[arg(long)]
    check: bool,
}

/// How many users limits are meant for; with more, only memory has one.
const USUAL_USERS: usize = 100_000;

/// How many callers ask at once.
const CONNECTIONS: usize = 64;
const SPAN: Duration = Duration::from_secs(3);
const RAW_SPAN: Duration = Duration::from_millis(400);

/// Users who sign in by password, over and over.
const PASSWORDS: usize = 8;
const PASSWORD: &str = "correct horse battery staple";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let machine = Machine::share()?;
    let folder = tempfile::tempdir()?;
    let cluster = Cluster::start().context("PostgreSQL: apt-get install postgresql")?;
    let mut report = Report::default();

    let on_sqlite = folder.path().join("sqlite");
    let on_postgres = folder.path().join("postgres");
    for folder in [&on_sqlite, &on_postgres] {
        std::fs::create_dir(folder)?;
    }
    let url = format!("sqlite://{}", on_sqlite.join("bench.db").display());
    let sqlite = Binary { program: &options.program, folder: &on_sqlite, database: &url, machine: &machine };
    let postgres = Binary {
        program: &options.program,
        folder: &on_postgres,
        database: cluster.url(),
        machine: &machine,
    };
    println!("seeding {} users on SQLite and on PostgreSQL", options.users);
    let seeded = prepare(&sqlite, options.users).await?;
    let seeded_too = prepare(&postgres, options.users).await?;

    report.start_up(&(0..5).map(|_| sqlite.start_up()).collect::<Result<Vec<_>>>()?);
    let at_rest = sqlite.serve(Cores::All)?;
    report.memory("at rest", cpu::resident_mb(at_rest.id())?, (options.users <= USUAL_USERS).then_some(25.0));
    drop(at_rest);

    let (server, server_too) = (sqlite.serve(Cores::First)?, postgres.serve(Cores::First)?);
    let raw = Raw::new()?;
    let bare = start(&BARE, &options, folder.path(), &machine).await?;
    let (mints, mints_too) = (mints(&seeded), mints(&seeded_too));
    // The first requests fill caches.
    load::sample(&server, CONNECTIONS, SPAN, &mints, "jwt").await?;
    load::sample(&server_too, CONNECTIONS, SPAN, &mints_too, "jwt").await?;
    let mut on_sqlite = Vec::new();
    let mut on_postgres = Vec::new();
    let mut on_nothing = Vec::new();
    for _ in 0..options.samples {
        on_sqlite.push(beside_raw(&raw, &server, &mints, "jwt").await?);
        on_postgres.push(beside_raw(&raw, &server_too, &mints_too, "jwt").await?);
        on_nothing.push(bare.sample(&raw).await?);
    }
    let usual = options.users <= USUAL_USERS;
    report.mints("SQLite", &on_sqlite, if usual { Limit::AtLeast(0.80) } else { Limit::None });
    report.mints("PostgreSQL", &on_postgres, Limit::None);
    report.postgres_beside_sqlite(&on_sqlite, &on_postgres);
    report.beside_bare(&on_sqlite, &on_nothing);
    drop((server_too, bare));

    if options.peers.is_some() {
        for peer in &PEERS {
            println!("seeding {} users on {}", options.users, peer.name);
            match start(peer, &options, folder.path(), &machine).await {
                Ok(peer) => beside_peer(&peer, &server, &mints, &raw, options.samples, &mut report).await?,
                Err(error) => report.absent(peer, &error),
            }
        }
    }
    drop(server);

    // With all processors there are as many threads and passwords under way as there can be.
    let server = sqlite.serve(Cores::All)?;
    load::sample(&server, CONNECTIONS, SPAN, &mints, "jwt").await?;
    let clients = with_client_token(&seeded, "GET /v1/client");
    report.requests("GET /v1/client", &load::sample(&server, CONNECTIONS, SPAN, &clients, "sess_").await?);
    let sign_ins = sign_ins(&server, &seeded).await?;
    report.requests("sign-in by password", &load::sample(&server, 8, SPAN, &sign_ins, "complete").await?);
    let under_load = if usual { 40.0 } else { 50.0 };
    report.memory("under load", cpu::resident_mb(server.id())?, Some(under_load));
    report.binary(&options.program, &folder.path().join("stripped"))?;
    report.print(options.users);
    let is_missed = options.check && report.has_missed();
    Ok(if is_missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Starts another program, on a database of its own, and warms it up. One that rests for half a minute is cold again.
async fn start(peer: &'static Peer, options: &Options, folder: &Path, machine: &Machine) -> Result<Running> {
    let folder = folder.join(peer.name);
    std::fs::create_dir(&folder)?;
    let running = peer.start(options.peers.as_deref(), &folder, options.users, machine)?;
    running.warm_up().await?;
    Ok(running)
}

/// A peer in turns with ours, so that it is at rest only for seconds, and both see the same minutes of the machine.
async fn beside_peer(
    peer: &Running,
    server: &Server,
    mints: &Arc<Vec<Vec<u8>>>,
    raw: &Raw,
    samples: usize,
    report: &mut Report,
) -> Result<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..samples {
        ours.push(beside_raw(raw, server, mints, "jwt").await?);
        theirs.push(peer.sample(raw).await?);
    }
    report.beside_peer(peer.peer, &ours, &theirs);
    Ok(())
}

async fn prepare(binary: &Binary<'_>, users: usize) -> Result<Seeded> {
    binary.migrate()?;
    seed::fill(binary.database, users).await
}

/// A sample of minting, and what bare signatures cost just before and after it.
async fn beside_raw(
    raw: &Raw,
    server: &Server,
    requests: &Arc<Vec<Vec<u8>>>,
    wants: &str,
) -> Result<(Sample, f64)> {
    let before = raw.per_cpu_second(RAW_SPAN).await?;
    let sample = load::sample(server, CONNECTIONS, SPAN, requests, wants).await?;
    let after = raw.per_cpu_second(RAW_SPAN).await?;
    Ok((sample, f64::midpoint(before, after)))
}

fn mints(seeded: &Seeded) -> Arc<Vec<Vec<u8>>> {
    let of = |caller: &seed::Caller| {
        let line = format!("POST /v1/client/sessions/{}/tokens?_is_native=1", caller.session);
        load::request(&line, &[("Authorization", &format!("Bearer {}", caller.client_token))], "")
    };
    Arc::new(seeded.callers.iter().map(of).collect())
}

fn with_client_token(seeded: &Seeded, line: &str) -> Arc<Vec<Vec<u8>>> {
    let of = |caller: &seed::Caller| {
        let authorization = format!("Bearer {}", caller.client_token);
        load::request(&format!("{line}?_is_native=1"), &[("Authorization", &authorization)], "")
    };
    Arc::new(seeded.callers.iter().map(of).collect())
}

/// Makes users with a password; the requests that sign them in, each on a client of its own.
async fn sign_ins(server: &Server, seeded: &Seeded) -> Result<Arc<Vec<Vec<u8>>>> {
    let authorization = format!("Bearer {}", seeded.secret_key);
    let json = [("Authorization", authorization.as_str()), ("Content-Type", "application/json")];
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let mut requests = Vec::new();
    for number in 0..PASSWORDS {
        let user =
            serde_json::json!({"email_address": [format!("p{number}@example.com")], "password": PASSWORD});
        let create = load::request("POST /v1/users", &json, &user.to_string());
        load::once(server, create, "user_").await?;
        let body = format!(
            "strategy=password&identifier=p{number}%40example.com&password={}",
            PASSWORD.replace(' ', "+")
        );
        requests.push(load::request("POST /v1/client/sign_ins?_is_native=1", &form, &body));
    }
    Ok(Arc::new(requests))
}

/// Size of a program without its symbols, in MB.
fn stripped_mb(program: &Path, copy: &Path) -> Result<f64> {
    let strip = std::process::Command::new("strip").arg("-o").arg(copy).arg(program).status();
    anyhow::ensure!(strip.context("binutils: apt-get install binutils")?.success(), "strip failed");
    #[expect(clippy::cast_precision_loss, reason = "a file's size")]
    Ok(std::fs::metadata(copy)?.len() as f64 / 1e6)
}
