//! The task behind all handles of a client: it carries commands to the core, effects to the hands and answers back.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use crate::auth::Auth;
use crate::core::Core;
use crate::effects::{Hands, Outcome};
use crate::error::{Error, Result};
use crate::storage::{Area, Held};

/// A command of the core, and where its reply goes.
pub(crate) struct Command {
    pub(crate) message: Value,
    pub(crate) reply: oneshot::Sender<Result<Value>>,
}

/// Ends with the last handle, and with it whatever is under way: a context that dies.
pub(crate) struct Driver {
    pub(crate) core: Core,
    pub(crate) hands: Hands,
    pub(crate) frontend_api: String,
    pub(crate) auth: watch::Sender<Arc<Auth>>,
    tasks: JoinSet<Event>,
    calls: HashMap<u64, Call>,
    held: HashMap<u64, Arc<Held>>,
    last_call: u64,
    /// How often storage was looked at, and up to which look that is settled.
    looks: u64,
    settled: u64,
    /// What the system said last about a failure, by the kind of effect.
    causes: HashMap<&'static str, String>,
}

struct Call {
    message: Value,
    waiters: Vec<oneshot::Sender<Result<Value>>>,
}

enum Event {
    Done(Outcome, &'static str),
    /// What storage said of the client at one of the looks.
    Seen(u64, Option<String>),
}

impl Driver {
    pub(crate) fn new(
        core: Core,
        hands: Hands,
        frontend_api: String,
        auth: watch::Sender<Arc<Auth>>,
    ) -> Self {
        Driver {
            core,
            hands,
            frontend_api,
            auth,
            tasks: JoinSet::new(),
            calls: HashMap::new(),
            held: HashMap::new(),
            last_call: 0,
            looks: 0,
            settled: 0,
            causes: HashMap::new(),
        }
    }

    /// Runs until there is no handle any more. `init` is the core's first message.
    pub(crate) async fn run(
        mut self,
        init: Value,
        mut commands: mpsc::UnboundedReceiver<Command>,
        mut changed: mpsc::Receiver<()>,
        watch: Option<Held>,
    ) {
        if let Err(error) = self.core.step(init.to_string()).await {
            tracing::error!(%error, "the client could not be started");
            return;
        }
        loop {
            let stepped = tokio::select! {
                command = commands.recv() => match command {
                    Some(Command { message, reply }) => self.call(message, Some(reply)).await,
                    None => break,
                },
                Some(event) = self.tasks.join_next() => match event {
                    Ok(Event::Done(outcome, kind)) => self.done(outcome, kind).await,
                    Ok(Event::Seen(look, item)) => self.seen(look, item).await,
                    // A storage that panics answers nothing; its callers are told when the client ends.
                    Err(error) => {
                        tracing::error!(%error, "an effect ended without an answer");
                        break;
                    }
                },
                Some(()) = changed.recv() => {
                    self.look();
                    Ok(())
                }
            };
            if let Err(error) = stepped {
                tracing::error!(%error, "the client has stopped");
                break;
            }
        }
        drop(watch);
    }

    async fn call(&mut self, message: Value, waiter: Option<oneshot::Sender<Result<Value>>>) -> Result<()> {
        // Ten who ask a server that hangs wait for one time-out, not for ten.
        let shared = message["do"] == "load";
        if let Some(call) = self.calls.values_mut().find(|call| shared && call.message == message) {
            call.waiters.extend(waiter);
            return Ok(());
        }
        self.last_call += 1;
        let mut told = message.clone();
        told["call"] = self.last_call.into();
        self.calls.insert(self.last_call, Call { message, waiters: Vec::from_iter(waiter) });
        self.tell(told).await
    }

    async fn done(&mut self, outcome: Outcome, kind: &'static str) -> Result<()> {
        let Outcome { effect, answer: mut message, held, cause } = outcome;
        if let Some(cause) = cause {
            self.causes.insert(kind, cause);
        }
        if let Some(held) = held {
            self.held.insert(effect, Arc::new(held));
        }
        message["done"] = effect.into();
        self.tell(message).await
    }

    async fn tell(&mut self, mut message: Value) -> Result<()> {
        message["now"] = self.hands.time.now_ms().into();
        let effects = self.core.step(message.to_string()).await?;
        let Ok(Value::Array(effects)) = serde_json::from_str(&effects) else { return Err(Error::Stopped) };
        for effect in effects {
            self.perform(effect);
        }
        Ok(())
    }

