use super::*;
use crate::config::source::environment_name;

const COMPLETE: &str = r#"
listen = "0.0.0.0:443"
database = "postgres://nightdesk:hush@db.internal/nightdesk"
frontend_api = "auth.example.com"
app_name = "Example"
tls = "proxy"
smtp_host = "smtp.example.com"
smtp_from = "Example <no-reply@example.com>"
"#;

fn parse_with(file: &str, environment: &[(&str, &str)]) -> Result<ServeConfig, Vec<String>> {
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let source = Source::new(file, environment).expect("TOML");
    parse(source).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn problems(file: &str, environment: &[(&str, &str)]) -> Vec<String> {
    parse_with(file, environment).err().expect("refused")
}

#[test]
fn a_file_that_is_not_toml_is_refused_by_line_without_quoting_it() {
    let error =
        Source::new("listen = \"x\"\nsmtp_password = hush\n", std::iter::empty()).err().expect("refused");
    let text = error.to_string();
    assert!(
        text.contains("config_unreadable") && text.contains("line 2") && !text.contains("hush"),
        "{text}"
    );
}

#[test]
fn a_complete_file_is_taken_with_defaults_for_the_rest() {
    let config = parse_with(COMPLETE, &[]).map_err(|problems| problems.join("\n")).expect("complete");
    assert_eq!(config.tls, Tls::Proxy);
    assert_eq!(config.smtp.port, 587);
    assert_eq!(config.trusted_proxies, TrustedProxies::loopback());
    assert_eq!(config.breached_passwords_url.as_deref(), Some(nightdesk_server::PWNED_PASSWORDS));
    let own = parse_with(COMPLETE, &[("NIGHTDESK_BREACHED_PASSWORDS_URL", "none")]);
    assert_eq!(own.map_err(|problems| problems.join("\n")).expect("complete").breached_passwords_url, None);
}

#[test]
fn nothing_at_all_lists_every_required_setting_by_both_names() {
    let problems = problems("", &[]);
    for name in ["listen", "database", "frontend_api", "app_name", "tls", "smtp_host", "smtp_from"] {
        let both = format!("{name} (or NIGHTDESK_{}): not set", name.to_ascii_uppercase());
        assert!(problems.iter().any(|problem| problem.starts_with(&both)), "{both} in {problems:?}");
    }
    assert_eq!(problems.len(), 7);
}

#[test]
fn the_environment_wins_over_the_file() {
    let config =
        parse_with(COMPLETE, &[("NIGHTDESK_FRONTEND_API", "login.example.com"), ("NIGHTDESK_APP_NAME", "")]);
    let config = config.map_err(|problems| problems.join("\n"));
    assert_eq!(config.as_ref().map(|config| config.frontend_api.as_str()), Ok("login.example.com"));
}

#[test]
fn contradictions_are_named() {
    let cases = [
        ("tls_key = \"k.pem\"", "tls (or NIGHTDESK_TLS): \"proxy\" contradicts"),
        ("smtp_user = \"u\"", "smtp_password (or NIGHTDESK_SMTP_PASSWORD): not set, though smtp_user is"),
        ("smtp_user = \"u\"\nsmtp_password = \"hush\"\nsmtp_encryption = \"none\"", "in the clear"),
        ("smtp_port = 99999", "is not a port"),
        ("smpt_user = \"u\"", "there is no such setting"),
        ("trusted_proxies = \"proxy.internal\"", "is not addresses and networks"),
        ("assets = [\"a\", \"b\"]", "is a list or a table"),
        ("log_format = \"json\"", "is not read from the file"),
        ("trust_forwarded_for = true", "Name your proxies in trusted_proxies"),
    ];
    for (line, expected) in cases {
        let problems = problems(&format!("{COMPLETE}{line}"), &[]);
        assert!(problems.len() == 1 && problems[0].contains(expected), "{line}: {problems:?}");
        assert!(!problems[0].contains("hush"), "{problems:?}");
    }
}

#[test]
fn a_mail_server_is_a_host_without_scheme_and_port() {
    let with = |host: &str| problems(COMPLETE, &[("NIGHTDESK_SMTP_HOST", host)]);
    for host in ["smtp://smtp.example.com", "smtp.example.com:587", "smtp.example.com/"] {
        let problems = with(host);
        assert!(problems.len() == 1 && problems[0].contains("smtp_port"), "{host}: {problems:?}");
    }
    assert!(parse_with(COMPLETE, &[("NIGHTDESK_SMTP_HOST", "::1")]).is_ok());
}

#[test]
fn variables_that_only_look_like_settings_are_noticed() {
    let names = ["TLSS", "SMTP_PORT", "LOG", "SERVICE_HOST", "PORT_443_TCP", "PORT"];
    let environment = names.map(|name| (environment_name(name), String::new()));
    let source = Source::new("", environment.into_iter()).expect("TOML");
    let _ = source.get("smtp_port");
    assert_eq!(source.unknown_variables(), ["NIGHTDESK_TLSS"]);
}

#[test]
fn proxies_are_believed_where_they_are_named() {
    let with = |file: &str| parse_with(file, &[]).map_err(|problems| problems.join("\n")).expect("complete");
    let named = with(&format!("{COMPLETE}trusted_proxies = [\"10.0.0.0/8\", \"loopback\"]"));
    assert_eq!(named.trusted_proxies, "10.0.0.0/8, loopback".parse().expect("networks"));
    let nobody = with(&format!("{COMPLETE}trusted_proxies = \"none\""));
    assert_eq!(nobody.trusted_proxies, TrustedProxies::default());
    let files = "\"files\"\ntls_certificate = \"c.pem\"\ntls_key = \"k.pem\"";
    assert_eq!(with(&COMPLETE.replace("\"proxy\"", files)).trusted_proxies, TrustedProxies::default());
}

#[test]
fn the_development_instance_is_served_where_that_is_asked_for() {
    let with = |more: &str| parse_with(&format!("{COMPLETE}{more}"), &[]).map(|config| config.instances);
    assert_eq!(with(""), Ok(ServedInstances::Production));
    assert_eq!(with("instances = \"all\""), Ok(ServedInstances::All));
    let odd = with("instances = \"development\"").expect_err("refused");
    assert!(odd[0].contains("is not \"production\" or \"all\""), "{odd:?}");
}

#[test]
fn files_need_certificate_and_key() {
    let problems = problems(&COMPLETE.replace("\"proxy\"", "\"files\""), &[]);
    assert!(problems[0].starts_with("tls_certificate") && problems[1].starts_with("tls_key"), "{problems:?}");
}

#[test]
fn a_bad_database_url_never_shows_its_password() {
    let problems = problems(COMPLETE, &[("NIGHTDESK_DATABASE", "mysql://root:hush@db/x")]);
    assert!(problems[0].starts_with("database") && !problems[0].contains("hush"), "{problems:?}");
}

#[test]
fn scripts_of_the_browser_sdk_come_from_a_folder_or_an_address_of_the_web() {
    let with = |more: &str| parse_with(&format!("{COMPLETE}{more}"), &[]);
    let config = with("").expect("complete");
    assert_eq!((config.assets, config.assets_cdn), (None, None));
    let config =
        with("assets = \"/srv/assets\"\nassets_cdn = \"https://cdn.example/npm/\"").expect("complete");
    assert_eq!(config.assets, Some("/srv/assets".into()));
    assert_eq!(config.assets_cdn.as_deref(), Some("https://cdn.example/npm"));
    assert_eq!(with("assets_cdn = \"cdn\"").err().expect("refused").len(), 1);
}

#[test]
fn text_messages_are_optional_and_their_headers_are_lines() {
    let config = parse_with(COMPLETE, &[]).map_err(|problems| problems.join("\n")).expect("complete");
    assert!(config.sms.is_none());
    let headers = "Authorization: Bearer hush\n\nX-From: Acme: Berlin";
    let environment =
        [("NIGHTDESK_SMS_URL", "https://sms.example.com/send"), ("NIGHTDESK_SMS_HEADERS", headers)];
    let config =
        parse_with(COMPLETE, &environment).map_err(|problems| problems.join("\n")).expect("complete");
    let headers = config.sms.expect("set").headers;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(headers, [pair("Authorization", "Bearer hush"), pair("X-From", "Acme: Berlin")]);
    let alone = problems(COMPLETE, &[("NIGHTDESK_SMS_BODY", "{}")]);
    assert!(alone.iter().any(|problem| problem.starts_with("sms_url")), "{alone:?}");
    let odd = problems(COMPLETE, &[environment[0], ("NIGHTDESK_SMS_HEADERS", "hush")]);
    assert!(
        odd.iter().any(|problem| problem.starts_with("sms_headers") && !problem.contains("hush")),
        "{odd:?}"
    );
}
