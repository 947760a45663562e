//! GET /v1/domains

use nightdesk_auth::domain;
use nightdesk_wire::bapi;

use super::{BackendCx, present, present_primary};
use crate::present::Json;

/// The instance's own domain, then those of its satellites.
pub(super) async fn list(cx: BackendCx) -> Json<bapi::Domains> {
    let instance = &cx.tenant.instance;
    let satellites = domain::satellites(instance).into_iter().map(present);
    let data: Vec<_> = std::iter::once(present_primary(instance)).chain(satellites).collect();
    Json(bapi::Domains { total_count: data.len(), data })
}
