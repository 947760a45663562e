//! Who may open the dashboard, and how they prove it.

use nightdesk_wire::{
    ids::{AdminId, ApplicationId},
    time::UnixMs,
};

use crate::{
    Refusal, identifier,
    lockout::{DURATION_SECS, MAX_ATTEMPTS},
    model::{Admin, Secret},
    second_factor,
};

/// A new admin.
///
/// # Errors
/// What is wrong with the address.
pub fn new(
    id: AdminId,
    application_id: ApplicationId,
    email_address: &str,
    password_digest: Secret,
    now: UnixMs,
) -> Result<Admin, Refusal> {
    let address = identifier::email_address(email_address)?;
    Ok(Admin {
        id,
        application_id,
        email_address: address.to_owned(),
        address_lower: identifier::normalize(address),
        password_digest,
        totp: None,
        failed_attempts: 0,
        locked_until: None,
        last_sign_in_at: None,
        created_at: now,
        updated_at: now,
    })
}

/// Counts an attempt before it is checked, as for users: attempts running side by side cannot pass the limit together.
///
/// # Errors
/// [`Refusal::UserLocked`]; the attempt is then not counted.
pub fn count_attempt(admin: &mut Admin, now: UnixMs) -> Result<(), Refusal> {
    if let Some(until) = admin.locked_until.filter(|until| now < *until) {
        return Err(Refusal::UserLocked { until, now });
    }
    if admin.locked_until.take().is_some() {
        admin.failed_attempts = 0;
    }
    admin.failed_attempts += 1;
    if admin.failed_attempts >= MAX_ATTEMPTS {
        admin.locked_until = Some(now.plus_secs(DURATION_SECS));
    }
    Ok(())
}

/// Signs an admin in whose password is right: checks the code if one is needed, and forgets the wrong attempts.
///
/// # Errors
/// [`Refusal::CodeIncorrect`].
pub fn sign_in(admin: &mut Admin, code: &str, now: UnixMs) -> Result<(), Refusal> {
    if let Some(totp) = admin.totp.as_mut().filter(|totp| totp.verified) {
        second_factor::check_code(totp, code, now)?;
    }
    admin.failed_attempts = 0;
    admin.locked_until = None;
    admin.last_sign_in_at = Some(now);
    Ok(())
}

/// Replaces the password of an admin who has proved the old one, and forgets the wrong attempts.
pub fn set_password(admin: &mut Admin, password_digest: Secret, now: UnixMs) {
    admin.password_digest = password_digest;
    admin.failed_attempts = 0;
    admin.locked_until = None;
    admin.updated_at = now;
}

/// Sets the authenticator application up, shown by one of its codes.
///
/// # Errors
/// [`Refusal::NothingPrepared`], [`Refusal::CodeIncorrect`].
pub fn confirm_totp(admin: &mut Admin, code: &str, now: UnixMs) -> Result<(), Refusal> {
    let totp = admin.totp.as_mut().ok_or(Refusal::NothingPrepared)?;
    second_factor::check_code(totp, code, now)?;
    totp.verified = true;
    totp.updated_at = now;
    admin.updated_at = now;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admin() -> Admin {
        let (id, application) = (AdminId::parse("adm_a").unwrap(), ApplicationId::parse("app_a").unwrap());
        new(id, application, " Ada@Example.com ", Secret::new("$argon2id$"), UnixMs(0)).unwrap()
    }

    #[test]
    fn addresses_are_taken_in_the_form_they_are_compared_by() {
        assert_eq!(admin().address_lower, "ada@example.com");
        let (id, application) = (AdminId::parse("adm_a").unwrap(), ApplicationId::parse("app_a").unwrap());
        assert!(new(id, application, "ada", Secret::new(""), UnixMs(0)).is_err());
    }

    #[test]
    fn ten_attempts_lock_for_a_while_and_a_sign_in_forgets_them() {
        let mut admin = admin();
        for _ in 0..MAX_ATTEMPTS {
            assert_eq!(count_attempt(&mut admin, UnixMs(0)), Ok(()));
        }
        assert!(matches!(count_attempt(&mut admin, UnixMs(1)), Err(Refusal::UserLocked { .. })));
        let later = UnixMs(0).plus_secs(DURATION_SECS);
        assert_eq!(count_attempt(&mut admin, later), Ok(()));
        assert_eq!(sign_in(&mut admin, "", later), Ok(()));
        assert_eq!((admin.failed_attempts, admin.locked_until), (0, None));
    }
}
