//! The store: opening it, reading, writing.

use std::time::Duration;

use crate::{
    DatabaseUrl, Error, OpenError, Result, Tx, migrate::Migrate, postgres::Postgres, sqlite::Sqlite,
    tx::TxKind,
};

/// How often a write is tried when PostgreSQL finds that it cannot be serialised with others.
const MAX_ATTEMPTS: u32 = 10;

/// A database, open and with the current schema. Cheap to clone.
#[derive(Clone)]
pub struct Store(Kind);

#[derive(Clone)]
enum Kind {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Store {
    /// Opens the database and brings its schema up to date. A missing SQLite file is created.
    ///
    /// # Errors
    /// [`OpenError`] with the cause and the remedy; a database that is not ours is left as it was.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        Self::open_with(url, Migrate::Apply).await
    }

    /// Opens a database whose schema must be up to date already, as production does.
    ///
    /// # Errors
    /// [`OpenError::Outdated`] if migrations are missing, and as for [`Store::open`].
    pub async fn open_migrated(url: &DatabaseUrl) -> Result<Self, OpenError> {
        Self::open_with(url, Migrate::Refuse).await
    }

    /// The kind of database, as its own name.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match &self.0 {
            Kind::Sqlite(_) => "SQLite",
            Kind::Postgres(_) => "PostgreSQL",
        }
    }

    /// How many bytes the database takes on disk.
    ///
    /// # Errors
    /// Whatever keeps the database from answering.
    pub async fn size_bytes(&self) -> Result<i64> {
        let sql = match &self.0 {
            Kind::Sqlite(_) => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            Kind::Postgres(_) => "SELECT pg_database_size(current_database())",
        };
        let row = self.read(|tx| async move { tx.row(sql, &[]).await }).await?;
        row.map_or(Ok(0), |row| row.columns().next())
    }

    async fn open_with(url: &DatabaseUrl, migrate: Migrate) -> Result<Self, OpenError> {
        match url {
            DatabaseUrl::Sqlite(path) => Sqlite::open(path, migrate).map(Kind::Sqlite),
            DatabaseUrl::Postgres(postgres) => {
                Postgres::open(postgres, &url.to_string(), migrate).await.map(Kind::Postgres)
            }
        }
        .map(Self)
    }

    /// Looks at the database. On SQLite everything `f` sees is one snapshot; on PostgreSQL each statement sees what
    /// was committed when it ran, so that a read costs no extra round trips.
    ///
    /// # Errors
    /// What `f` returns, and whatever keeps the database from answering.
    pub async fn read<T, E, F, Fut>(&self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        match &self.0 {
            Kind::Sqlite(sqlite) => f(Tx(TxKind::Sqlite(sqlite.begin_read()?))).await,
            Kind::Postgres(postgres) => f(Tx(TxKind::Postgres(postgres.begin_read().await?))).await,
        }
    }

    /// Changes the database: commits if `f` returns `Ok`, rolls back if it returns `Err` or is dropped on the way.
    ///
    /// Writes behave as if they ran one after the other. SQLite runs them so; PostgreSQL runs them serialisably, and
    /// `f` is called again when that fails, so it must have no effects outside the transaction.
    ///
    /// # Errors
    /// What `f` returns, [`Error::Contention`] when others kept getting in the way, and whatever keeps the database
    /// from answering.
    pub async fn write<T, E, F, Fut>(&self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        match &self.0 {
            Kind::Sqlite(sqlite) => {
                let tx = sqlite.begin_write().await?;
                let value = f(Tx(TxKind::Sqlite(tx.clone()))).await?;
                tx.commit()?;
                Ok(value)
            }
            Kind::Postgres(postgres) => write_serialisably(postgres, f).await,
        }
    }
}

async fn write_serialisably<T, E, F, Fut>(postgres: &Postgres, f: F) -> Result<T, E>
where
    E: From<Error>,
    F: Fn(Tx) -> Fut,
    Fut: Future<Output = Result<T, E>> + Send,
{
    let mut turn = None;
    for attempt in 1..=MAX_ATTEMPTS {
        let tx = postgres.begin_write().await?;
        match f(Tx(TxKind::Postgres(tx.clone()))).await {
            Ok(value) => match tx.commit().await {
                Ok(()) => return Ok(value),
                Err(error) if !tx.must_retry() => return Err(error.into()),
                Err(_) => {}
            },
            Err(error) if !tx.must_retry() => {
                tx.rollback().await;
                return Err(error);
            }
            Err(_) => tx.rollback().await,
        }
        // Gives the connection back: others may need it while this one waits.
        drop(tx);
        tracing::debug!(attempt, "write could not be serialised, trying again");
        if turn.is_none() {
            // Those who failed once go on one at a time: left to themselves they would keep failing each other.
            turn = Some(postgres.turn_to_retry().await);
        } else {
            // Then the other was a first attempt, or another process.
            tokio::time::sleep(Duration::from_millis(u64::from(attempt))).await;
        }
    }
    Err(Error::Contention.into())
}
