//! Where the database is.

use std::{fmt, path::PathBuf, str::FromStr};

use crate::OpenError;

/// A parsed database URL. It prints without user and password.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// `sqlite://PATH`: a file, created if missing. Relative paths start at the working directory.
    Sqlite(PathBuf),
    /// `postgres://...` or `postgresql://...`, with the parameters libpq knows.
    Postgres(Box<tokio_postgres::Config>),
}

impl FromStr for DatabaseUrl {
    type Err = OpenError;

    fn from_str(text: &str) -> Result<Self, OpenError> {
        let bad = |reason: &str| OpenError::BadUrl { reason: reason.to_owned() };
        match text.split_once(':') {
            Some(("sqlite", rest)) => match rest.strip_prefix("//").unwrap_or(rest) {
                "" => Err(bad("it names no file")),
                ":memory:" => Err(bad("an in-memory database would lose every user at the end")),
                path if path.contains(['?', '#', '\0']) => Err(bad("a path cannot contain `?`, `#` or NUL")),
                path => Ok(Self::Sqlite(PathBuf::from(path))),
            },
            Some(("postgres" | "postgresql", _)) => {
                let config = tokio_postgres::Config::from_str(text).map_err(|error| {
                    // Its source names the parameter; the text itself may hold the password and is left out.
                    let source = std::error::Error::source(&error).map(ToString::to_string);
                    bad(&source.unwrap_or_else(|| error.to_string()))
                })?;
                if config.get_hosts().is_empty() {
                    return Err(bad("it names no host"));
                }
                Ok(Self::Postgres(Box::new(config)))
            }
            Some((scheme, _)) => Err(bad(&format!("{scheme:?} is not a database we know"))),
            None => Err(bad("it has no scheme")),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use tokio_postgres::config::Host;
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(config) => {
                f.write_str("postgres://")?;
                match config.get_hosts().first() {
                    Some(Host::Tcp(host)) => f.write_str(host)?,
                    #[cfg(unix)]
                    Some(Host::Unix(path)) => write!(f, "{}", path.display())?,
                    _ => {}
                }
                if let Some(port) = config.get_ports().first() {
                    write!(f, ":{port}")?;
                }
                write!(f, "/{}", config.get_dbname().unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_print_without_their_password() {
        let url: DatabaseUrl = "postgres://ada:hush@db.example:5433/nightdesk".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://db.example:5433/nightdesk");
        let url: DatabaseUrl = "sqlite://.nightdesk/dev.db".parse().unwrap();
        assert_eq!(url.to_string(), "sqlite://.nightdesk/dev.db");
    }

    #[test]
    fn unusable_urls_say_what_is_wrong_and_never_the_password() {
        for (url, expected) in [
            ("", "no scheme"),
            ("dev.db", "no scheme"),
            ("mysql://root:hush@x/y", "\"mysql\" is not a database"),
            ("sqlite://", "names no file"),
            ("sqlite::memory:", "in-memory"),
            ("sqlite://a.db?mode=ro", "cannot contain"),
            ("postgres://u:hush@h/db?colour=blue", "colour"),
            ("postgres:///db", "names no host"),
        ] {
            let error = url.parse::<DatabaseUrl>().unwrap_err();
            assert_eq!(error.code(), "database_url_invalid");
            let text = error.to_string();
            assert!(text.contains(expected), "{url}: {text}");
            assert!(!text.contains("hush"), "{text}");
        }
    }
}
