use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, Router, routing::get};
use nightdesk_wire::time::UnixMs;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject as _},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    sync::oneshot,
    task::JoinHandle,
};
use tokio_rustls::TlsConnector;

use super::{Limits, Listener, Plain, Scheme, ca, certificate_names, tls};

const HOST: &str = "auth.nightdesk.localhost";

/// A listener that answers with the scheme of the request, until dropped.
struct Running {
    address: SocketAddr,
    connector: TlsConnector,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

async fn start(limits: Limits, router: Router) -> Running {
    start_with(limits, Plain::Http, router).await
}

async fn start_with(limits: Limits, plain: Plain, router: Router) -> Running {
    let directory = tempfile::tempdir().expect("a directory");
    // The TLS client checks the certificate's dates by the system's clock.
    let now = UnixMs(0).plus_secs(UnixTime::now().as_secs().cast_signed());
    let local = ca::load_or_make(directory.path(), &certificate_names(HOST), now).expect("a certificate");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&local.authority_path).expect("PEM")).expect("an authority");
    let client = ClientConfig::builder_with_provider(tls::provider())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let listener = Listener::bind(SocketAddr::from(([127, 0, 0, 1], 0)), limits).await.expect("a free port");
    let address = listener.address();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(listener.serve(router, Some(local.tls), plain, async {
        let _ = stopped.await;
    }));
    Running { address, connector: TlsConnector::from(Arc::new(client)), stop, task }
}

fn scheme_router() -> Router {
    Router::new().route("/", get(|Extension(scheme): Extension<Scheme>| async move { scheme.as_str() }))
}

async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> String {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.expect("written");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}

#[tokio::test]
async fn one_port_answers_http_and_https() {
    let server = start(Limits::default(), scheme_router()).await;
    let answer = ask(TcpStream::connect(server.address).await.expect("connected")).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\nhttp"), "{answer}");
    let tcp = TcpStream::connect(server.address).await.expect("connected");
    let name = ServerName::try_from(HOST).expect("a name");
    let stream = server.connector.connect(name, tcp).await.expect("a trusted certificate");
    let answer = ask(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\nhttps"), "{answer}");
}

#[tokio::test]
async fn the_certificate_is_refused_for_a_name_it_does_not_carry() {
    let server = start(Limits::default(), scheme_router()).await;
    let tcp = TcpStream::connect(server.address).await.expect("connected");
    let name = ServerName::try_from("auth.example.com").expect("a name");
    assert!(server.connector.connect(name, tcp).await.is_err());
}

#[tokio::test]
async fn plain_http_is_refused_where_only_https_is_spoken() {
    let server = start_with(Limits::default(), Plain::Refused, scheme_router()).await;
    let answer = ask(TcpStream::connect(server.address).await.expect("connected")).await;
    assert!(answer.starts_with("HTTP/1.1 400") && answer.ends_with("HTTPS only.\n"), "{answer}");
}

#[tokio::test]
async fn behind_a_tls_proxy_plain_requests_count_as_https() {
    let server = start_with(Limits::default(), Plain::BehindTlsProxy, scheme_router()).await;
    let answer = ask(TcpStream::connect(server.address).await.expect("connected")).await;
    assert!(answer.ends_with("\r\nhttps"), "{answer}");
}

#[tokio::test]
async fn garbage_ends_its_own_connection_only() {
    let server = start(Limits::default(), scheme_router()).await;
    for garbage in
        [&b"\x00\x01\x02\x03\r\n\r\n"[..], b"\x16garbage that is no handshake", b"\xff\xff\xff\xff\r\n"]
    {
        let mut stream = TcpStream::connect(server.address).await.expect("connected");
        stream.write_all(garbage).await.expect("written");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
    assert!(ask(TcpStream::connect(server.address).await.expect("connected")).await.ends_with("http"));
}

/// The clock of the runtime is paused: it jumps to the next timeout as soon as everybody waits.
#[tokio::test(start_paused = true)]
async fn a_silent_connection_is_closed_and_its_slot_is_free_again() {
    let server = start(Limits { connections: 1, ..Limits::default() }, scheme_router()).await;
    for opening in [&b""[..], b"\x16", b"GET / HTTP/1.1\r\nHo"] {
        let mut stream = TcpStream::connect(server.address).await.expect("connected");
        stream.write_all(opening).await.expect("written");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("closed by the server");
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
    assert!(ask(TcpStream::connect(server.address).await.expect("connected")).await.ends_with("http"));
}

#[tokio::test]
async fn a_running_request_is_answered_during_shutdown() {
    let (entered, running) = oneshot::channel();
    let (finish, finished) = oneshot::channel::<()>();
    let gates = Arc::new(std::sync::Mutex::new(Some((entered, finished))));
    let router = Router::new().route(
        "/",
        get(move || async move {
            let (entered, finished) = gates.lock().expect("unpoisoned").take().expect("one request");
            entered.send(()).expect("the test waits");
            finished.await.expect("the test answers");
            "done"
        }),
    );
    let server = start(Limits::default(), router).await;
    let stream = TcpStream::connect(server.address).await.expect("connected");
    let request = tokio::spawn(ask(stream));
    running.await.expect("the handler ran");
    server.stop.send(()).expect("serving");
    finish.send(()).expect("the handler waits");
    assert!(request.await.expect("no panic").ends_with("done"));
    server.task.await.expect("the listener ended");
}

#[tokio::test(start_paused = true)]
async fn shutdown_does_not_wait_for_ever() {
    let (entered, running) = oneshot::channel();
    let entered = Arc::new(std::sync::Mutex::new(Some(entered)));
    let router = Router::new().route(
        "/",
        get(move || async move {
            let entered = entered.lock().expect("unpoisoned").take().expect("one request");
            entered.send(()).expect("the test waits");
            std::future::pending::<&'static str>().await
        }),
    );
    let server = start(Limits { shutdown: Duration::from_secs(3), ..Limits::default() }, router).await;
    let stream = TcpStream::connect(server.address).await.expect("connected");
    let request = tokio::spawn(ask(stream));
    running.await.expect("the handler ran");
    server.stop.send(()).expect("serving");
    server.task.await.expect("the listener ended");
    request.abort();
}
