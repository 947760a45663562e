//! Tests of `file.rs`.

use std::sync::mpsc;
use std::thread;

use super::*;

const KEY: &str = "auth.nightdesk.localhost:4400|__clerk_client_jwt|v2";

fn storage() -> (tempfile::TempDir, FileStorage) {
    let folder = tempfile::tempdir().unwrap();
    let storage = FileStorage::open(folder.path().join("auth")).unwrap();
    (folder, storage)
}

#[test]
fn an_item_is_there_until_it_is_removed() {
    let (_folder, storage) = storage();
    assert_eq!(storage.read(Area::Local, KEY).unwrap(), None);
    storage.write(Area::Local, KEY, Some("one")).unwrap();
    storage.write(Area::Local, KEY, Some("two")).unwrap();
    let again = FileStorage::open(&storage.folder).unwrap();
    assert_eq!(again.read(Area::Local, KEY).unwrap().as_deref(), Some("two"));
    assert_eq!(again.read(Area::Session, KEY).unwrap(), None);
    for _ in 0..2 {
        again.write(Area::Local, KEY, None).unwrap();
    }
    assert_eq!(storage.read(Area::Local, KEY).unwrap(), None);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, storage) = storage();
    storage.write(Area::Local, KEY, Some("secret")).unwrap();
    let _turn = storage.lock("turn").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&storage.folder), 0o700);
    let files: Vec<_> = fs::read_dir(&storage.folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 2, "the item and the lock, and nothing left over");
    assert!(files.iter().all(|path| mode(path) == 0o600), "{files:?}");
}

#[test]
fn a_failed_write_leaves_what_was_there() {
    let (_folder, storage) = storage();
    storage.write(Area::Local, KEY, Some("one")).unwrap();
    let path = storage.folder.join(FileStorage::name(Area::Local, KEY));
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(storage.write(Area::Local, KEY, Some("two")).is_err());
    let left = fs::read_dir(&storage.folder).unwrap().count();
    assert_eq!(left, 1, "no unfinished file stays");
}

#[test]
fn a_lock_is_held_by_one_at_a_time() {
    let (_folder, storage) = storage();
    let first = storage.lock("turn").unwrap();
    let _other = storage.lock("another").unwrap();
    let second = FileStorage::open(&storage.folder).unwrap();
    let (tell, told) = mpsc::channel();
    let waiter = thread::spawn(move || {
        let turn = second.lock("turn").unwrap();
        tell.send("second").unwrap();
        drop(turn);
    });
    assert_eq!(told.try_recv(), Err(mpsc::TryRecvError::Empty));
    drop(first);
    assert_eq!(told.recv().unwrap(), "second");
    waiter.join().unwrap();
}

#[test]
fn a_change_is_seen_and_reading_is_none() {
    let (_folder, storage) = storage();
    let (tell, told) = mpsc::channel();
    let _watch = storage.watch(Box::new(move || tell.send(()).unwrap_or(()))).unwrap();
    let elsewhere = FileStorage::open(&storage.folder).unwrap();
    elsewhere.write(Area::Session, KEY, Some("new")).unwrap();
    told.recv().unwrap();
}
