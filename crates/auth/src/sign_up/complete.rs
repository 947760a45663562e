//! A sign-up becomes a user.

use nightdesk_wire::{
    ids::{EmailAddressId, PhoneNumberId, SessionId, UserId},
    time::UnixMs,
};

use crate::{
    identifier,
    model::{EmailAddress, PhoneNumber, SignUp, SignUpStatus, Strategy, User, Verification},
};

/// What comes out of a finished sign-up.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub user: User,
    /// The verified address, if there is one.
    pub email_address: Option<EmailAddress>,
    /// The verified number, if there is one.
    pub phone_number: Option<PhoneNumber>,
}

/// The strategy by which a finished sign-up proved most: what the session is said to have begun with.
#[must_use]
pub fn proved_by(sign_up: &SignUp) -> Strategy {
    let proof = |proof: &Option<Verification>| {
        proof.as_ref().filter(|proof| proof.is_verified()).map(|proof| proof.strategy)
    };
    proof(&sign_up.email_verification)
        .or_else(|| proof(&sign_up.phone_verification))
        .unwrap_or(Strategy::Password)
}

/// Finishes a sign-up that [`is_ready`](super::is_ready), and makes its user.
pub fn complete(
    sign_up: &mut SignUp,
    user_id: UserId,
    email_address_id: EmailAddressId,
    phone_number_id: PhoneNumberId,
    session: SessionId,
    now: UnixMs,
) -> NewUser {
    let mut user = User::new(user_id, sign_up.instance_id.clone(), now);
    user.username.clone_from(&sign_up.username);
    user.first_name.clone_from(&sign_up.first_name);
    user.last_name.clone_from(&sign_up.last_name);
    user.unsafe_metadata = sign_up.unsafe_metadata.clone();
    user.external_id.clone_from(&sign_up.granted.external_id);
    user.public_metadata = sign_up.granted.public_metadata.clone().into();
    user.password_updated_at = sign_up.password_digest.as_ref().map(|_| now);
    user.password_digest.clone_from(&sign_up.password_digest);
    user.legal_accepted_at = sign_up.legal_accepted_at;
    user.last_sign_in_at = Some(now);
    user.last_active_at = Some(now);
    let email_address = sign_up.email_address.as_ref().map(|address| EmailAddress {
        id: email_address_id.clone(),
        instance_id: sign_up.instance_id.clone(),
        user_id: user.id.clone(),
        address: address.clone(),
        address_lower: identifier::normalize(address),
        verification: sign_up.email_verification.clone(),
        reserved: false,
        created_at: now,
        updated_at: now,
    });
    let phone_number = sign_up.phone_number.as_ref().map(|number| PhoneNumber {
        id: phone_number_id.clone(),
        instance_id: sign_up.instance_id.clone(),
        user_id: user.id.clone(),
        number: number.clone(),
        verification: sign_up.phone_verification.clone(),
        reserved: false,
        reserved_for_second_factor: false,
        default_second_factor: false,
        created_at: now,
        updated_at: now,
    });
    user.primary_email_address_id = email_address.as_ref().map(|address| address.id.clone());
    user.primary_phone_number_id = phone_number.as_ref().map(|number| number.id.clone());

    sign_up.status = SignUpStatus::Complete;
    sign_up.email_address_id = user.primary_email_address_id.clone();
    sign_up.phone_number_id = user.primary_phone_number_id.clone();
    sign_up.created_user_id = Some(user.id.clone());
    sign_up.created_session_id = Some(session);
    // The user has it now; a second copy would only be one more to lose.
    sign_up.password_digest = None;
    sign_up.updated_at = now;
    NewUser { user, email_address, phone_number }
}
