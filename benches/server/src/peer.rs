//! Programs that a user would pick instead, each from `benches/peers`: they mint tokens for sessions of their own.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::cores::{Cores, Machine};
use crate::load::{self, Sample};
use crate::raw::Raw;
use crate::report::Limit;
use crate::server::Server;
use crate::{CONNECTIONS, beside_raw};

/// How long JavaScript needs until what runs often is compiled for speed: better-auth gets quicker for some 15 seconds.
const WARM_UP: Duration = Duration::from_secs(20);

/// A peer, and how many of its tokens ours must be worth.
pub struct Peer {
    pub name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    pub least: Limit,
}

/// None that a user would pick, but what there is to gain at most.
pub const BARE: Peer = Peer { name: "a bare server", program: "bare", arguments: &[], least: Limit::None };

pub const PEERS: [Peer; 4] = [
    Peer { name: "oidc-provider", program: "oidc-provider", arguments: &[], least: Limit::AtLeast(2.0) },
    Peer {
        name: "oidc-provider --access-token-only",
        program: "oidc-provider",
        arguments: &["--access-token-only"],
        least: Limit::None,
    },
    Peer { name: "rustauth", program: "rustauth", arguments: &[], least: Limit::AtLeast(4.0) },
    Peer { name: "better-auth", program: "better-auth", arguments: &[], least: Limit::AtLeast(8.0) },
];

/// A peer that serves.
pub struct Running {
    pub peer: &'static Peer,
    server: Server,
    requests: Arc<Vec<Vec<u8>>>,
    wants: String,
}

/// What a peer says in one line once it serves.
#[derive(Deserialize)]
struct Ready {
    address: String,
    /// What every answer with a token holds.
    wants: String,
    requests: Vec<Request>,
}

#[derive(Deserialize)]
struct Request {
    line: String,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Peer {
    /// Fills a database with so many users, and starts to serve. `programs` has what `cargo xtask bench server` built
    /// besides this program.
    ///
    /// # Errors
    /// If it is not there, or does not start.
    pub fn start(
        &'static self,
        programs: Option<&Path>,
        folder: &Path,
        users: usize,
        machine: &Machine,
    ) -> Result<Running> {
        let mut command = self.command(programs, machine)?;
        command.args(["--users", &users.to_string(), "--folder"]).arg(folder).args(self.arguments);
        let mut child = command.env("NODE_ENV", "production").stdout(Stdio::piped()).spawn()?;
        let stdout = BufReader::new(child.stdout.take().context("stdout was asked for")?);
        // Whatever happens from here on, the process ends with it.
        let mut server = Server::of(child);
        // Some greet first.
        let mut ready = stdout.lines().map_while(Result::ok).filter(|line| line.starts_with('{'));
        let ready = ready.next().context("it ended before it served")?;
        let ready: Ready =
            serde_json::from_str(&ready).context("it said something else than where it serves")?;
        server.address = ready.address;
        let requests = ready.requests.iter().map(|request| {
            let headers: Vec<_> =
                request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            load::request(&request.line, &headers, &request.body)
        });
        Ok(Running { peer: self, server, requests: Arc::new(requests.collect()), wants: ready.wants })
    }

    fn command(&self, programs: Option<&Path>, machine: &Machine) -> Result<Command> {
        let this = std::env::current_exe()?;
        for folder in this.parent().into_iter().chain(programs) {
            let of_rust = folder.join(format!("nightdesk-bench-{}", self.program));
            if of_rust.is_file() {
                return Ok(machine.command(of_rust, Cores::First));
            }
        }
        let script: PathBuf =
            [env!("CARGO_MANIFEST_DIR"), "../peers", self.program, "serve.mjs"].iter().collect();
        if !script.is_file() {
            bail!("it is not built");
        }
        let mut node = machine.command("node", Cores::First);
        node.arg(script);
        Ok(node)
    }
}

impl Running {
    /// Asks until its code is as quick as it gets.
    ///
    /// # Errors
    /// On an answer without a token.
    pub async fn warm_up(&self) -> Result<()> {
        load::sample(&self.server, CONNECTIONS, WARM_UP, &self.requests, &self.wants).await.map(|_| ())
    }

    /// A sample of minting, and what bare signatures cost just before and after it.
    ///
    /// # Errors
    /// On an answer without a token.
    pub async fn sample(&self, raw: &Raw) -> Result<(Sample, f64)> {
        beside_raw(raw, &self.server, &self.requests, &self.wants).await
    }
}
