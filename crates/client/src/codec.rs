//! The boundary as JSON text: one message in, a list of effects out.
//!
//! In, one of
//! ```json
//! {"init": {"publishable_key": "pk_...", "sync_host": "...", "version": "1.0.0", "seed": 7,
//!           "background": true, "refresh": true, "manifest": {}}}
//! {"now": 0, "call": 1, "do": "load" | "look" | "reload"}
//! {"now": 0, "call": 1, "do": "keep_fresh", "every": 300, "idle": true, "offline": true, "period": 1}
//! {"now": 0, "call": 1, "do": "get_token", "session": "", "template": "", "organization": "", "skip_cache": true}
//! {"now": 0, "call": 1, "do": "request", "method": "POST", "path": "/client/sign_ins", "body": "a=b"}
//! {"now": 0, "call": 1, "do": "request", "method": "POST", "path": "/me/profile_image", "body": "base64", "file": true}
//! {"now": 0, "done": 1, "status": 200, "authorization": "", "db_jwt": "", "date": 0, "retry_after": 1, "body": {}}
//! {"now": 0, "done": 1, "failure": "network" | "timeout"}
//! {"now": 0, "done": 1, "values": ["", null, {}]}
//! {"now": 0, "done": 1, "suffix": "", "cookies": [["name", "value"]], "hidden": ["url"]}
//! {"now": 0, "done": 1, "trouble": "no_cookies_permission"}
//! {"now": 0, "done": 1, "failed": "why"}
//! {"now": 0, "done": 1}
//! ```
//! A message is JSON as `JSON.stringify()` writes it: without blanks around it, and with no escapes but those that are
//! needed. `body` is what the server sent if that is JSON, and not there if it is not; so are `values` from session
//! storage, where they are kept as text.
//!
//! Out, an array of effects, each with its `id` and what to `do`; `{"error": {...}}` for a message that
//! could not be taken.

use alloc::string::String;

use crate::error::{Error, Result};
use crate::json::Json;
use crate::key::{PublishableKey, is_host, origin};
use crate::machine::{Config, Machine};
use crate::manifest;
use crate::text::{Text, behind, cut, text};
use crate::write::{List, Object};

/// A machine behind its JSON boundary.
#[derive(Default)]
pub struct Port {
    machine: Option<Machine>,
}

impl Port {
    /// Takes one message and returns the effects that follow from it, as a JSON array.
    pub fn step(&mut self, message: &str) -> String {
        // What goes out is made of what came in and of ASCII.
        String::from_utf8(self.step_bytes(message.as_bytes())).unwrap_or_default()
    }

    /// The same for a host that has the UTF-8 at hand as bytes.
    pub fn step_bytes(&mut self, message: &[u8]) -> Text {
        match self.take(Json(message)) {
            Ok(()) => self.machine.as_mut().map(Machine::drain).unwrap_or_default(),
            Err(error) => {
                let mut answer = Object::new();
                answer.raw("error", &error.encode());
                let mut answers = List::new();
                answers.raw(&answer.end());
                answers.end()
            }
        }
    }

    fn take(&mut self, message: Json<'_>) -> Result<()> {
        let now = message.number_of("now");
        // Looked for only where there is no time, since it is looked for in the whole message.
        let init = if now.is_nan() { message.get("init") } else { Json::NONE };
        if init.exists() {
            let seed = init.number_of("seed") as u32;
            self.machine = Some(Machine::new(config(init)?, seed));
            return Ok(());
        }
        if let Some(machine) = self.machine.as_mut().filter(|_| !now.is_nan()) {
            let done = message.number_of("done");
            if !done.is_nan() {
                machine.resolve(done as u32, message, now);
                return Ok(());
            }
            let call = message.number_of("call");
            if !call.is_nan() && machine.dispatch(call as u32, message, now) {
                return Ok(());
            }
        }
        Err(Error::runtime("malformed_message", &[b"Unknown message."]))
    }
}

