//! The PostgreSQL side: a pool of connections with their statements cached.

mod open;
mod tls;
mod transaction;

use std::sync::Arc;

use deadpool_postgres::{Pool, PoolError};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio_postgres::error::SqlState;

pub(crate) use transaction::PostgresTx;

use crate::{Error, Result};

/// An open PostgreSQL database.
#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
    /// Held by the one write of this process that is being tried again.
    retry: Arc<Mutex<()>>,
}

impl Postgres {
    pub(crate) async fn begin_read(&self) -> Result<Arc<PostgresTx>> {
        Ok(PostgresTx::begin_read(self.pool.get().await.map_err(pool_error)?))
    }

    pub(crate) async fn begin_write(&self) -> Result<Arc<PostgresTx>> {
        PostgresTx::begin_write(self.pool.get().await.map_err(pool_error)?).await
    }

    /// Waits until no other write of this process is being tried again.
    pub(crate) async fn turn_to_retry(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.retry).lock_owned().await
    }
}

fn pool_error(error: PoolError) -> Error {
    match error {
        PoolError::Backend(cause) => Error::Unavailable(crate::error::postgres_message(&cause)),
        other => Error::Unavailable(other.to_string()),
    }
}

/// Sorts PostgreSQL's errors into ours.
fn error(error: tokio_postgres::Error) -> Error {
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => Error::Conflict,
        Some(code) if is_retryable(code) => Error::Contention,
        // Class 57 is the server shutting down or cancelling us, class 53 its lack of resources.
        Some(code) if code.code().starts_with("57") || code.code().starts_with("53") => {
            Error::Unavailable(crate::error::postgres_message(&error))
        }
        None if is_broken(&error) => Error::Unavailable(error.to_string()),
        _ => Error::Postgres(error),
    }
}

/// Whether the whole transaction may succeed when run again.
fn is_retryable(code: &SqlState) -> bool {
    *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED
}

/// Whether the connection is gone, rather than the statement wrong.
fn is_broken(error: &tokio_postgres::Error) -> bool {
    let cause = std::error::Error::source(error);
    error.is_closed() || cause.is_some_and(|cause| cause.is::<std::io::Error>())
}
