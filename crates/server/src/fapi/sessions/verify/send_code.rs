//! Codes that a signed-in user proves a factor with.

use nightdesk_auth::{Refusal, code, model::Strategy, refusal::Field, reverification, sign_in};
use nightdesk_store::reverifications;
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use super::load::{Loaded, load, reply};
use crate::{
    delivery::Outgoing,
    extract::Cx,
    present::{ApiError, Reply},
};

/// Which factor a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Factor {
    First,
    Second,
}

/// Sends a code to the wanted address or number, or else to the first that fits.
///
/// # Errors
/// `form_param_value_invalid`, `strategy_for_user_invalid`, `verification_missing` if none was started,
/// `too_many_requests`, `user_locked`, and those of [`load`].
pub(super) async fn send(
    cx: &Cx,
    id: &SessionId,
    factor: Factor,
    strategy: Strategy,
    wanted: Option<&str>,
) -> Result<Reply<SessionReverification>, ApiError> {
    let instance = &cx.tenant.instance;
    if factor == Factor::First && !instance.settings.allows(strategy) {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let written = cx.store().write(|tx| async move {
        let mut loaded = load(cx, &tx, id).await?;
        let Loaded { reverification, of, .. } = &mut loaded;
        let (user, contacts) = (&of.user, of.contacts());
        let recipient = match factor {
            Factor::First => sign_in::recipient(None, user, contacts, strategy, wanted)?,
            Factor::Second => {
                sign_in::second_recipient(&instance.settings, None, user, contacts, strategy, wanted)?
            }
        };
        let code = code::generate(instance, recipient.as_str(), cx.app.rng());
        let prepare = match factor {
            Factor::First => reverification::prepare_code,
            Factor::Second => reverification::prepare_second_factor,
        };
        prepare(reverification, user, strategy, recipient, &code.code, cx.now)?;
        reverifications::put(&tx, reverification).await?;
        let outgoing = Outgoing::factor(recipient.channel(), strategy, recipient.as_str().to_owned(), code);
        Ok::<_, ApiError>((loaded, outgoing))
    });
    let (loaded, outgoing) = written.await?;
    outgoing.send(&cx.app, instance).await?;
    reply(cx, loaded).await
}
