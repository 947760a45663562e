//! A `nightdesk serve` of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::cores::{Cores, Machine};
use crate::cpu;
use crate::seed::FRONTEND_API;

/// The program, and the database that it serves.
pub struct Binary<'a> {
    pub program: &'a Path,
    pub folder: &'a Path,
    pub database: &'a str,
    pub machine: &'a Machine,
}

/// A running server; it ends when this is dropped.
pub struct Server {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Binary<'_> {
    /// Makes the tables.
    pub fn migrate(&self) -> Result<()> {
        let mut migrate = Command::new(self.program);
        migrate.args(["migrate", "--database", self.database]).stdout(Stdio::null());
        let status = migrate.status().context("nightdesk could not be started")?;
        if !status.success() {
            bail!("`nightdesk migrate` failed ({status})");
        }
        Ok(())
    }

    /// Starts serving, with the log that production has.
    pub fn serve(&self, cores: Cores) -> Result<Server> {
        let config = format!(
            "listen = \"127.0.0.1:0\"\ndatabase = \"{}\"\nfrontend_api = \"{FRONTEND_API}\"\napp_name = \"Bench\"\n\
             smtp_host = \"127.0.0.1\"\nsmtp_from = \"a@example.com\"\ntls = \"proxy\"\n",
            self.database
        );
        let path: PathBuf = self.folder.join("nightdesk.toml");
        std::fs::write(&path, config)?;
        let mut serve = self.machine.command(self.program, cores);
        serve.args(["serve", "--log-format", "json", "--config"]).arg(path);
        let mut child = serve.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut log = BufReader::new(child.stderr.take().context("stderr was asked for")?);
        let mut said = String::new();
        loop {
            let mut line = String::new();
            if log.read_line(&mut line)? == 0 {
                bail!("the server did not start: {said}");
            }
            let event: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(address) = event["address"].as_str() {
                // Its log must not fill the pipe.
                thread::spawn(move || log.read_to_end(&mut Vec::new()));
                return Ok(Server { child, address: address.to_owned() });
            }
            said.push_str(&line);
        }
    }

    /// How long it takes from its start to its first answer.
    pub fn start_up(&self) -> Result<Duration> {
        let start = cpu::instant();
        let server = self.serve(Cores::All)?;
        let mut stream = std::net::TcpStream::connect(&server.address)?;
        let request = format!("GET /v1/health HTTP/1.1\r\nHost: {FRONTEND_API}\r\nConnection: close\r\n\r\n");
        std::io::Write::write_all(&mut stream, request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        if !answer.starts_with("HTTP/1.1 200") {
            bail!("no health: {}", answer.lines().next().unwrap_or_default());
        }
        Ok(start.elapsed())
    }
}

impl Server {
    /// A process that does not say yet where it serves.
    pub fn of(child: Child) -> Server {
        Server { child, address: String::new() }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked, not killed: what is recorded of a program is written at its end.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            // It may have ended by itself.
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
