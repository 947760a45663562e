//! Passwords that are about to be set: the instance's rules, the list of breaches, and the digest.

mod breaches;

use nightdesk_auth::{Refusal, model::Secret, password, refusal::Field};

pub(crate) use breaches::Breaches;

use crate::{ApiError, App, Tenant};

/// Checks a password by all the rules of the instance, and makes the digest to store. Slow, so no transaction may be
/// open. `known` are the user's own words, which others guess first.
///
/// # Errors
/// `form_param_nil`, or one of the codes `form_password_*`, about `field`.
pub(crate) async fn digest(
    app: &App,
    tenant: &Tenant,
    text: &str,
    field: Field,
    known: &[&str],
) -> Result<Secret, ApiError> {
    let instance = &tenant.instance;
    let settings = &instance.settings.password;
    let judged = password::acceptable(text, field, settings, known);
    judged.map_err(|refusal| ApiError::from(refusal).about(field))?;
    if settings.hibp(instance.environment) && app.breaches().contain(text).await {
        return Err(ApiError::from(Refusal::PasswordPwned).about(field));
    }
    Ok(app.hasher().hash(text, app.rng()).await?)
}

/// Whether a right password must not be signed in with, because it is known from a breach.
///
/// # Errors
/// `form_password_pwned`.
pub(crate) async fn check_at_sign_in(app: &App, tenant: &Tenant, text: &str) -> Result<(), Refusal> {
    let instance = &tenant.instance;
    let settings = &instance.settings.password;
    let asks = settings.enforce_hibp_on_sign_in && settings.hibp(instance.environment);
    if asks && app.breaches().contain(text).await {
        return Err(Refusal::PasswordPwned);
    }
    Ok(())
}
