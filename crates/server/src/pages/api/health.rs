//! GET /dashboard/api/health

use axum::extract::State;
use nightdesk_auth::model::EventKind;
use nightdesk_store::events;
use serde::Serialize;

use super::super::guard::Opened;
use crate::{ApiError, App, present::Json};

const DAY_SECS: i64 = 24 * 60 * 60;

#[derive(Serialize)]
pub(in crate::pages) struct Health {
    version: &'static str,
    database: &'static str,
    database_bytes: i64,
    /// Of the last hour, as this process has answered them: minutes without requests are left out.
    minutes: Vec<MinuteView>,
    mints: u32,
    mint_half_us: u64,
    mint_most_us: u64,
    /// Of the last day, of the whole instance: hours since the epoch and how many; hours without any are left out.
    sign_ins: Vec<(i64, i64)>,
}

#[derive(Serialize)]
struct MinuteView {
    /// Minutes since the epoch.
    minute: i64,
    requests: u32,
    failures: u32,
}

/// How the server is.
pub(in crate::pages) async fn get(
    State(app): State<App>,
    Opened(tenant, _): Opened,
) -> Result<Json<Health>, ApiError> {
    let now = app.clock().now();
    let (minutes, mints) = app.metrics().last_hour(now);
    let (instance, since) = (&tenant.instance.id, now.plus_secs(-DAY_SECS));
    let sign_ins = app
        .store()
        .read(|tx| async move { events::count_by_hour(&tx, instance, EventKind::SignIn, since).await })
        .await?;
    Ok(Json(Health {
        version: env!("CARGO_PKG_VERSION"),
        database: app.store().kind(),
        database_bytes: app.store().size_bytes().await?,
        minutes: minutes
            .into_iter()
            .map(|each| MinuteView { minute: each.minute, requests: each.requests, failures: each.failures })
            .collect(),
        mints: mints.count,
        mint_half_us: mints.half_us,
        mint_most_us: mints.most_us,
        sign_ins,
    }))
}
