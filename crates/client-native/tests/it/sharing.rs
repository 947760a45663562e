//! Programs over one storage.

use nightdesk_client_native::{FileStorage, MemoryStorage, Storage};

use crate::server::{Server, sign_in};

async fn a_change_by_one_is_seen_by_the_other(server: &Server, here: impl Storage, there: impl Storage) {
    let here = server.builder().storage(here).build().unwrap();
    let there = server.builder().storage(there).build().unwrap();
    assert!(!there.load().await.unwrap().is_signed_in());
    let mut auth = there.subscribe();

    let session = sign_in(&here).await;
    auth.wait_for(|auth| auth.session().is_some_and(|known| known.id == session)).await.unwrap();
    let before = server.count("");
    assert!(there.session_token().await.unwrap().is_some());
    assert_eq!(server.count(""), before, "what one has got is there for the other");

    here.sign_out().await.unwrap();
    auth.wait_for(|auth| !auth.is_signed_in()).await.unwrap();
}

#[tokio::test]
async fn a_sign_in_is_seen_by_others_who_use_the_folder() {
    let server = Server::production().await;
    let folder = tempfile::tempdir().unwrap();
    let open = || FileStorage::open(folder.path()).unwrap();
    a_change_by_one_is_seen_by_the_other(&server, open(), open()).await;
}

#[tokio::test]
async fn a_sign_in_is_seen_by_others_in_this_process() {
    let server = Server::development().await;
    let storage = MemoryStorage::new();
    a_change_by_one_is_seen_by_the_other(&server, storage.clone(), storage).await;
}

#[tokio::test]
async fn two_instances_in_one_folder_do_not_meet() {
    let (one, other) = (Server::development().await, Server::development().await);
    let folder = tempfile::tempdir().unwrap();
    let open = || FileStorage::open(folder.path()).unwrap();
    let (first, second) =
        (one.builder().storage(open()).build().unwrap(), other.builder().storage(open()).build().unwrap());
    sign_in(&first).await;
    assert!(!second.load().await.unwrap().is_signed_in());
    sign_in(&second).await;
    first.sign_out().await.unwrap();
    assert!(second.reload().await.unwrap().is_signed_in());
}
