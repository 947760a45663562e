//! What answers mean.

use serde_json::Value;

use super::ask::{Answer, Asked, Trouble};
use crate::doctor::{codes, finding::Finding, instance::Instance};

/// Judges what `/.well-known/jwks.json` of the frontend API answered; nothing is said if all is well.
pub fn keys(instance: &Instance, asked: &Asked) -> Vec<Finding> {
    let host = &instance.frontend_api;
    let answer = match asked {
        Ok(answer) => answer,
        Err(trouble) => return vec![no_answer(host, trouble)],
    };
    if let Some(finding) = failing(host, answer) {
        return vec![finding];
    }
    if answer.status == 200 && !key_ids(answer).is_empty() {
        return Vec::new();
    }
    if answer.error_code().is_some() {
        let message = format!("{host} answers that it has no instance by that name.");
        let remedy = "Copy the publishable key again from the API Keys page; the instance may have been renamed or deleted.";
        return vec![Finding::new(&codes::INSTANCE_UNKNOWN, message, remedy)];
    }
    let message = format!("{host} answered {} and no keys to verify tokens with.", answer.status);
    let remedy = "See what runs there, and whether the publishable key is the one of your server.";
    vec![Finding::new(&codes::SERVER_NOT_A_FRONTEND_API, message, remedy)]
}

/// Judges what the backend API answered to the secret key.
pub fn backend(instance: &Instance, keys: &Asked, told: &Asked, backend_keys: &Asked) -> Vec<Finding> {
    let told = match told {
        Ok(answer) => answer,
        Err(trouble) => return vec![no_answer("The backend API", trouble)],
    };
    if told.status != 200 {
        let message = format!("The backend API answered {} to the secret key.", told.status);
        let remedy = "Give a key that `nightdesk keys list` shows as live, and the backend API that it belongs to (--api-url).";
        return vec![Finding::new(&codes::SECRET_KEY_REJECTED, message, remedy)];
    }
    let same_kind = told.body["environment_type"].as_str().is_none_or(|kind| kind == instance.environment);
    let same_keys = match (keys, backend_keys) {
        (Ok(ours), Ok(theirs)) if theirs.status == 200 => {
            let theirs = key_ids(theirs);
            key_ids(ours).iter().any(|id| theirs.contains(id))
        }
        _ => true,
    };
    if same_kind && same_keys {
        return Vec::new();
    }
    let message = format!(
        "The secret key is not of the instance {} ({}).",
        instance.frontend_api, instance.environment
    );
    let remedy = "Take publishable and secret key from one API Keys page.";
    vec![Finding::new(&codes::SECRET_KEY_OF_OTHER_INSTANCE, message, remedy)]
}

