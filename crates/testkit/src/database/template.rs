//! The database that those of tests on PostgreSQL are copies of.

use std::{
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use nightdesk_store::{DatabaseUrl, Store, schema_fingerprint};
use tokio::sync::OnceCell;

use super::Connection;
use crate::postgres;

/// What the databases of tests are named by, before the process and a number.
const PREFIX: &str = "nightdesk_test_";
/// Any constant will do: of several processes one makes the template, and the others wait.
const LOCK: i64 = 0x7465_6d70;

/// The template's name. It is made by the first test of a cluster that asks for it.
pub(super) async fn name() -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(made).await
}

async fn made() -> String {
    let name = format!("nightdesk_template_{:016x}", schema_fingerprint());
    let connection = Connection::open().await;
    connection.execute(&format!("SELECT pg_advisory_lock({LOCK})")).await;
    remove_left_over(&connection).await;
    let is_made = format!("SELECT datname::text FROM pg_database WHERE datname = '{name}' AND datistemplate");
    if connection.texts(&is_made).await.is_empty() {
        // Left half done by a process that was ended.
        connection.execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        connection.execute(&format!("CREATE DATABASE {name}")).await;
        let url: DatabaseUrl = postgres::url_of(&name).parse().expect("the URL is made here");
        drop(Store::open(&url).await.unwrap_or_else(|error| panic!("{error}")));
        // What somebody is connected to cannot be copied.
        let seal = format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true");
        connection.execute(&seal).await;
        let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname";
        connection.execute(&format!("{end} = '{name}'")).await;
    }
    // Lets go of the lock as well.
    connection.close().await;
    name
}

/// Removes what earlier processes left in a cluster that is kept over several runs.
async fn remove_left_over(connection: &Connection) {
    let ours = format!("SELECT datname::text FROM pg_database WHERE starts_with(datname, '{PREFIX}')");
    for name in connection.texts(&ours).await {
        let process = name.trim_start_matches(PREFIX).split('_').next().unwrap_or_default();
        // One with our number is not running any more: we are.
        if process == std::process::id().to_string() || has_ended(process) {
            connection.execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

/// Whether a process is known not to run.
fn has_ended(process: &str) -> bool {
    let processes = Path::new("/proc");
    processes.join("self").exists() && !processes.join(process).exists()
}

/// A name that no other database has.
pub(super) fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{PREFIX}{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Databases whose tests are over. A test cannot wait for one to be removed when it ends, so the next one does it.
static DONE: Mutex<Vec<String>> = Mutex::new(Vec::new());

pub(super) fn done(name: String) {
    DONE.lock().unwrap_or_else(PoisonError::into_inner).push(name);
}

pub(super) fn take_done() -> Vec<String> {
    std::mem::take(&mut DONE.lock().unwrap_or_else(PoisonError::into_inner))
}
