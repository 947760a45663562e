use std::fs;

use serde_json::{Value, json};

use crate::support::Folder;

/// Public key of the demo extension, and the id under which Chromium shows it.
const KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkefcoy91p93ZMzct2rO0hkn25YXVXPN1eYuynPO5mapaPEmfQKWFtBkzekPInEIXIKD7GfdDxFGokGA7GFQtTLhSEUMS2iPHLLKX3ass9NtNqUFJYQjY6Mr5TcT2lm9qdRYuvnHYH43scgte2Ff7H3kfUzRLsTZcXh5YRws93EGUxxh6kpBJ2wlBJgdVC7ZVoEw3+M9Xw/i+vP4Xl5MLGjGgJk+eJA4GkpzPfqd9p1mRsURwaIl24cTnRTSx5LVsqYWLp5Zm2hLAict/GToSTxAUemuBvc/JiiD6AGL0RxbjTpslZo/yAkmZW4nfxG4ryA64cXehHh+h91w7M/x9FQIDAQAB";
const ID: &str = "afgmcokapbekdjonmmonppdlhblphhki";

fn printed(folder: &Folder, args: &[&str]) -> Value {
    let output = folder.run(&[&["extension-key", "--json"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_saved_key_gives_the_same_id_again() {
    let folder = Folder::new();
    let made = printed(&folder, &["--out", "extension.pem"]);
    assert_eq!(made["id"].as_str().unwrap().len(), 32);
    assert_eq!(made["origin"], format!("chrome-extension://{}", made["id"].as_str().unwrap()));
    assert_eq!(printed(&folder, &["--from", "extension.pem"]), made);
    assert_ne!(printed(&folder, &[])["id"], made["id"], "every key is a new one");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.path().join("extension.pem")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_private_key_is_never_overwritten() {
    let folder = Folder::new();
    printed(&folder, &["--out", "extension.pem"]);
    let before = fs::read(folder.path().join("extension.pem")).unwrap();
    assert!(
        folder.refusal(&["extension-key", "--out", "extension.pem"]).contains("error[private_key_exists]")
    );
    assert_eq!(fs::read(folder.path().join("extension.pem")).unwrap(), before);
}

#[test]
fn the_id_of_a_manifest_is_told() {
    let folder = Folder::new();
    fs::write(folder.path().join("manifest.json"), json!({"name": "x", "key": KEY}).to_string()).unwrap();
    let told = printed(&folder, &["--from", "manifest.json"]);
    assert_eq!(told, json!({"key": KEY, "id": ID, "origin": format!("chrome-extension://{ID}")}));
    let output = folder.run(&["extension-key", "--from", "manifest.json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(&format!("\"key\": \"{KEY}\"")) && text.contains(ID), "{text}");
}

#[test]
fn what_holds_no_key_is_refused() {
    let folder = Folder::new();
    for text in [
        "{}",
        "neither",
        "{\"key\": \"short\"}",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
    ] {
        fs::write(folder.path().join("file"), text).unwrap();
        let refusal = folder.refusal(&["extension-key", "--from", "file"]);
        assert!(refusal.contains("error[extension_key_unreadable]"), "{text}: {refusal}");
    }
    assert!(folder.refusal(&["extension-key", "--from", "gone"]).contains("cannot be read"));
}
