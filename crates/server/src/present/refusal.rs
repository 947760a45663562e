//! The one table from what the rules refuse to what the wire says.

use axum::http::StatusCode;
use nightdesk_auth::{
    Refusal,
    refusal::{Advice, Field, Lacking},
};
use nightdesk_wire::{
    codes::ErrorCode,
    error::{Error, Suggestion, Zxcvbn},
};

use super::ApiError;

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        use ErrorCode as C;
        const BAD: StatusCode = StatusCode::BAD_REQUEST;
        const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;
        const UNPROCESSABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

        let param_name = param_name(&refusal);
        let (status, code, text): (_, _, String) = match &refusal {
            Refusal::IdentifierNotFound => (
                UNPROCESSABLE,
                C::FormIdentifierNotFound,
                "Nobody is registered here under this address or name.".into(),
            ),
            Refusal::IdentifierTaken(field) => (
                UNPROCESSABLE,
                C::FormIdentifierExists,
                format!("Somebody else has this {} already.", words(field.as_str())),
            ),
            Refusal::IdentifierHeld(field) => (
                UNPROCESSABLE,
                C::FormIdentifierExists,
                format!("This account has this {} already.", words(field.as_str())),
            ),
            Refusal::ExternalAccountNotFound => (
                UNPROCESSABLE,
                C::ExternalAccountNotFound,
                "Nobody is registered here with this account.".into(),
            ),
            Refusal::Missing(field) => {
                (UNPROCESSABLE, C::FormParamNil, format!("Enter {}.", words(field.as_str())))
            }
            Refusal::Malformed(field) => (
                UNPROCESSABLE,
                C::FormParamFormatInvalid,
                format!("{} has the wrong format.", sentence(field.as_str())),
            ),
            Refusal::TooLong { field, max } => (
                UNPROCESSABLE,
                C::FormParamMaxLengthExceeded,
                format!("{} must have at most {max} characters.", sentence(field.as_str())),
            ),
            Refusal::Unfit(field) => (
                UNPROCESSABLE,
                C::FormParamValueInvalid,
                format!("{} does not fit here.", sentence(field.as_str())),
            ),
            Refusal::PasswordIncorrect => {
                (UNPROCESSABLE, C::FormPasswordIncorrect, "This is not the password of this account.".into())
            }
            Refusal::PasswordTooShort { min } => (
                UNPROCESSABLE,
                C::FormPasswordLengthTooShort,
                format!("A password needs at least {min} characters."),
            ),
            Refusal::PasswordTooLong { max } => (
                UNPROCESSABLE,
                C::FormPasswordLengthTooLong,
                format!("Passwords must have at most {max} characters, and no more bytes than 72."),
            ),
            Refusal::PasswordLacks(Lacking::Lowercase) => {
                (UNPROCESSABLE, C::FormPasswordNoLowercase, "A password needs a lower-case letter.".into())
            }
            Refusal::PasswordLacks(Lacking::Uppercase) => {
                (UNPROCESSABLE, C::FormPasswordNoUppercase, "A password needs an upper-case letter.".into())
            }
            Refusal::PasswordLacks(Lacking::Number) => {
                (UNPROCESSABLE, C::FormPasswordNoNumber, "A password needs a digit.".into())
            }
            Refusal::PasswordLacks(Lacking::SpecialCharacter) => (
                UNPROCESSABLE,
                C::FormPasswordNoSpecialChar,
                "A password needs a special character, such as ! or -.".into(),
            ),
            Refusal::PasswordWeak { .. } => {
                (UNPROCESSABLE, C::FormPasswordNotStrongEnough, "This password is easy to guess.".into())
            }
            Refusal::PasswordPwned => (
                UNPROCESSABLE,
                C::FormPasswordPwned,
                "This password is known from a breach of another site. Use a different one.".into(),
            ),
            Refusal::PasswordUnchanged => (
                UNPROCESSABLE,
                C::FormNewPasswordMatchesCurrent,
                "The new password must differ from the current one.".into(),
            ),
            Refusal::UsernameLength => (
                UNPROCESSABLE,
                C::FormUsernameInvalidLength,
                "Usernames have between 4 and 64 characters.".into(),
            ),
            Refusal::UsernameCharacter => (
                UNPROCESSABLE,
                C::FormUsernameInvalidCharacter,
                "Usernames are made of letters from a to z, digits, \"-\" and \"_\".".into(),
            ),
            Refusal::UsernameNumeric => (
                UNPROCESSABLE,
                C::FormUsernameNeedsNonNumberChar,
                "A username needs something beside digits.".into(),
            ),
            Refusal::Disabled(field) => (
                UNPROCESSABLE,
                C::FormParamUnknown,
                format!("This application does not use {}.", words(field.as_str())),
            ),
            Refusal::CodeIncorrect => {
                (UNPROCESSABLE, C::FormCodeIncorrect, "This is not the right code.".into())
            }
            Refusal::CodeExpired => {
                (BAD, C::VerificationExpired, "This code has expired. Ask for a new one.".into())
            }
            Refusal::CodeSpent => {
                (BAD, C::VerificationFailed, "Too many wrong codes. Ask for a new one.".into())
            }
            Refusal::TooManyCodes => (
                StatusCode::TOO_MANY_REQUESTS,
                C::TooManyRequests,
                "Too many codes were sent. Wait a minute and start over.".into(),
            ),
            Refusal::NothingPrepared => {
                (BAD, C::VerificationMissing, "No code was sent yet. Ask for one first.".into())
            }
            Refusal::AlreadyVerified => {
                (BAD, C::VerificationAlreadyVerified, "This is verified already.".into())
            }
            Refusal::StrategyUnfit => (
                UNPROCESSABLE,
                C::StrategyForUserInvalid,
                "This account cannot sign in that way. Use another method.".into(),
            ),
            Refusal::AttemptOver => {
                (StatusCode::NOT_FOUND, C::ResourceNotFound, "This attempt is over. Start a new one.".into())
            }
            Refusal::UserLocked { until, now } => (
                FORBIDDEN,
                C::UserLocked,
                format!(
                    "Too many wrong attempts. Try again in {} minutes.",
                    minutes(until.millis_since(*now))
                ),
            ),
            Refusal::UserBanned => (FORBIDDEN, C::UserBanned, "This account is banned.".into()),
            Refusal::SessionExists => (
                BAD,
                C::SessionExists,
                "Somebody is signed in here already, and this application takes one account at a time."
                    .into(),
            ),
            Refusal::AlreadySignedIn(_) => {
                (BAD, C::IdentifierAlreadySignedIn, "This account is signed in here already.".into())
            }
            Refusal::SignUpClosed => {
                (FORBIDDEN, C::SignUpModeRestricted, "This application takes no new accounts.".into())
            }
            Refusal::SignUpByWaitlist => (
                FORBIDDEN,
                C::SignUpRestrictedWaitlist,
                "Accounts are given to those on the waitlist. Put yourself on it.".into(),
            ),
            Refusal::NotAllowed => (
                FORBIDDEN,
                C::NotAllowedAccess,
                "This application does not let in whoever this belongs to.".into(),
            ),
            Refusal::AddressBlocked => (
                UNPROCESSABLE,
                C::FormEmailAddressBlocked,
                "Addresses of this kind are not taken here. Use your usual one.".into(),
            ),
            Refusal::InvitationAccepted => {
                (BAD, C::InvitationAlreadyAccepted, "This invitation was used already.".into())
            }
            Refusal::InvitationRevoked => {
                (BAD, C::InvitationAlreadyRevoked, "This invitation was taken back.".into())
            }
            Refusal::InvitationWithoutAccount => (
                UNPROCESSABLE,
                C::InvitationAccountNotExists,
                "There is no account yet for this invitation. Sign up with it.".into(),
            ),
            Refusal::LinkInvalid => (
                BAD,
                C::VerificationInvalidLinkToken,
                "This link is not one of this application, or is good for nothing any more.".into(),
            ),
            Refusal::TicketInvalid => {
                (BAD, C::TicketInvalid, "This ticket is not one of this application.".into())
            }
            Refusal::TicketExpired => (BAD, C::TicketExpired, "This ticket has expired.".into()),
            Refusal::TicketUsed => (BAD, C::SignInTokenAlreadyUsed, "This ticket was used already.".into()),
            Refusal::TicketRevoked => (BAD, C::SignInTokenRevoked, "This ticket was revoked.".into()),
            Refusal::DeletionDisabled => (
                FORBIDDEN,
                C::NotAllowedAccess,
                "This account can only be deleted by the application.".into(),
            ),
            Refusal::LastIdentification => (
                FORBIDDEN,
                C::LastIdentificationDeletionFailed,
                "Without this you could not sign in any more. Add and verify something else first.".into(),
            ),
            Refusal::ReverificationRequired => (
                FORBIDDEN,
                C::SessionReverificationRequired,
                "Prove once more who you are before you change this.".into(),
            ),
            Refusal::SignatureIncorrect => (
                UNPROCESSABLE,
                C::FormParamValueInvalid,
                "This is not the wallet's signature over the message.".into(),
            ),
            Refusal::NoRelyingParty => (
                UNPROCESSABLE,
                C::FormParamValueInvalid,
                "Passkeys need a host name: open the page by one, not by an address.".into(),
            ),
            Refusal::TooManyPasskeys => (
                UNPROCESSABLE,
                C::FormParamValueInvalid,
                "You have as many passkeys as one can have. Delete one first.".into(),
            ),
            Refusal::RedirectNotAllowed { origin } => (
                UNPROCESSABLE,
                C::FormParamValueInvalid,
                format!(
                    "Browsers are not sent to {origin}. Add it to the instance's allowed origins or redirect URLs."
                ),
            ),
        };
        // Applications show either of the two.
        let mut error = Error::new(code, text.clone(), text);
        error.meta.param_name = param_name.map(str::to_owned);
        if let Refusal::AlreadySignedIn(session) = &refusal {
            error.meta.session_id = Some(session.clone());
        }
        if let Refusal::PasswordWeak { advice } = &refusal {
            let suggestion = |advice: &Advice| Suggestion {
                code: advice.code.to_owned(),
                message: advice.message.clone(),
            };
            error.meta.zxcvbn = Some(Zxcvbn { suggestions: advice.iter().map(suggestion).collect() });
        }
        let answer = Self::of(status, error);
        match refusal {
            Refusal::UserLocked { until, now } => {
                answer.locked_for(until.millis_since(now).max(0) / 1000 + 1)
            }
            Refusal::TooManyCodes => answer.retry_after(60),
            _ => answer,
        }
    }
}

