//! Cookies of production instances (`docs/protocol.md`, "Cookies").

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use nightdesk_auth::{model::Instance, site};

/// 400 days: the longest that browsers keep a cookie.
const MAX_AGE_SECS: u32 = 400 * 24 * 60 * 60;

/// The client's token, and the sign of when it last signed in or out, which backends of the application read. `host` is
/// where the browser sees us.
pub(super) fn client(instance: &Instance, host: &str, token: &str, uat: i64) -> [String; 3] {
    cookies(instance, host, token, uat, MAX_AGE_SECS)
}

/// Takes the token away, and says that nobody is signed in.
pub(super) fn no_client(instance: &Instance, host: &str) -> [String; 3] {
    cookies(instance, host, "", 0, 0)
}

fn cookies(instance: &Instance, host: &str, token: &str, uat: i64, token_age_secs: u32) -> [String; 3] {
    let suffix = suffix(&instance.publishable_key());
    let site = format!("Path=/{}; Secure", domain_attribute(host));
    let uat = format!("{uat}; {site}; Max-Age={MAX_AGE_SECS}; SameSite=Lax");
    [
        // SameSite=None: pages of other sites and extensions send it too; which of them may is decided by origin.
        format!("__client={token}; {site}; Max-Age={token_age_secs}; SameSite=None; HttpOnly"),
        format!("__client_uat={uat}"),
        format!("__client_uat_{suffix}={uat}"),
    ]
}

/// Keeps the development browser of a page whose SDK does not, and shows it to the application's own hosts as that SDK
/// would: to backends, and to extensions that follow a web app.
pub(crate) fn dev_browser(instance: &Instance, host: &str, id: &str) -> [String; 2] {
    let site = domain_attribute(host);
    let value = format!("{id}; Path=/{site}; Secure; Max-Age={MAX_AGE_SECS}; SameSite=None");
    [format!("{}={value}", kept(instance)), format!("__clerk_db_jwt={value}")]
}

/// The name of the cookie that is read. Ports do not tell cookies apart, so development servers of one host would mix
/// theirs up without the suffix.
pub(super) fn kept(instance: &Instance) -> String {
    format!("__clerk_db_jwt_{}", suffix(&instance.publishable_key()))
}

/// What tells the cookies of several instances on one domain apart.
pub(crate) fn suffix(publishable_key: &str) -> String {
    let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, publishable_key.as_bytes());
    URL_SAFE_NO_PAD.encode(hash).chars().take(8).collect()
}

/// `; Domain=` of the site that the host belongs to, so that the application's own hosts share the
/// cookie; empty where there is none to share with.
fn domain_attribute(host: &str) -> String {
    site::of(host).map(|site| format!("; Domain={site}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use nightdesk_auth::model::{Environment, Secret, Settings};
    use nightdesk_wire::{
        ids::{ApplicationId, InstanceId},
        time::UnixMs,
    };

    use super::*;

    fn instance(frontend_api: &str) -> Instance {
        Instance {
            id: InstanceId::parse("ins_a").unwrap(),
            application_id: ApplicationId::parse("app_a").unwrap(),
            application_name: "App".into(),
            environment: Environment::Production,
            frontend_api: frontend_api.into(),
            signing_key_pem: Secret::new(""),
            client_token_key: Secret::new(""),
            settings: Settings::default(),
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        }
    }

    #[test]
    fn cookies_belong_to_the_site_of_the_frontend_api() {
        let domain = |host| domain_attribute(instance(host).host());
        assert_eq!(domain("auth.nightdesk.localhost:4400"), "; Domain=nightdesk.localhost");
        assert_eq!(domain("clerk.example.com"), "; Domain=example.com");
        assert_eq!(domain("auth.example.co.uk"), "; Domain=example.co.uk");
        assert_eq!(domain("example.com"), "; Domain=example.com");
        assert_eq!(domain("localhost:3001"), "");
        assert_eq!(domain("127.0.0.1:3001"), "");
    }

    #[test]
    fn the_token_is_out_of_reach_of_scripts() {
        let [client, uat, suffixed] = client(&instance("clerk.example.com"), "clerk.example.com", "tok", 7);
        assert!(client.starts_with("__client=tok; ") && client.ends_with("HttpOnly"));
        assert!(uat.starts_with("__client_uat=7; ") && !uat.contains("HttpOnly"));
        assert!(suffixed.starts_with("__client_uat_") && suffixed.contains("=7; "));
    }

    #[test]
    fn the_suffix_is_the_one_that_official_backends_compute() {
        // base64url(sha1("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k")), first eight characters.
        assert_eq!(suffix("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"), "naoXFJnI");
    }
}
