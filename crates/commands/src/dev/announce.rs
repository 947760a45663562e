//! What a development server says once it is ready.

use std::{io, net::SocketAddr, path::PathBuf};

use nightdesk_auth::model::{Environment, Instance, SecretKey};
use nightdesk_store::DatabaseUrl;
use serde::Serialize;

use crate::{args::DEFAULT_DATABASE, output};

/// Keys and addresses of a running server. With `--json` the serialised fields are all that is printed.
#[derive(Serialize)]
pub struct Announcement {
    publishable_key: String,
    secret_key: String,
    frontend_api: String,
    api_url: String,
    dashboard_url: String,
    /// What other commands need to be told to find this instance.
    #[serde(skip)]
    whereabouts: Whereabouts,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    authority_path: PathBuf,
}

impl Announcement {
    /// `link` is the path of the dashboard's one-time link.
    pub fn new(
        address: SocketAddr,
        instance: &Instance,
        key: &SecretKey,
        link: &str,
        authority_path: PathBuf,
        database: &DatabaseUrl,
    ) -> Self {
        let api_url = format!("http://{}", reachable(address));
        let environment = match instance.environment {
            Environment::Development => "development",
            Environment::Production => "production",
        };
        Self {
            publishable_key: instance.publishable_key(),
            secret_key: key.plain.as_ref().map(|secret| secret.expose().to_owned()).unwrap_or_default(),
            frontend_api: instance.frontend_api.clone(),
            dashboard_url: format!("{api_url}{link}"),
            api_url,
            whereabouts: Whereabouts::new(instance.environment, database),
            title: format!("Nightdesk is ready: {environment} instance of \"{}\"", instance.application_name),
            authority_path: std::path::absolute(&authority_path).unwrap_or(authority_path),
        }
    }

    /// Prints to standard output, as one line of JSON or for a person.
    pub fn print(&self, json: bool) -> io::Result<()> {
        if json { output::json_line(self) } else { output::line(&self.text()) }
    }

    fn text(&self) -> String {
        let authority = self.authority_path.display();
        format!(
            "\n{title}\n\n  \
             Publishable key  {publishable_key}\n  \
             Secret key       {secret_key}\n  \
             Frontend API     {frontend_api}\n  \
             API URL          {api_url}\n  \
             Dashboard        {dashboard_url}\n                   \
             (works once, for ten minutes; nightdesk dashboard{environment}{database} prints another)\n  \
             E-mails          nightdesk outbox --follow{database}\n\n\
             Official SDKs reach the frontend API over https. Have this machine trust the server's authority once:\n  \
             Browser          {trust}\n  \
             Node.js          export NODE_EXTRA_CA_CERTS={authority}\n\n\
             Ctrl-C ends the server; keys, users and sessions are kept.\n",
            title = self.title,
            environment = self.whereabouts.environment,
            database = self.whereabouts.database,
            publishable_key = self.publishable_key,
            secret_key = self.secret_key,
            frontend_api = self.frontend_api,
            api_url = self.api_url,
            dashboard_url = self.dashboard_url,
            trust = trust_command(&authority.to_string()),
        )
    }
}

/// Arguments, each with a space before it, that lead other commands to this instance.
struct Whereabouts {
    environment: &'static str,
    database: String,
}

impl Whereabouts {
    fn new(environment: Environment, database: &DatabaseUrl) -> Self {
        Self {
            environment: if environment.is_development() { "" } else { " --environment production" },
            database: match database {
                DatabaseUrl::Sqlite(_) if database.to_string() == DEFAULT_DATABASE => String::new(),
                DatabaseUrl::Sqlite(_) => format!(" --database \"{database}\""),
                // It holds a password, which does not belong on a screen.
                DatabaseUrl::Postgres(_) => " --database URL".to_owned(),
            },
        }
    }
}

/// Where a program on this machine connects to: an unspecified address is no address to call.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            std::net::Ipv4Addr::LOCALHOST.into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        });
    }
    address
}

/// The command that has this system's browsers trust the authority.
fn trust_command(authority: &str) -> String {
    if cfg!(target_os = "macos") {
        format!("security add-trusted-cert -k ~/Library/Keychains/login.keychain-db \"{authority}\"")
    } else if cfg!(windows) {
        format!("certutil -user -addstore Root \"{authority}\"")
    } else {
        format!("certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Nightdesk -i \"{authority}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_commands_are_told_what_they_would_not_find_by_themselves() {
        let told = |environment, url: &str| {
            let whereabouts = Whereabouts::new(environment, &url.parse().unwrap());
            format!("{}{}", whereabouts.environment, whereabouts.database)
        };
        assert_eq!(told(Environment::Development, DEFAULT_DATABASE), "");
        assert_eq!(
            told(Environment::Production, "sqlite://my.db"),
            " --environment production --database \"sqlite://my.db\""
        );
        assert_eq!(told(Environment::Development, "postgres://ada:hush@db/n"), " --database URL");
    }

    #[test]
    fn an_unspecified_address_is_announced_as_loopback() {
        assert_eq!(reachable("0.0.0.0:4400".parse().unwrap()).to_string(), "127.0.0.1:4400");
        assert_eq!(reachable("[::]:4400".parse().unwrap()).to_string(), "[::1]:4400");
        assert_eq!(reachable("127.0.0.1:1".parse().unwrap()).to_string(), "127.0.0.1:1");
    }
}
