//! What a handshake has the application set: one `Set-Cookie` value per directive.

use nightdesk_wire::ids::DevBrowserId;
use serde::Serialize;

use super::Redirect;

/// As long as the browser side of the SDKs keeps the same cookies.
const YEAR_SECS: u32 = 365 * 24 * 60 * 60;

/// Claims of a handshake token. It is signed like a session token, but names nobody.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Claims {
    pub handshake: Vec<String>,
}

/// Who the frontend API found behind the browser.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    /// `None` if nobody is signed in.
    pub session: Option<SignedIn<'a>>,
    /// Development only; without it backends would come back for it for ever.
    pub dev_browser: Option<&'a DevBrowserId>,
}

/// A live session.
#[derive(Clone, Copy)]
pub struct SignedIn<'a> {
    /// A fresh session token.
    pub token: &'a str,
    /// Seconds of the client's `updated_at`; never after the token's `iat`, or backends would come back for a newer one.
    pub since_secs: i64,
    /// What the application's server fetches the next token with, without sending the browser here. Production only.
    pub refresh: Option<&'a str>,
}

/// The cookies of an outcome, each with and without `suffix`, which tells the instances of one host apart.
///
/// Backends take a value literally from the first `=` to the first `;`, so nothing is quoted.
#[must_use]
pub fn directives(redirect: &Redirect, suffix: &str, outcome: Outcome<'_>) -> Vec<String> {
    let secure = if redirect.is_secure() { "; Secure" } else { "" };
    let own = format!("; Path=/; SameSite=Lax{secure}");
    // The frontend API sets this one too when somebody signs in or out: it must be the same cookie.
    let shared = redirect.shared_domain.as_ref();
    let shared = shared.map_or_else(|| own.clone(), |domain| format!("{own}; Domain={domain}"));
    let kept = format!("; Max-Age={YEAR_SECS}");
    let (session, uat) = match outcome.session {
        Some(session) => {
            (format!("={}{own}{kept}", session.token), format!("={}{shared}{kept}", session.since_secs))
        }
        None => (format!("={own}; Max-Age=0"), format!("=0{shared}{kept}")),
    };
    let refresh = match (outcome.session.map(|session| session.refresh), outcome.dev_browser) {
        (Some(Some(refresh)), _) => Some(format!("__refresh_{suffix}={refresh}{own}; HttpOnly{kept}")),
        (None, None) => Some(format!("__refresh_{suffix}={own}; HttpOnly; Max-Age=0")),
        _ => None,
    };
    let dev_browser = outcome.dev_browser.map(|id| ("__clerk_db_jwt", format!("={id}{own}{kept}")));
    [("__session", session), ("__client_uat", uat)]
        .into_iter()
        .chain(dev_browser)
        .flat_map(|(name, rest)| [format!("{name}{rest}"), format!("{name}_{suffix}{rest}")])
        .chain(refresh)
        .chain(redirect.without_nonce())
        .collect()
}

/// The cookies of a session whose token was exchanged for a new one.
#[must_use]
pub fn refreshed(token: &str, refresh: &str, suffix: &str, secure: bool) -> Vec<String> {
    let secure = if secure { "; Secure" } else { "" };
    let own = format!("; Path=/; SameSite=Lax{secure}; Max-Age={YEAR_SECS}");
    vec![
        format!("__session={token}{own}"),
        format!("__session_{suffix}={token}{own}"),
        format!("__refresh_{suffix}={refresh}{own}; HttpOnly"),
    ]
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::{
        ids::{ApplicationId, InstanceId},
        time::UnixMs,
    };

    use super::*;
    use crate::{
        handshake::redirect,
        model::{Environment, Instance, Secret, Settings},
    };

    fn to(environment: Environment, url: &str) -> Redirect {
        let instance = Instance {
            id: InstanceId::parse("ins_a").unwrap(),
            application_id: ApplicationId::parse("app_a").unwrap(),
            application_name: "App".into(),
            environment,
            frontend_api: "auth.nightdesk.localhost:4400".into(),
            signing_key_pem: Secret::new(""),
            client_token_key: Secret::new(""),
            settings: Settings::default(),
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        };
        redirect(&instance, instance.host(), Some(url)).unwrap()
    }

    #[test]
    fn a_session_is_set_under_both_names_on_the_application_host_alone() {
        let redirect = to(Environment::Production, "https://app.nightdesk.localhost/");
        let session = Some(SignedIn { token: "h.p.s", since_secs: 17, refresh: Some("r") });
        let own = "; Path=/; SameSite=Lax; Secure";
        assert_eq!(
            directives(&redirect, "naoXFJnI", Outcome { session, dev_browser: None }),
            [
                format!("__session=h.p.s{own}; Max-Age=31536000"),
                format!("__session_naoXFJnI=h.p.s{own}; Max-Age=31536000"),
                format!("__client_uat=17{own}; Domain=nightdesk.localhost; Max-Age=31536000"),
                format!("__client_uat_naoXFJnI=17{own}; Domain=nightdesk.localhost; Max-Age=31536000"),
                format!("__refresh_naoXFJnI=r{own}; HttpOnly; Max-Age=31536000"),
                // It is good once, and would be shown with every request.
                "__clerk_handshake_nonce=; Path=/; Domain=nightdesk.localhost; Max-Age=0; SameSite=Lax; HttpOnly; Secure"
                    .to_owned(),
            ]
        );
    }

    #[test]
    fn signed_out_takes_the_session_away_and_keeps_the_development_browser() {
        let redirect = to(Environment::Development, "http://localhost:3000/");
        let browser = DevBrowserId::parse("dvb_a").unwrap();
        let own = "; Path=/; SameSite=Lax";
        assert_eq!(
            directives(&redirect, "s", Outcome { session: None, dev_browser: Some(&browser) }),
            [
                format!("__session={own}; Max-Age=0"),
                format!("__session_s={own}; Max-Age=0"),
                format!("__client_uat=0{own}; Max-Age=31536000"),
                format!("__client_uat_s=0{own}; Max-Age=31536000"),
                format!("__clerk_db_jwt=dvb_a{own}; Max-Age=31536000"),
                format!("__clerk_db_jwt_s=dvb_a{own}; Max-Age=31536000"),
            ]
        );
    }
}
