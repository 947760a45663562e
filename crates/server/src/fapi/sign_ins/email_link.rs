//! The strategy by a link sent by e-mail.

use nightdesk_auth::{
    Refusal,
    email_link::{self, Outcome, Subject},
    model::Strategy,
    refusal::Field,
    sign_in::{self, Step},
};
use nightdesk_notify::Kind;
use nightdesk_store::{clients, sign_ins, users};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{
    finish::make_session,
    load::{Loaded, load, load_any},
};
use crate::{
    delivery,
    extract::Cx,
    fapi::verify::{self, Followed},
    present::{ApiError, Reply},
};

/// Sends a link to the wanted address, or else to the one that fits best.
///
/// # Errors
/// `form_param_value_invalid`, `form_param_nil` without a `redirect_url`, `strategy_for_user_invalid`, `user_locked`,
/// `user_banned`, `too_many_requests`, `service_unavailable` if the mail cannot be handed over.
pub(super) async fn send(
    cx: &Cx,
    id: &SignInId,
    wanted_address: Option<&str>,
    redirect_url: Option<&str>,
) -> Result<Reply<SignIn>, ApiError> {
    if !cx.tenant.instance.settings.allows(Strategy::EmailLink) {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let link = &verify::link(cx, cx.require_client()?, redirect_url).await?;
    let (loaded, to, secret) = cx
        .store()
        .write(|tx| async move {
            let Loaded { mut sign_in, found } = load(cx, &tx, id).await?;
            let of = found.as_ref().ok_or(Refusal::Missing(Field::Identifier))?;
            let strategy = Strategy::EmailLink;
            let recipient = sign_in::recipient(
                sign_in.identifier.as_deref(),
                &of.user,
                of.contacts(),
                strategy,
                wanted_address,
            )?;
            let to = recipient.as_str().to_owned();
            let secret = email_link::secret(cx.app.rng());
            sign_in::prepare_link(&mut sign_in, &of.user, recipient, &secret, link.clone(), cx.now)?;
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            Ok::<_, ApiError>((Loaded { sign_in, found }, to, secret))
        })
        .await?;
    let address = verify::address(cx, &Subject::SignIn(id.clone()), &secret)?;
    let mail = delivery::Link { kind: Kind::SignInLink, to: &to, url: &address };
    mail.send(&cx.app, &cx.tenant.instance).await?;
    cx.reply(loaded.present(cx)).await
}

/// Follows a link that proves a first factor. What it completes belongs to the client that asked for it.
pub(in crate::fapi) async fn follow_link(cx: &Cx, id: &SignInId, secret: &str) -> Result<Followed, ApiError> {
    let settings = &cx.tenant.instance.settings;
    cx.store()
        .write(|tx| async move {
            let Loaded { mut sign_in, found } = load_any(cx, &tx, id).await?.ok_or_else(verify::gone)?;
            let mut of = found.ok_or_else(verify::gone)?;
            let (outcome, step) = sign_in::follow_link(
                &mut sign_in,
                &of.user,
                secret,
                verify::place(cx),
                settings.email_link_same_client,
                cx.now,
            );
            let mut client = None;
            if step == Some(Step::Complete) {
                let found = clients::find(&tx, &sign_in.instance_id, &sign_in.client_id).await?;
                let mut asked = found.ok_or_else(verify::gone)?;
                let user = &mut of.user;
                make_session(cx, &tx, &mut asked, &mut sign_in, user, Strategy::EmailLink, false).await?;
                users::update(&tx, &of.user).await?;
                client = Some(asked);
            }
            let link = sign_in.first_factor.as_ref().and_then(|proof| proof.link.clone());
            let link = link.ok_or_else(verify::gone)?;
            if outcome == Outcome::Verified {
                sign_ins::update(&tx, &sign_in).await?;
            }
            let session = sign_in.created_session_id.filter(|_| outcome == Outcome::Verified);
            Ok::<_, ApiError>(Followed { outcome, link, session, client })
        })
        .await
}
