//! A transaction on one SQLite connection.

use std::{
    ops::Deref,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rusqlite::{
    Connection, Statement, ToSql,
    types::{ToSqlOutput, Value, ValueRef},
};
use tokio::sync::OwnedMutexGuard;

use super::{Readers, error};
use crate::{Error, Param, Result, Row, row::RowKind, tx::Keep};

/// A running transaction. Rolls back when dropped before [`SqliteTx::commit`].
pub(crate) struct SqliteTx {
    /// `None` once the transaction is over. The lock is only ever held within one statement.
    lease: Mutex<Option<Lease>>,
    /// A statement failed. SQLite would go on; PostgreSQL would not, and both must do the same.
    failed: AtomicBool,
}

/// The connection a transaction runs on, and where it goes afterwards.
enum Lease {
    Writer(OwnedMutexGuard<Connection>),
    Reader { connection: Option<Connection>, pool: Arc<Readers> },
}

impl Lease {
    fn reader(pool: &Arc<Readers>) -> Result<Self> {
        Ok(Self::Reader { connection: Some(pool.take()?), pool: Arc::clone(pool) })
    }
}

impl Deref for Lease {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Writer(connection) => connection,
            Self::Reader { connection, .. } => connection.as_ref().expect("taken only by drop"),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // A failure here means that there is no transaction any more, for example because SQLite rolled it back
        // itself after a full disk.
        if !self.is_autocommit() {
            let _ = run(self, "ROLLBACK");
        }
        if let Self::Reader { connection, pool } = self
            && let Some(connection) = connection.take()
            && connection.is_autocommit()
        {
            pool.give_back(connection);
        }
    }
}

impl SqliteTx {
    pub(super) fn begin_read(pool: &Arc<Readers>) -> Result<Arc<Self>> {
        Self::begin(Lease::reader(pool)?, "BEGIN")
    }

    /// Each statement is a transaction of its own.
    pub(super) fn begin_glance(pool: &Arc<Readers>) -> Result<Arc<Self>> {
        Ok(Self::on(Lease::reader(pool)?))
    }

    pub(super) fn begin_write(connection: OwnedMutexGuard<Connection>) -> Result<Arc<Self>> {
        Self::begin(Lease::Writer(connection), "BEGIN IMMEDIATE")
    }

    fn begin(lease: Lease, sql: &str) -> Result<Arc<Self>> {
        run(&lease, sql).map_err(error)?;
        Ok(Self::on(lease))
    }

    fn on(lease: Lease) -> Arc<Self> {
        Arc::new(Self { lease: Mutex::new(Some(lease)), failed: AtomicBool::new(false) })
    }

    pub(crate) fn commit(&self) -> Result<()> {
        let lease = self.lock().take().ok_or(Error::Closed)?;
        if self.failed.load(Ordering::Relaxed) {
            return Err(Error::Failed);
        }
        run(&lease, "COMMIT").map_err(error)
    }

    pub(crate) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        self.with(|connection| {
            let mut statement = connection.prepare_cached(&numbered(sql))?;
            bind(&mut statement, params)?;
            statement.raw_execute().map(|count| count as u64)
        })
    }

    /// Shows the rows of an answer to `each`, where SQLite has them: nothing is copied before it is read.
    pub(crate) fn rows(
        &self,
        sql: &str,
        params: &[Param<'_>],
        keep: Keep,
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let sql = numbered(sql);
        self.with(|connection| match keep {
            Keep::Prepared => read_rows(&mut *connection.prepare_cached(&sql)?, params, each),
            Keep::Nothing => read_rows(&mut connection.prepare(&sql)?, params, each),
        })?
    }

    fn with<T>(&self, f: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(Error::Failed);
        }
        f(self.lock().as_deref().ok_or(Error::Closed)?).map_err(|cause| {
            self.failed.store(true, Ordering::Relaxed);
            error(cause)
        })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Lease>> {
        self.lease.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs to the end of the answer: only there does SQLite see whether a statement that writes broke a rule. What fails is
/// the statement, or (inside) `each`.
fn read_rows(
    statement: &mut Statement<'_>,
    params: &[Param<'_>],
    each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> rusqlite::Result<Result<()>> {
    bind(statement, params)?;
    let mut answer = statement.raw_query();
    while let Some(row) = answer.next()? {
        if let Err(error) = each(&Row(RowKind::Sqlite(row))) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// Turns `$n` into `?n`. SQLite takes `$2` for a name and numbers names by first appearance, so `$2, $1` would bind
/// the wrong way round. The SQL of this crate has no `$` but in parameters.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn bind(statement: &mut Statement<'_>, params: &[Param<'_>]) -> rusqlite::Result<()> {
    let expected = statement.parameter_count();
    if expected != params.len() {
        return Err(rusqlite::Error::InvalidParameterCount(params.len(), expected));
    }
    params.iter().enumerate().try_for_each(|(index, param)| statement.raw_bind_parameter(index + 1, param))
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.raw_execute().map(|_| ())
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Self::Bool(value) => ToSqlOutput::Owned(Value::Integer(i64::from(*value))),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}
