//! Error codes: the stable part of `{"errors": [{"code": ...}]}`.
//!
//! SDKs choose their texts and their behaviour by these, so a code, once sent,
//! keeps its spelling and its meaning. `docs/protocol.md` section "Errors" says
//! what clients do with them.

use core::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// The code of an error answer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorCode {
            $($(#[$doc])* $name,)*
        }

        impl ErrorCode {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it stands on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The code that `text` spells, if it is one of ours.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($code => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

codes! {
    // Identifiers, parameters and passwords of a form.

    /// No account has this identifier.
    FormIdentifierNotFound = "form_identifier_not_found";
    /// An account with this identifier exists already.
    FormIdentifierExists = "form_identifier_exists";
    /// The password is wrong.
    FormPasswordIncorrect = "form_password_incorrect";
    /// The one-time code is wrong.
    FormCodeIncorrect = "form_code_incorrect";
    /// A parameter has the wrong form, such as an address without `@`.
    FormParamFormatInvalid = "form_param_format_invalid";
    /// A required parameter is absent or empty.
    FormParamNil = "form_param_nil";
    /// A required parameter is absent.
    FormParamMissing = "form_param_missing";
    /// A parameter is not known to this operation.
    FormParamUnknown = "form_param_unknown";
    /// A parameter was given more than once.
    FormParamDuplicate = "form_param_duplicate";
    /// A parameter is too long.
    FormParamMaxLengthExceeded = "form_param_max_length_exceeded";
    /// A parameter has a value outside of what is allowed.
    FormParamValueInvalid = "form_param_value_invalid";
    /// The password has too few characters.
    FormPasswordLengthTooShort = "form_password_length_too_short";
    /// The password has too many characters.
    FormPasswordLengthTooLong = "form_password_length_too_long";
    /// The password has no lower-case letter.
    FormPasswordNoLowercase = "form_password_no_lowercase";
    /// The password has no upper-case letter.
    FormPasswordNoUppercase = "form_password_no_uppercase";
    /// The password has no digit.
    FormPasswordNoNumber = "form_password_no_number";
    /// The password has no special character.
    FormPasswordNoSpecialChar = "form_password_no_special_char";
    /// The password was found in a public breach.
    FormPasswordPwned = "form_password_pwned";
    /// The password is too easy to guess.
    FormPasswordNotStrongEnough = "form_password_not_strong_enough";
    /// The new password is the current one.
    FormNewPasswordMatchesCurrent = "form_new_password_matches_current";
    /// The username is too short or too long.
    FormUsernameInvalidLength = "form_username_invalid_length";
    /// The username has a character that usernames do not have.
    FormUsernameInvalidCharacter = "form_username_invalid_character";
    /// The username has nothing but digits.
    FormUsernameNeedsNonNumberChar = "form_username_needs_non_number_char";

    // Sign-in and sign-up.

    /// This user cannot sign in by this strategy.
    StrategyForUserInvalid = "strategy_for_user_invalid";
    /// The running verification has expired; prepare a new one.
    VerificationExpired = "verification_expired";
    /// Too many wrong attempts on this verification; prepare a new one.
    VerificationFailed = "verification_failed";
    /// There is nothing to attempt: no verification was prepared.
    VerificationMissing = "verification_missing";
    /// What should be verified is verified already.
    VerificationAlreadyVerified = "verification_already_verified";
    /// The link is none of this instance, or what it was for is gone.
    VerificationInvalidLinkToken = "verification_invalid_link_token";
    /// A session exists already and the instance allows one per client.
    SessionExists = "session_exists";
    /// The identifier is signed in on this client already; `meta.session_id` says where.
    IdentifierAlreadySignedIn = "identifier_already_signed_in";
    /// The account would be left without anything to sign in with.
    LastIdentificationDeletionFailed = "last_identification_deletion_failed";
    /// Too many wrong attempts: the account is locked for a while.
    UserLocked = "user_locked";
    /// The account is banned.
    UserBanned = "user_banned";
    /// The identifier is not allowed here.
    NotAllowedAccess = "not_allowed_access";
    /// Sign-up is closed on this instance.
    SignUpModeRestricted = "sign_up_mode_restricted";
    /// This identifier may not sign up.
    NotAllowedToSignUp = "not_allowed_to_sign_up";
    /// Sign-up goes through the waitlist on this instance.
    SignUpRestrictedWaitlist = "sign_up_restricted_waitlist";
    /// The invitation names an account that does not exist.
    InvitationAccountNotExists = "invitation_account_not_exists";
    /// Addresses of this kind are not taken: with a `+` in them, or of throw-away services.
    FormEmailAddressBlocked = "form_email_address_blocked";
    /// The invitation was used already.
    InvitationAlreadyAccepted = "invitation_already_accepted";
    /// The invitation was taken back.
    InvitationAlreadyRevoked = "invitation_already_revoked";
    /// There is one of these already.
    DuplicateRecord = "duplicate_record";
    /// The entry of the waitlist was dealt with already.
    WaitlistEntryNotPending = "waitlist_entry_not_pending";
    /// The instance does not have this switched on.
    FeatureNotEnabled = "feature_not_enabled";
    /// The ticket is expired.
    TicketExpired = "ticket_expired";
    /// The ticket is not one of this instance, or not readable.
    TicketInvalid = "ticket_invalid";
    /// The sign-in token was used already.
    SignInTokenAlreadyUsed = "sign_in_token_already_used";
    /// The sign-in token was revoked.
    SignInTokenRevoked = "sign_in_token_revoked";
    /// The actor token cannot be revoked: it was used or has been revoked already.
    ActorTokenCannotBeRevoked = "actor_token_cannot_be_revoked";
    /// The sign-in token cannot be revoked: it was used or has been revoked already.
    SignInTokenCannotBeRevoked = "sign_in_token_cannot_be_revoked";

    // Who is calling.

    /// There is no signed-in session in the request.
    AuthenticationInvalid = "authentication_invalid";
    /// The request's origin is not allowed on this instance.
    OriginInvalid = "origin_invalid";
    /// No instance answers on this host.
    HostInvalid = "host_invalid";
    /// The secret key is missing, wrong or revoked.
    ClerkKeyInvalid = "clerk_key_invalid";
    /// The request has no `Authorization` header.
    AuthorizationHeaderMissing = "authorization_header_missing";
    /// The `Authorization` header is not `Bearer` and a key.
    AuthorizationHeaderFormatInvalid = "authorization_header_format_invalid";

    // The request as such.

    /// There is no such resource.
    ResourceNotFound = "resource_not_found";
    /// A script of the browser SDK that is not on this server.
    AssetMissing = "asset_missing";
    /// The path takes other methods.
    MethodNotAllowed = "method_not_allowed";
    /// The instance's own domain cannot be deleted or renamed.
    OperationNotAllowedOnPrimaryDomain = "operation_not_allowed_on_primary_domain";
    /// The body is not what `Content-Type` says, or not readable.
    RequestBodyInvalid = "request_body_invalid";
    /// The body is larger than accepted.
    RequestBodyTooLarge = "request_body_too_large";
    /// The body's `Content-Type` is none that this operation reads.
    UnsupportedContentType = "unsupported_content_type";
    /// The query is not readable.
    RequestQueryInvalid = "request_query_invalid";
    /// Too many requests; `Retry-After` says when to come back.
    TooManyRequests = "too_many_requests";
    /// A documented operation that this server does not have yet (answered with 501).
    NotImplemented = "not_implemented";
    /// Something failed on our side; nothing about the caller is wrong.
    InternalError = "internal_clerk_error";
    /// The database is unreachable or busy; try again.
    ServiceUnavailable = "service_unavailable";
    /// The request took too long and was given up.
    RequestTimeout = "request_timeout";

    // Templates of messages.

    /// A template cannot be read, or comes to nothing that can be sent.
    TemplateInvalid = "template_invalid";
    /// A template names what this message does not have.
    TemplateVariableUnknown = "template_variable_unknown";
    /// A template lacks what the message is for.
    TemplateVariableMissing = "template_variable_missing";

    // The dashboard's own.

    /// An instance keeps at least one secret key; the last cannot be revoked.
    LastSecretKey = "last_secret_key";
    /// An application keeps at least one admin; the last cannot be removed.
    LastAdmin = "last_admin";
    /// Another request has dealt with these records of an import.
    ImportMovedOn = "import_moved_on";
    /// The dashboard session is missing or expired.
    DashboardUnauthenticated = "dashboard_unauthenticated";
    /// The application of the dashboard has no such instance.
    DashboardInstanceNotFound = "dashboard_instance_not_found";
    /// Only an admin can do this; a one-time link opens one instance and makes nobody an admin.
    DashboardAdminRequired = "dashboard_admin_required";
    /// Another process answers for the instance, and only that one can do this.
    InstanceNotServed = "instance_not_served";
    /// A changing request of the dashboard came from elsewhere.
    CrossSiteRequest = "cross_site_request";

    // What official clients act on and this server has no occasion to send.

    /// The password or the identifier is wrong; which one is not said.
    FormPasswordOrIdentifierIncorrect = "form_password_or_identifier_incorrect";
    /// The account's password is known to be compromised and must be changed.
    FormPasswordCompromised = "form_password_compromised";
    /// The account's password is not trusted any more and must be changed.
    FormPasswordUntrusted = "form_password_untrusted";
    /// The account is deactivated.
    UserDeactivated = "user_deactivated";
    /// The external account belongs to a user already.
    ExternalAccountExists = "external_account_exists";
    /// No user has the external account.
    ExternalAccountNotFound = "external_account_not_found";
    /// The user refused at the identity provider.
    OauthAccessDenied = "oauth_access_denied";
    /// The identity provider's answer could not be used.
    OauthCallbackFailed = "oauth_callback_failed";
    /// The captcha answer is wrong.
    CaptchaInvalid = "captcha_invalid";
    /// A captcha was sent although the instance asks for none.
    CaptchaNotEnabled = "captcha_not_enabled";
    /// The captcha answer is missing.
    CaptchaMissingToken = "captcha_missing_token";
    /// A captcha must be solved first.
    RequiresCaptcha = "requires_captcha";
    /// The user has this passkey already.
    PasskeyAlreadyExists = "passkey_already_exists";
    /// Too many sign-ups from here.
    SignupRateLimitExceeded = "signup_rate_limit_exceeded";
    /// The request names no known development browser.
    DevBrowserUnauthenticated = "dev_browser_unauthenticated";
    /// A session token needs the expired one as proof.
    MissingExpiredToken = "missing_expired_token";
    /// Native applications are not enabled on this instance.
    NativeApiDisabled = "native_api_disabled";
    /// The call needs a recent proof of a factor.
    SessionReverificationRequired = "session_reverification_required";
    /// The user is a member already.
    AlreadyAMemberInOrganization = "already_a_member_in_organization";
    /// The user or the organization has no place left.
    OrganizationMembershipQuotaExceeded = "organization_membership_quota_exceeded";
    /// A protection check is already solved.
    ProtectCheckAlreadyResolved = "protect_check_already_resolved";
    /// A protection check must be solved first.
    ProtectCheckRequired = "protect_check_required";
    /// The answer to a protection check is wrong.
    ProtectCheckInvalid = "protect_check_invalid";
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(feature = "std")]
impl serde::Serialize for ErrorCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_snake_case_and_its_own() {
        for (i, code) in ErrorCode::ALL.iter().enumerate() {
            let text = code.as_str();
            assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{text}");
            assert_eq!(ErrorCode::parse(text), Some(*code));
            assert!(ErrorCode::ALL[..i].iter().all(|other| other.as_str() != text), "{text}");
        }
    }

    #[test]
    fn a_foreign_code_is_none_of_ours() {
        assert_eq!(ErrorCode::parse("teapot"), None);
    }
}
