use std::{fs, path::Path, process::Output};

use serde_json::{Value, json};

use crate::support::{Dev, Folder};

/// Worker of a client of `auth.example.invalid`.
const WORKER: &str = "create({publishableKey:'pk_test_YXV0aC5leGFtcGxlLmludmFsaWQk'})";

const GOOD: &str = r#"{
  "manifest_version": 3,
  "name": "Fixture", // a comment, which browsers allow
  "version": "1.0",
  "key": "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkefcoy91p93ZMzct2rO0hkn25YXVXPN1eYuynPO5mapaPEmfQKWFtBkzekPInEIXIKD7GfdDxFGokGA7GFQtTLhSEUMS2iPHLLKX3ass9NtNqUFJYQjY6Mr5TcT2lm9qdRYuvnHYH43scgte2Ff7H3kfUzRLsTZcXh5YRws93EGUxxh6kpBJ2wlBJgdVC7ZVoEw3+M9Xw/i+vP4Xl5MLGjGgJk+eJA4GkpzPfqd9p1mRsURwaIl24cTnRTSx5LVsqYWLp5Zm2hLAict/GToSTxAUemuBvc/JiiD6AGL0RxbjTpslZo/yAkmZW4nfxG4ryA64cXehHh+h91w7M/x9FQIDAQAB",
  "minimum_chrome_version": "116",
  "background": { "service_worker": "worker.js" },
  "permissions": ["storage"],
  "host_permissions": ["https://auth.example.invalid/*"]
}
"#;

fn write(folder: &Path, manifest: &str, worker: &str) {
    fs::create_dir_all(folder.join("dist")).unwrap();
    fs::write(folder.join("dist/manifest.json"), manifest).unwrap();
    fs::write(folder.join("dist/worker.js"), worker).unwrap();
}

/// Runs it on the folder, without asking a server.
fn doctor(folder: &Folder, args: &[&str]) -> Output {
    folder.run(&[&["doctor", "dist", "--offline"], args].concat())
}

fn report(folder: &Folder, args: &[&str]) -> Value {
    serde_json::from_slice(&doctor(folder, &[&["--json"], args].concat()).stdout).unwrap()
}

fn codes(report: &Value) -> Vec<&str> {
    let codes =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap());
    codes.filter(|code| *code != "server_not_asked").collect()
}

