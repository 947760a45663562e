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
    model::{Activity, Admin, DashboardLogin, DashboardSession, Digest, EventKind},
    provision::random_text,
};
use nightdesk_listener::Scheme;
use nightdesk_store::{Store, admins, dashboard, events};
use nightdesk_wire::{
    codes::ErrorCode,
    ids::{AdminId, InstanceId},
    time::UnixMs,
};
use serde::Deserialize;

use super::assets;
use crate::{
    ApiError, App,
    events::{Actor, event},
    extract::{Device, cookie},
};

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
/// Answers 401 with a page of its own if the link is used, too old or unknown, or for an instance that this process does
/// not answer for.
pub(super) async fn open(
    State(app): State<App>,
    scheme: Option<Extension<Scheme>>,
    headers: HeaderMap,
    device: Device,
    Query(query): Query<OpenQuery>,
) -> Result<Response, ApiError> {
    let Some(link) = Token::parse(&query.token) else { return Ok(assets::expired()) };
    let now = app.clock().now();
    if app.instances().by_id(app.store(), &link.instance, now).await?.is_none() {
        return Ok(assets::expired());
    }
    let (token, session) = new_session(&app, link.instance.clone(), None, device);
    let (link, session) = (&link, &session);
    let event = &event(&app, &link.instance, EventKind::Dashboard, "link", &Actor::Link, None);
    let opened = app
        .store()
        .write(|tx| async move {
            if dashboard::use_login(&tx, &link.instance, &link.digest, now).await?.is_none() {
                return Ok::<_, nightdesk_store::Error>(false);
            }
            dashboard::forget_sessions(&tx, &link.instance, now).await?;
            dashboard::insert_session(&tx, session).await?;
            events::insert(&tx, event).await?;
            Ok(true)
        })
        .await?;
    if !opened {
        return Ok(assets::expired());
    }
    let cookie = set_cookie(&headers, scheme.map(|Extension(scheme)| scheme), &token);
    let headers = [
        (header::SET_COOKIE, cookie.as_str()),
        (header::LOCATION, "/dashboard"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// A session of the dashboard that starts now, and the text of its cookie.
pub(super) fn new_session(
    app: &App,
    instance: InstanceId,
    admin_id: Option<AdminId>,
    Device(device): Device,
) -> (String, DashboardSession) {
    let now = app.clock().now();
    let token = Token::new(instance, app.rng());
    let session = DashboardSession {
        instance_id: token.instance,
        digest: token.digest,
        admin_id,
        browser: browser_of(&device),
        ip_address: device.ip_address,
        expires_at: now + SESSION_LIFE,
        created_at: now,
    };
    (token.text, session)
}

/// What a browser calls itself, such as `Firefox on Linux`.
fn browser_of(device: &Activity) -> Option<String> {
    let known: Vec<_> =
        [&device.browser_name, &device.device_type].into_iter().flatten().map(String::as_str).collect();
    (!known.is_empty()).then(|| known.join(" on "))
}

/// `Set-Cookie` of a session; an empty token takes it away.
pub(super) fn set_cookie(headers: &HeaderMap, scheme: Option<Scheme>, token: &str) -> String {
    let secure = if scheme == Some(Scheme::Https) { "; Secure" } else { "" };
    let max_age = if token.is_empty() { 0 } else { SESSION_LIFE.as_secs() };
    let name = cookie_name(headers);
    format!("{name}={token}; Path=/dashboard; Max-Age={max_age}; HttpOnly; SameSite=Strict{secure}")
}

/// Whoever has the dashboard open.
pub(super) struct Visitor {
    pub(super) session: DashboardSession,
    /// Who signed in; nobody where a one-time link opened it.
    pub(super) admin: Option<Admin>,
}

impl Visitor {
    /// The admin who signed in.
    ///
    /// # Errors
    /// `dashboard_admin_required` where a one-time link opened the dashboard.
    pub(super) fn require_admin(&self) -> Result<&Admin, ApiError> {
        self.admin.as_ref().ok_or_else(|| {
            ApiError::new(
                StatusCode::FORBIDDEN,
                ErrorCode::DashboardAdminRequired,
                "admin required",
                "A one-time link opens one instance. Sign in as an admin to go to the other one, or to create it.",
            )
        })
    }

    /// Who is to be named in the log.
    pub(super) fn actor(&self) -> Actor<'_> {
        self.admin.as_ref().map_or(Actor::Link, |admin| Actor::Admin(&admin.email_address))
    }
}

/// Who has the dashboard open, if anybody has.
pub(super) async fn visitor(app: &App, headers: &HeaderMap) -> Result<Option<Visitor>, ApiError> {
    let Some(token) = cookie(headers, &cookie_name(headers)).and_then(Token::parse) else { return Ok(None) };
    let now = app.clock().now();
    let token = &token;
    let find = app
        .store()
        .read(|tx| async move { dashboard::find_session(&tx, &token.instance, &token.digest, now).await });
    let session: Option<DashboardSession> = find.await?;
    let Some(session) = session else { return Ok(None) };
    let Some(admin_id) = &session.admin_id else { return Ok(Some(Visitor { session, admin: None })) };
    let Some(tenant) = app.instances().by_id(app.store(), &session.instance_id, now).await? else {
        return Ok(None);
    };
    let application = &tenant.instance.application_id;
    let admin = app.store().read(|tx| async move { admins::find(&tx, application, admin_id).await }).await?;
    // Whoever is no admin any more is out.
    Ok(admin.map(|admin| Visitor { session, admin: Some(admin) }))
}

/// Cookies are shared by all ports of a host, and developers run several servers on one: the port is in the name.
fn cookie_name(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let port = host.rsplit_once(':').map_or("", |(_, port)| port);
    let digits: String = port.chars().filter(char::is_ascii_digit).collect();
    format!("nightdesk_dashboard_{digits}")
}
