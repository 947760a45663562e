//! What the server says about the extension. Asking is one thing, judging the answers another.

mod ask;
mod judge;

use url::Url;

use super::{codes, finding::Finding, subject::Subject};
use crate::failure::Failure;

pub use ask::Server;

/// How to ask.
#[derive(Debug, Default)]
pub struct Access {
    pub secret_key: Option<String>,
    /// Where the backend API is. A secret key is sent nowhere else.
    pub api_url: Option<String>,
}

/// Asks the frontend API of each instance, and with a secret key the backend API, whether they know the extension.
///
/// # Errors
/// `api_url_invalid`, `tls_unavailable`.
pub async fn check(subject: &Subject<'_>, access: &Access) -> Result<Vec<Finding>, Failure> {
    let api_url = access.api_url.as_deref().map(parse_api_url).transpose()?;
    let server = Server::new()?;
    let mut findings = Vec::new();
    for (instance, _) in &subject.instances {
        let Ok(origin) = Url::parse(&instance.origin()) else { continue };
        let id = subject.id.as_ref().map(|(id, _)| id);
        let keys = server.get(&origin, ".well-known/jwks.json", &[]).await;
        let judged = judge::keys(instance, &keys);
        if !judged.is_empty() {
            findings.extend(judged);
            continue;
        }
        // A bundle may come from anybody, so the host in it gets the secret key only if it is this machine.
        let api = api_url
            .clone()
            .or_else(|| super::instance::is_loopback(&instance.frontend_api).then(|| origin.clone()));
        let mut allowed = None;
        match (&access.secret_key, api) {
            (Some(secret), Some(api)) => {
                let bearer = format!("Bearer {secret}");
                let header = [("authorization", bearer.as_str())];
                let told = server.get(&api, "v1/instance", &header).await;
                let backend_keys = server.get(&api, "v1/jwks", &header).await;
                findings.extend(judge::backend(instance, &keys, &told, &backend_keys));
                allowed = judge::allowed_origins(&told);
            }
            (Some(_), None) => findings.push(Finding::new(
                &codes::SERVER_NOT_ASKED,
                "A secret key was given, but not where the backend API is.",
                "Add --api-url, like https://auth.example.com; the host in a bundle is not trusted with a secret key.",
            )),
            (None, _) => {}
        }
        if let Some(id) = id {
            let extension_origin = id.origin();
            let probe = server.get(&origin, "v1/environment", &[("origin", extension_origin.as_str())]).await;
            let reaches = subject.may_reach(&origin);
            findings.extend(judge::origin(instance, &extension_origin, reaches, &probe, allowed.as_deref()));
        }
    }
    Ok(findings)
}

/// Says that nothing was asked, if there was somebody to ask.
pub fn skipped(subject: &Subject<'_>) -> Option<Finding> {
    let (instance, _) = subject.instances.first()?;
    Some(Finding::new(
        &codes::SERVER_NOT_ASKED,
        format!("{} was not asked, because of --offline.", instance.frontend_api),
        "Leave --offline out where the server can be reached.",
    ))
}

fn parse_api_url(text: &str) -> Result<Url, Failure> {
    let wrong = || {
        Failure::new(
            "api_url_invalid",
            "--api-url must be an http or https URL, like https://auth.example.com.",
        )
        .usage()
    };
    let url = Url::parse(text).map_err(|_| wrong())?;
    let is_local = url.host_str().is_some_and(super::instance::is_loopback);
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_local => Ok(url),
        "http" => Err(Failure::new(
            "api_url_invalid",
            "--api-url must be https: a secret key would be sent readable.",
        )
        .usage()),
        _ => Err(wrong()),
    }
}
