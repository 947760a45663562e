//! What reads and writes promise, whichever database is behind them.

use nightdesk_store::{Error, Param, instances, users};
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{insert_with_application, instance, setup, user};

on_both_databases! {
    a_failed_write_leaves_nothing_behind,
    a_dropped_write_leaves_nothing_behind,
    a_write_that_went_on_after_a_failed_statement_is_refused,
    a_repeated_unique_value_is_a_conflict,
    a_nul_byte_is_refused,
    parameters_are_bound_by_number,
    booleans_and_nulls_come_back_as_they_went,
    an_opened_store_keeps_what_an_earlier_one_wrote,
    a_store_opened_twice_shares_its_rows,
    a_wrong_number_of_parameters_is_an_error,
    each_statement_of_a_glance_sees_what_was_committed_when_it_runs,
}

async fn a_failed_write_leaves_nothing_behind(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = user(&setup.instance, "ada");
    let refused: Result<(), Error> = setup
        .store
        .write(async |tx| {
            users::insert(&tx, &ada).await?;
            Err(Error::Contention)
        })
        .await;
    assert!(matches!(refused, Err(Error::Contention)));
    assert!(setup.read(async |tx| users::find(&tx, &setup.instance, &ada.id).await).await.is_none());
}

async fn a_dropped_write_leaves_nothing_behind(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = user(&setup.instance, "ada");
    let (written, was_written) = tokio::sync::oneshot::channel();
    let written = std::sync::Mutex::new(Some(written));
    let write = setup.store.write(async |tx| {
        users::insert(&tx, &ada).await?;
        if let Some(written) = written.lock().unwrap().take() {
            written.send(()).unwrap();
        }
        std::future::pending::<Result<(), Error>>().await
    });
    // Like a browser that goes away in the middle of its request.
    tokio::select! { _ = write => unreachable!(), _ = was_written => {} }
    assert!(setup.read(async |tx| users::find(&tx, &setup.instance, &ada.id).await).await.is_none());
    // The connection, or its successor, is free for the next.
    setup.write(async |tx| users::insert(&tx, &ada).await).await;
}

async fn a_write_that_went_on_after_a_failed_statement_is_refused(db: TestDatabase) {
    let setup = setup(db).await;
    let (ada, ben) = (user(&setup.instance, "ada"), user(&setup.instance, "ben"));
    let outcome: Result<(), Error> = setup
        .store
        .write(async |tx| {
            users::insert(&tx, &ada).await?;
            assert!(matches!(users::insert(&tx, &ada).await, Err(Error::Conflict)));
            let _ = users::insert(&tx, &ben).await;
            Ok(())
        })
        .await;
    assert!(matches!(outcome, Err(Error::Failed)), "{outcome:?}");
    let everybody = users::UserSearch::default();
    assert_eq!(setup.read(async |tx| users::count(&tx, &setup.instance, &everybody).await).await, 0);
}

async fn a_repeated_unique_value_is_a_conflict(db: TestDatabase) {
    let setup = setup(db).await;
    setup.user("ada", "ada@example.com").await;
    let mut other = user(&setup.instance, "other");
    other.username = Some("ADA".to_owned());
    let outcome = setup.store.write(async |tx| users::insert(&tx, &other).await).await;
    assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
}

async fn a_nul_byte_is_refused(db: TestDatabase) {
    let setup = setup(db).await;
    let mut ada = user(&setup.instance, "ada");
    ada.first_name = Some("A\0da".to_owned());
    let outcome = setup.store.write(async |tx| users::insert(&tx, &ada).await).await;
    assert!(matches!(outcome, Err(Error::NulByte)), "{outcome:?}");
}

async fn parameters_are_bound_by_number(db: TestDatabase) {
    let setup = setup(db).await;
    let sql = "SELECT id FROM instances WHERE environment = $2 AND id = $1";
    let found = setup
        .read(async |tx| tx.exists(sql, &[Param::from(&setup.instance), Param::from("development")]).await)
        .await;
    assert!(found);
}

async fn booleans_and_nulls_come_back_as_they_went(db: TestDatabase) {
    let setup = setup(db).await;
    let mut ada = user(&setup.instance, "ada");
    ada.banned = true;
    ada.delete_self_enabled = false;
    setup.write(async |tx| users::insert(&tx, &ada).await).await;
    let found = setup.read(async |tx| users::find(&tx, &setup.instance, &ada.id).await).await.unwrap();
    assert!(found.banned && !found.delete_self_enabled && found.create_organization_enabled);
    assert_eq!((found.last_name, found.locked_until, found.password_digest), (None, None, None));
}

async fn an_opened_store_keeps_what_an_earlier_one_wrote(db: TestDatabase) {
    let first = db.open().await;
    let main = instance("ins_main");
    first.write(async |tx| insert_with_application(&tx, &main).await).await.unwrap();
    drop(first);
    let found = db.open().await.read(async |tx| instances::list(&tx).await).await.unwrap();
    assert_eq!(found.len(), 1);
}

async fn a_store_opened_twice_shares_its_rows(db: TestDatabase) {
    let (one, other) = tokio::join!(db.open(), db.open());
    let main = instance("ins_main");
    one.write(async |tx| insert_with_application(&tx, &main).await).await.unwrap();
    assert_eq!(other.read(async |tx| instances::list(&tx).await).await.unwrap().len(), 1);
}

async fn a_wrong_number_of_parameters_is_an_error(db: TestDatabase) {
    let setup = setup(db).await;
    let sql = "SELECT id FROM instances WHERE id = $1";
    assert!(setup.store.read(async |tx| tx.exists(sql, &[]).await).await.is_err());
}

async fn each_statement_of_a_glance_sees_what_was_committed_when_it_runs(db: TestDatabase) {
    let setup = setup(db).await;
    let ada = user(&setup.instance, "ada");
    let (before, after) = setup
        .store
        .glance(async |tx| {
            let before = users::find(&tx, &setup.instance, &ada.id).await?;
            setup.write(async |tx| users::insert(&tx, &ada).await).await;
            Ok::<_, Error>((before, users::find(&tx, &setup.instance, &ada.id).await?))
        })
        .await
        .unwrap();
    assert!(before.is_none());
    assert_eq!(after.unwrap().id, ada.id);
    let missing: Result<bool, Error> =
        setup.store.glance(async |tx| tx.exists("SELECT * FROM missing", &[]).await).await;
    assert!(missing.is_err(), "and the next one is none the worse for it");
    assert!(setup.read(async |tx| users::find(&tx, &setup.instance, &ada.id).await).await.is_some());
}
