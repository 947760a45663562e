//! Requests, and what became of them.

use std::{
    error::Error as _,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use reqwest::{Client, redirect::Policy};
use rustls::CertificateError;
use serde_json::Value;
use url::Url;

use crate::failure::Failure;

const TIMEOUT: Duration = Duration::from_secs(10);

/// More than any answer that is asked for here.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// An answer over HTTP.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub status: u16,
    /// `Access-Control-Allow-Origin`.
    pub allows: Option<String>,
    /// `null` if it is no JSON.
    pub body: Value,
}

impl Answer {
    /// The code of the first error in it.
    pub fn error_code(&self) -> Option<&str> {
        self.body["errors"][0]["code"].as_str()
    }
}

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    Unreachable(String),
    /// The certificate is not trusted, for this reason.
    Certificate(&'static str),
}

pub type Asked = Result<Answer, Trouble>;

/// Asks servers.
pub struct Server(Client);

impl Server {
    /// # Errors
    /// `tls_unavailable` if the system's certificates cannot be read.
    pub fn new() -> Result<Self, Failure> {
        let client = Client::builder()
            .timeout(TIMEOUT)
            // A redirect would carry the secret key to where nobody said.
            .redirect(Policy::none())
            .user_agent(concat!("nightdesk-doctor/", env!("CARGO_PKG_VERSION")));
        client.build().map(Self).map_err(|error| {
            Failure::new(
                "tls_unavailable",
                format!("no secure connection can be made: {error}. --offline does without."),
            )
            .usage()
        })
    }

    /// Sends a GET request to a path below `base`.
    pub async fn get(&self, base: &Url, path: &str, headers: &[(&str, &str)]) -> Asked {
        let mut url = base.clone();
        url.set_path(&format!("{}/{path}", base.path().trim_end_matches('/')));
        let host = url.host_str().unwrap_or_default().to_owned();
        // Browsers take all of *.localhost for this machine; resolvers often know none of it.
        if host.ends_with(".localhost") {
            return self.get_from_this_machine(url, headers).await;
        }
        self.send(url, headers).await
    }

    async fn get_from_this_machine(&self, url: Url, headers: &[(&str, &str)]) -> Asked {
        let authority = url.authority().to_owned();
        let headers = [headers, &[("host", authority.as_str())]].concat();
        let mut asked = Err(Trouble::Unreachable("it has no address".to_owned()));
        for address in [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)] {
            let mut local = url.clone();
            if local.set_ip_host(address).is_ok() {
                asked = self.send(local, &headers).await;
            }
            if asked.is_ok() {
                break;
            }
        }
        asked
    }

    async fn send(&self, url: Url, headers: &[(&str, &str)]) -> Asked {
        let mut request = self.0.get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.send().await.map_err(|error| trouble(&error))?;
        let status = response.status().as_u16();
        let allows =
            response.headers().get("access-control-allow-origin").and_then(|value| value.to_str().ok());
        let allows = allows.map(str::to_owned);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| trouble(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_BODY {
                body.clear();
                break;
            }
        }
        Ok(Answer { status, allows, body: serde_json::from_slice(&body).unwrap_or_default() })
    }
}

/// What an error means: its innermost cause says most.
fn trouble(error: &reqwest::Error) -> Trouble {
    if error.is_timeout() {
        return Trouble::Unreachable(format!("it did not answer within {} seconds", TIMEOUT.as_secs()));
    }
    let mut cause = error.source();
    let mut innermost = "the connection failed".to_owned();
    while let Some(inner) = cause {
        if let Some(reason) = certificate_problem(inner) {
            return Trouble::Certificate(reason);
        }
        innermost = inner.to_string();
        cause = inner.source();
    }
    Trouble::Unreachable(innermost)
}

fn certificate_problem(error: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    // An error of input or output hides what caused it from `source`, and there may be one around another.
    if let Some(inner) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        return certificate_problem(inner);
    }
    let rustls::Error::InvalidCertificate(problem) = error.downcast_ref::<rustls::Error>()? else {
        return None;
    };
    Some(match problem {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "it has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "it is not valid yet; perhaps this machine's clock is wrong"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "it is for another host"
        }
        CertificateError::UnknownIssuer => "this machine does not know who issued it",
        CertificateError::Revoked => "it was revoked",
        _ => "it is damaged, or made in a way that is not accepted",
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::net::TcpListener;
    use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

    use super::*;

    #[tokio::test]
    async fn a_certificate_that_nobody_knows_is_told_from_a_server_that_is_not_there() {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()).into();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let accepting = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            acceptor.accept(stream).await.is_err()
        });
        let server = Server::new().unwrap();
        let url = Url::parse(&format!("https://localhost:{port}")).unwrap();
        let asked = server.get(&url, "", &[]).await;
        assert!(matches!(asked, Err(Trouble::Certificate(_))), "{asked:?}");
        assert!(accepting.await.unwrap());
        let asked = server.get(&url, "", &[]).await;
        assert!(matches!(asked, Err(Trouble::Unreachable(_))), "{asked:?}");
    }
}
