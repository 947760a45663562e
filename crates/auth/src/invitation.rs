//! Invitations to the application. Their tickets are in [`ticket`](crate::ticket).

use nightdesk_wire::time::UnixMs;

use crate::{
    Refusal,
    model::{Invitation, InvitationStatus},
};

/// Whether an invitation can still be accepted.
///
/// # Errors
/// [`Refusal::InvitationAccepted`], [`Refusal::InvitationRevoked`] or [`Refusal::TicketExpired`].
pub fn may_accept(invitation: &Invitation, now: UnixMs) -> Result<(), Refusal> {
    match invitation.status {
        InvitationStatus::Accepted => Err(Refusal::InvitationAccepted),
        InvitationStatus::Revoked => Err(Refusal::InvitationRevoked),
        InvitationStatus::Pending if invitation.expires_at <= now => Err(Refusal::TicketExpired),
        InvitationStatus::Pending => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, InvitationId};

    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            id: InvitationId::parse("inv_a").unwrap(),
            instance_id: InstanceId::parse("ins_a").unwrap(),
            email_address: "ada@example.com".to_owned(),
            public_metadata: serde_json::Map::new(),
            redirect_url: None,
            status: InvitationStatus::Pending,
            expires_at: UnixMs(1000),
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        }
    }

    #[test]
    fn what_was_used_taken_back_or_forgotten_is_refused() {
        let with = |status| Invitation { status, ..invitation() };
        assert_eq!(may_accept(&invitation(), UnixMs(999)), Ok(()));
        assert_eq!(may_accept(&invitation(), UnixMs(1000)), Err(Refusal::TicketExpired));
        let accepted = with(InvitationStatus::Accepted);
        assert_eq!(may_accept(&accepted, UnixMs(1)), Err(Refusal::InvitationAccepted));
        let revoked = with(InvitationStatus::Revoked);
        assert_eq!(may_accept(&revoked, UnixMs(1)), Err(Refusal::InvitationRevoked));
    }
}
