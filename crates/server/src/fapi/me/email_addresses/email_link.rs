//! Verification of an address by a link sent there.

use nightdesk_auth::{
    Refusal, email_address,
    email_link::{self, Outcome, Subject},
    model::Strategy,
    refusal::Field,
};
use nightdesk_notify::Kind;
use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{email_address::EmailAddress, ids::EmailAddressId};

use super::load::load;
use crate::{
    delivery,
    extract::Cx,
    fapi::verify::{self, Followed},
    present::{self, ApiError, Reply},
};

/// Sends a link to an address of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_value_invalid`, `form_param_nil` without a `redirect_url`,
/// `verification_already_verified`, `too_many_requests`, `user_locked`, `resource_not_found`, `service_unavailable`.
pub(super) async fn send(
    cx: &Cx,
    id: &EmailAddressId,
    redirect_url: Option<&str>,
) -> Result<Reply<EmailAddress>, ApiError> {
    if !cx.tenant.instance.settings.allows(Strategy::EmailLink) {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let link = &verify::link(cx, cx.require_client()?, redirect_url).await?;
    let (address, secret) = cx
        .store()
        .write(|tx| async move {
            let (of, mut address) = load(cx, &tx, id).await?;
            let secret = email_link::secret(cx.app.rng());
            email_address::prepare_link(&mut address, &of.user, &secret, link.clone(), cx.now)?;
            email_addresses::update(&tx, &address).await?;
            Ok::<_, ApiError>((address, secret))
        })
        .await?;
    let url = verify::address(cx, &Subject::EmailAddress(id.clone()), &secret)?;
    let mail = delivery::Link { kind: Kind::ProfileLink, to: &address.address, url: &url };
    mail.send(&cx.app, &cx.tenant.instance).await?;
    cx.reply(present::email_address(&address, cx.now)).await
}

/// Follows a link that proves an address of a user.
pub(in crate::fapi) async fn follow_link(
    cx: &Cx,
    id: &EmailAddressId,
    secret: &str,
) -> Result<Followed, ApiError> {
    let instance = &cx.tenant.instance;
    cx.store()
        .write(|tx| async move {
            let found = email_addresses::find(&tx, &instance.id, id).await?;
            let mut address = found.ok_or_else(verify::gone)?;
            let user = users::find(&tx, &instance.id, &address.user_id).await?;
            let mut user = user.ok_or_else(verify::gone)?;
            let same_client = instance.settings.email_link_same_client;
            let place = verify::place(cx);
            let outcome =
                email_address::follow_link(&mut address, &mut user, secret, place, same_client, cx.now);
            let link = address.verification.as_ref().and_then(|proof| proof.link.clone());
            let link = link.ok_or_else(verify::gone)?;
            if outcome == Outcome::Verified {
                email_addresses::update(&tx, &address).await?;
                users::update(&tx, &user).await?;
            }
            Ok::<_, ApiError>(Followed { outcome, link, session: None, client: None })
        })
        .await
}
