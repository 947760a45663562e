//! The fields of a sign-up's form.

use nightdesk_auth::{password, refusal::Field, sign_up::Fields};

use crate::{
    extract::{Cx, Form},
    present::ApiError,
};

/// Reads the fields, and hashes the password if there is one.
///
/// # Errors
/// What is wrong with a field.
pub(super) async fn read(cx: &Cx, form: &Form) -> Result<Fields, ApiError> {
    let password_digest = match form.text("password")? {
        Some(text) => {
            password::acceptable(&text, Field::Password)?;
            Some(cx.app.hasher().hash(&text, cx.app.rng()).await?)
        }
        None => None,
    };
    Ok(Fields {
        email_address: form.text("email_address")?,
        password_digest,
        username: form.text("username")?,
        first_name: form.text("first_name")?,
        last_name: form.text("last_name")?,
        unsafe_metadata: form.unsafe_metadata()?,
        legal_accepted: form.switch("legal_accepted")?,
    })
}
