//! A connection to the cluster itself, for what is done to whole databases.

use tokio::task::JoinHandle;
use tokio_postgres::{Client, NoTls};

use crate::postgres;

pub(super) struct Connection {
    client: Client,
    task: JoinHandle<Result<(), tokio_postgres::Error>>,
}

impl Connection {
    pub(super) async fn open() -> Self {
        let connected = tokio_postgres::connect(postgres::url(), NoTls).await;
        let (client, connection) = connected.expect("the PostgreSQL cluster answers");
        Self { client, task: tokio::spawn(connection) }
    }

    pub(super) async fn execute(&self, sql: &str) {
        self.client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    /// The first column, as text.
    pub(super) async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.client.query(sql, &[]).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        rows.iter().map(|row| row.get(0)).collect()
    }

    pub(super) async fn close(self) {
        drop(self.client);
        self.task.await.expect("the connection does not panic").expect("the connection ends well");
    }
}
