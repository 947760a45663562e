use nightdesk_wire::ids::{ApplicationId, InstanceId, RedirectUrlId};

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

fn production() -> Instance {
    instance(
        Environment::Production,
        "clerk.example.com",
        &["https://app.other.test", "chrome-extension://abcdefghijklmnop"],
    )
}

fn listed(urls: &[&str]) -> Vec<RedirectUrl> {
    let id = RedirectUrlId::parse("rurl_a").unwrap();
    urls.iter().map(|url| entry(id.clone(), &production(), url, UnixMs(0)).unwrap()).collect()
}

fn target(instance: &Instance, listed: &[RedirectUrl], text: Option<&str>) -> Result<Url, Refusal> {
    super::target(instance, instance.host(), listed, text)
}

#[test]
fn own_site_allowed_origins_and_listed_urls_are_places_to_go() {
    let listed = listed(&["myapp://oauth-callback", "https://partner.test/callback", "com.example:/done"]);
    for url in [
        "https://example.com/",
        "https://app.example.com/a?b=c#d",
        "https://app.other.test/page",
        "chrome-extension://abcdefghijklmnop/popup.html",
        "myapp://oauth-callback",
        "myapp://oauth-callback?state=1",
        "https://partner.test/callback?state=1#x",
        "com.example:/done",
    ] {
        assert!(target(&production(), &listed, Some(url)).is_ok(), "{url}");
    }
}

#[test]
fn tricks_lead_nowhere() {
    let listed = listed(&["myapp://oauth-callback", "https://partner.test/callback"]);
    for url in [
        "https://evil.test/",
        "http://app.example.com/",
        "https://evilexample.com/",
        "https://example.com.evil.test/",
        "https://app.example.com./",
        "https://evil.test/?https://app.example.com",
        "https://evil.test#app.example.com",
        "https://evil.test\\@app.example.com/",
        "https:evil.test/app.example.com",
        "https:\\\\evil.test\\app.example.com",
        "https:///evil.test/",
        "ht\ttps://evil.test/",
        "https://app\u{3002}example\u{3002}com.evil.test/",
        "https://app.other.test.evil.test/",
        "http://app.other.test/",
        "https://app.other.test:444/",
        "https://partner.test/",
        "https://partner.test/callback/..",
        "https://partner.test/callback/more",
        "https://partner.test:8443/callback",
        "http://partner.test/callback",
        "myapp://oauth-callback.evil",
        "myapp://oauth-callback/more",
        "otherapp://oauth-callback",
        "chrome-extension://ponmlkjihgfedcba/popup.html",
        "http://localhost:3000/",
        "https://127.0.0.1/",
        "https://2130706433/",
    ] {
        let refused = target(&production(), &listed, Some(url));
        assert!(matches!(refused, Err(Refusal::RedirectNotAllowed { .. })), "{url}: {refused:?}");
    }
}

#[test]
fn what_is_no_place_is_malformed() {
    let long = format!("https://app.example.com/{}", "x".repeat(MAX_BYTES));
    for url in [
        "/page",
        "//app.example.com/",
        "app.example.com",
        "javascript:alert(1)",
        "JavaScript://app.example.com/%0aalert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,x",
        "blob:https://app.example.com/x",
        "file:///etc/passwd",
        "view-source:https://app.example.com/",
        "https://app.example.com@evil.test/",
        "https://user:pass@app.example.com/",
        "https://",
        &long,
    ] {
        let malformed = Refusal::Malformed(Field::RedirectUrl);
        assert_eq!(target(&production(), &[], Some(url)).unwrap_err(), malformed, "{url}");
    }
    for nothing in [None, Some(""), Some("  ")] {
        assert_eq!(target(&production(), &[], nothing), Err(Refusal::Missing(Field::RedirectUrl)));
    }
}

#[test]
fn development_leads_to_this_machine_and_to_any_extension() {
    let development = instance(Environment::Development, "auth.nightdesk.localhost:4400", &[]);
    for url in ["http://localhost:3000/", "http://[::1]:1/", "chrome-extension://ponmlkjihgfedcba/popup.html"]
    {
        assert!(target(&development, &[], Some(url)).is_ok(), "{url}");
    }
    for url in ["https://evil.test/", "http://localhost.evil.test/", "myapp://callback"] {
        assert!(target(&development, &[], Some(url)).is_err(), "{url}");
    }
}

#[test]
fn the_list_takes_no_plain_http_but_of_this_machine() {
    let entry = |url| entry(RedirectUrlId::parse("rurl_a").unwrap(), &production(), url, UnixMs(0));
    assert!(entry("http://localhost:3000/callback").is_ok());
    for url in ["http://partner.test/", "javascript:alert(1)", "callback", ""] {
        assert!(entry(url).is_err(), "{url}");
    }
}

#[test]
fn a_proxy_leads_to_its_own_site() {
    let url = Some("https://app.elsewhere.test/page");
    assert!(super::target(&production(), "app.elsewhere.test", &[], url).is_ok());
    assert!(super::target(&production(), "clerk.example.com", &[], url).is_err());
}
