//! What the core asks for, done with this machine's means. Nothing is decided here.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::http::{Failure, Http};
use crate::storage::{Area, Held, Storage};
use crate::time::Time;

/// The means.
#[derive(Clone)]
pub(crate) struct Hands {
    pub(crate) http: Arc<Http>,
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) time: Arc<dyn Time>,
}

/// What came of an effect.
pub(crate) struct Outcome {
    pub(crate) effect: u64,
    /// The message for the core, but for `done` and `now`.
    pub(crate) answer: Value,
    /// The lock, if one was taken.
    pub(crate) held: Option<Held>,
    /// What the system said, if it failed.
    pub(crate) cause: Option<String>,
}

impl Hands {
    /// Performs an effect that is answered. The locks are let go of no sooner than what it writes is written: a client
    /// that ends meanwhile must not overwrite what the next one writes.
    pub(crate) async fn perform(self, effect: Value, locks: Vec<Arc<Held>>) -> Outcome {
        let id = effect["id"].as_u64().unwrap_or(0);
        let mut outcome = Outcome { effect: id, answer: json!({}), held: None, cause: None };
        let done = match effect["do"].as_str().unwrap_or_default() {
            "http" => match self.http.send(&effect, &*self.time).await {
                Ok(answer) => Ok(answer),
                Err(Failure { answer, cause }) => {
                    outcome.cause = cause;
                    Ok(answer)
                }
            },
            "get" => self.get(effect).await,
            "put" => self.put(effect, locks).await,
            "lock" => self.lock(effect["name"].as_str().unwrap_or_default()).await.map(|held| {
                outcome.held = Some(held);
                json!({})
            }),
            "timer" => {
                let ms = effect["ms"].as_f64().unwrap_or(0.0).max(0.0);
                self.time.sleep(Duration::from_secs_f64(ms / 1000.0)).await;
                Ok(json!({}))
            }
            other => Err(io::Error::new(io::ErrorKind::Unsupported, format!("{other} is for browsers"))),
        };
        match done {
            Ok(answer) => outcome.answer = answer,
            Err(error) => {
                outcome.answer = json!({"failed": error.to_string()});
                outcome.cause = Some(error.to_string());
            }
        }
        outcome
    }

    /// Reads one item.
    pub(crate) async fn read(self, area: Area, key: String) -> io::Result<Option<String>> {
        blocking(move || self.storage.read(area, &key)).await
    }

    async fn get(self, effect: Value) -> io::Result<Value> {
        blocking(move || {
            let keys = effect["keys"].as_array().into_iter().flatten();
            let read = |item: &Value| {
                let (area, key) = entry(item)?;
                let stored = self.storage.read(area, key)?;
                Ok(match stored {
                    // What is damaged is not there.
                    Some(text) if area == Area::Session => serde_json::from_str(&text).unwrap_or_default(),
                    stored => Value::from(stored),
                })
            };
            let values = keys.map(read).collect::<io::Result<Vec<_>>>()?;
            Ok(json!({"values": values}))
        })
        .await
    }

    async fn put(self, effect: Value, locks: Vec<Arc<Held>>) -> io::Result<Value> {
        blocking(move || {
            let _held = locks;
            for item in effect["items"].as_array().into_iter().flatten() {
                let (area, key) = entry(item)?;
                let json = (area == Area::Session).then(|| item.get(2).map(Value::to_string)).flatten();
                self.storage.write(area, key, json.as_deref().or(item[2].as_str()))?;
            }
            Ok(json!({}))
        })
        .await
    }

    /// Waits on a thread of its own, which a runtime that shuts down does not wait for.
    async fn lock(&self, name: &str) -> io::Result<Held> {
        let (storage, name) = (Arc::clone(&self.storage), name.to_owned());
        let (tell, told) = oneshot::channel();
        thread::Builder::new().name("nightdesk-lock".to_owned()).spawn(move || {
            // Where nobody waits any more, the lock is dropped here and goes to the next.
            let _ = tell.send(storage.lock(&name));
        })?;
        told.await.map_err(|_| io::Error::other("the thread that waited for the lock is gone"))?
    }
}

fn entry(item: &Value) -> io::Result<(Area, &str)> {
    let area = item[0].as_str().and_then(Area::named);
    area.zip(item[1].as_str()).ok_or_else(|| io::Error::other("the core named an unknown place"))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}
