//! TLS to PostgreSQL, for URLs with `sslmode=require`.

use std::{path::Path, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connector that verifies the server: against the certificates in the PEM file `roots`, else against those that the
/// machine trusts.
///
/// # Errors
/// A text, if there is nothing to verify against.
pub(super) fn connector(roots: Option<&Path>) -> Result<MakeRustlsConnect, String> {
    let roots = match roots {
        Some(path) => of_file(path)?,
        None => of_machine()?,
    };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn of_file(path: &Path) -> Result<RootCertStore, String> {
    let failed =
        |cause: &dyn std::fmt::Display| format!("sslrootcert {} cannot be used: {cause}", path.display());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| failed(&error))? {
        roots.add(certificate.map_err(|error| failed(&error))?).map_err(|error| failed(&error))?;
    }
    if roots.is_empty() { Err(failed(&"it has no certificate")) } else { Ok(roots) }
}

fn of_machine() -> Result<RootCertStore, String> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        let cause = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(format!(
            "sslmode=require needs root certificates, and this machine has none{cause}; install ca-certificates, or \
             name a file with sslrootcert=PATH"
        ));
    }
    Ok(roots)
}
