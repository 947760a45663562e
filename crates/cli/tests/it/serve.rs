use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::{Folder, send};

const COMPLETE: &str = "listen = \"127.0.0.1:0\"\ndatabase = \"sqlite://n.db\"\nfrontend_api = \"auth.example.com\"\n\
    app_name = \"Example\"\nsmtp_host = \"127.0.0.1\"\nsmtp_from = \"a@example.com\"\n";

/// A running production server, where it listens, and what it logged until it did.
struct Serving {
    child: Child,
    address: String,
    said: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Nobody reads its log any more, and it serves all the same.
fn serve(folder: &Folder, more: &str) -> Serving {
    serve_logged(folder, more, "json").0
}

/// With the rest of its log.
fn serve_logged(folder: &Folder, more: &str, format: &str) -> (Serving, impl Iterator<Item = String>) {
    std::fs::write(folder.path().join("n.toml"), format!("{COMPLETE}{more}")).unwrap();
    assert!(folder.run(&["migrate", "--database", "sqlite://n.db"]).status.success());
    serving(folder, format)
}

/// What `n.toml` describes.
fn serving(folder: &Folder, format: &str) -> (Serving, impl Iterator<Item = String>) {
    let child = folder
        .command(&["serve", "--config", "n.toml", "--log-format", format])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut serving = Serving { child, address: String::new(), said: String::new() };
    let mut lines = BufReader::new(serving.child.stderr.take().unwrap()).lines().map_while(Result::ok);
    for line in lines.by_ref() {
        let after = line.split_once("\"address\":\"").or_else(|| line.split_once("address="));
        if let Some((_, after)) = after {
            let end = after.find(['"', ' ']).unwrap();
            after[..end].clone_into(&mut serving.address);
            return (serving, lines);
        }
        serving.said.push_str(&line);
    }
    panic!("the server did not start: {}", serving.said);
}

#[test]
fn what_a_failed_request_logs_has_the_id_of_its_answer_and_says_which_server_was_asked() {
    for format in ["json", "text"] {
        let folder = Folder::new();
        let more = "tls = \"proxy\"\nbreached_passwords_url = \"http://127.0.0.1:1\"";
        let (mut server, log) = serve_logged(&folder, more, format);
        let create = ["keys", "create", "--database", "sqlite://n.db", "--environment", "production"];
        let key = format!("Bearer {}", String::from_utf8(folder.run(&create).stdout).unwrap().trim());
        let headers = [("Authorization", key.as_str()), ("Content-Type", "application/json")];
        let post = |path, body| send(&server.address, "POST", path, &headers, body);
        let invited = post("/v1/invitations", "{\"email_address\": \"ada@example.com\"}");
        assert_eq!(invited.status, 503, "{}", invited.body);
        let body = "{\"email_address\": [\"bob@example.com\"], \"password\": \"correct horse battery\"}";
        let made = post("/v1/users", body);
        assert_eq!(made.status, 200, "{}", made.body);
        let ended = Command::new("kill").arg(server.child.id().to_string()).status().unwrap();
        assert!(ended.success() && server.child.wait().unwrap().success());

        let log: Vec<_> = log.collect();
        let of = |id: &str| log.iter().filter(|line| line.contains(id)).collect::<Vec<_>>();
        let trace_id = invited.json()["clerk_trace_id"].as_str().unwrap().to_owned();
        assert_eq!(invited.header("x-request-id"), Some(trace_id.as_str()));
        let [failure, access] = of(&trace_id)[..] else { panic!("{trace_id} in {log:#?}") };
        assert!(failure.contains("WARN") && failure.contains("127.0.0.1:587"), "{failure}");
        let made_id = made.header("x-request-id").unwrap();
        let of_made = of(made_id);
        let warning = of_made[0];
        assert!(warning.contains("WARN") && warning.contains("efused"), "{warning}");
        assert!(!warning.contains("/range"), "{warning}");
        if format == "json" {
            let [failure, access, warning] =
                [failure, access, warning].map(|line| serde_json::from_str::<Value>(line).unwrap());
            assert_eq!((&failure["request_id"], failure["level"].as_str()), (&json!(trace_id), Some("WARN")));
            assert_eq!((&access["request_id"], &access["status"]), (&json!(trace_id), &json!(503)));
            assert_eq!((&warning["request_id"], &warning["host"]), (&json!(made_id), &json!("127.0.0.1")));
        } else {
            assert!(failure.ends_with(&format!(" request_id={trace_id}")), "{failure}");
            assert!(access.ends_with(&format!("ms {trace_id}")), "{access}");
            assert!(warning.contains("host=\"127.0.0.1\""), "{warning}");
            assert_eq!(of_made.len(), 1, "a request that is served keeps its line short: {of_made:?}");
        }
    }
}

#[test]
fn a_complete_configuration_serves_its_production_instance() {
    let folder = Folder::new();
    let dist = folder.path().join("kept/@clerk/ui/1.0.0/dist");
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("a.js"), "ui()").unwrap();
    let more = "tls = \"proxy\"\nassets = \"kept\"\nassets_cdn = \"https://cdn.example/npm\"";
    let server = serve(&folder, more);
    let answer = send(&server.address, "GET", "/v1/environment", &[], "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["display_config"]["instance_environment_type"], "production");

    let script = |package| send(&server.address, "GET", &format!("/npm/@clerk/{package}/dist/a.js"), &[], "");
    assert_eq!((script("ui@1").status, script("ui@1").body), (200, "ui()".to_owned()));
    assert_eq!(script("ui@2").header("location"), Some("https://cdn.example/npm/@clerk/ui@2/dist/a.js"));

    let database = ["--database", "sqlite://n.db", "--environment", "production"];
    let key = folder.run(&[&["keys", "create"][..], &database].concat()).stdout;
    let key = format!("Bearer {}", String::from_utf8(key).unwrap().trim());
    assert_eq!(send(&server.address, "GET", "/v1/users", &[("Authorization", &key)], "").status, 200);
    let link = String::from_utf8(folder.run(&[&["dashboard"][..], &database].concat()).stdout).unwrap();
    assert!(link.starts_with("https://auth.example.com/dashboard/open?token="), "{link}");
}

#[test]
fn the_development_instance_answers_on_its_host_where_that_is_asked_for_and_sends_nothing() {
    let folder = Folder::new();
    let dev = folder.dev(&["--database", "sqlite://n.db", "--frontend-api", "auth.dev.example.com"]);
    let key = format!("Bearer {}", dev.text("secret_key"));
    dev.end();
    let whose = |server: &Serving, host| {
        let headers = [("X-Forwarded-Host", host)];
        let answer = send(&server.address, "GET", "/v1/environment", &headers, "");
        answer.json()["display_config"]["instance_environment_type"].as_str().unwrap().to_owned()
    };
    let invite = |server: &Serving| {
        let headers = [("Authorization", key.as_str()), ("Content-Type", "application/json")];
        let body = "{\"email_address\": \"ada@example.com\"}";
        send(&server.address, "POST", "/v1/invitations", &headers, body).status
    };
    let alone = serve(&folder, "tls = \"proxy\"");
    assert_eq!((whose(&alone, "auth.dev.example.com").as_str(), invite(&alone)), ("production", 401));
    drop(alone);
    let both = serve(&folder, "tls = \"proxy\"\ninstances = \"all\"");
    assert_eq!(whose(&both, "auth.dev.example.com"), "development");
    assert_eq!(whose(&both, "auth.example.com"), "production");
    assert_eq!(whose(&both, "10.0.0.1"), "production");
    assert_eq!(invite(&both), 200, "no mail server is there to send it");
    let outbox = folder.run(&["outbox", "--json", "--database", "sqlite://n.db"]).stdout;
    assert!(String::from_utf8(outbox).unwrap().contains("ada@example.com"));
}

#[test]
fn with_a_certificate_of_its_own_nothing_is_served_in_the_clear() {
    let folder = Folder::new();
    folder.dev(&[]).end();
    let certificate = "tls = \"files\"\ntls_certificate = \".nightdesk/server.pem\"\ntls_key = \".nightdesk/server-key.pem\"\n";
    let server = serve(&folder, certificate);
    let answer = send(&server.address, "GET", "/v1/environment", &[], "");
    assert_eq!((answer.status, answer.body.as_str()), (400, "This port speaks HTTPS only.\n"));
    let event: Value = serde_json::from_str(&server.said).unwrap();
    assert_eq!(
        (event["level"].as_str(), event["frontend_api"].as_str()),
        (Some("WARN"), Some("auth.example.com"))
    );
    assert!(event["reason"].as_str().unwrap().contains("not valid for name \"auth.example.com\""), "{event}");
}

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
fn a_host_that_is_not_the_instance_s_is_refused_until_the_instance_is_moved() {
    let folder = Folder::new();
    drop(serve(&folder, "tls = \"proxy\""));
    let file = COMPLETE.replace("auth.example.com", "login.example.com");
    std::fs::write(folder.path().join("moved.toml"), format!("{file}tls = \"proxy\"")).unwrap();
    let refusal = folder.refusal(&["serve", "--config", "moved.toml"]);
    assert!(refusal.contains("error[frontend_api_changed]"), "{refusal}");
    let (_, remedy) = refusal.split_once("nightdesk migrate ").unwrap();
    let remedy: Vec<_> = remedy.trim_end_matches(".\n").split(' ').collect();
    let moved = folder.run(&[&["migrate"], &remedy[..]].concat());
    let moved = String::from_utf8(moved.stdout).unwrap();
    assert!(moved.contains("at login.example.com") && moved.contains("pk_live_"), "{moved}");
    let refusal = folder.refusal(&["serve", "--config", "n.toml"]);
    assert!(refusal.contains("is at login.example.com"), "{refusal}");
}

#[test]
fn a_port_may_change_and_so_may_the_host_of_a_local_server() {
    let folder = Folder::new();
    folder.dev(&["--database", "sqlite://n.db", "--environment", "production"]).end();
    drop(serve(&folder, "tls = \"proxy\""));
    let file = COMPLETE.replace("auth.example.com", "auth.example.com:8443");
    std::fs::write(folder.path().join("n.toml"), format!("{file}tls = \"proxy\"")).unwrap();
    drop(serving(&folder, "json"));
}

#[test]
fn a_development_server_gives_the_instance_no_key_in_the_clear() {
    let folder = Folder::new();
    drop(serve(&folder, "tls = \"proxy\""));
    let instance = ["--database", "sqlite://n.db", "--environment", "production"];
    let refusal = folder.refusal(&[&["dev", "--listen", "127.0.0.1:0"], &instance[..]].concat());
    assert!(refusal.contains("error[instance_of_serve]"), "{refusal}");
    let keys = folder.run(&[&["keys", "list", "--json"], &instance[..]].concat());
    assert_eq!(String::from_utf8(keys.stdout).unwrap(), "");
    // The other instance is made as ever.
    folder.dev(&["--database", "sqlite://n.db"]).end();
}

#[test]
fn tables_are_said_to_be_made_upgraded_or_there() {
    let folder = Folder::new();
    let said = || {
        let output = folder.run(&["migrate", "--database", "sqlite://n.db"]).stdout;
        String::from_utf8(output).unwrap()
    };
    assert_eq!(said(), "sqlite://n.db has its tables now\n");
    assert_eq!(said(), "sqlite://n.db is up to date\n");
    let moving = ["migrate", "--database", "sqlite://n.db", "--frontend-api", "login.example.com"];
    let nothing = folder.run(&moving);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("error[instance_missing]"));
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_named_and_not_shown() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    let refused = |name: &str| {
        let password = std::ffi::OsStr::from_bytes(b"hush\xfc");
        let output = folder.command(&["serve"]).env(name, password).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = refused("NIGHTDESK_SMTP_PASSWORD");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("NIGHTDESK_SMTP_PASSWORD in the environment is not UTF-8"), "{said}");
    assert!(!said.contains("hush"), "{said}");
    assert!(refused("SOMEBODY_ELSES").1.contains("config_incomplete"));
}

#[test]
fn a_database_that_was_not_migrated_is_not_touched() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("n.toml"), format!("{COMPLETE}tls = \"proxy\"")).unwrap();
    let refusal = folder.refusal(&["serve", "--config", "n.toml"]);
    assert!(
        refusal.contains("error[database_missing]") && refusal.contains("nightdesk migrate"),
        "{refusal}"
    );
    assert!(!folder.path().join("n.db").exists());
}
