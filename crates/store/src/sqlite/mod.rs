//! The SQLite side: a file in WAL mode, one writer, a pool of readers.
//!
//! Statements run inline on the runtime's threads. Handing them to other threads costs several times what they take,
//! and readers never wait for the writer in WAL mode. The writer is behind an async mutex, so that waiting for one's
//! turn does not hold a thread.

mod open;
pub(crate) mod place;
mod transaction;

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::Mutex as AsyncMutex;

pub(crate) use transaction::SqliteTx;

use crate::{Error, Result};

/// Reader connections kept open. More are made when more are needed at once, and closed afterwards.
const KEPT_READERS: usize = 16;

/// An open SQLite database.
#[derive(Clone)]
pub(crate) struct Sqlite {
    writer: Arc<AsyncMutex<Connection>>,
    readers: Arc<Readers>,
}

/// Idle reader connections.
pub(crate) struct Readers {
    path: std::path::PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    fn take(&self) -> Result<Connection> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| open::reader(&self.path).map_err(error), Ok)
    }

    fn give_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT_READERS {
            idle.push(connection);
        }
    }
}

impl Sqlite {
    pub(crate) fn begin_read(&self) -> Result<Arc<SqliteTx>> {
        SqliteTx::begin_read(&self.readers)
    }

    pub(crate) fn begin_glance(&self) -> Result<Arc<SqliteTx>> {
        SqliteTx::begin_glance(&self.readers)
    }

    pub(crate) async fn begin_write(&self) -> Result<Arc<SqliteTx>> {
        SqliteTx::begin_write(Arc::clone(&self.writer).lock_owned().await)
    }
}

/// Sorts SQLite's errors into ours.
fn error(error: rusqlite::Error) -> Error {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    match error.sqlite_error() {
        Some(cause)
            if matches!(cause.extended_code, SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY) =>
        {
            Error::Conflict
        }
        Some(cause) if matches!(cause.code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::Contention
        }
        Some(cause)
            if matches!(
                cause.code,
                ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen
            ) =>
        {
            Error::Unavailable(error.to_string())
        }
        _ => Error::Sqlite(error),
    }
}
