//! Tests of `keyring.rs`, with a keyring in memory.

use std::fs;

use keyring_core::api::CredentialStoreApi as _;
use keyring_core::mock;

use super::*;

const KEY: &str = "clerk.example.com|__clerk_client_jwt|v2";

fn entry() -> Entry {
    mock::Store::new().unwrap().build("test", USER, None).unwrap()
}

#[test]
fn what_lies_in_the_files_says_nothing() {
    let (folder, entry) = (tempfile::tempdir().unwrap(), entry());
    let storage = KeyringStorage::with_entry(&entry, folder.path()).unwrap();
    storage.write(Area::Local, KEY, Some("the client JWT")).unwrap();
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    for file in files {
        let content = fs::read(&file).unwrap();
        assert!(!content.windows(6).any(|bytes| bytes == b"client"), "{file:?}");
    }
    let again = KeyringStorage::with_entry(&entry, folder.path()).unwrap();
    assert_eq!(again.read(Area::Local, KEY).unwrap().as_deref(), Some("the client JWT"));
}

#[test]
fn an_item_opens_with_its_key_and_under_its_name_only() {
    let (folder, entry) = (tempfile::tempdir().unwrap(), entry());
    let storage = KeyringStorage::with_entry(&entry, folder.path()).unwrap();
    storage.write(Area::Local, KEY, Some("secret")).unwrap();

    let stranger = KeyringStorage::with_entry(&self::entry(), folder.path()).unwrap();
    let error = stranger.read(Area::Local, KEY).unwrap_err().to_string();
    assert!(error.contains("was not sealed with the key in the keyring"), "{error}");

    let path = |area: Area| {
        folder.path().join(format!("{}-clerk.example.com%7C__clerk_client_jwt%7Cv2", area.as_str()))
    };
    fs::copy(path(Area::Local), path(Area::Session)).unwrap();
    assert!(storage.read(Area::Session, KEY).is_err(), "files can be exchanged");
    assert_eq!(storage.read(Area::Local, KEY).unwrap().as_deref(), Some("secret"));
}

#[test]
fn without_a_keyring_there_is_no_storage() {
    let (folder, entry) = (tempfile::tempdir().unwrap(), entry());
    let locked = keyring_core::Error::NoStorageAccess("locked".into());
    entry.as_any().downcast_ref::<mock::Cred>().unwrap().set_error(locked);
    assert!(KeyringStorage::with_entry(&entry, folder.path()).is_err());
}
