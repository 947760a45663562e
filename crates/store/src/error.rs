//! What can go wrong while a store is in use.

/// Result of store calls.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failed store call. Refusals of the domain ("no such user", "address taken") are values of the calls, not errors.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// PostgreSQL cannot store NUL in text and SQLite's own functions stop at it, so both refuse it here.
    #[error("a text contains a NUL byte, which cannot be stored")]
    NulByte,
    /// The same value exists already where it must be unique.
    #[error("another row has the same unique value")]
    Conflict,
    /// Others kept writing the same rows, or another process holds the database. Trying again later may work.
    #[error("the database is too busy: other writers kept getting in the way")]
    Contention,
    /// No connection to the database, or it broke on the way. Trying again later may work.
    #[error("the database is out of reach: {0}")]
    Unavailable(String),
    /// A row holds something that this version does not understand.
    #[error("column {index} of a row cannot be read: {reason}")]
    Column { index: usize, reason: String },
    /// A value has no JSON form.
    #[error("a value cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A transaction was used after it was committed or rolled back.
    #[error("the transaction is over")]
    Closed,
    /// A transaction was to be committed although one of its statements had failed. Nothing of it was stored.
    #[error("a statement of the transaction had failed, so nothing of it was stored")]
    Failed,
    /// SQLite refused a statement.
    #[error("SQLite: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// PostgreSQL refused a statement.
    #[error("PostgreSQL: {}", postgres_message(.0))]
    Postgres(#[source] tokio_postgres::Error),
}

impl Error {
    /// Whether the same call may succeed a moment later: the answer is 503, and nobody loses their session over it.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Contention | Self::Unavailable(_))
    }
}

/// The server's own message where there is one, else the cause: the outer text of a `tokio_postgres::Error` is only
/// "db error" or "error connecting to server".
pub(crate) fn postgres_message(error: &tokio_postgres::Error) -> String {
    match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(db), _) => format!("{} ({})", db.message(), db.code().code()),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}
