//! Everything the rules can refuse.

use nightdesk_wire::{ids::SessionId, time::UnixMs};

/// Why a rule says no. The server turns each into an error code and a text in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody has this identifier.
    IdentifierNotFound,
    /// Somebody has it already; the field that held it.
    IdentifierTaken(Field),
    /// The user who wants it has it already.
    IdentifierHeld(Field),
    /// A field is required and absent or empty.
    Missing(Field),
    /// A field's text has not the form of what it should be.
    Malformed(Field),
    /// A field's text has more characters than `max`.
    TooLong {
        field: Field,
        max: usize,
    },
    /// A field names something that exists but does not fit here.
    Unfit(Field),
    PasswordIncorrect,
    PasswordTooShort {
        /// Characters.
        min: u32,
    },
    PasswordTooLong {
        /// Characters, and never more bytes than digests take.
        max: u32,
    },
    /// A kind of character is missing.
    PasswordLacks(Lacking),
    /// Too easy to guess.
    PasswordWeak {
        advice: Vec<Advice>,
    },
    /// It was found in a breach.
    PasswordPwned,
    /// The new password is the old one.
    PasswordUnchanged,
    UsernameLength,
    UsernameCharacter,
    /// A username of digits alone could be taken for a phone number.
    UsernameNumeric,
    /// The instance does not have this attribute.
    Disabled(Field),
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
    /// Strangers put themselves on a list first.
    SignUpByWaitlist,
    /// The identifier is kept out, or not let in.
    NotAllowed,
    /// Addresses of this kind are not taken.
    AddressBlocked,
    /// Nobody has the account at a provider.
    ExternalAccountNotFound,
    InvitationAccepted,
    InvitationRevoked,
    /// An invitation makes an account; there is none yet to sign in with.
    InvitationWithoutAccount,
    /// A link is none of ours, or what it was for is gone.
    LinkInvalid,
    TicketInvalid,
    TicketExpired,
    TicketUsed,
    TicketRevoked,
    /// The instance does not let this user delete itself.
    DeletionDisabled,
    /// The change needs a recent proof.
    ReverificationRequired,
    /// This is not the signature of the wallet over the message.
    SignatureIncorrect,
    /// No passkey can be bound to where the caller is.
    NoRelyingParty,
    TooManyPasskeys,
    /// The user would be left without what the instance demands, or without any way to sign in.
    LastIdentification,
    /// A session must not be sent there.
    RedirectNotAllowed {
        origin: String,
    },
}

/// What would make a password harder to guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The same in every language: what SDKs choose their texts by.
    pub code: &'static str,
    pub message: String,
}

/// A kind of character that a password must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    Lowercase,
    Uppercase,
    Number,
    SpecialCharacter,
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
    PhoneNumber,
    PhoneNumberId,
    PrimaryPhoneNumberId,
    EmailAddressOrPhoneNumber,
    ReservedForSecondFactor,
    DefaultSecondFactor,
    Primary,
    LegalAccepted,
    Username,
    FirstName,
    LastName,
    UnsafeMetadata,
    ExternalId,
    RedirectUrl,
    Level,
    ExternalAccount,
    LinkDomain,
    Name,
    PublicKeyCredential,
    Signature,
    Web3Wallet,
    Web3WalletId,
    PrimaryWeb3WalletId,
    Locale,
    Token,
    TotpSecret,
    BackupCodes,
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
            Self::PhoneNumber => "phone_number",
            Self::PhoneNumberId => "phone_number_id",
            Self::PrimaryPhoneNumberId => "primary_phone_number_id",
            Self::EmailAddressOrPhoneNumber => "email_address_or_phone_number",
            Self::ReservedForSecondFactor => "reserved_for_second_factor",
            Self::DefaultSecondFactor => "default_second_factor",
            Self::Primary => "primary",
            Self::LegalAccepted => "legal_accepted",
            Self::Username => "username",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::UnsafeMetadata => "unsafe_metadata",
            Self::ExternalId => "external_id",
            Self::RedirectUrl => "redirect_url",
            Self::Level => "level",
            Self::ExternalAccount => "external_account",
            Self::LinkDomain => "link_domain",
            Self::Name => "name",
            Self::PublicKeyCredential => "public_key_credential",
            Self::Signature => "signature",
            Self::Web3Wallet => "web3_wallet",
            Self::Web3WalletId => "web3_wallet_id",
            Self::PrimaryWeb3WalletId => "primary_web3_wallet_id",
            Self::Locale => "locale",
            Self::Token => "token",
            Self::TotpSecret => "totp_secret",
            Self::BackupCodes => "backup_codes",
        }
    }
}
