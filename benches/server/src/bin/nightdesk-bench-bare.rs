//! The least that mints tokens over HTTP: a request's head, a signature, an answer. No caller is looked at and no database
//! is read, so no server comes nearer to the bare signature. Started, and asked, as a peer is.
#![expect(clippy::print_stdout, reason = "how a peer says that it serves")]

use std::convert::Infallible;
use std::sync::Arc;

use anyhow::Result;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, body::Incoming};
use hyper_util::rt::TokioIo;
use nightdesk_jws::{Header, SigningKey};
use serde::Serialize;
use tokio::net::TcpListener;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// As long as those of a session token.
#[derive(Serialize)]
struct Claims {
    iss: &'static str,
    sub: &'static str,
    sid: &'static str,
    iat: i64,
    exp: i64,
}

const CLAIMS: Claims = Claims {
    iss: "https://auth.example.com",
    sub: "user_00000000000000000000000000000000000",
    sid: "sess_00000000000000000000000000000000000",
    iat: 1_700_000_000,
    exp: 1_700_000_060,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let key = Arc::new(SigningKey::generate()?);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    // As long as a client token.
    let authorization = format!("Bearer {}", "a".repeat(300));
    let ready = serde_json::json!({
        "address": listener.local_addr()?.to_string(),
        "wants": "jwt",
        "requests": [{"line": "POST /", "headers": {"Authorization": authorization}, "body": ""}],
    });
    println!("{ready}");
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let key = Arc::clone(&key);
        tokio::spawn(async move {
            let answer =
                service_fn(|_: Request<Incoming>| std::future::ready(Ok::<_, Infallible>(mint(&key))));
            // A caller that goes away in the middle is no fault of this program's.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

fn mint(key: &SigningKey) -> Response<Full<Bytes>> {
    let token = key.sign(&Header::jwt(), &CLAIMS).expect("these claims can be signed");
    let mut response = Response::new(Full::from(format!(r#"{{"object":"token","jwt":"{token}"}}"#)));
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static("application/json"));
    response
}
