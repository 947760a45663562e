//! Passkeys (WebAuthn level 3): made, shown, proved. The ceremonies are those of `webauthn-rs`, which draws its challenges
//! from the operating system.

mod relying_party;

use nightdesk_wire::{ids::IdentificationId, time::UnixMs};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Credential, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Uuid, WebauthnError,
};

pub use relying_party::RelyingParty;

use crate::{
    Refusal, lockout,
    model::{
        Ceremony, Identification, IdentificationDetails, Passkey, SignIn, SignInStatus, Strategy, User,
        Verification,
    },
    refusal::Field,
    sign_in::Step,
};

/// How long somebody may take to touch the authenticator.
pub const LIFETIME_SECS: i64 = 10 * 60;
/// Longest answer of an authenticator.
pub const MAX_ANSWER_BYTES: usize = 16 * 1024;
/// Passkeys of one user.
const MAX_PASSKEYS: usize = 10;
const MAX_NAME_CHARS: usize = 64;

/// What the server keeps between question and answer.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Registration(PasskeyRegistration),
    /// By one of the passkeys of a known user.
    Known(PasskeyAuthentication),
    /// By any passkey that the authenticator has for us.
    Discoverable(DiscoverableAuthentication),
}

/// Begins to add a passkey to a user who has `held` ones.
///
/// # Errors
/// [`Refusal::TooManyPasskeys`], [`Refusal::NoRelyingParty`].
pub fn begin_registration(
    party: &RelyingParty,
    id: IdentificationId,
    user: &User,
    account: &str,
    name: &str,
    held: &[Identification],
    now: UnixMs,
) -> Result<Identification, Refusal> {
    let known: Vec<_> = credentials(held).map(|credential| credential.cred_id().clone()).collect();
    if known.len() >= MAX_PASSKEYS {
        return Err(Refusal::TooManyPasskeys);
    }
    let webauthn = party.webauthn()?;
    let started = webauthn.start_passkey_registration(handle(user), account, account, Some(known));
    let (asked, state) = started.map_err(|_| Refusal::NoRelyingParty)?;
    let mut options = serde_json::to_value(asked.public_key).map_err(|_| Refusal::NoRelyingParty)?;
    // One that the authenticator finds by itself can sign in without a name being typed.
    options["authenticatorSelection"]["residentKey"] = json!("preferred");
    Ok(Identification {
        id,
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        subject: None,
        details: IdentificationDetails::Passkey(Box::new(Passkey {
            name: name.chars().take(MAX_NAME_CHARS).collect(),
            last_used_at: None,
            credential: None,
        })),
        verification: Some(waiting(&options, &State::Registration(state), now)?),
        created_at: now,
        updated_at: now,
    })
}

/// Finishes adding a passkey with the authenticator's answer. The challenge is used up either way, so the passkey must be
/// stored either way.
///
/// # Errors
/// [`Refusal::NothingPrepared`], [`Refusal::CodeExpired`], [`Refusal::Unfit`] for an answer that does not fit.
pub fn finish_registration(
    party: &RelyingParty,
    passkey: &mut Identification,
    answer: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    let State::Registration(state) = take_state(passkey.verification.as_mut(), now)? else {
        return Err(Refusal::NothingPrepared);
    };
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| unfit())?;
    let made = party.webauthn()?.finish_passkey_registration(&answer, &state).map_err(|_| unfit())?;
    let IdentificationDetails::Passkey(details) = &mut passkey.details else { return Err(unfit()) };
    passkey.subject = Some(subject(made.cred_id()));
    details.credential = Some(serde_json::to_value(&made).map_err(|_| unfit())?);
    passkey.verification = Some(proved(now));
    passkey.updated_at = now;
    Ok(())
}

/// Renames a passkey.
///
/// # Errors
/// [`Refusal::Malformed`] for a name that is empty, too long or has control characters.
pub fn rename(passkey: &mut Identification, name: &str, now: UnixMs) -> Result<(), Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME_CHARS || name.chars().any(char::is_control) {
        return Err(Refusal::Malformed(Field::Name));
    }
    if let IdentificationDetails::Passkey(details) = &mut passkey.details {
        name.clone_into(&mut details.name);
        passkey.updated_at = now;
    }
    Ok(())
}

/// Has a sign-in wait for a passkey: for one of the user who was found, or else for any.
///
/// # Errors
/// [`Refusal::AttemptOver`], [`Refusal::AlreadyVerified`], [`Refusal::StrategyUnfit`] for a user who has none.
pub fn prepare_sign_in(
    party: &RelyingParty,
    sign_in: &mut SignIn,
    held: Option<&[Identification]>,
    now: UnixMs,
) -> Result<(), Refusal> {
    crate::sign_in::waits_for_any(sign_in, now)?;
    let webauthn = party.webauthn()?;
    let (asked, state) = match held {
        Some(held) => {
            let known: Vec<_> = credentials(held).collect();
            if known.is_empty() {
                return Err(Refusal::StrategyUnfit);
            }
            let (asked, state) = webauthn.start_passkey_authentication(&known).map_err(no_party)?;
            (asked, State::Known(state))
        }
        None => {
            let (asked, state) = webauthn.start_discoverable_authentication().map_err(no_party)?;
            (asked, State::Discoverable(state))
        }
    };
    let options = serde_json::to_value(asked.public_key).map_err(|_| Refusal::NoRelyingParty)?;
    sign_in.first_factor = Some(waiting(&options, &state, now)?);
    sign_in.updated_at = now;
    Ok(())
}

