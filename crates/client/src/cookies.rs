//! Session sync: which of the web app's cookies carry its sign-in.

use crate::json::Json;
use crate::machine::Config;
use crate::text::{Text, fingerprint, text};

/// What the web app's cookies say.
#[derive(Debug)]
pub(crate) struct Synced {
    /// The client JWT; empty if none is there.
    pub jwt: Text,
    /// Changes with every sign-in and sign-out on the web.
    pub mark: Text,
    /// There are cookies of another instance, and none that are surely ours.
    pub is_foreign: bool,
    /// Why there is no client JWT.
    pub reason: &'static str,
}

/// Nothing follows from a cookie that is out of sight.
pub(crate) const HIDDEN: &str = "no_host_permission";

/// Reads the sign-in from the host's answer, `{"suffix": "", "hidden": ["url"], "cookies": [["name", "value"]]}`.
pub(crate) fn read(config: &Config, answer: Json<'_>) -> Synced {
    let jwt = find(answer, if config.key.development { b"__clerk_db_jwt" } else { b"__client" });
    let since = find(answer, b"__client_uat");
    let mut synced = Synced { jwt, mark: Text::new(), is_foreign: is_foreign(answer), reason: "" };
    let mut print = Text::new();
    if !synced.jwt.is_empty() {
        print = fingerprint(&synced.jwt);
    } else if answer.get("trouble").is(b"no_cookies_permission") {
        synced.reason = "no_cookies_permission";
    } else if !answer.get("cookies").exists() {
        synced.reason = "cookies_unreadable";
    } else if answer.get("hidden").items().any(|url| url.is(&config.sync_url) || is_signed_in(&since)) {
        // Where the frontend API, which has the cookie, is hidden, the web app may know that there must be one.
        synced.reason = HIDDEN;
    } else if synced.is_foreign {
        synced.reason = "wrong_instance";
    } else {
        synced.reason = "cookie_not_found";
    }
    synced.mark = text(&[&since, b"|", &print]);
    synced
}

/// What `__client_uat` says: since when somebody is signed in, or zero.
fn is_signed_in(since: &[u8]) -> bool {
    !since.is_empty() && since != b"0"
}

/// Whether the sign-in is another instance's, by the suffixes of the names.
fn is_foreign(answer: Json<'_>) -> bool {
    let mut others = false;
    for cookie in answer.get("cookies").items() {
        let name = cookie.items().next().unwrap_or(Json::NONE).text();
        if let [base @ .., b'_', _, _, _, _, _, _, _, _] = &name[..] {
            if name.ends_with(&answer.text_of("suffix")) {
                return false;
            }
            others |= base == b"__client" || base == b"__client_uat" || base == b"__clerk_db_jwt";
        }
    }
    others
}

/// A name with this instance's suffix comes before the plain one, which another instance on the same host may
/// have written.
#[inline(never)]
fn find(answer: Json<'_>, base: &[u8]) -> Text {
    let suffixed = text(&[base, b"_", &answer.text_of("suffix")]);
    let mut plain = Text::new();
    for cookie in answer.get("cookies").items() {
        let mut parts = cookie.items();
        let (Some(name), Some(value)) = (parts.next(), parts.next()) else { continue };
        let value = value.text();
        if name.is(&suffixed) && !value.is_empty() {
            return value;
        }
        if plain.is_empty() && name.is(base) {
            plain = value;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::PublishableKey;

    fn read_behind(key: &str, cookies: serde_json::Value, hidden: &[&str]) -> Synced {
        let config = Config {
            key: PublishableKey::parse(key.as_bytes()).unwrap(),
            publishable_key: key.into(),
            sync_url: "https://app.example.com/".into(),
            version: "0".into(),
        };
        let answer =
            serde_json::json!({"suffix": "l2OS3d9k", "cookies": cookies, "hidden": hidden}).to_string();
        read(&config, Json(answer.as_bytes()))
    }

    fn read_as(key: &str, cookies: serde_json::Value) -> Synced {
        read_behind(key, cookies, &[])
    }

    #[test]
    fn the_suffixed_cookie_comes_first_and_empty_ones_do_not_count() {
        let jwt = |cookies| read_as("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", cookies).jwt;
        let suffixed = "__client_l2OS3d9k";
        assert_eq!(jwt(serde_json::json!([["__client", "plain"], [suffixed, "ours"]])), b"ours");
        assert_eq!(
            jwt(serde_json::json!([["__client", ""], ["__client", "plain"], [suffixed, ""]])),
            b"plain"
        );
        assert_eq!(jwt(serde_json::json!([["__clerk_db_jwt", "dev"]])), b"");
    }

    #[test]
    fn the_mark_changes_with_a_sign_out_that_leaves_the_token_in_place() {
        let read = |since: &str| {
            let cookies = serde_json::json!([["__clerk_db_jwt", "dvb_1"], ["__client_uat", since]]);
            read_as("pk_test_Y2xlcmsuZXhhbXBsZS5jb20k", cookies)
        };
        let (signed_in, signed_out) = (read("1700000000"), read("0"));
        assert_eq!(signed_in.jwt, signed_out.jwt);
        assert_ne!(signed_in.mark, signed_out.mark);
        let mark = String::from_utf8(signed_in.mark).unwrap();
        assert!(!mark.contains("dvb_1"), "the mark is no second copy of the secret");
    }

    #[test]
    fn cookies_of_another_instance_alone_mean_the_wrong_instance() {
        let reason = |cookies| read_as("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", cookies).reason;
        assert_eq!(reason(serde_json::json!([["__client_uat_AAAAAAAA", "1"]])), "wrong_instance");
        assert_eq!(reason(serde_json::json!([["__clerk_redirect", "1"]])), "cookie_not_found");
        assert_eq!(
            reason(serde_json::json!([["__client_uat_AAAAAAAA", "1"], ["__client_uat_l2OS3d9k", "0"]])),
            "cookie_not_found"
        );
    }

    #[test]
    fn what_is_out_of_sight_is_not_gone() {
        let (web, api) = ("https://app.example.com/", "https://clerk.example.com/");
        let reason = |since: &str, hidden: &[&str]| {
            let cookies = serde_json::json!([["__client_uat", since]]);
            read_behind("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", cookies, hidden).reason
        };
        assert_eq!(reason("", &[web]), HIDDEN);
        assert_eq!(reason("1700000000", &[api]), HIDDEN, "the web app knows of a sign-in");
        assert_eq!(reason("0", &[api]), "cookie_not_found", "the web app knows that there is none");
    }
}
