//! A transaction: the only way to reach rows.

use crate::{
    Param, Result, Row,
    filter::Filter,
    postgres::PostgresTx,
    row::RowKind,
    sqlite::{SqliteTx, place},
};

/// A running transaction, handed to the closures of [`Store::read`](crate::Store::read) and
/// [`Store::write`](crate::Store::write). The queries by name are in the modules per table group; these carry them all.
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

    /// Adds the row with this id to a table, at its [place](Tx::place) if that is free.
    ///
    /// # Errors
    /// As for [`Tx::execute`].
    pub(crate) async fn insert_placed(
        &self,
        table: &str,
        id: &str,
        columns: &str,
        params: &[Param<'_>],
    ) -> Result<()> {
        let values: Vec<_> = (1..=params.len()).map(|number| format!("${number}")).collect();
        let values = values.join(", ");
        if let Some(place) = self.place(id) {
            let last = params.len() + 1;
            // SQLite gives a row the next number when it comes without.
            let sql = format!(
                "INSERT INTO {table} (rowid, {columns}) VALUES \
                 (CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = ${last}) THEN NULL ELSE ${last} END, {values})"
            );
            self.execute(&sql, &[params, &[Param::from(place)]].concat()).await?;
        } else {
            self.execute(&format!("INSERT INTO {table} ({columns}) VALUES ({values})"), params).await?;
        }
        Ok(())
    }

    /// Where the row with this id should lie, in a table that is filled by [`Tx::insert_placed`]. PostgreSQL does not let
    /// us choose.
    pub(crate) fn place(&self, id: &str) -> Option<i64> {
        match &self.0 {
            TxKind::Sqlite(_) => place::of(id),
            TxKind::Postgres(_) => None,
        }
    }

    /// Whether a statement has a row for an answer.
    ///
    /// # Errors
    /// As for [`Tx::execute`].
    pub async fn exists(&self, sql: &str, params: &[Param<'_>]) -> Result<bool> {
        Ok(self.one(sql, params, |_| Ok(())).await?.is_some())
    }

    /// Runs a statement and returns its first row, if there is one, as `read` reads it.
    pub(crate) async fn one<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.take(1, sql, params, Keep::Prepared, read).await?.pop())
    }

    /// Runs a statement and returns its rows, as `read` reads them.
    pub(crate) async fn all<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.take(usize::MAX, sql, params, Keep::Prepared, read).await
    }

    /// The rows of a search, as `read` reads them. Its text depends on what is searched by, so it is not kept prepared:
    /// there would be no end to them.
    pub(crate) async fn found<T>(
        &self,
        sql: &str,
        filter: &Filter<'_>,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.take(usize::MAX, sql, filter.params(), Keep::Nothing, read).await
    }

    /// The first rows of a statement's answer, at most so many.
    async fn take<T>(
        &self,
        most: usize,
        sql: &str,
        params: &[Param<'_>],
        keep: Keep,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        Param::check(params)?;
        match &self.0 {
            TxKind::Sqlite(tx) => {
                let mut taken = Vec::new();
                tx.rows(sql, params, keep, &mut |row| {
                    if taken.len() < most {
                        taken.push(read(row)?);
                    }
                    Ok(())
                })?;
                Ok(taken)
            }
            TxKind::Postgres(tx) => {
                let rows = tx.rows(sql, params, keep).await?;
                rows.iter().take(most).map(|row| read(&Row(RowKind::Postgres(row)))).collect()
            }
        }
    }

    /// How the database goes about a search, a line per step.
    pub(crate) async fn explain(&self, sql: &str, filter: &Filter<'_>) -> Result<Vec<String>> {
        match &self.0 {
            TxKind::Sqlite(_) => {
                let read = |row: &Row<'_>| {
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
