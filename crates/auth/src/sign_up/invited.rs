//! A sign-up that an invitation begins.

use nightdesk_wire::{
    ids::{ClientId, SignUpId},
    time::UnixMs,
};

use super::fields::empty;
use crate::model::{Granted, Invitation, SignUp, Strategy, Verification};

/// Begins the sign-up of whoever was invited. That the invitation was found in the mailbox proves the address.
#[must_use]
pub fn create_invited(id: SignUpId, client: ClientId, invitation: &Invitation, now: UnixMs) -> SignUp {
    SignUp {
        email_address: Some(invitation.email_address.clone()),
        email_verification: Some(Verification::verified(Strategy::Ticket)),
        granted: Granted {
            invitation_id: Some(invitation.id.clone()),
            public_metadata: invitation.public_metadata.clone(),
            ..Granted::default()
        },
        ..empty(id, invitation.instance_id.clone(), client, now)
    }
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::ids::{InstanceId, InvitationId};

    use super::*;
    use crate::{
        Refusal,
        model::InvitationStatus,
        refusal::Field,
        sign_up::{Fields, apply, unverified_fields},
    };

    #[test]
    fn an_invitation_is_good_for_its_own_address_only() {
        let invitation = Invitation {
            id: InvitationId::parse("inv_a").unwrap(),
            instance_id: InstanceId::parse("ins_a").unwrap(),
            email_address: "ada@example.com".to_owned(),
            public_metadata: serde_json::Map::new(),
            redirect_url: None,
            status: InvitationStatus::Pending,
            expires_at: UnixMs(1000),
            created_at: UnixMs(0),
            updated_at: UnixMs(0),
        };
        let (id, client) = (SignUpId::parse("sua_a").unwrap(), ClientId::parse("client_a").unwrap());
        let mut sign_up = create_invited(id, client, &invitation, UnixMs(0));
        assert!(unverified_fields(&sign_up).is_empty());
        let with = |address: &str| Fields { email_address: Some(address.into()), ..Fields::default() };
        assert_eq!(
            apply(&mut sign_up, &crate::model::Settings::default(), with("Ada@example.com"), UnixMs(1)),
            Ok(())
        );
        let other =
            apply(&mut sign_up, &crate::model::Settings::default(), with("eve@example.com"), UnixMs(1));
        assert_eq!(other, Err(Refusal::Unfit(Field::EmailAddress)));
    }
}
