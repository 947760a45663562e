//! PostgreSQL over TLS: what `sslmode=require` promises.

use std::{net::TcpListener, path::Path};

use nightdesk_store::{DatabaseUrl, OpenError, Store};
use nightdesk_testkit::postgres::Cluster;

/// A cluster that takes TLS on a port of loopback, with a certificate for `localhost` that only itself vouches for.
struct TlsCluster {
    port: u16,
    certificate_pem: String,
    _cluster: Cluster,
}

fn start() -> TlsCluster {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate_pem, key_pem) = (made.cert.pem(), made.signing_key.serialize_pem());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let files = [("server.crt", certificate_pem.as_str()), ("server.key", key_pem.as_str())];
    let cluster = Cluster::start_with(Some(port), &files, &["ssl=on"]).unwrap();
    TlsCluster { port, certificate_pem, _cluster: cluster }
}

async fn open(host: &str, port: u16, parameters: &str) -> Result<Store, OpenError> {
    let url = format!("postgres://postgres@{host}:{port}/postgres?{parameters}");
    Store::open(&url.parse::<DatabaseUrl>().unwrap()).await
}

fn root_certificate(folder: &Path, pem: &str) -> String {
    let path = folder.join("ca.pem");
    std::fs::write(&path, pem).unwrap();
    format!("sslmode=require&sslrootcert={}", path.display())
}

#[tokio::test]
async fn a_connection_is_encrypted_and_its_server_verified() {
    let server = start();
    let folder = tempfile::tempdir().unwrap();
    let trusted = root_certificate(folder.path(), &server.certificate_pem);

    let store = open("localhost", server.port, &trusted).await.unwrap();
    let sql = "SELECT 1 FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl";
    assert!(store.read(async |tx| tx.exists(sql, &[]).await).await.unwrap());

    for (host, parameters, why) in [
        ("127.0.0.1", trusted.as_str(), "the certificate is for another name"),
        ("localhost", "sslmode=require", "the machine does not trust the certificate"),
    ] {
        let error = open(host, server.port, parameters).await.err().expect(why);
        assert_eq!(error.code(), "database_unreachable", "{why}");
    }
}

#[tokio::test]
async fn a_file_without_certificates_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = open("localhost", 1, &root_certificate(folder.path(), "nothing")).await.err().unwrap();
    assert!(error.to_string().contains("ca.pem"), "{error}");
}
