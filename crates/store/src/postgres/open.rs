//! Connecting to PostgreSQL and bringing its schema up to date.

use std::{sync::Arc, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts};
use tokio_postgres::{NoTls, config::SslMode};

use super::{Postgres, tls};
use crate::{
    OpenError,
    error::postgres_message,
    migrate::{self, Migrate},
    url::PostgresUrl,
};

/// Connections per process. Requests beyond wait their turn.
const MAX_CONNECTIONS: usize = 16;

/// How long a request waits for a connection before it is answered with 503.
const WAIT_TIMEOUT: Duration = Duration::from_secs(5);

/// Any constant will do: two processes that migrate at once take turns by it.
const MIGRATION_LOCK: i64 = 0x6e69_7465;

impl Postgres {
    pub(crate) async fn open(url: &PostgresUrl, database: &str, migrate: Migrate) -> Result<Self, OpenError> {
        let unreachable = |reason: String| OpenError::Unreachable { database: database.to_owned(), reason };
        let mut config = url.config.clone();
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(WAIT_TIMEOUT);
        }
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match config.get_ssl_mode() {
            SslMode::Disable | SslMode::Prefer => Manager::from_config(config, NoTls, recycling),
            _ => {
                let tls = tls::connector(url.root_certificates.as_deref()).map_err(unreachable)?;
                Manager::from_config(config, tls, recycling)
            }
        };
        let pool = Pool::builder(manager)
            .max_size(MAX_CONNECTIONS)
            .timeouts(Timeouts {
                wait: Some(WAIT_TIMEOUT),
                create: Some(WAIT_TIMEOUT),
                recycle: Some(WAIT_TIMEOUT),
            })
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| unreachable(error.to_string()))?;
        let mut connection =
            pool.get().await.map_err(|error| unreachable(super::pool_error(error).to_string()))?;

        // Held by the connection: dropping it on any error lets go of the lock as well.
        let lock = format!("SELECT pg_advisory_lock({MIGRATION_LOCK})");
        let fail = |error: tokio_postgres::Error| unreachable(postgres_message(&error));
        connection.batch_execute(&lock).await.map_err(fail)?;
        let migrated = bring_up_to_date(&mut connection, database, migrate).await;
        let unlock = format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})");
        let unlocked = connection.batch_execute(&unlock).await;
        if migrated.is_err() || unlocked.is_err() {
            drop(Object::take(connection));
        }
        migrated.map(|()| Self { pool, retry: Arc::default() })
    }
}

async fn bring_up_to_date(
    connection: &mut Object,
    database: &str,
    migrate: Migrate,
) -> Result<(), OpenError> {
    let fail = |error: tokio_postgres::Error| OpenError::Unreachable {
        database: database.to_owned(),
        reason: postgres_message(&error),
    };
    let history = connection
        .query_one("SELECT to_regclass($1::text) IS NOT NULL", &[&migrate::HISTORY])
        .await
        .map_err(fail)?;
    let version = if history.get(0) {
        let first = "SELECT coalesce(max(version), 0)::bigint, min(name) FILTER (WHERE version = 1) FROM";
        let row = connection.query_one(&format!("{first} {}", migrate::HISTORY), &[]).await.map_err(fail)?;
        let name: Option<String> = row.get(1);
        if name.is_some_and(|name| name != migrate::first_name()) {
            return Err(OpenError::NotOurs { database: database.to_owned() });
        }
        row.get(0)
    } else {
        0
    };
    if migrate::due(database, version, migrate)? {
        let client: &mut tokio_postgres::Client = connection;
        migrate::for_postgres().run_async(client).await.map_err(|error| migrate::failed(database, &error))?;
    }
    Ok(())
}
