//! Accepting connections and telling HTTP from HTTPS.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use rustls::ServerConfig;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use super::{Scheme, stream::Stream};

/// First byte of a TLS connection: the record type "handshake" (RFC 8446 section 5.1). No HTTP method starts with it.
const TLS_HANDSHAKE: u8 = 0x16;
/// Pause after a failed accept, which mostly means that the process is out of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How much a listener puts up with.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections open at the same time; more wait in the kernel's queue.
    pub connections: usize,
    /// Time until the first byte, and again for the TLS handshake.
    pub opening: Duration,
    /// Time for the head of a request, idle time before it included.
    pub head: Duration,
    /// Time that running requests get to finish once shutdown begins.
    pub shutdown: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            opening: Duration::from_secs(10),
            head: Duration::from_secs(75),
            shutdown: Duration::from_secs(10),
        }
    }
}

/// What a connection without TLS gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// HTTP, beside HTTPS.
    Http,
    /// HTTP from a proxy that has taken the TLS off: for the caller it is HTTPS.
    BehindTlsProxy,
    /// A short refusal: tokens must not travel in the clear.
    Refused,
}

/// What a plain connection is told where [`Plain::Refused`] holds.
const HTTPS_ONLY: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 29\r\n\
    Connection: close\r\n\r\nThis port speaks HTTPS only.\n";

/// A bound port, not serving yet: connections queue from here on.
pub struct Listener {
    tcp: TcpListener,
    address: SocketAddr,
    limits: Limits,
}

impl Listener {
    /// Binds `address`; port 0 lets the system choose one, see [`Listener::address`].
    ///
    /// # Errors
    /// What the system says, for example [`io::ErrorKind::AddrInUse`].
    pub async fn bind(address: SocketAddr, limits: Limits) -> io::Result<Self> {
        let tcp = TcpListener::bind(address).await?;
        let address = tcp.local_addr()?;
        Ok(Self { tcp, address, limits })
    }

    /// The address actually bound.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown` resolves, then lets running requests finish for a while.
    ///
    /// Without `tls` connections that start a TLS handshake are closed.
    pub async fn serve(
        self,
        router: Router,
        tls: Option<Arc<ServerConfig>>,
        plain: Plain,
        shutdown: impl Future<Output = ()> + Send,
    ) {
        let tls = tls.map(TlsAcceptor::from);
        let slots = Arc::new(Semaphore::new(self.limits.connections));
        let graceful = GracefulShutdown::new();
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let accepted = async {
                let slot = Arc::clone(&slots).acquire_owned().await.expect("the semaphore is never closed");
                (slot, self.tcp.accept().await)
            };
            let (slot, accepted) = tokio::select! {
                () = &mut shutdown => break,
                accepted = accepted => accepted,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let connection = Connection {
                        peer,
                        router: router.clone(),
                        limits: self.limits,
                        plain,
                        watcher: graceful.watcher(),
                    };
                    let tls = tls.clone();
                    tokio::spawn(async move {
                        connection.run(stream, tls).await;
                        drop(slot);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
        drop(self.tcp);
        if timeout(self.limits.shutdown, graceful.shutdown()).await.is_err() {
            tracing::warn!(
                "some requests were still running at the end of the shutdown time and were cut off"
            );
        }
    }
}

/// One accepted connection and what it needs to be served.
struct Connection {
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    plain: Plain,
    watcher: Watcher,
}

impl Connection {
    async fn run(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        // Answers are small and complete; waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let mut first = [0];
        // A peer that closes or stalls before its first byte has asked for nothing; port scanners and browsers that
        // open spare connections do so all the time.
        let Ok(Ok(1)) = timeout(self.limits.opening, stream.peek(&mut first)).await else { return };
        match (first[0] == TLS_HANDSHAKE, tls) {
            (false, _) => match self.plain {
                Plain::Http => self.http(Stream::Plain(stream), Scheme::Http).await,
                Plain::BehindTlsProxy => self.http(Stream::Plain(stream), Scheme::Https).await,
                Plain::Refused => refuse(stream, self.limits.opening).await,
            },
            (true, Some(acceptor)) => match timeout(self.limits.opening, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => self.http(Stream::Tls(Box::new(stream)), Scheme::Https).await,
                Ok(Err(error)) => tracing::debug!(%error, "TLS handshake failed"),
                Err(_) => tracing::debug!("TLS handshake took too long"),
            },
            (true, None) => tracing::debug!("TLS connection refused: no certificate is configured"),
        }
    }

    async fn http(self, stream: Stream, scheme: Scheme) {
        let Self { peer, router, limits, watcher, plain: _ } = self;
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(scheme);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "connection ended early");
        }
    }
}

/// Says that only HTTPS is spoken, and takes in what the peer has sent: closing a connection with something unread
/// resets it, and the peer may lose the answer.
async fn refuse(mut stream: TcpStream, patience: Duration) {
    const MOST_BYTES: u64 = 64 * 1024;
    let refusal = async {
        stream.write_all(HTTPS_ONLY).await?;
        stream.shutdown().await?;
        tokio::io::copy(&mut stream.take(MOST_BYTES), &mut tokio::io::sink()).await
    };
    // Whether the peer heard it is its own business.
    let _ = timeout(patience, refusal).await;
}
