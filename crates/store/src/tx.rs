//! A transaction: the only way to reach rows.

use crate::{Param, Result, Row, filter::Filter, postgres::PostgresTx, sqlite::SqliteTx};

/// A running transaction, handed to the closures of [`Store::read`](crate::Store::read) and
/// [`Store::write`](crate::Store::write). The queries by name are in the modules per table group; these three carry
/// them all.
pub struct Tx(pub(crate) TxKind);

#[derive(Clone)]
pub(crate) enum TxKind {
    Sqlite(std::sync::Arc<SqliteTx>),
    Postgres(std::sync::Arc<PostgresTx>),
}

impl Tx {
    /// Runs a statement and returns how many rows it touched.
    ///
    /// # Errors
    /// [`Error::Conflict`](crate::Error::Conflict) when a unique value exists already, and whatever keeps the
    /// database from answering.
    pub async fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        Param::check(params)?;
        match &self.0 {
            TxKind::Sqlite(tx) => tx.execute(sql, params),
            TxKind::Postgres(tx) => tx.execute(sql, params).await,
        }
    }

    /// Runs a statement and returns its rows.
    ///
    /// # Errors
    /// As for [`Tx::execute`].
    pub async fn rows(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>> {
        Param::check(params)?;
        match &self.0 {
            TxKind::Sqlite(tx) => tx.rows(sql, params, Keep::Prepared),
            TxKind::Postgres(tx) => tx.rows(sql, params, Keep::Prepared).await,
        }
    }

    /// Runs a statement and returns its first row, if there is one.
    ///
    /// # Errors
    /// As for [`Tx::execute`].
    pub async fn row(&self, sql: &str, params: &[Param<'_>]) -> Result<Option<Row>> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// Like [`Tx::row`], read by `read`.
    pub(crate) async fn one<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        self.row(sql, params).await?.as_ref().map(read).transpose()
    }

    /// Like [`Tx::rows`], each read by `read`.
    pub(crate) async fn all<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.rows(sql, params).await?.iter().map(read).collect()
    }

    /// The rows of a search, each read by `read`. Its text depends on what is searched by, so it is not kept prepared:
    /// there would be no end to them.
    pub(crate) async fn found<T>(
        &self,
        sql: &str,
        filter: &Filter<'_>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let params = filter.params();
        Param::check(params)?;
        let rows = match &self.0 {
            TxKind::Sqlite(tx) => tx.rows(sql, params, Keep::Nothing),
            TxKind::Postgres(tx) => tx.rows(sql, params, Keep::Nothing).await,
        };
        rows?.iter().map(read).collect()
    }

    /// How the database goes about a search, a line per step.
    pub(crate) async fn explain(&self, sql: &str, filter: &Filter<'_>) -> Result<Vec<String>> {
        match &self.0 {
            TxKind::Sqlite(_) => {
                let read = |row: &Row| {
                    let mut columns = row.columns();
                    let _: (i64, i64, i64) = (columns.next()?, columns.next()?, columns.next()?);
                    columns.next()
                };
                self.found(&format!("EXPLAIN QUERY PLAN {sql}"), filter, read).await
            }
            TxKind::Postgres(_) => {
                self.found(&format!("EXPLAIN {sql}"), filter, |row| row.columns().next()).await
            }
        }
    }
}

/// What stays on the connection after a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// The statement, prepared: its text is one of the program's.
    Prepared,
    Nothing,
}
