//! The store: opening it, reading, writing.

use crate::{
    DatabaseUrl, Error, OpenError, Result, Tx,
    attempts::{Attempts, End},
    migrate::Migrate,
    postgres::Postgres,
    sqlite::Sqlite,
    tx::TxKind,
};

/// A database, open and with the current schema. Cheap to clone.
#[derive(Clone)]
pub struct Store(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
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
        let size = self.read(|tx| async move { tx.one(sql, &[], |row| row.columns().next()).await }).await?;
        Ok(size.unwrap_or(0))
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
        let tx = self.begin_read().await?;
        f(tx).await
    }

    /// Looks at the database by one statement, or by some that need not see the same: each sees what was committed when it
    /// ran. On SQLite that saves what a transaction costs.
    ///
    /// # Errors
    /// What `f` returns, and whatever keeps the database from answering.
    pub async fn glance<T, E, F, Fut>(&self, f: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        let tx = Tx(match &self.0 {
            Kind::Sqlite(sqlite) => TxKind::Sqlite(sqlite.begin_glance()?),
            Kind::Postgres(postgres) => TxKind::Postgres(postgres.begin_read().await?),
        });
        f(tx).await
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
        // The program has this once for each of its writes, so all but the call of `f` is elsewhere.
        let mut attempts = Attempts::new(self);
        loop {
            let tx = attempts.begin().await?;
            let outcome = f(tx).await;
            match attempts.end(outcome.is_ok()).await {
                Ok(End::Final) => return outcome,
                Ok(End::Again) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn begin_read(&self) -> Result<Tx> {
        Ok(Tx(match &self.0 {
            Kind::Sqlite(sqlite) => TxKind::Sqlite(sqlite.begin_read()?),
            Kind::Postgres(postgres) => TxKind::Postgres(postgres.begin_read().await?),
        }))
    }
}
