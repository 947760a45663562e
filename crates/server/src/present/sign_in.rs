//! Sign-in attempts.

use nightdesk_auth::{
    model::{self, Instance, Settings, SignInStatus, Strategy},
    oauth::Provider,
    sign_in::{self, FirstFactor, SecondFactor, client_trust, first_factors},
};
use nightdesk_wire::{
    ids::{EmailAddressId, PhoneNumberId},
    sign_in::{
        self as wire, ClientTrustState, FactorStrategy, Identifier, SignIn, SignInFactor, SignInUserData,
    },
    time::UnixMs,
};

use super::{user::UserWithAddresses, verification::verification};
use crate::images;

/// The wallets whose signatures are understood.
const WALLETS: [FactorStrategy; 4] = [
    FactorStrategy::Web3MetamaskSignature,
    FactorStrategy::Web3BaseSignature,
    FactorStrategy::Web3CoinbaseWalletSignature,
    FactorStrategy::Web3OkxWalletSignature,
];

/// A sign-in, with whoever it found.
pub(crate) fn sign_in(
    instance: &Instance,
    stored: &model::SignIn,
    found: Option<&UserWithAddresses>,
    now: UnixMs,
) -> SignIn {
    let settings = &instance.settings;
    SignIn {
        id: stored.id.clone(),
        status: status(stored, now),
        supported_identifiers: identifiers(settings),
        supported_first_factors: found
            .map(|found| factors(settings, found).into_iter().chain(identified(settings, found)).collect()),
        supported_second_factors: found.map(|found| second_factors_of(settings, stored, found)),
        first_factor_verification: stored.first_factor.as_ref().map(|stored| verification(stored, now)),
        second_factor_verification: stored.second_factor.as_ref().map(|stored| verification(stored, now)),
        identifier: stored.identifier.clone(),
        user_data: found.map(|found| SignInUserData {
            first_name: found.user.first_name.clone(),
            last_name: found.user.last_name.clone(),
            image_url: Some(images::url_of(instance, &found.user)),
            has_image: found.user.image_url.is_some(),
        }),
        created_session_id: stored.created_session_id.clone(),
        abandon_at: stored.abandon_at,
        client_trust_state: client_trust_state(stored),
    }
}

/// A sign-in that found its user by another way than an identifier says nothing.
fn client_trust_state(stored: &model::SignIn) -> Option<ClientTrustState> {
    match (&stored.user_id, stored.client_known) {
        (None, _) => Some(ClientTrustState::Pending),
        (Some(_), known) => {
            known.map(|known| if known { ClientTrustState::Known } else { ClientTrustState::New })
        }
    }
}

fn identifiers(settings: &Settings) -> Vec<Identifier> {
    let all = [
        (settings.email_address, Identifier::EmailAddress),
        (settings.phone_number, Identifier::PhoneNumber),
        (settings.username, Identifier::Username),
    ];
    let usual = all.into_iter().filter(|(presence, _)| presence.is_on()).map(|(_, identifier)| identifier);
    let wallet = settings.web3_wallets_enabled.then_some(Identifier::Web3Wallet);
    let passkey = settings.passkeys_enabled.then_some(Identifier::Passkey);
    usual.chain(wallet).chain(passkey).collect()
}

pub(super) fn factors(settings: &Settings, found: &UserWithAddresses) -> Vec<SignInFactor> {
    first_factors(settings, &found.user, found.contacts())
        .into_iter()
        .map(|factor| match factor {
            FirstFactor::Password => plain(FactorStrategy::Password),
            FirstFactor::Email { strategy, address, id, primary } => {
                let strategy = match strategy {
                    Strategy::EmailLink => FactorStrategy::EmailLink,
                    Strategy::ResetPasswordEmailCode => FactorStrategy::ResetPasswordEmailCode,
                    _ => FactorStrategy::EmailCode,
                };
                by_mail(strategy, address, id, primary)
            }
            FirstFactor::Phone { strategy, number, id, primary } => {
                let strategy = match strategy {
                    Strategy::ResetPasswordPhoneCode => FactorStrategy::ResetPasswordPhoneCode,
                    _ => FactorStrategy::PhoneCode,
                };
                by_phone(strategy, number, id, Some(primary), None)
            }
        })
        .collect()
}

