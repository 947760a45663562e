//! Verifications, as the wire has them.

use nightdesk_auth::model::{self, Strategy};
use nightdesk_wire::{
    time::UnixMs,
    verification::{OtpStrategy, Verification, VerificationStatus},
};

use super::external_account;

/// A verification as it reads at `now`.
pub(crate) fn verification(stored: &model::Verification, now: UnixMs) -> Verification {
    match stored.strategy {
        Strategy::Password => Verification::password(stored.is_verified()),
        Strategy::Ticket => Verification::ticket(stored.is_verified()),
        Strategy::Totp => Verification::totp(stored.is_verified()),
        Strategy::BackupCode => Verification::backup_code(stored.is_verified()),
        Strategy::Admin => Verification::admin(),
        Strategy::Oauth => oauth(stored, now),
        Strategy::FromOauth => Verification::from_oauth(stored.strategy_name()),
        Strategy::Passkey => {
            let asked = stored.ceremony.as_ref().map(|asked| asked.asked.clone());
            let expire_at = stored.expire_at.unwrap_or(now);
            Verification::passkey(status(stored.status_at(now)), asked, Some(expire_at))
        }
        Strategy::Web3Metamask
        | Strategy::Web3Base
        | Strategy::Web3CoinbaseWallet
        | Strategy::Web3OkxWallet => {
            let asked = stored.ceremony.as_ref();
            Verification::web3(
                stored.strategy.as_str(),
                status(stored.status_at(now)),
                asked.and_then(|asked| asked.nonce.clone()),
                asked.map(|asked| asked.asked.clone()),
                stored.expire_at,
            )
        }
        Strategy::EmailCode => code(OtpStrategy::EmailCode, stored, now),
        Strategy::PhoneCode => code(OtpStrategy::PhoneCode, stored, now),
        Strategy::ResetPasswordPhoneCode => code(OtpStrategy::ResetPasswordPhoneCode, stored, now),
        Strategy::EmailLink => Verification::email_link(
            status(stored.status_at(now)),
            stored.expire_at.unwrap_or(now),
            stored.link.as_ref().and_then(|link| link.followed_at_client.clone()),
        ),
        Strategy::ResetPasswordEmailCode => code(OtpStrategy::ResetPasswordEmailCode, stored, now),
    }
}

fn oauth(stored: &model::Verification, now: UnixMs) -> Verification {
    let proof = stored.oauth.as_deref();
    Verification::oauth(
        stored.strategy_name(),
        status(stored.status_at(now)),
        proof.and_then(|proof| proof.authorize_url.clone()),
        proof.and_then(external_account::failure),
        stored.expire_at.unwrap_or(now),
    )
}

fn code(strategy: OtpStrategy, stored: &model::Verification, now: UnixMs) -> Verification {
    Verification::otp(
        strategy,
        status(stored.status_at(now)),
        stored.attempts,
        stored.expire_at.unwrap_or(now),
    )
}

const fn status(stored: model::VerificationStatus) -> VerificationStatus {
    match stored {
        model::VerificationStatus::Unverified => VerificationStatus::Unverified,
        model::VerificationStatus::Verified => VerificationStatus::Verified,
        model::VerificationStatus::Failed => VerificationStatus::Failed,
        model::VerificationStatus::Expired => VerificationStatus::Expired,
        model::VerificationStatus::Transferable => VerificationStatus::Transferable,
    }
}
