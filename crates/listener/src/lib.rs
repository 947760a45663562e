//! One TCP port that answers HTTP and HTTPS.
//!
//! Official SDKs always speak HTTPS to the host in the publishable key, while ours and every tool
//! on a developer's machine are content with HTTP on loopback. The first byte of a connection
//! tells them apart ([`serve`]). The certificate comes from a local authority ([`ca`]) or from
//! files ([`tls`]).

pub mod ca;
mod names;
mod serve;
mod stream;
pub mod tls;

pub use names::certificate_names;
pub use serve::{Limits, Listener, Plain};

/// How a request travelled. An extension of every request that came through a [`Listener`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

impl Scheme {
    /// The scheme as it stands in a URL.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The scheme of that name, in whatever case it is written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Http, Self::Https].into_iter().find(|scheme| scheme.as_str().eq_ignore_ascii_case(text))
    }
}

#[cfg(test)]
mod tests;
