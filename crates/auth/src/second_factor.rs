//! Second factors: set up, checked, removed.

use nightdesk_wire::{
    ids::{BackupCodesId, TotpId},
    time::UnixMs,
};
use subtle::ConstantTimeEq as _;
use totp_rs::{Algorithm, Secret as TotpSecret, TOTP};

use crate::{
    Refusal, Rng, code, lockout,
    model::{BackupCodes, Digest, Secret, Strategy, Totp, User, Verification},
    refusal::Field,
    rng,
};

/// How long a code of an authenticator application is shown.
const PERIOD_SECS: u64 = 30;
/// Backup codes of a set.
const CODES: usize = 10;
/// The most that are taken over from elsewhere.
const MAX_IMPORTED_CODES: usize = 50;
/// Characters of a backup code; five bits each.
const CODE_CHARS: usize = 10;
/// What backup codes are made of; nothing that is easily mistaken for something else.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Gives the user a secret to put into an authenticator application, in place of one that was never verified.
///
/// # Errors
/// [`Refusal::AlreadyVerified`] if an application is set up.
pub fn begin_totp(user: &mut User, id: TotpId, rng: &dyn Rng, now: UnixMs) -> Result<Totp, Refusal> {
    if user.second_factors.totp_enabled() {
        return Err(Refusal::AlreadyVerified);
    }
    let totp = new_totp(id, rng, now);
    user.second_factors.totp = Some(totp.clone());
    user.updated_at = now;
    Ok(totp)
}

/// A secret to put into an authenticator application. It counts once a code has shown that it is there.
pub fn new_totp(id: TotpId, rng: &dyn Rng, now: UnixMs) -> Totp {
    let TotpSecret::Encoded(secret) = TotpSecret::Raw(rng::bytes::<20>(rng).to_vec()).to_encoded() else {
        unreachable!("to_encoded() encodes")
    };
    Totp {
        id,
        secret: Secret::new(secret),
        verified: false,
        last_period: 0,
        created_at: now,
        updated_at: now,
    }
}

/// Sets an application up whose secret comes from elsewhere, in place of any other.
///
/// # Errors
/// [`Refusal::Unfit`] for what is no secret in base32 of 128 bits or more.
pub fn import_totp(user: &mut User, id: TotpId, secret: &str, now: UnixMs) -> Result<(), Refusal> {
    let secret: String = secret.chars().filter(|char| !matches!(char, ' ' | '=')).collect();
    let secret = Secret::new(secret.to_uppercase());
    let totp = Totp { id, secret, verified: true, last_period: 0, created_at: now, updated_at: now };
    generator(&totp, String::new(), String::new()).ok_or(Refusal::Unfit(Field::TotpSecret))?;
    let was_enabled = user.second_factors.enabled();
    user.second_factors.totp = Some(totp);
    user.second_factors.note_change(was_enabled, now);
    user.updated_at = now;
    Ok(())
}

/// Takes backup codes over from elsewhere, in place of any older ones.
///
/// # Errors
/// [`Refusal::Unfit`] for none, and for digests: those that other systems make take long to check.
pub fn import_backup_codes(
    user: &mut User,
    id: BackupCodesId,
    codes: &[String],
    now: UnixMs,
) -> Result<(), Refusal> {
    let is_code = |code: &String| !code.trim().is_empty() && !code.starts_with('$');
    if codes.is_empty() || !codes.iter().all(is_code) || codes.len() > MAX_IMPORTED_CODES {
        return Err(Refusal::Unfit(Field::BackupCodes));
    }
    let unused = codes.iter().map(|code| digest(&id, &code.trim().to_lowercase())).collect();
    user.second_factors.backup_codes = Some(BackupCodes { id, unused, created_at: now, updated_at: now });
    user.updated_at = now;
    Ok(())
}

/// The text of the QR code that authenticator applications read.
#[must_use]
pub fn uri(totp: &Totp, issuer: &str, account: &str) -> Option<String> {
    // A colon parts the issuer from the account.
    let (issuer, account) = (issuer.replace(':', " "), account.replace(':', " "));
    Some(generator(totp, issuer, account)?.get_url())
}

/// Sets the application up, shown by one of its codes.
///
/// # Errors
/// [`Refusal::NothingPrepared`] without [`begin_totp`], [`Refusal::AlreadyVerified`], [`Refusal::CodeIncorrect`].
pub fn confirm_totp(user: &mut User, typed: &str, now: UnixMs) -> Result<(), Refusal> {
    if user.second_factors.totp_enabled() {
        return Err(Refusal::AlreadyVerified);
    }
    let was_enabled = user.second_factors.enabled();
    check_totp(user, typed, now)?;
    let totp = user.second_factors.totp.as_mut().ok_or(Refusal::NothingPrepared)?;
    totp.verified = true;
    totp.updated_at = now;
    user.second_factors.note_change(was_enabled, now);
    user.updated_at = now;
    Ok(())
}