/// The factors of what the user is known by beside addresses, as far as the instance takes them.
fn identified(settings: &Settings, found: &UserWithAddresses) -> Vec<SignInFactor> {
    let proved = || found.identifications.iter().filter(|one| one.is_verified());
    let has_passkey = settings.passkeys_enabled && proved().any(|one| one.passkey().is_some());
    let wallets = proved().filter(|one| settings.web3_wallets_enabled && one.web3_wallet().is_some());
    let by_wallet = wallets.flat_map(|wallet| {
        WALLETS.map(|strategy| SignInFactor { web3_wallet_id: Some(wallet.id.clone()), ..plain(strategy) })
    });
    let passkey = has_passkey.then(|| plain(FactorStrategy::Passkey));
    passkey.into_iter().chain(providers(settings, found)).chain(by_wallet).collect()
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
fn second_factors_of(
    settings: &Settings,
    stored: &model::SignIn,
    found: &UserWithAddresses,
) -> Vec<SignInFactor> {
    match stored.status {
        SignInStatus::NeedsSecondFactor => {
            second_factors(settings, stored.first_factor.as_ref().map(|proof| proof.strategy), found)
        }
        SignInStatus::NeedsClientTrust => {
            let primary = found.user.primary_email_address_id.as_ref();
            let fit = client_trust::addresses(&found.user, found.contacts()).into_iter();
            let by_mail = |address: &model::EmailAddress| {
                let primary = Some(&address.id) == primary;
                by_mail(FactorStrategy::EmailCode, &address.address, &address.id, primary)
            };
            fit.map(by_mail).collect()
        }
        _ => Vec::new(),
    }
}

/// The second factors of a user whose first was proved by this strategy.
pub(super) fn second_factors(
    settings: &Settings,
    first: Option<Strategy>,
    found: &UserWithAddresses,
) -> Vec<SignInFactor> {
    sign_in::second_factors(settings, first, &found.user, found.contacts())
        .into_iter()
        .map(|factor| match factor {
            SecondFactor::Totp => plain(FactorStrategy::Totp),
            SecondFactor::BackupCode => plain(FactorStrategy::BackupCode),
            SecondFactor::PhoneCode { number } => by_phone(
                FactorStrategy::PhoneCode,
                &number.number,
                &number.id,
                None,
                Some(number.default_second_factor),
            ),
            SecondFactor::EmailCode { address, primary } => {
                by_mail(FactorStrategy::EmailCode, &address.address, &address.id, primary)
            }
        })
        .collect()
}

const fn plain(strategy: FactorStrategy) -> SignInFactor {
    SignInFactor {
        strategy,
        safe_identifier: None,
        email_address_id: None,
        phone_number_id: None,
        web3_wallet_id: None,
        primary: None,
        default: None,
    }
}

fn by_mail(strategy: FactorStrategy, address: &str, id: &EmailAddressId, primary: bool) -> SignInFactor {
    SignInFactor {
        safe_identifier: Some(safe_identifier(address)),
        email_address_id: Some(id.clone()),
        primary: Some(primary),
        ..plain(strategy)
    }
}

fn by_phone(
    strategy: FactorStrategy,
    number: &str,
    id: &PhoneNumberId,
    primary: Option<bool>,
    default: Option<bool>,
) -> SignInFactor {
    SignInFactor {
        safe_identifier: Some(safe_number(number)),
        phone_number_id: Some(id.clone()),
        primary,
        default,
        ..plain(strategy)
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

/// The same of a number: its beginning, and two digits at the end.
fn safe_number(number: &str) -> String {
    let shown = |at: usize| at < 2 || at + 2 >= number.len();
    number.chars().enumerate().map(|(at, digit)| if shown(at) { digit } else { '*' }).collect()
}

fn status(stored: &model::SignIn, now: UnixMs) -> wire::SignInStatus {
    match stored.status {
        SignInStatus::Complete => wire::SignInStatus::Complete,
        _ if stored.abandon_at <= now => wire::SignInStatus::Abandoned,
        SignInStatus::NeedsIdentifier => wire::SignInStatus::NeedsIdentifier,
        SignInStatus::NeedsFirstFactor => wire::SignInStatus::NeedsFirstFactor,
        SignInStatus::NeedsSecondFactor => wire::SignInStatus::NeedsSecondFactor,
        SignInStatus::NeedsClientTrust => wire::SignInStatus::NeedsClientTrust,
        SignInStatus::NeedsNewPassword => wire::SignInStatus::NeedsNewPassword,
        SignInStatus::Abandoned => wire::SignInStatus::Abandoned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_address_stays_hidden() {
        assert_eq!(safe_identifier("ada.lovelace@example.com"), "a***e@example.com");
        assert_eq!(safe_identifier("al@example.com"), "a***@example.com");
        assert_eq!(safe_number("+12125552368"), "+1********68");
    }
}
