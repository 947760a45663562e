//! `postgres-cluster COMMAND...`: runs a command with a throw-away PostgreSQL cluster, whose URL is in
//! `NIGHTDESK_TEST_POSTGRES`, and ends the cluster afterwards.

use std::process::{Command, ExitCode};

use nightdesk_testkit::postgres::{Cluster, ENV};

fn main() -> std::io::Result<ExitCode> {
    let mut words = std::env::args_os().skip(1);
    let Some(program) = words.next() else {
        eprintln!("usage: postgres-cluster COMMAND...");
        return Ok(ExitCode::from(2));
    };
    let cluster = Cluster::start()?;
    let status = Command::new(program).args(words).env(ENV, cluster.url()).status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
