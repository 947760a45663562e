//! What is the same for everybody who uses a provider.

use crate::model::{OauthEndpoints, TokenAuth};

/// A provider that needs no more than a client id and a secret.
#[derive(Debug)]
pub struct Preset {
    /// As in `oauth_<provider>`.
    pub provider: &'static str,
    /// For people.
    pub name: &'static str,
    authorize_url: &'static str,
    token_url: &'static str,
    user_info_url: Option<&'static str>,
    issuer: Option<&'static str>,
    jwks_url: Option<&'static str>,
    revocation_url: Option<&'static str>,
    token_auth: TokenAuth,
    /// A list of the user's addresses, where the answer about the user says nothing reliable about them.
    pub addresses_url: Option<&'static str>,
    pub scopes: &'static [&'static str],
    /// More parameters of the provider's page.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Whether the provider takes a code challenge. The others refuse what they do not know.
    pub pkce: bool,
    pub claims: &'static Claims,
}

/// Where the answer about a user has what: JSON pointers.
#[derive(Debug)]
pub struct Claims {
    pub subject: &'static str,
    pub email_address: &'static str,
    /// What says that the address was verified. Without it no address counts as verified, and a user has to prove it
    /// here: some providers let anybody claim any address.
    pub email_verified: Option<&'static str>,
    pub first_name: &'static str,
    pub last_name: &'static str,
    /// Both names in one, where they are not apart.
    pub name: &'static str,
    pub username: &'static str,
    pub image_url: &'static str,
}

/// The standard claims of OpenID Connect.
pub(super) const STANDARD: Claims = Claims {
    subject: "/sub",
    email_address: "/email",
    email_verified: Some("/email_verified"),
    first_name: "/given_name",
    last_name: "/family_name",
    name: "/name",
    username: "/preferred_username",
    image_url: "/picture",
};

/// What presets have in common.
const BASE: Preset = Preset {
    provider: "",
    name: "",
    authorize_url: "",
    token_url: "",
    user_info_url: None,
    issuer: None,
    jwks_url: None,
    revocation_url: None,
    token_auth: TokenAuth::Post,
    addresses_url: None,
    scopes: &["openid", "profile", "email"],
    parameters: &[],
    pkce: true,
    claims: &STANDARD,
};

