//! Whether a provider would sign somebody in, as far as that shows without anybody who signs in.

use nightdesk_auth::{
    model::{Instance, OauthTarget},
    oauth::{self, Provider, Wanted},
};
use nightdesk_wire::ids::{ClientId, SignInId};
use reqwest::StatusCode;
use serde::Serialize;
use serde_json::Value;

use super::{discovery::discover, tokens};
use crate::{
    App,
    outgoing::{self, Outgoing, OutgoingError},
};

/// How one part of a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Right,
    /// It may work, or nobody can tell.
    Doubtful,
    Wrong,
}

/// What was found out about one part of a connection.
#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    part: &'static str,
    verdict: Verdict,
    /// For the owner. Nothing of what a provider answers is in it but the codes that the standard has.
    text: String,
}

impl Finding {
    fn new(part: &'static str, verdict: Verdict, text: impl Into<String>) -> Self {
        Self { part, verdict, text: text.into() }
    }

    /// The provider did not answer, or not as it should.
    fn failed(part: &'static str, error: &OutgoingError) -> Self {
        let text = match error {
            OutgoingError::Request(_) => {
                "Nobody answers there. Check the address, and whether this server may reach it."
            }
            OutgoingError::TooLarge => {
                "The answer is far larger than such answers are. Is it the right address?"
            }
            OutgoingError::Loopback => {
                "It is on this machine, where this server asks nobody. Check it in the dashboard of nightdesk dev."
            }
            OutgoingError::NotJson => "The answer is not JSON. Is it the right address?",
            OutgoingError::Status(status) => {
                return Self::new(
                    part,
                    Verdict::Wrong,
                    format!("The answer has status {}.", status.as_u16()),
                );
            }
        };
        Self::new(part, Verdict::Wrong, text)
    }
}

/// Asks a provider everything that can be asked without a user.
pub(crate) async fn check(app: &App, instance: &Instance, provider: &Provider<'_>) -> Vec<Finding> {
    let outgoing = app.outgoing();
    let mut findings = Vec::new();
    if !provider.connection.enabled {
        let text = "The connection is off: users are not offered it.";
        findings.push(Finding::new("Switch", Verdict::Doubtful, text));
    }
    if let Some(issuer) = provider.endpoints.issuer.as_deref() {
        findings.push(check_document(outgoing, provider, issuer).await);
    }
    if let Some(url) = provider.endpoints.jwks_url.as_deref() {
        findings.push(check_keys(outgoing, url).await);
    }
    findings.push(check_page(app, instance, provider).await);
    findings.push(check_token_endpoint(app, instance, provider).await);
    if let Some(url) = provider.endpoints.user_info_url.as_deref() {
        findings.push(check_user_info(outgoing, url).await);
    }
    findings
}

async fn check_document(outgoing: &Outgoing, provider: &Provider<'_>, issuer: &str) -> Finding {
    const PART: &str = "Discovery document";
    let published = match discover(outgoing, issuer).await {
        Ok(Some(published)) => published,
        Ok(None) => {
            let text = "It names another issuer, or lacks an endpoint.";
            return Finding::new(PART, Verdict::Wrong, text);
        }
        // The endpoints are known without it.
        Err(error) => return Finding { verdict: Verdict::Doubtful, ..Finding::failed(PART, &error) },
    };
    let known = &provider.endpoints;
    let same = published.authorize_url == known.authorize_url && published.token_url == known.token_url;
    if same {
        return Finding::new(PART, Verdict::Right, "It names the endpoints that are used.");
    }
    let text = "It names other endpoints than those that are used. Save the connection with its issuer to read them anew.";
    Finding::new(PART, Verdict::Doubtful, text)
}

async fn check_keys(outgoing: &Outgoing, url: &str) -> Finding {
    const PART: &str = "Signing keys";
    let read = match outgoing.get(url) {
        Ok(request) => outgoing::json(request).await,
        Err(error) => Err(error),
    };
    match read {
        Err(error) => Finding::failed(PART, &error),
        Ok(keys) if keys["keys"].as_array().is_some_and(|keys| !keys.is_empty()) => {
            Finding::new(PART, Verdict::Right, "They are published.")
        }
        Ok(_) => Finding::new(PART, Verdict::Wrong, "There are none, so no id_token can be verified."),
    }
}

