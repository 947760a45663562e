//! PATCH /v1/instance

use axum::http::StatusCode;
use nightdesk_auth::model::{Domain, Settings, SignUpMode};
use nightdesk_store::instances;
use nightdesk_wire::codes::ErrorCode;

use super::attributes::Attributes;
use super::change::{DisplayChange, NativeChange, PagesChange, SessionChange};
use super::password_settings;
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
};

/// Changes settings; absent ones stay. Beyond the contract it takes the settings of this server by their own names.
///
/// # Errors
/// `form_param_value_invalid`, `form_param_format_invalid`, `form_param_unknown`.
pub(crate) async fn update(cx: BackendCx, mut body: Body) -> Result<StatusCode, ApiError> {
    let change = Change {
        allowed_origins: body.texts("allowed_origins")?,
        test_mode: body.switch("test_mode")?,
        sign_up_enabled: body.switch("sign_up_enabled")?,
        single_session_mode: body.switch("single_session_mode")?,
        passkeys_enabled: body.switch("passkeys_enabled")?,
        web3_wallets_enabled: body.switch("web3_wallets_enabled")?,
        session_token_lifetime_secs: body.number("session_token_lifetime_secs")?,
        session_lifetime_secs: body.number("session_lifetime_secs")?,
        satellite_domains: body.texts("satellite_domains")?,
        proxy_url: body.text("proxy_url")?,
        sessions: SessionChange::read(&mut body)?,
        pages: PagesChange::read(&mut body)?,
        display: DisplayChange::read(&mut body)?,
        native: NativeChange::read(&mut body)?,
        sign_up_mode: sign_up_mode(&mut body)?,
        password: password_settings::Change::read(&mut body)?,
    };
    let attributes = Attributes::read(&mut body)?;
    // Development origins need not be named, and development clients are known by their addresses, never by cookies.
    body.unsupported(&["development_origin"])?;
    body.always_on(&["cookieless_dev", "url_based_session_syncing"])?;
    body.finish()?;
    let (id, environment, now) = (cx.instance_id(), cx.tenant.instance.environment, cx.now);
    let update = cx.write(async |tx| {
        // Read again: the copy of this process may be a second old.
        let instance = instances::find(&tx, id).await?.ok_or_else(|| ApiError::not_found("The instance"))?;
        let mut settings = change.apply(instance.settings);
        attributes.apply(&mut settings);
        settings.validate(environment).map_err(|error| {
            ApiError::param(
                ErrorCode::FormParamValueInvalid,
                error.field(),
                format!("{}: {error}.", error.field()),
            )
        })?;
        Ok(instances::update_settings(&tx, id, &settings, now).await?)
    });
    update.await?;
    cx.app.instances().refresh();
    tracing::info!(instance.id = %id, "settings changed by the backend");
    Ok(StatusCode::NO_CONTENT)
}

/// The settings a body names.
struct Change {
    allowed_origins: Option<Vec<String>>,
    test_mode: Option<bool>,
    sign_up_enabled: Option<bool>,
    single_session_mode: Option<bool>,
    passkeys_enabled: Option<bool>,
    web3_wallets_enabled: Option<bool>,
    session_token_lifetime_secs: Option<i64>,
    session_lifetime_secs: Option<i64>,
    satellite_domains: Option<Vec<String>>,
    /// `null` takes it out.
    proxy_url: Option<Option<String>>,
    sessions: SessionChange,
    pages: PagesChange,
    display: DisplayChange,
    native: NativeChange,
    sign_up_mode: Option<SignUpMode>,
    password: password_settings::Change,
}

fn sign_up_mode(body: &mut Body) -> Result<Option<SignUpMode>, ApiError> {
    let text = body.text("sign_up_mode")?.flatten();
    text.map(|text| SignUpMode::parse(&text)).transpose().map_err(|_| {
        let text = "sign_up_mode must be public, restricted or waitlist.";
        ApiError::param(ErrorCode::FormParamValueInvalid, "sign_up_mode", text)
    })
}

impl Change {
    /// What is known of satellites that stay.
    fn domains(&self, known: Vec<Domain>) -> Vec<Domain> {
        let stays = |domain: &Domain| {
            self.satellite_domains.as_ref().is_none_or(|left| left.contains(&domain.satellite))
        };
        known.into_iter().filter(stays).collect()
    }

    fn apply(&self, settings: Settings) -> Settings {
        Settings {
            allowed_origins: self.allowed_origins.clone().unwrap_or(settings.allowed_origins),
            test_mode: self.test_mode.or(settings.test_mode),
            sign_up_enabled: self.sign_up_enabled.unwrap_or(settings.sign_up_enabled),
            single_session_mode: self.single_session_mode.unwrap_or(settings.single_session_mode),
            passkeys_enabled: self.passkeys_enabled.unwrap_or(settings.passkeys_enabled),
            web3_wallets_enabled: self.web3_wallets_enabled.unwrap_or(settings.web3_wallets_enabled),
            session_token_lifetime_secs: self
                .session_token_lifetime_secs
                .unwrap_or(settings.session_token_lifetime_secs),
            session_lifetime_secs: self.session_lifetime_secs.unwrap_or(settings.session_lifetime_secs),
            domains: self.domains(settings.domains),
            satellite_domains: self.satellite_domains.clone().unwrap_or(settings.satellite_domains),
            proxy_url: self.proxy_url.clone().unwrap_or(settings.proxy_url),
            sessions: self.sessions.apply(settings.sessions),
            pages: self.pages.apply(settings.pages),
            display: self.display.apply(settings.display),
            native: self.native.apply(settings.native),
            sign_up_mode: self.sign_up_mode.unwrap_or(settings.sign_up_mode),
            password: self.password.apply(settings.password),
            ..settings
        }
    }
}
