//! Sign-in tickets: a signed text that names a row, so that it can be used once and revoked.

use nightdesk_jws::{Header, HmacKey, SignError};
use nightdesk_wire::{
    ids::{InstanceId, SignInTokenId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

use crate::{
    Refusal,
    model::{SignInToken, SignInTokenStatus},
};

/// Sets tickets apart from the other tokens under the same key.
const KIND: &str = "sign_in_token";

/// Claims of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketClaims {
    /// What kind of ticket it is.
    pub st: String,
    pub sid: SignInTokenId,
    pub iid: InstanceId,
    pub exp: i64,
}

/// Writes the ticket of a sign-in token.
///
/// # Errors
/// [`SignError`] as the signature makes it.
pub fn write(token: &SignInToken, key: &HmacKey) -> Result<String, SignError> {
    let claims = TicketClaims {
        st: KIND.to_owned(),
        sid: token.id.clone(),
        iid: token.instance_id.clone(),
        exp: token.expires_at.as_secs(),
    };
    key.sign(&Header::jwt(), &claims)
}

/// Reads a ticket: which row it names. Its time is judged by [`redeem`].
///
/// # Errors
/// [`Refusal::TicketInvalid`] if it is not ours.
pub fn read(ticket: &str, instance: &InstanceId, key: &HmacKey) -> Result<SignInTokenId, Refusal> {
    let claims: TicketClaims = key.verify(ticket).map_err(|_| Refusal::TicketInvalid)?.claims;
    if claims.st != KIND || claims.iid != *instance {
        return Err(Refusal::TicketInvalid);
    }
    Ok(claims.sid)
}

/// Uses a ticket up.
///
/// # Errors
/// [`Refusal::TicketUsed`], [`Refusal::TicketRevoked`] or [`Refusal::TicketExpired`].
pub fn redeem(token: &mut SignInToken, now: UnixMs) -> Result<(), Refusal> {
    match token.status {
        SignInTokenStatus::Accepted => return Err(Refusal::TicketUsed),
        SignInTokenStatus::Revoked => return Err(Refusal::TicketRevoked),
        SignInTokenStatus::Pending if token.expires_at <= now => return Err(Refusal::TicketExpired),
        SignInTokenStatus::Pending => {}
    }
    token.status = SignInTokenStatus::Accepted;
    token.updated_at = now;
    Ok(())
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::UserId;

    use super::*;

    fn token() -> SignInToken {
        SignInToken {
            id: SignInTokenId::parse("sit_a").unwrap(),
            instance_id: InstanceId::parse("ins_a").unwrap(),
            user_id: UserId::parse("user_a").unwrap(),
            status: SignInTokenStatus::Pending,
            expires_at: UnixMs(1000),
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        }
    }

    #[test]
    fn a_ticket_names_its_row_to_its_own_instance_only() {
        let key = HmacKey::new(&[7; 32]).unwrap();
        let ticket = write(&token(), &key).unwrap();
        assert_eq!(read(&ticket, &token().instance_id, &key), Ok(token().id));
        let other = InstanceId::parse("ins_b").unwrap();
        assert_eq!(read(&ticket, &other, &key), Err(Refusal::TicketInvalid));
        let other_key = HmacKey::new(&[8; 32]).unwrap();
        assert_eq!(read(&ticket, &token().instance_id, &other_key), Err(Refusal::TicketInvalid));
    }

    #[test]
    fn a_ticket_is_good_once() {
        let mut token = token();
        assert_eq!(redeem(&mut token, UnixMs(1)), Ok(()));
        assert_eq!(redeem(&mut token, UnixMs(1)), Err(Refusal::TicketUsed));
    }

    #[test]
    fn a_late_or_revoked_ticket_is_refused() {
        assert_eq!(redeem(&mut token(), UnixMs(1000)), Err(Refusal::TicketExpired));
        let mut revoked = SignInToken { status: SignInTokenStatus::Revoked, ..token() };
        assert_eq!(redeem(&mut revoked, UnixMs(1)), Err(Refusal::TicketRevoked));
    }
}
