//! Tickets: a signed text that names a row, so that it can be used once and revoked.

use nightdesk_jws::{Header, HmacKey, SignError};
use nightdesk_wire::{
    ids::{ActorTokenId, InstanceId, InvitationId, SignInTokenId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

use crate::{
    Refusal,
    model::{Instance, TicketStatus},
};

/// What a ticket names, and with it what it is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticket {
    /// Signs a user in.
    SignInToken(SignInTokenId),
    /// Lets somebody act as a user.
    ActorToken(ActorTokenId),
    /// Lets somebody have an account.
    Invitation(InvitationId),
}

impl Ticket {
    /// Sets tickets apart from each other and from the other tokens under the same key.
    const fn kind(&self) -> &'static str {
        match self {
            Self::SignInToken(_) => "sign_in_token",
            Self::ActorToken(_) => "actor_token",
            Self::Invitation(_) => "invitation",
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::SignInToken(id) => id.as_str(),
            Self::ActorToken(id) => id.as_str(),
            Self::Invitation(id) => id.as_str(),
        }
    }

    fn named(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "sign_in_token" => SignInTokenId::parse(id).ok().map(Self::SignInToken),
            "actor_token" => ActorTokenId::parse(id).ok().map(Self::ActorToken),
            "invitation" => InvitationId::parse(id).ok().map(Self::Invitation),
            _ => None,
        }
    }
}

/// Claims of a ticket.
#[derive(Serialize, Deserialize)]
struct Claims {
    /// What kind of ticket it is.
    st: String,
    sid: String,
    iid: InstanceId,
    exp: i64,
}

/// Writes a ticket.
///
/// # Errors
/// [`SignError`] as the signature makes it.
pub fn write(
    ticket: &Ticket,
    instance: &InstanceId,
    expires_at: UnixMs,
    key: &HmacKey,
) -> Result<String, SignError> {
    let claims = Claims {
        st: ticket.kind().to_owned(),
        sid: ticket.id().to_owned(),
        iid: instance.clone(),
        exp: expires_at.as_secs(),
    };
    key.sign(&Header::jwt(), &claims)
}

/// Reads a ticket: which row it names. Its time is judged by [`judge`].
///
/// # Errors
/// [`Refusal::TicketInvalid`] if it is not ours.
pub fn read(text: &str, instance: &InstanceId, key: &HmacKey) -> Result<Ticket, Refusal> {
    let claims: Claims = key.verify(text).map_err(|_| Refusal::TicketInvalid)?.claims;
    if claims.iid != *instance {
        return Err(Refusal::TicketInvalid);
    }
    Ticket::named(&claims.st, &claims.sid).ok_or(Refusal::TicketInvalid)
}

/// The link that leads to the page which takes a ticket.
#[must_use]
pub fn accept_url(instance: &Instance, text: &str) -> String {
    // A ticket is three parts of base64url: nothing in it has to be escaped.
    format!("{}/v1/tickets/accept?ticket={text}", instance.home())
}

/// Whether a ticket can be used now. Using it up is for the database to do, so that of two callers one wins.
///
/// # Errors
/// [`Refusal::TicketUsed`], [`Refusal::TicketRevoked`] or [`Refusal::TicketExpired`].
pub fn judge(status: TicketStatus, expires_at: UnixMs, now: UnixMs) -> Result<(), Refusal> {
    match status {
        TicketStatus::Accepted => Err(Refusal::TicketUsed),
        TicketStatus::Revoked => Err(Refusal::TicketRevoked),
        TicketStatus::Pending if expires_at <= now => Err(Refusal::TicketExpired),
        TicketStatus::Pending => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> HmacKey {
        HmacKey::new(&[byte; 32]).unwrap()
    }

    fn instance(name: &str) -> InstanceId {
        InstanceId::parse(format!("ins_{name}")).unwrap()
    }

    #[test]
    fn a_ticket_names_its_row_to_its_own_instance_only() {
        for ticket in [
            Ticket::SignInToken(SignInTokenId::parse("sit_a").unwrap()),
            Ticket::ActorToken(ActorTokenId::parse("act_a").unwrap()),
        ] {
            let text = write(&ticket, &instance("a"), UnixMs(0), &key(7)).unwrap();
            assert_eq!(read(&text, &instance("a"), &key(7)), Ok(ticket));
            assert_eq!(read(&text, &instance("b"), &key(7)), Err(Refusal::TicketInvalid));
            assert_eq!(read(&text, &instance("a"), &key(8)), Err(Refusal::TicketInvalid));
        }
    }

    #[test]
    fn a_ticket_of_another_kind_is_none() {
        let claims = Claims { st: "client".into(), sid: "sit_a".into(), iid: instance("a"), exp: 0 };
        let text = key(7).sign(&Header::jwt(), &claims).unwrap();
        assert_eq!(read(&text, &instance("a"), &key(7)), Err(Refusal::TicketInvalid));
    }

    #[test]
    fn a_used_revoked_or_late_ticket_is_refused() {
        let judge = |status, now| judge(status, UnixMs(1000), UnixMs(now));
        assert_eq!(judge(TicketStatus::Pending, 999), Ok(()));
        assert_eq!(judge(TicketStatus::Pending, 1000), Err(Refusal::TicketExpired));
        assert_eq!(judge(TicketStatus::Accepted, 1), Err(Refusal::TicketUsed));
        assert_eq!(judge(TicketStatus::Revoked, 1), Err(Refusal::TicketRevoked));
    }
}
