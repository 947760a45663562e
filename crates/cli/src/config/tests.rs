use std::collections::HashMap;

use super::*;

const COMPLETE: &str = r#"
    listen = "127.0.0.1:0"
    database = "sqlite://n.db"
    frontend_api = "auth.example.com"
    app_name = "Example"
    tls = "proxy"
    smtp_host = "smtp.example.com"
    smtp_from = "no-reply@example.com"
"#;

fn read(toml: &str, environment: &[(&str, &str)]) -> Result<Settings, String> {
    let environment: HashMap<_, _> = environment.iter().copied().collect();
    let file = toml::from_str(toml).expect("the test's own file");
    settings(file, |name| environment.get(name).map(ToString::to_string))
        .map_err(|failure| failure.to_string())
}

fn refusal(toml: &str, environment: &[(&str, &str)]) -> String {
    read(toml, environment).err().expect("these settings are refused")
}

#[test]
fn a_complete_file_is_enough_and_the_environment_wins() {
    let settings =
        read(COMPLETE, &[("NIGHTDESK_APP_NAME", "Other"), ("NIGHTDESK_SMTP_PORT", "2525")]).unwrap();
    assert_eq!((settings.app_name.as_str(), settings.smtp.port), ("Other", 2525));
    assert!(matches!(settings.smtp.encryption, SmtpEncryption::StartTls));
}

#[test]
fn everything_that_is_missing_is_listed_at_once() {
    let text = refusal("", &[]);
    assert!(text.contains("config_incomplete"));
    for name in ["listen", "database", "frontend_api", "app_name", "tls", "smtp_host", "smtp_from"] {
        assert!(text.contains(&format!("- {name} is missing")), "{name}: {text}");
        assert!(text.contains(&format!("NIGHTDESK_{}", name.to_uppercase())), "{name}: {text}");
    }
}

#[test]
fn contradictions_and_bad_values_are_named() {
    let with_user = format!("{COMPLETE}\nsmtp_user = \"me\"");
    assert!(refusal(&with_user, &[]).contains("NIGHTDESK_SMTP_PASSWORD is not"));
    assert!(refusal(COMPLETE, &[("NIGHTDESK_TLS", "files")]).contains("tls_certificate is missing"));
    assert!(refusal(COMPLETE, &[("NIGHTDESK_FRONTEND_API", "localhost")]).contains("no dot"));
    assert!(refusal(COMPLETE, &[("NIGHTDESK_LISTEN", "443")]).contains("127.0.0.1:4400"));
    let text = refusal(&with_user, &[("NIGHTDESK_DATABASE", "postgres://me:hunter2@")]);
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn a_setting_that_does_not_exist_is_refused() {
    assert!(toml::from_str::<File>("smtp_pasword = \"x\"").unwrap_err().to_string().contains("smtp_pasword"));
}