/// What the passkey of an answer is found by.
///
/// # Errors
/// [`Refusal::Unfit`] if the text is no answer of an authenticator.
pub fn subject_of_answer(answer: &str) -> Result<String, Refusal> {
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| unfit())?;
    Ok(subject(answer.get_credential_id()))
}

/// Judges an authenticator's answer by a passkey of `user`. Sign-in and passkey change and must be stored, also if it is
/// refused: the challenge is used up. A passkey proves possession and who holds it, so no second factor is asked for.
///
/// # Errors
/// [`Refusal::NothingPrepared`], [`Refusal::CodeExpired`], [`Refusal::Unfit`], and whatever keeps the user from trying.
pub fn attempt_sign_in(
    party: &RelyingParty,
    sign_in: &mut SignIn,
    user: &User,
    passkey: &mut Identification,
    answer: &str,
    now: UnixMs,
) -> Result<Step, Refusal> {
    crate::sign_in::waits_for_any(sign_in, now)?;
    let state = take_state(sign_in.first_factor.as_mut(), now)?;
    lockout::may_try(user, now)?;
    let of_user = passkey.user_id == user.id && passkey.is_verified();
    let IdentificationDetails::Passkey(details) = &mut passkey.details else { return Err(unfit()) };
    let stored = details.credential.clone().filter(|_| of_user).ok_or_else(unfit)?;
    let mut credential: Credential = serde_json::from_value(stored).map_err(|_| unfit())?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| unfit())?;
    let webauthn = party.webauthn()?;
    let judged = match state {
        State::Known(state) => webauthn.finish_passkey_authentication(&answer, &state),
        State::Discoverable(state) => {
            webauthn.finish_discoverable_authentication_v2(&answer, state, &credential)
        }
        State::Registration(_) => return Err(Refusal::NothingPrepared),
    };
    let judged = judged.map_err(|_| unfit())?;
    // A counter that moves on shows copies of the credential.
    credential.update_credential(&judged);
    details.credential = Some(serde_json::to_value(&credential).map_err(|_| unfit())?);
    details.last_used_at = Some(now);
    passkey.updated_at = now;
    sign_in.user_id = Some(user.id.clone());
    sign_in.status = SignInStatus::NeedsFirstFactor;
    sign_in.first_factor = Some(proved(now));
    sign_in.updated_at = now;
    Ok(Step::Complete)
}

/// Uses the challenge of a sign-in up.
pub fn spend(sign_in: &mut SignIn) {
    if let Some(proof) = &mut sign_in.first_factor {
        proof.ceremony = None;
    }
}

/// The id under which authenticators keep the user's passkeys. It tells nothing of the user.
fn handle(user: &User) -> Uuid {
    let hash = Sha256::digest(format!("{}:{}", user.instance_id.as_str(), user.id.as_str()).as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(bytes)
}

fn credentials(held: &[Identification]) -> impl Iterator<Item = Credential> {
    held.iter()
        .filter(|one| one.is_verified())
        .filter_map(|one| serde_json::from_value(one.passkey()?.credential.clone()?).ok())
}

fn waiting(options: &Value, state: &State, now: UnixMs) -> Result<Verification, Refusal> {
    let state = serde_json::to_value(state).map_err(|_| Refusal::NoRelyingParty)?;
    Ok(Verification {
        expire_at: Some(now.plus_secs(LIFETIME_SECS)),
        ceremony: Some(Box::new(Ceremony { asked: options.to_string(), nonce: None, state })),
        ..Verification::new(Strategy::Passkey)
    })
}

fn proved(now: UnixMs) -> Verification {
    Verification {
        expire_at: Some(now.plus_secs(LIFETIME_SECS)),
        ..Verification::verified(Strategy::Passkey)
    }
}

/// Takes the state of a ceremony: a challenge is good for one answer.
fn take_state(verification: Option<&mut Verification>, now: UnixMs) -> Result<State, Refusal> {
    let waiting = verification.filter(|proof| proof.strategy == Strategy::Passkey);
    let waiting = waiting.ok_or(Refusal::NothingPrepared)?;
    let expired = waiting.expire_at.is_some_and(|at| at <= now);
    let taken = waiting.ceremony.take().ok_or(Refusal::NothingPrepared)?;
    if expired {
        return Err(Refusal::CodeExpired);
    }
    serde_json::from_value(taken.state).map_err(|_| Refusal::NothingPrepared)
}

fn subject(credential_id: &[u8]) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(credential_id)
}

const fn unfit() -> Refusal {
    Refusal::Unfit(Field::PublicKeyCredential)
}

fn no_party(_: WebauthnError) -> Refusal {
    Refusal::NoRelyingParty
}
