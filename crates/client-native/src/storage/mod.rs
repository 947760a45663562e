//! Where a client's sign-in is kept.

mod file;
#[cfg(feature = "keyring")]
mod keyring;
mod memory;
#[cfg(feature = "keyring")]
mod seal;

use std::any::Any;
use std::fmt;
use std::io;

pub use file::FileStorage;
#[cfg(feature = "keyring")]
pub use keyring::KeyringStorage;
pub use memory::MemoryStorage;

/// Which of the two kinds of items one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// What identifies this client to the server. If it is lost, everybody is signed out.
    Local,
    /// What was last seen of the client, tokens included. If it is lost, it is fetched again.
    Session,
}

impl Area {
    /// As the core names it.
    pub(crate) fn named(name: &str) -> Option<Area> {
        match name {
            "local" => Some(Area::Local),
            "session" => Some(Area::Session),
            _ => None,
        }
    }

    /// The name again.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Area::Local => "local",
            Area::Session => "session",
        }
    }
}

/// Something that is held until this is dropped: a lock, or a watch.
pub struct Held(#[expect(dead_code, reason = "held for its drop")] Box<dyn Any + Send + Sync>);

impl Held {
    /// Holds `what`, whose drop lets go.
    pub fn new(what: impl Any + Send + Sync) -> Held {
        Held(Box::new(what))
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Held")
    }
}

/// Items by area and key, and locks by name, which everybody shares who shares the storage.
///
/// Calls may block: the client makes them on threads of their own.
pub trait Storage: Send + Sync + 'static {
    /// Reads an item; `None` if it is not there.
    ///
    /// # Errors
    /// If it cannot be said whether it is there, or it cannot be read.
    fn read(&self, area: Area, key: &str) -> io::Result<Option<String>>;

    /// Replaces an item whole, or removes it. Nobody ever reads half of it, and once this returns it
    /// outlives the program.
    ///
    /// # Errors
    /// If it cannot be written; then the item is as it was.
    fn write(&self, area: Area, key: &str, value: Option<&str>) -> io::Result<()>;

    /// Waits until nobody else holds the lock of this name, and takes it. It goes when the result is dropped
    /// or the process ends.
    ///
    /// # Errors
    /// If there can be no such lock.
    fn lock(&self, name: &str) -> io::Result<Held>;

    /// Calls `changed` whenever somebody, be it another process, may have changed an item, until the result
    /// is dropped. A storage that cannot see changes calls never; clients then notice them when they next
    /// read.
    ///
    /// # Errors
    /// If the system does not let it watch.
    fn watch(&self, changed: Box<dyn Fn() + Send + Sync>) -> io::Result<Held> {
        drop(changed);
        Ok(Held::new(()))
    }
}
