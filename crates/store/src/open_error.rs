//! Why a database could not be opened, and what to do about it.

/// Opening failed. Each reason has a stable code, and its text says the remedy.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database URL cannot be understood.
    #[error(
        "the database URL is not usable: {reason}. Write sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/NAME"
    )]
    BadUrl { reason: String },
    /// The file is not an SQLite database.
    #[error("{path} is not an SQLite database. Choose another path with --database, or move the file away")]
    NotADatabase { path: String },
    /// The path names a folder.
    #[error("{path} is a folder. Name a file with --database, such as sqlite://{path}/dev.db")]
    Folder { path: String },
    /// The database is in use by another program.
    #[error(
        "{database} belongs to another program, and nothing in it was changed. Choose another one with --database"
    )]
    NotOurs { database: String },
    /// The file or its folder cannot be written.
    #[error(
        "{path} is read-only. Give this user write access to the file and to its folder (SQLite writes two more files beside it)"
    )]
    ReadOnly { path: String },
    /// A later version has migrated the database.
    #[error(
        "{database} was written by a newer version (schema {found}, this version knows {known}). Install that version, or restore a backup from before the upgrade"
    )]
    Newer { database: String, found: i64, known: i64 },
    /// The schema is older than this version and may not be changed now.
    #[error(
        "{database} has schema {found}, this version needs {known}. Make a backup, then run `nightdesk migrate` for it (--database, or NIGHTDESK_DATABASE)"
    )]
    Outdated { database: String, found: i64, known: i64 },
    /// The file is an SQLite database that something has broken.
    #[error("{path} is damaged: {reason}. Restore a backup")]
    Damaged { path: String, reason: String },
    /// The migrations recorded in the database differ from ours.
    #[error("the schema of {database} differs from every released one: {reason}. Restore a backup")]
    Diverged { database: String, reason: String },
    /// PostgreSQL does not answer, or refuses us.
    #[error(
        "PostgreSQL at {database} cannot be used: {reason}. Check that it runs, and the URL's host, user, password and database"
    )]
    Unreachable { database: String, reason: String },
    /// Anything else, such as a full disk.
    #[error(
        "{database} cannot be opened: {reason}. Check that its folder exists, that this user may read and write both, and that there is room left"
    )]
    Io { database: String, reason: String },
}

impl OpenError {
    /// A stable code for scripts and documentation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "database_url_invalid",
            Self::NotADatabase { .. } | Self::Folder { .. } => "database_not_a_database",
            Self::NotOurs { .. } => "database_not_ours",
            Self::ReadOnly { .. } => "database_read_only",
            Self::Newer { .. } => "database_newer",
            Self::Outdated { .. } => "database_outdated",
            Self::Diverged { .. } => "database_diverged",
            Self::Unreachable { .. } => "database_unreachable",
            Self::Damaged { .. } => "database_damaged",
            Self::Io { .. } => "database_io",
        }
    }
}
