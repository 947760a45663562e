//! /v1/me

mod backup_codes;
mod change_password;
mod current_password;
mod delete;
mod email_addresses;
mod external_accounts;
mod load;
mod passkeys;
mod phone_numbers;
mod profile_image;
mod remove_password;
mod sensitive;
mod sessions;
mod show;
mod tokens;
mod totp;
mod update;
mod update_metadata;
mod web3_wallets;

pub(super) use email_addresses::follow_link;

use axum::Router;

use crate::{
    app::App,
    routing::{delete, get, patch, post},
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/v1/me", get(show::show).merge(patch(update::update)).merge(delete(delete::delete)))
        .route("/v1/me/metadata", patch(update_metadata::update_metadata))
        .route("/v1/me/change_password", post(change_password::change_password))
        .route("/v1/me/remove_password", post(remove_password::remove_password))
        .route("/v1/me/backup_codes", post(backup_codes::create))
        .route("/v1/me/tokens", post(tokens::create))
        .merge(profile_image::routes())
        .merge(totp::routes())
        .merge(email_addresses::routes())
        .merge(external_accounts::routes())
        .merge(phone_numbers::routes())
        .merge(passkeys::routes())
        .merge(web3_wallets::routes())
        .merge(sessions::routes())
}
