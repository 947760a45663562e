//! Accounts at identity providers, passkeys and wallets of a user: added and taken off.

use nightdesk_wire::{ids::IdentificationId, time::UnixMs};

use crate::{
    Refusal,
    model::{
        EmailAddress, Identification, IdentificationDetails, OauthIdentity, OauthTokens, Strategy, User,
        Verification,
    },
    oauth,
};

/// What the account of an identity is found by: ids are unique at one provider only.
#[must_use]
pub fn subject_of(identity: &OauthIdentity) -> String {
    subject(&identity.provider, &identity.subject)
}

/// The same of the id that an account has at a provider.
#[must_use]
pub fn subject(provider: &str, id: &str) -> String {
    format!("{provider}|{id}")
}

/// The account of a user who was at the provider.
#[must_use]
pub fn external_account(
    id: IdentificationId,
    user: &User,
    identity: OauthIdentity,
    now: UnixMs,
) -> Identification {
    Identification {
        id,
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        subject: Some(subject_of(&identity)),
        verification: Some(oauth::prove(&identity.provider, None, now)),
        details: IdentificationDetails::ExternalAccount(Box::new(identity)),
        created_at: now,
        updated_at: now,
    }
}

/// An account of a user who is on the way to the provider's page to connect it.
#[must_use]
pub fn to_connect(
    id: IdentificationId,
    user: &User,
    provider: &str,
    authorize_url: String,
    now: UnixMs,
) -> Identification {
    let identity = OauthIdentity { provider: provider.to_owned(), ..OauthIdentity::default() };
    Identification {
        subject: None,
        verification: Some(oauth::waiting(provider, authorize_url, now)),
        ..external_account(id, user, identity, now)
    }
}

/// Accounts at a provider that somebody began to connect and did not.
pub fn left_unproved<'a>(
    held: &'a [Identification],
    provider: &str,
) -> impl Iterator<Item = &'a Identification> {
    held.iter().filter(move |one| {
        one.subject.is_none() && one.external_account().is_some_and(|theirs| theirs.provider == provider)
    })
}

/// Leads the user to the provider's page once more. An account that is proved stays so.
pub fn reconnect(account: &mut Identification, provider: &str, authorize_url: String, now: UnixMs) {
    let status =
        account.verification.as_ref().filter(|_| account.subject.is_some()).map(|proof| proof.status);
    let mut waiting = oauth::waiting(provider, authorize_url, now);
    waiting.status = status.unwrap_or(waiting.status);
    account.verification = Some(waiting);
    account.updated_at = now;
}

/// Forgets what opens the provider's own API.
pub fn forget_tokens(account: &mut Identification, now: UnixMs) {
    if let IdentificationDetails::ExternalAccount(identity) = &mut account.details {
        identity.tokens = None;
    }
    account.updated_at = now;
}

/// Keeps renewed tokens, unless the account has got others meanwhile.
pub fn renewed(account: &mut Identification, before: &OauthTokens, fresh: OauthTokens, now: UnixMs) {
    if let IdentificationDetails::ExternalAccount(identity) = &mut account.details
        && identity.tokens.as_ref() == Some(before)
    {
        identity.tokens = Some(fresh);
        account.updated_at = now;
    }
}

/// The account was used: what the provider says now replaces what it said before. A refresh token often comes only the
/// first time, and some ways in bring no tokens at all.
pub fn seen(account: &mut Identification, mut identity: OauthIdentity, now: UnixMs) {
    let before = account.external_account().and_then(|before| before.tokens.as_ref());
    match (&mut identity.tokens, before) {
        (Some(tokens), Some(before)) if tokens.refresh.is_none() => {
            tokens.refresh.clone_from(&before.refresh)
        }
        (None, Some(before)) => identity.tokens = Some(before.clone()),
        _ => {}
    }
    account.verification = Some(oauth::prove(&identity.provider, None, now));
    account.details = IdentificationDetails::ExternalAccount(Box::new(identity));
    account.updated_at = now;
}

/// Whether one of a user's `held` identifications can go.
///
/// # Errors
/// [`Refusal::LastIdentification`] if nothing else would be left to sign in with.
pub fn may_remove(
    user: &User,
    addresses: &[EmailAddress],
    held: &[Identification],
    id: &IdentificationId,
) -> Result<(), Refusal> {
    let unused = held.iter().any(|held| held.id == *id && !held.is_verified());
    let by_address = addresses.iter().any(EmailAddress::is_verified);
    let by_password = user.password_digest.is_some() && user.username.is_some();
    let by_another = held.iter().any(|held| held.id != *id && held.is_verified());
    if unused || by_address || by_password || by_another { Ok(()) } else { Err(Refusal::LastIdentification) }
}

/// How an address is verified that a provider has vouched for.
#[must_use]
pub fn vouched_for(provider: &str, now: UnixMs) -> Verification {
    Verification { strategy: Strategy::FromOauth, expire_at: None, ..oauth::prove(provider, None, now) }
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, UserId};

    use super::*;
    use crate::model::Secret;

    fn identity(refresh: Option<&str>) -> OauthIdentity {
        OauthIdentity {
            provider: "google".into(),
            subject: "7".into(),
            tokens: Some(OauthTokens {
                access: Secret::new("a"),
                refresh: refresh.map(Secret::new),
                id_token: None,
                expires_at: None,
                scopes: String::new(),
            }),
            ..OauthIdentity::default()
        }
    }

    fn user() -> User {
        User::new(UserId::parse("user_a").unwrap(), InstanceId::parse("ins_a").unwrap(), UnixMs(0))
    }

    fn account(id: &str) -> Identification {
        external_account(IdentificationId::parse(id).unwrap(), &user(), identity(Some("r")), UnixMs(0))
    }

    #[test]
    fn a_refresh_token_outlives_answers_without_one() {
        let mut account = account("idn_a");
        seen(&mut account, identity(None), UnixMs(1));
        let tokens = account.external_account().unwrap().tokens.clone().unwrap();
        assert_eq!(tokens.refresh, Some(Secret::new("r")));
        seen(&mut account, OauthIdentity { tokens: None, ..identity(None) }, UnixMs(2));
        assert_eq!(account.external_account().unwrap().tokens, Some(tokens));
    }

    #[test]
    fn the_last_way_to_sign_in_stays() {
        let (mut user, held) = (user(), [account("idn_a")]);
        assert_eq!(may_remove(&user, &[], &held, &held[0].id), Err(Refusal::LastIdentification));
        let two = [held[0].clone(), account("idn_b")];
        assert_eq!(may_remove(&user, &[], &two, &held[0].id), Ok(()));
        user.password_digest = Some(Secret::new("phc"));
        user.username = Some("ada".into());
        assert_eq!(may_remove(&user, &[], &held, &held[0].id), Ok(()));
    }
}
