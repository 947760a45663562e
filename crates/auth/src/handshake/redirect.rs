//! Where a handshake may lead. It carries a session token, so every place it would go to is checked.

use url::{Url, form_urlencoded};

use crate::{Refusal, model::Instance, redirect, refusal::Field, site};

const TOKEN: &str = "__clerk_handshake";
const NONCE: &str = "__clerk_handshake_nonce";
/// What earlier handshakes left in the address. Backends read the first value they find, so an old one must not stay.
const LEFTOVERS: [&str; 3] = [TOKEN, NONCE, "__clerk_db_jwt"];
/// How long the cookie is kept: for one redirect. Backends resolve it again as long as it is there.
const COOKIE_SECS: u32 = 10;

/// A place that may be given a session token.
#[derive(Debug, Clone)]
pub struct Redirect {
    url: Url,
    carrier: Carrier,
    /// The domain of cookies that the application shares with the frontend API; none if they share only the host.
    pub(super) shared_domain: Option<String>,
}

/// In which form a handshake is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The signed list itself.
    Token,
    /// What the application fetches the list with.
    Nonce,
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Self::Token => TOKEN,
            Self::Nonce => NONCE,
        }
    }
}

/// How it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carrier {
    Query,
    /// Keeps it out of logs and histories, where a cookie of ours can reach the application.
    Cookie,
}

/// Checks the `redirect_url` of a handshake.
///
/// It may lead to the instance's own site by https, to an allowed origin, and on this machine by http; anywhere on
/// this machine if the instance is a development one. `front` is the host by which the browser reached us.
///
/// # Errors
/// [`Refusal::Missing`], [`Refusal::Malformed`] if it is no absolute http or https URL, and
/// [`Refusal::RedirectNotAllowed`].
pub fn redirect(instance: &Instance, front: &str, redirect_url: Option<&str>) -> Result<Redirect, Refusal> {
    let url = redirect::parse(redirect_url)?;
    let (true, Some(host)) = (matches!(url.scheme(), "http" | "https"), url.host_str()) else {
        return Err(Refusal::Malformed(Field::RedirectUrl));
    };
    if !redirect::is_trusted(instance, front, &url) {
        return Err(Refusal::RedirectNotAllowed { origin: redirect::origin_of(&url) });
    }
    let site = site::of(front).filter(|site| site::contains(site, host));
    let within_reach = redirect::within_reach(front, host);
    let development = instance.environment.is_development();
    let carrier = if development || !within_reach { Carrier::Query } else { Carrier::Cookie };
    Ok(Redirect { url, carrier, shared_domain: site })
}

impl Redirect {
    /// The application's origin: whom the session token is for.
    #[must_use]
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// Whether the application is reached by https, so that its cookies can be kept off anything else.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Where to send the browser with this handshake, and the cookie to set on the way, if it travels in one.
    #[must_use]
    pub fn carry(&self, form: Form, text: &str) -> (String, Option<String>) {
        let name = form.name();
        match self.carrier {
            Carrier::Query => (self.location(Some((name, text))), None),
            Carrier::Cookie => {
                let domain = self.shared_domain.as_ref();
                let domain = domain.map(|domain| format!("; Domain={domain}")).unwrap_or_default();
                let secure = if self.is_secure() { "; Secure" } else { "" };
                let cookie = format!(
                    "{name}={text}; Path=/{domain}; Max-Age={COOKIE_SECS}; SameSite=Lax; HttpOnly{secure}"
                );
                (self.location(None), Some(cookie))
            }
        }
    }

    /// Takes the cookie away again that a nonce travels in. Backends would resolve it with every request as long as it is
    /// there, but it is good once.
    #[must_use]
    pub(super) fn without_nonce(&self) -> Option<String> {
        let domain = self.shared_domain.as_ref();
        let domain = domain.map(|domain| format!("; Domain={domain}")).unwrap_or_default();
        let secure = if self.is_secure() { "; Secure" } else { "" };
        let cookie = || format!("{NONCE}=; Path=/{domain}; Max-Age=0; SameSite=Lax; HttpOnly{secure}");
        (self.carrier == Carrier::Cookie).then(cookie)
    }

    /// The URL as it was given, but for what handshakes put there.
    fn location(&self, handshake: Option<(&str, &str)>) -> String {
        let given = self.url.query().unwrap_or("").split('&');
        let kept = given.filter(|pair| !pair.is_empty() && !is_leftover(pair));
        let mut pairs: Vec<_> = kept.map(str::to_owned).collect();
        pairs.extend(handshake.map(|(name, text)| format!("{name}={text}")));
        let mut url = self.url.clone();
        let query = pairs.join("&");
        url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
        url.into()
    }
}

/// Judges the name as the application will read it, whatever its spelling.
fn is_leftover(pair: &str) -> bool {
    form_urlencoded::parse(pair.as_bytes()).next().is_some_and(|(name, _)| LEFTOVERS.contains(&&*name))
}

#[cfg(test)]
mod tests;
