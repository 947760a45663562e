//! Verification by a link sent by e-mail.

use nightdesk_auth::{
    Refusal,
    email_link::{self, Outcome, Subject},
    model::Strategy,
    refusal::Field,
    sign_up,
};
use nightdesk_notify::Kind;
use nightdesk_store::sign_ups;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{finish::finish, load::load};
use crate::{
    delivery,
    extract::Cx,
    fapi::verify::{self, Followed},
    present::{self, ApiError, Reply},
};

/// Sends a link to the address of a sign-up.
///
/// # Errors
/// `form_param_value_invalid`, `form_param_nil` without an address or a `redirect_url`, `verification_already_verified`,
/// `too_many_requests`, `resource_not_found`, `service_unavailable`.
pub(super) async fn send(
    cx: &Cx,
    id: &SignUpId,
    redirect_url: Option<&str>,
) -> Result<Reply<SignUp>, ApiError> {
    if !cx.tenant.instance.settings.allows(Strategy::EmailLink) {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let link = &verify::link(cx, cx.require_client()?, redirect_url).await?;
    let (sign_up, to, secret) = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx, &tx, id).await?;
            let to = sign_up::recipient(&sign_up, Strategy::EmailLink)?.to_owned();
            let secret = email_link::secret(cx.app.rng());
            sign_up::prepare_link(&mut sign_up, &secret, link.clone(), cx.now)?;
            let sign_up = sign_ups::update(&tx, &sign_up).await?.unwrap_or(sign_up);
            Ok::<_, ApiError>((sign_up, to, secret))
        })
        .await?;
    let address = verify::address(cx, &Subject::SignUp(id.clone()), &secret)?;
    let mail = delivery::Link { kind: Kind::SignUpLink, to: &to, url: &address };
    mail.send(&cx.app, &cx.tenant.instance).await?;
    cx.reply(present::sign_up(&cx.tenant.instance.settings, &sign_up, cx.now)).await
}

/// Follows a link that proves the address of a sign-up, which completes on the client that asked for it if nothing else
/// is missing.
pub(in crate::fapi) async fn follow_link(cx: &Cx, id: &SignUpId, secret: &str) -> Result<Followed, ApiError> {
    let instance = &cx.tenant.instance;
    cx.store()
        .write(|tx| async move {
            let mut sign_up = sign_ups::find(&tx, &instance.id, id).await?.ok_or_else(verify::gone)?;
            let same_client = instance.settings.email_link_same_client;
            let outcome = sign_up::follow_link(&mut sign_up, secret, verify::place(cx), same_client, cx.now);
            let link = sign_up.email_verification.as_ref().and_then(|proof| proof.link.clone());
            let link = link.ok_or_else(verify::gone)?;
            if outcome != Outcome::Verified {
                return Ok(Followed { outcome, link, session: None, client: None });
            }
            let (sign_up, client) = finish(cx, &tx, sign_up).await?;
            Ok::<_, ApiError>(Followed { outcome, link, session: sign_up.created_session_id, client })
        })
        .await
}
