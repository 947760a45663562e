use std::{
    io::Write as _,
    process::{Output, Stdio},
};

use serde_json::json;

use crate::support::{Dev, Folder};

const WHO: &str = "ada@example.com";
const PASSWORD: &str = "a lamp burns on the night desk";

fn dev_with_ada(folder: &Folder) -> Dev {
    let dev = folder.dev(&[]);
    let bearer = format!("Bearer {}", dev.text("secret_key"));
    let user = json!({"email_address": [WHO], "password": PASSWORD}).to_string();
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    assert_eq!(dev.send("POST", "/v1/users", &headers, &user).status, 200);
    dev
}

fn token(folder: &Folder, dev: &Dev, args: &[&str], input: &str) -> Output {
    let args =
        [&["token", "--folder", "state", "--publishable-key", dev.text("publishable_key")], args].concat();
    let mut command = folder.command(&args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Whoever is signed in is not asked, and may have ended by now.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_sign_in_is_kept_and_its_token_printed_until_the_sign_out() {
    let folder = Folder::new();
    let dev = dev_with_ada(&folder);

    let nobody = token(&folder, &dev, &[], "");
    assert_eq!((nobody.status.code(), text(&nobody.stdout)), (Some(1), ""));
    assert!(text(&nobody.stderr).starts_with("error[signed_out]: "), "{nobody:?}");

    let first = token(&folder, &dev, &["--identifier", WHO], &format!("{PASSWORD}\n"));
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert_eq!(text(&first.stdout).trim_end().split('.').count(), 3, "one JWT and nothing else");
    let again = token(&folder, &dev, &[], "");
    assert_eq!(text(&again.stdout), text(&first.stdout), "the same while it is good");

    assert!(token(&folder, &dev, &["--sign-out"], "").status.success());
    assert!(text(&token(&folder, &dev, &[], "").stderr).starts_with("error[signed_out]: "));
}

#[test]
fn what_goes_wrong_has_a_code_and_never_shows_the_password() {
    let folder = Folder::new();
    let dev = dev_with_ada(&folder);
    for (input, code) in [
        ("wrong and secret\n", "form_password_incorrect"),
        ("", "password_missing"),
        ("\n", "password_missing"),
    ] {
        let refused = token(&folder, &dev, &["--identifier", WHO], input);
        let stderr = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{stderr}");
        assert!(stderr.starts_with(&format!("error[{code}]: ")), "{stderr}");
        assert!(refused.stdout.is_empty() && !stderr.contains("secret"), "{stderr}");
    }
    let damaged = folder.refusal(&["token", "--folder", "state", "--publishable-key", "pk_test_abc"]);
    assert!(damaged.starts_with("error[publishable_key_invalid]: "), "{damaged}");
    let unusable = folder.refusal(&[
        "token",
        "--folder",
        ".nightdesk/dev.db",
        "--publishable-key",
        dev.text("publishable_key"),
    ]);
    assert!(unusable.starts_with("error[folder_unusable]: "), "{unusable}");
}
