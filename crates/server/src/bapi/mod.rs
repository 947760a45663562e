//! The Backend API: what the owner's servers call with a secret key.
//!
//! JSON in and out, no envelope. `POST /v1/users/{user_id}/ban` is `users/ban.rs`.

pub(crate) mod actor_tokens;
mod allowlist_identifiers;
mod blocklist_identifiers;
pub(crate) mod body;
mod clients;
mod contact_verification;
mod contacts;
pub(crate) mod cx;
mod domains;
mod email_addresses;
mod instance;
mod invitations;
mod jwks;
pub(crate) mod jwt_templates;
mod list;
mod listed;
mod phone_numbers;
pub(crate) mod query;
mod redirect_urls;
pub(crate) mod sessions;
mod sign_in_tokens;
mod sign_ups;
mod social_connections;
pub(crate) mod templates;
mod testing_tokens;
pub(crate) mod users;
mod waitlist_entries;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::from_fn_with_state,
};

use crate::{
    App, documented,
    extract::MAX_UPLOAD_BODY_BYTES,
    middleware,
    present::ApiError,
    routing::{delete, get, patch, post, put},
};

/// All routes, inside the middleware of this API.
pub(crate) fn router(app: App) -> Router {
    routes()
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(app.clone(), middleware::around_bapi))
        .with_state(app)
}

async fn unknown_path(_: cx::BackendCx, request: Request) -> ApiError {
    documented::BAPI.unknown_path(request.method(), request.uri().path())
}

async fn wrong_method(_: cx::BackendCx, request: Request) -> ApiError {
    documented::BAPI.wrong_method(request.method(), request.uri().path())
}

