//! Wallets: an account of Ethereum is proved by a signature over a message (EIP-4361, signed as EIP-191 has it).

use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};
use nightdesk_wire::{ids::IdentificationId, time::UnixMs};
use serde_json::Value;
use sha3::{Digest as _, Keccak256};
use subtle::ConstantTimeEq as _;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    Refusal, Rng, lockout,
    model::{
        Ceremony, Identification, IdentificationDetails, Instance, SignIn, SignUp, Strategy, User,
        Verification, VerificationStatus,
    },
    provision::random_text,
    refusal::Field,
    sign_in::{Step, first_factor_proved, waits_for_any},
};

/// How long a message can be signed.
pub const LIFETIME_SECS: i64 = 10 * 60;
const NONCE_CHARS: usize = 17;
/// Wrong signatures per message.
const MAX_ATTEMPTS: u32 = 5;

/// The wallets whose signatures are understood. They differ in who asks the user, not in what is signed.
pub const STRATEGIES: [Strategy; 4] =
    [Strategy::Web3Metamask, Strategy::Web3Base, Strategy::Web3CoinbaseWallet, Strategy::Web3OkxWallet];

/// The strategy of this name, if it is one of a wallet.
#[must_use]
pub fn strategy(text: &str) -> Option<Strategy> {
    STRATEGIES.into_iter().find(|strategy| strategy.as_str() == text)
}

/// An address from a form, written as EIP-55 has it: upper and lower case are its checksum.
///
/// # Errors
/// [`Refusal::Malformed`] for what is none. A wrong checksum is no error: wallets give addresses in lower case too.
pub fn address(text: &str) -> Result<String, Refusal> {
    let malformed = Refusal::Malformed(Field::Web3Wallet);
    let digits = text.trim().strip_prefix("0x").ok_or_else(|| malformed.clone())?.to_ascii_lowercase();
    if digits.len() != 40 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(malformed);
    }
    let hash = hex(&Keccak256::digest(digits.as_bytes()));
    let checked = digits
        .chars()
        .zip(hash.chars())
        .map(|(digit, weight)| if weight >= '8' { digit.to_ascii_uppercase() } else { digit });
    Ok(format!("0x{}", checked.collect::<String>()))
}

/// What a wallet is found by.
#[must_use]
pub fn subject(address: &str) -> String {
    address.to_ascii_lowercase()
}

/// A wallet that a user claims, yet to be proved.
#[must_use]
pub fn claimed(id: IdentificationId, user: &User, address: String, now: UnixMs) -> Identification {
    Identification {
        id,
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        subject: None,
        details: IdentificationDetails::Web3Wallet(address),
        verification: None,
        created_at: now,
        updated_at: now,
    }
}

fn all_proved(held: &[Identification]) -> impl Iterator<Item = &Identification> {
    held.iter().filter(|one| one.is_verified() && one.web3_wallet().is_some())
}

/// The wallet shown first: the one that was chosen while the user has it, else the oldest.
#[must_use]
pub fn primary<'a>(user: &User, held: &'a [Identification]) -> Option<&'a Identification> {
    let chosen = user.primary_web3_wallet_id.as_ref();
    all_proved(held).find(|one| Some(&one.id) == chosen).or_else(|| all_proved(held).next())
}

/// Chooses the wallet shown first.
///
/// # Errors
/// [`Refusal::Unfit`] if it is no proved wallet of the user.
pub fn make_primary(user: &mut User, held: &[Identification], wanted: &str) -> Result<(), Refusal> {
    let wallet = all_proved(held).find(|one| one.id.as_str() == wanted);
    let wallet = wallet.ok_or(Refusal::Unfit(Field::PrimaryWeb3WalletId))?;
    user.primary_web3_wallet_id = Some(wallet.id.clone());
    Ok(())
}

