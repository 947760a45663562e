//! PATCH /v1/instance/restrictions

use nightdesk_auth::model::{Restrictions, Settings};
use nightdesk_store::instances;
use nightdesk_wire::bapi;

use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    present::Json,
};

/// Changes who is let in; absent switches stay.
///
/// # Errors
/// `form_param_format_invalid`, `form_param_unknown`.
pub(crate) async fn update(cx: BackendCx, mut body: Body) -> Result<Json<bapi::Restrictions>, ApiError> {
    let allowlist = body.switch("allowlist")?;
    let blocklist = body.switch("blocklist")?;
    let free_sign_in = body.switch("allowlist_blocklist_disabled_on_sign_in")?;
    let subaddresses = body.switch("block_email_subaddresses")?;
    let disposable = body.switch("block_disposable_email_domains")?;
    body.finish()?;
    let (id, now) = (cx.instance_id(), cx.now);
    let update = cx.write(async |tx| {
        let instance = instances::find(&tx, id).await?.ok_or_else(|| ApiError::not_found("The instance"))?;
        let before = instance.settings.restrictions;
        let restrictions = Restrictions {
            allowlist: allowlist.unwrap_or(before.allowlist),
            blocklist: blocklist.unwrap_or(before.blocklist),
            allowlist_blocklist_disabled_on_sign_in: free_sign_in
                .unwrap_or(before.allowlist_blocklist_disabled_on_sign_in),
            block_email_subaddresses: subaddresses.unwrap_or(before.block_email_subaddresses),
            block_disposable_email_domains: disposable.unwrap_or(before.block_disposable_email_domains),
        };
        let settings = Settings { restrictions, ..instance.settings };
        instances::update_settings(&tx, id, &settings, now).await?;
        Ok(restrictions)
    });
    let now = update.await?;
    cx.app.instances().refresh();
    tracing::info!(instance.id = %id, "restrictions changed by the backend");
    Ok(Json(bapi::Restrictions {
        allowlist: now.allowlist,
        blocklist: now.blocklist,
        allowlist_blocklist_disabled_on_sign_in: now.allowlist_blocklist_disabled_on_sign_in,
        block_email_subaddresses: now.block_email_subaddresses,
        block_disposable_email_domains: now.block_disposable_email_domains,
    }))
}