/// Every operation that is here, under the paths of the contract.
pub(crate) fn routes() -> Router<App> {
    let upload = post(users::update_profile_image).merge(delete(users::delete_profile_image));
    Router::new()
        .route(
            "/v1/users/{user_id}/profile_image",
            upload.layer(DefaultBodyLimit::max(MAX_UPLOAD_BODY_BYTES)),
        )
        .merge(restrictions())
        .route("/v1/users/{user_id}/organization_memberships", get(users::organization_memberships))
        .route("/v1/users/{user_id}/organization_invitations", get(users::organization_invitations))
        .route("/v1/sign_ups/{id}", get(sign_ups::get).merge(patch(sign_ups::update)))
        .route("/v1/users", get(users::list).merge(post(users::create)))
        .route("/v1/users/count", get(users::count))
        .route(
            "/v1/users/{user_id}",
            get(users::get).merge(patch(users::update)).merge(delete(users::delete)),
        )
        .route(
            "/v1/users/{user_id}/metadata",
            patch(users::merge_metadata).merge(put(users::replace_metadata)),
        )
        .route("/v1/users/{user_id}/verify_password", post(users::verify_password))
        .route("/v1/users/{user_id}/ban", post(users::ban))
        .route("/v1/users/{user_id}/unban", post(users::unban))
        .route("/v1/users/{user_id}/lock", post(users::lock))
        .route("/v1/users/{user_id}/unlock", post(users::unlock))
        .route("/v1/users/ban", post(users::ban_many))
        .route("/v1/users/unban", post(users::unban_many))
        .route("/v1/users/{user_id}/remove_password", post(users::remove_password))
        .route("/v1/users/{user_id}/verify_totp", post(users::verify_totp))
        .route("/v1/users/{user_id}/mfa", delete(users::remove_mfa))
        .route("/v1/users/{user_id}/totp", delete(users::remove_totp))
        .route("/v1/users/{user_id}/backup_code", delete(users::remove_backup_codes))
        .route(
            "/v1/users/{user_id}/external_accounts/{external_account_id}",
            delete(users::delete_external_account),
        )
        .route("/v1/users/{user_id}/passkeys/{passkey_identification_id}", delete(users::delete_passkey))
        .route(
            "/v1/users/{user_id}/web3_wallets/{web3_wallet_identification_id}",
            delete(users::delete_web3_wallet),
        )
        .route("/v1/users/{user_id}/oauth_access_tokens/{provider}", get(users::oauth_access_tokens))
        .route("/v1/social_connections", get(social_connections::list))
        .route(
            "/v1/social_connections/{provider}",
            get(social_connections::get)
                .merge(put(social_connections::put))
                .merge(delete(social_connections::delete)),
        )
        .route("/v1/users/{user_id}/email_address", put(users::replace_email_address))
        .route("/v1/users/{user_id}/phone_number", put(users::replace_phone_number))
        .route("/v1/email_addresses", post(email_addresses::create))
        .route(
            "/v1/email_addresses/{email_address_id}",
            get(email_addresses::get)
                .merge(patch(email_addresses::update))
                .merge(delete(email_addresses::delete)),
        )
        .route(
            "/v1/email_addresses/{email_address_id}/prepare_verification",
            post(email_addresses::prepare_verification),
        )
        .route(
            "/v1/email_addresses/{email_address_id}/attempt_verification",
            post(email_addresses::attempt_verification),
        )
        .route("/v1/phone_numbers", post(phone_numbers::create))
        .route(
            "/v1/phone_numbers/{phone_number_id}",
            get(phone_numbers::get).merge(patch(phone_numbers::update)).merge(delete(phone_numbers::delete)),
        )
        .route(
            "/v1/phone_numbers/{phone_number_id}/prepare_verification",
            post(phone_numbers::prepare_verification),
        )
        .route(
            "/v1/phone_numbers/{phone_number_id}/attempt_verification",
            post(phone_numbers::attempt_verification),
        )
        .route("/v1/sessions", get(sessions::list).merge(post(sessions::create)))
        .route("/v1/sessions/{session_id}", get(sessions::get))
        .route("/v1/sessions/{session_id}/refresh", post(sessions::refresh))
        .route("/v1/sessions/{session_id}/revoke", post(sessions::revoke))
        .route("/v1/sessions/{session_id}/tokens", post(sessions::tokens))
        .route("/v1/sessions/{session_id}/tokens/{template_name}", post(sessions::template_token))
        .route("/v1/clients", get(clients::list))
        .route("/v1/clients/handshake_payload", get(clients::handshake_payload))
        .route("/v1/clients/verify", post(clients::verify))
        .route("/v1/clients/{client_id}", get(clients::get))
        .route("/v1/instance", get(instance::get).merge(patch(instance::update)))
        .route("/v1/jwks", get(jwks::jwks))
        .route("/v1/jwt_templates", get(jwt_templates::list).merge(post(jwt_templates::create)))
        .route(
            "/v1/jwt_templates/{template_id}",
            get(jwt_templates::get).merge(patch(jwt_templates::update)).merge(delete(jwt_templates::delete)),
        )
        .route("/v1/sign_in_tokens", post(sign_in_tokens::create))
        .route("/v1/sign_in_tokens/{sign_in_token_id}/revoke", post(sign_in_tokens::revoke))
        .route("/v1/testing_tokens", post(testing_tokens::create))
        .merge(actor_tokens::routes())
        .merge(domains::routes())
        .merge(redirect_urls::routes())
        .merge(templates::routes())
        .merge(users::password_routes())
}

/// Who may have an account.
fn restrictions() -> Router<App> {
    Router::new()
        .route("/v1/instance/restrictions", patch(instance::update_restrictions))
        .route("/v1/invitations", get(invitations::list).merge(post(invitations::create)))
        .route("/v1/invitations/bulk", post(invitations::bulk))
        .route("/v1/invitations/{invitation_id}/revoke", post(invitations::revoke))
        .route(
            "/v1/allowlist_identifiers",
            get(allowlist_identifiers::list).merge(post(allowlist_identifiers::create)),
        )
        .route("/v1/allowlist_identifiers/{identifier_id}", delete(allowlist_identifiers::delete))
        .route(
            "/v1/blocklist_identifiers",
            get(blocklist_identifiers::list).merge(post(blocklist_identifiers::create)),
        )
        .route("/v1/blocklist_identifiers/{identifier_id}", delete(blocklist_identifiers::delete))
        .route("/v1/waitlist_entries", get(waitlist_entries::list).merge(post(waitlist_entries::create)))
        .route("/v1/waitlist_entries/bulk", post(waitlist_entries::bulk))
        .route("/v1/waitlist_entries/{waitlist_entry_id}", delete(waitlist_entries::delete))
        .route("/v1/waitlist_entries/{waitlist_entry_id}/invite", post(waitlist_entries::invite))
        .route("/v1/waitlist_entries/{waitlist_entry_id}/reject", post(waitlist_entries::reject))
}
