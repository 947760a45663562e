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
    /// What the system said last about a failure, by the kind of effect.
    causes: HashMap<&'static str, String>,
}

struct Call {
    message: Value,
    waiters: Vec<oneshot::Sender<Result<Value>>>,
}

enum Event {
    Done(Outcome, &'static str),
    /// What storage says of the client now.
    Seen(Option<String>),
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
                    Ok(Event::Seen(item)) => self.seen(item).await,
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
            "emit" => return self.publish(Auth::read(&effect)),
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
        // What cannot be read now shows with the next command.
        self.tasks.spawn(async move { Event::Seen(hands.read(Area::Session, key).await.ok().flatten()) });
    }

    async fn seen(&mut self, item: Option<String>) -> Result<()> {
        if !self.auth.borrow().is_loaded {
            return Ok(());
        }
        match item.and_then(|item| serde_json::from_str::<Value>(&item).ok()) {
            Some(item) => {
                self.publish(Auth::read(&item));
                Ok(())
            }
            None => self.call(json!({"do": "load"}), None).await,
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
