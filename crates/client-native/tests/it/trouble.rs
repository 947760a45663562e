//! Whatever goes wrong, nobody is signed out without proof, and nothing is lost.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use nightdesk_client_native::{
    Area, Client, Diagnostic, Error, FileStorage, Held, MemoryStorage, Params, Status, Storage,
};

use tokio::sync::watch;

use crate::server::{ADA, Mode, PASSWORD, Server, sign_in};

const TOKENS: &str = "/tokens";

#[tokio::test]
async fn a_server_in_trouble_signs_nobody_out() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    sign_in(&client).await;
    server.time.advance_secs(60);
    for (mode, code) in [(Mode::Fails, "trouble"), (Mode::Babbles, "invalid_response")] {
        let before = server.count(TOKENS);
        server.set(mode);
        let error = client.session_token().await.unwrap_err();
        assert_eq!((error.code(), error.is_passing()), (code, true));
        assert_eq!(server.count(TOKENS) - before, 3, "three attempts");
        assert!(client.auth().is_signed_in());
    }
    server.set(Mode::Answers);
    assert!(client.session_token().await.unwrap().is_some());
}

#[tokio::test]
async fn offline_one_stays_signed_in_and_is_told_so() {
    let mut server = Server::development().await;
    let storage = MemoryStorage::new();
    let client = server.builder().storage(storage.clone()).build().unwrap();
    sign_in(&client).await;
    server.time.advance_secs(600);
    server.stop().await;

    // A program that starts offline finds what was last known.
    let client = server.builder().storage(storage).build().unwrap();
    let auth = client.load().await.unwrap();
    assert!(auth.is_signed_in());
    assert_eq!(auth.status, Some(Status::StaleOffline));
    assert_eq!(auth.diagnostic, Some(Diagnostic::ServerUnreachable));
    let error = client.session_token().await.unwrap_err();
    let Error::Network { frontend_api, cause } = &error else { panic!("{error:?}") };
    assert!(frontend_api.starts_with("auth.nightdesk.localhost:") && !cause.is_empty());
    assert!(!error.to_string().contains("__clerk_db_jwt"), "{error}");

    server.resume().await;
    assert!(client.session_token().await.unwrap().is_some());
    let auth = client.load().await.unwrap();
    assert!(auth.is_signed_in() && auth.status == Some(Status::SignedIn) && auth.diagnostic.is_none());
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    sign_in(&client).await;
    server.set(Mode::Swallows);
    let hung = tokio::spawn({
        let client = client.clone();
        async move { client.reload().await }
    });
    server.was_asked("GET /v1/client", 1).await;
    server.time.sleeper(|time| time == Duration::from_secs(15)).await;
    server.time.advance_secs(15);
    // Somebody is known, so that is the answer.
    assert_eq!(hung.await.unwrap().unwrap().diagnostic, Some(Diagnostic::ServerUnreachable));
}

#[tokio::test]
async fn a_revoked_session_is_signed_out_once_the_server_says_so() {
    let server = Server::development().await;
    let client = server.builder().build().unwrap();
    let session = sign_in(&client).await;
    let mut auth = client.subscribe();
    server.revoke(&session).await;
    assert!(client.session_token().await.unwrap().is_some(), "nobody noticed yet");
    server.time.advance_secs(60);
    assert_eq!(client.session_token().await.unwrap(), None);
    let auth = auth.wait_for(|auth| !auth.is_signed_in()).await.unwrap();
    assert_eq!((auth.status, &auth.diagnostic), (Some(Status::SignedOut), &Some(Diagnostic::SessionRevoked)));
}

#[tokio::test]
async fn a_client_that_dies_in_mid_mint_leaves_nothing_locked() {
    let server = Server::production().await;
    let folder = tempfile::tempdir().unwrap();
    let build = || server.builder().storage(FileStorage::open(folder.path()).unwrap()).build().unwrap();
    let dying = build();
    sign_in(&dying).await;
    server.time.advance_secs(60);
    server.set(Mode::Swallows);
    let call = tokio::spawn({
        let dying = dying.clone();
        async move { dying.session_token().await }
    });
    server.was_asked(TOKENS, 1).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    drop(dying);

    server.set(Mode::Answers);
    assert!(build().session_token().await.unwrap().is_some());
}

#[tokio::test]
async fn what_became_of_a_change_whose_answer_was_lost_is_asked() {
    let server = Server::production().await;
    let folder = tempfile::tempdir().unwrap();
    let build = || server.builder().storage(FileStorage::open(folder.path()).unwrap()).build().unwrap();
    sign_in(&build()).await;

    lose_the_answer(&server, build(), |client| async move { client.sign_out().await }, "/sessions").await;
    let client = build();
    assert!(!client.load().await.unwrap().is_signed_in(), "the sign-out had happened");

    let again = |client: Client| async move {
        client.sign_in().create(Params::password(ADA, PASSWORD)).await.map(drop)
    };
    lose_the_answer(&server, build(), again, "/sign_ins").await;
    assert!(build().load().await.unwrap().is_signed_in(), "the sign-in had happened");
}

