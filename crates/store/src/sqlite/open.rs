//! Opening an SQLite file, and telling ours from others.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};
use tokio::sync::Mutex as AsyncMutex;

use super::{Readers, Sqlite};
use crate::{
    OpenError,
    migrate::{self, Migrate},
};

/// "Nite" in ASCII, written into the file's header: how we know our own files.
const APPLICATION_ID: i32 = 0x4e69_7465;

/// How long a statement waits for another process, such as `nightdesk outbox` beside `nightdesk dev`.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Statements kept prepared per connection: more than there are texts in this crate.
const CACHED_STATEMENTS: usize = 256;

impl Sqlite {
    pub(crate) fn open(path: &Path, migrate: Migrate) -> Result<Self, OpenError> {
        if path.is_dir() {
            return Err(OpenError::Folder { path: path.display().to_string() });
        }
        create_private(path).map_err(|error| io_error(path, &error))?;
        let mut connection = writer(path).map_err(|error| open_error(path, &error))?;
        let version = check_ours(&connection, path)?;
        if migrate::due(&path.display().to_string(), version, migrate)? {
            let migrated = migrate::for_sqlite().run(&mut connection);
            // Two processes may both have found the file new. The one that came second is done, too.
            let done = schema_version(&connection).is_ok_and(|version| version == migrate::known_version());
            if !done {
                migrated.map_err(|error| migrate::failed(&path.display().to_string(), &error))?;
            }
        }
        Ok(Self {
            writer: Arc::new(AsyncMutex::new(connection)),
            readers: Arc::new(Readers { path: path.to_owned(), idle: Mutex::default() }),
        })
    }
}

/// Creates a missing file, readable by its owner only: it will hold signing keys and password digests.
fn create_private(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Looks at the file before anything is written. Returns the schema version, 0 for a file that is new.
fn check_ours(connection: &Connection, path: &Path) -> Result<i64, OpenError> {
    let fail = |error: rusqlite::Error| open_error(path, &error);
    let application_id: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(fail)?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fail)?;
    match (application_id, tables) {
        (APPLICATION_ID, 0) => {}
        (APPLICATION_ID, _) => {
            if connection.is_readonly(rusqlite::MAIN_DB).map_err(fail)? {
                return Err(OpenError::ReadOnly { path: path.display().to_string() });
            }
            prepare_file(connection).map_err(fail)?;
            return schema_version(connection).map_err(fail);
        }
        (0, 0) => connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(fail)?,
        _ => return Err(OpenError::NotOurs { database: path.display().to_string() }),
    }
    prepare_file(connection).map_err(fail)?;
    Ok(0)
}

fn schema_version(connection: &Connection) -> rusqlite::Result<i64> {
    let has_history = "SELECT count(*) > 0 FROM sqlite_schema WHERE name = ?1";
    if connection.query_row(has_history, [migrate::HISTORY], |row| row.get(0))? {
        connection.query_row(
            &format!("SELECT coalesce(max(version), 0) FROM {}", migrate::HISTORY),
            [],
            |row| row.get(0),
        )
    } else {
        Ok(0)
    }
}

fn prepare_file(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0)).map(|_| ())
}

/// The connection that writes.
fn writer(path: &Path) -> rusqlite::Result<Connection> {
    configured(Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?)
}

/// A connection that cannot write. It opens the file for writing all the same, because WAL readers may have to create
/// the index file beside it.
pub(super) fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = writer(path)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn configured(connection: Connection) -> rusqlite::Result<Connection> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    // Otherwise a statement whose plan could depend on a parameter is prepared anew each time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // In WAL mode this survives the end of the process at any point; only a power failure can take the last commits.
    connection.pragma_update(None, "synchronous", "normal")?;
    // 1 MiB per connection, in SQLite's negative-means-KiB notation: the upper pages of every index. The system caches the
    // rest, once for all connections.
    connection.pragma_update(None, "cache_size", -1024)?;
    Ok(connection)
}

fn open_error(path: &Path, error: &rusqlite::Error) -> OpenError {
    let path = path.display().to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase { path },
        Some(ErrorCode::DatabaseCorrupt) => OpenError::Damaged { path, reason: error.to_string() },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => OpenError::ReadOnly { path },
        _ => OpenError::Io { database: path, reason: error.to_string() },
    }
}

fn io_error(path: &Path, error: &std::io::Error) -> OpenError {
    use std::io::ErrorKind;
    let path = path.display().to_string();
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => OpenError::ReadOnly { path },
        _ => OpenError::Io { database: path, reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As SQLite opens a file that the user may only read. (Files cannot be made read-only for root.)
    fn read_only(path: &Path) -> Connection {
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    #[test]
    fn a_read_only_file_says_so_and_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dev.db");
        drop(Sqlite::open(&path, Migrate::Apply).unwrap());
        let error = check_ours(&read_only(&path), &path).unwrap_err();
        assert_eq!(error.code(), "database_read_only");
        assert!(error.to_string().contains("write access"), "{error}");
    }

    #[test]
    fn an_empty_read_only_file_says_so_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dev.db");
        std::fs::write(&path, "").unwrap();
        assert_eq!(check_ours(&read_only(&path), &path).unwrap_err().code(), "database_read_only");
    }
}
