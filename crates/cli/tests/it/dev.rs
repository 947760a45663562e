use crate::support::Folder;

const HOST: &str = "auth.example.test:4400";

#[test]
fn json_is_exactly_one_line_on_standard_output() {
    let server = Folder::new().dev(&[]);
    let names: Vec<_> = server.ready.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["api_url", "dashboard_url", "frontend_api", "publishable_key", "secret_key"]);
    assert!(server.text("publishable_key").starts_with("pk_test_"));
    assert!(server.text("secret_key").starts_with("sk_test_"));
    assert!(server.text("frontend_api").starts_with("auth.nightdesk.localhost:"));
    assert!(server.text("dashboard_url").starts_with(server.text("api_url")));
    let (stdout, _) = server.end();
    assert_eq!(stdout, "");
}

#[test]
fn both_apis_answer_on_the_announced_port() {
    let server = Folder::new().dev(&[]);
    let answer = server.send("GET", "/v1/environment", &[], "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.header("clerk-db-jwt").is_some());
    let key = format!("Bearer {}", server.text("secret_key"));
    let answer = server.send("GET", "/v1/users", &[("Authorization", &key)], "");
    assert_eq!((answer.status, answer.body.as_str()), (200, "[]"));
}

#[test]
fn a_restart_keeps_the_keys() {
    let folder = Folder::new();
    let first = folder.dev(&["--frontend-api", HOST]);
    let keys = |ready: &serde_json::Value| (ready["publishable_key"].clone(), ready["secret_key"].clone());
    let before = keys(&first.ready);
    first.end();
    // A host that was once given by name stays.
    let second = folder.dev(&[]);
    assert_eq!(keys(&second.ready), before);
    assert_eq!(second.text("frontend_api"), HOST);
}

#[test]
fn one_database_holds_an_instance_of_each_environment() {
    let folder = Folder::new();
    let development = folder.dev(&["--frontend-api", HOST]);
    let test_key = development.text("secret_key").to_owned();
    development.end();
    let production = folder.dev(&["--frontend-api", HOST, "--environment", "production"]);
    assert!(production.text("publishable_key").starts_with("pk_live_"));
    let live_key = production.text("secret_key").to_owned();
    assert!(live_key.starts_with("sk_live_"));
    let users = |key: &str| {
        let key = format!("Bearer {key}");
        production.send("GET", "/v1/users", &[("Authorization", &key)], "").status
    };
    assert_eq!(users(&live_key), 200);
    assert_eq!(users(&test_key), 401, "the other instance is not served");
    // Its transport is the client token, not the development browser.
    assert!(production.send("GET", "/v1/environment", &[], "").header("clerk-db-jwt").is_none());
    production.end();
    let again = folder.dev(&["--environment", "production"]);
    assert_eq!(again.text("secret_key"), live_key);
}

#[test]
fn a_request_is_one_readable_log_line_without_its_query() {
    let server = Folder::new().dev(&[]);
    server.send("GET", "/v1/environment?__clerk_db_jwt=dvb_notforlogs", &[], "");
    let link = server.text("dashboard_url").to_owned();
    let path = link.strip_prefix(server.text("api_url")).unwrap();
    assert_eq!(server.send("GET", path, &[], "").status, 303);
    let secret_key = server.text("secret_key").to_owned();
    let (_, stderr) = server.end();
    assert!(stderr.contains(" INFO GET /v1/environment 200 "), "{stderr}");
    let token = path.split_once("token=").unwrap().1;
    for secret in ["notforlogs", token, &secret_key] {
        assert!(!stderr.contains(secret), "{stderr}");
    }
}

#[test]
fn a_page_that_was_opened_by_an_address_has_no_passkeys_and_that_is_no_error() {
    let server = Folder::new().dev(&[]);
    let key = format!("Bearer {}", server.text("secret_key"));
    let json = [("Authorization", &*key), ("Content-Type", "application/json")];
    assert_eq!(server.send("PATCH", "/v1/instance", &json, r#"{"passkeys_enabled":true}"#).status, 204);
    let browser = server.send("POST", "/v1/dev_browser", &[], "").json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/client/sign_ins?__clerk_db_jwt={browser}");
    let page = [("Origin", "http://127.0.0.1:4400"), ("Content-Type", "application/x-www-form-urlencoded")];
    let refused = server.send("POST", &path, &page, "strategy=passkey");
    assert_eq!(refused.json()["errors"][0]["code"], "form_param_value_invalid", "{}", refused.body);
    let (_, stderr) = server.end();
    assert!(stderr.contains(" 422 ") && !stderr.contains("ERROR"), "{stderr}");
}

#[test]
fn log_lines_are_json_when_asked_for() {
    let server = Folder::new().dev(&["--log-format", "json"]);
    server.send("GET", "/v1/environment", &[], "");
    let (_, stderr) = server.end();
    let lines: Vec<serde_json::Value> =
        stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let access = lines.iter().find(|line| line["target"] == "nightdesk::access").unwrap();
    assert_eq!((&access["method"], &access["route"]), (&"GET".into(), &"/v1/environment".into()));
    assert_eq!(access["status"], 200);
    assert!(access["duration_ms"].is_u64());
}

#[test]
fn the_life_of_session_tokens_is_kept_and_checked() {
    let folder = Folder::new();
    let server = folder.dev(&["--session-token-lifetime", "15"]);
    assert_eq!(lifetime(&server), 15);
    server.end();
    let server = folder.dev(&[]);
    assert_eq!(lifetime(&server), 15);
    server.end();
    let refusal = folder.refusal(&["dev", "--listen", "127.0.0.1:0", "--session-token-lifetime", "9"]);
    assert!(refusal.contains("between 10 and 3600 seconds"), "{refusal}");
}

fn lifetime(server: &crate::support::Dev) -> u64 {
    let cookie = crate::dashboard::open(server);
    let answer = server.send("GET", "/dashboard/api/instance", &[("Cookie", &cookie)], "");
    answer.json()["settings"]["session_token_lifetime_secs"].as_u64().unwrap()
}

#[test]
fn a_port_in_use_is_named_with_a_remedy() {
    let server = Folder::new().dev(&[]);
    let refusal = Folder::new().refusal(&["dev", "--json", "--listen", server.address()]);
    assert!(refusal.contains("error[address_in_use]") && refusal.contains("--listen"), "{refusal}");
}

#[test]
fn unusable_arguments_are_named_and_nothing_is_made() {
    let folder = Folder::new();
    for (argument, value, code) in [
        ("--listen", "nowhere", "listen_address_invalid"),
        ("--listen", "192.0.2.1:4400", "address_unavailable"),
        ("--frontend-api", "localhost:4400", "frontend_api_invalid"),
        ("--database", "mysql://x/y", "database_url_invalid"),
        ("--log", "=,=", "log_filter_invalid"),
    ] {
        let refusal = folder.refusal(&["dev", argument, value]);
        assert!(refusal.contains(&format!("error[{code}]")), "{argument} {value}: {refusal}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let folder = Folder::new();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "not a database, but dear to somebody; long enough to have a header").unwrap();
    let refusal = folder.refusal(&["dev", "--listen", "127.0.0.1:0", "--database", "sqlite://notes.txt"]);
    assert!(refusal.contains("error[database_not_a_database]"), "{refusal}");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("not a database"));
}

#[test]
fn help_explains_itself_with_examples() {
    let folder = Folder::new();
    for (args, example) in [
        (&["--help"][..], "nightdesk outbox --follow"),
        (&["dev", "--help"], "nightdesk dev --environment production"),
        (&["serve", "--help"], "smtp_host = "),
    ] {
        let output = folder.run(args);
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Usage: nightdesk") && text.contains(example), "{text}");
    }
}

#[test]
fn a_second_server_on_a_database_is_told_of_the_first() {
    let folder = Folder::new();
    let first = folder.dev(&[]);
    let (_, said) = folder.dev(&[]).end();
    assert!(said.contains("another `nightdesk dev` runs on this database"), "{said}");
    let (_, said) = folder.dev(&["--database", "sqlite://.nightdesk/other.db"]).end();
    assert!(!said.contains("another"), "{said}");
    let (_, said) = first.end();
    assert!(!said.contains("another"), "{said}");
    let (_, said) = folder.dev(&[]).end();
    assert!(!said.contains("another"), "{said}");
}
