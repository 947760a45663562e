//! A fresh database per test.

mod connection;
mod template;

use nightdesk_store::{DatabaseUrl, Store};
use tempfile::TempDir;

use self::connection::Connection;
use crate::postgres;

/// The environment variable that says on which database tests run that could run on either: `sqlite`, which is what
/// they run on without it, or `postgres`.
pub const ENV: &str = "NIGHTDESK_TEST_DATABASE";

/// A database of one test, with nothing in it.
pub struct TestDatabase {
    url: String,
    noted: Option<[Vec<u8>; 2]>,
    _held: Held,
}

/// What is removed with the database.
enum Held {
    Folder { _folder: TempDir },
    Database(String),
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Self::Database(name) = self {
            template::done(std::mem::take(name));
        }
    }
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
        Self { url, noted: None, _held: Held::Folder { _folder: folder } }
    }

    /// A database in the PostgreSQL cluster of [`postgres::url`]: a copy of one that has all migrations, which takes a
    /// fraction of their time.
    ///
    /// # Panics
    /// If the cluster cannot be used.
    pub async fn postgres() -> Self {
        let template = template::name().await;
        Self::on_postgres(&format!("TEMPLATE {template}")).await
    }

    /// One without any tables.
    ///
    /// # Panics
    /// If the cluster cannot be used.
    pub async fn empty_postgres() -> Self {
        Self::on_postgres("").await
    }

    async fn on_postgres(options: &str) -> Self {
        let name = template::fresh_name();
        let connection = Connection::open().await;
        for name in template::take_done() {
            // Connections of a test's runtime close some time after the test.
            connection.execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
        connection.execute(&format!("CREATE DATABASE {name} {options}")).await;
        connection.close().await;
        Self { url: postgres::url_of(&name), noted: None, _held: Held::Database(name) }
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
    fn path(&self) -> &str {
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
