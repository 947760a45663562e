//! Session sync: which of the web app's cookies carry its sign-in.

use alloc::string::String;

use crate::effect::{CookieJar, CookieTrouble};
use crate::encode::fingerprint;
use crate::key::InstanceKind;
use crate::machine::Config;

/// What the web app's cookies say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Synced {
    /// The client JWT, if one is there.
    pub jwt: Option<String>,
    /// Changes with every sign-in and sign-out on the web.
    pub mark: String,
}

/// Reads the sign-in from cookies; a name with this instance's suffix comes before the plain one, which
/// another instance on the same host may have written.
pub(crate) fn read(config: &Config, jar: &CookieJar) -> Synced {
    let find = |base: &str| {
        let mut suffixed = String::from(base);
        suffixed.push('_');
        suffixed.push_str(&jar.suffix);
        let value =
            |name: &str| jar.cookies.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.clone());
        value(&suffixed).or_else(|| value(base))
    };
    let name = match config.key.kind {
        InstanceKind::Development => "__clerk_db_jwt",
        InstanceKind::Production => "__client",
    };
    let jwt = find(name);
    let mut mark = find("__client_uat").unwrap_or_default();
    mark.push('|');
    mark.push_str(&jwt.as_deref().map(fingerprint).unwrap_or_default());
    Synced { jwt, mark }
}

/// The code of the diagnostic for cookies that could not be read.
pub(crate) fn diagnostic(trouble: CookieTrouble) -> &'static str {
    match trouble {
        CookieTrouble::NoCookiesPermission => "no_cookies_permission",
        CookieTrouble::NoHostPermission => "no_host_permission",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PublishableKey;

    fn config(key: &str) -> Config {
        Config {
            key: PublishableKey::parse(key).unwrap(),
            publishable_key: key.into(),
            sync_url: Some("https://app.example.com".into()),
            version: "0".into(),
            seed: 1,
        }
    }

    fn cookies(list: &[(&str, &str)]) -> CookieJar {
        let cookies = list.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        CookieJar { suffix: "l2OS3d9k".into(), cookies }
    }

    #[test]
    fn the_suffixed_cookie_comes_first_and_empty_ones_do_not_count() {
        let live = config("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k");
        let suffixed = "__client_l2OS3d9k";
        let both = cookies(&[("__client", "plain"), (suffixed, "ours")]);
        assert_eq!(read(&live, &both).jwt.as_deref(), Some("ours"));
        assert_eq!(
            read(&live, &cookies(&[("__client", "plain"), (suffixed, "")])).jwt.as_deref(),
            Some("plain")
        );
        assert_eq!(read(&live, &cookies(&[("__clerk_db_jwt", "dev")])).jwt, None);
    }

    #[test]
    fn the_mark_changes_with_a_sign_out_that_leaves_the_token_in_place() {
        let test = config("pk_test_Y2xlcmsuZXhhbXBsZS5jb20k");
        let signed_in = read(&test, &cookies(&[("__clerk_db_jwt", "dvb_1"), ("__client_uat", "1700000000")]));
        let signed_out = read(&test, &cookies(&[("__clerk_db_jwt", "dvb_1"), ("__client_uat", "0")]));
        assert_eq!(signed_in.jwt, signed_out.jwt);
        assert_ne!(signed_in.mark, signed_out.mark);
        assert!(!signed_in.mark.contains("dvb_1"), "the mark is no second copy of the secret");
    }
}
