//! Rows of one owner are found by an index on that owner, also in the order in which they are read: SQLite would rather
//! read everybody's rows in order than sort a few.

use nightdesk_store::{DatabaseUrl, Store};
use rusqlite::Connection;

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
