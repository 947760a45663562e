//! A fresh database per test.

use std::sync::atomic::{AtomicU32, Ordering};

use nightdesk_store::{DatabaseUrl, Store};
use tempfile::TempDir;
use tokio_postgres::NoTls;

use crate::postgres;

/// The environment variable that says on which database tests run that could run on either: `sqlite`, which is what
/// they run on without it, or `postgres`.
pub const ENV: &str = "NIGHTDESK_TEST_DATABASE";

/// An empty database of one test.
pub struct TestDatabase {
    url: String,
    noted: Option<[Vec<u8>; 2]>,
    /// Removed with the database.
    _folder: Option<TempDir>,
}

impl TestDatabase {
    /// One of the kind that [`ENV`] names.
    ///
    /// # Panics
    /// If it names none.
    #[expect(clippy::disallowed_methods, reason = "on which database tests run is said from outside")]
    pub async fn usual() -> Self {
        match std::env::var(ENV).as_deref() {
            Err(_) | Ok("sqlite") => Self::sqlite(),
            Ok("postgres") => Self::postgres().await,
            Ok(other) => panic!("{ENV} is sqlite or postgres, not {other}"),
        }
    }

    /// An SQLite file in a temporary folder.
    ///
    /// # Panics
    /// If there is no temporary folder.
    #[must_use]
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        Self { url, noted: None, _folder: Some(folder) }
    }

    /// A schema in the PostgreSQL cluster of [`postgres::url`].
    ///
    /// # Panics
    /// If the cluster cannot be used.
    pub async fn postgres() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let schema = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let cluster = postgres::url();
        let (client, connection) =
            tokio_postgres::connect(cluster, NoTls).await.expect("the PostgreSQL cluster answers");
        let connection = tokio::spawn(connection);
        // A cluster kept over several runs may have one left of a process with the same id.
        let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        client.batch_execute(&fresh).await.expect("a schema can be made");
        drop(client);
        connection.await.expect("the connection does not panic").expect("the connection ends well");
        let separator = if cluster.contains('?') { '&' } else { '?' };
        let url = format!("{cluster}{separator}options=-csearch_path%3D{schema}");
        Self { url, noted: None, _folder: None }
    }

    /// A copy of an SQLite file that nobody writes to meanwhile.
    ///
    /// # Panics
    /// If it is no SQLite file, or cannot be copied.
    #[must_use]
    pub fn copied(&self) -> Self {
        let copy = Self::sqlite();
        let (from, to) = (self.path(), copy.path());
        std::fs::copy(from, to).expect("the file can be copied");
        // What was written last is in a file beside it.
        let log = format!("{from}-wal");
        if std::fs::exists(&log).is_ok_and(|exists| exists) {
            std::fs::copy(log, format!("{to}-wal")).expect("the log can be copied");
        }
        copy
    }

    /// Remembers what is in an SQLite file, for [`TestDatabase::is_as_noted`].
    #[must_use]
    pub fn noted(self) -> Self {
        let noted = Some(self.contents());
        Self { noted, ..self }
    }

    /// Whether nothing was written since [`TestDatabase::noted`].
    #[must_use]
    pub fn is_as_noted(&self) -> bool {
        self.noted.as_ref().is_some_and(|noted| *noted == self.contents())
    }

    /// The bytes of an SQLite file, and of what was written to it last.
    fn contents(&self) -> [Vec<u8>; 2] {
        let path = self.path();
        ["", "-wal"].map(|ending| std::fs::read(format!("{path}{ending}")).unwrap_or_default())
    }

    /// Where the file is.
    ///
    /// # Panics
    /// If it is no SQLite file.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.strip_prefix("sqlite://").expect("an SQLite file")
    }

    /// Its URL, as `--database` takes it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens it; every call is a process of its own, as far as the database can tell.
    ///
    /// # Panics
    /// If it cannot be opened.
    pub async fn open(&self) -> Store {
        let url: DatabaseUrl = self.url.parse().expect("the URL is made here");
        Store::open(&url).await.unwrap_or_else(|error| panic!("{error}"))
    }
}

/// Makes two tests of every function named: `name::sqlite` and `name::postgres`. The functions are
/// `async fn name(db: TestDatabase)`.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn sqlite() {
                super::$name($crate::TestDatabase::sqlite()).await;
            }

            #[tokio::test]
            async fn postgres() {
                super::$name($crate::TestDatabase::postgres().await).await;
            }
        }
    )*};
}