/// Asks for the page as a browser would that is led there.
async fn check_page(app: &App, instance: &Instance, provider: &Provider<'_>) -> Finding {
    const PART: &str = "Authorization endpoint";
    let (now, random) = (app.clock().now(), nightdesk_auth::rng::bytes(app.rng()));
    let client_id = ClientId::generate(now, random);
    let target = OauthTarget::SignIn(SignInId::generate(now, random));
    let wanted = Wanted { callback_url: oauth::callback_url(instance, None), ..Wanted::default() };
    let begun = oauth::begin(instance, provider, wanted, &client_id, target, false, app.rng(), now);
    let Ok((_, url)) = begun else {
        return Finding::new(PART, Verdict::Wrong, "Its address is no URL.");
    };
    let answered = match app.outgoing().get(&url) {
        Ok(request) => outgoing::answer(request.header("accept", "text/html")).await,
        Err(error) => Err(error),
    };
    match answered {
        Ok((status, _)) if status.is_success() || status.is_redirection() => {
            Finding::new(PART, Verdict::Right, "It answers.")
        }
        Ok((status, _)) if status.is_client_error() => {
            let callback = oauth::callback_url(instance, None);
            let text = format!(
                "It refuses the way there with status {}. Check the client id, and that the provider knows the callback URL {callback}.",
                status.as_u16()
            );
            Finding::new(PART, Verdict::Wrong, text)
        }
        Ok((status, _)) => Finding::failed(PART, &OutgoingError::Status(status)),
        // Pages are as large as they like.
        Err(OutgoingError::TooLarge) => Finding::new(PART, Verdict::Right, "It answers."),
        Err(error) => Finding::failed(PART, &error),
    }
}

/// Shows the provider who we are, and a code that it never gave. What it says to the code tells what it thinks of us.
async fn check_token_endpoint(app: &App, instance: &Instance, provider: &Provider<'_>) -> Finding {
    const PART: &str = "Token endpoint";
    let callback = oauth::callback_url(instance, None);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", "nightdesk-connection-check"),
        ("redirect_uri", callback.as_str()),
        ("code_verifier", "nightdesk-connection-check-nightdesk-connection-check"),
    ];
    let answered = match tokens::request(app.outgoing(), provider, &provider.endpoints.token_url, &form) {
        Ok(request) => outgoing::answer(request).await,
        Err(error) => Err(error),
    };
    match answered {
        Ok((status, body)) => judge(PART, status, &body, &callback),
        Err(error) => Finding::failed(PART, &error),
    }
}

fn judge(part: &'static str, status: StatusCode, body: &[u8], callback: &str) -> Finding {
    let answer: Option<Value> = serde_json::from_slice(body).ok();
    // Some have the code in an object.
    let code = answer
        .as_ref()
        .and_then(|answer| answer["error"].as_str().or_else(|| answer["error"]["type"].as_str()));
    match code {
        Some("invalid_grant" | "bad_verification_code" | "invalid_code" | "OAuthException") => {
            Finding::new(part, Verdict::Right, "It knows the client id and takes the client secret.")
        }
        Some(
            "invalid_client"
            | "incorrect_client_credentials"
            | "unauthorized_client"
            | "invalid_client_id"
            | "bad_client_secret",
        ) => Finding::new(part, Verdict::Wrong, "It does not take the client id with this client secret."),
        Some("redirect_uri_mismatch" | "bad_redirect_uri") => {
            let text = format!("It does not know the callback URL {callback}. Register it there.");
            Finding::new(part, Verdict::Wrong, text)
        }
        _ if status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN => {
            Finding::new(part, Verdict::Wrong, "It does not take the client id with this client secret.")
        }
        _ if status.is_server_error() || status == StatusCode::NOT_FOUND => {
            Finding::failed(part, &OutgoingError::Status(status))
        }
        _ if answer.is_some() => Finding::new(
            part,
            Verdict::Doubtful,
            "It answers, and does not say what it thinks of the client secret.",
        ),
        _ => Finding::failed(part, &OutgoingError::NotJson),
    }
}

async fn check_user_info(outgoing: &Outgoing, url: &str) -> Finding {
    const PART: &str = "User info endpoint";
    let answered = match outgoing.get(url) {
        Ok(request) => outgoing::answer(request).await,
        Err(error) => Err(error),
    };
    match answered {
        // Without a token nobody is told anything.
        Ok((status, _)) if !status.is_server_error() && status != StatusCode::NOT_FOUND => {
            Finding::new(PART, Verdict::Right, "It answers.")
        }
        Ok((status, _)) => Finding::failed(PART, &OutgoingError::Status(status)),
        Err(error) => Finding::failed(PART, &error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(status: u16, body: &str) -> Verdict {
        let status = StatusCode::from_u16(status).unwrap();
        judge("Token endpoint", status, body.as_bytes(), "https://auth.example.com/v1/oauth_callback").verdict
    }

    #[test]
    fn what_a_provider_says_to_a_made_up_code_tells_what_it_thinks_of_the_client() {
        for body in [r#"{"error":"invalid_grant"}"#, r#"{"error":"bad_verification_code"}"#] {
            assert_eq!(verdict(400, body), Verdict::Right, "{body}");
            assert_eq!(verdict(200, body), Verdict::Right, "some refuse with 200");
        }
        for body in [r#"{"error":"invalid_client"}"#, r#"{"error":"redirect_uri_mismatch"}"#, "<html>"] {
            assert_eq!(verdict(400, body), Verdict::Wrong, "{body}");
        }
        assert_eq!(verdict(401, "{}"), Verdict::Wrong);
        assert_eq!(verdict(404, "{}"), Verdict::Wrong);
        assert_eq!(verdict(500, r#"{"error":"oops"}"#), Verdict::Wrong);
        assert_eq!(verdict(400, r#"{"error":"invalid_request"}"#), Verdict::Doubtful);
    }
}