    fn perform(&mut self, effect: Value) {
        let kind = match effect["do"].as_str().unwrap_or_default() {
            "emit" => return self.told(Auth::read(&effect)),
            "reply" => return self.reply(&effect),
            "unlock" => {
                self.held.remove(&effect["lock"].as_u64().unwrap_or(0));
                return;
            }
            "http" => "http",
            _ => "storage",
        };
        // Nothing but a write may keep a lock: whoever waits for its turn would wait for itself.
        let writes = effect["do"] == "put";
        let locks = self.held.values().filter(|_| writes).cloned().collect();
        let hands = self.hands.clone();
        self.tasks.spawn(async move { Event::Done(hands.perform(effect, locks).await, kind) });
    }

    fn reply(&mut self, effect: &Value) {
        let Some(call) = effect["call"].as_u64().and_then(|call| self.calls.remove(&call)) else { return };
        let result = match effect.get("error") {
            Some(error) => {
                let kind = if error["code"] == "network_error" { "http" } else { "storage" };
                Err(Error::from_core(error, &self.frontend_api, self.causes.get(kind).cloned()))
            }
            None => Ok(effect["ok"].clone()),
        };
        if let (Ok(told), Some("load" | "reload")) = (&result, call.message["do"].as_str()) {
            self.settle();
            self.set(Auth::read(told));
        }
        for waiter in call.waiters {
            // Whoever stopped waiting does not want to know.
            let _ = waiter.send(result.clone());
        }
    }

    /// Somebody has changed what is stored.
    fn look(&mut self) {
        let key = format!("nightdesk|{}|state", self.frontend_api);
        let hands = self.hands.clone();
        self.looks += 1;
        let look = self.looks;
        // What cannot be read now shows with the next command.
        self.tasks
            .spawn(async move { Event::Seen(look, hands.read(Area::Session, key).await.ok().flatten()) });
    }

    async fn seen(&mut self, look: u64, item: Option<String>) -> Result<()> {
        // Of two looks the earlier one may end later; what it saw may be gone by now.
        if look <= self.settled || !self.auth.borrow().is_loaded {
            return Ok(());
        }
        self.settled = look;
        match item.and_then(|item| serde_json::from_str::<Value>(&item).ok()) {
            Some(item) => {
                self.publish(Auth::read(&item));
                Ok(())
            }
            None => self.call(json!({"do": "load"}), None).await,
        }
    }

    /// Takes over what the core tells.
    fn told(&mut self, auth: Auth) {
        self.settle();
        self.publish(auth);
    }

    /// The core knows better than looks that began before it wrote what it tells. What else they saw shows when looked
    /// at again.
    fn settle(&mut self) {
        if self.settled < self.looks {
            self.settled = self.looks;
            self.look();
        }
    }

    /// Takes over who is signed in, if that is known.
    fn publish(&self, told: Auth) {
        if told.status.is_some() {
            self.set(told);
        }
    }

    fn set(&self, auth: Auth) {
        self.auth.send_if_modified(|known| {
            let is_news = **known != auth;
            if is_news {
                *known = Arc::new(auth);
            }
            is_news
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Status;
    use crate::http::Http;
    use crate::storage::MemoryStorage;
    use crate::time::SystemTime;

    fn driver() -> Driver {
        let hands = Hands {
            http: Arc::new(Http::new("clerk.example.com", true, &[]).unwrap()),
            storage: Arc::new(MemoryStorage::new()),
            time: Arc::new(SystemTime),
        };
        let auth = watch::Sender::new(Arc::new(Auth { is_loaded: true, ..Auth::default() }));
        Driver::new(Core::start(), hands, "clerk.example.com".to_owned(), auth)
    }

    fn item(status: &str) -> Value {
        json!({"do": "emit", "status": status, "client": null})
    }

    fn status(driver: &Driver) -> Option<Status> {
        driver.auth.borrow().status
    }

    #[tokio::test]
    async fn of_two_looks_at_storage_the_later_one_counts_whichever_ends_first() {
        let mut driver = driver();
        driver.seen(2, Some(item("signed_in").to_string())).await.unwrap();
        driver.seen(1, Some(item("signed_out").to_string())).await.unwrap();
        assert_eq!(status(&driver), Some(Status::SignedIn));
    }

    #[tokio::test]
    async fn what_the_core_tells_is_newer_than_a_look_that_began_before() {
        let mut driver = driver();
        driver.look();
        driver.perform(item("signed_in"));
        driver.seen(1, Some(item("signed_out").to_string())).await.unwrap();
        assert_eq!(status(&driver), Some(Status::SignedIn));
        driver.seen(2, Some(item("signed_out").to_string())).await.unwrap();
        assert_eq!(status(&driver), Some(Status::SignedOut), "it is looked at again");
    }
}
