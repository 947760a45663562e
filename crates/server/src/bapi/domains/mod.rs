//! /v1/domains

mod create;
mod delete;
mod list;
mod update;

use axum::{Router, http::StatusCode};
use nightdesk_auth::{
    domain::{self, DomainRefusal},
    model::{self, Instance, Settings},
};
use nightdesk_store::instances;
use nightdesk_wire::{bapi, codes::ErrorCode};

use super::cx::BackendCx;
use crate::{
    ApiError, App,
    routing::{delete, get, patch, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/domains", get(list::list).merge(post(create::create)))
        .route("/v1/domains/{domain_id}", patch(update::update).merge(delete(delete::delete)))
}

/// Changes the settings as they are in the database.
async fn change(
    cx: &BackendCx,
    to: impl Fn(&Instance) -> Result<Settings, DomainRefusal> + Sync,
) -> Result<(), ApiError> {
    let (id, now) = (cx.instance_id(), cx.now);
    let changed = cx.write(async |tx| {
        let instance = instances::find(&tx, id).await?.ok_or_else(|| ApiError::not_found("The instance"))?;
        let settings = to(&instance).map_err(refused)?;
        settings.validate(instance.environment).map_err(|_| refused(DomainRefusal::ProxyUrl))?;
        Ok(instances::update_settings(&tx, id, &settings, now).await?)
    });
    changed.await?;
    cx.app.instances().refresh();
    tracing::info!(instance.id = %id, "domains changed by the backend");
    Ok(())
}

/// Refuses a name with a port, which only development instances have.
fn check_port(cx: &BackendCx, name: Option<&str>) -> Result<(), ApiError> {
    let has_port = name.is_some_and(|name| name.contains(':'));
    if has_port && !cx.tenant.instance.environment.is_development() {
        return Err(refused(DomainRefusal::Name));
    }
    Ok(())
}

fn refused(refusal: DomainRefusal) -> ApiError {
    let (code, name, text) = match refusal {
        DomainRefusal::Unknown => return ApiError::not_found("The domain"),
        DomainRefusal::Primary => {
            let text =
                "Keys name the instance's own domain, so it can neither be deleted nor get another name.";
            let code = ErrorCode::OperationNotAllowedOnPrimaryDomain;
            return ApiError::new(StatusCode::FORBIDDEN, code, "primary domain", text);
        }
        DomainRefusal::Taken => {
            (ErrorCode::FormIdentifierExists, "name", "The instance has this domain already.")
        }
        DomainRefusal::Name => {
            (ErrorCode::FormParamFormatInvalid, "name", "name must be a domain such as example.com.")
        }
        DomainRefusal::ProxyUrl => {
            let text =
                "proxy_url must be where browsers reach a proxy, such as https://app.example.com/__clerk.";
            (ErrorCode::FormParamFormatInvalid, "proxy_url", text)
        }
    };
    ApiError::param(code, name, text)
}

/// The instance's own domain as backends see it.
fn present_primary(instance: &Instance) -> bapi::Domain {
    bapi::Domain { is_satellite: false, ..present(domain::primary(instance)) }
}

/// That of a satellite.
fn present(domain: model::Domain) -> bapi::Domain {
    bapi::Domain {
        frontend_api_url: format!("https://{}", domain.satellite),
        id: domain.id,
        name: domain.name,
        is_satellite: true,
        accounts_portal_url: None,
        proxy_url: domain.proxy_url,
        development_origin: "",
        cname_targets: Vec::new(),
    }
}