/// Gives a command and dies once the server has done it.
async fn lose_the_answer<F: Future<Output = Result<(), Error>> + Send + 'static>(
    server: &Server,
    client: Client,
    command: impl FnOnce(Client) -> F,
    path: &str,
) {
    server.set(Mode::Swallows);
    let done = server.count(path) + 1;
    let call = tokio::spawn(command(client));
    server.was_asked(path, done).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    server.set(Mode::Answers);
}

/// Storage on a disk that is full from time to time.
#[derive(Clone, Default)]
struct FullDisk(MemoryStorage, Arc<AtomicBool>);

impl Storage for FullDisk {
    fn read(&self, area: Area, key: &str) -> io::Result<Option<String>> {
        self.0.read(area, key)
    }

    fn write(&self, area: Area, key: &str, value: Option<&str>) -> io::Result<()> {
        if self.1.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.write(area, key, value)
    }

    fn lock(&self, name: &str) -> io::Result<Held> {
        self.0.lock(name)
    }
}

#[tokio::test]
async fn a_full_disk_is_reported_and_signs_nobody_out() {
    let server = Server::production().await;
    let disk = FullDisk::default();
    let client = server.builder().storage(disk.clone()).build().unwrap();
    disk.1.store(true, Ordering::SeqCst);
    let refused = client.sign_in().create(Params::password(ADA, PASSWORD)).await.unwrap_err();
    assert_eq!(refused.code(), "storage_failed");
    assert!(refused.to_string().contains("no storage space"), "{refused}");
    disk.1.store(false, Ordering::SeqCst);

    sign_in(&client).await;
    server.time.advance_secs(60);
    disk.1.store(true, Ordering::SeqCst);
    assert!(client.session_token().await.unwrap().is_some(), "a token that cannot be kept is a token");
    disk.1.store(false, Ordering::SeqCst);
    assert!(client.load().await.unwrap().is_signed_in());
}

#[tokio::test]
async fn calls_to_a_client_whose_runtime_ended_fail() {
    let other = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(async { Client::builder("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k").build() });
        client.unwrap()
    });
    let client = other.join().unwrap();
    assert_eq!(client.load().await.unwrap_err().code(), "client_stopped");
}

/// Storage that tells in what order things happen, and whose writes wait until they may.
#[derive(Clone)]
struct SlowDisk {
    memory: MemoryStorage,
    may_write: Arc<(Mutex<bool>, Condvar)>,
    happened: watch::Sender<Vec<&'static str>>,
}

impl SlowDisk {
    fn happens(&self, what: &'static str) {
        self.happened.send_modify(|happened| happened.push(what));
    }

    async fn has(&self, what: &'static str, times: usize) {
        let has = |all: &Vec<&str>| all.iter().filter(|one| **one == what).count() >= times;
        self.happened.subscribe().wait_for(has).await.unwrap();
    }
}

impl Storage for SlowDisk {
    fn read(&self, area: Area, key: &str) -> io::Result<Option<String>> {
        self.memory.read(area, key)
    }

    fn write(&self, area: Area, key: &str, value: Option<&str>) -> io::Result<()> {
        self.happens("writes");
        let (may, told) = &*self.may_write;
        drop(told.wait_while(may.lock().unwrap(), |may| !*may).unwrap());
        self.memory.write(area, key, value)?;
        self.happens("has written");
        Ok(())
    }

    fn lock(&self, name: &str) -> io::Result<Held> {
        self.happens("wants the lock");
        let held = self.memory.lock(name);
        self.happens("has the lock");
        held
    }
}

#[tokio::test]
async fn a_client_that_ends_while_it_writes_keeps_its_turn_until_that_is_written() {
    let server = Server::production().await;
    let disk = SlowDisk {
        memory: MemoryStorage::new(),
        may_write: Arc::default(),
        happened: watch::Sender::default(),
    };
    let ending = server.builder().storage(disk.clone()).build().unwrap();
    let mut auth = ending.subscribe();
    let call =
        tokio::spawn(async move { drop(ending.sign_in().create(Params::password(ADA, PASSWORD)).await) });
    disk.has("writes", 1).await;
    call.abort();
    while auth.changed().await.is_ok() {}

    let next = server.builder().storage(disk.clone()).build().unwrap();
    let call = tokio::spawn(async move { next.request("GET", "/me", Params::new()).await });
    disk.has("wants the lock", 2).await;
    *disk.may_write.0.lock().unwrap() = true;
    disk.may_write.1.notify_all();
    let found = call.await.unwrap();
    let happened = disk.happened.borrow();
    let locked = happened.iter().enumerate().filter(|(_, what)| **what == "has the lock").nth(1).unwrap().0;
    assert!(happened[..locked].contains(&"has written"), "{happened:?}");
    assert_eq!(found.unwrap()["object"], "user", "the sign-in that was written is there");
}