fn config(init: Json<'_>) -> Result<Config> {
    let publishable_key = init.text_of("publishable_key");
    let key = PublishableKey::parse(&publishable_key)?;
    let sync_host = init.get("sync_host");
    let sync_url = if sync_host.is_string() { sync_url(&sync_host.text())? } else { Text::new() };
    let manifest = init.get("manifest");
    if manifest.exists() {
        let has = |option| init.get(option).is_true();
        manifest::check(manifest, has("background"), has("refresh"), !sync_url.is_empty())?;
    }
    Ok(Config { key, publishable_key, sync_url, version: init.text_of("version") })
}

/// The web app's URL; the scheme may be left out.
fn sync_url(given: &[u8]) -> Result<Text> {
    let given = given.trim_ascii();
    let (scheme, rest): (&[u8], _) = match (behind(given, "https://"), behind(given, "http://")) {
        (Some(rest), _) => (b"https://", rest),
        (_, Some(rest)) => (b"http://", rest),
        _ => (b"", given),
    };
    let host = cut(cut(rest, b'/').0, b'?').0;
    if !is_host(host) || host.ends_with(b":") {
        return Err(Error::runtime(
            "sync_host_invalid",
            &[b"syncHost must be an address like https://app.example.com."],
        ));
    }
    let url = if scheme.is_empty() { origin(host) } else { text(&[scheme, host]) };
    Ok(text(&[&url, b"/"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec;

    const INIT: &str =
        r#"{"init":{"publishable_key":"pk_test_Y2xlcmsuZXhhbXBsZS5jb20k","version":"1","seed":1}}"#;

    fn started() -> Port {
        let mut port = Port::default();
        assert_eq!(port.step(INIT), "[]");
        port
    }

    #[test]
    fn a_call_asks_for_storage_first() {
        let out = started().step(r#"{"now":1,"call":9,"do":"load"}"#);
        let effects: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(effects[0]["do"], "get");
        assert_eq!(
            effects[0]["keys"][0],
            serde_json::json!(["local", "clerk.example.com|__clerk_client_jwt|v2"])
        );
    }

    #[test]
    fn without_a_client_jwt_nobody_is_asked() {
        let mut port = started();
        port.step(r#"{"now":1,"call":9,"do":"load"}"#);
        let out: serde_json::Value =
            serde_json::from_str(&port.step(r#"{"now":1,"done":1,"values":[null,null,null]}"#)).unwrap();
        assert_eq!(out[0]["do"], "emit");
        assert_eq!(out[1]["ok"]["client"], serde_json::Value::Null);
        assert_eq!(out.as_array().unwrap().len(), 2);
    }

    #[test]
    fn messages_that_make_no_sense_are_refused_and_change_nothing() {
        let mut port = started();
        for bad in [
            "",
            "{",
            "[]",
            "{}",
            r#"{"now":1}"#,
            r#"{"now":1,"call":1,"do":"dance"}"#,
            r#"{"call":1,"do":"load"}"#,
        ] {
            assert!(port.step(bad).contains("malformed_message"), "{bad}");
        }
        assert_eq!(port.step(r#"{"now":1,"done":77,"status":200,"body":{}}"#), "[]", "nobody waits for 77");
        assert!(Port::default().step(r#"{"now":1,"call":1,"do":"load"}"#).contains("malformed_message"));
    }

    #[test]
    fn init_names_what_is_wrong() {
        let init = |fields: &str| Port::default().step(&std::format!(r#"{{"init":{{{fields}}}}}"#));
        assert!(init("").contains("publishable_key_missing"));
        let key = r#""publishable_key":"pk_test_Y2xlcmsuZXhhbXBsZS5jb20k""#;
        assert!(init(&std::format!(r#"{key},"manifest":{{}}"#)).contains("manifest_storage_missing"));
        assert!(init(&std::format!(r#"{key},"sync_host":"ftp://x""#)).contains("sync_host_invalid"));
    }

    #[test]
    fn the_sync_host_needs_no_scheme() {
        let cases = vec![
            ("app.example.com", "https://app.example.com/"),
            ("http://localhost:3000/path?x", "http://localhost:3000/"),
            ("app.nightdesk.localhost:4401", "http://app.nightdesk.localhost:4401/"),
        ];
        for (given, url) in cases {
            assert_eq!(sync_url(given.as_bytes()).unwrap(), url.as_bytes());
        }
    }
}
