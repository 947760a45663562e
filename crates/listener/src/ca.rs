//! The local certificate authority of a development server.
//!
//! Made on first run and kept beside the database, so that it has to be trusted only once. The
//! certificate of the server is made from it, and anew when a name is missing or its end is near.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use nightdesk_wire::time::UnixMs;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::{
    RootCertStore, ServerConfig,
    client::{WebPkiServerVerifier, danger::ServerCertVerifier as _},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject as _},
};

use super::tls::{self, TlsError};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const AUTHORITY_LIFE: Duration = Duration::from_secs(3650 * 24 * 60 * 60);
/// Browsers refuse certificates that live longer than 398 days, from private authorities too in part.
const CERTIFICATE_LIFE: Duration = Duration::from_secs(397 * 24 * 60 * 60);
/// A certificate this close to its end is replaced.
const RENEW_BEFORE_END: Duration = Duration::from_secs(30 * 24 * 60 * 60);

const AUTHORITY_FILE: &str = "ca.pem";
const AUTHORITY_KEY_FILE: &str = "ca-key.pem";
const CERTIFICATE_FILE: &str = "server.pem";
const CERTIFICATE_KEY_FILE: &str = "server-key.pem";

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    #[error("cannot {action} {path}: {source}")]
    Io { action: &'static str, path: String, source: io::Error },
    #[error(
        "the certificate authority in {directory} is damaged ({reason}). Delete ca.pem and ca-key.pem there to have \
         a new one made, which then has to be trusted again"
    )]
    Damaged { directory: String, reason: String },
    #[error("the certificate cannot be made: {0}")]
    Make(#[from] rcgen::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// The certificate of a development server and the authority behind it.
pub struct LocalCertificate {
    /// Ready to serve with.
    pub tls: Arc<ServerConfig>,
    /// The authority's certificate: the file that a browser has to trust.
    pub authority_path: PathBuf,
}

/// Loads authority and certificate from `directory`, making what is missing or does not carry every one of `names`
/// (DNS names, wildcards, IP addresses).
///
/// # Errors
/// [`CaError`] says which file is in the way.
pub fn load_or_make(directory: &Path, names: &[String], now: UnixMs) -> Result<LocalCertificate, CaError> {
    fs::create_dir_all(directory).map_err(io_error("create", directory))?;
    let authority = Authority::load_or_make(directory, now)?;
    let files = [directory.join(CERTIFICATE_FILE), directory.join(CERTIFICATE_KEY_FILE)];
    let usable =
        read_certificate(&files).filter(|(certificate, _)| authority.vouches(certificate, names, now));
    let (certificate, key) = match usable {
        Some(found) => found,
        None => authority.make_certificate(&files, names, now)?,
    };
    let tls = tls::server_config(vec![certificate], key)?;
    Ok(LocalCertificate { tls, authority_path: directory.join(AUTHORITY_FILE) })
}

struct Authority {
    directory: PathBuf,
    certificate: CertificateDer<'static>,
    key: KeyPair,
}

impl Authority {
    fn load_or_make(directory: &Path, now: UnixMs) -> Result<Self, CaError> {
        let certificate_path = directory.join(AUTHORITY_FILE);
        let key_path = directory.join(AUTHORITY_KEY_FILE);
        if !certificate_path.exists() && !key_path.exists() {
            let key = KeyPair::generate()?;
            let certificate = authority_params(&key, now).self_signed(&key)?;
            write_private(&key_path, &key.serialize_pem())?;
            write(&certificate_path, &certificate.pem())?;
        }
        let damaged = |reason: &dyn std::fmt::Display| CaError::Damaged {
            directory: directory.display().to_string(),
            reason: reason.to_string(),
        };
        let key = fs::read_to_string(&key_path)
            .map_err(|error| damaged(&format!("{AUTHORITY_KEY_FILE}: {error}")))?;
        let key =
            KeyPair::from_pem(&key).map_err(|error| damaged(&format!("{AUTHORITY_KEY_FILE}: {error}")))?;
        let certificate = CertificateDer::from_pem_file(&certificate_path)
            .map_err(|error| damaged(&format!("{AUTHORITY_FILE}: {error}")))?;
        Ok(Self { directory: directory.to_owned(), certificate, key })
    }

    /// Whether a browser that trusts this authority accepts `certificate` for all of `names`, and will for a while.
    fn vouches(&self, certificate: &CertificateDer<'_>, names: &[String], now: UnixMs) -> bool {
        let mut roots = RootCertStore::empty();
        if roots.add(self.certificate.clone()).is_err() {
            return false;
        }
        let Ok(verifier) =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), tls::provider()).build()
        else {
            return false;
        };
        let at = now + RENEW_BEFORE_END;
        let at = UnixTime::since_unix_epoch(Duration::from_secs(at.as_secs().max(0).unsigned_abs()));
        names.iter().all(|name| {
            // A wildcard cannot be asked for; a name it must cover can.
            ServerName::try_from(name.replace('*', "any"))
                .is_ok_and(|name| verifier.verify_server_cert(certificate, &[], &name, &[], at).is_ok())
        })
    }

    fn make_certificate(
        &self,
        [certificate_path, key_path]: &[PathBuf; 2],
        names: &[String],
        now: UnixMs,
    ) -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), CaError> {
        let issuer = Issuer::new(authority_params(&self.key, now), &self.key);
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name.remove(DnType::CommonName);
        params.distinguished_name.push(DnType::CommonName, "Nightdesk development server");
        set_life(&mut params, now, CERTIFICATE_LIFE);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &issuer)?;
        if !self.vouches(certificate.der(), names, now) {
            return Err(CaError::Damaged {
                directory: self.directory.display().to_string(),
                reason: format!("{AUTHORITY_FILE} and {AUTHORITY_KEY_FILE} do not belong together"),
            });
        }
        write_private(key_path, &key.serialize_pem())?;
        write(certificate_path, &certificate.pem())?;
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        Ok((certificate.der().clone(), key))
    }
}

