//! What an instance's owner may change. Stored as JSON; a field an older version did not write takes its default.

use std::collections::BTreeMap;

use nightdesk_wire::time::UnixMs;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Display, Domain, Environment, NativeApps, Pages, PasswordSettings, Presence, Restrictions,
    SessionSettings, SignUpMode, SocialConnection, Strategy,
};
use crate::{origin::ANY_FIREFOX_EXTENSION, proxy, satellite};

const DAY_SECS: i64 = 24 * 60 * 60;

/// Settings of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Life of a session token. At least 10 s, because clients keep 5 s of leeway; at most an hour.
    pub session_token_lifetime_secs: i64,
    /// How long a session lasts without a new sign-in.
    pub session_lifetime_secs: i64,
    /// Origins that may call the frontend API. Empty means the environment's default, see `origin_allowed`.
    pub allowed_origins: Vec<String>,
    /// Whether strangers may create an account.
    pub sign_up_enabled: bool,
    /// Whether `+clerk_test` addresses take the code 424242. `None` follows the environment: only development.
    pub test_mode: Option<bool>,
    /// Whether a client holds at most one signed-in session.
    pub single_session_mode: bool,
    /// Hosts of the frontend API on other sites, whose applications share the sign-ins, with the path of a proxy.
    pub satellite_domains: Vec<String>,
    /// What else is known of satellites, by their places in [`Settings::satellite_domains`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<Domain>,
    /// Where browsers reach the frontend API if an application passes its requests on, see [`proxy`].
    pub proxy_url: Option<String>,
    pub sessions: SessionSettings,
    pub pages: Pages,
    pub display: Display,
    pub native: NativeApps,
    /// Whether users can have passkeys.
    pub passkeys_enabled: bool,
    /// Whether users can have wallets.
    pub web3_wallets_enabled: bool,
    /// Identity providers by name. Left out of what the dashboard shows: they hold secrets.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub social_connections: BTreeMap<String, SocialConnection>,
    pub password: PasswordSettings,
    pub restrictions: Restrictions,
    pub sign_up_mode: SignUpMode,
    /// Which attributes users have.
    pub email_address: Presence,
    pub phone_number: Presence,
    pub username: Presence,
    pub password_presence: Presence,
    pub first_name: Presence,
    pub last_name: Presence,
    /// Whether a code sent by e-mail proves an address.
    pub email_code: bool,
    /// Whether a link sent by e-mail does.
    pub email_link: bool,
    /// Whether that link has to be opened on the client that asked for it.
    pub email_link_same_client: bool,
    /// Whether a code sent by e-mail proves the second factor too, where the first was another.
    pub email_code_second_factor: bool,
    /// Whether who signs up has to agree to the terms.
    pub legal_consent: bool,
    /// How many days lines of the log are kept; 0 for all of them, for ever.
    pub log_retention_days: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            session_token_lifetime_secs: 60,
            session_lifetime_secs: 7 * DAY_SECS,
            allowed_origins: Vec::new(),
            sign_up_enabled: true,
            test_mode: None,
            single_session_mode: true,
            satellite_domains: Vec::new(),
            domains: Vec::new(),
            proxy_url: None,
            sessions: SessionSettings::default(),
            pages: Pages::default(),
            display: Display::default(),
            native: NativeApps::default(),
            passkeys_enabled: false,
            web3_wallets_enabled: false,
            social_connections: BTreeMap::new(),
            password: PasswordSettings::default(),
            restrictions: Restrictions::default(),
            sign_up_mode: SignUpMode::default(),
            email_address: Presence::Required,
            phone_number: Presence::Off,
            username: Presence::On,
            password_presence: Presence::Required,
            first_name: Presence::On,
            last_name: Presence::On,
            email_code: true,
            email_link: false,
            email_link_same_client: true,
            email_code_second_factor: false,
            legal_consent: false,
            log_retention_days: 90,
        }
    }
}

