//! A throw-away PostgreSQL cluster.
//!
//! `cargo xtask test` starts one for the whole run and passes it on in [`ENV`]. A test process without it starts one of
//! its own. Either way it listens on a Unix socket in a temporary folder, and a watchdog ends it and removes the folder
//! as soon as the process that started it is gone, however that ended.

#![expect(
    clippy::disallowed_methods,
    reason = "starting a server for tests is work in the real world: environment, time and waiting"
)]

use std::{
    io,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

/// The environment variable with the URL of a cluster to use. Tests make schemas in it and leave them there.
pub const ENV: &str = "NIGHTDESK_TEST_POSTGRES";

/// Data that will be thrown away need not survive a power failure.
const SETTINGS: [&str; 4] =
    ["max_connections=400", "fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// How long a start may take on a busy machine.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// A running cluster; it ends when this is dropped.
pub struct Cluster {
    url: String,
    watchdog: Child,
}

/// The URL of the cluster that tests use: that of [`ENV`], or of one started for this process.
///
/// # Panics
/// If there is none and none can be started: a test on PostgreSQL must never be skipped.
pub fn url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        std::env::var(ENV).unwrap_or_else(|_| {
            let cluster = Cluster::start().unwrap_or_else(|error| {
                panic!(
                    "no PostgreSQL to test on: {error}. Install it (Debian: apt-get install postgresql), or set {ENV} \
                     to the URL of a cluster that may be thrown away"
                )
            });
            let url = cluster.url.clone();
            // Statics are not dropped; the watchdog sees the end of the process by itself.
            std::mem::forget(cluster);
            url
        })
    })
}

impl Cluster {
    /// Makes and starts a cluster.
    ///
    /// # Errors
    /// If the PostgreSQL programs are missing or fail.
    pub fn start() -> io::Result<Self> {
        Self::start_with(None, &[], &[])
    }

    /// Like [`Cluster::start`]; also listens on a port of loopback, with files put into its data folder, readable by
    /// the server only, and further settings such as `ssl=on`.
    ///
    /// # Errors
    /// As for [`Cluster::start`].
    pub fn start_with(port: Option<u16>, files: &[(&str, &str)], settings: &[&str]) -> io::Result<Self> {
        let bin = programs()?;
        let folder = tempfile::Builder::new().prefix("nightdesk-postgres-").tempdir()?.keep();
        let owner = owner(&folder)?;
        let as_owner = |program: &Path| {
            let mut command = Command::new(program);
            if let Some((uid, gid)) = owner {
                command.uid(uid).gid(gid);
            }
            command.current_dir(&folder);
            command
        };

        let initdb = |collation: &[&str]| {
            as_owner(&bin.join("initdb"))
                .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"])
                .args(collation)
                .arg("--pgdata")
                .arg(folder.join("data"))
                .output()
        };
        // An English collation, as most installations have: it sorts otherwise than SQLite does, and tests must notice
        // where that shows. PostgreSQL before 15 cannot be asked for one that is the same on every machine.
        let mut made = initdb(&["--locale-provider=icu", "--icu-locale=en-US"])?;
        if !made.status.success() {
            made = initdb(&[])?;
        }
        if !made.status.success() {
            let reason = String::from_utf8_lossy(&made.stderr).into_owned();
            return Err(io::Error::other(format!("initdb failed: {reason}")));
        }

        for (name, content) in files {
            let path = folder.join("data").join(name);
            std::fs::write(&path, content)?;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
            chown(&path, owner.map(|(uid, _)| uid), owner.map(|(_, gid)| gid))?;
        }

        // The shell's input ends with the process that holds the other side of the pipe.
        let script = r#"folder=$1; shift; "$@" -D "$folder/data" -k "$folder" >"$folder/log" 2>&1 </dev/null &
            cat >/dev/null; kill -INT $!; wait $!; rm -rf "$folder""#;
        let watchdog = as_owner(Path::new("/bin/sh"))
            .args(["-c", script, "sh"])
            .arg(&folder)
            .arg(bin.join("postgres"))
            .args(SETTINGS.iter().chain(settings).map(|setting| format!("--{setting}")))
            .args(port.map(|port| format!("--port={port}")))
            .arg(format!("--listen_addresses={}", port.map_or("", |_| "127.0.0.1")))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own: Ctrl-C in a terminal must not end the shell before it has cleaned up.
            .process_group(0)
            .spawn()?;
        let socket = folder.to_string_lossy().replace('/', "%2F");
        let url = format!("postgres://postgres@{socket}:{}/postgres", port.unwrap_or(5432));
        let cluster = Self { url, watchdog };
        wait_until_ready(&bin, &folder, port)?;
        Ok(cluster)
    }

    /// Where to connect: a superuser, the database `postgres`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        let _ = self.watchdog.wait();
    }
}

/// Waits until the server answers; its log says why when it does not.
fn wait_until_ready(bin: &Path, folder: &Path, port: Option<u16>) -> io::Result<()> {
    let started = Instant::now();
    while started.elapsed() < START_TIMEOUT {
        let port = port.map(|port| format!("--port={port}"));
        let ready =
            Command::new(bin.join("pg_isready")).args(port).arg("-q").arg("-h").arg(folder).status()?;
        if ready.success() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    Err(io::Error::new(io::ErrorKind::TimedOut, format!("PostgreSQL did not start: {log}")))
}

/// The folder of `initdb` and `postgres`: on the PATH, or where Debian puts them (newest version first).
fn programs() -> io::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).collect::<Vec<_>>();
    let mut versions: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    versions.sort();
    let complete = |folder: &PathBuf| {
        ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file())
    };
    on_path
        .into_iter()
        .chain(versions.into_iter().rev())
        .find(complete)
        .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "initdb and postgres are not installed"))
}

/// PostgreSQL refuses to run as root. There the folder is given to another user, who is returned.
fn owner(folder: &Path) -> io::Result<Option<(u32, u32)>> {
    if std::fs::metadata(folder)?.uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    let (uid, gid) = ids("postgres").or_else(|| ids("nobody")).ok_or_else(|| {
        io::Error::other("root cannot run PostgreSQL, and there is no user postgres or nobody")
    })?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    chown(folder, Some(uid), Some(gid))?;
    Ok(Some((uid, gid)))
}
