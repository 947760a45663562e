use std::path::PathBuf;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use tempfile::TempDir;

use super::*;

/// 2020-01-01, and a month is what the certificate lives.
const START: UnixMs = UnixMs::from_secs(1_577_836_800);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A certificate for `*.example.com` and its key, in files.
fn files() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a directory");
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let pair = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(["*.example.com".to_owned()]).expect("a name");
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2020, 2, 1));
    fs::write(&certificate, params.self_signed(&pair).expect("a certificate").pem()).expect("written");
    fs::write(&key, pair.serialize_pem()).expect("written");
    (folder, certificate, key)
}

#[test]
fn a_certificate_for_the_host_in_its_time_is_beyond_doubt() {
    let (_folder, certificate, key) = files();
    let certified = from_pem_files(&certificate, &key).expect("usable");
    for host in ["auth.example.com", "auth.example.com:8443"] {
        assert_eq!(certified.doubts(host, START + DAY), []);
    }
}

#[test]
fn a_certificate_for_another_host_or_out_of_its_time_is_doubted() {
    let (_folder, certificate, key) = files();
    let certified = from_pem_files(&certificate, &key).expect("usable");
    for (host, now, doubts) in [
        ("auth.example.org", START + DAY, &["not valid for name \"auth.example.org\""][..]),
        ("auth.example.com", START + DAY * 60, &["certificate expired"]),
        ("auth.example.com", START - DAY, &["certificate not valid yet"]),
        ("auth.example.org", START + DAY * 60, &["auth.example.org", "certificate expired"]),
    ] {
        let found = certified.doubts(host, now);
        assert_eq!(found.len(), doubts.len(), "{found:?}");
        for (found, wanted) in found.iter().zip(doubts) {
            assert!(found.to_string().contains(wanted), "{found}");
        }
    }
}

#[test]
fn what_is_in_place_of_the_key_is_said() {
    let (_folder, certificate, key) = files();
    let reason = |key: &Path| from_pem_files(&certificate, key).err().expect("unusable").to_string();
    assert!(reason(&certificate).ends_with("cert.pem: it holds a certificate, not a key"));
    for encrypted in [
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGk\n-----END ENCRYPTED PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A\n\nMIGk\n-----END RSA PRIVATE KEY-----\n",
    ] {
        fs::write(&key, encrypted).expect("written");
        let reason = reason(&key);
        assert!(
            reason.ends_with("key.pem: the key is encrypted; decrypt it with `openssl pkey`"),
            "{reason}"
        );
    }
    fs::write(&key, "nothing").expect("written");
    assert!(reason(&key).ends_with("key.pem: no items found"), "{}", reason(&key));
}
