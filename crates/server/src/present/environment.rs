//! The environment: what an instance is set up to do.

use nightdesk_auth::{
    lockout,
    model::{self, Instance, Settings, Strategy},
    oauth::{self, Provider},
    password::SPECIAL_CHARACTERS,
    web3,
};
use nightdesk_wire::environment::{
    Actions, ApiKeysSettings, Attribute, Attributes, AuthConfig, CommerceSettings, DisplayConfig,
    EmailLinkProtection, Enabled, Environment, FraudSettings, NativeSettings, OrganizationSettings, PageUrls,
    PasskeySettings, PasswordSettings, Presence, ProtectConfig, Protection, Restrictions, SignUpMode,
    SignUpSettings, UserLockout, UserSettings,
};
use serde_json::{Map, Value, json};

/// The public settings of an instance.
pub(crate) fn environment(instance: &Instance, led_to: LedTo) -> Environment {
    Environment {
        auth_config: auth_config(instance),
        display_config: display_config(instance, led_to),
        user_settings: user_settings(instance),
        organization_settings: OrganizationSettings::default(),
        fraud_settings: FraudSettings::default(),
        commerce_settings: CommerceSettings::default(),
        api_keys_settings: ApiKeysSettings::default(),
        protect_config: ProtectConfig::default(),
        client_debug_mode: false,
        partitioned_cookies: false,
        maintenance_mode: false,
    }
}

/// The strategies that prove an address.
const MAIL_STRATEGIES: &[Strategy] = &[Strategy::EmailCode, Strategy::EmailLink];

const fn presence(stored: model::Presence) -> Presence {
    match stored {
        model::Presence::Off => Presence::Off,
        model::Presence::On => Presence::On,
        model::Presence::Required => Presence::Required,
    }
}

/// Those of the strategies that the instance allows.
fn allowed(settings: &Settings, strategies: &[Strategy]) -> Vec<&'static str> {
    strategies
        .iter()
        .filter(|strategy| settings.allows(**strategy))
        .map(|strategy| strategy.as_str())
        .collect()
}

/// Those of the identifiers of which `holds` is true.
fn identifiers(settings: &Settings, holds: fn(model::Presence) -> bool) -> Vec<&'static str> {
    let all = [
        (settings.email_address, "email_address"),
        (settings.phone_number, "phone_number"),
        (settings.username, "username"),
    ];
    all.into_iter().filter(|(presence, _)| holds(*presence)).map(|(_, name)| name).collect()
}

/// Each list is a choice; what is required by itself is a list of one.
fn identification_requirements(settings: &Settings) -> Vec<Vec<&'static str>> {
    let required = identifiers(settings, model::Presence::is_required);
    if required.is_empty() {
        return vec![identifiers(settings, model::Presence::is_on)];
    }
    required.into_iter().map(|name| vec![name]).collect()
}

fn second_factors(settings: &Settings) -> Vec<&'static str> {
    let phone = settings.phone_number.is_on().then_some("phone_code");
    let mail = (settings.email_code_second_factor && settings.email_address.is_on()).then_some("email_code");
    ["totp", "backup_code"].into_iter().chain(phone).chain(mail).collect()
}

fn auth_config(instance: &Instance) -> AuthConfig {
    let settings = &instance.settings;
    AuthConfig {
        id: instance.id.clone(),
        first_name: presence(settings.first_name),
        last_name: presence(settings.last_name),
        email_address: presence(settings.email_address),
        phone_number: presence(settings.phone_number),
        username: presence(settings.username),
        password: presence(settings.password_presence),
        identification_requirements: identification_requirements(settings),
        identification_strategies: identifiers(settings, model::Presence::is_on),
        first_factors: allowed(
            settings,
            &[
                Strategy::EmailCode,
                Strategy::EmailLink,
                Strategy::PhoneCode,
                Strategy::Password,
                Strategy::ResetPasswordEmailCode,
                Strategy::ResetPasswordPhoneCode,
                Strategy::Ticket,
            ],
        ),
        second_factors: second_factors(settings),
        email_address_verification_strategies: allowed(settings, MAIL_STRATEGIES),
        single_session_mode: instance.settings.single_session_mode,
        enhanced_email_deliverability: false,
        test_mode: instance.settings.test_mode(instance.environment),
        cookieless_dev: true,
        url_based_session_syncing: true,
        claimed_at: None,
        reverification: instance.settings.sessions.reverification,
        native_settings: NativeSettings { api_enabled: true, ..NativeSettings::default() },
    }
}

