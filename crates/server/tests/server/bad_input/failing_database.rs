//! A database that fails: a table that cannot be read stands for whatever makes a statement fail for good.
//!
//! The answer must be one that no client takes for a sign-out (`docs/protocol.md`, "Errors"), and must not take the
//! client's identity away.

use axum::http::Method;
use nightdesk_testkit::{
    Answer, TestApp,
    app::{Browser, Identity},
    spec::{self, Api},
};

use crate::bad_input::support::SignedIn;

const TABLES: [&str; 7] =
    ["clients", "sessions", "users", "email_addresses", "sign_ins", "sign_ups", "dev_browsers"];

async fn rename(app: &TestApp, from: &str, to: &str) {
    let sql = format!("ALTER TABLE {from} RENAME TO {to}");
    let renamed: Result<u64, nightdesk_store::Error> =
        app.store.write(async |tx| tx.execute(&sql, &[]).await).await;
    renamed.expect("the table is there");
}

async fn ask_everything(browser: &mut Browser<'_>, session: &str) -> Vec<(String, Answer)> {
    let session = format!("/v1/client/sessions/{session}");
    let (tokens, touch) = (format!("{session}/tokens"), format!("{session}/touch"));
    let asked = [
        (Method::GET, "/v1/client"),
        (Method::GET, "/v1/environment"),
        (Method::POST, &tokens),
        (Method::POST, &touch),
        (Method::GET, &session),
        (Method::GET, "/v1/me"),
        (Method::PATCH, "/v1/me"),
        (Method::GET, "/v1/me/sessions"),
    ];
    let mut answers = Vec::new();
    for (method, path) in asked {
        let token = browser.token.clone();
        let answer = browser.send(method.clone(), path, &[]).await;
        // What a client would lose by this answer is judged below; here the next question needs it.
        browser.token = token;
        answers.push((format!("{method} {path}"), answer));
    }
    answers
}

async fn nobody_is_signed_out(app: &TestApp, identity: Identity) {
    let mut ada = SignedIn::new(app, identity).await;
    let mut failures = 0;
    for table in TABLES {
        let away = format!("{table}_away");
        rename(app, table, &away).await;
        for (what, answer) in ask_everything(&mut ada.browser, &ada.session).await {
            let what = format!("{what} without {table}");
            if answer.status >= 400 {
                failures += 1;
                assert!(
                    answer.status == 500 || answer.status == 503,
                    "{what}: {} {}",
                    answer.status,
                    answer.text()
                );
                spec::check_schema(Api::Fapi, "ClerkErrors", &answer.json())
                    .unwrap_or_else(|e| panic!("{what}: {e}"));
                assert!(!answer.text().contains(table), "{what}: {}", answer.text());
            }
            if identity == Identity::DevBrowser {
                assert_eq!(answer.header("clerk-db-jwt"), ada.browser.token.as_deref(), "{what}");
            }
            assert!(
                answer.header("authorization").is_none_or(|value| value.len() > "Bearer ".len()),
                "{what}"
            );
            assert!(answer.header("set-cookie").is_none_or(|value| !value.contains("Max-Age=0")), "{what}");
        }
        rename(app, &away, table).await;
        ada.still().await;
    }
    assert!(failures > TABLES.len(), "only {failures} answers failed: the tables are not what they were");
}

#[tokio::test]
async fn nobody_in_development_is_signed_out() {
    nobody_is_signed_out(&TestApp::development().await, Identity::DevBrowser).await;
}

#[tokio::test]
async fn no_page_is_signed_out() {
    nobody_is_signed_out(&TestApp::production().await, Identity::Cookie).await;
}

#[tokio::test]
async fn no_extension_is_signed_out() {
    nobody_is_signed_out(&TestApp::production().await, Identity::Extension).await;
}
