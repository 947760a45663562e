use crate::support::Folder;

#[test]
fn everything_that_is_missing_is_listed_at_once() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("n.toml"), "listen = \"127.0.0.1:0\"\ntls = \"files\"\n").unwrap();
    let refusal = folder.refusal(&["serve", "--config", "n.toml"]);
    assert!(refusal.contains("error[config_incomplete]"), "{refusal}");
    for name in
        ["database", "frontend_api", "app_name", "tls_certificate", "tls_key", "smtp_host", "smtp_from"]
    {
        let line = format!("- {name} (or NIGHTDESK_{}): not set", name.to_ascii_uppercase());
        assert!(refusal.contains(&line), "{line} is missing in {refusal}");
    }
    assert!(!refusal.contains("- listen"), "{refusal}");
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = Folder::new();
    assert!(folder.refusal(&["serve", "--config", "none.toml"]).contains("none.toml"));
    std::fs::write(folder.path().join("n.toml"), "smtp_password = hush").unwrap();
    let refusal = folder.refusal(&["serve", "--config", "n.toml"]);
    assert!(refusal.contains("error[config_unreadable]") && !refusal.contains("hush"), "{refusal}");
}

#[test]
fn a_database_that_was_not_migrated_is_not_touched() {
    let folder = Folder::new();
    let settings = "listen = \"127.0.0.1:0\"\ndatabase = \"sqlite://n.db\"\nfrontend_api = \"auth.example.com\"\n\
        app_name = \"Example\"\ntls = \"proxy\"\nsmtp_host = \"127.0.0.1\"\nsmtp_from = \"a@example.com\"\n";
    std::fs::write(folder.path().join("n.toml"), settings).unwrap();
    let refusal = folder.refusal(&["serve", "--config", "n.toml"]);
    assert!(refusal.contains("error[database_"), "{refusal}");
}
