//! Sign-in attempts.

use nightdesk_auth::{
    model::{self, Settings, SignInStatus},
    oauth::Provider,
    sign_in::{FirstFactor, first_factors},
};
use nightdesk_wire::{
    ids::EmailAddressId,
    sign_in::{self, FactorStrategy, Identifier, SignIn, SignInFactor, SignInUserData},
    time::UnixMs,
};

use super::{user::UserWithAddresses, verification::verification};

/// A sign-in, with whoever it found.
pub(crate) fn sign_in(
    settings: &Settings,
    stored: &model::SignIn,
    found: Option<&UserWithAddresses>,
    now: UnixMs,
) -> SignIn {
    SignIn {
        id: stored.id.clone(),
        status: status(stored, now),
        supported_identifiers: vec![Identifier::EmailAddress, Identifier::Username],
        supported_first_factors: found
            .map(|found| factors(found).into_iter().chain(providers(settings, found)).collect()),
        supported_second_factors: found.map(|found| second_factors_of(stored, &found.user)),
        first_factor_verification: stored.first_factor.as_ref().map(|stored| verification(stored, now)),
        second_factor_verification: stored.second_factor.as_ref().map(|stored| verification(stored, now)),
        identifier: stored.identifier.clone(),
        user_data: found.map(|found| SignInUserData {
            first_name: found.user.first_name.clone(),
            last_name: found.user.last_name.clone(),
            image_url: found.user.image_url.clone(),
            has_image: found.user.image_url.is_some(),
        }),
        created_session_id: stored.created_session_id.clone(),
        abandon_at: stored.abandon_at,
    }
}

pub(super) fn factors(found: &UserWithAddresses) -> Vec<SignInFactor> {
    first_factors(&found.user, &found.addresses)
        .into_iter()
        .map(|factor| match factor {
            FirstFactor::Password => plain(FactorStrategy::Password),
            FirstFactor::EmailCode { address, id, primary } => {
                by_mail(FactorStrategy::EmailCode, address, id, primary)
            }
            FirstFactor::ResetPasswordEmailCode { address, id, primary } => {
                by_mail(FactorStrategy::ResetPasswordEmailCode, address, id, primary)
            }
        })
        .collect()
}

/// The user's accounts at providers in use, as far as the contract has a name for those among the factors.
fn providers(settings: &Settings, found: &UserWithAddresses) -> Vec<SignInFactor> {
    let mut strategies = Vec::new();
    for account in found.identifications.iter().filter(|account| account.is_verified()) {
        let Some(identity) = account.external_account() else { continue };
        let in_use =
            Provider::find(settings, &identity.provider).is_some_and(|provider| provider.connection.enabled);
        let strategy = FactorStrategy::of_provider(&identity.provider).filter(|_| in_use);
        if let Some(strategy) = strategy.filter(|strategy| !strategies.contains(strategy)) {
            strategies.push(strategy);
        }
    }
    strategies.into_iter().map(plain).collect()
}

/// Second factors are nobody's business before the first is proved.
fn second_factors_of(stored: &model::SignIn, user: &model::User) -> Vec<SignInFactor> {
    if stored.status == SignInStatus::NeedsSecondFactor { second_factors(user) } else { Vec::new() }
}

pub(super) fn second_factors(user: &model::User) -> Vec<SignInFactor> {
    let codes = user.second_factors.backup_codes.as_ref().is_some_and(|codes| !codes.unused.is_empty());
    let totp = user.second_factors.enabled().then(|| plain(FactorStrategy::Totp));
    totp.into_iter().chain(codes.then(|| plain(FactorStrategy::BackupCode))).collect()
}

const fn plain(strategy: FactorStrategy) -> SignInFactor {
    SignInFactor { strategy, safe_identifier: None, email_address_id: None, primary: None }
}

fn by_mail(strategy: FactorStrategy, address: &str, id: &EmailAddressId, primary: bool) -> SignInFactor {
    SignInFactor {
        strategy,
        safe_identifier: Some(safe_identifier(address)),
        email_address_id: Some(id.clone()),
        primary: Some(primary),
    }
}

/// An address fit to be shown to somebody who has proved nothing yet: the ends of its local part, and the domain.
fn safe_identifier(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first = local.chars().next().unwrap_or('*');
    match local.chars().next_back().filter(|_| local.chars().count() > 2) {
        Some(last) => format!("{first}***{last}@{domain}"),
        None => format!("{first}***@{domain}"),
    }
}

fn status(stored: &model::SignIn, now: UnixMs) -> sign_in::SignInStatus {
    match stored.status {
        SignInStatus::Complete => sign_in::SignInStatus::Complete,
        _ if stored.abandon_at <= now => sign_in::SignInStatus::Abandoned,
        SignInStatus::NeedsIdentifier => sign_in::SignInStatus::NeedsIdentifier,
        SignInStatus::NeedsFirstFactor => sign_in::SignInStatus::NeedsFirstFactor,
        SignInStatus::NeedsSecondFactor => sign_in::SignInStatus::NeedsSecondFactor,
        SignInStatus::NeedsNewPassword => sign_in::SignInStatus::NeedsNewPassword,
        SignInStatus::Abandoned => sign_in::SignInStatus::Abandoned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_address_stays_hidden() {
        assert_eq!(safe_identifier("ada.lovelace@example.com"), "a***e@example.com");
        assert_eq!(safe_identifier("al@example.com"), "a***@example.com");
    }
}
