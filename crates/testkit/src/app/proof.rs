//! Which test proves which operation, found out by spoiling answers: see `cargo xtask coverage`.
//!
//! With [`RECORD`] set, every answer of a documented operation that says yes is noted with the test that got it. With
//! [`SPOIL`] set, the answers of one operation are replaced before the test sees them: JSON by other JSON that the
//! contract allows as well, a redirect by one to elsewhere; what has no body is not even carried out. A test that still
//! passes then looks at nothing that the operation does.

use std::{
    collections::HashMap,
    fs::OpenOptions,
    io::Write as _,
    path::PathBuf,
    sync::{LazyLock, Mutex, PoisonError},
};

use axum::http::{HeaderMap, HeaderValue, header};
use serde_json::json;

use super::Answer;
use crate::spec::{self, Api};

/// Names the folder that evidence is written to.
const RECORD: &str = "NIGHTDESK_COVERAGE_RECORD";
/// Names an operation and those of its calls that are to be spoilt: `bapi PATCH /v1/instance#0,2`.
const SPOIL: &str = "NIGHTDESK_COVERAGE_SPOIL";

struct Settings {
    folder: Option<PathBuf>,
    spoilt: Option<(String, Vec<usize>)>,
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    #[expect(clippy::disallowed_methods, reason = "a test program is told in no other way what to record")]
    let read = |name| std::env::var_os(name);
    let spoilt = read(SPOIL).and_then(|value| {
        let (operation, calls) = value.to_str()?.split_once('#')?;
        Some((operation.to_owned(), calls.split(',').filter_map(|call| call.parse().ok()).collect()))
    });
    Settings { folder: read(RECORD).map(PathBuf::from), spoilt }
});

/// One call of a documented operation in one test.
pub(super) struct Call {
    operation: String,
    test: String,
    /// How many calls of the operation the test made before.
    index: usize,
}

impl Call {
    /// Notes that a call begins. `None` when nobody wants to know.
    pub(super) fn begin(api: Api, method: &str, path: &str) -> Option<Self> {
        static CALLS: LazyLock<Mutex<HashMap<(String, String), usize>>> = LazyLock::new(Mutex::default);
        if SETTINGS.folder.is_none() && SETTINGS.spoilt.is_none() {
            return None;
        }
        let operation = spec::operation_of(api, method, path)?;
        // The test harness names each test's thread after the test.
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let mut calls = CALLS.lock().unwrap_or_else(PoisonError::into_inner);
        let count = calls.entry((test.clone(), operation.clone())).or_default();
        *count += 1;
        Some(Self { operation, test, index: *count - 1 })
    }

    /// The answer to a call that is not to be carried out.
    pub(super) fn withheld(&self, api: Api, method: &str, path: &str) -> Option<Answer> {
        let status = spec::bodiless_success(api, method, path)?;
        self.is_spoilt().then(|| Answer { status, headers: HeaderMap::new(), body: Vec::new() })
    }

    /// Notes an answer, or spoils it.
    pub(super) fn end(&self, api: Api, method: &str, path: &str, answer: &mut Answer) {
        if answer.status >= 400 {
            return;
        }
        self.record();
        if !self.is_spoilt() {
            return;
        }
        if answer.headers.contains_key(header::LOCATION) {
            answer.headers.insert(header::LOCATION, HeaderValue::from_static("https://spoilt.example/"));
        }
        let json = serde_json::from_slice(&answer.body).ok();
        answer.body = match json {
            Some(body) => spec::spoilt(api, method, path, answer.status, &body).to_string().into_bytes(),
            None if answer.body.is_empty() => Vec::new(),
            None => b"spoilt".to_vec(),
        };
    }

    fn is_spoilt(&self) -> bool {
        let spoilt = SETTINGS.spoilt.as_ref();
        spoilt.is_some_and(|(name, calls)| *name == self.operation && calls.contains(&self.index))
    }

    fn record(&self) {
        let Some(folder) = &SETTINGS.folder else { return };
        let program = std::env::current_exe().unwrap_or_default();
        let line = json!({
            "program": program, "test": self.test, "operation": self.operation, "call": self.index,
        });
        let file = folder.join(format!("{}.jsonl", std::process::id()));
        let file = OpenOptions::new().create(true).append(true).open(file);
        let written = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        written.expect("the folder for evidence can be written to");
    }
}