/// The origins that the instance allows, if it was asked and has a list.
pub fn allowed_origins(told: &Asked) -> Option<Vec<String>> {
    let origins = told.as_ref().ok()?.body["allowed_origins"].as_array()?;
    Some(origins.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Judges the answer to a request that came from the extension, as far as its header `Origin` told.
pub fn origin(
    instance: &Instance,
    origin: &str,
    has_host_permission: bool,
    probe: &Asked,
    allowed: Option<&[String]>,
) -> Option<Finding> {
    let answer = match probe {
        Ok(answer) => answer,
        Err(trouble) => return Some(no_answer(&instance.frontend_api, trouble)),
    };
    if let Some(finding) = failing(&instance.frontend_api, answer) {
        return Some(finding);
    }
    let is_refused = answer.error_code() == Some("origin_invalid");
    // With a host permission the browser shows answers to the extension whatever they say of origins.
    let is_hidden = !has_host_permission
        && answer.allows.as_deref().is_none_or(|allows| allows != origin && allows != "*");
    if !is_refused && !is_hidden {
        return None;
    }
    // The list is replaced as a whole, so what is in it has to be said again.
    let mut all = allowed.unwrap_or_default().to_vec();
    all.push(origin.to_owned());
    let list = serde_json::json!({"allowed_origins": all});
    let (message, note) = match allowed {
        Some(known) if !known.is_empty() => {
            (format!("{} allows {}, and not {origin}.", instance.frontend_api, known.join(", ")), "")
        }
        Some(_) => {
            (format!("{} has no allowed origins; it does not allow {origin}.", instance.frontend_api), "")
        }
        None => {
            let note = " Origins that are in the list already must be named too, as it is replaced.";
            (format!("{} does not allow {origin}.", instance.frontend_api), note)
        }
    };
    let remedy = format!(
        "Allow it on the dashboard's API Keys page, or by PATCH /v1/instance of the backend API with {list}.{note}"
    );
    Some(Finding::new(&codes::ORIGIN_NOT_ALLOWED, message, remedy))
}

fn no_answer(host: &str, trouble: &Trouble) -> Finding {
    match trouble {
        Trouble::Unreachable(reason) => Finding::new(
            &codes::SERVER_UNREACHABLE,
            format!("{host} cannot be reached: {reason}."),
            "See whether the server runs and its name resolves. Without a network, --offline leaves this out.",
        ),
        Trouble::Certificate(reason) => Finding::new(
            &codes::SERVER_TLS_UNTRUSTED,
            format!("{host} shows a certificate that is not trusted: {reason}."),
            "Give the server a certificate for this name from an authority that browsers know. For a private authority, \
             add it to the trusted ones of this machine and of every browser.",
        ),
    }
}

fn failing(host: &str, answer: &Answer) -> Option<Finding> {
    let is_failing = answer.status >= 500 || answer.status == 429;
    is_failing.then(|| {
        let message = format!("{host} answered {}.", answer.status);
        Finding::new(&codes::SERVER_FAILING, message, "Look at the server's log, and run this again later.")
    })
}

fn key_ids(answer: &Answer) -> Vec<&str> {
    let keys = answer.body["keys"].as_array().map(Vec::as_slice).unwrap_or_default();
    keys.iter().filter_map(|key| key["kid"].as_str()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ORIGIN: &str = "chrome-extension://afgmcokapbekdjonmmonppdlhblphhki";

    fn instance() -> Instance {
        Instance::parse("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k").unwrap()
    }

    fn answer(status: u16, body: Value) -> Asked {
        Ok(Answer { status, body, allows: None })
    }

    fn code(findings: impl IntoIterator<Item = Finding>) -> Option<&'static str> {
        findings.into_iter().next().map(|finding| finding.rule.code)
    }

    #[test]
    fn what_answers_at_the_host_is_told_apart() {
        let judged = |asked| code(keys(&instance(), &asked));
        assert_eq!(judged(answer(200, json!({"keys": [{"kid": "a"}]}))), None);
        assert_eq!(judged(answer(200, Value::Null)), Some("server_not_a_frontend_api"));
        assert_eq!(
            judged(answer(400, json!({"errors": [{"code": "host_invalid"}]}))),
            Some("instance_unknown")
        );
        assert_eq!(judged(answer(502, Value::Null)), Some("server_failing"));
        assert_eq!(judged(Err(Trouble::Unreachable("x".into()))), Some("server_unreachable"));
        assert_eq!(judged(Err(Trouble::Certificate("x"))), Some("server_tls_untrusted"));
    }

    #[test]
    fn an_origin_is_allowed_if_the_browser_will_show_the_answer() {
        let judged = |reaches, asked: Asked| code(origin(&instance(), ORIGIN, reaches, &asked, None));
        let refused = || answer(400, json!({"errors": [{"code": "origin_invalid"}]}));
        let shown =
            |allows: &str| Ok(Answer { status: 200, body: json!({}), allows: Some(allows.to_owned()) });
        assert_eq!(judged(true, refused()), Some("origin_not_allowed"));
        assert_eq!(judged(false, answer(200, json!({}))), Some("origin_not_allowed"));
        assert_eq!(judged(false, shown("https://other.example")), Some("origin_not_allowed"));
        assert_eq!(judged(false, shown(ORIGIN)), None);
        assert_eq!(judged(true, answer(200, json!({}))), None);
    }

    #[test]
    fn the_remedy_keeps_what_is_allowed_already() {
        let known = ["https://app.example.com".to_owned()];
        let refused = answer(400, json!({"errors": [{"code": "origin_invalid"}]}));
        let finding = origin(&instance(), ORIGIN, true, &refused, Some(&known)).unwrap();
        assert!(
            finding.remedy.contains(&format!("[\"https://app.example.com\",\"{ORIGIN}\"]")),
            "{}",
            finding.remedy
        );
    }

    #[test]
    fn a_secret_key_must_be_of_the_same_instance() {
        let keys = |kid: &str| answer(200, json!({"keys": [{"kid": kid}]}));
        let told = |kind: &str| answer(200, json!({"environment_type": kind}));
        let judged = |told, theirs| code(backend(&instance(), &keys("a"), &told, &theirs));
        assert_eq!(judged(told("production"), keys("a")), None);
        assert_eq!(judged(told("production"), keys("b")), Some("secret_key_of_other_instance"));
        assert_eq!(judged(told("development"), keys("a")), Some("secret_key_of_other_instance"));
        assert_eq!(judged(answer(401, json!({})), keys("a")), Some("secret_key_rejected"));
    }
}
