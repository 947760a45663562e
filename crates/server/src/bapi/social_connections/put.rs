//! PUT /v1/social_connections/{provider}

use nightdesk_auth::{
    model::{Environment, OauthEndpoints, Secret, SocialConnection, TokenAuth},
    oauth::{self, ConnectionError, Provider},
};
use nightdesk_store::instances;
use nightdesk_wire::{bapi, codes::ErrorCode};

use super::{BackendCx, present};
use crate::{
    bapi::body::Body,
    extract::Path,
    oauth::discover,
    present::{ApiError, Json},
};

/// Sets an identity provider up. For known ones client id and secret are enough. `issuer` has the endpoints read from
/// the provider once, now; without it they are given one by one. A secret that is left out stays.
///
/// # Errors
/// `form_param_value_invalid`, `form_param_missing`, `form_param_format_invalid`, `form_param_unknown`.
pub(crate) async fn put(
    cx: BackendCx,
    Path(name): Path<String>,
    mut body: Body,
) -> Result<Json<bapi::SocialConnection>, ApiError> {
    let instance = &cx.tenant.instance;
    let before = instance.settings.social_connections.get(&name);
    let secret = body.text("client_secret")?.flatten().map(Secret::new);
    let secret = secret.or_else(|| before.map(|before| before.client_secret.clone()));
    let connection = &SocialConnection {
        enabled: body.switch("enabled")?.unwrap_or(true),
        client_id: body.required_text("client_id")?,
        client_secret: secret.ok_or_else(|| refused(ConnectionError::Empty { field: "client_secret" }))?,
        name: body.text("name")?.flatten().filter(|name| !name.trim().is_empty()),
        scopes: body.texts("scopes")?.unwrap_or_default(),
        endpoints: endpoints(&cx, &mut body).await?,
    };
    body.finish()?;
    let environment = instance.environment;
    oauth::check(&name, connection, environment).map_err(refused)?;
    let (id, now, name_ref) = (cx.instance_id(), cx.now, &name);
    let update = cx.write(async |tx| {
        let found = instances::find(&tx, id).await?.ok_or_else(|| ApiError::not_found("The instance"))?;
        let mut settings = found.settings;
        settings.social_connections.insert(name_ref.clone(), connection.clone());
        Ok(instances::update_settings(&tx, id, &settings, now).await?)
    });
    update.await?;
    cx.app.instances().refresh();
    tracing::info!(instance.id = %id, oauth.provider = %name, "social connection set by the backend");
    let provider =
        Provider::new(&name, connection).ok_or_else(|| refused(ConnectionError::EndpointsMissing))?;
    Ok(Json(present(instance, &provider)))
}

/// Endpoints of the owner's own, if any are named: published by `issuer`, or one by one.
async fn endpoints(cx: &BackendCx, body: &mut Body) -> Result<Option<OauthEndpoints>, ApiError> {
    let mut text = |name| Ok::<_, ApiError>(body.text(name)?.flatten().filter(|text| !text.is_empty()));
    let issuer = text("issuer")?;
    let (authorize_url, token_url) = (text("authorize_url")?, text("token_url")?);
    let (user_info_url, jwks_url) = (text("user_info_url")?, text("jwks_url")?);
    let revocation_url = text("revocation_url")?;
    let token_auth = match text("token_endpoint_auth_method")? {
        Some(method) => TokenAuth::parse(&method).map_err(|_| {
            let text = "token_endpoint_auth_method must be client_secret_post or client_secret_basic.";
            ApiError::param(ErrorCode::FormParamValueInvalid, "token_endpoint_auth_method", text)
        })?,
        None => TokenAuth::Post,
    };
    match (issuer, authorize_url, token_url) {
        (None, None, None) => Ok(None),
        (Some(issuer), None, None) => Ok(Some(published(cx, &issuer).await?)),
        (issuer, Some(authorize_url), Some(token_url)) => Ok(Some(OauthEndpoints {
            authorize_url,
            token_url,
            user_info_url,
            issuer,
            jwks_url,
            revocation_url,
            token_auth,
        })),
        (_, None, _) => Err(refused(ConnectionError::Empty { field: "authorize_url" })),
        (_, _, None) => Err(refused(ConnectionError::Empty { field: "token_url" })),
    }
}

async fn published(cx: &BackendCx, issuer: &str) -> Result<OauthEndpoints, ApiError> {
    let environment: Environment = cx.tenant.instance.environment;
    if !oauth::is_reachable(issuer, environment) {
        return Err(refused(ConnectionError::Unreachable { field: "issuer" }));
    }
    let read = discover(cx.app.outgoing(), issuer).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the discovery document of an issuer could not be read");
        None
    });
    read.ok_or_else(|| {
        let text =
            "issuer publishes no usable /.well-known/openid-configuration. Give the endpoints one by one.";
        ApiError::param(ErrorCode::FormParamValueInvalid, "issuer", text)
    })
}

fn refused(error: ConnectionError) -> ApiError {
    let code = match error {
        ConnectionError::Empty { .. } => ErrorCode::FormParamMissing,
        _ => ErrorCode::FormParamValueInvalid,
    };
    ApiError::param(code, error.field(), format!("{}: {error}.", error.field()))
}