/// All presets, in the order of their names.
pub const PRESETS: &[Preset] = &[
    Preset {
        provider: "apple",
        name: "Apple",
        authorize_url: "https://appleid.apple.com/auth/authorize",
        token_url: "https://appleid.apple.com/auth/token",
        issuer: Some("https://appleid.apple.com"),
        jwks_url: Some("https://appleid.apple.com/auth/keys"),
        revocation_url: Some("https://appleid.apple.com/auth/revoke"),
        scopes: &["name", "email"],
        // Apple insists on it where a name or an address is asked for.
        parameters: &[("response_mode", "form_post")],
        ..BASE
    },
    Preset {
        provider: "discord",
        name: "Discord",
        authorize_url: "https://discord.com/oauth2/authorize",
        token_url: "https://discord.com/api/oauth2/token",
        user_info_url: Some("https://discord.com/api/users/@me"),
        revocation_url: Some("https://discord.com/api/oauth2/token/revoke"),
        scopes: &["identify", "email"],
        claims: &Claims {
            subject: "/id",
            email_verified: Some("/verified"),
            name: "/global_name",
            username: "/username",
            image_url: "",
            ..STANDARD
        },
        ..BASE
    },
    Preset {
        provider: "facebook",
        name: "Facebook",
        authorize_url: "https://www.facebook.com/v23.0/dialog/oauth",
        token_url: "https://graph.facebook.com/v23.0/oauth/access_token",
        user_info_url: Some(
            "https://graph.facebook.com/v23.0/me?fields=id,name,first_name,last_name,email,picture",
        ),
        scopes: &["email", "public_profile"],
        pkce: false,
        claims: &Claims {
            subject: "/id",
            email_verified: None,
            first_name: "/first_name",
            last_name: "/last_name",
            image_url: "/picture/data/url",
            ..STANDARD
        },
        ..BASE
    },
    Preset {
        provider: "github",
        name: "GitHub",
        authorize_url: "https://github.com/login/oauth/authorize",
        token_url: "https://github.com/login/oauth/access_token",
        user_info_url: Some("https://api.github.com/user"),
        addresses_url: Some("https://api.github.com/user/emails"),
        scopes: &["read:user", "user:email"],
        claims: &Claims {
            subject: "/id",
            // The address in the profile is whatever the user wrote there.
            email_address: "",
            email_verified: None,
            username: "/login",
            image_url: "/avatar_url",
            ..STANDARD
        },
        ..BASE
    },
    Preset {
        provider: "gitlab",
        name: "GitLab",
        authorize_url: "https://gitlab.com/oauth/authorize",
        token_url: "https://gitlab.com/oauth/token",
        user_info_url: Some("https://gitlab.com/oauth/userinfo"),
        issuer: Some("https://gitlab.com"),
        jwks_url: Some("https://gitlab.com/oauth/discovery/keys"),
        revocation_url: Some("https://gitlab.com/oauth/revoke"),
        ..BASE
    },
    Preset {
        provider: "google",
        name: "Google",
        authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
        token_url: "https://oauth2.googleapis.com/token",
        user_info_url: Some("https://openidconnect.googleapis.com/v1/userinfo"),
        issuer: Some("https://accounts.google.com"),
        jwks_url: Some("https://www.googleapis.com/oauth2/v3/certs"),
        revocation_url: Some("https://oauth2.googleapis.com/revoke"),
        // Without it there is no refresh token.
        parameters: &[("access_type", "offline")],
        ..BASE
    },
    Preset {
        provider: "linkedin",
        name: "LinkedIn",
        authorize_url: "https://www.linkedin.com/oauth/v2/authorization",
        token_url: "https://www.linkedin.com/oauth/v2/accessToken",
        // Its id_tokens do not repeat the nonce, so who the user is comes from here.
        user_info_url: Some("https://api.linkedin.com/v2/userinfo"),
        pkce: false,
        ..BASE
    },
    Preset {
        provider: "microsoft",
        name: "Microsoft",
        authorize_url: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        token_url: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        user_info_url: Some("https://graph.microsoft.com/oidc/userinfo"),
        issuer: Some("https://login.microsoftonline.com/{tenantid}/v2.0"),
        jwks_url: Some("https://login.microsoftonline.com/common/discovery/v2.0/keys"),
        scopes: &["openid", "profile", "email", "offline_access"],
        // The owner of a tenant can write any address into it; this optional claim says that its domain is theirs.
        claims: &Claims { email_verified: Some("/xms_edov"), ..STANDARD },
        ..BASE
    },
    Preset {
        provider: "slack",
        name: "Slack",
        authorize_url: "https://slack.com/openid/connect/authorize",
        token_url: "https://slack.com/api/openid.connect.token",
        user_info_url: Some("https://slack.com/api/openid.connect.userInfo"),
        issuer: Some("https://slack.com"),
        jwks_url: Some("https://slack.com/openid/connect/keys"),
        pkce: false,
        ..BASE
    },
    Preset {
        provider: "x",
        name: "X",
        authorize_url: "https://x.com/i/oauth2/authorize",
        token_url: "https://api.x.com/2/oauth2/token",
        user_info_url: Some("https://api.x.com/2/users/me?user.fields=confirmed_email,profile_image_url"),
        revocation_url: Some("https://api.x.com/2/oauth2/revoke"),
        token_auth: TokenAuth::Basic,
        scopes: &["users.read", "tweet.read", "users.email"],
        claims: &Claims {
            subject: "/data/id",
            email_address: "/data/confirmed_email",
            // Only confirmed addresses come.
            email_verified: Some("/data/confirmed_email"),
            first_name: "",
            last_name: "",
            name: "/data/name",
            username: "/data/username",
            image_url: "/data/profile_image_url",
        },
        ..BASE
    },
];

impl Preset {
    /// The preset of a provider.
    #[must_use]
    pub fn of(provider: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.provider == provider)
    }

    /// Where the provider answers.
    #[must_use]
    pub fn endpoints(&self) -> OauthEndpoints {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        OauthEndpoints {
            authorize_url: self.authorize_url.to_owned(),
            token_url: self.token_url.to_owned(),
            user_info_url: owned(self.user_info_url),
            issuer: owned(self.issuer),
            jwks_url: owned(self.jwks_url),
            revocation_url: owned(self.revocation_url),
            token_auth: self.token_auth,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Environment, Secret, SocialConnection},
        oauth::check,
    };

    #[test]
    fn every_preset_can_be_used_in_production_as_it_is() {
        for preset in PRESETS {
            let connection = SocialConnection {
                enabled: true,
                client_id: "id".to_owned(),
                client_secret: Secret::new("secret"),
                name: None,
                scopes: Vec::new(),
                endpoints: Some(preset.endpoints()),
            };
            let verdict = check(preset.provider, &connection, Environment::Production);
            assert_eq!(verdict, Ok(()), "{}", preset.provider);
            assert_eq!(preset.issuer.is_some(), preset.jwks_url.is_some(), "{}", preset.provider);
            assert!(preset.user_info_url.is_some() || preset.jwks_url.is_some(), "{}", preset.provider);
        }
    }
}
