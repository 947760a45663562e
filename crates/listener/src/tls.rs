//! From certificates in PEM to what the TLS library takes.

use std::{path::Path, sync::Arc};

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read {path}: {reason}")]
    Read { path: String, reason: String },
    #[error("certificate and private key do not fit each other: {0}")]
    Unusable(#[from] rustls::Error),
}

/// The configuration for a certificate chain and its key in PEM files, as authorities hand them out.
///
/// # Errors
/// [`TlsError`] names the file that cannot be used.
pub fn from_pem_files(certificates: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let unreadable = |path: &Path, reason: &dyn std::fmt::Display| TlsError::Read {
        path: path.display().to_string(),
        reason: reason.to_string(),
    };
    let chain = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(certificates, &error))?;
    if chain.is_empty() {
        return Err(unreadable(certificates, &"it contains no certificate"));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
    server_config(chain, key)
}

/// The configuration for a chain and its key. HTTP/1.1 is the one protocol offered.
pub(crate) fn server_config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<ServerConfig>, TlsError> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Named explicitly, so that a second provider in the dependency graph can never make the choice ambiguous.
pub(crate) fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}
