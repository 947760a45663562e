//! Reading a reverification back, and what comes of a proof.

use nightdesk_auth::{
    Refusal,
    model::{Reverification, Session, User},
};
use nightdesk_store::{Tx, reverifications, sessions, users};
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use crate::{
    extract::Cx,
    fapi::sessions::load::find_live,
    present::{self, ApiError, Reply, SessionSubject, UserWithAddresses, load_user},
};

/// A reverification and whose it is.
pub(super) struct Loaded {
    pub(super) reverification: Reverification,
    pub(super) session: Session,
    pub(super) of: UserWithAddresses,
}

/// The user of a live session of the caller's client.
///
/// # Errors
/// 401 for a caller without a client or a session that is over, `resource_not_found`.
pub(super) async fn subject(
    cx: &Cx,
    tx: &Tx,
    id: &SessionId,
) -> Result<(Session, UserWithAddresses), ApiError> {
    let session = find_live(cx, tx, id).await?;
    let of = load_user(tx, &session.instance_id, &session.user_id).await?;
    Ok((session, of.ok_or_else(ApiError::unauthenticated)?))
}

/// The reverification of a live session of the caller's client.
///
/// # Errors
/// As [`subject`], and `verification_missing` if none was started.
pub(super) async fn load(cx: &Cx, tx: &Tx, id: &SessionId) -> Result<Loaded, ApiError> {
    let (session, of) = subject(cx, tx, id).await?;
    let reverification = reverifications::find(tx, &session.instance_id, id).await?;
    Ok(Loaded { reverification: reverification.ok_or(Refusal::NothingPrepared)?, session, of })
}

/// Has `prove` judge the reverification, and stores what came of it either way: wrong attempts count.
///
/// # Errors
/// As [`load`], and what `prove` refuses.
pub(super) async fn finish(
    cx: &Cx,
    id: &SessionId,
    prove: impl Fn(&mut Reverification, &mut Session, &mut User) -> Result<(), Refusal> + Sync,
) -> Result<Reply<SessionReverification>, ApiError> {
    let prove = &prove;
    let written = cx.store().write(|tx| async move {
        let mut loaded = load(cx, &tx, id).await?;
        let Loaded { reverification, session, of } = &mut loaded;
        let proved = prove(reverification, session, &mut of.user);
        users::update(&tx, &of.user).await?;
        reverifications::put(&tx, reverification).await?;
        if proved.is_ok() {
            sessions::update(&tx, session).await?;
        }
        Ok::<_, ApiError>((loaded, proved))
    });
    let (loaded, proved) = written.await?;
    proved?;
    reply(cx, loaded).await
}

/// The reverification with its session, which carries a fresh token, and the client beside it.
pub(super) async fn reply(cx: &Cx, loaded: Loaded) -> Result<Reply<SessionReverification>, ApiError> {
    let Loaded { reverification, session, of } = loaded;
    let settings = &cx.tenant.instance.settings;
    let subject = SessionSubject { session, user: Some(of.clone()) };
    let Reply { response, client } = cx.reply_session(&subject).await?;
    Ok(Reply { response: present::reverification(settings, &reverification, &of, response, cx.now), client })
}