/// Asks for a signature by the wallet of this address: the verification has the message.
#[must_use]
pub fn ask(
    instance: &Instance,
    origin: Option<&str>,
    address: &str,
    strategy: Strategy,
    rng: &dyn Rng,
    now: UnixMs,
) -> Verification {
    let nonce = random_text(rng, NONCE_CHARS);
    let expire_at = now.plus_secs(LIFETIME_SECS);
    let uri = origin.map_or_else(|| instance.issuer(), str::to_owned);
    let domain = uri.split_once("://").map_or(uri.as_str(), |(_, domain)| domain);
    let message = format!(
        "{domain} wants you to sign in with your Ethereum account:\n{address}\n\nProve to {} that this account is \
         yours.\n\nURI: {uri}\nVersion: 1\nChain ID: 1\nNonce: {nonce}\nIssued At: {}\nExpiration Time: {}",
        instance.application_name.replace(char::is_control, " "),
        rfc3339(now),
        rfc3339(expire_at),
    );
    Verification {
        expire_at: Some(expire_at),
        ceremony: Some(Box::new(Ceremony { asked: message, nonce: Some(nonce), state: Value::Null })),
        ..Verification::new(strategy)
    }
}

/// Judges a signature over the message of a verification, which changes either way and must be stored either way.
///
/// # Errors
/// [`Refusal::NothingPrepared`], [`Refusal::AlreadyVerified`], [`Refusal::CodeExpired`], [`Refusal::CodeSpent`], and
/// [`Refusal::SignatureIncorrect`].
pub fn attempt(
    verification: Option<&mut Verification>,
    address: &str,
    signature: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    let asked = verification.filter(|proof| STRATEGIES.contains(&proof.strategy));
    let proof = asked.ok_or(Refusal::NothingPrepared)?;
    match proof.status_at(now) {
        VerificationStatus::Verified | VerificationStatus::Transferable => {
            return Err(Refusal::AlreadyVerified);
        }
        VerificationStatus::Expired => return Err(Refusal::CodeExpired),
        VerificationStatus::Failed => return Err(Refusal::CodeSpent),
        VerificationStatus::Unverified => {}
    }
    let message = proof.ceremony.as_ref().ok_or(Refusal::NothingPrepared)?.asked.clone();
    proof.attempts += 1;
    let signer = signer(&message, signature).unwrap_or_default();
    if bool::from(signer.as_bytes().ct_eq(subject(address).as_bytes())) {
        proof.status = VerificationStatus::Verified;
        proof.ceremony = None;
        return Ok(());
    }
    if proof.attempts >= MAX_ATTEMPTS {
        proof.status = VerificationStatus::Failed;
        proof.ceremony = None;
    }
    Err(Refusal::SignatureIncorrect)
}

/// Has a sign-in wait for a signature by one of the user's wallets.
///
/// # Errors
/// [`Refusal::AttemptOver`], [`Refusal::AlreadyVerified`], and whatever keeps the user from trying.
pub fn prepare_sign_in(
    sign_in: &mut SignIn,
    user: &User,
    asked: Verification,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits_for_any(sign_in, now)?;
    lockout::may_try(user, now)?;
    sign_in.first_factor = Some(asked);
    sign_in.updated_at = now;
    Ok(())
}

/// Judges the signature of a sign-in by any of the user's wallets. Sign-in and user change either way and must be stored
/// either way.
///
/// # Errors
/// As [`attempt`], and whatever keeps the user from trying.
pub fn attempt_sign_in(
    sign_in: &mut SignIn,
    user: &mut User,
    held: &[Identification],
    signature: &str,
    now: UnixMs,
) -> Result<Step, Refusal> {
    waits_for_any(sign_in, now)?;
    let asked = sign_in.first_factor.as_ref().and_then(|proof| proof.ceremony.as_ref());
    let wallets = held.iter().filter(|one| one.is_verified()).filter_map(Identification::web3_wallet);
    // The message names the wallet that it was made for.
    let asked = asked.map(|asked| asked.asked.as_str()).unwrap_or_default();
    let wallet = wallets.clone().find(|wallet| asked.lines().nth(1) == Some(*wallet));
    lockout::attempt(user, now, |_| {
        sign_in.updated_at = now;
        attempt(sign_in.first_factor.as_mut(), wallet.unwrap_or_default(), signature, now)
    })?;
    Ok(first_factor_proved(sign_in, user))
}

