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
}

/// Reads the sign-in from the host's answer, `{"suffix": "", "cookies": [["name", "value"]]}`.
pub(crate) fn read(config: &Config, answer: Json<'_>) -> Synced {
    let jwt = find(answer, if config.key.development { b"__clerk_db_jwt" } else { b"__client" });
    let print = if jwt.is_empty() { Text::new() } else { fingerprint(&jwt) };
    let mark = text(&[&find(answer, b"__client_uat"), b"|", &print]);
    Synced { jwt, mark }
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

/// The code for cookies that could not be read.
pub(crate) fn diagnostic(answer: Json<'_>) -> &'static str {
    let trouble = answer.get("trouble");
    if trouble.is(b"no_cookies_permission") {
        "no_cookies_permission"
    } else if trouble.exists() {
        "no_host_permission"
    } else {
        "cookies_unreadable"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::PublishableKey;

    fn read_as(key: &str, cookies: serde_json::Value) -> Synced {
        let config = Config {
            key: PublishableKey::parse(key.as_bytes()).unwrap(),
            publishable_key: key.into(),
            sync_url: "https://app.example.com/".into(),
            version: "0".into(),
        };
        let answer = serde_json::json!({"suffix": "l2OS3d9k", "cookies": cookies}).to_string();
        read(&config, Json(answer.as_bytes()))
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
}