impl ApiError {
    /// The same refusal about another field: `current_password` instead of `password`, for example.
    pub(crate) fn about(mut self, field: Field) -> Self {
        for error in &mut self.errors.errors {
            error.meta.param_name = Some(field.as_str().to_owned());
        }
        self
    }

    fn locked_for(mut self, secs: i64) -> Self {
        for error in &mut self.errors.errors {
            error.meta.lockout_expires_in_seconds = Some(secs);
        }
        self.retry_after(secs)
    }
}

/// The form field that a refusal is about.
const fn param_name(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::IdentifierNotFound => Some("identifier"),
        Refusal::IdentifierTaken(field)
        | Refusal::IdentifierHeld(field)
        | Refusal::Missing(field)
        | Refusal::Malformed(field)
        | Refusal::TooLong { field, .. }
        | Refusal::Unfit(field)
        | Refusal::Disabled(field) => Some(field.as_str()),
        Refusal::PasswordIncorrect
        | Refusal::PasswordTooShort { .. }
        | Refusal::PasswordTooLong { .. }
        | Refusal::PasswordLacks(_)
        | Refusal::PasswordWeak { .. }
        | Refusal::PasswordPwned => Some("password"),
        Refusal::AddressBlocked => Some("email_address"),
        Refusal::PasswordUnchanged => Some("new_password"),
        Refusal::UsernameLength | Refusal::UsernameCharacter | Refusal::UsernameNumeric => Some("username"),
        Refusal::CodeIncorrect => Some("code"),
        Refusal::StrategyUnfit => Some("strategy"),
        Refusal::SignatureIncorrect => Some("signature"),
        Refusal::RedirectNotAllowed { .. } => Some("redirect_url"),
        _ => None,
    }
}

fn words(field: &str) -> String {
    field.replace('_', " ")
}

fn sentence(field: &str) -> String {
    let words = words(field);
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

const fn minutes(millis: i64) -> i64 {
    millis / 60_000 + 1
}
