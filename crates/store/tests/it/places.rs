//! Sessions and clients lie where their ids say, on SQLite; wherever they lie, they are found.

use std::io::{Seek as _, SeekFrom, Write as _};

use nightdesk_auth::model::{Client, Session};
use nightdesk_store::{Store, clients, sessions};
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

/// Makes an index of the file an empty one, for those who open it from then on.
fn empty_index(path: &str, name: &str) {
    const PAGE: i64 = 4096;
    let database = Connection::open(path).unwrap();
    let _: i64 = database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).unwrap();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: i64 = database.query_row(root, [name], |row| row.get(0)).unwrap();
    // A leaf of an index (10) with no cells, which would begin at the page's end (0x1000).
    let leaf = [10, 0, 0, 0, 0, 0x10, 0, 0];
    let mut file = std::fs::File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(u64::try_from((root - 1) * PAGE).unwrap())).unwrap();
    file.write_all(&leaf).unwrap();
}

#[tokio::test]
async fn in_its_place_a_row_is_found_without_an_index() {
    let file = TestDatabase::sqlite();
    let path = file.path().to_owned();
    let url = file.url().parse().unwrap();
    let setup = setup(file).await;
    let all = three(&setup).await;
    for index in ["sqlite_autoindex_clients_1", "sqlite_autoindex_sessions_1"] {
        empty_index(&path, index);
    }
    let store = Store::open(&url).await.unwrap();
    let mut found = Vec::new();
    for (client, session) in &all {
        let find = async |tx| clients::find_with_session(&tx, &setup.instance, &client.id, &session.id).await;
        found.push(store.read(find).await.unwrap().is_some());
    }
    assert_eq!(found, [true, false, true], "the second one's place was taken");
}
