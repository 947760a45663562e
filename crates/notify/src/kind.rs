//! Which messages there are, and what can be said in each.

use crate::{
    Channel,
    built_in::{self, Source},
};

/// An occasion on which a message goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A code that proves an address.
    EmailCode,
    /// A code with which a new password can be set.
    ResetPasswordEmailCode,
    SignInLink,
    SignUpLink,
    /// A link that proves an address which somebody adds to their account.
    ProfileLink,
    Invitation,
    WaitlistConfirmation,
    /// To an address that its account is not reached by first any more.
    PrimaryAddressChanged,
    /// A code that proves a number.
    SmsCode,
    ResetPasswordSmsCode,
}

/// A place that is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    pub name: &'static str,
    /// What stands there, for the owner.
    pub meaning: &'static str,
    /// What a preview shows there.
    pub sample: &'static str,
    /// Whether the message is of no use without it.
    pub required: bool,
}

const fn optional(name: &'static str, meaning: &'static str, sample: &'static str) -> Variable {
    Variable { name, meaning, sample, required: false }
}

const fn required(name: &'static str, meaning: &'static str, sample: &'static str) -> Variable {
    Variable { name, meaning, sample, required: true }
}

const APP: Variable = optional("app.name", "The application's name", "Acme");
const ADDRESS: Variable = optional("to", "The address it goes to", "ada@example.com");
const NUMBER: Variable = optional("to", "The number it goes to", "+12125550123");
const CODE: Variable = required("otp_code", "The code", "424242");
const LINK: Variable = required("action_url", "The link", "https://auth.example.com/v1/verify?token=sample");
const LIFETIME: Variable = optional("lifetime", "How long it is good, such as \"10 minutes\"", "10 minutes");
const NEW_ADDRESS: Variable =
    required("new_email_address", "The address that is the primary one now", "ada@new.example.com");

impl Kind {
    /// Every kind, in the order of lists.
    pub const ALL: [Self; 10] = [
        Self::EmailCode,
        Self::ResetPasswordEmailCode,
        Self::SignInLink,
        Self::SignUpLink,
        Self::ProfileLink,
        Self::Invitation,
        Self::WaitlistConfirmation,
        Self::PrimaryAddressChanged,
        Self::SmsCode,
        Self::ResetPasswordSmsCode,
    ];

    /// The kind that the wire calls `slug` among the messages of `channel`.
    #[must_use]
    pub fn find(channel: Channel, slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.channel() == channel && kind.slug() == slug)
    }

    /// How it travels.
    #[must_use]
    pub const fn channel(self) -> Channel {
        match self {
            Self::SmsCode | Self::ResetPasswordSmsCode => Channel::Sms,
            _ => Channel::Email,
        }
    }

    /// Its name on the wire.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::EmailCode | Self::SmsCode => "verification_code",
            Self::ResetPasswordEmailCode | Self::ResetPasswordSmsCode => "reset_password_code",
            Self::SignInLink => "magic_link_sign_in",
            Self::SignUpLink => "magic_link_sign_up",
            Self::ProfileLink => "magic_link_user_profile",
            Self::Invitation => "invitation",
            Self::WaitlistConfirmation => "waitlist_confirmation",
            Self::PrimaryAddressChanged => "primary_email_address_changed",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EmailCode | Self::SmsCode => "Verification code",
            Self::ResetPasswordEmailCode | Self::ResetPasswordSmsCode => "Reset password code",
            Self::SignInLink => "Sign-in link",
            Self::SignUpLink => "Sign-up link",
            Self::ProfileLink => "Link to verify an address",
            Self::Invitation => "Invitation",
            Self::WaitlistConfirmation => "Waitlist confirmation",
            Self::PrimaryAddressChanged => "Primary address changed",
        }
    }

    /// What can be filled in.
    #[must_use]
    pub const fn variables(self) -> &'static [Variable] {
        match self {
            Self::EmailCode | Self::ResetPasswordEmailCode => &[APP, ADDRESS, CODE, LIFETIME],
            Self::SmsCode | Self::ResetPasswordSmsCode => &[APP, NUMBER, CODE, LIFETIME],
            Self::SignInLink | Self::SignUpLink | Self::ProfileLink | Self::Invitation => {
                &[APP, ADDRESS, LINK, LIFETIME]
            }
            Self::WaitlistConfirmation => &[APP, ADDRESS],
            Self::PrimaryAddressChanged => &[APP, ADDRESS, NEW_ADDRESS],
        }
    }

    /// Whether somebody waits for what is in it; what nobody waits for is news.
    #[must_use]
    pub fn is_awaited(self) -> bool {
        self.variables().iter().any(|variable| matches!(variable.name, "otp_code" | "action_url"))
    }

    /// What it says unless the owner says something else.
    #[must_use]
    pub const fn built_in(self) -> Source<'static> {
        built_in::of(self)
    }
}
