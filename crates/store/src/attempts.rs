//! One write, tried until it is done.

use std::{sync::Arc, time::Duration};

use tokio::sync::OwnedMutexGuard;

use crate::{
    Error, Result, Store, Tx,
    postgres::{Postgres, PostgresTx},
    sqlite::SqliteTx,
    store::Kind,
    tx::TxKind,
};

/// How often a write is tried when PostgreSQL finds that it cannot be serialised with others.
const MAX_ATTEMPTS: u32 = 10;

/// The transactions of one write, one after the other. What is not ended is rolled back when this is dropped.
pub(crate) struct Attempts<'s> {
    store: &'s Store,
    /// The one that is running.
    tx: Option<TxKind>,
    /// How many failed.
    failed: u32,
    /// Keeps others from trying again at the same time.
    turn: Option<OwnedMutexGuard<()>>,
}

/// What is to be done after a transaction.
pub(crate) enum End {
    /// Nothing: its outcome stands.
    Final,
    /// The same again, in another one.
    Again,
}

impl<'s> Attempts<'s> {
    pub(crate) const fn new(store: &'s Store) -> Self {
        Self { store, tx: None, failed: 0, turn: None }
    }

    /// Begins a transaction.
    pub(crate) async fn begin(&mut self) -> Result<Tx> {
        let tx = match &self.store.0 {
            Kind::Sqlite(sqlite) => TxKind::Sqlite(sqlite.begin_write().await?),
            Kind::Postgres(postgres) => TxKind::Postgres(postgres.begin_write().await?),
        };
        self.tx = Some(tx.clone());
        Ok(Tx(tx))
    }

    /// Commits what was begun if it went `well`, and rolls it back otherwise.
    ///
    /// # Errors
    /// [`Error::Contention`] when others kept getting in the way, and why it was not committed.
    pub(crate) async fn end(&mut self, well: bool) -> Result<End> {
        match (self.tx.take().ok_or(Error::Closed)?, &self.store.0) {
            (TxKind::Postgres(tx), Kind::Postgres(postgres)) => self.end_postgres(tx, postgres, well).await,
            (TxKind::Sqlite(tx), _) => end_sqlite(&tx, well),
            (TxKind::Postgres(_), Kind::Sqlite(_)) => Err(Error::Closed),
        }
    }

    async fn end_postgres(&mut self, tx: Arc<PostgresTx>, postgres: &Postgres, well: bool) -> Result<End> {
        if well {
            match tx.commit().await {
                Ok(()) => return Ok(End::Final),
                Err(error) if !tx.must_retry() => return Err(error),
                Err(_) => {}
            }
        } else {
            tx.rollback().await;
            if !tx.must_retry() {
                return Ok(End::Final);
            }
        }
        // Gives the connection back: others may need it while this one waits.
        drop(tx);
        self.failed += 1;
        tracing::debug!(attempt = self.failed, "write could not be serialised, trying again");
        if self.turn.is_none() {
            // Those who failed once go on one at a time: left to themselves they would keep failing each other.
            self.turn = Some(postgres.turn_to_retry().await);
        } else {
            // Then the other was a first attempt, or another process.
            tokio::time::sleep(Duration::from_millis(u64::from(self.failed))).await;
        }
        if self.failed < MAX_ATTEMPTS { Ok(End::Again) } else { Err(Error::Contention) }
    }
}

fn end_sqlite(tx: &SqliteTx, well: bool) -> Result<End> {
    if well {
        tx.commit()?;
    }
    Ok(End::Final)
}
