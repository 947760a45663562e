//! The fields of a sign-up's form.

use nightdesk_auth::{Refusal, refusal::Field, sign_up::Fields};

use crate::{
    extract::{Cx, Form},
    passwords,
    present::ApiError,
};

/// Reads the fields, and hashes the password if there is one.
///
/// # Errors
/// What is wrong with a field.
pub(super) async fn read(cx: &Cx, form: &Form) -> Result<Fields, ApiError> {
    let password_digest = match form.text("password")? {
        Some(text) => {
            let own: Vec<_> = ["email_address", "username", "first_name", "last_name"]
                .into_iter()
                .filter_map(|name| form.text(name).ok().flatten())
                .collect();
            let own: Vec<_> = own.iter().map(String::as_str).collect();
            Some(passwords::digest(&cx.app, &cx.tenant, &text, Field::Password, &own).await?)
        }
        None => None,
    };
    Ok(Fields {
        email_address: form.text("email_address")?,
        phone_number: form.text("phone_number")?,
        email_address_or_phone_number: form.text("email_address_or_phone_number")?,
        password_digest,
        web3_wallet: web3_wallet(cx, form)?,
        username: form.text("username")?,
        first_name: form.text("first_name")?,
        last_name: form.text("last_name")?,
        unsafe_metadata: form.unsafe_metadata()?,
        legal_accepted: form.switch("legal_accepted")?,
    })
}

fn web3_wallet(cx: &Cx, form: &Form) -> Result<Option<String>, ApiError> {
    let address = form.text("web3_wallet")?;
    if address.as_ref().is_some_and(|text| !text.is_empty())
        && !cx.tenant.instance.settings.web3_wallets_enabled
    {
        return Err(Refusal::Unfit(Field::Web3Wallet).into());
    }
    Ok(address)
}
