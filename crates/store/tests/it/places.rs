//! Sessions and clients lie where their ids say, on SQLite; wherever they lie, they are found.

use nightdesk_auth::model::{Client, Session};
use nightdesk_store::{clients, sessions};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::{ClientId, SessionId};
use rusqlite::Connection;

use crate::fixtures::{Setup, client, session, setup};

on_both_databases! {
    rows_whose_ids_say_the_same_place_are_all_found,
}

/// Three clients with a session each; the ids of the first two begin alike.
async fn three(setup: &Setup) -> Vec<(Client, Session)> {
    let ada = setup.user("ada", "ada@example.com").await;
    let mut all = Vec::new();
    for name in ["2aaaaaaaaa1", "2aaaaaaaaa2", "2bbbbbbbbb1"] {
        let client = client(&setup.instance, name);
        let session = session(&client, &ada, name);
        setup
            .write(async |tx| {
                clients::insert(&tx, &client).await?;
                sessions::insert(&tx, &session).await
            })
            .await;
        all.push((client, session));
    }
    all
}

async fn find(setup: &Setup, client: &ClientId, session: &SessionId) -> Option<(Client, Session)> {
    setup.read(async |tx| clients::find_with_session(&tx, &setup.instance, client, session).await).await
}

async fn are_all_found(setup: &Setup, all: &[(Client, Session)]) {
    for (client, session) in all {
        let found = find(setup, &client.id, &session.id).await;
        assert_eq!(format!("{found:?}"), format!("{:?}", Some((client, session))));
    }
    let missing = SessionId::parse("sess_2aaaaaaaaa3").unwrap();
    assert!(find(setup, &all[0].0.id, &missing).await.is_none(), "nor is another row in the place");
}

async fn rows_whose_ids_say_the_same_place_are_all_found(db: TestDatabase) {
    let setup = setup(db).await;
    let all = three(&setup).await;
    are_all_found(&setup, &all).await;
}

fn rowids(database: &Connection, table: &str) -> Vec<i64> {
    let mut statement = database.prepare(&format!("SELECT rowid FROM {table} ORDER BY id")).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[tokio::test]
async fn rows_lie_where_their_ids_say_and_are_found_when_they_were_moved() {
    let file = TestDatabase::sqlite();
    let database = Connection::open(file.path()).unwrap();
    let setup = setup(file).await;
    let all = three(&setup).await;
    for table in ["clients", "sessions"] {
        let [first, second, third] = rowids(&database, table)[..] else { panic!("three rows") };
        let by_62 = |digits: [i64; 10]| digits.into_iter().fold(0, |number, digit| number * 62 + digit);
        assert_eq!(first, by_62([2, 36, 36, 36, 36, 36, 36, 36, 36, 36]), "{table}");
        assert_eq!(second, first + 1, "{table}: the place was taken");
        assert_eq!(third, by_62([2, 37, 37, 37, 37, 37, 37, 37, 37, 37]), "{table}");
        // As `VACUUM` may, and as if an earlier version had written them.
        database.execute(&format!("UPDATE {table} SET rowid = rowid - 7"), []).unwrap();
    }
    are_all_found(&setup, &all).await;
}

#[tokio::test]
async fn in_its_place_a_row_is_found_without_an_index() {
    let file = TestDatabase::sqlite();
    drop(file.open().await);
    let database = Connection::open(file.path()).unwrap();
    let sql = "EXPLAIN QUERY PLAN SELECT * FROM clients JOIN sessions \
        ON sessions.instance_id = clients.instance_id AND sessions.client_id = clients.id \
        WHERE clients.instance_id = ?1 AND clients.id = ?2 AND sessions.id = ?3 \
        AND clients.rowid = ?4 AND sessions.rowid = ?5";
    let mut plan = database.prepare(sql).unwrap();
    let steps = plan.query_map(("ins_1", "client_1", "sess_1", 1, 1), |row| row.get::<_, String>(3)).unwrap();
    let mut steps: Vec<_> = steps.map(Result::unwrap).collect();
    steps.sort();
    let by_rowid = |table| format!("SEARCH {table} USING INTEGER PRIMARY KEY (rowid=?)");
    assert_eq!(steps, [by_rowid("clients"), by_rowid("sessions")]);
}
