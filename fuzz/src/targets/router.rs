//! The whole server: any requests, one after the other, against two instances with a user each.
//!
//! It never fails (501 for documented operations that are not there yet is no failure), says what was wrong with a code,
//! and tells no instance's callers about another's users.

use nightdesk_testkit::{
    Answer,
    spec::{self, Api},
};
use serde_json::Value;

use crate::{
    request,
    server::{self, DEVELOPMENT_MARK, PRODUCTION_MARK, Server},
};

/// Longer inputs only repeat themselves.
const MAX_REQUESTS: usize = 6;

pub fn run(input: &[u8]) {
    let Ok(input) = std::str::from_utf8(input) else { return };
    server::on_fresh(async |server| {
        for (index, text) in request::texts(input).take(MAX_REQUESTS).enumerate() {
            let Some(answer) = server.send(text).await else { return };
            check(text, &answer);
            remember(server, index, &answer);
        }
    });
}

fn check(text: &str, answer: &Answer) {
    let what = || format!("{text}\n\n-> {} {}", answer.status, answer.text());
    let (method, path) = text.lines().next().and_then(|line| line.split_once(' ')).unwrap_or_default();
    if answer.status == 501 {
        let documented = |api| spec::is_documented(api, method, path);
        assert!(documented(Api::Fapi) || documented(Api::Bapi), "{}", what());
    } else {
        assert!(answer.status < 500, "{}", what());
    }
    let is_api = path.starts_with("/v1/") && method != "HEAD";
    if is_api && answer.status >= 400 {
        assert_eq!(answer.header("content-type"), Some("application/json"), "{}", what());
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        assert!(body["errors"][0]["code"].as_str().is_some_and(|code| !code.is_empty()), "{}", what());
    }
    let strange = if request::is_live(text) { DEVELOPMENT_MARK } else { PRODUCTION_MARK };
    // A host of the other instance's makes it the other instance's caller.
    let asked_for = text.contains(strange) || text.to_ascii_lowercase().contains("\nhost:");
    assert!(asked_for || !answer.text().contains(strange), "{}", what());
}

/// Lets later requests name what earlier ones made: `$0` is the id in the first answer.
fn remember(server: &Server, index: usize, answer: &Answer) {
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else { return };
    let id = body["response"]["id"].as_str().or(body["id"].as_str());
    if let Some(id) = id {
        server.name(&index.to_string(), id.to_owned());
    }
}
