//! Sign-in and sign-up at an identity provider, as far as all goes well.

use nightdesk_testkit::{
    Answer, Browser, Identity, Person, TestApp, TestProvider,
    provider::{CLIENT_ID, CLIENT_SECRET},
};
use serde_json::{Value, json};

use crate::fapi::support::{ADA, add_user, code, text};

pub const REDIRECT: &str = "http://localhost:3000/sso-callback";
pub const ADA_THERE: Person =
    Person { sub: "ada-7", email: Some(ADA), email_verified: true, given_name: "Ada" };

/// Sets the provider up as Google.
pub async fn connect(app: &TestApp) -> TestProvider {
    let provider = TestProvider::start(&app.clock).await;
    let body = json!({"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "issuer": provider.url});
    let _ = app.backend().put("/v1/social_connections/google", body).await.expect_status(200);
    provider
}

/// Begins a sign-in or sign-up (`kind` is `sign_in` or `sign_up`) at the provider.
pub async fn begin(browser: &mut Browser<'_>, kind: &str) -> Value {
    let form = [("strategy", "oauth_google"), ("redirect_url", REDIRECT)];
    browser.post(&format!("/v1/client/{kind}s"), &form).await.expect_status(200).json()
}

/// The provider's page that an attempt leads to.
pub fn page(begun: &Value) -> String {
    let response = &begun["response"];
    let proof = if response["object"] == "sign_in_attempt" {
        &response["first_factor_verification"]
    } else {
        &response["verifications"]["external_account"]
    };
    text(proof, "/external_verification_redirect_url")
}

/// Follows a way back, as a navigation does, which has no `Origin`.
pub async fn follow(browser: &mut Browser<'_>, path: &str) -> Answer {
    let origin = browser.origin.take();
    let answer = browser.get(path).await;
    browser.origin = origin;
    answer
}

/// Goes to the provider as `person` and back, and gives the attempt as it is then.
pub async fn go(browser: &mut Browser<'_>, provider: &TestProvider, kind: &str, person: &Person) -> Value {
    let begun = begin(browser, kind).await;
    let back = follow(browser, &provider.agree(&page(&begun), person)).await.expect_status(303);
    assert_eq!(back.header("location"), Some(REDIRECT));
    let path = format!("/v1/client/{kind}s/{}", text(&begun, "/response/id"));
    browser.get(&path).await.expect_status(200).json()
}

#[tokio::test]
async fn a_sign_up_at_a_provider_makes_a_user_and_a_sign_in_there_finds_it() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun = begin(&mut browser, "sign_up").await;
    let proof = &begun["response"]["verifications"]["external_account"];
    assert_eq!((&proof["status"], &proof["strategy"]), (&json!("unverified"), &json!("oauth_google")));
    let asked = page(&begun);
    for part in [
        "scope=openid+profile+email",
        "redirect_uri=http%3A%2F%2Fauth.nightdesk.localhost%3A4400%2Fv1%2Foauth_callback",
        "access_type=offline",
    ] {
        assert!(asked.contains(part), "{asked}");
    }
    let back = follow(&mut browser, &provider.agree(&asked, &ADA_THERE)).await.expect_status(303);
    assert_eq!(back.header("location"), Some(REDIRECT));

    let client = browser.get("/v1/client").await.expect_status(200).json();
    assert_eq!(client["response"]["last_authentication_strategy"], "oauth_google");
    let user = &client["response"]["sessions"][0]["user"];
    assert_eq!((&user["first_name"], &user["password_enabled"]), (&json!("Ada"), &json!(false)));
    let account = &user["external_accounts"][0];
    assert_eq!(account["provider"], "oauth_google");
    assert_eq!((&account["provider_user_id"], &account["email_address"]), (&json!("ada-7"), &json!(ADA)));
    assert_eq!((&account["email_address_verified"], &account["first_name"]), (&json!(true), &json!("Ada")));
    assert_eq!(
        (&account["approved_scopes"], &account["image_url"]),
        (&json!("openid profile email"), &json!("https://img.example.com/ada-7"))
    );
    assert_eq!(account["verification"]["status"], "verified");
    let address = &user["email_addresses"][0];
    assert_eq!(address["verification"]["strategy"], "from_oauth_google");
    assert_eq!(address["linked_to"], json!([{"type": "oauth_google", "id": account["id"]}]));
    assert!(!client.to_string().contains("access-"), "tokens of the provider are for the backend");

    let mut other = app.browser(Identity::DevBrowser);
    let signed_in = go(&mut other, &provider, "sign_in", &ADA_THERE).await;
    assert_eq!(signed_in["response"]["status"], "complete");
    assert_eq!(signed_in["response"]["first_factor_verification"]["status"], "verified");
    assert_eq!(signed_in["client"]["sessions"][0]["user"]["id"], user["id"]);
    let mut third = app.browser(Identity::DevBrowser);
    let named = third.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200).json();
    let factors = named["response"]["supported_first_factors"].as_array().unwrap();
    assert!(factors.contains(&json!({"strategy": "oauth_google"})), "{factors:?}");
}

