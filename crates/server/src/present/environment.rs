//! The environment: what an instance is set up to do.

use nightdesk_auth::{
    lockout,
    model::{self, Instance},
    oauth::{self, Provider},
    password::SPECIAL_CHARACTERS,
};
use nightdesk_wire::environment::{
    Actions, ApiKeysSettings, Attribute, Attributes, AuthConfig, CommerceSettings, DisplayConfig, Enabled,
    Environment, FraudSettings, NativeSettings, OrganizationSettings, PageUrls, PasswordSettings, Presence,
    ProtectConfig, Protection, Restrictions, SignUpMode, SignUpSettings, UserLockout, UserSettings,
};
use serde_json::{Map, Value, json};

/// The public settings of an instance.
pub(crate) fn environment(instance: &Instance) -> Environment {
    Environment {
        auth_config: auth_config(instance),
        display_config: display_config(instance),
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

fn auth_config(instance: &Instance) -> AuthConfig {
    AuthConfig {
        id: instance.id.clone(),
        first_name: Presence::On,
        last_name: Presence::On,
        email_address: Presence::Required,
        phone_number: Presence::Off,
        username: Presence::On,
        password: Presence::Required,
        identification_requirements: vec![vec!["email_address"]],
        identification_strategies: vec!["email_address", "username"],
        first_factors: vec!["email_code", "password", "reset_password_email_code", "ticket"],
        second_factors: vec!["totp", "backup_code"],
        email_address_verification_strategies: vec!["email_code"],
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

fn display_config(instance: &Instance) -> DisplayConfig {
    DisplayConfig {
        id: instance.id.clone(),
        instance_environment_type: instance.environment.as_str(),
        application_name: instance.application_name.clone(),
        theme: Map::new(),
        preferred_sign_in_strategy: "password",
        urls: page_urls(instance),
        support_email: None,
        branded: false,
        experimental_force_oauth_first: false,
        clerk_js_version: None,
        show_devmode_warning: false,
        google_one_tap_client_id: None,
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

/// The application's pages, as far as the settings name them. There are no hosted ones, and what is empty means the
/// application's first page to SDKs: where they set up no development browser, prebuilt components refuse to lead to
/// another host.
pub(crate) fn page_urls(instance: &Instance) -> PageUrls {
    let pages = &instance.settings.pages;
    let named = |named: &Option<String>| named.clone().unwrap_or_default();
    let home_url = named(&pages.home_url);
    PageUrls {
        sign_in_url: named(&pages.sign_in_url),
        sign_up_url: named(&pages.sign_up_url),
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
    let optional = || Attribute { enabled: true, ..Attribute::default() };
    let second_factor = |strategy| Attribute {
        used_for_second_factor: true,
        second_factors: vec![strategy],
        verifications: vec![strategy],
        ..optional()
    };
    UserSettings {
        attributes: Attributes {
            email_address: Attribute {
                enabled: true,
                required: true,
                used_for_first_factor: true,
                first_factors: vec!["email_code"],
                verifications: vec!["email_code"],
                verify_at_sign_up: true,
                ..Attribute::default()
            },
            username: Attribute { used_for_first_factor: true, ..optional() },
            first_name: optional(),
            last_name: optional(),
            password: Attribute { required: true, ..optional() },
            authenticator_app: second_factor("totp"),
            ticket: optional(),
            backup_code: second_factor("backup_code"),
            ..Attributes::default()
        },
        social: social(instance),
        sign_up: SignUpSettings {
            mode: match instance.settings.sign_up_mode() {
                model::SignUpMode::Public => SignUpMode::Public,
                model::SignUpMode::Restricted => SignUpMode::Restricted,
                model::SignUpMode::Waitlist => SignUpMode::Waitlist,
            },
            ..SignUpSettings::default()
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
