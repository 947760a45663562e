//! What the way back does to what the user left for.

use nightdesk_auth::{
    Refusal, identification,
    model::{
        Client, IdentificationKind, OauthFailure, OauthIdentity, OauthOutcome, OauthTarget, SignInStatus,
        SignUpStatus,
    },
    oauth, sign_up,
};
use nightdesk_store::{Tx, clients, identifications, sign_ins, sign_ups};
use nightdesk_wire::{
    ids::{IdentificationId, SessionId, SignInId, SignUpId},
    time::UnixMs,
};

use super::{admit, owner};
use crate::{
    extract::Cx,
    fapi::sign_ups::finish,
    present::{ApiError, UserWithAddresses},
};

/// Brings sign-in, sign-up or account on to where the outcome leads, if it still waits for it. Returns the client if
/// somebody is signed in now. `cx` has to act for the client that began the way.
///
/// # Errors
/// `form_identifier_exists` if somebody else took the username of a sign-up meanwhile.
pub(super) async fn apply(
    cx: &Cx,
    tx: &Tx,
    target: &OauthTarget,
    provider: &str,
    outcome: &OauthOutcome,
) -> Result<Option<Client>, ApiError> {
    let client = cx.require_client()?;
    let client = clients::find(tx, &client.instance_id, &client.id).await?;
    let client = client.ok_or_else(ApiError::unauthenticated)?;
    match target {
        OauthTarget::SignIn(id) => to_sign_in(cx, tx, client, id, provider, outcome).await,
        OauthTarget::SignUp(id) => to_sign_up(cx, tx, &client, id, provider, outcome).await,
        OauthTarget::ExternalAccount(id) => {
            to_account(cx, tx, id, provider, outcome).await?;
            Ok(None)
        }
    }
}

async fn to_sign_in(
    cx: &Cx,
    tx: &Tx,
    mut client: Client,
    id: &SignInId,
    provider: &str,
    outcome: &OauthOutcome,
) -> Result<Option<Client>, ApiError> {
    let running = sign_ins::find(tx, &client.instance_id, id).await?.filter(|sign_in| {
        client.sign_in_id.as_ref() == Some(&sign_in.id)
            && matches!(sign_in.status, SignInStatus::NeedsIdentifier | SignInStatus::NeedsFirstFactor)
            && oauth::is_waiting_for(sign_in.first_factor.as_ref(), provider)
    });
    let Some(mut sign_in) = running else { return Ok(None) };
    let (failure, session) = match outcome {
        OauthOutcome::Failed(failure) => (*failure, None),
        OauthOutcome::Identified(identity) => match owner(cx, tx, identity).await? {
            Some(mut of) => {
                let begun = sign_in.clone();
                match admit(cx, tx, &mut client, begun, &mut of, (**identity).clone()).await? {
                    Ok(admitted) => return Ok(admitted.created_session_id.is_some().then_some(client)),
                    Err(refusal) => failure_of(refusal),
                }
            }
            None => {
                if let Some(proof) = &mut sign_in.first_factor {
                    oauth::transfer(proof, (**identity).clone(), OauthFailure::AccountNotFound);
                }
                sign_ins::update(tx, &sign_in).await?;
                return Ok(None);
            }
        },
    };
    if let Some(proof) = &mut sign_in.first_factor {
        oauth::fail(proof, failure, session);
    }
    sign_ins::update(tx, &sign_in).await?;
    Ok(None)
}

