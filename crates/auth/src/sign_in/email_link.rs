//! A first factor is proved by a link sent by e-mail.

use nightdesk_wire::time::UnixMs;

use super::attempt::{Step, first_factor_proved, waits_for_first_factor};
use crate::{
    Refusal,
    contacts::Recipient,
    email_link::{self, Outcome, Place},
    lockout,
    model::{Link, SignIn, User},
};

/// Sends a link: the sign-in now waits for it.
///
/// # Errors
/// Whatever keeps the user from trying, and [`Refusal::TooManyCodes`].
pub fn prepare_link(
    sign_in: &mut SignIn,
    user: &User,
    recipient: Recipient<'_>,
    secret: &str,
    link: Link,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits_for_first_factor(sign_in, now)?;
    lockout::may_try(user, now)?;
    let before = sign_in.first_factor.as_ref();
    let mut prepared = email_link::prepare(sign_in.id.as_str(), secret, link, before, now)?;
    recipient.note(&mut prepared);
    sign_in.first_factor = Some(prepared);
    sign_in.updated_at = now;
    Ok(())
}

/// Follows a link, and says what that leads to if it proves the first factor.
pub fn follow_link(
    sign_in: &mut SignIn,
    user: &User,
    secret: &str,
    place: Place<'_>,
    same_client: bool,
    now: UnixMs,
) -> (Outcome, Option<Step>) {
    let waits = waits_for_first_factor(sign_in, now).is_ok() && lockout::may_try(user, now).is_ok();
    let Some(proof) = sign_in.first_factor.as_mut().filter(|_| waits) else {
        return (Outcome::Failed, None);
    };
    let outcome = email_link::follow(proof, sign_in.id.as_str(), secret, place, same_client, now);
    if outcome != Outcome::Verified {
        return (outcome, None);
    }
    sign_in.updated_at = now;
    (outcome, Some(first_factor_proved(sign_in, user)))
}