fn display_config(instance: &Instance, led_to: LedTo) -> DisplayConfig {
    let display = &instance.settings.display;
    DisplayConfig {
        id: instance.id.clone(),
        instance_environment_type: instance.environment.as_str(),
        application_name: instance.application_name.clone(),
        theme: Map::new(),
        preferred_sign_in_strategy: display.preferred_sign_in.as_str(),
        urls: page_urls(instance, led_to),
        support_email: display.support_email.clone(),
        branded: false,
        experimental_force_oauth_first: false,
        clerk_js_version: display.clerk_js_version.clone(),
        show_devmode_warning: false,
        google_one_tap_client_id: one_tap_client_id(&instance.settings),
        help_url: None,
        privacy_policy_url: None,
        terms_url: None,
        logo_url: None,
        favicon_url: None,
        logo_image: None,
        favicon_image: None,
        captcha_public_key: None,
        captcha_widget_type: None,
        captcha_public_key_invisible: None,
        captcha_provider: None,
        captcha_oauth_bypass: Vec::new(),
    }
}

/// Who the instance is to Google's button.
fn one_tap_client_id(settings: &Settings) -> Option<String> {
    let google = settings.social_connections.get("google").filter(|google| google.enabled)?;
    Some(google.client_id.clone())
}

/// Where a caller's SDK leads whoever has to sign in, when the application names no page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LedTo {
    HostedPages,
    /// What is empty means the application's first page to SDKs.
    OwnPages,
}

/// The application's pages as far as the settings name them, and the hosted ones. What comes after is the application's first
/// page, unless its home is named.
pub(crate) fn page_urls(instance: &Instance, led_to: LedTo) -> PageUrls {
    let pages = &instance.settings.pages;
    let hosted = |path: &str| match led_to {
        LedTo::HostedPages => format!("{}{path}", instance.issuer()),
        LedTo::OwnPages => String::new(),
    };
    let home_url = pages.home_url.clone().unwrap_or_default();
    PageUrls {
        sign_in_url: pages.sign_in_url.clone().unwrap_or_else(|| hosted("/sign-in")),
        sign_up_url: pages.sign_up_url.clone().unwrap_or_else(|| hosted("/sign-up")),
        user_profile_url: hosted("/user"),
        waitlist_url: hosted("/waitlist"),
        after_sign_in_url: home_url.clone(),
        after_sign_up_url: home_url.clone(),
        after_sign_out_one_url: home_url.clone(),
        after_sign_out_all_url: home_url.clone(),
        after_switch_session_url: home_url.clone(),
        after_join_waitlist_url: home_url.clone(),
        after_leave_organization_url: home_url.clone(),
        after_create_organization_url: home_url.clone(),
        logo_link_url: home_url.clone(),
        home_url,
        ..PageUrls::default()
    }
}

fn passkey_attribute(instance: &Instance) -> Attribute {
    first_factor(instance.settings.passkeys_enabled, vec!["passkey"])
}

fn wallet_attribute(instance: &Instance) -> Attribute {
    first_factor(instance.settings.web3_wallets_enabled, web3::STRATEGIES.map(Strategy::as_str).to_vec())
}

/// An attribute that is proved by what it is used for.
fn first_factor(enabled: bool, strategies: Vec<&'static str>) -> Attribute {
    if !enabled {
        return Attribute::default();
    }
    Attribute {
        enabled,
        used_for_first_factor: true,
        first_factors: strategies.clone(),
        verifications: strategies,
        verify_at_sign_up: true,
        ..Attribute::default()
    }
}

/// The identity providers in use, by strategy.
fn social(instance: &Instance) -> Map<String, Value> {
    Provider::enabled(&instance.settings)
        .map(|provider| {
            let strategy = oauth::strategy(provider.provider);
            let settings = json!({
                "enabled": true,
                "required": false,
                "authenticatable": true,
                "block_email_subaddresses": false,
                "strategy": strategy,
                "not_selectable": false,
                "deprecated": false,
                "name": provider.name(),
                "logo_url": null,
            });
            (strategy, settings)
        })
        .collect()
}

