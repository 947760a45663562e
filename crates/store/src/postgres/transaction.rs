//! A transaction on one PostgreSQL connection.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use bytes::BytesMut;
use deadpool_postgres::Object;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::{error, is_retryable};
use crate::{Error, Param, Result, tx::Keep};

/// A running transaction, or for reads a connection whose statements each commit by themselves.
pub(crate) struct PostgresTx {
    /// Taken only by drop.
    connection: Option<Object>,
    /// Whether the connection is inside a transaction block.
    in_block: AtomicBool,
    /// A statement failed: PostgreSQL takes no further ones, and would answer `COMMIT` with a quiet rollback.
    failed: AtomicBool,
    /// It failed because of other transactions: running all of this one again may succeed.
    must_retry: AtomicBool,
}

impl Drop for PostgresTx {
    fn drop(&mut self) {
        if self.in_block.load(Ordering::Relaxed)
            && let Some(connection) = self.connection.take()
        {
            // Dropped in the middle. Closing the connection is the one sure way to undo what it did.
            drop(Object::take(connection));
        }
    }
}

impl PostgresTx {
    pub(super) fn begin_read(connection: Object) -> Arc<Self> {
        Arc::new(Self::on(connection, false))
    }

    pub(super) async fn begin_write(connection: Object) -> Result<Arc<Self>> {
        // Marked before it is begun: should this future be dropped in between, the connection goes too.
        let tx = Self::on(connection, true);
        tx.connection().batch_execute("BEGIN ISOLATION LEVEL SERIALIZABLE").await.map_err(error)?;
        Ok(Arc::new(tx))
    }

    fn on(connection: Object, in_block: bool) -> Self {
        Self {
            connection: Some(connection),
            in_block: AtomicBool::new(in_block),
            failed: AtomicBool::new(false),
            must_retry: AtomicBool::new(false),
        }
    }

    fn connection(&self) -> &Object {
        self.connection.as_ref().expect("taken only by drop")
    }

    pub(crate) async fn commit(&self) -> Result<()> {
        if self.failed.load(Ordering::Relaxed) {
            self.rollback().await;
            return Err(Error::Failed);
        }
        let committed = self.connection().batch_execute("COMMIT").await;
        // After a refused COMMIT there is no transaction any more; without an answer the connection must not be reused.
        let answered = committed.as_ref().map_or_else(|error| error.code().is_some(), |()| true);
        self.in_block.store(!answered, Ordering::Relaxed);
        committed.map_err(|cause| self.note(cause))
    }

    pub(crate) async fn rollback(&self) {
        if self.connection().batch_execute("ROLLBACK").await.is_ok() {
            self.in_block.store(false, Ordering::Relaxed);
        }
    }

    /// Whether running the whole transaction again may succeed.
    pub(crate) fn must_retry(&self) -> bool {
        self.must_retry.load(Ordering::Relaxed)
    }

    pub(crate) async fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let run = async {
            let statement = self.connection().prepare_cached(sql).await?;
            self.connection().execute(&statement, &as_dyn(params)).await
        };
        run.await.map_err(|cause| self.note(cause))
    }

    pub(crate) async fn rows(
        &self,
        sql: &str,
        params: &[Param<'_>],
        keep: Keep,
    ) -> Result<Vec<tokio_postgres::Row>> {
        let run = async {
            let connection = self.connection();
            let statement = match keep {
                Keep::Prepared => connection.prepare_cached(sql).await?,
                Keep::Nothing => connection.prepare(sql).await?,
            };
            connection.query(&statement, &as_dyn(params)).await
        };
        run.await.map_err(|cause| self.note(cause))
    }

    fn note(&self, cause: tokio_postgres::Error) -> Error {
        self.failed.store(true, Ordering::Relaxed);
        if cause.code().is_some_and(is_retryable) {
            self.must_retry.store(true, Ordering::Relaxed);
        }
        error(cause)
    }
}

fn as_dyn<'a>(params: &'a [Param<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Text(text) => text.as_ref().to_sql(ty, out),
            Self::Bool(value) if *ty == Type::BOOL => value.to_sql(ty, out),
            Self::Int(value) if *ty == Type::INT8 => value.to_sql(ty, out),
            Self::Bool(_) => Err(format!("a boolean cannot be bound as {ty}").into()),
            Self::Int(_) => Err(format!("an integer cannot be bound as {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        // Decided per value, in `to_sql`.
        true
    }

    to_sql_checked!();
}
