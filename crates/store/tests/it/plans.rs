//! Rows of one owner are found by an index on that owner, also in the order in which they are read: SQLite would rather
//! read everybody's rows in order than sort a few.

use nightdesk_store::{
    DatabaseUrl, Store, email_addresses,
    users::{self, Order, OrderBy, UserSearch},
};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::time::UnixMs;
use rusqlite::Connection;

use crate::fixtures::{NOW, Setup, email, setup, user};

on_both_databases! {
    users_who_are_named_are_found_without_reading_everybody,
    the_newest_users_are_read_in_order,
}

/// Tables whose rows are read by owner, oldest first.
const OWNED: &[(&str, &str)] = &[
    ("sessions", "client_id"),
    ("sessions", "user_id"),
    ("email_addresses", "user_id"),
    ("phone_numbers", "user_id"),
    ("identifications", "user_id"),
];

#[tokio::test]
async fn rows_of_one_owner_are_read_without_everybody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plans.db");
    let url: DatabaseUrl = format!("sqlite://{}", path.display()).parse().unwrap();
    drop(Store::open(&url).await.unwrap());
    let database = Connection::open(path).unwrap();
    let by_id = "EXPLAIN QUERY PLAN SELECT * FROM users WHERE instance_id = ?1 AND id IN (?2)";
    let step: String = database.query_row(by_id, ["ins_1", "user_1"], |row| row.get(3)).unwrap();
    assert!(step.contains("id=? AND id=?"), "users by id: {step}");
    for (table, owner) in OWNED {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE instance_id = ?1 AND {owner} = ?2 ORDER BY created_at, id"
        );
        let mut plan = database.prepare(&sql).unwrap();
        let steps = plan.query_map(["ins_1", "x_1"], |row| row.get::<_, String>(3)).unwrap();
        let steps: Vec<_> = steps.map(Result::unwrap).collect();
        assert!(steps[0].contains(&format!("{owner}=?")), "{table} by {owner}: {steps:?}");
    }
}

/// An instance with more users than a database would rather read than look up.
async fn with_many_users(db: TestDatabase) -> Setup {
    let setup = setup(db).await;
    setup
        .write(async |tx| {
            for n in 0..2000 {
                let mut user = user(&setup.instance, &format!("u{n}"));
                (user.last_active_at, user.last_sign_in_at) =
                    (Some(NOW.plus_secs(n)), Some(NOW.plus_secs(n)));
                users::insert(&tx, &user).await?;
                email_addresses::insert(&tx, &email(&user, &format!("u{n}@example.com"))).await?;
            }
            tx.execute("ANALYZE", &[]).await
        })
        .await;
    setup
}

async fn plan(setup: &Setup, search: &UserSearch, order: Order) -> String {
    setup.read(async |tx| users::explain(&tx, &setup.instance, search, order).await).await.join("\n") + "\n"
}

async fn users_who_are_named_are_found_without_reading_everybody(db: TestDatabase) {
    let setup = with_many_users(db).await;
    let one = || vec!["u7".to_owned()];
    let searches = [
        ("user_id", UserSearch { user_ids: one(), ..UserSearch::default() }),
        ("external_id", UserSearch { external_ids: one(), ..UserSearch::default() }),
        ("username", UserSearch { usernames: one(), ..UserSearch::default() }),
        ("email_address", UserSearch { email_addresses: one(), ..UserSearch::default() }),
        ("phone_number", UserSearch { phone_numbers: one(), ..UserSearch::default() }),
        ("web3_wallet", UserSearch { web3_wallets: one(), ..UserSearch::default() }),
        ("provider_user_id", UserSearch { external_accounts: one(), ..UserSearch::default() }),
    ];
    for by in [OrderBy::CreatedAt, OrderBy::Username, OrderBy::LastActiveAt] {
        for (field, search) in &searches {
            let plan = plan(&setup, search, Order { by, descending: true }).await;
            for everybody in [
                "SCAN users",
                "users USING INDEX users_by_creation",
                "(instance_id=?)\n",
                "Seq Scan on users",
            ] {
                assert!(!plan.contains(everybody), "{field} by {by:?}: {plan}");
            }
        }
    }
}

async fn the_newest_users_are_read_in_order(db: TestDatabase) {
    let setup = with_many_users(db).await;
    // Most users fit each of them: a page of those is not to be sorted out of all.
    let searches = [
        UserSearch::default(),
        UserSearch { last_active_before: Some(NOW.plus_secs(10_000)), ..UserSearch::default() },
        UserSearch { last_active_since: Some(UnixMs(0)), ..UserSearch::default() },
        UserSearch { last_sign_in_after: Some(UnixMs(0)), ..UserSearch::default() },
    ];
    for search in searches {
        for descending in [true, false] {
            let order = Order { by: OrderBy::CreatedAt, descending };
            let plan = plan(&setup, &search, order).await;
            assert!(plan.contains("users_by_creation"), "{search:?}: {plan}");
            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{search:?}: {plan}");
        }
    }
}
