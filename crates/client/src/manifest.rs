//! What the extension's manifest must grant.

use crate::error::{Error, Result};
use crate::json::Json;

/// Checks a `manifest.json` before anything is done that would fail for want of a permission.
///
/// # Errors
/// `manifest_storage_missing`, `manifest_background_missing`, `manifest_alarms_missing`,
/// `manifest_cookies_missing`, `manifest_host_permissions_missing`.
pub(crate) fn check(manifest: Json<'_>, background: bool, refresh: bool, sync: bool) -> Result<()> {
    let has = |permission: &[u8]| manifest.get("permissions").items().any(|item| item.is(permission));
    let (code, message) = if !has(b"storage") {
        (
            "manifest_storage_missing",
            "\"storage\" is missing from permissions in manifest.json; the sign-in is kept there. Add it.",
        )
    } else if background && !manifest.get("background").exists() {
        (
            "manifest_background_missing",
            "manifest.json has no \"background\" entry, but createClerkClient() was asked for a background \
             client. Add \"background\": {\"service_worker\": \"...\", \"type\": \"module\"}.",
        )
    } else if refresh && !has(b"alarms") {
        (
            "manifest_alarms_missing",
            "\"alarms\" is missing from permissions in manifest.json; refresh needs it to wake the worker. Add it, or \
             leave refresh out.",
        )
    } else if sync && !has(b"cookies") {
        (
            "manifest_cookies_missing",
            "\"cookies\" is missing from permissions in manifest.json; syncHost needs it to read the web app's \
             sign-in. Add it, or leave syncHost out.",
        )
    } else if sync && manifest.get("host_permissions").items().next().is_none() {
        (
            "manifest_host_permissions_missing",
            "manifest.json has no \"host_permissions\"; syncHost needs the web app's address there, for example \
             \"https://app.example.com/*\". Add it, or leave syncHost out.",
        )
    } else {
        return Ok(());
    };
    Err(Error::runtime(code, &[message.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(manifest: &str, background: bool, refresh: bool, sync: bool) -> Option<&'static str> {
        match check(Json(manifest.as_bytes()), background, refresh, sync) {
            Ok(()) => None,
            Err(error) => match *error {
                Error::Runtime { code, .. } => Some(code),
                other @ Error::Api { .. } => panic!("{other:?}"),
            },
        }
    }

    #[test]
    fn names_the_first_missing_entry() {
        let storage = r#"{"permissions":["storage"]}"#;
        let all =
            r#"{"permissions":["cookies","storage"],"background":{},"host_permissions":["https://a.b/*"]}"#;
        assert_eq!(code("{}", false, false, false), Some("manifest_storage_missing"));
        assert_eq!(code(storage, false, false, false), None);
        assert_eq!(code(storage, true, true, false), Some("manifest_background_missing"));
        assert_eq!(code(storage, false, false, true), Some("manifest_cookies_missing"));
        assert_eq!(
            code(r#"{"permissions":["cookies","storage"],"host_permissions":[]}"#, false, false, true),
            Some("manifest_host_permissions_missing")
        );
        assert_eq!(code(all, true, true, true), Some("manifest_alarms_missing"));
        let all = all.replace("cookies", "alarms\",\"cookies");
        assert_eq!(code(&all, true, true, true), None);
    }
}
