//! Every resource of the wire crate, filled and bare, against its schema in the contracts.
#![expect(clippy::unwrap_used, reason = "a sample that cannot be made is a failed test")]

use nightdesk_testkit::spec::{Api, check, check_schema};
use nightdesk_wire::bapi;
use nightdesk_wire::client::Client;
use nightdesk_wire::codes::ErrorCode;
use nightdesk_wire::deleted_object::DeletedObject;
use nightdesk_wire::email_address::{EmailAddress, IdentificationLink};
use nightdesk_wire::envelope::Enveloped;
use nightdesk_wire::error::{Error, Errors, ErrorsMeta};
use nightdesk_wire::ids::*;
use nightdesk_wire::phone_number::PhoneNumber;
use nightdesk_wire::session::*;
use nightdesk_wire::sign_in::*;
use nightdesk_wire::sign_up::*;
use nightdesk_wire::time::UnixMs;
use nightdesk_wire::token::Token;
use nightdesk_wire::user::{PublicUserData, User};
use nightdesk_wire::verification::{OtpStrategy, Verification, VerificationStatus};
use serde::Serialize;
use serde_json::{Map, json};

const NOW: UnixMs = UnixMs(1_790_000_000_123);

/// An id of any kind.
macro_rules! id {
    ($kind:ident) => {
        $kind::generate(NOW, [7; 16])
    };
}

fn conforms(api: Api, schema: &str, resource: &impl Serialize) {
    check_schema(api, schema, &serde_json::to_value(resource).unwrap()).unwrap_or_else(|e| panic!("{e}"));
}

fn otp(status: VerificationStatus) -> Verification {
    Verification::otp(OtpStrategy::EmailCode, status, 1, NOW)
}

