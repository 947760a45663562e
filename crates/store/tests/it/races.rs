//! One-time things are used once, however many try at the same moment.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use nightdesk_auth::model::{DashboardLogin, Digest, SessionStatus, SignInToken, TicketStatus};
use nightdesk_store::{Error, Store, dashboard, sessions, sign_in_tokens, sign_ins, users};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::SignInTokenId;

use crate::fixtures::{NOW, Setup, session, setup, sign_in, user};

on_both_databases! {
    a_ticket_is_accepted_once,
    a_dashboard_link_is_used_once,
    a_session_is_ended_once,
    of_two_writes_of_the_same_attempt_one_wins,
    no_wrong_attempt_goes_uncounted,
    read_modify_write_loses_nothing,
    a_rush_of_new_users_is_let_in,
}

const RACERS: usize = 8;

/// Runs `f` in as many tasks as there are racers and returns how many of them it was true for.
async fn race<F, Fut>(setup: &Setup, f: F) -> usize
where
    F: Fn(Store) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<bool, Error>> + Send + 'static,
{
    let (f, winners) = (Arc::new(f), Arc::new(AtomicUsize::new(0)));
    let racers: Vec<_> = (0..RACERS)
        .map(|_| {
            let (f, winners, store) = (Arc::clone(&f), Arc::clone(&winners), setup.store.clone());
            tokio::spawn(async move {
                if f(store).await.unwrap() {
                    winners.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for racer in racers {
        racer.await.unwrap();
    }
    winners.load(Ordering::SeqCst)
}

async fn a_ticket_is_accepted_once(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let ticket = SignInToken {
        id: SignInTokenId::parse("sit_one").unwrap(),
        instance_id: setup.instance.clone(),
        user_id: user.id,
        status: TicketStatus::Pending,
        expires_at: NOW.plus_secs(60),
        created_at: NOW,
        updated_at: NOW,
    };
    setup.write(async |tx| sign_in_tokens::insert(&tx, &ticket).await).await;
    let winners = race(&setup, move |store| {
        let ticket = ticket.clone();
        async move {
            let accept = store
                .write(async |tx| sign_in_tokens::accept(&tx, &ticket.instance_id, &ticket.id, NOW).await);
            Ok(accept.await?.is_some())
        }
    });
    assert_eq!(winners.await, 1);
}

async fn a_dashboard_link_is_used_once(db: TestDatabase) {
    let setup = setup(db).await;
    let login = DashboardLogin {
        instance_id: setup.instance.clone(),
        digest: Digest::of("link"),
        expires_at: NOW.plus_secs(600),
        used_at: None,
        created_at: NOW,
    };
    setup.write(async |tx| dashboard::insert_login(&tx, &login).await).await;
    let winners = race(&setup, move |store| {
        let login = login.clone();
        async move {
            let used = store
                .write(async |tx| dashboard::use_login(&tx, &login.instance_id, &login.digest, NOW).await);
            Ok(used.await?.is_some())
        }
    });
    assert_eq!(winners.await, 1);
}

async fn a_session_is_ended_once(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let client = setup.client("popup").await;
    let session = session(&client, &user, "one");
    setup.write(async |tx| sessions::insert(&tx, &session).await).await;
    let winners = race(&setup, move |store| {
        let session = session.clone();
        async move {
            let status = SessionStatus::Revoked;
            let ended = store
                .write(async |tx| sessions::end(&tx, &session.instance_id, &session.id, status, NOW).await);
            Ok(ended.await?.is_some())
        }
    });
    assert_eq!(winners.await, 1);
}

async fn of_two_writes_of_the_same_attempt_one_wins(db: TestDatabase) {
    let setup = setup(db).await;
    let client = setup.client("popup").await;
    let attempt = sign_in(&client, "one");
    setup.write(async |tx| sign_ins::insert(&tx, &attempt).await).await;
    let id = attempt.id.clone();
    let winners = race(&setup, move |store| {
        let attempt = attempt.clone();
        async move { Ok(store.write(async |tx| sign_ins::update(&tx, &attempt).await).await?.is_some()) }
    });
    assert_eq!(winners.await, 1);
    let stored = setup.read(async |tx| sign_ins::find(&tx, &setup.instance, &id).await).await.unwrap();
    assert_eq!(stored.version, 1);
}

async fn no_wrong_attempt_goes_uncounted(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let id = user.id.clone();
    race(&setup, move |store| {
        let user = user.clone();
        async move {
            let counted = store.write(async |tx| {
                let until = NOW.plus_secs(60);
                users::count_failed_attempt(&tx, &user.instance_id, &user.id, 100, until).await
            });
            Ok(counted.await?.is_some())
        }
    })
    .await;
    let stored = setup.read(async |tx| users::find(&tx, &setup.instance, &id).await).await.unwrap();
    assert_eq!(stored.failed_attempts, i64::try_from(RACERS).unwrap());
}

async fn read_modify_write_loses_nothing(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let id = user.id.clone();
    race(&setup, move |store| {
        let user = user.clone();
        async move {
            let update = store.write(async |tx| {
                let found = users::find(&tx, &user.instance_id, &user.id).await?;
                let mut found = found.expect("the user is there");
                found.failed_attempts += 1;
                users::update(&tx, &found).await
            });
            update.await
        }
    })
    .await;
    let stored = setup.read(async |tx| users::find(&tx, &setup.instance, &id).await).await.unwrap();
    assert_eq!(stored.failed_attempts, i64::try_from(RACERS).unwrap());
}

/// Each looks first whether its name is free. On a small table all of them read the same page of the index, so to
/// PostgreSQL every one seems to depend on every other.
async fn a_rush_of_new_users_is_let_in(db: TestDatabase) {
    let setup = setup(db).await;
    let mut rush = tokio::task::JoinSet::new();
    for number in 0..100 {
        let (store, user) = (setup.store.clone(), user(&setup.instance, &format!("user{number}")));
        rush.spawn(async move {
            let insert = store.write(async |tx| {
                let name = user.username.as_deref().unwrap_or_default();
                assert!(users::find_by_username(&tx, &user.instance_id, name).await?.is_none());
                users::insert(&tx, &user).await
            });
            insert.await.is_ok()
        });
    }
    assert!(rush.join_all().await.into_iter().all(|is_in| is_in));
}
