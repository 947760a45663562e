//! What the extension's manifest must grant.

use crate::error::{Error, Result};
use crate::json::Json;

/// Checks a `manifest.json` before anything is done that would fail for want of a permission. Whether the web app's cookies
/// may be read may be up to the person; until then the client says so.
///
/// # Errors
/// `manifest_storage_missing`, `manifest_background_missing`, `manifest_alarms_missing`,
/// `manifest_cookies_missing`, `manifest_host_permissions_missing`.
pub(crate) fn check(manifest: Json<'_>, background: bool, refresh: bool, sync: bool) -> Result<()> {
    let lists = |list, permission: &[u8]| manifest.get(list).items().any(|item| item.is(permission));
    let has = |permission: &[u8]| lists("permissions", permission);
    let (code, place, needed_by) = if !has(b"storage") {
        ("manifest_storage_missing", PERMISSIONS, "the sign-in")
    } else if background && !manifest.get("background").exists() {
        ("manifest_background_missing", "", "background")
    } else if refresh && !has(b"alarms") {
        ("manifest_alarms_missing", PERMISSIONS, "refresh")
    } else if sync && !has(b"cookies") && !lists("optional_permissions", b"cookies") {
        ("manifest_cookies_missing", PERMISSIONS, "syncHost")
    } else if sync && manifest.get("host_permissions").items().next().is_none() {
        ("manifest_host_permissions_missing", "", "syncHost")
    } else {
        return Ok(());
    };
    let what = &code["manifest_".len()..code.len() - "_missing".len()];
    let parts =
        ["\"", what, "\" is missing from ", place, "manifest.json, and ", needed_by, " needs it. Add it."];
    Err(Error::runtime(code, &parts.map(str::as_bytes)))
}

const PERMISSIONS: &str = "permissions in ";

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
        let asked =
            all.replace(r#"["cookies","storage"]"#, r#"["storage"],"optional_permissions":["cookies"]"#);
        assert_eq!(code(&asked, true, false, true), None);
        let all = all.replace("cookies", "alarms\",\"cookies");
        assert_eq!(code(&all, true, true, true), None);
    }
}
