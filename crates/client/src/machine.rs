//! The machine: a tiny single-threaded executor around the flows.

use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use crate::effect::{Command, Effect, Output, Reply};
use crate::{Error, PublishableKey, Result, flows};

/// What a machine is started with.
#[derive(Clone, Debug)]
pub struct Config {
    pub key: PublishableKey,
    /// The key as the caller gave it; suffixed cookies are named after it.
    pub publishable_key: String,
    /// URL of the web app (or the frontend API) whose sign-in the extension shares.
    pub sync_url: Option<String>,
    /// Sent as `_clerk_js_version`.
    pub version: String,
    /// Varies the delays of retries.
    pub seed: u64,
}

/// One context's client: popup, side panel, tab or worker.
pub struct Machine {
    cx: Cx,
    tasks: Vec<Pin<Box<dyn Future<Output = ()>>>>,
}

impl Machine {
    pub fn new(config: Config) -> Machine {
        let host = Host { now: 0, next: 1, effects: Vec::new(), waiting: Vec::new(), seed: config.seed | 1 };
        let inner = Inner {
            config,
            host: RefCell::new(host),
            shown: RefCell::new(None),
            keeping_fresh: Cell::new(false),
            minting: RefCell::new(Vec::new()),
            result_shared: Cell::new(false),
        };
        Machine { cx: Cx(Rc::new(inner)), tasks: Vec::new() }
    }

    /// Starts a command; its end is an [`Effect::Reply`] with the same `call`.
    pub fn dispatch(&mut self, call: u32, command: Command, now: i64) {
        let cx = self.cx.clone();
        cx.0.host.borrow_mut().now = now;
        self.tasks.push(Box::pin(async move {
            let reply = flows::run(&cx, command).await;
            cx.tell(Effect::Reply { call, reply });
        }));
        self.run();
    }

    /// Hands in what came of an effect. An answer that nobody waits for (a repeated one) is ignored.
    pub fn resolve(&mut self, effect: u32, output: Output, now: i64) {
        let mut host = self.cx.0.host.borrow_mut();
        host.now = now;
        let slot = host.waiting.iter_mut().find(|(id, slot)| *id == effect && slot.is_none());
        let Some((_, slot)) = slot else { return };
        *slot = Some(output);
        drop(host);
        self.run();
    }

    /// The effects to perform, in order.
    pub fn drain(&mut self) -> Vec<(u32, Effect)> {
        core::mem::take(&mut self.cx.0.host.borrow_mut().effects)
    }

    /// Polls every task, and again if one finished what another one waits for.
    fn run(&mut self) {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            self.tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            if !self.cx.0.result_shared.replace(false) {
                return;
            }
        }
    }
}

/// What a flow sees of the machine.
#[derive(Clone)]
pub(crate) struct Cx(Rc<Inner>);

struct Inner {
    config: Config,
    host: RefCell<Host>,
    /// The client resource that listeners were last told of.
    shown: RefCell<Option<String>>,
    keeping_fresh: Cell<bool>,
    minting: RefCell<Vec<Mint>>,
    result_shared: Cell<bool>,
}

struct Host {
    now: i64,
    next: u32,
    effects: Vec<(u32, Effect)>,
    waiting: Vec<(u32, Option<Output>)>,
    seed: u64,
}

/// Callers of one context that want the same token share one attempt and its result.
type Mint = (String, Rc<RefCell<Option<Result<Reply>>>>);

impl Cx {
    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    /// The host's clock at its last call, in Unix milliseconds.
    pub(crate) fn now(&self) -> i64 {
        self.0.host.borrow().now
    }

    /// An effect without an answer.
    pub(crate) fn tell(&self, effect: Effect) -> u32 {
        let mut host = self.0.host.borrow_mut();
        let id = host.next;
        host.next += 1;
        host.effects.push((id, effect));
        id
    }

    /// An effect and its answer.
    pub(crate) fn perform(&self, effect: Effect) -> Perform {
        let id = self.tell(effect);
        self.0.host.borrow_mut().waiting.push((id, None));
        Perform { cx: self.clone(), id }
    }

    pub(crate) async fn sleep(&self, ms: u32) {
        self.perform(Effect::Timer { ms }).await;
    }

    /// Waits for the extension-wide turn to talk to the server; it ends when the guard is dropped.
    ///
    /// # Errors
    /// `lock_failed` where the platform refuses the lock.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        let mut name = String::from("nightdesk|");
        name.push_str(&self.config().key.frontend_api);
        let waiting = self.perform(Effect::Lock { name });
        let turn = Turn { cx: self.clone(), id: waiting.id };
        match waiting.await {
            Output::Done => Ok(turn),
            _ => Err(Error::runtime(
                "lock_failed",
                "The browser refused the lock that the extension's pages share.",
            )),
        }
    }

    /// A number in `[0, 1000)` that differs between contexts.
    pub(crate) fn jitter(&self) -> u32 {
        let mut host = self.0.host.borrow_mut();
        let mut x = host.seed;
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        host.seed = x;
        (x % 1000) as u32
    }

    /// Tells listeners who is signed in, once per change.
    pub(crate) fn show(&self, client: &str) {
        let mut shown = self.0.shown.borrow_mut();
        if shown.as_deref() != Some(client) {
            *shown = Some(String::from(client));
            self.tell(Effect::Emit { client: String::from(client) });
        }
    }

    /// True once: the caller is the one that keeps this context's token fresh.
    pub(crate) fn start_keeping_fresh(&self) -> bool {
        !self.0.keeping_fresh.replace(true)
    }

    /// Runs `make` unless the same need is being seen to already; then waits for that result.
    pub(crate) async fn once(
        &self,
        need: String,
        make: impl Future<Output = Result<Reply>>,
    ) -> Result<Reply> {
        let running =
            self.0.minting.borrow().iter().find(|(key, _)| *key == need).map(|(_, cell)| cell.clone());
        if let Some(cell) = running {
            return core::future::poll_fn(|_| match &*cell.borrow() {
                Some(result) => Poll::Ready(result.clone()),
                None => Poll::Pending,
            })
            .await;
        }
        let cell = Rc::new(RefCell::new(None));
        self.0.minting.borrow_mut().push((need.clone(), cell.clone()));
        let result = make.await;
        self.0.minting.borrow_mut().retain(|(key, _)| *key != need);
        *cell.borrow_mut() = Some(result.clone());
        self.0.result_shared.set(true);
        result
    }
}

/// Resolves when the host has answered.
pub(crate) struct Perform {
    cx: Cx,
    id: u32,
}

impl Future for Perform {
    type Output = Output;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Output> {
        let mut host = self.cx.0.host.borrow_mut();
        let at = host.waiting.iter().position(|(id, slot)| *id == self.id && slot.is_some());
        match at.and_then(|at| host.waiting.swap_remove(at).1) {
            Some(output) => Poll::Ready(output),
            None => Poll::Pending,
        }
    }
}

/// The turn to talk to the server.
pub(crate) struct Turn {
    cx: Cx,
    id: u32,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.cx.tell(Effect::Unlock { lock: self.id });
    }
}