/// Why settings are refused. The text names the field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    #[error("must be between {min} and {max} seconds")]
    OutOfRange { field: &'static str, min: i64, max: i64 },
    #[error("must be between {min} and {max}")]
    OutOfBounds { field: &'static str, min: i64, max: i64 },
    #[error("{origin:?} is not an origin: write scheme://host or scheme://host:port, without a path")]
    NotAnOrigin { origin: String },
    #[error("{domain:?} is not the host of a frontend API: write clerk.example.com")]
    NotADomain { domain: String },
    #[error("is not where browsers reach a proxy: write https://app.example.com/__clerk, on no satellite")]
    NotAProxy,
    #[error("test mode exists on development instances only")]
    TestModeInProduction,
    #[error("must be the http or https address of a page")]
    NotAPage { field: &'static str },
    #[error("must be an e-mail address")]
    NotAnAddress,
    #[error("must be a version such as 6 or 6.34.1")]
    NotAVersion,
    #[error("must name applications as their systems do")]
    NotAnApp { field: &'static str },
    #[error("at least one of email_address, phone_number and username must be on: nobody could sign in")]
    NothingIdentifies,
    #[error("cannot be off while users may have a username and nothing else: nobody could prove it")]
    UsernameUnproved,
    #[error("codes and links by e-mail cannot both be off while users may have an e-mail address")]
    AddressUnproved,
}

impl SettingsError {
    /// The setting that was refused.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::OutOfRange { field, .. }
            | Self::OutOfBounds { field, .. }
            | Self::NotAPage { field }
            | Self::NotAnApp { field } => field,
            Self::NotAnOrigin { .. } => "allowed_origins",
            Self::NotADomain { .. } => "satellite_domains",
            Self::NotAProxy => "proxy_url",
            Self::NotAnAddress => "support_email",
            Self::NotAVersion => "clerk_js_version",
            Self::TestModeInProduction => "test_mode",
            Self::NothingIdentifies => "email_address",
            Self::UsernameUnproved => "password",
            Self::AddressUnproved => "email_code",
        }
    }
}

impl Settings {
    /// Whether test addresses and the fixed code are in force.
    #[must_use]
    pub fn test_mode(&self, environment: Environment) -> bool {
        environment.is_development() && self.test_mode.unwrap_or(true)
    }

    /// From when on lines of the log are kept at `now`; `None` if all of them are.
    #[must_use]
    pub fn log_kept_since(&self, now: UnixMs) -> Option<UnixMs> {
        (self.log_retention_days > 0).then(|| now.plus_secs(-self.log_retention_days * DAY_SECS))
    }

    /// How strangers get an account. Whoever takes none at all still takes invitations.
    #[must_use]
    pub fn sign_up_mode(&self) -> SignUpMode {
        match self.sign_up_mode {
            SignUpMode::Public if !self.sign_up_enabled => SignUpMode::Restricted,
            mode => mode,
        }
    }

    /// What an instance of the other environment begins with: the rules for users. Hosts, addresses, applications,
    /// providers with their secrets, and test mode are of one environment only.
    #[must_use]
    pub fn rules(&self) -> Self {
        Self {
            session_token_lifetime_secs: self.session_token_lifetime_secs,
            session_lifetime_secs: self.session_lifetime_secs,
            sign_up_enabled: self.sign_up_enabled,
            single_session_mode: self.single_session_mode,
            sessions: self.sessions.clone(),
            display: self.display.clone(),
            passkeys_enabled: self.passkeys_enabled,
            web3_wallets_enabled: self.web3_wallets_enabled,
            password: self.password.clone(),
            restrictions: self.restrictions,
            sign_up_mode: self.sign_up_mode,
            email_address: self.email_address,
            phone_number: self.phone_number,
            username: self.username,
            password_presence: self.password_presence,
            first_name: self.first_name,
            last_name: self.last_name,
            email_code: self.email_code,
            email_link: self.email_link,
            email_link_same_client: self.email_link_same_client,
            email_code_second_factor: self.email_code_second_factor,
            legal_consent: self.legal_consent,
            log_retention_days: self.log_retention_days,
            // Not by `..self.clone()`: what comes to be here later is not taken along before somebody has thought of it.
            ..Self::default()
        }
    }

    /// Checks the ranges before settings are stored.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn validate(&self, environment: Environment) -> Result<(), SettingsError> {
        let range = |field, value: i64, min, max| {
            if (min..=max).contains(&value) {
                Ok(())
            } else {
                Err(SettingsError::OutOfRange { field, min, max })
            }
        };
        range("session_token_lifetime_secs", self.session_token_lifetime_secs, 10, 3600)?;
        range("session_lifetime_secs", self.session_lifetime_secs, 60, 10 * 365 * DAY_SECS)?;
        if let Some(domain) = self.satellite_domains.iter().find(|domain| !satellite::is_domain(domain)) {
            return Err(SettingsError::NotADomain { domain: domain.clone() });
        }
        if self.proxy_url.as_deref().is_some_and(|url| !self.is_own_proxy(url)) {
            return Err(SettingsError::NotAProxy);
        }
        if !(0..=3650).contains(&self.log_retention_days) {
            return Err(SettingsError::OutOfBounds { field: "log_retention_days", min: 0, max: 3650 });
        }
        self.sessions.validate()?;
        self.pages.validate()?;
        self.display.validate()?;
        self.native.validate()?;
        let usable = |origin: &str| is_origin(origin) || origin == ANY_FIREFOX_EXTENSION;
        if let Some(origin) = self.allowed_origins.iter().find(|origin| !usable(origin)) {
            return Err(SettingsError::NotAnOrigin { origin: origin.clone() });
        }
        self.password.validate()?;
        if self.test_mode == Some(true) && !environment.is_development() {
            return Err(SettingsError::TestModeInProduction);
        }
        self.validate_attributes()
    }

    fn is_own_proxy(&self, url: &str) -> bool {
        // Whoever is at a satellite is led to the proxy, and would go round in circles.
        proxy::parse(url).is_some_and(|proxy| {
            proxy::is_safe(&proxy) && satellite::named(&self.satellite_domains, &proxy.host).is_none()
        })
    }

    fn validate_attributes(&self) -> Result<(), SettingsError> {
        let contact = self.email_address.is_on() || self.phone_number.is_on();
        if !contact && !self.username.is_on() {
            return Err(SettingsError::NothingIdentifies);
        }
        if !contact && !self.password_presence.is_on() {
            return Err(SettingsError::UsernameUnproved);
        }
        if self.email_address.is_on() && !self.email_code && !self.email_link {
            return Err(SettingsError::AddressUnproved);
        }
        Ok(())
    }

    /// Whether a first factor can be proved by this strategy here, and a contact verified.
    #[must_use]
    pub const fn allows(&self, strategy: Strategy) -> bool {
        match strategy {
            Strategy::Password => self.password_presence.is_on(),
            Strategy::EmailCode => self.email_address.is_on() && self.email_code,
            Strategy::EmailLink => self.email_address.is_on() && self.email_link,
            Strategy::PhoneCode => self.phone_number.is_on(),
            Strategy::ResetPasswordEmailCode => self.email_address.is_on() && self.password_presence.is_on(),
            Strategy::ResetPasswordPhoneCode => self.phone_number.is_on() && self.password_presence.is_on(),
            Strategy::Passkey => self.passkeys_enabled,
            Strategy::Web3Metamask
            | Strategy::Web3Base
            | Strategy::Web3CoinbaseWallet
            | Strategy::Web3OkxWallet => self.web3_wallets_enabled,
            Strategy::Ticket
            | Strategy::Totp
            | Strategy::BackupCode
            | Strategy::Admin
            | Strategy::Oauth
            | Strategy::FromOauth => true,
        }
    }
}

