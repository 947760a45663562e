//! What a development server says once it accepts connections.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::Path,
};

use nightdesk_auth::model::{Instance, Secret};
use serde::Serialize;

use crate::output;

/// Everything a developer needs to use the server.
pub struct Announcement<'a> {
    pub instance: &'a Instance,
    pub secret_key: Option<&'a Secret>,
    pub address: SocketAddr,
    /// Path and query of the one-time link into the dashboard.
    pub link: &'a str,
    /// The certificate that browsers have to trust for HTTPS.
    pub authority: &'a Path,
    pub database: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    publishable_key: &'a str,
    secret_key: &'a str,
    frontend_api: &'a str,
    api_url: &'a str,
    dashboard_url: &'a str,
}

impl Announcement<'_> {
    /// Prints one line of JSON, or a block for people.
    pub fn print(&self, json: bool) -> io::Result<()> {
        let publishable_key = self.instance.publishable_key();
        let secret_key = self.secret_key.map(Secret::expose).unwrap_or_default();
        let api_url = format!("http://{}", reachable(self.address));
        let dashboard_url = format!("{api_url}{}", self.link);
        if json {
            return output::json_line(&Line {
                publishable_key: &publishable_key,
                secret_key,
                frontend_api: &self.instance.frontend_api,
                api_url: &api_url,
                dashboard_url: &dashboard_url,
            });
        }
        let environment =
            if self.instance.environment.is_development() { "development" } else { "production" };
        output::line(&format!(
            "\n  nightdesk is ready ({environment})\n\n\
             \x20 Publishable key  {publishable_key}\n\
             \x20 Secret key       {secret_key}\n\
             \x20 Frontend API     {}\n\
             \x20 API URL          {api_url}\n\
             \x20 Dashboard        {dashboard_url}\n\
             \x20                  (opens once, for ten minutes; `nightdesk dashboard` prints a new link)\n\
             \x20 Database         {}\n\n\
             \x20 E-mails and their codes: nightdesk outbox --follow\n\
             \x20 HTTPS is on the same port. To let browsers and SDKs trust it, add the local authority\n\
             \x20 {}\n\
             \x20 to their trust store; for Node.js: export NODE_EXTRA_CA_CERTS={}\n",
            self.instance.frontend_api,
            self.database,
            self.authority.display(),
            self.authority.display(),
        ))
    }
}

/// An address that can be connected to: a server that listens on every address is reached on loopback.
fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        return SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port());
    }
    address
}
