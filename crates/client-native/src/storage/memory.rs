//! Storage that ends with the program.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

use super::{Area, Held, Storage};

/// Storage in memory. Clones share it.
#[derive(Clone, Default)]
pub struct MemoryStorage(Arc<Shared>);

#[derive(Default)]
struct Shared {
    inner: Mutex<Inner>,
    unlocked: Condvar,
}

#[derive(Default)]
struct Inner {
    items: BTreeMap<(Area, String), String>,
    locks: HashSet<String>,
    watchers: Vec<Weak<Watcher>>,
}

type Watcher = Box<dyn Fn() + Send + Sync>;

impl MemoryStorage {
    /// Empty storage.
    #[must_use]
    pub fn new() -> MemoryStorage {
        MemoryStorage::default()
    }
}

impl std::fmt::Debug for MemoryStorage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryStorage(..)")
    }
}

impl Shared {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Nothing is ever left half done.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for MemoryStorage {
    fn read(&self, area: Area, key: &str) -> io::Result<Option<String>> {
        Ok(self.0.inner().items.get(&(area, key.to_owned())).cloned())
    }

    fn write(&self, area: Area, key: &str, value: Option<&str>) -> io::Result<()> {
        let mut inner = self.0.inner();
        let key = (area, key.to_owned());
        match value {
            Some(value) => inner.items.insert(key, value.to_owned()),
            None => inner.items.remove(&key),
        };
        inner.watchers.retain(|watcher| watcher.strong_count() > 0);
        let watchers: Vec<_> = inner.watchers.iter().filter_map(Weak::upgrade).collect();
        drop(inner);
        for watcher in watchers {
            watcher();
        }
        Ok(())
    }

    fn lock(&self, name: &str) -> io::Result<Held> {
        let mut inner = self.0.inner();
        while !inner.locks.insert(name.to_owned()) {
            inner = self.0.unlocked.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
        Ok(Held::new(Lock { shared: self.0.clone(), name: name.to_owned() }))
    }

    fn watch(&self, changed: Watcher) -> io::Result<Held> {
        let watcher = Arc::new(changed);
        self.0.inner().watchers.push(Arc::downgrade(&watcher));
        Ok(Held::new(watcher))
    }
}

struct Lock {
    shared: Arc<Shared>,
    name: String,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.shared.inner().locks.remove(&self.name);
        self.shared.unlocked.notify_all();
    }
}
