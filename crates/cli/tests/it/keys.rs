use crate::support::{Dev, Folder};

fn status(server: &Dev, key: &str) -> u16 {
    server.send("GET", "/v1/users", &[("Authorization", &format!("Bearer {key}"))], "").status
}

fn stdout(output: std::process::Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_created_key_opens_the_backend_api_until_it_is_revoked() {
    let folder = Folder::new();
    let server = folder.dev(&[]);
    let key = stdout(folder.run(&["keys", "create", "--name", "Billing"]));
    assert_eq!(status(&server, key.trim()), 200);

    let list = stdout(folder.run(&["keys", "list", "--json"]));
    assert!(!list.contains(key.trim()));
    let listed: Vec<serde_json::Value> =
        list.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let id = listed.iter().find(|key| key["name"] == "Billing").unwrap()["id"].as_str().unwrap();
    stdout(folder.run(&["keys", "revoke", id]));
    assert_eq!(status(&server, key.trim()), 401);
    assert_eq!(status(&server, server.text("secret_key")), 200);
}

#[test]
fn the_last_key_stays() {
    let folder = Folder::new();
    folder.dev(&[]).end();
    let list = stdout(folder.run(&["keys", "list"]));
    let id = list.split_whitespace().next().unwrap();
    assert!(folder.refusal(&["keys", "revoke", id]).contains("error[last_secret_key]"));
    assert!(folder.refusal(&["keys", "revoke", "seckey_none"]).contains("error[key_missing]"));
}

#[test]
fn a_missing_instance_is_named() {
    let folder = Folder::new();
    folder.dev(&[]).end();
    let refusal = folder.refusal(&["keys", "list", "--environment", "production"]);
    assert!(refusal.contains("error[instance_missing]"), "{refusal}");
}
