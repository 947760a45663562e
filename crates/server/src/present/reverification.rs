//! Signed-in users who prove a factor again.

use nightdesk_auth::model::{self, ReverificationStatus, Settings};
use nightdesk_wire::{
    reverification::{self, SessionReverification},
    session::Session,
    sign_in::{FactorStrategy, SignInFactor},
    time::UnixMs,
};

use super::{
    sign_in::{factors, second_factors},
    user::UserWithAddresses,
    verification::verification,
};

/// What a user can prove again. A new password is set elsewhere.
fn first_factors(settings: &Settings, of: &UserWithAddresses) -> Vec<SignInFactor> {
    let fits = |factor: &SignInFactor| {
        matches!(
            factor.strategy,
            FactorStrategy::Password | FactorStrategy::EmailCode | FactorStrategy::PhoneCode
        )
    };
    factors(settings, of).into_iter().filter(fits).collect()
}

/// What a user can prove beside that. Codes by mail are no second factor of a session.
fn second_factors_of(settings: &Settings, of: &UserWithAddresses) -> Vec<SignInFactor> {
    let fits = |factor: &SignInFactor| factor.strategy != FactorStrategy::EmailCode;
    second_factors(settings, None, of).into_iter().filter(fits).collect()
}

/// A reverification with its session as it is now.
pub(crate) fn reverification(
    settings: &Settings,
    stored: &model::Reverification,
    of: &UserWithAddresses,
    session: Session,
    now: UnixMs,
) -> SessionReverification {
    SessionReverification {
        level: stored.level.as_str(),
        status: match stored.status {
            ReverificationStatus::NeedsFirstFactor => reverification::ReverificationStatus::NeedsFirstFactor,
            ReverificationStatus::NeedsSecondFactor => {
                reverification::ReverificationStatus::NeedsSecondFactor
            }
            ReverificationStatus::Complete => reverification::ReverificationStatus::Complete,
        },
        supported_first_factors: Some(first_factors(settings, of)),
        supported_second_factors: Some(second_factors_of(settings, of)),
        first_factor_verification: stored.first_factor.as_ref().map(|stored| verification(stored, now)),
        second_factor_verification: stored.second_factor.as_ref().map(|stored| verification(stored, now)),
        session,
    }
}