#[test]
fn a_good_extension_has_nothing_to_complain_about() {
    let folder = Folder::new();
    write(folder.path(), GOOD, WORKER);
    let output = doctor(&folder, &["--strict"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("server_not_asked") && text.contains("\n1 note.\n"), "{text}");
    assert!(text.contains("afgmcokapbekdjonmmonppdlhblphhki (from its key)"), "{text}");
    assert!(!text.contains('\u{1b}'), "colours are for terminals");
}

#[test]
fn findings_have_code_place_and_remedy_and_end_with_1() {
    let folder = Folder::new();
    write(folder.path(), &GOOD.replace("\"storage\"", ""), WORKER);
    let output = doctor(&folder, &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("error    manifest_storage_missing  manifest.json:8\n"), "{text}");
    assert!(text.contains("-> Add \"storage\" to \"permissions\". (--fix does this.)"), "{text}");
    assert!(text.contains("\n1 error, 1 note. --fix can do something about 1.\n"), "{text}");
    let finding = &report(&folder, &[])["findings"][0];
    assert_eq!((&finding["file"], &finding["line"]), (&json!("manifest.json"), &json!(8)));
    assert_eq!((&finding["severity"], &finding["fixable"]), (&json!("error"), &json!(true)));
}

#[test]
fn warnings_fail_only_when_asked() {
    let folder = Folder::new();
    write(folder.path(), GOOD, &format!("{WORKER};eval('1')"));
    assert_eq!(doctor(&folder, &[]).status.code(), Some(0));
    assert_eq!(doctor(&folder, &["--strict"]).status.code(), Some(1));
}

#[test]
fn what_is_no_extension_ends_with_2() {
    let folder = Folder::new();
    write(folder.path(), GOOD, WORKER);
    for args in [&["doctor", "."][..], &["doctor", "gone"], &["doctor", "dist/worker.js"]] {
        let output = folder.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            String::from_utf8(output.stderr).unwrap().contains("error[extension_unreadable]"),
            "{args:?}"
        );
    }
    let output = doctor(&folder, &["--extension-id", "short"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("error[extension_id_invalid]"));
}

#[test]
fn fixing_adds_what_is_missing_and_shows_it() {
    let folder = Folder::new();
    let broken = GOOD
        .replace("[\"storage\"]", "[]")
        .replace("https://auth.example.invalid/*", "https://api.example/*");
    let worker =
        format!("{WORKER};create({{publishableKey:k,syncHost:'https://app.example.com'}});export {{}}");
    write(folder.path(), &broken, &worker);
    let output = doctor(&folder, &["--fix"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("\n1 note.\n"), "{text}");
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("\n+  \"permissions\": [\"storage\", \"cookies\"],\n")
    );
    let fixed = fs::read_to_string(folder.path().join("dist/manifest.json")).unwrap();
    assert!(fixed.contains("\"type\": \"module\"") && fixed.contains("// a comment"), "{fixed}");
    for kept in broken.lines().filter(|line| line.contains("name") || line.contains("\"key\"")) {
        assert!(fixed.contains(kept), "{kept}");
    }
    assert_eq!(report(&folder, &["--fix"])["fixed"], 0, "a second time there is nothing to add");
    assert_eq!(fs::read_to_string(folder.path().join("dist/manifest.json")).unwrap(), fixed);
}

#[test]
fn without_fix_nothing_is_written() {
    let folder = Folder::new();
    let broken = GOOD.replace("[\"storage\"]", "[]");
    write(folder.path(), &broken, WORKER);
    doctor(&folder, &[]);
    assert_eq!(fs::read_to_string(folder.path().join("dist/manifest.json")).unwrap(), broken);
}

#[test]
fn a_secret_key_is_found_and_never_shown() {
    let folder = Folder::new();
    let secret = "sk_test_QWxsIHlvdXIgdXNlcnMgYXJlIGJlbG9uZyB0byB1cw";
    write(folder.path(), GOOD, &format!("{WORKER};a='{secret}'"));
    assert_eq!(codes(&report(&folder, &[])), ["secret_key_shipped"]);
    for args in [&["--json"][..], &[]] {
        let output = doctor(&folder, args);
        assert_eq!(output.status.code(), Some(1));
        assert!(!String::from_utf8([output.stdout, output.stderr].concat()).unwrap().contains(&secret[9..]));
    }
}

/// An extension for the instance of a running server.
fn write_for(folder: &Folder, server: &Dev) {
    let manifest = GOOD.replace("https://auth.example.invalid/*", "*://auth.nightdesk.localhost/*");
    write(
        folder.path(),
        &manifest,
        &format!("create({{publishableKey:'{}'}})", server.text("publishable_key")),
    );
}

/// What it finds with the server's help.
fn asked(folder: &Folder, args: &[&str]) -> Value {
    let output = folder.run(&[&["doctor", "dist", "--json"], args].concat());
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn allow(server: &Dev, origin: &str) {
    let bearer = format!("Bearer {}", server.text("secret_key"));
    let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    let body = json!({"allowed_origins": [origin]}).to_string();
    assert_eq!(server.send("PATCH", "/v1/instance", &headers, &body).status, 204);
}

#[test]
fn the_server_is_asked_whether_it_allows_the_extension() {
    let folder = Folder::new();
    let server = folder.dev(&[]);
    write_for(&folder, &server);
    let secret = ["--secret-key", server.text("secret_key")];
    assert_eq!(
        codes(&asked(&folder, &[])),
        Vec::<&str>::new(),
        "without a list development serves extensions"
    );
    assert_eq!(codes(&asked(&folder, &secret)), Vec::<&str>::new());

    allow(&server, "https://app.example.com");
    assert_eq!(codes(&asked(&folder, &[])), ["origin_not_allowed"]);
    let told = asked(&folder, &secret);
    assert_eq!(codes(&told), ["origin_not_allowed"]);
    let remedy = told["findings"][0]["remedy"].as_str().unwrap();
    assert!(
        remedy.contains("https://app.example.com") && remedy.contains("afgmcokapbekdjonmmonppdlhblphhki"),
        "{remedy}"
    );

    allow(&server, "chrome-extension://afgmcokapbekdjonmmonppdlhblphhki");
    assert_eq!(codes(&asked(&folder, &secret)), Vec::<&str>::new());
}

#[test]
fn a_secret_key_of_nobody_and_a_server_that_is_gone_are_found() {
    let folder = Folder::new();
    let server = folder.dev(&[]);
    write_for(&folder, &server);
    let report = asked(&folder, &["--secret-key", "sk_test_none"]);
    assert_eq!(codes(&report), ["secret_key_rejected"]);
    assert!(!report.to_string().contains("sk_test_none"));
    server.end();
    assert_eq!(codes(&asked(&folder, &[])), ["server_unreachable"]);
}

#[test]
fn a_secret_key_goes_only_where_it_was_told_to_go() {
    let folder = Folder::new();
    write(folder.path(), GOOD, WORKER);
    for url in ["http://auth.example.com", "ftp://auth.example.com", "auth.example.com"] {
        let output = folder.run(&["doctor", "dist", "--secret-key", "sk_test_none", "--api-url", url]);
        assert_eq!(output.status.code(), Some(2), "{url}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("error[api_url_invalid]"), "{url}");
    }
}
