//! What users have and what they may do.

use serde::Serialize;
use serde_json::{Map, Value};

/// What users have and what they may do.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct UserSettings {
    /// Every attribute a user can have.
    pub attributes: Attributes,
    /// Identity providers by strategy, for example `oauth_google`.
    pub social: Map<String, Value>,
    /// Enterprise connections, under their older name.
    pub saml: EnterpriseSso,
    /// Enterprise connections.
    pub enterprise_sso: EnterpriseSso,
    /// Signing in.
    pub sign_in: SignInSettings,
    /// Signing up.
    pub sign_up: SignUpSettings,
    /// Who may sign up.
    pub restrictions: Restrictions,
    /// What makes a good password.
    pub password_settings: PasswordSettings,
    /// What makes a good username.
    pub username_settings: UsernameSettings,
    /// What users may do with their account.
    pub actions: Actions,
    /// Defences.
    pub attack_protection: Protection,
    /// How passkeys are offered.
    pub passkey_settings: PasskeySettings,
}

/// The eleven attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attributes {
    /// E-mail addresses.
    pub email_address: Attribute,
    /// Phone numbers.
    pub phone_number: Attribute,
    /// The username.
    pub username: Attribute,
    /// Wallets.
    pub web3_wallet: Attribute,
    /// First name.
    pub first_name: Attribute,
    /// Last name.
    pub last_name: Attribute,
    /// The password.
    pub password: Attribute,
    /// Authenticator applications.
    pub authenticator_app: Attribute,
    /// Tickets from the backend.
    pub ticket: Attribute,
    /// Backup codes.
    pub backup_code: Attribute,
    /// Passkeys.
    pub passkey: Attribute,
}

/// One attribute and what it is good for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attribute {
    /// Whether users can have it.
    pub enabled: bool,
    /// Whether users must have it.
    pub required: bool,
    /// Whether it helps to prove the first factor.
    pub used_for_first_factor: bool,
    /// In which ways.
    pub first_factors: Vec<&'static str>,
    /// Whether it helps to prove the second factor.
    pub used_for_second_factor: bool,
    /// In which ways.
    pub second_factors: Vec<&'static str>,
    /// How it can be verified.
    pub verifications: Vec<&'static str>,
    /// Whether it must be verified to sign up.
    pub verify_at_sign_up: bool,
    /// Whether it stays as it is.
    pub immutable: bool,
}

/// Enterprise connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EnterpriseSso {
    /// Whether there are any.
    pub enabled: bool,
    /// Whether organizations set up their own.
    pub self_serve_sso: bool,
}

/// Signing in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignInSettings {
    /// The second factor.
    pub second_factor: SecondFactor,
}

/// The second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SecondFactor {
    /// Whether everyone must have one.
    pub required: bool,
}

/// Who can sign up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpMode {
    /// Everyone.
    #[default]
    Public,
    /// Those who were invited.
    Restricted,
    /// Those whom the waitlist let in.
    Waitlist,
}

/// Signing up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SignUpSettings {
    /// Whether a bot check is needed.
    pub captcha_enabled: bool,
    /// Which kind.
    pub captcha_widget_type: &'static str,
    /// Whether the application does something of its own.
    pub custom_action_required: bool,
    /// Whether fields can come one after the other.
    pub progressive: bool,
    /// Who can sign up.
    pub mode: SignUpMode,
    /// Whether the terms must be agreed to.
    pub legal_consent_enabled: bool,
}

impl Default for SignUpSettings {
    fn default() -> Self {
        Self {
            captcha_enabled: false,
            captcha_widget_type: "smart",
            custom_action_required: false,
            progressive: true,
            mode: SignUpMode::Public,
            legal_consent_enabled: false,
        }
    }
}

/// A switch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Enabled {
    /// Whether it is on.
    pub enabled: bool,
}

/// Who may sign up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Restrictions {
    /// Only listed identifiers.
    pub allowlist: Enabled,
    /// No listed identifiers.
    pub blocklist: Enabled,
    /// Whether both lists leave signing in alone.
    pub allowlist_blocklist_disabled_on_sign_in: Enabled,
    /// No addresses with `+`, `=` or `#` in them.
    pub block_email_subaddresses: Enabled,
    /// No addresses of throw-away services.
    pub block_disposable_email_domains: Enabled,
}

/// What makes a good password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PasswordSettings {
    /// Whether breached passwords are let through.
    pub disable_hibp: bool,
    /// Whether changing it needs no recent proof.
    pub disable_password_reverification: bool,
    /// Fewest characters.
    pub min_length: u32,
    /// Most characters.
    pub max_length: u32,
    /// Needs a special character.
    pub require_special_char: bool,
    /// Needs a digit.
    pub require_numbers: bool,
    /// Needs an upper-case letter.
    pub require_uppercase: bool,
    /// Needs a lower-case letter.
    pub require_lowercase: bool,
    /// Whether pages show how easy it is to guess.
    pub show_zxcvbn: bool,
    /// How hard it must be to guess, 0 to 4.
    pub min_zxcvbn_strength: u8,
    /// Whether breached passwords are refused at sign-in too.
    pub enforce_hibp_on_sign_in: bool,
    /// What counts as a special character.
    pub allowed_special_characters: &'static str,
}

impl Default for PasswordSettings {
    fn default() -> Self {
        Self {
            disable_hibp: true,
            disable_password_reverification: true,
            min_length: 8,
            max_length: 72,
            require_special_char: false,
            require_numbers: false,
            require_uppercase: false,
            require_lowercase: false,
            show_zxcvbn: false,
            min_zxcvbn_strength: 0,
            enforce_hibp_on_sign_in: false,
            allowed_special_characters: "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~",
        }
    }
}

/// What makes a good username.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UsernameSettings {
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most characters.
    pub max_length: Option<u32>,
    /// Whether more than letters, digits, `-` and `_` will do.
    pub allow_extended_special_characters: bool,
    /// Whether digits alone will do.
    pub allow_numeric_usernames: bool,
}

impl Default for UsernameSettings {
    fn default() -> Self {
        Self {
            min_length: Some(4),
            max_length: Some(64),
            allow_extended_special_characters: false,
            allow_numeric_usernames: false,
        }
    }
}

/// What users may do with their account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Actions {
    /// Delete it.
    pub delete_self: bool,
    /// Make organizations.
    pub create_organization: bool,
    /// Make only so many.
    pub create_organizations_limit: Option<bool>,
}

/// Defences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Protection {
    /// Locking an account after wrong attempts.
    pub user_lockout: UserLockout,
    /// Hiding personal data in answers to those who have not proved anything.
    pub pii: Enabled,
    /// Links in e-mails.
    pub email_link: EmailLinkProtection,
    /// Not telling whether an account exists.
    pub enumeration_protection: Enabled,
}

/// Locking an account after wrong attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UserLockout {
    /// Whether that happens.
    pub enabled: bool,
    /// After how many.
    pub max_attempts: u32,
    /// For how long.
    pub duration_in_minutes: u32,
}

impl Default for UserLockout {
    fn default() -> Self {
        Self { enabled: false, max_attempts: 100, duration_in_minutes: 60 }
    }
}

/// Links in e-mails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EmailLinkProtection {
    /// Whether the link must be opened where it was asked for.
    pub require_same_client: bool,
}

/// How passkeys are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PasskeySettings {
    /// In the browser's own list.
    pub allow_autofill: bool,
    /// By a button.
    pub show_sign_in_button: bool,
    /// Whether one passkey is proof enough where a second factor is needed.
    pub satisfies_second_factor: bool,
}