#[tokio::test]
async fn an_address_that_both_sides_have_verified_leads_to_its_user() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let ada = add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let signed_in = go(&mut browser, &provider, "sign_in", &ADA_THERE).await;
    assert_eq!(signed_in["response"]["status"], "complete");
    let user = &signed_in["client"]["sessions"][0]["user"];
    assert_eq!(user["id"], json!(ada));
    assert_eq!(user["external_accounts"][0]["provider_user_id"], "ada-7");

    for (query, expected) in [
        ("provider=oauth_google&provider_user_id=ada-7", json!([ada])),
        ("provider=oauth_google&provider_user_id=other&provider_user_id=ada-7", json!([ada])),
        ("provider=oauth_github&provider_user_id=ada-7", json!([])),
    ] {
        let found = app.backend().get(&format!("/v1/users?{query}")).await.expect_status(200).json();
        let ids: Vec<_> = found.as_array().unwrap().iter().map(|user| &user["id"]).collect();
        assert_eq!(json!(ids), expected, "{query}");
    }

    // From now on the account is known by its id, whatever becomes of the address.
    let moved = Person { email: Some("moved@example.com"), ..ADA_THERE };
    let mut other = app.browser(Identity::DevBrowser);
    let again = go(&mut other, &provider, "sign_in", &moved).await;
    assert_eq!(again["client"]["sessions"][0]["user"]["id"], json!(ada));
}

#[tokio::test]
async fn a_provider_can_be_chosen_once_the_user_is_known_and_asks_for_no_second_factor_less() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    add_user(&app, ADA).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let named = browser.post("/v1/client/sign_ins", &[("identifier", ADA)]).await.expect_status(200).json();
    let id = text(&named, "/response/id");
    let form = [
        ("strategy", "oauth_google"),
        ("redirect_url", REDIRECT),
        ("oidc_prompt", "consent"),
        ("oidc_login_hint", ADA),
    ];
    let prepared = browser.post(&format!("/v1/client/sign_ins/{id}/prepare_first_factor"), &form).await;
    let prepared = prepared.expect_status(200).json();
    let asked = page(&prepared);
    assert!(asked.contains("prompt=consent") && asked.contains("login_hint=ada%40example.com"), "{asked}");
    let _ = follow(&mut browser, &provider.agree(&asked, &ADA_THERE)).await.expect_status(303);
    let done = browser.get(&format!("/v1/client/sign_ins/{id}")).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");

    let totp = browser.post("/v1/me/totp", &[]).await.expect_status(200).json();
    let totp = totp_rs::TOTP::from_url(text(&totp, "/response/uri")).unwrap();
    let shown = || {
        let now = nightdesk_auth::Clock::now(&app.clock).as_secs();
        totp.generate(u64::try_from(now).unwrap())
    };
    let form = [("code", &*shown())];
    let _ = browser.post("/v1/me/totp/attempt_verification", &form).await.expect_status(200);
    app.clock.advance_secs(60);
    let mut other = app.browser(Identity::DevBrowser);
    let half = go(&mut other, &provider, "sign_in", &ADA_THERE).await;
    assert_eq!(half["response"]["status"], "needs_second_factor");
    assert_eq!(half["client"]["sessions"], json!([]));
    let path = format!("/v1/client/sign_ins/{}/attempt_second_factor", text(&half, "/response/id"));
    let whole =
        other.post(&path, &[("strategy", "totp"), ("code", &shown())]).await.expect_status(200).json();
    assert_eq!(whole["response"]["status"], "complete");
    assert_eq!(whole["client"]["last_authentication_strategy"], "oauth_google");
}

