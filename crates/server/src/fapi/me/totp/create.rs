//! POST /v1/me/totp

use nightdesk_auth::second_factor;
use nightdesk_store::users;
use nightdesk_wire::{ids::TotpId, second_factor::Totp};

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{ApiError, Reply},
};

/// Gives the user a secret to put into an authenticator application.
///
/// # Errors
/// 401 if nobody is signed in, `verification_already_verified` if an application is set up.
pub(super) async fn create(cx: Cx) -> Result<Reply<Totp>, ApiError> {
    let cx_ref = &cx;
    let (totp, account) = cx
        .store()
        .write(|tx| async move {
            let mut of = me(cx_ref, &tx).await?.of;
            let id = TotpId::generate(cx_ref.now, cx_ref.random());
            let totp = second_factor::begin_totp(&mut of.user, id, cx_ref.app.rng(), cx_ref.now)?;
            users::update(&tx, &of.user).await?;
            Ok::<_, ApiError>((totp, of.identifier()))
        })
        .await?;
    let uri = second_factor::uri(&totp, &cx.tenant.instance.application_name, &account);
    let answer = Totp {
        secret: Some(totp.secret.expose().to_owned()),
        uri,
        verified: false,
        backup_codes: None,
        id: totp.id,
        created_at: totp.created_at,
        updated_at: totp.updated_at,
    };
    cx.reply(answer).await
}
