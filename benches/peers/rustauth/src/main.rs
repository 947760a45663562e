//! rustauth with its JWT plugin: GET /api/auth/token gives a session's cookie a JWT signed by RS256.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use rustauth::RustAuth;
use rustauth::sqlx::SqliteAdapter;
use rustauth_axum::{RustAuthAxumExt as _, RustAuthAxumOptions};
use rustauth_core::cookies::sign_cookie_value;
use rustauth_core::options::RateLimitOptions;
use rustauth_plugins::jwt::{JwkAlgorithm, JwtJwksOptions, JwtOptions, JwtSigningOptions, TimeInput, jwt};
use serde_json::{Value, json};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};
use tokio::net::TcpListener;

const SECRET: &str = "a secret of thirty-two characters or more";
/// Every so many users one calls, as in benches/server/src/seed.rs.
const SAMPLED: usize = 50;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().collect();
    let [_, _, users, _, folder] = arguments.as_slice() else { anyhow::bail!("--users N --folder PATH") };
    let options = SqliteConnectOptions::new()
        .filename(PathBuf::from(folder).join("peer.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal);
    let pool = SqlitePoolOptions::new().connect_with(options).await?;

    // A plugin's tables are known once everything is put together; the adapter has to know them too.
    let schema = build(SqliteAdapter::new(pool.clone())).await?.context().db_schema.clone();
    let auth = build(SqliteAdapter::with_schema(pool.clone(), schema)).await?;
    auth.create_schema(None).await?;
    let requests = fill(&pool, users.parse()?).await?;

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let app = auth.mount_at_base_path(RustAuthAxumOptions::default())?;
    let ready =
        json!({"address": listener.local_addr()?.to_string(), "wants": "\"token\"", "requests": requests});
    println!("{ready}");
    Ok(axum::serve(listener, app).await?)
}

async fn build(adapter: SqliteAdapter) -> Result<RustAuth> {
    let keys = JwtJwksOptions {
        key_pair_algorithm: Some(JwkAlgorithm::Rs256),
        rsa_modulus_length: Some(2048),
        ..JwtJwksOptions::default()
    };
    let signing = JwtSigningOptions {
        expiration_time: Some(TimeInput::Duration("60s".to_owned())),
        ..JwtSigningOptions::default()
    };
    let auth = RustAuth::builder()
        .secret(SECRET)
        .base_url("https://auth.example.com/api/auth")
        .production(true)
        // It would refuse what a bench does.
        .rate_limit(RateLimitOptions::memory().enabled(false))
        .adapter(adapter)
        .plugin(jwt(JwtOptions { jwks: keys, jwt: signing, ..JwtOptions::default() })?)
        .build()
        .await?;
    Ok(auth)
}

/// Makes users with a session each; the requests of some.
async fn fill(pool: &SqlitePool, users: usize) -> Result<Vec<Value>> {
    let now = OffsetDateTime::now_utc();
    let (now, later) = (now.format(&Rfc3339)?, (now + Duration::days(7)).format(&Rfc3339)?);
    let mut requests = Vec::new();
    let mut transaction = pool.begin().await?;
    for number in 0..users {
        let (user, token) = (format!("user_{number}"), format!("{number:032x}"));
        sqlx::query(
            "INSERT INTO users (id, name, email, email_verified, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)",
        )
        .bind(&user)
        .bind(format!("Ada Number {number}"))
        .bind(format!("ada{number}@example.com"))
        .bind(&now)
        .bind(&now)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "INSERT INTO sessions (id, expires_at, token, created_at, updated_at, user_id) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(format!("session_{number}"))
        .bind(&later)
        .bind(&token)
        .bind(&now)
        .bind(&now)
        .bind(&user)
        .execute(&mut *transaction)
        .await?;
        if number % SAMPLED == 0 {
            let cookie = sign_cookie_value(&token, SECRET).context("a cookie can be signed")?;
            // Its base URL is https, and so its cookie's name has a prefix.
            let cookie = format!("__Secure-rustauth.session_token={cookie}");
            requests.push(json!({"line": "GET /api/auth/token", "headers": {"cookie": cookie}, "body": ""}));
        }
    }
    transaction.commit().await?;
    Ok(requests)
}
