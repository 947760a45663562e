//! POST /v1/me/totp/attempt_verification

use nightdesk_auth::{Refusal, lockout, model::SessionTask, second_factor};
use nightdesk_store::{sessions, users};
use nightdesk_wire::{ids::BackupCodesId, second_factor::Totp};

use crate::{
    extract::{Cx, Form},
    fapi::me::load::{Me, me},
    present::{ApiError, Reply},
    session_tasks,
};

/// Sets the authenticator application up, shown by one of its codes. Backup codes are made along with it.
///
/// # Errors
/// 401 if nobody is signed in, `form_code_incorrect`, which counts towards a lockout, `verification_missing`,
/// `verification_already_verified`, `user_locked`.
pub(super) async fn attempt_verification(cx: Cx, form: Form) -> Result<Reply<Totp>, ApiError> {
    let code = form.required("code")?;
    let (cx_ref, code) = (&cx, &code);
    let outcome = cx
        .store()
        .write(|tx| async move {
            let Me { mut session, of } = me(cx_ref, &tx).await?;
            let mut user = of.user;
            let confirmed = lockout::attempt(&mut user, cx_ref.now, |user| {
                second_factor::confirm_totp(user, code, cx_ref.now)
            });
            let confirmed = confirmed.and_then(|()| {
                let id = BackupCodesId::generate(cx_ref.now, cx_ref.random());
                let codes = second_factor::new_backup_codes(&mut user, id, cx_ref.app.rng(), cx_ref.now)?;
                let totp = user.second_factors.totp.clone().ok_or(Refusal::NothingPrepared)?;
                Ok((totp, codes))
            });
            users::update(&tx, &user).await?;
            if confirmed.is_ok() {
                // The code proves a second factor as well as one in a sign-in does.
                session.second_factor_at = Some(cx_ref.now);
                sessions::update(&tx, &session).await?;
                let (instance, task) = (&user.instance_id, SessionTask::SetupMfa);
                session_tasks::done(&tx, instance, &user.id, task, cx_ref.now).await?;
            }
            Ok::<_, ApiError>(confirmed)
        })
        .await?;
    let (totp, codes) = outcome?;
    let answer = Totp {
        secret: None,
        uri: None,
        verified: true,
        backup_codes: Some(codes),
        id: totp.id,
        created_at: totp.created_at,
        updated_at: totp.updated_at,
    };
    cx.reply(answer).await
}
