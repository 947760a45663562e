//! DELETE /v1/users/{user_id}/mfa, /totp and /backup_code; POST /v1/users/{user_id}/verify_totp

use nightdesk_auth::{Refusal, model::User, phone_number, second_factor};
use nightdesk_store::{phone_numbers, users};
use nightdesk_wire::{
    ids::{BackupCodesId, TotpId, UserId},
    time::UnixMs,
};
use serde::Serialize;

use super::{BackendCx, change, find};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json};

/// Whose second factors were removed.
#[derive(Debug, Serialize)]
pub(crate) struct Removed {
    user_id: UserId,
}

/// A code that is right.
#[derive(Debug, Serialize)]
pub(crate) struct VerifiedCode {
    verified: bool,
    code_type: &'static str,
}

/// Takes every second factor off a user, who then signs in without.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn remove_mfa(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<Removed>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let remove = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        second_factor::remove_totp(&mut found.user, now);
        for number in &mut found.numbers {
            number.reserved_for_second_factor = false;
        }
        phone_number::settle(&mut found.user, &mut found.numbers, now);
        for number in &found.numbers {
            phone_numbers::update(&tx, number).await?;
        }
        users::update(&tx, &found.user).await?;
        Ok(())
    });
    remove.await?;
    Ok(Json(Removed { user_id: id }))
}

/// Takes the authenticator application off a user, and with the last second factor the backup codes.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn remove_totp(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<Removed>, ApiError> {
    let now = cx.now;
    let remove = |user: &mut User| drop(second_factor::remove_totp(user, now));
    change(&cx, &id, remove).await?;
    Ok(Json(Removed { user_id: id }))
}

/// Takes the backup codes off a user.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn remove_backup_codes(
    cx: BackendCx,
    Path(id): Path<UserId>,
) -> Result<Json<Removed>, ApiError> {
    change(&cx, &id, |user| user.second_factors.backup_codes = None).await?;
    Ok(Json(Removed { user_id: id }))
}

/// Says whether a code is right, and of which kind. A backup code is used up by it. It counts as no attempt: the
/// caller holds the secret key.
///
/// # Errors
/// `resource_not_found`, `form_param_missing`, `strategy_for_user_invalid`, `form_code_incorrect`.
pub(crate) async fn verify_totp(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<VerifiedCode>, ApiError> {
    let code = body.required_text("code")?;
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let verified = cx.write(async |tx| {
        let mut user = find(&tx, instance, &id).await?.user;
        let code_type = verify(&mut user, &code, now)?;
        users::update(&tx, &user).await?;
        Ok(code_type)
    });
    Ok(Json(VerifiedCode { verified: true, code_type: verified.await? }))
}

fn verify(user: &mut User, code: &str, now: UnixMs) -> Result<&'static str, Refusal> {
    if !user.second_factors.enabled() {
        return Err(Refusal::StrategyUnfit);
    }
    if second_factor::check_totp(user, code, now).is_ok() {
        return Ok("totp");
    }
    second_factor::use_backup_code(user, code, now).map_err(|_| Refusal::CodeIncorrect)?;
    Ok("backup_code")
}

/// Second factors that come from elsewhere, as a body gives them.
#[derive(Default)]
pub(super) struct Imported {
    totp: Option<(TotpId, String)>,
    backup_codes: Option<(BackupCodesId, Vec<String>)>,
}

impl Imported {
    pub(super) fn read(cx: &BackendCx, body: &mut Body) -> Result<Self, ApiError> {
        let secret = body.text("totp_secret")?.flatten().filter(|text| !text.is_empty());
        let codes = body.texts("backup_codes")?.filter(|codes| !codes.is_empty());
        Ok(Self {
            totp: secret.map(|secret| (TotpId::generate(cx.now, cx.random()), secret)),
            backup_codes: codes.map(|codes| (BackupCodesId::generate(cx.now, cx.random()), codes)),
        })
    }

    /// # Errors
    /// [`Refusal::Unfit`] for what cannot be taken over.
    pub(super) fn apply(&self, user: &mut User, now: UnixMs) -> Result<(), Refusal> {
        if let Some((id, secret)) = &self.totp {
            second_factor::import_totp(user, id.clone(), secret, now)?;
        }
        if let Some((id, codes)) = &self.backup_codes {
            second_factor::import_backup_codes(user, id.clone(), codes, now)?;
        }
        Ok(())
    }
}
