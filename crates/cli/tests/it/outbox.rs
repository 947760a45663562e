use crate::support::Folder;

#[test]
fn the_code_of_a_sign_up_is_printed() {
    let folder = Folder::new();
    let server = folder.dev(&[]);
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let body = "email_address=ada%40example.com&password=a-long-winded-passphrase-7";
    let answer = server.send("POST", "/v1/client/sign_ups", &form, body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let browser = answer.header("clerk-db-jwt").unwrap();
    let id = answer.json()["response"]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/client/sign_ups/{id}/prepare_verification?__clerk_db_jwt={browser}");
    let answer = server.send("POST", &path, &form, "strategy=email_code");
    assert_eq!(answer.status, 200, "{}", answer.body);

    let output = folder.run(&["outbox", "--json"]);
    let line = String::from_utf8(output.stdout).unwrap();
    let message: serde_json::Value = serde_json::from_str(line.trim()).unwrap();
    assert_eq!(message["to"], "ada@example.com");
    let code = message["code"].as_str().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");

    let text = String::from_utf8(folder.run(&["outbox"]).stdout).unwrap();
    assert!(text.contains("To: ada@example.com\n") && text.contains(&format!("Code: {code}\n")), "{text}");
}

#[test]
fn looking_where_no_server_was_makes_no_database() {
    let folder = Folder::new();
    let refusal = folder.refusal(&["outbox"]);
    assert!(refusal.contains("error[database_missing]") && refusal.contains("--database"), "{refusal}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
