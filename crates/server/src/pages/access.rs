//! One-time links into the dashboard, and the cookie they turn into.

use std::time::Duration;

use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use nightdesk_auth::{
    Rng,
    model::{DashboardLogin, DashboardSession, Digest},
    provision::random_text,
};
use nightdesk_store::{Store, dashboard};
use nightdesk_wire::{ids::InstanceId, time::UnixMs};
use serde::Deserialize;

use super::assets;
use crate::{ApiError, App, extract::cookie, listener::Scheme};

/// How long a link waits to be used.
pub const LINK_LIFE: Duration = Duration::from_secs(10 * 60);
/// How long a browser stays in.
const SESSION_LIFE: Duration = Duration::from_secs(12 * 60 * 60);
/// 43 letters and digits carry 256 bits.
const SECRET_CHARS: usize = 43;

/// Makes a one-time link and returns its path and query, for example `/dashboard/open?token=...`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn one_time_link(
    store: &Store,
    instance: &InstanceId,
    rng: &dyn Rng,
    now: UnixMs,
) -> nightdesk_store::Result<String> {
    let token = Token::new(instance.clone(), rng);
    let login = DashboardLogin {
        instance_id: instance.clone(),
        digest: token.digest.clone(),
        expires_at: now + LINK_LIFE,
        used_at: None,
        created_at: now,
    };
    let login = &login;
    store.write(|tx| async move { dashboard::insert_login(&tx, login).await }).await?;
    Ok(format!("/dashboard/open?token={}", token.text))
}

/// A secret that names its instance: `ins_....<43 characters>`.
struct Token {
    text: String,
    instance: InstanceId,
    digest: Digest,
}

impl Token {
    fn new(instance: InstanceId, rng: &dyn Rng) -> Self {
        let text = format!("{instance}.{}", random_text(rng, SECRET_CHARS));
        Self { digest: Digest::of(&text), text, instance }
    }

    fn parse(text: &str) -> Option<Self> {
        let (instance, _) = text.split_once('.')?;
        Some(Self {
            text: text.to_owned(),
            instance: InstanceId::parse(instance).ok()?,
            digest: Digest::of(text),
        })
    }
}

#[derive(Deserialize)]
pub(super) struct OpenQuery {
    #[serde(default)]
    token: String,
}

/// `GET /dashboard/open?token=`: turns a link into a cookie.
///
/// # Errors
/// Answers 401 with a page of its own if the link is used, too old or unknown.
pub(super) async fn open(
    State(app): State<App>,
    scheme: Option<Extension<Scheme>>,
    headers: HeaderMap,
    Query(query): Query<OpenQuery>,
) -> Result<Response, ApiError> {
    let Some(link) = Token::parse(&query.token) else { return Ok(assets::expired()) };
    let now = app.clock().now();
    let token = Token::new(link.instance.clone(), app.rng());
    let session = DashboardSession {
        instance_id: token.instance.clone(),
        digest: token.digest.clone(),
        expires_at: now + SESSION_LIFE,
        created_at: now,
    };
    let (link, session) = (&link, &session);
    let opened = app
        .store()
        .write(|tx| async move {
            if dashboard::use_login(&tx, &link.instance, &link.digest, now).await?.is_none() {
                return Ok::<_, nightdesk_store::Error>(false);
            }
            dashboard::insert_session(&tx, session).await?;
            Ok(true)
        })
        .await?;
    if !opened {
        return Ok(assets::expired());
    }
    let secure =
        if scheme.is_some_and(|Extension(scheme)| scheme == Scheme::Https) { "; Secure" } else { "" };
    let cookie = format!(
        "{}={}; Path=/dashboard; Max-Age={}; HttpOnly; SameSite=Strict{secure}",
        cookie_name(&headers),
        token.text,
        SESSION_LIFE.as_secs(),
    );
    let headers = [
        (header::SET_COOKIE, cookie.as_str()),
        (header::LOCATION, "/dashboard"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// The instance whose dashboard the caller has open.
pub(super) async fn opened_instance(
    app: &App,
    headers: &HeaderMap,
) -> Result<Option<InstanceId>, nightdesk_store::Error> {
    let Some(token) = cookie(headers, &cookie_name(headers)).and_then(Token::parse) else { return Ok(None) };
    let now = app.clock().now();
    let token = &token;
    let session = app
        .store()
        .read(|tx| async move { dashboard::find_session(&tx, &token.instance, &token.digest, now).await })
        .await?;
    Ok(session.map(|session| session.instance_id))
}

/// Cookies are shared by all ports of a host, and developers run several servers on one: the port is in the name.
fn cookie_name(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let port = host.rsplit_once(':').map_or("", |(_, port)| port);
    let digits: String = port.chars().filter(char::is_ascii_digit).collect();
    format!("nightdesk_dashboard_{digits}")
}
