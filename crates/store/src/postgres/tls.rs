//! TLS to PostgreSQL, for URLs with `sslmode=require`.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connector that trusts what the machine trusts. `SSL_CERT_FILE` names another set, for a private CA.
///
/// # Errors
/// A text, if no root certificate is found.
pub(super) fn connector() -> Result<MakeRustlsConnect, String> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        let cause = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(format!(
            "sslmode=require needs root certificates, and this machine has none{cause}; install ca-certificates or set SSL_CERT_FILE"
        ));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
