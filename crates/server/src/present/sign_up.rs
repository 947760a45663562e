//! Sign-up attempts.

use nightdesk_auth::{
    model::{self, SignUpStatus},
    sign_up::{OPTIONAL_FIELDS, REQUIRED_FIELDS, has_external_account, missing_fields, unverified_fields},
};
use nightdesk_wire::{
    sign_up::{self, NextAction, SignUp, SignUpVerification, SignUpVerifications},
    time::UnixMs,
};

use super::{user::object, verification::verification};

/// A sign-up.
pub(crate) fn sign_up(stored: &model::SignUp, now: UnixMs) -> SignUp {
    let complete = stored.status == SignUpStatus::Complete;
    // The chosen password moves to the user when the sign-up completes, and counts as given from then on.
    let has_password = stored.password_digest.is_some() || (complete && !has_external_account(stored));
    SignUp {
        id: stored.id.clone(),
        status: match stored.status {
            SignUpStatus::Complete => sign_up::SignUpStatus::Complete,
            SignUpStatus::MissingRequirements if now < stored.abandon_at => {
                sign_up::SignUpStatus::MissingRequirements
            }
            SignUpStatus::MissingRequirements | SignUpStatus::Abandoned => sign_up::SignUpStatus::Abandoned,
        },
        required_fields: REQUIRED_FIELDS.to_vec(),
        optional_fields: OPTIONAL_FIELDS.to_vec(),
        missing_fields: if complete { Vec::new() } else { missing_fields(stored) },
        unverified_fields: unverified_fields(stored),
        verifications: SignUpVerifications {
            email_address: stored.email_verification.as_ref().map(|proof| email_proof(proof, now)),
            external_account: stored.external_account.as_ref().map(|proof| verification(proof, now)),
            ..SignUpVerifications::default()
        },
        username: stored.username.clone(),
        email_address: stored.email_address.clone(),
        phone_number: None,
        web3_wallet: None,
        password_enabled: has_password,
        has_password: Some(has_password),
        first_name: stored.first_name.clone(),
        last_name: stored.last_name.clone(),
        unsafe_metadata: object(&stored.unsafe_metadata),
        public_metadata: stored.granted.public_metadata.clone(),
        custom_action: stored.granted.custom_action,
        external_id: stored.granted.external_id.clone(),
        created_session_id: stored.created_session_id.clone(),
        created_user_id: stored.created_user_id.clone(),
        abandon_at: stored.abandon_at,
        legal_accepted_at: stored.legal_accepted_at,
    }
}

fn email_proof(proof: &model::Verification, now: UnixMs) -> SignUpVerification {
    let next_action = match proof.status_at(now) {
        model::VerificationStatus::Verified => NextAction::None,
        model::VerificationStatus::Unverified if proof.code_digest.is_some() => NextAction::NeedsAttempt,
        _ => NextAction::NeedsPrepare,
    };
    SignUpVerification {
        verification: verification(proof, now),
        next_action,
        supported_strategies: vec!["email_code"],
    }
}
