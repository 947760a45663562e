//! Everything the rules can refuse.

use nightdesk_wire::{ids::SessionId, time::UnixMs};

/// Why a rule says no. The server turns each into an error code and a text in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody has this identifier.
    IdentifierNotFound,
    /// Somebody has it already; the field that held it.
    IdentifierTaken(Field),
    /// A field is required and absent or empty.
    Missing(Field),
    /// A field's text has not the form of what it should be.
    Malformed(Field),
    /// A field names something that exists but does not fit here.
    Unfit(Field),
    PasswordIncorrect,
    PasswordTooShort,
    PasswordTooLong,
    /// The new password is the old one.
    PasswordUnchanged,
    UsernameLength,
    CodeIncorrect,
    /// The code's time is over.
    CodeExpired,
    /// The code was tried too often.
    CodeSpent,
    /// Too many codes were sent for one attempt.
    TooManyCodes,
    /// No code is out.
    NothingPrepared,
    AlreadyVerified,
    /// The user cannot sign in like that.
    StrategyUnfit,
    /// The attempt is over, or too old.
    AttemptOver,
    /// Too many wrong attempts.
    UserLocked {
        until: UnixMs,
        now: UnixMs,
    },
    UserBanned,
    /// The client holds one session, and has it.
    SessionExists,
    /// This user is signed in on this client already.
    AlreadySignedIn(SessionId),
    SignUpClosed,
    TicketInvalid,
    TicketExpired,
    TicketUsed,
    TicketRevoked,
    /// The instance does not let this user delete itself.
    DeletionDisabled,
    /// The user would be left without any verified address.
    LastEmailAddress,
    /// The change needs a recent proof.
    ReverificationRequired,
    /// The user would be left without anything to sign in with.
    LastIdentification,
    /// A session must not be sent there.
    RedirectNotAllowed {
        origin: String,
    },
}

/// A field of a form, as the wire names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Identifier,
    Password,
    NewPassword,
    CurrentPassword,
    Code,
    Ticket,
    Strategy,
    EmailAddress,
    EmailAddressId,
    PrimaryEmailAddressId,
    Username,
    FirstName,
    LastName,
    UnsafeMetadata,
    RedirectUrl,
    Level,
    ExternalAccount,
    LinkDomain,
}

impl Field {
    /// The name of the parameter.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identifier => "identifier",
            Self::Password => "password",
            Self::NewPassword => "new_password",
            Self::CurrentPassword => "current_password",
            Self::Code => "code",
            Self::Ticket => "ticket",
            Self::Strategy => "strategy",
            Self::EmailAddress => "email_address",
            Self::EmailAddressId => "email_address_id",
            Self::PrimaryEmailAddressId => "primary_email_address_id",
            Self::Username => "username",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::UnsafeMetadata => "unsafe_metadata",
            Self::RedirectUrl => "redirect_url",
            Self::Level => "level",
            Self::ExternalAccount => "external_account",
            Self::LinkDomain => "link_domain",
        }
    }
}
