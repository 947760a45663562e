//! Changes that need a recent proof (`docs/protocol.md`, "Reverification").

use axum::http::Method;

/// Whether a request to `/v1/me` changes what the account is signed in with. The steps that finish what was begun do
/// not ask again, and `PATCH /v1/me` asks for some of its fields only.
pub(super) fn is_sensitive(method: &Method, route: &str) -> bool {
    let rest = route.strip_prefix("/v1/me").unwrap_or_default();
    let what = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
    if rest.ends_with("_verification") {
        return false;
    }
    match what {
        "" => *method == Method::DELETE,
        "change_password" | "remove_password" | "backup_codes" => *method == Method::POST,
        "totp" | "email_addresses" | "passkeys" | "external_accounts" | "web3_wallets" => {
            *method == Method::POST || *method == Method::DELETE
        }
        "phone_numbers" => !method.is_safe(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_signs_in_with_is_sensitive_and_what_one_looks_at_is_not() {
        for (method, route) in [
            (Method::DELETE, "/v1/me"),
            (Method::POST, "/v1/me/change_password"),
            (Method::POST, "/v1/me/totp"),
            (Method::DELETE, "/v1/me/totp"),
            (Method::POST, "/v1/me/email_addresses"),
            (Method::DELETE, "/v1/me/email_addresses/{email_id}"),
            (Method::PATCH, "/v1/me/phone_numbers/{phone_number_id}"),
            (Method::DELETE, "/v1/me/passkeys/{passkey_id}"),
        ] {
            assert!(is_sensitive(&method, route), "{method} {route}");
        }
        for (method, route) in [
            (Method::GET, "/v1/me"),
            (Method::PATCH, "/v1/me"),
            (Method::PATCH, "/v1/me/metadata"),
            (Method::GET, "/v1/me/email_addresses"),
            (Method::POST, "/v1/me/email_addresses/{email_id}/attempt_verification"),
            (Method::POST, "/v1/me/totp/attempt_verification"),
            (Method::POST, "/v1/me/sessions/{session_id}/revoke"),
            (Method::PATCH, "/v1/me/passkeys/{passkey_id}"),
        ] {
            assert!(!is_sensitive(&method, route), "{method} {route}");
        }
    }
}