fn user_settings(instance: &Instance) -> UserSettings {
    let settings = &instance.settings;
    let optional = || Attribute { enabled: true, ..Attribute::default() };
    let second_factor = |strategy| Attribute {
        used_for_second_factor: true,
        second_factors: vec![strategy],
        verifications: vec![strategy],
        ..optional()
    };
    UserSettings {
        attributes: Attributes {
            email_address: email_address(settings),
            phone_number: phone_number(settings),
            username: Attribute {
                used_for_first_factor: settings.username.is_on(),
                ..attribute(settings.username)
            },
            first_name: attribute(settings.first_name),
            last_name: attribute(settings.last_name),
            password: attribute(settings.password_presence),
            authenticator_app: second_factor("totp"),
            ticket: optional(),
            backup_code: second_factor("backup_code"),
            passkey: passkey_attribute(instance),
            web3_wallet: wallet_attribute(instance),
        },
        social: social(instance),
        sign_up: SignUpSettings {
            mode: match instance.settings.sign_up_mode() {
                model::SignUpMode::Public => SignUpMode::Public,
                model::SignUpMode::Restricted => SignUpMode::Restricted,
                model::SignUpMode::Waitlist => SignUpMode::Waitlist,
            },
            legal_consent_enabled: settings.legal_consent,
            ..SignUpSettings::default()
        },
        passkey_settings: PasskeySettings {
            allow_autofill: instance.settings.passkeys_enabled,
            show_sign_in_button: instance.settings.passkeys_enabled,
            satisfies_second_factor: true,
        },
        actions: Actions { delete_self: true, ..Actions::default() },
        restrictions: restrictions(instance),
        password_settings: password_settings(instance),
        attack_protection: Protection {
            user_lockout: UserLockout {
                enabled: true,
                max_attempts: u32::try_from(lockout::MAX_ATTEMPTS).unwrap_or(u32::MAX),
                duration_in_minutes: u32::try_from(lockout::DURATION_SECS / 60).unwrap_or(u32::MAX),
            },
            pii: Enabled { enabled: true },
            email_link: EmailLinkProtection { require_same_client: settings.email_link_same_client },
            ..Protection::default()
        },
        ..UserSettings::default()
    }
}

fn password_settings(instance: &Instance) -> PasswordSettings {
    let settings = &instance.settings.password;
    PasswordSettings {
        disable_hibp: !settings.hibp(instance.environment),
        min_length: settings.min_length,
        max_length: settings.max_length,
        require_special_char: settings.require_special_char,
        require_numbers: settings.require_numbers,
        require_uppercase: settings.require_uppercase,
        require_lowercase: settings.require_lowercase,
        show_zxcvbn: settings.min_zxcvbn_strength > 0,
        min_zxcvbn_strength: settings.min_zxcvbn_strength,
        enforce_hibp_on_sign_in: settings.enforce_hibp_on_sign_in,
        allowed_special_characters: SPECIAL_CHARACTERS,
        ..PasswordSettings::default()
    }
}

fn restrictions(instance: &Instance) -> Restrictions {
    let settings = instance.settings.restrictions;
    let enabled = |enabled| Enabled { enabled };
    Restrictions {
        allowlist: enabled(settings.allowlist),
        blocklist: enabled(settings.blocklist),
        allowlist_blocklist_disabled_on_sign_in: enabled(settings.allowlist_blocklist_disabled_on_sign_in),
        block_email_subaddresses: enabled(settings.block_email_subaddresses),
        block_disposable_email_domains: enabled(settings.block_disposable_email_domains),
    }
}

fn attribute(presence: model::Presence) -> Attribute {
    Attribute { enabled: presence.is_on(), required: presence.is_required(), ..Attribute::default() }
}

fn email_address(settings: &Settings) -> Attribute {
    let factors = allowed(settings, MAIL_STRATEGIES);
    let second = settings.email_code_second_factor && settings.email_address.is_on();
    Attribute {
        used_for_first_factor: settings.email_address.is_on(),
        first_factors: factors.clone(),
        used_for_second_factor: second,
        second_factors: second.then_some("email_code").into_iter().collect(),
        verifications: factors,
        verify_at_sign_up: settings.email_address.is_on(),
        ..attribute(settings.email_address)
    }
}

fn phone_number(settings: &Settings) -> Attribute {
    let factors = allowed(settings, &[Strategy::PhoneCode]);
    Attribute {
        used_for_first_factor: settings.phone_number.is_on(),
        first_factors: factors.clone(),
        used_for_second_factor: settings.phone_number.is_on(),
        second_factors: factors.clone(),
        verifications: factors,
        verify_at_sign_up: settings.phone_number.is_on(),
        ..attribute(settings.phone_number)
    }
}
