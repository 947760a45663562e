//! What a request tells about the device behind it.

use std::{convert::Infallible, net::IpAddr};

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
};
use nightdesk_auth::model::Activity;

use crate::{App, forwarded::Caller};

/// Browsers by the word that only they have in their user agent, the more special ones first: they all name Chrome
/// and Safari too.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];
const DEVICES: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Macintosh", "Macintosh"),
    ("Windows", "Windows"),
    ("Linux", "Linux"),
];

/// The device of a request to a page of this server itself.
pub(crate) struct Device(pub(crate) Activity);

impl FromRequestParts<App> for Device {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(Traces::of(parts, false).read()))
    }
}

/// What tells of the device. It is read only when it is to be stored, which few requests need.
pub(super) struct Traces {
    agent: Option<HeaderValue>,
    address: Option<IpAddr>,
}

impl Traces {
    /// `passed_on` by an application, the request is not that of whoever sent it.
    pub(super) fn of(parts: &Parts, passed_on: bool) -> Self {
        Self { agent: parts.headers.get(header::USER_AGENT).cloned(), address: ip_address(parts, passed_on) }
    }

    /// The device. The id is left empty for whoever stores it.
    pub(super) fn read(&self) -> Activity {
        let agent = self.agent.as_ref().and_then(|value| value.to_str().ok()).unwrap_or("");
        device(agent, self.address)
    }
}

fn device(agent: &str, address: Option<IpAddr>) -> Activity {
    let browser = BROWSERS.iter().find(|(word, _)| agent.contains(word));
    let version = browser.and_then(|(word, _)| agent.split(word).nth(1)).map(|rest| {
        rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').take(20).collect::<String>()
    });
    Activity {
        id: String::new(),
        device_type: DEVICES
            .iter()
            .find(|(word, _)| agent.contains(word))
            .map(|(_, name)| (*name).to_owned()),
        is_mobile: agent.contains("Mobile") || agent.contains("Android"),
        browser_name: browser.map(|(_, name)| (*name).to_owned()),
        browser_version: version.filter(|version| !version.is_empty()),
        ip_address: address.map(|address| address.to_string()),
        origin: None,
    }
}

fn ip_address(parts: &Parts, passed_on: bool) -> Option<IpAddr> {
    let caller = parts.extensions.get::<Caller>()?;
    caller.sent_for.filter(|_| passed_on).or(caller.address)
}