/// What the authority's certificate says. Its name follows from its key, so that certificates can be issued with the
/// key alone, and two machines' authorities can be told apart in a browser's list.
fn authority_params(key: &KeyPair, now: UnixMs) -> CertificateParams {
    let mut params = CertificateParams::default();
    let identifier: String =
        params.key_identifier(key).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    params.distinguished_name.remove(DnType::CommonName);
    params.distinguished_name.push(DnType::CommonName, format!("Nightdesk local authority {identifier}"));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_life(&mut params, now, AUTHORITY_LIFE);
    params
}

/// From yesterday on, for clocks that are a little behind.
fn set_life(params: &mut CertificateParams, now: UnixMs, life: Duration) {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let now = epoch + Duration::from_secs(now.as_secs().max(0).unsigned_abs());
    params.not_before = now - DAY;
    params.not_after = now - DAY + life;
}

fn read_certificate(
    [certificate, key]: &[PathBuf; 2],
) -> Option<(CertificateDer<'static>, PrivateKeyDer<'static>)> {
    Some((CertificateDer::from_pem_file(certificate).ok()?, PrivateKeyDer::from_pem_file(key).ok()?))
}

fn write(path: &Path, text: &str) -> Result<(), CaError> {
    fs::write(path, text).map_err(io_error("write", path))
}

/// Writes a file that only its owner can read. A file in its place is removed first, since its mode would stay.
fn write_private(path: &Path, text: &str) -> Result<(), CaError> {
    if path.exists() {
        fs::remove_file(path).map_err(io_error("replace", path))?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(io_error("write", path))
}

fn io_error(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> CaError {
    let path = path.display().to_string();
    move |source| CaError::Io { action, path, source }
}

#[cfg(test)]
mod tests;
