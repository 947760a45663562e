use nightdesk_wire::{
    ids::{ApplicationId, InstanceId},
    time::UnixMs,
};

use super::*;
use crate::model::{Environment, Secret, Settings};

fn instance(environment: Environment, frontend_api: &str, allowed: &[&str]) -> Instance {
    Instance {
        id: InstanceId::parse("ins_a").unwrap(),
        application_id: ApplicationId::parse("app_a").unwrap(),
        application_name: "App".into(),
        environment,
        frontend_api: frontend_api.into(),
        signing_key_pem: Secret::new(""),
        client_token_key: Secret::new(""),
        settings: Settings {
            allowed_origins: allowed.iter().map(|origin| (*origin).to_owned()).collect(),
            ..Settings::default()
        },
        created_at: UnixMs(0),
        updated_at: UnixMs(0),
    }
}

fn production(allowed: &[&str]) -> Instance {
    instance(Environment::Production, "clerk.example.com", allowed)
}

fn development() -> Instance {
    instance(Environment::Development, "auth.nightdesk.localhost:4400", &[])
}

fn redirect(instance: &Instance, url: Option<&str>) -> Result<Redirect, Refusal> {
    super::redirect(instance, instance.host(), url)
}

fn refused(instance: &Instance, url: &str) -> bool {
    matches!(redirect(instance, Some(url)), Err(Refusal::RedirectNotAllowed { .. }))
}

#[test]
fn production_leads_to_its_own_site_by_https_only() {
    let instance = production(&[]);
    for url in ["https://example.com/", "https://app.example.com/a?b=c", "https://clerk.example.com:8443/"] {
        assert!(redirect(&instance, Some(url)).is_ok(), "{url}");
    }
    for url in [
        "http://app.example.com/",
        "https://evil.test/",
        "https://evilexample.com/",
        "https://example.com.evil.test/",
        "https://app.example.com./",
        "https://evil.test/?https://app.example.com",
        "https://evil.test#app.example.com",
        "https:evil.test/app.example.com",
        "https:\\\\evil.test\\app.example.com",
        "http://localhost:3000/",
        "https://127.0.0.1/",
    ] {
        assert!(refused(&instance, url), "{url}");
    }
}

#[test]
fn hosts_next_to_ours_under_a_public_suffix_are_not_ours() {
    let instance = instance(Environment::Production, "nightdesk.github.io", &[]);
    assert!(refused(&instance, "https://evil.github.io/"));
    assert!(redirect(&instance, Some("https://nightdesk.github.io/app")).is_ok());
}

#[test]
fn allowed_origins_are_exact() {
    let instance = production(&["https://app.other.test", "http://localhost:3000"]);
    assert!(redirect(&instance, Some("https://app.other.test/page")).is_ok());
    assert!(redirect(&instance, Some("http://localhost:3000/")).is_ok());
    for url in ["http://app.other.test/", "https://app.other.test:444/", "http://localhost:3001/"] {
        assert!(refused(&instance, url), "{url}");
    }
}

#[test]
fn development_leads_to_this_machine_whatever_the_port() {
    for url in [
        "http://localhost:3000/",
        "http://app.nightdesk.localhost:4500/",
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
    ] {
        assert!(redirect(&development(), Some(url)).is_ok(), "{url}");
    }
    for url in ["https://evil.test/", "http://localhost.evil.test/", "http://127.0.0.1.evil.test/"] {
        assert!(refused(&development(), url), "{url}");
    }
}

#[test]
fn what_is_no_absolute_web_address_is_malformed() {
    for url in [
        "/page",
        "//app.example.com/",
        "app.example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "chrome-extension://abc/popup.html",
        "https://app.example.com@evil.test/",
        "https://user:pass@app.example.com/",
        "https://",
    ] {
        let malformed = Refusal::Malformed(Field::RedirectUrl);
        assert_eq!(redirect(&production(&[]), Some(url)).unwrap_err(), malformed, "{url}");
    }
    for nothing in [None, Some(""), Some("  ")] {
        let missing = Refusal::Missing(Field::RedirectUrl);
        assert_eq!(redirect(&production(&[]), nothing).unwrap_err(), missing);
    }
}

#[test]
fn development_carries_the_token_in_the_query_and_leaves_the_rest_as_it_was() {
    let url = "http://localhost:3000/a%20b?x=1%202&__clerk_handshake=old&__clerk_db_jwt=dvb_x&y#part";
    let (location, cookie) = redirect(&development(), Some(url)).unwrap().carry(Form::Token, "h.p.s");
    assert_eq!(location, "http://localhost:3000/a%20b?x=1%202&y&__clerk_handshake=h.p.s#part");
    assert_eq!(cookie, None);
}

#[test]
fn a_handshake_smuggled_into_the_address_is_taken_out_however_it_is_spelled() {
    let url = "https://app.example.com/?__clerk%5Fhandshake=evil&__clerk_handshake_nonce=evil";
    let (location, _) = redirect(&production(&[]), Some(url)).unwrap().carry(Form::Token, "h.p.s");
    assert_eq!(location, "https://app.example.com/");
}

#[test]
fn production_carries_the_token_in_a_cookie_of_the_site() {
    let (location, cookie) = redirect(&production(&[]), Some("https://app.example.com/p?q=1"))
        .unwrap()
        .carry(Form::Token, "h.p.s");
    assert_eq!(location, "https://app.example.com/p?q=1");
    let expected =
        "__clerk_handshake=h.p.s; Path=/; Domain=example.com; Max-Age=10; SameSite=Lax; HttpOnly; Secure";
    assert_eq!(cookie.as_deref(), Some(expected));
}

#[test]
fn a_nonce_travels_by_the_same_ways_under_its_own_name() {
    let (location, cookie) =
        redirect(&production(&[]), Some("https://app.example.com/p")).unwrap().carry(Form::Nonce, "n");
    assert_eq!(location, "https://app.example.com/p");
    assert!(cookie.unwrap().starts_with("__clerk_handshake_nonce=n; "));
    let (location, cookie) =
        redirect(&development(), Some("http://localhost:3000/")).unwrap().carry(Form::Nonce, "n");
    assert_eq!((location.as_str(), cookie), ("http://localhost:3000/?__clerk_handshake_nonce=n", None));
}

#[test]
fn an_allowed_origin_that_no_cookie_of_ours_reaches_gets_the_token_in_the_query() {
    let elsewhere =
        redirect(&production(&["https://app.other.test"]), Some("https://app.other.test")).unwrap();
    assert_eq!(
        elsewhere.carry(Form::Token, "h.p.s"),
        ("https://app.other.test/?__clerk_handshake=h.p.s".into(), None)
    );
}

#[test]
fn a_host_without_a_site_shares_cookies_across_its_ports_only() {
    let instance = instance(Environment::Production, "127.0.0.1:4400", &[]);
    let (_, cookie) =
        redirect(&instance, Some("http://127.0.0.1:3000/")).unwrap().carry(Form::Token, "h.p.s");
    let cookie = cookie.unwrap();
    assert!(!cookie.contains("Domain") && !cookie.contains("Secure"), "{cookie}");
    assert!(refused(&instance, "http://localhost:3000/"));
}