async fn to_sign_up(
    cx: &Cx,
    tx: &Tx,
    client: &Client,
    id: &SignUpId,
    provider: &str,
    outcome: &OauthOutcome,
) -> Result<Option<Client>, ApiError> {
    let running = sign_ups::find(tx, &client.instance_id, id).await?.filter(|sign_up| {
        client.sign_up_id.as_ref() == Some(&sign_up.id)
            && sign_up.status == SignUpStatus::MissingRequirements
            && oauth::is_waiting_for(sign_up.external_account.as_ref(), provider)
    });
    let Some(mut sign_up) = running else { return Ok(None) };
    match outcome {
        OauthOutcome::Failed(failure) => {
            if let Some(proof) = &mut sign_up.external_account {
                oauth::fail(proof, *failure, None);
            }
        }
        OauthOutcome::Identified(identity) if owner(cx, tx, identity).await?.is_some() => {
            if let Some(proof) = &mut sign_up.external_account {
                oauth::transfer(proof, (**identity).clone(), OauthFailure::AccountExists);
            }
        }
        OauthOutcome::Identified(identity) => {
            if sign_up::identified(&mut sign_up, (**identity).clone(), cx.now).is_ok() {
                return Ok(finish(cx, tx, sign_up).await?.1);
            }
        }
    }
    sign_ups::update(tx, &sign_up).await?;
    Ok(None)
}

async fn to_account(
    cx: &Cx,
    tx: &Tx,
    id: &IdentificationId,
    provider: &str,
    outcome: &OauthOutcome,
) -> nightdesk_store::Result<()> {
    let instance = &cx.tenant.instance.id;
    let found = identifications::find(tx, instance, id).await?;
    let waiting = found.filter(|account| oauth::is_waiting_for(account.verification.as_ref(), provider));
    let Some(mut account) = waiting else { return Ok(()) };
    let failure = match outcome {
        OauthOutcome::Failed(failure) => Some(*failure),
        OauthOutcome::Identified(identity) => {
            let (kind, subject) = (IdentificationKind::ExternalAccount, identification::subject_of(identity));
            let holder = identifications::find_by_subject(tx, instance, kind, &subject).await?;
            if holder.is_some_and(|holder| holder.id != account.id) {
                Some(OauthFailure::AccountExists)
            } else if account.subject.as_ref().is_some_and(|before| *before != subject) {
                // Connecting anew means the same account again.
                Some(OauthFailure::AccountNotFound)
            } else {
                account.subject = Some(subject);
                identification::seen(&mut account, (**identity).clone(), cx.now);
                None
            }
        }
    };
    if let (Some(failure), Some(proof)) = (failure, &mut account.verification) {
        // An account that was connected stays connected.
        let status = if account.subject.is_some() { Some(proof.status) } else { None };
        oauth::fail(proof, failure, None);
        proof.status = status.unwrap_or(proof.status);
        account.updated_at = cx.now;
    }
    identifications::update(tx, &account).await?;
    Ok(())
}

/// Notes what a provider says of its user: with the account they have, or as a new one of the id `id`.
pub(super) async fn remember(
    tx: &Tx,
    of: &mut UserWithAddresses,
    id: IdentificationId,
    identity: OauthIdentity,
    now: UnixMs,
) -> nightdesk_store::Result<()> {
    let subject = identification::subject_of(&identity);
    let known = of
        .identifications
        .iter_mut()
        .find(|one| one.external_account().is_some() && one.subject.as_deref() == Some(subject.as_str()));
    match known {
        Some(account) => {
            identification::seen(account, identity, now);
            identifications::update(tx, account).await?;
        }
        None => {
            let account = identification::external_account(id, &of.user, identity, now);
            identifications::insert(tx, &account).await?;
            of.identifications.push(account);
        }
    }
    Ok(())
}

/// What the verification tells of a user who does not come in.
fn failure_of(refusal: Refusal) -> (OauthFailure, Option<SessionId>) {
    match refusal {
        Refusal::UserBanned => (OauthFailure::UserBanned, None),
        Refusal::UserLocked { .. } => (OauthFailure::UserLocked, None),
        Refusal::SessionExists => (OauthFailure::SessionExists, None),
        Refusal::AlreadySignedIn(session) => (OauthFailure::AlreadySignedIn, Some(session)),
        _ => (OauthFailure::CallbackFailed, None),
    }
}
