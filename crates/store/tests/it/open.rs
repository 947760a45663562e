//! Opening: what is ours is brought up to date, what is not is left alone, and the error says what to do.

use nightdesk_store::{DatabaseUrl, OpenError, Store};
use nightdesk_testkit::{TestDatabase, on_both_databases, postgres};
use rusqlite::Connection;

on_both_databases! {
    a_newer_schema_is_refused,
    a_schema_that_may_not_be_migrated_is_refused,
}

async fn open(url: &str) -> Result<Store, OpenError> {
    Store::open(&url.parse::<DatabaseUrl>().unwrap()).await
}

async fn refusal(url: &str) -> OpenError {
    open(url).await.err().expect("the database is refused")
}

async fn a_newer_schema_is_refused(db: TestDatabase) {
    let store = db.open().await;
    let sql = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) \
        VALUES (999, 'later', '2030-01-01T00:00:00Z', '1')";
    store.write(async |tx| tx.execute(sql, &[]).await).await.unwrap();
    drop(store);
    let error = refusal(db.url()).await;
    assert_eq!(error.code(), "database_newer");
    assert!(error.to_string().contains("newer version"), "{error}");
}

async fn a_schema_that_may_not_be_migrated_is_refused(db: TestDatabase) {
    let url: DatabaseUrl = db.url().parse().unwrap();
    let error = Store::open_migrated(&url).await.err().expect("there is no schema yet");
    assert_eq!(error.code(), "database_outdated");
    assert!(error.to_string().contains("nightdesk migrate"), "{error}");
    drop(db.open().await);
    Store::open_migrated(&url).await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let notes = "Dear diary, ".repeat(100);
    std::fs::write(&path, &notes).unwrap();
    let error = refusal(&format!("sqlite://{}", path.display())).await;
    assert_eq!(error.code(), "database_not_a_database");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), notes);
}

#[tokio::test]
async fn another_programs_database_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = refusal(&format!("sqlite://{}", path.display())).await;
    assert_eq!(error.code(), "database_not_ours");
    assert!(error.to_string().contains("--database"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_file_of_ours_is_marked_and_private() {
    let db = TestDatabase::sqlite();
    drop(db.open().await);
    let path = db.url().strip_prefix("sqlite://").unwrap();
    let id: i32 =
        Connection::open(path).unwrap().pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
    assert_eq!(id, 0x4e69_7465);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn missing_folders_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/dev.db");
    open(&format!("sqlite://{}", path.display())).await.unwrap();
    assert!(path.is_file());
}

#[tokio::test]
async fn a_path_that_is_a_folder_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let error = refusal(&format!("sqlite://{}", folder.path().display())).await;
    assert_eq!(error.code(), "database_not_a_database");
    assert!(error.to_string().contains(&format!("{} is a folder", folder.path().display())), "{error}");
}

#[tokio::test]
async fn a_postgres_that_does_not_answer_is_named_without_its_password() {
    // Port 1 on loopback: nobody listens there.
    let error = refusal("postgres://ada:hush@127.0.0.1:1/nightdesk").await;
    assert_eq!(error.code(), "database_unreachable");
    let text = error.to_string();
    assert!(text.contains("127.0.0.1:1/nightdesk") && !text.contains("hush"), "{text}");
    assert!(text.contains("refused"), "the cause is missing: {text}");
}

#[tokio::test]
async fn a_missing_postgres_database_is_named() {
    let server = postgres::url().strip_suffix("/postgres").unwrap();
    let error = refusal(&format!("{server}/no_such_database")).await;
    assert_eq!(error.code(), "database_unreachable");
    assert!(error.to_string().contains("database \"no_such_database\" does not exist"), "{error}");
}

#[tokio::test]
async fn another_programs_postgres_schema_is_left_as_it_is() {
    let db = TestDatabase::postgres().await;
    let store = db.open().await;
    let sql = "UPDATE refinery_schema_history SET name = 'theirs' WHERE version = 1";
    store.write(async |tx| tx.execute(sql, &[]).await).await.unwrap();
    drop(store);
    assert_eq!(refusal(db.url()).await.code(), "database_not_ours");
}

#[tokio::test]
async fn a_damaged_file_is_told_from_one_that_is_out_of_reach() {
    let db = TestDatabase::sqlite();
    drop(db.open().await);
    let path = db.url().strip_prefix("sqlite://").unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(20_000).unwrap();
    let error = refusal(db.url()).await;
    assert_eq!(error.code(), "database_damaged");
    assert!(error.to_string().ends_with("Restore a backup"), "{error}");
}
