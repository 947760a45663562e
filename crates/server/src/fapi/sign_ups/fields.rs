//! The fields of a sign-up's form.

use nightdesk_auth::{password, profile, refusal::Field, sign_up::Fields};

use crate::{
    extract::{Cx, Form},
    present::ApiError,
};

const MAX_METADATA_BYTES: usize = 16 * 1024;

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
    let metadata = form.long_text("unsafe_metadata", MAX_METADATA_BYTES)?;
    Ok(Fields {
        email_address: form.text("email_address")?,
        password_digest,
        username: form.text("username")?,
        first_name: form.text("first_name")?,
        last_name: form.text("last_name")?,
        unsafe_metadata: metadata.map(|text| profile::metadata(&text)).transpose()?,
        legal_accepted: form.switch("legal_accepted")?,
    })
}