/// Checks a code of the user's authenticator application. One period before and after now is good too, for clocks that
/// are off; a period's code is good once.
///
/// # Errors
/// [`Refusal::NothingPrepared`], [`Refusal::CodeIncorrect`].
pub fn check_totp(user: &mut User, typed: &str, now: UnixMs) -> Result<(), Refusal> {
    check_code(user.second_factors.totp.as_mut().ok_or(Refusal::NothingPrepared)?, typed, now)
}

/// Checks a code of an authenticator application, see [`check_totp`].
///
/// # Errors
/// [`Refusal::NothingPrepared`] for a secret that cannot be read, [`Refusal::CodeIncorrect`].
pub fn check_code(totp: &mut Totp, typed: &str, now: UnixMs) -> Result<(), Refusal> {
    let generator = generator(totp, String::new(), String::new()).ok_or(Refusal::NothingPrepared)?;
    let period = u64::try_from(now.as_secs()).unwrap_or(0) / PERIOD_SECS;
    let typed = typed.trim().as_bytes();
    let fits = |period: &u64| -> bool {
        let code = generator.generate(period * PERIOD_SECS);
        code.as_bytes().ct_eq(typed).into()
    };
    let first = period.saturating_sub(1).max(totp.last_period + 1);
    let found = (first..=period + 1).find(fits).ok_or(Refusal::CodeIncorrect)?;
    totp.last_period = found;
    Ok(())
}

fn generator(totp: &Totp, issuer: String, account: String) -> Option<TOTP> {
    let secret = TotpSecret::Encoded(totp.secret.expose().to_owned()).to_bytes().ok()?;
    TOTP::new(Algorithm::SHA1, 6, 1, PERIOD_SECS, secret, Some(issuer), account).ok()
}

/// Takes the authenticator application off, and with the last second factor the backup codes, which stand in for it.
/// Returns it, or `None` if there was none.
pub fn remove_totp(user: &mut User, now: UnixMs) -> Option<Totp> {
    let was_enabled = user.second_factors.enabled();
    let totp = user.second_factors.totp.take()?;
    user.second_factors.note_change(was_enabled, now);
    user.updated_at = now;
    Some(totp)
}

/// Makes a new set of backup codes, in place of any older one. Told once.
///
/// # Errors
/// [`Refusal::StrategyUnfit`] for a user without a second factor that they could stand in for.
pub fn new_backup_codes(
    user: &mut User,
    id: BackupCodesId,
    rng: &dyn Rng,
    now: UnixMs,
) -> Result<Vec<String>, Refusal> {
    if !user.second_factors.enabled() {
        return Err(Refusal::StrategyUnfit);
    }
    let drawn = rng::bytes::<{ CODES * CODE_CHARS }>(rng);
    let char_of = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
    let codes: Vec<String> =
        drawn.chunks(CODE_CHARS).map(|code| code.iter().map(char_of).collect()).collect();
    let unused = codes.iter().map(|code| digest(&id, code)).collect();
    user.second_factors.backup_codes = Some(BackupCodes { id, unused, created_at: now, updated_at: now });
    user.updated_at = now;
    Ok(codes)
}

/// Tries a second factor, whatever it proves. A wrong one counts, and `proof` is what came of it. `scope` is what a code
/// was sent for.
///
/// # Errors
/// As [`lockout::count_attempt`]; [`Refusal::StrategyUnfit`] for what the user does not have, [`Refusal::NothingPrepared`]
/// for a code that was not sent, [`Refusal::CodeIncorrect`] and what else may be wrong with one.
pub(crate) fn attempt(
    user: &mut User,
    proof: &mut Option<Verification>,
    scope: &str,
    strategy: Strategy,
    typed: &str,
    now: UnixMs,
) -> Result<(), Refusal> {
    lockout::attempt(user, now, |user| {
        let checked = match strategy {
            Strategy::Totp => check_totp(user, typed, now),
            Strategy::BackupCode => use_backup_code(user, typed, now),
            Strategy::PhoneCode | Strategy::EmailCode => {
                return code::attempt_sent(proof.as_mut(), strategy, scope, typed, now);
            }
            _ => Err(Refusal::StrategyUnfit),
        };
        checked.map_err(|refusal| match refusal {
            Refusal::NothingPrepared => Refusal::StrategyUnfit,
            refusal => refusal,
        })?;
        *proof = Some(Verification::verified(strategy));
        Ok(())
    })
}

/// Uses a backup code up.
///
/// # Errors
/// [`Refusal::NothingPrepared`] without any, [`Refusal::CodeIncorrect`] for one that is unknown or used.
pub fn use_backup_code(user: &mut User, typed: &str, now: UnixMs) -> Result<(), Refusal> {
    let codes = user.second_factors.backup_codes.as_mut().ok_or(Refusal::NothingPrepared)?;
    let typed = digest(&codes.id, &typed.trim().to_lowercase());
    let found = codes.unused.iter().position(|unused| *unused == typed).ok_or(Refusal::CodeIncorrect)?;
    codes.unused.remove(found);
    codes.updated_at = now;
    Ok(())
}

