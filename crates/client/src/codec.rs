//! The boundary as JSON text: one message in, a list of effects out.
//!
//! In, one of
//! ```json
//! {"init": {"publishable_key": "pk_...", "sync_host": "...", "version": "1.0.0", "seed": 7,
//!           "background": true, "manifest": {}}}
//! {"now": 0, "call": 1, "do": "load" | "reload" | "keep_fresh"}
//! {"now": 0, "call": 1, "do": "get_token", "session": "", "template": "", "organization": "", "skip_cache": true}
//! {"now": 0, "call": 1, "do": "request", "method": "POST", "path": "/client/sign_ins", "body": "a=b"}
//! {"now": 0, "done": 1, "status": 200, "authorization": "", "db_jwt": "", "date": 0, "retry_after": 1, "body": ""}
//! {"now": 0, "done": 1, "failure": "network" | "timeout"}
//! {"now": 0, "done": 1, "values": ["", null]}
//! {"now": 0, "done": 1, "suffix": "", "cookies": [["name", "value"]]}
//! {"now": 0, "done": 1, "trouble": "no_cookies_permission" | "no_host_permission"}
//! {"now": 0, "done": 1, "failed": "why"}
//! {"now": 0, "done": 1}
//! ```
//! Out, an array of effects, each with its `id` and what to `do`; `{"error": {...}}` for a message that
//! could not be taken.

use alloc::borrow::ToOwned;
use alloc::string::String;

use crate::effect::{
    Answer, Area, Command, CookieJar, CookieTrouble, Effect, Failure, Output, Reply, TokenRequest,
};
use crate::json::{Object, array, quote};
use crate::key::{is_host, is_loopback};
use crate::text::{behind, cut, find, trim};
use crate::{Config, Error, Json, Machine, PublishableKey, Result, check_manifest};

/// A machine behind its JSON boundary.
#[derive(Default)]
pub struct Port {
    machine: Option<Machine>,
}

impl Port {
    /// Takes one message and returns the effects that follow from it, as a JSON array.
    pub fn step(&mut self, message: &str) -> String {
        match self.take(message) {
            Ok(()) => {
                let effects = self.machine.as_mut().map(Machine::drain).unwrap_or_default();
                array(effects.into_iter().map(|(id, effect)| encode(id, effect)))
            }
            Err(error) => array([Object::new().raw("error", &encode_error(&error)).end()].into_iter()),
        }
    }

    fn take(&mut self, message: &str) -> Result<()> {
        let malformed =
            || Error::runtime("malformed_message", "The host sent a message the core does not know.");
        let json = Json::parse(message).ok_or_else(malformed)?;
        if let Some(init) = json.get("init") {
            self.machine = Some(Machine::new(config(init)?));
            return Ok(());
        }
        let machine = self.machine.as_mut().ok_or_else(malformed)?;
        let now = json.get("now").and_then(Json::int).ok_or_else(malformed)?;
        let id = |name| json.get(name).and_then(Json::int).and_then(|id| u32::try_from(id).ok());
        if let Some(effect) = id("done") {
            machine.resolve(effect, output(json), now);
        } else {
            let call = id("call").ok_or_else(malformed)?;
            machine.dispatch(call, command(json).ok_or_else(malformed)?, now);
        }
        Ok(())
    }
}

fn config(init: Json<'_>) -> Result<Config> {
    let publishable_key = init.text("publishable_key").unwrap_or_default();
    let key = PublishableKey::parse(&publishable_key)?;
    let sync_url = init.text("sync_host").map(|host| sync_url(&host)).transpose()?;
    if let Some(manifest) = init.get("manifest") {
        let background = init.get("background").and_then(Json::bool).unwrap_or(false);
        check_manifest(manifest, background, sync_url.is_some())?;
    }
    let seed = init.get("seed").and_then(Json::int).unwrap_or(1).unsigned_abs();
    Ok(Config { key, publishable_key, sync_url, version: init.text("version").unwrap_or_default(), seed })
}

/// The web app's URL; the scheme may be left out.
fn sync_url(host: &str) -> Result<String> {
    let given = trim(host);
    let (scheme, rest) = match (behind(given, "https://"), behind(given, "http://")) {
        (Some(rest), _) => (Some("https"), rest),
        (_, Some(rest)) => (Some("http"), rest),
        _ => (None, given),
    };
    let host = cut(cut(rest, b'/').0, b'?').0;
    if !is_host(host) || find(host, b':').is_some_and(|at| at + 1 == host.len()) {
        return Err(Error::runtime(
            "sync_host_invalid",
            "syncHost is not the address of a web app. Write it like https://app.example.com.",
        ));
    }
    let mut url = String::from(scheme.unwrap_or(if is_loopback(host) { "http" } else { "https" }));
    url.push_str("://");
    url.push_str(host);
    url.push('/');
    Ok(url)
}

