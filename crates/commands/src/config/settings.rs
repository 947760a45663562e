//! What the settings mean, and which of them go together.

use std::{net::SocketAddr, path::PathBuf};

use nightdesk_notify::{SmsConfig, SmtpConfig, SmtpEncryption};
use nightdesk_server::{Config, TrustedProxies};
use nightdesk_store::DatabaseUrl;

use super::{Problem, source::Source};
use crate::{
    failure::Failure,
    frontend_api::FrontendApi,
    server::{parse_assets_cdn, parse_listen},
};

/// Everything a production server needs to know.
pub struct ServeConfig {
    pub listen: SocketAddr,
    pub database: DatabaseUrl,
    pub frontend_api: FrontendApi,
    pub app_name: String,
    pub instances: ServedInstances,
    pub tls: Tls,
    pub smtp: SmtpConfig,
    /// `None` where no text messages are sent.
    pub sms: Option<SmsConfig>,
    pub trusted_proxies: TrustedProxies,
    pub hash_concurrency: usize,
    pub assets: Option<PathBuf>,
    pub assets_cdn: Option<String>,
    /// Where breached passwords are looked up; nowhere if `None`.
    pub breached_passwords_url: Option<String>,
}

/// Which instances of the database the server answers for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ServedInstances {
    #[default]
    Production,
    /// The development one too, on its own host.
    All,
}

/// Who takes the TLS off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    /// This server, with a certificate chain and key in PEM files.
    Files { certificate: PathBuf, key: PathBuf },
    /// A proxy in front of it.
    Proxy,
}

/// Makes sense of the settings.
///
/// # Errors
/// Every [`Problem`] there is, not just the first.
pub fn parse(source: Source) -> Result<ServeConfig, Vec<Problem>> {
    let mut reader = Reader { source, problems: Vec::new() };
    let listen = reader.required("listen", "the address to listen on, like 0.0.0.0:443", parse_listen);
    let database = reader.required("database", "postgres://... or sqlite://PATH", |text| {
        text.parse::<DatabaseUrl>().map_err(Failure::from)
    });
    let frontend_api = reader.required(
        "frontend_api",
        "the host inside the publishable key, like auth.example.com",
        FrontendApi::parse,
    );
    let app_name =
        reader.required("app_name", "the name that users read in e-mails", |text| Ok(text.to_owned()));
    let instances = reader.optional("instances", "\"production\" or \"all\"", |text| match text {
        "production" => Some(ServedInstances::Production),
        "all" => Some(ServedInstances::All),
        _ => None,
    });
    let tls = tls(&mut reader);
    let smtp = smtp(&mut reader);
    let sms = sms(&mut reader);
    let trusted_proxies = trusted_proxies(&mut reader);
    let hash_concurrency = reader.optional("hash_concurrency", "a number from 1 to 64", |text| {
        text.parse().ok().filter(|count| (1..=64).contains(count))
    });
    let assets = reader.source.get("assets").map(PathBuf::from);
    let assets_cdn = reader.optional("assets_cdn", "an address like https://cdn.example.com/npm", |text| {
        parse_assets_cdn(text).ok()
    });
    let expected = "an address like https://api.pwnedpasswords.com, or none";
    let breached_passwords_url = reader.optional("breached_passwords_url", expected, |text| match text {
        "none" => Some(None),
        url => (url.starts_with("https://") || url.starts_with("http://")).then(|| Some(url.to_owned())),
    });
    for name in reader.source.unknown() {
        let text = match &*name {
            "log" | "log_format" => "is not read from the file; set the variable",
            _ => "there is no such setting; check the spelling",
        };
        reader.problem::<()>(&name, text);
    }
    for name in reader.source.several() {
        reader.problem::<()>(&name, "is a list or a table; write one text");
    }
    for variable in reader.source.unknown_variables() {
        tracing::warn!(variable, "there is no such setting; check the spelling");
    }
    match (listen, database, frontend_api, app_name, tls, smtp) {
        (Some(listen), Some(database), Some(frontend_api), Some(app_name), Some(tls), Some(smtp))
            if reader.problems.is_empty() =>
        {
            Ok(ServeConfig {
                listen,
                database,
                frontend_api,
                app_name,
                instances: instances.unwrap_or_default(),
                smtp,
                sms,
                trusted_proxies: trusted_proxies.unwrap_or_else(|| of_this_machine(&tls)),
                tls,
                hash_concurrency: hash_concurrency.unwrap_or_else(|| Config::default().hash_concurrency),
                assets,
                assets_cdn,
                breached_passwords_url: breached_passwords_url
                    .unwrap_or_else(|| Some(nightdesk_server::PWNED_PASSWORDS.to_owned())),
            })
        }
        _ => Err(reader.problems),
    }
}

