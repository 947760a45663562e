//! The server on a socket, with a record of what it was asked and with troubles at will.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use nightdesk_client_native::{Builder, Client, Params};
use nightdesk_testkit::{MockClock, TestApp};
use serde_json::json;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::time::TestTime;

pub const ADA: &str = "ada@example.com";
pub const PASSWORD: &str = "correct horse battery";

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    Answers,
    /// It is done, and the answer never comes; see [`Server::release`].
    Swallows,
    /// 503, and nothing is done.
    Fails,
    /// 200 and a page, as a captive portal does.
    Babbles,
}

pub struct Server {
    pub app: TestApp,
    pub time: TestTime,
    is_production: bool,
    address: SocketAddr,
    record: Arc<Record>,
    running: Option<(oneshot::Sender<()>, JoinHandle<io::Result<()>>)>,
}

struct Record {
    clock: MockClock,
    mode: Mutex<Mode>,
    released: watch::Sender<()>,
    requests: watch::Sender<Vec<String>>,
}

impl Server {
    /// A development instance with a user who has a password.
    pub async fn development() -> Server {
        Server::start(TestApp::development().await, false).await
    }

    pub async fn production() -> Server {
        Server::start(TestApp::production().await, true).await
    }

    async fn start(app: TestApp, is_production: bool) -> Server {
        let user = json!({"email_address": [ADA], "password": PASSWORD});
        let _ = app.backend().post("/v1/users", user).await.expect_status(200);
        let clock = app.clock.clone();
        let record = Record {
            clock: clock.clone(),
            mode: Mutex::new(Mode::Answers),
            released: watch::Sender::default(),
            requests: watch::Sender::default(),
        };
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let (time, record) = (TestTime::new(&clock), Arc::new(record));
        let mut server = Server { app, time, is_production, address, record, running: None };
        server.resume().await;
        server
    }

    /// Listens, again on the same port.
    pub async fn resume(&mut self) {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(self.address).unwrap();
        let listener: TcpListener = socket.listen(64).unwrap();
        self.address = listener.local_addr().unwrap();
        let router = self.app.router().layer(from_fn_with_state(self.record.clone(), between));
        let (stop, stopped) = oneshot::channel::<()>();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async { drop(stopped.await) });
        self.running = Some((stop, tokio::spawn(serve.into_future())));
    }

    /// Closes the port and all connections.
    pub async fn stop(&mut self) {
        let (stop, stopped) = self.running.take().unwrap();
        stop.send(()).unwrap();
        stopped.await.unwrap().unwrap();
    }

    /// A key that leads here by a name that only development machines know.
    pub fn key(&self) -> String {
        let environment = if self.is_production { "live" } else { "test" };
        let host = format!("auth.nightdesk.localhost:{}$", self.address.port());
        format!("pk_{environment}_{}", base64::engine::general_purpose::STANDARD.encode(host))
    }

    pub fn builder(&self) -> Builder {
        Client::builder(self.key()).time(self.time.clone())
    }

    pub fn set(&self, mode: Mode) {
        *self.record.mode.lock().unwrap() = mode;
    }

    /// Answers again, and breaks off what was swallowed.
    pub fn release(&self) {
        self.set(Mode::Answers);
        self.record.released.send_replace(());
    }

    /// How many requests came whose line (`POST /v1/client/sign_ins`) ends like this.
    pub fn count(&self, end: &str) -> usize {
        self.record.requests.borrow().iter().filter(|line| line.ends_with(end)).count()
    }

    /// Waits until so many requests have come whose line ends like this.
    pub async fn was_asked(&self, end: &str, times: usize) {
        let asked = |lines: &Vec<String>| lines.iter().filter(|line| line.ends_with(end)).count() >= times;
        self.record.requests.subscribe().wait_for(asked).await.unwrap();
    }

    /// Ends the sessions of a user behind everybody's back.
    pub async fn revoke(&self, session: &str) {
        let path = format!("/v1/sessions/{session}/revoke");
        let _ = self.app.backend().post(&path, json!({})).await.expect_status(200);
    }
}

/// Signs Ada in by password.
pub async fn sign_in(client: &Client) -> String {
    let sign_in = client.sign_in().create(Params::password(ADA, PASSWORD)).await.unwrap();
    sign_in.created_session_id.clone().unwrap()
}

async fn between(State(record): State<Arc<Record>>, request: Request, next: Next) -> Response {
    let line = format!("{} {}", request.method(), request.uri().path());
    let mut released = record.released.subscribe();
    let mode = *record.mode.lock().unwrap();
    let mut response = match mode {
        Mode::Answers | Mode::Swallows => next.run(request).await,
        Mode::Fails => {
            (StatusCode::SERVICE_UNAVAILABLE, r#"{"errors":[{"code":"trouble"}]}"#).into_response()
        }
        Mode::Babbles => (StatusCode::OK, "<html>Welcome to the airport</html>").into_response(),
    };
    record.requests.send_modify(|lines| lines.push(line));
    if mode == Mode::Swallows {
        let _ = released.changed().await;
        return StatusCode::BAD_GATEWAY.into_response();
    }
    // The server's clock is the test's, not the one that hyper would look at.
    let seconds = u64::try_from(record.clock.now_ms() / 1000).unwrap();
    let now = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
    let date = HeaderValue::from_str(&httpdate::fmt_http_date(now)).unwrap();
    response.headers_mut().insert(header::DATE, date);
    response
}
