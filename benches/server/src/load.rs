//! Callers that ask again as soon as they have an answer, each on a connection of its own. They never sleep: to wake a
//! caller that does is the work of whoever answers it, and on a virtual machine dear.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::cpu;
use crate::seed::FRONTEND_API;
use crate::server::Server;

/// One request, as it goes over the wire.
pub fn request(line: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut text = format!("{line} HTTP/1.1\r\nHost: {FRONTEND_API}\r\nX-Forwarded-Proto: https\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
    text.into_bytes()
}

/// What a sample of load showed.
pub struct Sample {
    pub answers: usize,
    /// What the server used of the processor.
    pub cpu: Duration,
    /// Of every answer, in order of size.
    pub latencies: Vec<Duration>,
}

impl Sample {
    pub fn per_cpu_second(&self) -> f64 {
        count(self.answers) / self.cpu.as_secs_f64()
    }

    /// The latency that this share of the answers did not exceed.
    pub fn quantile(&self, share: f64) -> Duration {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index, rounded down")]
        let at = (count(self.latencies.len().saturating_sub(1)) * share) as usize;
        self.latencies.get(at).copied().unwrap_or_default()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of requests are far below 2^52")]
pub fn count(of: usize) -> f64 {
    of as f64
}

/// Sends these requests in turn from so many connections for as long as `span`. Every answer must have status 200 and,
/// when it is a JSON object, hold `wants`.
///
/// # Errors
/// On any other answer.
pub async fn sample(
    server: &Server,
    connections: usize,
    span: Duration,
    requests: &Arc<Vec<Vec<u8>>>,
    wants: &str,
) -> Result<Sample> {
    let before = cpu::of_process(server.id())?;
    let end = cpu::instant() + span;
    let mut callers = JoinSet::new();
    for number in 0..connections {
        let (address, requests, wants) = (server.address.clone(), Arc::clone(requests), wants.to_owned());
        callers.spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let mut latencies = Vec::new();
            let mut next = number;
            while cpu::instant() < end {
                let sent = cpu::instant();
                connection.ask(&requests[next % requests.len()], &wants).await?;
                latencies.push(sent.elapsed());
                next += connections;
            }
            Ok::<_, anyhow::Error>(latencies)
        });
    }
    let awake = Awake::new();
    let mut latencies = Vec::new();
    while let Some(caller) = callers.join_next().await {
        latencies.extend(caller??);
    }
    drop(awake);
    latencies.sort_unstable();
    let cpu = cpu::of_process(server.id())? - before;
    Ok(Sample { answers: latencies.len(), cpu, latencies })
}

/// Sends one request; its answer must be as in [`sample`].
///
/// # Errors
/// On any other answer.
pub async fn once(server: &Server, request: Vec<u8>, wants: &str) -> Result<()> {
    Connection::open(&server.address).await?.ask(&request, wants).await
}

/// Keeps this process's thread from sleeping, for as long as it is not dropped.
pub struct Awake {
    _busy: JoinSet<()>,
}

impl Awake {
    pub fn new() -> Awake {
        let mut busy = JoinSet::new();
        busy.spawn(async {
            loop {
                tokio::task::yield_now().await;
            }
        });
        Awake { _busy: busy }
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: &str) -> Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    async fn ask(&mut self, request: &[u8], wants: &str) -> Result<()> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (head, end) = loop {
            self.read_more().await?;
            if let Some(head) = find(&self.buffer, b"\r\n\r\n") {
                break (head, End::of(&self.buffer[..head])?);
            }
        };
        while !end.is_reached(&self.buffer[head + 4..]) {
            self.read_more().await?;
        }
        let ok = self.buffer.starts_with(b"HTTP/1.1 200")
            && find(&self.buffer[head..], wants.as_bytes()).is_some();
        if !ok {
            bail!("an unexpected answer: {}", String::from_utf8_lossy(&self.buffer));
        }
        Ok(())
    }

    async fn read_more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

/// How the end of a body is told.
enum End {
    Length(usize),
    /// A piece of no length comes last.
    Chunked,
}

impl End {
    fn of(head: &[u8]) -> Result<End> {
        let head = std::str::from_utf8(head)?.to_ascii_lowercase();
        if head.lines().any(|line| line == "transfer-encoding: chunked") {
            return Ok(End::Chunked);
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        Ok(End::Length(length.context("an answer without its length")?.trim().parse()?))
    }

    fn is_reached(&self, body: &[u8]) -> bool {
        match self {
            End::Length(length) => body.len() >= *length,
            End::Chunked => body.ends_with(b"0\r\n\r\n"),
        }
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}