fn command(json: Json<'_>) -> Option<Command> {
    Some(match json.text("do")?.as_str() {
        "load" => Command::Load,
        "reload" => Command::Reload,
        "keep_fresh" => Command::KeepFresh,
        "get_token" => Command::GetToken(TokenRequest {
            session: json.text("session"),
            template: json.text("template"),
            organization: json.text("organization"),
            skip_cache: json.get("skip_cache").and_then(Json::bool).unwrap_or(false),
        }),
        "request" => Command::Request {
            method: json.text("method")?,
            path: json.text("path")?,
            body: json.text("body").unwrap_or_default(),
        },
        _ => return None,
    })
}

fn output(json: Json<'_>) -> Output {
    if let Some(status) = json.get("status").and_then(Json::int) {
        let number = |name| json.get(name).and_then(Json::int);
        return Output::Http(Ok(Answer {
            status: u16::try_from(status).unwrap_or(0),
            authorization: json.text("authorization"),
            db_jwt: json.text("db_jwt"),
            date_ms: number("date"),
            retry_after_secs: number("retry_after").and_then(|secs| u32::try_from(secs).ok()),
            body: json.text("body").unwrap_or_default(),
        }));
    }
    if let Some(failure) = json.text("failure") {
        return Output::Http(Err(if failure == "timeout" { Failure::Timeout } else { Failure::Network }));
    }
    if let Some(values) = json.get("values") {
        return Output::Got(values.items().map(Json::str).collect());
    }
    if let Some(cookies) = json.get("cookies") {
        let pair = |item: Json<'_>| {
            let mut parts = item.items();
            Some((parts.next()?.str()?, parts.next()?.str()?))
        };
        let cookies = cookies.items().filter_map(pair).collect();
        return Output::Cookies(Ok(CookieJar { suffix: json.text("suffix").unwrap_or_default(), cookies }));
    }
    match (json.text("trouble"), json.text("failed")) {
        (Some(trouble), _) if trouble == "no_cookies_permission" => {
            Output::Cookies(Err(CookieTrouble::NoCookiesPermission))
        }
        (Some(_), _) => Output::Cookies(Err(CookieTrouble::NoHostPermission)),
        (_, Some(why)) => Output::Failed(why),
        _ => Output::Done,
    }
}

fn encode(id: u32, effect: Effect) -> String {
    let start = |name: &str| Object::new().int("id", i64::from(id)).str("do", name);
    match effect {
        Effect::Http { method, url, authorization, body, timeout_ms } => start("http")
            .str("method", method)
            .str("url", &url)
            .maybe("authorization", authorization.as_deref())
            .maybe("body", body.as_deref())
            .int("timeout", i64::from(timeout_ms)),
        Effect::Get(keys) => {
            start("get").raw("keys", &array(keys.iter().map(|(area, key)| strings(&[area_name(*area), key]))))
        }
        Effect::Put(items) => start("put").raw(
            "items",
            &array(items.iter().map(|(area, key, value)| match value {
                Some(value) => strings(&[area_name(*area), key, value]),
                None => strings(&[area_name(*area), key]),
            })),
        ),
        Effect::Cookies { url, key } => start("cookies").str("url", &url).str("key", &key),
        Effect::Lock { name } => start("lock").str("name", &name),
        Effect::Unlock { lock } => start("unlock").int("lock", i64::from(lock)),
        Effect::Timer { ms } => start("timer").int("ms", i64::from(ms)),
        Effect::Emit { client } => start("emit").raw("client", &client),
        Effect::Reply { call, reply } => {
            let message = start("reply").int("call", i64::from(call));
            match reply {
                Ok(reply) => message.raw("ok", &encode_reply(&reply)),
                Err(error) => message.raw("error", &encode_error(&error)),
            }
        }
    }
    .end()
}

fn area_name(area: Area) -> &'static str {
    match area {
        Area::Local => "local",
        Area::Session => "session",
    }
}

fn strings(items: &[&str]) -> String {
    array(items.iter().map(|item| {
        let mut quoted = String::with_capacity(item.len() + 2);
        quote(&mut quoted, item);
        quoted
    }))
}

fn encode_reply(reply: &Reply) -> String {
    match reply {
        Reply::Client { client, diagnostic } => {
            Object::new().raw("client", client).maybe("diagnostic", *diagnostic).end()
        }
        Reply::Token(Some(token)) => Object::new().str("token", token).end(),
        Reply::Token(None) => "{\"token\":null}".to_owned(),
        Reply::Response(body) => Object::new().raw("response", body).end(),
        Reply::Done => "{}".to_owned(),
    }
}

fn encode_error(error: &Error) -> String {
    match error {
        Error::Api { status, body, retry_after_secs } => {
            let object = Object::new().int("status", i64::from(*status)).raw("body", body);
            match retry_after_secs {
                Some(secs) => object.int("retry_after", i64::from(*secs)).end(),
                None => object.end(),
            }
        }
        Error::Runtime { code, message } => Object::new().str("code", code).str("message", message).end(),
    }
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
        assert_eq!(port.step(r#"{"now":1,"done":77,"status":200,"body":"{}"}"#), "[]", "nobody waits for 77");
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
            assert_eq!(sync_url(given).unwrap(), url);
        }
    }
}
