//! Schema migrations: one folder for both databases.

use refinery::{Migration, Runner};

use crate::OpenError;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// What to do about a schema that is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Migrate {
    Apply,
    Refuse,
}

/// Name of refinery's table.
pub(crate) const HISTORY: &str = "refinery_schema_history";

/// The migrations for SQLite, as they are written.
pub(crate) fn for_sqlite() -> Runner {
    // One transaction for all: a process killed half-way leaves the old schema, not half a new one.
    embedded::migrations::runner().set_grouped(true)
}

/// The migrations for PostgreSQL. Texts are compared by code point there too, as SQLite does it, whatever the
/// collation the database was created with: an `ORDER BY` must mean the same on both.
pub(crate) fn for_postgres() -> Runner {
    let runner = embedded::migrations::runner();
    let migrations: Vec<_> = runner
        .get_migrations()
        .iter()
        .map(|migration| {
            let sql = migration.sql().unwrap_or_default().replace(" TEXT", " TEXT COLLATE \"C\"");
            Migration::unapplied(&migration.to_string(), &sql)
                .expect("the name was accepted when the migration was embedded")
        })
        .collect();
    Runner::new(&migrations).set_grouped(true)
}

/// The schema version this program was built for.
pub(crate) fn known_version() -> i64 {
    embedded::migrations::runner()
        .get_migrations()
        .iter()
        .map(|migration| i64::from(migration.version()))
        .max()
        .unwrap_or(0)
}

/// Compares the version found with ours. `Ok(true)` means that migrations are due.
pub(crate) fn due(database: &str, found: i64, migrate: Migrate) -> Result<bool, OpenError> {
    let known = known_version();
    let database = database.to_owned();
    match found.cmp(&known) {
        std::cmp::Ordering::Greater => Err(OpenError::Newer { database, found, known }),
        std::cmp::Ordering::Equal => Ok(false),
        std::cmp::Ordering::Less if migrate == Migrate::Refuse => {
            Err(OpenError::Outdated { database, found, known })
        }
        std::cmp::Ordering::Less => Ok(true),
    }
}

/// Sorts a failed migration run into our errors.
pub(crate) fn failed(database: &str, error: &refinery::Error) -> OpenError {
    use refinery::error::Kind;
    let database = database.to_owned();
    let reason = std::error::Error::source(error)
        .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    match error.kind() {
        Kind::DivergentVersion(..) | Kind::MissingVersion(..) | Kind::RepeatedVersion(..) => {
            OpenError::Diverged { database, reason }
        }
        _ => OpenError::Io { database, reason },
    }
}

/// Name of our first migration: a PostgreSQL database with another one belongs to another program that uses refinery.
pub(crate) fn first_name() -> String {
    let runner = embedded::migrations::runner();
    runner.get_migrations().iter().min().map(|migration| migration.name().to_owned()).unwrap_or_default()
}
