//! The strategies by code: their first half.

use nightdesk_auth::{
    Refusal, code,
    model::{SignIn, SignInStatus, Strategy},
    refusal::Field,
    sign_in::{self, client_trust},
};
use nightdesk_store::sign_ins;
use nightdesk_wire::{ids::SignInId, sign_in as wire};

use super::load::{Loaded, load};
use crate::{
    delivery::Outgoing,
    extract::Cx,
    present::{ApiError, Reply, UserWithAddresses},
};

/// Which factor a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Factor {
    First,
    Second,
}

/// Sends a code for the first factor to the wanted address or number, or else to the one that fits best.
///
/// # Errors
/// `form_param_value_invalid`, `strategy_for_user_invalid`, `user_locked`, `user_banned`, `too_many_requests`,
/// `service_unavailable` if the message cannot be handed over.
pub(super) async fn send(
    cx: &Cx,
    id: &SignInId,
    strategy: Strategy,
    wanted: Option<&str>,
) -> Result<Reply<wire::SignIn>, ApiError> {
    if !cx.tenant.instance.settings.allows(strategy) {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    send_for(cx, id, Factor::First, strategy, wanted).await
}

/// Sends a code for either factor.
///
/// # Errors
/// As [`send`], and `verification_missing` for a second factor before the first.
pub(super) async fn send_for(
    cx: &Cx,
    id: &SignInId,
    factor: Factor,
    strategy: Strategy,
    wanted: Option<&str>,
) -> Result<Reply<wire::SignIn>, ApiError> {
    let (loaded, outgoing) = cx
        .store()
        .write(|tx| async move {
            let Loaded { mut sign_in, found } = load(cx, &tx, id).await?;
            let of = found.as_ref().ok_or(Refusal::Missing(Field::Identifier))?;
            let outgoing = prepare(cx, &mut sign_in, of, factor, strategy, wanted)?;
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            Ok::<_, ApiError>((Loaded { sign_in, found }, outgoing))
        })
        .await?;
    outgoing.send(&cx.app, &cx.tenant.instance).await?;
    cx.reply(loaded.present(cx)).await
}

fn prepare(
    cx: &Cx,
    sign_in: &mut SignIn,
    of: &UserWithAddresses,
    factor: Factor,
    strategy: Strategy,
    wanted: Option<&str>,
) -> Result<Outgoing, Refusal> {
    let (instance, user, contacts, now) = (&cx.tenant.instance, &of.user, of.contacts(), cx.now);
    let recipient = match factor {
        Factor::First => sign_in::recipient(sign_in.identifier.as_deref(), user, contacts, strategy, wanted)?,
        Factor::Second if sign_in.status == SignInStatus::NeedsClientTrust => {
            client_trust::recipient(user, contacts, strategy, wanted)?
        }
        Factor::Second => {
            let first = sign_in.first_factor.as_ref().map(|proof| proof.strategy);
            sign_in::second_recipient(&instance.settings, first, user, contacts, strategy, wanted)?
        }
    };
    let code = code::generate(instance, recipient.as_str(), cx.app.rng());
    match factor {
        Factor::First => sign_in::prepare_code(sign_in, user, strategy, recipient, &code.code, now)?,
        Factor::Second => {
            sign_in::prepare_second_factor(sign_in, user, strategy, recipient, &code.code, now)?;
        }
    }
    Ok(Outgoing::factor(recipient.channel(), strategy, recipient.as_str().to_owned(), code))
}
