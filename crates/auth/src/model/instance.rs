//! One deployment of an application: its host, its keys, its settings.

use nightdesk_wire::{
    ids::{ApplicationId, InstanceId},
    time::UnixMs,
};

use super::{Secret, Settings, stored_enum::stored_enum};
use crate::proxy;

/// Which flows an instance uses: `pk_test_` with dev browsers, or `pk_live_` with client tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    Development,
    Production,
}

stored_enum!(Environment { Development = "development", Production = "production" });

impl Environment {
    /// The part of a key that names the environment: `test` or `live`.
    #[must_use]
    pub const fn key_infix(self) -> &'static str {
        match self {
            Self::Development => "test",
            Self::Production => "live",
        }
    }

    /// The environment of an application's other instance.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Development => Self::Production,
            Self::Production => Self::Development,
        }
    }

    /// Whether this is a development instance.
    #[must_use]
    pub const fn is_development(self) -> bool {
        matches!(self, Self::Development)
    }
}

/// An instance of an application.
#[derive(Debug, Clone)]
pub struct Instance {
    pub id: InstanceId,
    /// An application has at most one instance of each environment.
    pub application_id: ApplicationId,
    /// Read along with the row, because e-mails and pages show it; it is changed on the application.
    pub application_name: String,
    pub environment: Environment,
    /// Host of the frontend API as the publishable key carries it, with a port where there is one.
    pub frontend_api: String,
    /// RSA 2048 private key, PKCS#8 PEM: signs session tokens.
    pub signing_key_pem: Secret,
    /// Key of the HMAC over client tokens and tickets: a random text, used as its bytes.
    pub client_token_key: Secret,
    pub settings: Settings,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

impl Instance {
    /// `iss` of every token of this instance; official backends compare it with the host in the publishable key.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("https://{}", self.frontend_api)
    }

    /// What addresses of the frontend API begin with that browsers are led to.
    #[must_use]
    pub fn home(&self) -> String {
        let proxy = self.settings.proxy_url.as_deref().and_then(proxy::parse);
        proxy.map_or_else(|| self.issuer(), |proxy| proxy.url)
    }

    /// The key that pages and extensions carry: it names the environment and the frontend API.
    #[must_use]
    pub fn publishable_key(&self) -> String {
        use base64::Engine as _;
        let host = base64::engine::general_purpose::STANDARD.encode(format!("{}$", self.frontend_api));
        format!("pk_{}_{host}", self.environment.key_infix())
    }

    /// The frontend API's host without its port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.frontend_api.rsplit_once(':').map_or(self.frontend_api.as_str(), |(host, _)| host)
    }
}
