//! Where a browser may be sent. A place that anybody could choose would be handed sign-ins and tokens, and would lend
//! our name to a fraud.

mod extension;

use nightdesk_wire::time::UnixMs;
use url::Url;

use crate::{
    Refusal,
    model::{Instance, RedirectUrl},
    origin,
    refusal::Field,
    site,
};

/// Longest address that is taken.
pub const MAX_BYTES: usize = 2048;
/// What runs or shows what the address itself says, or reads this machine.
const NO_PLACES: [&str; 10] = [
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "intent",
    "javascript",
    "mailto",
    "vbscript",
    "view-source",
];

/// Checks the `redirect_url` of a flow.
///
/// It may lead to the instance's own site by https, to an allowed origin, to this machine if the instance is a
/// development one, to the address that browsers keep for an allowed extension, and to what is listed: there scheme, host, port and path have to be the same.
///
/// `front` is the host by which the browser reached us.
///
/// # Errors
/// [`Refusal::Missing`], [`Refusal::Malformed`] and [`Refusal::RedirectNotAllowed`].
pub fn target(
    instance: &Instance,
    front: &str,
    listed: &[RedirectUrl],
    text: Option<&str>,
) -> Result<Url, Refusal> {
    let url = parse(text)?;
    let is_listed =
        |listed: &RedirectUrl| Url::parse(&listed.url).is_ok_and(|listed| place(&listed) == place(&url));
    if is_trusted(instance, front, &url) || listed.iter().any(is_listed) {
        return Ok(url);
    }
    Err(Refusal::RedirectNotAllowed { origin: origin_of(&url) })
}

/// Reads an absolute address.
///
/// # Errors
/// [`Refusal::Missing`] and [`Refusal::Malformed`].
pub fn parse(text: Option<&str>) -> Result<Url, Refusal> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let text = text.ok_or(Refusal::Missing(Field::RedirectUrl))?;
    let malformed = Refusal::Malformed(Field::RedirectUrl);
    if text.len() > MAX_BYTES {
        return Err(malformed);
    }
    let Ok(url) = Url::parse(text) else { return Err(malformed) };
    // Credentials in front of the host are a way to make an address look like another.
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_place = !NO_PLACES.contains(&url.scheme()) && (url.host_str().is_some() || !is_web);
    if is_place && !has_credentials { Ok(url) } else { Err(malformed) }
}

/// Makes an entry of the list.
///
/// # Errors
/// [`Refusal::Malformed`] for what is no address, and for one by http that is not of this machine.
pub fn entry(
    id: nightdesk_wire::ids::RedirectUrlId,
    instance: &Instance,
    text: &str,
    now: UnixMs,
) -> Result<RedirectUrl, Refusal> {
    let url = parse(Some(text))?;
    if url.scheme() == "http" && !url.host_str().is_some_and(origin::is_loopback) {
        return Err(Refusal::Malformed(Field::RedirectUrl));
    }
    let url = text.trim().to_owned();
    Ok(RedirectUrl { id, instance_id: instance.id.clone(), url, created_at: now, updated_at: now })
}

/// Whether the place is the instance's own or one that its settings name.
pub(crate) fn is_trusted(instance: &Instance, front: &str, url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    if !matches!(url.scheme(), "http" | "https") {
        // An extension's page is its origin's; the scheme of a native application has no owner that could be checked.
        let is_extension = matches!(url.scheme(), "chrome-extension" | "moz-extension");
        return is_extension && origin::allowed(instance, &origin_of(url));
    }
    let loopback = origin::is_loopback(host);
    let origin = origin_of(url);
    let extension = extension::behind(host).filter(|_| url.scheme() == "https");
    (within_reach(front, host) && (url.scheme() == "https" || loopback))
        || (instance.environment.is_development() && loopback)
        || instance.settings.allowed_origins.iter().any(|allowed| allowed.eq_ignore_ascii_case(&origin))
        || extension.is_some_and(|extension| origin::allowed(instance, &extension))
}

/// Whether cookies that are set at `front` can reach the host.
pub(crate) fn within_reach(front: &str, host: &str) -> bool {
    let site = site::of(front);
    site.is_some_and(|site| site::contains(&site, host)) || host.eq_ignore_ascii_case(front)
}

/// Whether cookies that are set at `front` can reach the pages of an origin.
#[must_use]
pub fn is_within_reach(front: &str, origin: &str) -> bool {
    let host = Url::parse(origin).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_some_and(|host| within_reach(front, &host))
}

/// `scheme://host[:port]`, also for schemes whose origins browsers keep to themselves.
#[must_use]
pub fn origin_of(url: &Url) -> String {
    let origin = url.origin();
    if origin.is_tuple() {
        return origin.ascii_serialization();
    }
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

/// The address without what a flow may add to it.
fn place(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests;
