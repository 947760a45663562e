//! PATCH /v1/domains/{domain_id}

use nightdesk_auth::{
    domain::{self, DomainRefusal},
    model::{Domain, Instance, Settings},
};
use nightdesk_wire::{bapi, ids::DomainId};

use super::{BackendCx, change, check_port, present, present_primary, refused};
use crate::{
    ApiError,
    bapi::body::{Body, Field},
    extract::Path,
    present::Json,
};

/// Gives a satellite another name, or puts a domain behind a proxy (`null`: takes it from there).
///
/// # Errors
/// `resource_not_found`, `form_param_format_invalid`, `form_identifier_exists`, `operation_not_allowed_on_primary_domain`
/// for another name of the instance's own.
pub(super) async fn update(
    cx: BackendCx,
    Path(id): Path<DomainId>,
    mut body: Body,
) -> Result<Json<bapi::Domain>, ApiError> {
    let wanted = Wanted { name: body.text("name")?.flatten(), proxy_url: body.text("proxy_url")? };
    // All of a satellite's name counts here, whatever it is.
    body.switch("is_secondary")?;
    body.finish()?;
    check_port(&cx, wanted.name.as_deref())?;
    let own = domain::primary(&cx.tenant.instance);
    if own.id == id {
        change(&cx, |instance| wanted.of_primary(instance)).await?;
        let mut instance = cx.tenant.instance.clone();
        instance.settings = wanted.of_primary(&instance).map_err(refused)?;
        return Ok(Json(present_primary(&instance)));
    }
    let domain = wanted.of_satellite(&cx.tenant.instance, &id).map_err(refused)?;
    change(&cx, |instance| domain::put(instance, &wanted.of_satellite(instance, &id)?)).await?;
    Ok(Json(present(domain)))
}

/// What the body names.
struct Wanted {
    name: Option<String>,
    proxy_url: Field<String>,
}

impl Wanted {
    fn of_primary(&self, instance: &Instance) -> Result<Settings, DomainRefusal> {
        let own = domain::primary(instance);
        if self.name.as_ref().is_some_and(|name| !name.eq_ignore_ascii_case(&own.name)) {
            return Err(DomainRefusal::Primary);
        }
        let proxy_url = self.proxy_url.clone().unwrap_or(own.proxy_url);
        Ok(Settings { proxy_url, ..instance.settings.clone() })
    }

    fn of_satellite(&self, instance: &Instance, id: &DomainId) -> Result<Domain, DomainRefusal> {
        let held = domain::satellites(instance).into_iter().find(|held| held.id == *id);
        let held = held.ok_or(DomainRefusal::Unknown)?;
        let name = self.name.as_deref().unwrap_or(&held.name);
        let proxy_url = self.proxy_url.as_ref().unwrap_or(&held.proxy_url);
        domain::new(id.clone(), name, proxy_url.as_deref())
    }
}
