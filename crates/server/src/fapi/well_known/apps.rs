//! GET /.well-known/apple-app-site-association and /.well-known/assetlinks.json

use std::sync::Arc;

use axum::Extension;
use nightdesk_wire::well_known::{AppleAppSiteAssociation, AssetLink, AssetTarget, WebCredentials};

use crate::{instances::Tenant, present::Json};

/// The applications of Apple's systems that share passwords and passkeys with the instance.
pub(super) async fn apple(Extension(tenant): Extension<Arc<Tenant>>) -> Json<AppleAppSiteAssociation> {
    let apps = tenant.instance.settings.native.apple_app_ids.clone();
    Json(AppleAppSiteAssociation { webcredentials: WebCredentials { apps } })
}

/// The Android applications that open the instance's links and share its passwords and passkeys.
pub(super) async fn android(Extension(tenant): Extension<Arc<Tenant>>) -> Json<Vec<AssetLink>> {
    let apps = tenant.instance.settings.native.android_apps.iter().map(|app| AssetLink {
        relation: vec![
            "delegate_permission/common.handle_all_urls",
            "delegate_permission/common.get_login_creds",
        ],
        target: AssetTarget {
            namespace: "android_app",
            package_name: app.package_name.clone(),
            sha256_cert_fingerprints: app.sha256_cert_fingerprints.clone(),
        },
    });
    Json(apps.collect())
}