/// Has a sign-up wait for a signature by its wallet.
///
/// # Errors
/// [`Refusal::AttemptOver`] or [`Refusal::AlreadyVerified`].
pub fn prepare_sign_up(sign_up: &mut SignUp, asked: Verification, now: UnixMs) -> Result<(), Refusal> {
    crate::sign_up::runs(sign_up, now)?;
    if sign_up.web3_verification.as_ref().is_some_and(Verification::is_verified) {
        return Err(Refusal::AlreadyVerified);
    }
    sign_up.web3_verification = Some(asked);
    sign_up.updated_at = now;
    Ok(())
}

/// A wallet of a new user, proved in the sign-up or by the backend's word.
#[must_use]
pub fn proved(
    id: IdentificationId,
    user: &User,
    address: String,
    verification: Verification,
    now: UnixMs,
) -> Identification {
    Identification {
        subject: Some(subject(&address)),
        verification: Some(verification),
        ..claimed(id, user, address, now)
    }
}

/// Judges the signature of a sign-up, which changes either way and must be stored either way.
///
/// # Errors
/// As [`attempt`], and [`Refusal::AttemptOver`].
pub fn attempt_sign_up(sign_up: &mut SignUp, signature: &str, now: UnixMs) -> Result<(), Refusal> {
    crate::sign_up::runs(sign_up, now)?;
    sign_up.updated_at = now;
    let address = sign_up.web3_wallet.clone().unwrap_or_default();
    attempt(sign_up.web3_verification.as_mut(), &address, signature, now)
}

/// Whose signature it is, in the form of [`subject`].
fn signer(message: &str, signature: &str) -> Option<String> {
    let bytes = unhex(signature.trim().strip_prefix("0x")?)?;
    let (signature, recovery) = bytes.split_at_checked(64)?;
    let [recovery] = recovery else { return None };
    let recovery = RecoveryId::from_byte(recovery.checked_sub(27).unwrap_or(*recovery))?;
    let signature = Signature::from_slice(signature).ok()?;
    let prefix = format!("\x19Ethereum Signed Message:\n{}", message.len());
    let hash = Keccak256::new().chain_update(prefix).chain_update(message).finalize();
    let key = VerifyingKey::recover_from_prehash(&hash, &signature, recovery).ok()?;
    let point = key.to_sec1_point(false);
    let hash = Keccak256::digest(point.as_bytes().get(1..)?);
    Some(format!("0x{}", hex(&hash[12..])))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) || text.len() > 200 {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

fn rfc3339(at: UnixMs) -> String {
    let time = OffsetDateTime::from_unix_timestamp(at.as_secs()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    time.format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_with_their_checksum() {
        // The examples of EIP-55.
        for text in
            ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"]
        {
            assert_eq!(address(&text.to_lowercase()).as_deref(), Ok(text));
        }
        for text in [
            "",
            "0x",
            "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
            "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
            "0xg",
        ] {
            assert_eq!(address(text), Err(Refusal::Malformed(Field::Web3Wallet)), "{text}");
        }
    }

    #[test]
    fn the_signer_of_a_known_signature_is_recovered() {
        // web3.js, documentation of `eth.accounts.sign`.
        let signature = "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c";
        let signed = signer("Some data", signature);
        assert_eq!(signed.as_deref(), Some("0x2c7536e3605d9c16a7a3d7b1898e529396a65c23"));
        assert_ne!(signer("Other data", signature), signed);
        for odd in ["", "0x", "0x00", &signature[..20], &signature.replace("1c", "ff"), "0xzz"] {
            assert_ne!(signer("Some data", odd), signed, "{odd}");
        }
    }
}
