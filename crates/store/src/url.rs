//! Where the database is.

use std::{fmt, path::PathBuf, str::FromStr};

use percent_encoding::percent_decode_str;

use crate::OpenError;

/// A parsed database URL. It prints without user and password.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// `sqlite://PATH`: a file, created if missing. Relative paths start at the working directory.
    Sqlite(PathBuf),
    /// `postgres://...` or `postgresql://...`, with the parameters libpq knows.
    Postgres(Box<PostgresUrl>),
}

/// Where a PostgreSQL is.
#[derive(Clone)]
pub struct PostgresUrl {
    pub(crate) config: tokio_postgres::Config,
    /// `sslrootcert`: a PEM file with the certificates to trust in place of the machine's.
    pub(crate) root_certificates: Option<PathBuf>,
}

impl PostgresUrl {
    fn parse(text: &str) -> Result<Self, String> {
        // What is taken for a host or a parameter is shown, and would be a part of the password here.
        let server = text.split_once("://").map_or(text, |(_, rest)| rest);
        if server.rmatch_indices('@').any(|(at, _)| server[..at].contains(['@', '/', '?', '#'])) {
            return Err("user or password hold a character to be written otherwise: @ as %40, / as %2F, ? as %3F, # as %23"
                .to_owned());
        }
        let (address, query) = text.split_once('?').unwrap_or((text, ""));
        let mut root_certificates = None;
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslrootcert", path)) => {
                    let path = percent_decode_str(path).decode_utf8().map_err(|error| error.to_string())?;
                    root_certificates = Some(PathBuf::from(path.as_ref()));
                }
                // Stricter words for what `require` does here: certificates are always verified.
                Some(("sslmode", "verify-full" | "verify-ca")) => rest.push("sslmode=require"),
                _ => rest.push(pair),
            }
        }
        let config = tokio_postgres::Config::from_str(&format!("{address}?{}", rest.join("&")));
        // Its source names the parameter; the text itself may hold the password and is left out.
        let config = config.map_err(|error| {
            std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string)
        })?;
        if config.get_hosts().is_empty() {
            return Err("it names no host".to_owned());
        }
        Ok(Self { config, root_certificates })
    }
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
            Some(("postgres" | "postgresql", _)) => PostgresUrl::parse(text)
                .map(|url| Self::Postgres(Box::new(url)))
                .map_err(|reason| bad(&reason)),
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
            Self::Postgres(url) => {
                let config = &url.config;
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
    fn root_certificates_are_named_in_the_url() {
        let url = "postgres://h/db?sslmode=verify-full&sslrootcert=%2Fetc%2Four%20ca.pem&application_name=x";
        let Ok(DatabaseUrl::Postgres(url)) = url.parse() else { panic!("the URL is fine") };
        assert_eq!(url.root_certificates, Some(PathBuf::from("/etc/our ca.pem")));
        assert_eq!(url.config.get_ssl_mode(), tokio_postgres::config::SslMode::Require);
        assert_eq!(url.config.get_application_name(), Some("x"));
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
            ("postgres://u:hush@hush@h/db", "@ as %40"),
            ("postgres://u:hush/hush@h/db", "/ as %2F"),
            ("postgres://u:hush?hush@h/db", "? as %3F"),
            ("postgres://u:hush#hush@h/db", "# as %23"),
        ] {
            let error = url.parse::<DatabaseUrl>().unwrap_err();
            assert_eq!(error.code(), "database_url_invalid");
            let text = error.to_string();
            assert!(text.contains(expected), "{url}: {text}");
            assert!(!text.contains("hush"), "{text}");
        }
    }
}