/// `scheme://host[:port]`, nothing after it: what a browser writes into the `Origin` header.
fn is_origin(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-.".contains(&b))
            && !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_an_older_version_did_not_write_take_their_defaults() {
        let settings: Settings = serde_json::from_str(r#"{"sign_up_enabled": false}"#).unwrap();
        assert_eq!(settings, Settings { sign_up_enabled: false, ..Settings::default() });
    }

    #[test]
    fn out_of_range_settings_name_their_field() {
        let short = Settings { session_token_lifetime_secs: 9, ..Settings::default() };
        assert_eq!(
            short.validate(Environment::Development).unwrap_err().field(),
            "session_token_lifetime_secs"
        );
        let path = Settings { allowed_origins: vec!["https://a.example/x".into()], ..Settings::default() };
        assert_eq!(path.validate(Environment::Production).unwrap_err().field(), "allowed_origins");
        let extension =
            Settings { allowed_origins: vec!["chrome-extension://abc".into()], ..Settings::default() };
        assert_eq!(extension.validate(Environment::Production), Ok(()));
        let firefox = Settings { allowed_origins: vec![ANY_FIREFOX_EXTENSION.into()], ..Settings::default() };
        assert_eq!(firefox.validate(Environment::Production), Ok(()));
    }

    #[test]
    fn a_proxy_is_on_no_satellite_and_on_no_open_network() {
        let with = |url: &str| {
            let settings = Settings {
                satellite_domains: vec!["www.satellite.test/__clerk".into()],
                proxy_url: Some(url.into()),
                ..Settings::default()
            };
            settings.validate(Environment::Production).map_err(|error| error.field())
        };
        assert_eq!(with("https://app.example.com/__clerk"), Ok(()));
        for url in ["http://app.example.com/__clerk", "https://www.satellite.test/__clerk", "app.example.com"]
        {
            assert_eq!(with(url), Err("proxy_url"), "{url}");
        }
    }

    #[test]
    fn attributes_leave_a_way_to_sign_in() {
        let off = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.validate(Environment::Development).map_err(|error| error.field())
        };
        let nothing = |settings: &mut Settings| {
            (settings.email_address, settings.username) = (Presence::Off, Presence::Off);
        };
        assert_eq!(off(nothing), Err("email_address"));
        let unproved = |settings: &mut Settings| {
            (settings.email_address, settings.password_presence) = (Presence::Off, Presence::Off);
        };
        assert_eq!(off(unproved), Err("password"));
        assert_eq!(off(|settings| settings.email_code = false), Err("email_code"));
        let by_link = |settings: &mut Settings| (settings.email_code, settings.email_link) = (false, true);
        assert_eq!(off(by_link), Ok(()));
    }

    #[test]
    fn rules_are_taken_along_and_nothing_that_is_of_one_environment() {
        let rules = Settings {
            session_lifetime_secs: 3600,
            sign_up_mode: SignUpMode::Waitlist,
            password: PasswordSettings { min_length: 12, ..PasswordSettings::default() },
            restrictions: Restrictions { block_email_subaddresses: true, ..Restrictions::default() },
            phone_number: Presence::On,
            display: Display { support_email: Some("help@example.com".into()), ..Display::default() },
            ..Settings::default()
        };
        let own = Settings {
            allowed_origins: vec!["http://localhost:3000".into()],
            test_mode: Some(true),
            satellite_domains: vec!["www.satellite.test".into()],
            proxy_url: Some("https://app.example.com/__clerk".into()),
            pages: Pages { home_url: Some("http://localhost:3000".into()), ..Pages::default() },
            native: NativeApps {
                apple_app_ids: vec!["A1B2C3D4E5.com.example".into()],
                ..NativeApps::default()
            },
            ..rules.clone()
        };
        assert_eq!(own.rules(), rules);
    }

    #[test]
    fn test_mode_never_holds_in_production() {
        let on = Settings { test_mode: Some(true), ..Settings::default() };
        assert!(on.test_mode(Environment::Development));
        assert!(!on.test_mode(Environment::Production));
        assert!(on.validate(Environment::Production).is_err());
    }
}