/// The set's id keeps equal codes of different users from having equal digests.
fn digest(id: &BackupCodesId, code: &str) -> Digest {
    Digest::of(&format!("{id}:{code}"))
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, UserId};

    use super::*;

    struct Zeros;

    impl Rng for Zeros {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    fn with_totp() -> (User, Totp) {
        let mut user =
            User::new(UserId::parse("user_a").unwrap(), InstanceId::parse("ins_a").unwrap(), UnixMs(0));
        let totp = begin_totp(&mut user, TotpId::parse("totp_a").unwrap(), &Zeros, UnixMs(0)).unwrap();
        (user, totp)
    }

    fn code(totp: &Totp, secs: u64) -> String {
        generator(totp, String::new(), String::new()).unwrap().generate(secs)
    }

    #[test]
    fn the_published_example_is_reproduced() {
        let (mut user, totp) = with_totp();
        let secret = TotpSecret::Raw(b"12345678901234567890".to_vec()).to_encoded().to_string();
        user.second_factors.totp = Some(Totp { secret: Secret::new(secret), ..totp });
        // RFC 6238, appendix B: time 1111111109, the last six of 07081804.
        assert_eq!(check_totp(&mut user, "081804", UnixMs::from_secs(1_111_111_109)), Ok(()));
    }

    #[test]
    fn a_period_to_either_side_is_good_and_no_code_twice() {
        let (mut user, totp) = with_totp();
        assert_eq!(
            check_totp(&mut user, &code(&totp, 240), UnixMs::from_secs(300)),
            Err(Refusal::CodeIncorrect)
        );
        assert_eq!(check_totp(&mut user, &code(&totp, 270), UnixMs::from_secs(300)), Ok(()));
        assert_eq!(
            check_totp(&mut user, &code(&totp, 270), UnixMs::from_secs(300)),
            Err(Refusal::CodeIncorrect)
        );
        assert_eq!(check_totp(&mut user, &code(&totp, 330), UnixMs::from_secs(300)), Ok(()));
        assert_eq!(
            check_totp(&mut user, &code(&totp, 300), UnixMs::from_secs(300)),
            Err(Refusal::CodeIncorrect)
        );
    }

    #[test]
    fn an_application_counts_once_it_is_confirmed_and_stays_until_removed() {
        let (mut user, totp) = with_totp();
        assert!(!user.second_factors.enabled());
        let id = || BackupCodesId::parse("bkc_a").unwrap();
        assert_eq!(new_backup_codes(&mut user, id(), &Zeros, UnixMs(0)), Err(Refusal::StrategyUnfit));
        assert_eq!(confirm_totp(&mut user, &code(&totp, 60), UnixMs::from_secs(60)), Ok(()));
        assert!(user.second_factors.enabled());
        let again = begin_totp(&mut user, TotpId::parse("totp_b").unwrap(), &Zeros, UnixMs(0));
        assert_eq!(again, Err(Refusal::AlreadyVerified));
        new_backup_codes(&mut user, id(), &Zeros, UnixMs(0)).unwrap();
        assert_eq!(remove_totp(&mut user, UnixMs(9)).map(|totp| totp.id), Some(totp.id));
        assert_eq!(user.second_factors.backup_codes, None);
        assert_eq!(
            (user.second_factors.enabled(), user.second_factors.disabled_at),
            (false, Some(UnixMs(9)))
        );
    }

    #[test]
    fn a_backup_code_is_good_once() {
        let (mut user, totp) = with_totp();
        confirm_totp(&mut user, &code(&totp, 60), UnixMs::from_secs(60)).unwrap();
        let id = BackupCodesId::parse("bkc_a").unwrap();
        let codes = new_backup_codes(&mut user, id, &Zeros, UnixMs(0)).unwrap();
        assert_eq!((codes.len(), codes[0].len()), (CODES, CODE_CHARS));
        assert_eq!(use_backup_code(&mut user, "nothing", UnixMs(1)), Err(Refusal::CodeIncorrect));
        let held = user.second_factors.backup_codes.as_mut().unwrap();
        held.unused.truncate(1);
        assert_eq!(use_backup_code(&mut user, &format!(" {} ", codes[0].to_uppercase()), UnixMs(1)), Ok(()));
        assert_eq!(use_backup_code(&mut user, &codes[0], UnixMs(1)), Err(Refusal::CodeIncorrect));
    }

    #[test]
    fn the_link_names_issuer_and_account() {
        let (_, totp) = with_totp();
        let uri = uri(&totp, "My: App", "ada@example.com").unwrap();
        assert!(uri.starts_with("otpauth://totp/My%20%20App:ada%40example.com?secret="), "{uri}");
        assert!(uri.contains("issuer=My%20%20App"), "{uri}");
    }
}
