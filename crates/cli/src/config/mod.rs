//! Settings of the production server: a TOML file and the environment, which wins.

mod problem;

use std::{net::SocketAddr, path::PathBuf};

use nightdesk_notify::{SmtpConfig, SmtpEncryption};
use nightdesk_store::DatabaseUrl;
use problem::Problems;
use serde::Deserialize;

use crate::{failure::Failure, frontend_api::FrontendApi, server::parse_listen};

/// The file as it is written, everything optional: what is missing may come from the environment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    listen: Option<String>,
    database: Option<String>,
    frontend_api: Option<String>,
    app_name: Option<String>,
    tls: Option<String>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    smtp_host: Option<String>,
    smtp_port: Option<u16>,
    smtp_encryption: Option<String>,
    smtp_user: Option<String>,
    smtp_from: Option<String>,
}

/// Settings that are complete and fit together.
pub struct Settings {
    pub listen: SocketAddr,
    pub database: DatabaseUrl,
    pub frontend_api: FrontendApi,
    pub app_name: String,
    pub tls: Tls,
    pub smtp: SmtpConfig,
}

/// Who takes the TLS off.
pub enum Tls {
    /// This process, with a certificate from files.
    Files { certificate: PathBuf, key: PathBuf },
    /// A proxy in front.
    Proxy,
}

impl File {
    /// Reads a file.
    ///
    /// # Errors
    /// `config_unreadable`, or `config_invalid` with the line that cannot be understood.
    pub fn read(path: &std::path::Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::new("config_unreadable", format!("cannot read {}: {error}.", path.display()))
        })?;
        toml::from_str(&text).map_err(|error| {
            Failure::new("config_invalid", format!("{} cannot be used: {error}", path.display()))
        })
    }
}

/// Puts file and environment together.
///
/// # Errors
/// `config_incomplete` with all that is missing or contradictory, each with its names and its remedy.
pub fn settings(file: File, variable: impl Fn(&str) -> Option<String>) -> Result<Settings, Failure> {
    let mut problems = Problems::new(variable);
    let listen = problems.required("listen", file.listen, "an address to listen on, like 0.0.0.0:443");
    let database = problems.required("database", file.database, "postgres://... or sqlite://PATH");
    let frontend_api =
        problems.required("frontend_api", file.frontend_api, "the public host, like auth.example.com");
    let app_name = problems.required("app_name", file.app_name, "the name that users see in e-mails");
    let smtp_host = problems.required("smtp_host", file.smtp_host, "the mail server that sends the codes");
    let smtp_from =
        problems.required("smtp_from", file.smtp_from, "the sender, like Name <no-reply@example.com>");

    let listen = problems.parsed("listen", listen, |text| parse_listen(text));
    let database = problems.parsed("database", database, |text| text.parse().map_err(Failure::from));
    let frontend_api = problems.parsed("frontend_api", frontend_api, FrontendApi::parse);
    let tls = tls(&mut problems, file.tls, file.tls_certificate, file.tls_key);
    let (encryption, default_port) =
        match problems.optional("smtp_encryption", file.smtp_encryption).as_deref().unwrap_or("starttls") {
            "starttls" => (SmtpEncryption::StartTls, 587),
            "tls" => (SmtpEncryption::Tls, 465),
            "none" => (SmtpEncryption::None, 25),
            other => {
                problems.add(format!("smtp_encryption is {other:?}; it can be starttls, tls or none"));
                (SmtpEncryption::StartTls, 587)
            }
        };
    let port = problems.optional("smtp_port", file.smtp_port.map(|port| port.to_string()));
    let port = problems.parsed("smtp_port", port, |text| {
        text.parse::<u16>().map_err(|_| Failure::new("config_invalid", "it is not a port"))
    });
    let user = problems.optional("smtp_user", file.smtp_user);
    // Never in the file: files get copied around.
    let password = problems.optional("smtp_password", None);
    let credentials = match (user, password) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        (Some(_), None) => {
            problems
                .add("smtp_user is set, but NIGHTDESK_SMTP_PASSWORD is not; set both or neither".to_owned());
            None
        }
        (None, Some(_)) => {
            problems
                .add("NIGHTDESK_SMTP_PASSWORD is set, but smtp_user is not; set both or neither".to_owned());
            None
        }
    };
    let found = (listen, database, frontend_api, app_name, tls, smtp_host, smtp_from);
    if let (
        Some(listen),
        Some(database),
        Some(frontend_api),
        Some(app_name),
        Some(tls),
        Some(host),
        Some(from),
    ) = found
        && problems.is_empty()
    {
        let smtp = SmtpConfig { host, port: port.unwrap_or(default_port), encryption, credentials, from };
        return Ok(Settings { listen, database, frontend_api, app_name, tls, smtp });
    }
    Err(problems.into_failure())
}

fn tls<V: Fn(&str) -> Option<String>>(
    problems: &mut Problems<V>,
    mode: Option<String>,
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
) -> Option<Tls> {
    let mode =
        problems.required("tls", mode, "\"files\", or \"proxy\" if a proxy in front takes the TLS off")?;
    match mode.as_str() {
        "proxy" => Some(Tls::Proxy),
        "files" => {
            let path = |path: Option<PathBuf>| path.map(|path| path.display().to_string());
            let certificate = problems.required(
                "tls_certificate",
                path(certificate),
                "PEM file with the certificate chain",
            );
            let key = problems.required("tls_key", path(key), "PEM file with the private key");
            Some(Tls::Files { certificate: certificate?.into(), key: key?.into() })
        }
        other => {
            problems.add(format!("tls is {other:?}; it can be \"files\" or \"proxy\""));
            None
        }
    }
}

#[cfg(test)]
mod tests;
