//! The machine: a tiny single-threaded executor around the flows.

use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::{RefCell, RefMut};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use crate::error::Result;
use crate::flows;
use crate::json::Json;
use crate::key::PublishableKey;
use crate::text::{Text, text};
use crate::write::Object;

/// What a machine is started with.
pub(crate) struct Config {
    pub key: PublishableKey,
    /// The key as the caller gave it; suffixed cookies are named after it.
    pub publishable_key: Text,
    /// URL of the web app (or the frontend API) whose sign-in the extension shares; empty for none.
    pub sync_url: Text,
    /// Sent as `_clerk_js_version`.
    pub version: Text,
}

/// One context's client: popup, side panel, tab or worker.
pub(crate) struct Machine {
    cx: Cx,
    tasks: Vec<Task>,
}

/// A running flow. It waits for one effect at a time.
struct Task {
    waits_for: u32,
    /// Callers that want the same share one attempt and its reply; empty where each wants its own.
    need: Text,
    calls: Vec<u32>,
    flow: Flow,
}

/// What a flow ends with is the reply, as JSON.
pub(crate) type Flow = Pin<Box<dyn Future<Output = Result<Text>>>>;

impl Machine {
    pub(crate) fn new(config: Config, seed: u32) -> Machine {
        let host = Host {
            now: 0.0,
            last_id: 0,
            effects: Text::new(),
            answer: None,
            shown: Text::new(),
            seed: seed | 1,
            keeps_fresh: false,
        };
        Machine { cx: Cx(Rc::new(Inner { config, host: RefCell::new(host) })), tasks: Vec::new() }
    }

    /// Starts a command; its end is a `reply` effect with the same `call`. Says whether it is a command.
    pub(crate) fn dispatch(&mut self, call: u32, command: Json<'_>, now: f64) -> bool {
        self.cx.host().now = now;
        let need = flows::need(command);
        if !need.is_empty() {
            for task in &mut self.tasks {
                if task.need == need {
                    task.calls.push(call);
                    return true;
                }
            }
        }
        let Some(flow) = flows::start(&self.cx, command) else { return false };
        self.poll(Task { waits_for: 0, need, calls: [call].into(), flow });
        true
    }

    /// Hands in what came of an effect. An answer that nobody waits for (a repeated one) is ignored.
    pub(crate) fn resolve(&mut self, effect: u32, answer: Json<'_>, now: f64) {
        let mut host = self.cx.host();
        host.now = now;
        if let Some(at) = self.tasks.iter().position(|task| task.waits_for == effect) {
            host.answer = Some(answer.0.into());
            drop(host);
            let task = self.tasks.swap_remove(at);
            self.poll(task);
        }
    }

    /// The effects to perform, in order.
    pub(crate) fn drain(&mut self) -> Text {
        let mut effects = core::mem::take(&mut self.cx.host().effects);
        effects.extend_from_slice(if effects.is_empty() { b"[]" } else { b"]" });
        effects
    }

    fn poll(&mut self, mut task: Task) {
        match task.flow.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => {
                // The last thing a flow does before it waits is to ask for what it waits for.
                task.waits_for = self.cx.host().last_id;
                self.tasks.push(task);
            }
            Poll::Ready(result) => {
                let (name, reply) = match &result {
                    Ok(reply) => ("ok", reply),
                    Err(error) => ("error", &error.encode()),
                };
                for call in task.calls {
                    let mut effect = self.cx.effect("reply");
                    effect.number("call", f64::from(call));
                    effect.raw(name, reply);
                    self.cx.tell(effect);
                }
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
}

struct Host {
    /// The host's clock at its last call, in Unix milliseconds.
    now: f64,
    last_id: u32,
    /// A JSON array but for its end.
    effects: Text,
    /// For the task that is polled now.
    answer: Option<Text>,
    /// The client resource that listeners were last told of.
    shown: Text,
    seed: u32,
    keeps_fresh: bool,
}

impl Cx {
    #[inline(never)]
    fn host(&self) -> RefMut<'_, Host> {
        self.0.host.borrow_mut()
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn now(&self) -> f64 {
        self.host().now
    }

    /// The id of the effect that was begun last.
    pub(crate) fn last_id(&self) -> u32 {
        self.host().last_id
    }

    /// The beginning of an effect: its id and what to do.
    #[inline(never)]
    pub(crate) fn effect(&self, name: &str) -> Object {
        let mut host = self.host();
        host.last_id += 1;
        let mut effect = Object::new();
        effect.number("id", f64::from(host.last_id));
        effect.str("do", name.as_bytes());
        effect
    }

    /// An effect without an answer.
    #[inline(never)]
    pub(crate) fn tell(&self, effect: Object) {
        let effects = &mut self.host().effects;
        effects.push(if effects.is_empty() { b'[' } else { b',' });
        effects.extend_from_slice(&effect.end());
    }

    /// An effect, and the host's message about what came of it.
    pub(crate) fn perform(&self, effect: Object) -> Perform<'_> {
        self.tell(effect);
        Perform(self)
    }

    pub(crate) async fn sleep(&self, ms: f64) {
        let mut effect = self.effect("timer");
        effect.number("ms", ms);
        self.perform(effect).await;
    }

    /// A number in `[0, 1)` that differs between contexts.
    pub(crate) fn jitter(&self) -> f64 {
        let mut host = self.host();
        let mut x = host.seed;
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        host.seed = x;
        f64::from(x) / 4_294_967_296.0
    }

    /// Tells listeners who is signed in, once per change.
    #[inline(never)]
    pub(crate) fn show(&self, client: &[u8]) {
        if self.host().shown != client {
            self.host().shown = text(&[client]);
            let mut effect = self.effect("emit");
            effect.raw("client", client);
            self.tell(effect);
        }
    }

    /// True once: the caller is the one that keeps this context's token fresh.
    pub(crate) fn start_keeping_fresh(&self) -> bool {
        !core::mem::replace(&mut self.host().keeps_fresh, true)
    }
}

/// Resolves when the host has answered; only then is its task polled.
pub(crate) struct Perform<'a>(&'a Cx);

impl Future for Perform<'_> {
    type Output = Text;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Text> {
        match self.0.host().answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => Poll::Pending,
        }
    }
}
