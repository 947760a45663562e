//! Sign-up attempts.

use nightdesk_auth::{
    model::{self, Settings, SignUpStatus, Strategy},
    sign_up::{missing_fields, needs_password, optional_fields, required_fields, unverified_fields},
    web3,
};
use nightdesk_wire::{
    sign_up::{self, NextAction, SignUp, SignUpVerification, SignUpVerifications},
    time::UnixMs,
};

use super::{user::object, verification::verification};

/// A sign-up.
pub(crate) fn sign_up(settings: &Settings, stored: &model::SignUp, now: UnixMs) -> SignUp {
    let complete = stored.status == SignUpStatus::Complete;
    // The chosen password moves to the user when the sign-up completes, and counts as given from then on.
    let moved = complete && settings.password_presence.is_required() && needs_password(stored);
    let has_password = stored.password_digest.is_some() || moved;
    SignUp {
        id: stored.id.clone(),
        status: match stored.status {
            SignUpStatus::Complete => sign_up::SignUpStatus::Complete,
            SignUpStatus::MissingRequirements if now < stored.abandon_at => {
                sign_up::SignUpStatus::MissingRequirements
            }
            SignUpStatus::MissingRequirements | SignUpStatus::Abandoned => sign_up::SignUpStatus::Abandoned,
        },
        required_fields: required_fields(settings),
        optional_fields: optional_fields(settings),
        missing_fields: if complete { Vec::new() } else { missing_fields(settings, stored) },
        unverified_fields: unverified_fields(stored),
        verifications: SignUpVerifications {
            email_address: proof(stored.email_verification.as_ref(), strategies(settings, true), now),
            phone_number: proof(stored.phone_verification.as_ref(), strategies(settings, false), now),
            web3_wallet: stored.web3_verification.as_ref().map(|proof| wallet_proof(proof, now)),
            external_account: stored.external_account.as_ref().map(|proof| verification(proof, now)),
        },
        username: stored.username.clone(),
        email_address: stored.email_address.clone(),
        phone_number: stored.phone_number.clone(),
        web3_wallet: stored.web3_wallet.clone(),
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

fn wallet_proof(proof: &model::Verification, now: UnixMs) -> SignUpVerification {
    let next_action = match proof.status_at(now) {
        model::VerificationStatus::Verified => NextAction::None,
        model::VerificationStatus::Unverified if proof.ceremony.is_some() => NextAction::NeedsAttempt,
        _ => NextAction::NeedsPrepare,
    };
    SignUpVerification {
        verification: verification(proof, now),
        next_action,
        supported_strategies: web3::STRATEGIES.map(Strategy::as_str).to_vec(),
    }
}

/// How an address, or else a number, can be verified here.
fn strategies(settings: &Settings, address: bool) -> Vec<&'static str> {
    let all: &[Strategy] =
        if address { &[Strategy::EmailCode, Strategy::EmailLink] } else { &[Strategy::PhoneCode] };
    all.iter().filter(|strategy| settings.allows(**strategy)).map(|strategy| strategy.as_str()).collect()
}

fn proof(
    proof: Option<&model::Verification>,
    supported_strategies: Vec<&'static str>,
    now: UnixMs,
) -> Option<SignUpVerification> {
    let proof = proof?;
    let next_action = match proof.status_at(now) {
        model::VerificationStatus::Verified => NextAction::None,
        model::VerificationStatus::Unverified if proof.code_digest.is_some() => NextAction::NeedsAttempt,
        _ => NextAction::NeedsPrepare,
    };
    Some(SignUpVerification { verification: verification(proof, now), next_action, supported_strategies })
}
