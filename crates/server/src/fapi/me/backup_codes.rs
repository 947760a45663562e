//! POST /v1/me/backup_codes

use nightdesk_auth::second_factor;
use nightdesk_store::users;
use nightdesk_wire::{ids::BackupCodesId, second_factor::BackupCodes};

use super::load::me;
use crate::{
    extract::Cx,
    present::{ApiError, Reply},
};

/// Makes a new set of backup codes; older ones are good no more.
///
/// # Errors
/// 401 if nobody is signed in, `strategy_for_user_invalid` without a second factor that they could stand in for.
pub(super) async fn create(cx: Cx) -> Result<Reply<BackupCodes>, ApiError> {
    let (cx_ref, id) = (&cx, &BackupCodesId::generate(cx.now, cx.random()));
    let codes = cx
        .store()
        .write(|tx| async move {
            let mut user = me(cx_ref, &tx).await?.of.user;
            let codes = second_factor::new_backup_codes(&mut user, id.clone(), cx_ref.app.rng(), cx_ref.now)?;
            users::update(&tx, &user).await?;
            Ok::<_, ApiError>(codes)
        })
        .await?;
    let answer = BackupCodes { id: id.clone(), codes, created_at: cx.now, updated_at: cx.now };
    cx.reply(answer).await
}
