//! What the provider answers.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json, Router,
    extract::{Form, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use nightdesk_auth::Clock as _;
use nightdesk_jws::{Header, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{CLIENT_ID, CLIENT_SECRET, Fault, Granted, Person, Shared};

type Provider = State<Arc<Shared>>;
type Fields = Form<HashMap<String, String>>;

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/.well-known/openid-configuration", get(configuration))
        .route("/authorize", get(authorize))
        .route("/token", post(token))
        .route("/userinfo", get(user_info))
        .route("/keys", get(keys))
        .route("/revoke", post(revoke))
        .with_state(shared)
}

async fn configuration(State(shared): Provider) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", shared.url);
    Json(json!({
        "issuer": shared.url,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/keys"),
        "revocation_endpoint": at("/revoke"),
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }))
}

/// The page for users, for whoever names a client that is known and where it is reached.
async fn authorize(Query(asked): Query<HashMap<String, String>>) -> StatusCode {
    let is = |name: &str, right: fn(&str) -> bool| asked.get(name).is_some_and(|text| right(text));
    let known =
        is("client_id", |id| id == CLIENT_ID) && is("redirect_uri", |to| to.ends_with("/v1/oauth_callback"));
    if known { StatusCode::OK } else { StatusCode::BAD_REQUEST }
}

async fn keys(State(shared): Provider) -> Json<Value> {
    shared.state().keys_read += 1;
    Json(json!({"keys": [shared.key.jwk("key-1")]}))
}

async fn token(State(shared): Provider, Form(form): Fields) -> Response {
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    if (field("client_id"), field("client_secret")) != (CLIENT_ID, CLIENT_SECRET) {
        return refused("invalid_client");
    }
    let fault = shared.state().fault;
    match fault {
        Some(Fault::Down) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Fault::Endless) => return vec![b' '; 1 << 20].into_response(),
        Some(Fault::NotJson) => return "<html>".into_response(),
        _ => {}
    }
    let (person, nonce) = match field("grant_type") {
        "authorization_code" => {
            let granted = shared.state().codes.remove(field("code"));
            match granted.filter(|granted| is_proved(granted, field("code_verifier"), field("redirect_uri")))
            {
                Some(granted) => (granted.person, granted.nonce),
                None => return refused("invalid_grant"),
            }
        }
        "refresh_token" => match shared.state().refresh.get(field("refresh_token")) {
            Some(person) => (person.clone(), String::new()),
            None => return refused("invalid_grant"),
        },
        _ => return refused("unsupported_grant_type"),
    };
    let (access, refresh) = {
        let mut state = shared.state();
        state.count += 1;
        let names = (format!("access-{}", state.count), format!("refresh-{}", state.count));
        state.access.insert(names.0.clone(), person.clone());
        state.refresh.insert(names.1.clone(), person.clone());
        names
    };
    let mut answer = json!({
        "access_token": access,
        "refresh_token": refresh,
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "openid profile email",
    });
    if fault != Some(Fault::NoIdToken) {
        answer["id_token"] = json!(id_token(&shared, &person, &nonce, fault));
    }
    Json(answer).into_response()
}

pub(super) fn id_token(shared: &Shared, person: &Person, nonce: &str, fault: Option<Fault>) -> String {
    let wrong = |which| fault == Some(which);
    let mut claims = claims(person);
    let now = shared.clock.now().as_secs();
    claims["iss"] = json!(if wrong(Fault::Issuer) { "https://evil.example" } else { &shared.url });
    claims["aud"] = json!(if wrong(Fault::Audience) { "somebody else" } else { CLIENT_ID });
    claims["nonce"] = json!(if wrong(Fault::Nonce) { "another" } else { nonce });
    claims["iat"] = json!(now);
    claims["exp"] = json!(if wrong(Fault::Expired) { now - 3600 } else { now + 300 });
    let header = Header { kid: Some("key-1".to_owned()), ..Header::jwt() };
    let forged;
    let key = if wrong(Fault::Key) {
        forged = SigningKey::generate().expect("an RSA key can be made");
        &forged
    } else {
        &shared.key
    };
    key.sign(&header, &claims).expect("claims are JSON")
}

async fn user_info(State(shared): Provider, headers: HeaderMap) -> Response {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let state = shared.state();
    let Some(person) = state.access.get(header.trim_start_matches("Bearer ")) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let mut claims = claims(person);
    if state.fault == Some(Fault::UserInfo) {
        claims["sub"] = json!("somebody else");
    }
    Json(claims).into_response()
}

async fn revoke(State(shared): Provider, Form(form): Fields) -> StatusCode {
    let token = form.get("token").cloned().unwrap_or_default();
    shared.state().revoked.push(token);
    StatusCode::OK
}

fn claims(person: &Person) -> Value {
    let mut claims = json!({
        "sub": person.sub,
        "email_verified": person.email_verified,
        "given_name": person.given_name,
        "family_name": "Tester",
        "picture": format!("https://img.example.com/{}", person.sub),
    });
    if let Some(email) = person.email {
        claims["email"] = json!(email);
    }
    claims
}

fn is_proved(granted: &Granted, verifier: &str, redirect_uri: &str) -> bool {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())) == granted.challenge
        && redirect_uri == granted.redirect_uri
}

fn refused(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({"error": error}))).into_response()
}