fn tls(reader: &mut Reader) -> Option<Tls> {
    let certificate = reader.source.get("tls_certificate").map(PathBuf::from);
    let key = reader.source.get("tls_key").map(PathBuf::from);
    match reader.source.get("tls").as_deref() {
        None => reader.problem("tls", "not set; \"files\" with tls_certificate and tls_key, or \"proxy\" if a proxy in front takes the TLS off"),
        Some("proxy") if certificate.is_some() || key.is_some() => reader.problem(
            "tls",
            "\"proxy\" contradicts tls_certificate and tls_key; remove those, or set \"files\"",
        ),
        Some("proxy") => Some(Tls::Proxy),
        Some("files") => {
            if certificate.is_none() {
                reader.problem::<()>("tls_certificate", "not set; the PEM file with the certificate chain");
            }
            if key.is_none() {
                reader.problem::<()>("tls_key", "not set; the PEM file with the private key");
            }
            Some(Tls::Files { certificate: certificate?, key: key? })
        }
        Some(_) => reader.problem("tls", "is neither \"files\" nor \"proxy\""),
    }
}

fn trusted_proxies(reader: &mut Reader) -> Option<TrustedProxies> {
    if reader.source.get("trust_forwarded_for").is_some() {
        let text = "is no more: whoever reached the server was believed. Name your proxies in trusted_proxies instead";
        reader.problem::<()>("trust_forwarded_for", text);
    }
    let expected = "addresses and networks like 10.0.0.0/8, loopback, private, or none";
    reader.optional("trusted_proxies", expected, |text| text.parse().ok())
}

/// Which proxies are believed where none are named: with one in front that takes the TLS off, those of this machine.
fn of_this_machine(tls: &Tls) -> TrustedProxies {
    match tls {
        Tls::Proxy => TrustedProxies::loopback(),
        Tls::Files { .. } => TrustedProxies::default(),
    }
}

fn smtp(reader: &mut Reader) -> Option<SmtpConfig> {
    let host = reader.required("smtp_host", "the mail server that sends codes to users", smtp_host);
    let from =
        reader.required("smtp_from", "the sender of e-mails, like Example <no-reply@example.com>", |text| {
            Ok(text.to_owned())
        });
    let encryption =
        reader.optional("smtp_encryption", "\"starttls\", \"tls\" or \"none\"", |text| match text {
            "starttls" => Some(SmtpEncryption::StartTls),
            "tls" => Some(SmtpEncryption::Tls),
            "none" => Some(SmtpEncryption::None),
            _ => None,
        });
    let encryption = encryption.unwrap_or(SmtpEncryption::StartTls);
    let port = reader.optional("smtp_port", "a port", |text| text.parse().ok().filter(|port| *port != 0));
    let credentials = match (reader.source.get("smtp_user"), reader.source.get("smtp_password")) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        (Some(_), None) => reader.problem("smtp_password", "not set, though smtp_user is"),
        (None, Some(_)) => reader.problem("smtp_user", "not set, though smtp_password is"),
    };
    if encryption == SmtpEncryption::None && credentials.is_some() {
        reader.problem::<()>(
            "smtp_encryption",
            "\"none\" would send smtp_password in the clear; set \"starttls\" or \"tls\", or remove the password",
        );
    }
    let port = port.unwrap_or(match encryption {
        SmtpEncryption::Tls => 465,
        SmtpEncryption::StartTls => 587,
        SmtpEncryption::None => 25,
    });
    Some(SmtpConfig { host: host?, port, encryption, credentials, from: from? })
}

fn smtp_host(text: &str) -> Result<String, Failure> {
    // An address of IP version 6 has more than one colon.
    if text.contains('/') || text.matches(':').count() == 1 {
        let text = "is not a host like smtp.example.com; the port goes into smtp_port";
        return Err(Failure::new("smtp_host_invalid", text));
    }
    Ok(text.to_owned())
}

/// Text messages are optional: an instance without phone numbers sends none.
fn sms(reader: &mut Reader) -> Option<SmsConfig> {
    let (headers, body) = (reader.source.get("sms_headers"), reader.source.get("sms_body"));
    let Some(url) = reader.source.get("sms_url") else {
        if headers.is_some() || body.is_some() {
            reader.problem::<()>("sms_url", "not set, though sms_headers or sms_body is");
        }
        return None;
    };
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    let lines = headers.as_deref().unwrap_or_default().lines().filter(|line| !line.trim().is_empty());
    let Some(headers) = lines.map(header).collect() else {
        return reader.problem("sms_headers", "has a line that is not \"Name: value\"");
    };
    Some(SmsConfig { url, headers, body })
}

struct Reader {
    source: Source,
    problems: Vec<Problem>,
}

impl Reader {
    /// Notes a problem; `None` stands in for the value that is not there.
    fn problem<T>(&mut self, name: &str, text: impl Into<String>) -> Option<T> {
        self.problems.push(Problem { name: name.to_owned(), text: text.into() });
        None
    }

    fn required<T>(
        &mut self,
        name: &'static str,
        meaning: &str,
        parse: impl FnOnce(&str) -> Result<T, Failure>,
    ) -> Option<T> {
        match self.source.get(name) {
            None => self.problem(name, format!("not set; {meaning}")),
            Some(text) => match parse(&text) {
                Ok(value) => Some(value),
                Err(failure) => self.problem(name, failure.text()),
            },
        }
    }

    fn optional<T>(
        &mut self,
        name: &'static str,
        wanted: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.source.get(name)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.problem::<T>(name, format!("is not {wanted}"));
        }
        parsed
    }
}

#[cfg(test)]
mod tests;