#[tokio::test]
async fn what_the_provider_leaves_open_is_asked_for_here() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let unverified = Person { email_verified: false, ..ADA_THERE };
    let begun = go(&mut browser, &provider, "sign_up", &unverified).await;
    assert_eq!(begun["response"]["status"], "missing_requirements");
    assert_eq!(begun["response"]["unverified_fields"], json!(["email_address"]));
    assert_eq!(begun["response"]["missing_fields"], json!([]));
    assert_eq!(begun["response"]["email_address"], ADA);
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    let strategy = ("strategy", "email_code");
    let _ = browser.post(&format!("{path}/prepare_verification"), &[strategy]).await.expect_status(200);
    let right = app.code_for(ADA).await;
    let form = [strategy, ("code", &*right)];
    let done = browser.post(&format!("{path}/attempt_verification"), &form).await.expect_status(200).json();
    assert_eq!(done["response"]["status"], "complete");
    assert_eq!(done["client"]["sessions"][0]["user"]["external_accounts"][0]["provider_user_id"], "ada-7");

    let mut other = app.browser(Identity::DevBrowser);
    let silent = Person { sub: "ben-8", email: None, email_verified: false, given_name: "Ben" };
    let begun = go(&mut other, &provider, "sign_up", &silent).await;
    assert_eq!(begun["response"]["missing_fields"], json!(["email_address"]));
    assert_eq!(begun["response"]["first_name"], "Ben");
}

#[tokio::test]
async fn a_running_sign_up_can_go_to_a_provider_and_keeps_what_was_typed() {
    let app = TestApp::development().await;
    let provider = connect(&app).await;
    let mut browser = app.browser(Identity::DevBrowser);
    let begun =
        browser.post("/v1/client/sign_ups", &[("first_name", "Augusta")]).await.expect_status(200).json();
    let path = format!("/v1/client/sign_ups/{}", text(&begun, "/response/id"));
    let form = [("strategy", "oauth_google"), ("redirect_url", REDIRECT)];
    let prepared =
        browser.post(&format!("{path}/prepare_verification"), &form).await.expect_status(200).json();
    let _ = follow(&mut browser, &provider.agree(&page(&prepared), &ADA_THERE)).await.expect_status(303);
    let done = browser.get(&path).await.expect_status(200).json();
    assert_eq!(
        (&done["response"]["status"], &done["response"]["first_name"]),
        (&json!("complete"), &json!("Augusta"))
    );
    assert_eq!(
        (&done["response"]["has_password"], &done["response"]["unverified_fields"]),
        (&json!(false), &json!([]))
    );
}

#[tokio::test]
async fn a_provider_is_off_until_the_instance_turns_it_on() {
    let app = TestApp::development().await;
    let mut browser = app.browser(Identity::DevBrowser);
    let form = [("strategy", "oauth_google"), ("redirect_url", REDIRECT)];
    let social = async |browser: &mut Browser<'_>| {
        browser.get("/v1/environment").await.expect_status(200).json()["user_settings"]["social"].clone()
    };
    assert_eq!(social(&mut browser).await, json!({}));
    let refused = browser.post("/v1/client/sign_ins", &form).await.expect_status(422);
    assert_eq!(refused.error(), ("form_param_value_invalid".into(), Some("strategy".into())));
    let provider = connect(&app).await;
    let on = social(&mut browser).await;
    assert_eq!(
        (&on["oauth_google"]["enabled"], &on["oauth_google"]["name"]),
        (&json!(true), &json!("Google"))
    );
    let begun = begin(&mut browser, "sign_in").await;

    // Whoever is at the provider's page while it is turned off comes back to nothing.
    let body = json!({"client_id": CLIENT_ID, "enabled": false, "issuer": provider.url});
    let _ = app.backend().put("/v1/social_connections/google", body).await.expect_status(200);
    assert_eq!(social(&mut browser).await, json!({}));
    assert_eq!(browser.post("/v1/client/sign_ups", &form).await.status, 422);
    let _ = follow(&mut browser, &provider.agree(&page(&begun), &ADA_THERE)).await.expect_status(303);
    let path = format!("/v1/client/sign_ins/{}", text(&begun, "/response/id"));
    let after = browser.get(&path).await.json();
    assert_eq!(after["response"]["first_factor_verification"]["error"]["code"], "oauth_callback_failed");
}

#[tokio::test]
async fn a_provider_that_posts_is_turned_to_a_get_with_the_same() {
    let app = TestApp::development().await;
    let mut apple = app.browser(Identity::DevBrowser);
    apple.origin = Some("https://appleid.apple.com".to_owned());
    let form = [("state", "s&1"), ("code", "c"), ("user", r#"{"name":{}}"#), ("id_token", "x")];
    let turned = apple.post("/v1/oauth_callback", &form).await.expect_status(303);
    let location = turned.header("location").unwrap();
    assert_eq!(location, "/v1/oauth_callback?state=s%261&code=c&user=%7B%22name%22%3A%7B%7D%7D");
    assert_eq!(code(&follow(&mut apple, location).await.expect_status(400)), "oauth_callback_failed");
}
