//! From certificates in PEM to what the TLS library takes.

use std::{fs, path::Path, sync::Arc, time::Duration};

use nightdesk_wire::time::UnixMs;
use rustls::{
    CertificateError, RootCertStore, ServerConfig,
    client::{verify_server_cert_signed_by_trust_anchor, verify_server_name},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject as _},
    server::ParsedCertificate,
};

use crate::names::without_port;

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read {path}: {reason}")]
    Read { path: String, reason: String },
    #[error("certificate and private key do not fit each other: {0}")]
    Unusable(#[from] rustls::Error),
}

/// What a server is configured by, and shows.
pub struct Certified {
    /// Ready to serve with.
    pub config: Arc<ServerConfig>,
    certificate: CertificateDer<'static>,
}

/// Reads a certificate chain and its key from PEM files, as authorities hand them out.
///
/// # Errors
/// [`TlsError`] names the file that cannot be used.
pub fn from_pem_files(certificates: &Path, key: &Path) -> Result<Certified, TlsError> {
    let unreadable = |path: &Path, reason: &dyn std::fmt::Display| TlsError::Read {
        path: path.display().to_string(),
        reason: reason.to_string(),
    };
    let chain = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(certificates, &error))?;
    let Some(certificate) = chain.first().cloned() else {
        return Err(unreadable(certificates, &"it contains no certificate"));
    };
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| match instead_of_key(key) {
        Some(reason) => unreadable(key, &reason),
        None => unreadable(key, &error),
    })?;
    Ok(Certified { config: server_config(chain, key)?, certificate })
}

/// What a file has in place of a key that can be read.
fn instead_of_key(path: &Path) -> Option<&'static str> {
    let text = fs::read_to_string(path).ok()?;
    if text.contains("ENCRYPTED") {
        return Some("the key is encrypted; decrypt it with `openssl pkey`");
    }
    text.contains("BEGIN CERTIFICATE").then_some("it holds a certificate, not a key")
}

impl Certified {
    /// Why clients that trust the authority will refuse the certificate all the same: it is not for `host` (a port behind
    /// it does not count), or `now` is not in its time. What vouches for it is not looked at.
    #[must_use]
    pub fn doubts(&self, host: &str, now: UnixMs) -> Vec<CertificateError> {
        let certificate = match ParsedCertificate::try_from(&self.certificate) {
            Ok(certificate) => certificate,
            Err(_) => return vec![CertificateError::BadEncoding],
        };
        let name = ServerName::try_from(without_port(host)).ok();
        let named = name.map_or(Ok(()), |name| verify_server_name(&certificate, &name));
        // Nobody is trusted here, so this always fails; but a wrong time comes first.
        let now = UnixTime::since_unix_epoch(Duration::from_secs(now.as_secs().max(0).unsigned_abs()));
        let algorithms = provider().signature_verification_algorithms.all;
        let roots = RootCertStore::empty();
        let timely = verify_server_cert_signed_by_trust_anchor(&certificate, &roots, &[], now, algorithms);
        let errors = [named, timely].into_iter().filter_map(|outcome| match outcome {
            Err(rustls::Error::InvalidCertificate(error)) => Some(error),
            _ => None,
        });
        errors.filter(is_of_name_or_time).collect()
    }
}

const fn is_of_name_or_time(error: &CertificateError) -> bool {
    matches!(
        error,
        CertificateError::NotValidForNameContext { .. }
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYetContext { .. }
    )
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

#[cfg(test)]
mod tests;
