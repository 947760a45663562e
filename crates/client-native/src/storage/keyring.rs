//! Storage whose key the system's keyring holds.

use std::io;
use std::path::PathBuf;

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use keyring_core::Entry;

use super::seal::AesSeal;
use super::{Area, FileStorage, Held, Storage};

/// Whose entry it is within the service.
const USER: &str = "nightdesk storage key";

/// [`FileStorage`] whose files are sealed (AES-256-GCM) with a key that the system's keyring holds: Keychain on
/// macOS, Credential Manager on Windows, the Secret Service (GNOME Keyring, KWallet, KeePassXC) elsewhere.
///
/// Not the items themselves lie in the keyring, because some keyrings take no more than 2.5 KB, none has a
/// lock that processes share, and many ask the user on every read.
#[derive(Debug)]
pub struct KeyringStorage(FileStorage);

impl KeyringStorage {
    /// Opens the folder with the key that the keyring holds under the name of this service, your program's,
    /// say; makes key and folder unless they are there. May ask the user, so call it where blocking is fine.
    ///
    /// # Errors
    /// If there is no keyring, it stays locked, or the folder cannot be made.
    pub fn open(service: &str, folder: impl Into<PathBuf>) -> io::Result<KeyringStorage> {
        let entry = keyring::v1::Entry::new(service, USER).map_err(io::Error::other)?;
        KeyringStorage::with_entry(&entry.inner, folder)
    }

    /// The same with an entry of a credential store of your choice.
    ///
    /// # Errors
    /// As [`KeyringStorage::open`].
    pub fn with_entry(entry: &Entry, folder: impl Into<PathBuf>) -> io::Result<KeyringStorage> {
        let mut files = FileStorage::open(folder)?;
        // Of two processes that start for the first time, one makes the key.
        let turn = files.lock("keyring")?;
        let key = match entry.get_secret() {
            Err(keyring_core::Error::NoEntry) => {
                let mut key = vec![0; AesSeal::KEY_LEN];
                let filled = SystemRandom::new().fill(&mut key);
                filled.map_err(|_| io::Error::other("the system gives no randomness"))?;
                entry.set_secret(&key).map_err(io::Error::other)?;
                key
            }
            found => found.map_err(io::Error::other)?,
        };
        drop(turn);
        files.seal = Some(Box::new(AesSeal::new(&key)?));
        Ok(KeyringStorage(files))
    }
}

impl Storage for KeyringStorage {
    fn read(&self, area: Area, key: &str) -> io::Result<Option<String>> {
        self.0.read(area, key)
    }

    fn write(&self, area: Area, key: &str, value: Option<&str>) -> io::Result<()> {
        self.0.write(area, key, value)
    }

    fn lock(&self, name: &str) -> io::Result<Held> {
        self.0.lock(name)
    }

    fn watch(&self, changed: Box<dyn Fn() + Send + Sync>) -> io::Result<Held> {
        self.0.watch(changed)
    }
}

#[cfg(test)]
#[path = "keyring_tests.rs"]
mod tests;