fn email_address(verification: Option<Verification>) -> EmailAddress {
    EmailAddress {
        id: id!(EmailAddressId),
        email_address: "ada@example.com".to_owned(),
        reserved: false,
        verification,
        linked_to: Vec::new(),
        matches_sso_connection: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn phone_number(verification: Option<Verification>) -> PhoneNumber {
    PhoneNumber {
        id: id!(PhoneNumberId),
        phone_number: "+12125552368".to_owned(),
        reserved_for_second_factor: true,
        default_second_factor: false,
        reserved: false,
        verification,
        linked_to: Vec::new(),
        created_at: NOW,
        updated_at: NOW,
    }
}

/// A user with everything absent that may be absent.
fn bare_user() -> User {
    User {
        id: id!(UserId),
        username: None,
        first_name: None,
        last_name: None,
        image_url: None,
        has_image: false,
        primary_email_address_id: None,
        primary_phone_number_id: None,
        primary_web3_wallet_id: None,
        password_enabled: false,
        two_factor_enabled: false,
        totp_enabled: false,
        backup_code_enabled: false,
        email_addresses: Vec::new(),
        phone_numbers: Vec::new(),
        web3_wallets: Vec::new(),
        passkeys: Vec::new(),
        organization_memberships: [],
        external_accounts: Vec::new(),
        saml_accounts: [],
        enterprise_accounts: [],
        password_last_updated_at: None,
        public_metadata: Map::new(),
        unsafe_metadata: Map::new(),
        external_id: None,
        last_sign_in_at: None,
        banned: false,
        locked: false,
        lockout_expires_in_seconds: None,
        verification_attempts_remaining: None,
        created_at: NOW,
        updated_at: NOW,
        delete_self_enabled: true,
        create_organization_enabled: false,
        create_organizations_limit: Some(3),
        last_active_at: None,
        mfa_enabled_at: None,
        mfa_disabled_at: None,
        legal_accepted_at: None,
    }
}

fn full_user() -> User {
    let metadata = json!({"plan": "pro", "nested": {"a": [1, null]}}).as_object().unwrap().clone();
    User {
        username: Some("ada".to_owned()),
        first_name: Some("Ada".to_owned()),
        last_name: Some("Lovelace".to_owned()),
        image_url: Some("https://example.com/ada.png".to_owned()),
        has_image: true,
        primary_email_address_id: Some(id!(EmailAddressId)),
        password_enabled: true,
        email_addresses: vec![
            email_address(Some(otp(VerificationStatus::Verified))),
            email_address(Some(Verification::admin())),
            email_address(Some(Verification::email_link(VerificationStatus::Unverified, NOW, None))),
            email_address(Some(Verification::email_link(
                VerificationStatus::Verified,
                NOW,
                Some(id!(ClientId)),
            ))),
            email_address(None),
        ],
        primary_phone_number_id: Some(id!(PhoneNumberId)),
        phone_numbers: vec![
            phone_number(Some(Verification::otp(
                OtpStrategy::PhoneCode,
                VerificationStatus::Expired,
                1,
                NOW,
            ))),
            phone_number(Some(Verification::admin())),
            phone_number(None),
        ],
        password_last_updated_at: Some(NOW),
        public_metadata: metadata.clone(),
        unsafe_metadata: metadata,
        external_id: Some("42".to_owned()),
        last_sign_in_at: Some(NOW),
        locked: true,
        lockout_expires_in_seconds: Some(60),
        verification_attempts_remaining: Some(0),
        last_active_at: Some(NOW),
        legal_accepted_at: Some(NOW),
        ..bare_user()
    }
}

fn session_base(status: SessionStatus) -> SessionBase {
    SessionBase {
        id: id!(SessionId),
        status,
        expire_at: NOW,
        abandon_at: NOW,
        last_active_at: NOW,
        last_active_token: Some(Token { jwt: "a.b.c".to_owned() }),
        actor: None,
        tasks: None,
    }
}

fn session() -> Session {
    Session {
        base: session_base(SessionStatus::Active),
        last_active_organization_id: None,
        user: Some(full_user()),
        public_user_data: Some(PublicUserData {
            first_name: None,
            last_name: None,
            image_url: None,
            has_image: false,
            identifier: "ada@example.com".to_owned(),
            user_id: id!(UserId),
        }),
        factor_verification_age: [0, -1],
        created_at: NOW,
        updated_at: NOW,
    }
}

fn activity() -> SessionActivity {
    SessionActivity {
        id: id!(SessionActivityId),
        device_type: Some("Macintosh".to_owned()),
        is_mobile: false,
        browser_name: Some("Chrome".to_owned()),
        browser_version: None,
        ip_address: Some("127.0.0.1".to_owned()),
        city: None,
        country: None,
    }
}

fn bare_sign_in(status: SignInStatus) -> SignIn {
    SignIn {
        id: id!(SignInId),
        status,
        supported_identifiers: vec![Identifier::EmailAddress],
        supported_first_factors: None,
        supported_second_factors: None,
        first_factor_verification: None,
        second_factor_verification: None,
        identifier: None,
        user_data: None,
        created_session_id: None,
        abandon_at: NOW,
        client_trust_state: None,
    }
}

fn full_sign_in(first_factor: Verification) -> SignIn {
    let password = SignInFactor {
        strategy: FactorStrategy::Password,
        safe_identifier: None,
        email_address_id: None,
        phone_number_id: None,
        web3_wallet_id: None,
        primary: None,
        default: None,
    };
    let email_code = SignInFactor {
        strategy: FactorStrategy::EmailCode,
        safe_identifier: Some("a**@example.com".to_owned()),
        email_address_id: Some(id!(EmailAddressId)),
        web3_wallet_id: None,
        primary: Some(true),
        ..password.clone()
    };
    let phone_code = SignInFactor {
        strategy: FactorStrategy::PhoneCode,
        safe_identifier: Some("+1********68".to_owned()),
        phone_number_id: Some(id!(PhoneNumberId)),
        default: Some(true),
        ..password.clone()
    };
    SignIn {
        supported_first_factors: Some(vec![password, email_code, phone_code]),
        supported_second_factors: Some(Vec::new()),
        first_factor_verification: Some(first_factor),
        identifier: Some("ada@example.com".to_owned()),
        user_data: Some(SignInUserData {
            first_name: Some("Ada".to_owned()),
            last_name: None,
            image_url: None,
            has_image: false,
        }),
        created_session_id: Some(id!(SessionId)),
        client_trust_state: Some(ClientTrustState::Known),
        ..bare_sign_in(SignInStatus::Complete)
    }
}

fn sign_up(verification: Option<Verification>, next_action: NextAction) -> SignUp {
    SignUp {
        id: id!(SignUpId),
        status: SignUpStatus::MissingRequirements,
        required_fields: vec!["email_address", "password"],
        optional_fields: vec!["first_name"],
        missing_fields: vec!["password"],
        unverified_fields: vec!["email_address"],
        verifications: SignUpVerifications {
            email_address: verification.map(|verification| SignUpVerification {
                verification,
                next_action,
                supported_strategies: vec!["email_code"],
            }),
            ..SignUpVerifications::default()
        },
        username: None,
        email_address: Some("ada@example.com".to_owned()),
        phone_number: None,
        web3_wallet: None,
        password_enabled: true,
        has_password: Some(true),
        first_name: None,
        last_name: None,
        unsafe_metadata: Map::new(),
        public_metadata: Map::new(),
        custom_action: false,
        external_id: None,
        created_session_id: None,
        created_user_id: None,
        abandon_at: NOW,
        legal_accepted_at: None,
    }
}

fn client() -> Client {
    Client {
        id: id!(ClientId),
        sessions: vec![session()],
        sign_in: Some(full_sign_in(Verification::password(true))),
        sign_up: Some(sign_up(None, NextAction::NeedsPrepare)),
        last_active_session_id: Some(id!(SessionId)),
        last_authentication_strategy: Some("password".to_owned()),
        cookie_expires_at: Some(NOW),
        captcha_bypass: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

#[test]
fn users_conform_in_both_apis() {
    for user in [bare_user(), full_user()] {
        conforms(Api::Fapi, "Client.User", &user);
        let private_metadata = Map::new();
        let locale = Some("en-US".to_owned());
        let user = bapi::User { user, private_metadata, locale, bypass_client_trust: true };
        conforms(Api::Bapi, "User", &user);
    }
}

#[test]
fn email_addresses_conform_in_both_apis() {
    let link = IdentificationLink { kind: "oauth_google".to_owned(), id: id!(EmailAddressId).to_string() };
    let statuses = [
        VerificationStatus::Unverified,
        VerificationStatus::Verified,
        VerificationStatus::Failed,
        VerificationStatus::Expired,
    ];
    let verifications =
        statuses.map(otp).into_iter().chain([Verification::admin(), Verification::ticket(true)]);
    for verification in verifications.map(Some).chain([None]) {
        let address = EmailAddress { linked_to: vec![link.clone()], ..email_address(verification) };
        conforms(Api::Fapi, "Client.EmailAddress", &address);
        conforms(Api::Bapi, "EmailAddress", &address);
    }
}

#[test]
fn sessions_conform() {
    for status in
        [SessionStatus::Active, SessionStatus::Pending, SessionStatus::Removed, SessionStatus::Abandoned]
    {
        let tasks = Some(vec![SessionTask { key: "choose-organization" }]);
        let base = SessionBase { tasks, actor: Some(json!({"sub": "user_1"})), ..session_base(status) };
        conforms(Api::Fapi, "Client.Session-2", &Session { base: base.clone(), ..session() });
        let listed = SessionWithActivities { base, latest_activity: activity() };
        check(Api::Fapi, "GET", "/v1/me/sessions/active", 200, &json!([listed])).unwrap();
    }
    let bare = Session {
        base: SessionBase { last_active_token: None, ..session_base(SessionStatus::Ended) },
        user: None,
        public_user_data: None,
        ..session()
    };
    conforms(Api::Fapi, "Client.Session-2", &bare);
}

#[test]
fn backend_sessions_conform() {
    for (status, latest_activity) in
        [(bapi::SessionStatus::Active, Some(activity())), (bapi::SessionStatus::Replaced, None)]
    {
        let session = bapi::Session {
            id: id!(SessionId),
            user_id: id!(UserId),
            client_id: id!(ClientId),
            actor: None,
            status,
            last_active_organization_id: None,
            last_active_at: NOW,
            latest_activity,
            expire_at: NOW,
            abandon_at: NOW,
            updated_at: NOW,
            created_at: NOW,
            tasks: None,
        };
        conforms(Api::Bapi, "Session", &session);
    }
}

#[test]
fn sign_ins_conform() {
    let first_factors = [
        Verification::password(false),
        Verification::ticket(false),
        otp(VerificationStatus::Failed),
        Verification::otp(OtpStrategy::ResetPasswordEmailCode, VerificationStatus::Unverified, 0, NOW),
    ];
    for first_factor in first_factors {
        conforms(Api::Fapi, "Client.SignIn-2", &full_sign_in(first_factor));
    }
    for status in [SignInStatus::NeedsIdentifier, SignInStatus::NeedsNewPassword, SignInStatus::Abandoned] {
        conforms(Api::Fapi, "Client.SignIn-2", &bare_sign_in(status));
    }
}

#[test]
fn sign_ups_conform() {
    conforms(Api::Fapi, "Client.SignUp", &sign_up(None, NextAction::NeedsPrepare));
    for next_action in [NextAction::NeedsPrepare, NextAction::NeedsAttempt, NextAction::None] {
        conforms(Api::Fapi, "Client.SignUp", &sign_up(Some(otp(VerificationStatus::Verified)), next_action));
    }
}

#[test]
fn envelopes_conform() {
    let nobody = Enveloped { response: None::<Client>, client: None };
    conforms(Api::Fapi, "Client.ClientWrappedClient", &nobody);
    conforms(Api::Fapi, "Client.DeleteSession", &nobody);
    let somebody = Enveloped { response: Some(client()), client: Some(client()) };
    conforms(Api::Fapi, "Client.ClientWrappedClient", &somebody);
    let sign_in = Enveloped { response: bare_sign_in(SignInStatus::Complete), client: Some(client()) };
    conforms(Api::Fapi, "Client.ClientWrappedSignIn", &sign_in);
    let deleted = DeletedObject::new("email_address", id!(EmailAddressId));
    conforms(
        Api::Fapi,
        "Client.ClientWrappedDeletedObject",
        &Enveloped { response: deleted, client: Some(client()) },
    );
}

#[test]
fn tokens_and_tickets_conform() {
    conforms(Api::Fapi, "Token", &Token { jwt: "a.b.c".to_owned() });
    conforms(Api::Bapi, "TestingToken", &bapi::TestingToken::new("t".to_owned(), NOW));
    for (status, token) in
        [(bapi::TicketStatus::Pending, Some("t".to_owned())), (bapi::TicketStatus::Revoked, None)]
    {
        let ticket = bapi::SignInToken {
            id: id!(SignInTokenId),
            status,
            user_id: id!(UserId),
            token,
            url: None,
            created_at: NOW,
            updated_at: NOW,
        };
        conforms(Api::Bapi, "SignInToken", &ticket);
    }
}

#[test]
fn small_backend_answers_conform() {
    conforms(Api::Bapi, "TotalCount", &bapi::TotalCount { total_count: 3 });
    conforms(Api::Bapi, "DeletedObject", &DeletedObject::new("user", id!(UserId)));
    for allowed_origins in [None, Some(vec!["chrome-extension://abc".to_owned()])] {
        let instance = bapi::Instance {
            id: id!(InstanceId),
            environment_type: "development",
            allowed_origins,
            workspace_id: None,
        };
        conforms(Api::Bapi, "Instance", &instance);
    }
}

#[test]
fn errors_conform_in_both_apis() {
    let error =
        Error::new(ErrorCode::FormParamNil, "is missing", "Enter a password.").about_param("password");
    let errors = Errors { meta: Some(ErrorsMeta { client: client() }), ..Errors::from(error) };
    conforms(Api::Fapi, "ClerkErrors", &errors);
    conforms(Api::Bapi, "ClerkErrors", &errors);
}
