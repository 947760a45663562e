//! The machine: a tiny single-threaded executor around the flows.

use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use crate::error::Result;
use crate::flows;
use crate::json::Json;
use crate::key::PublishableKey;
use crate::state::State;
use crate::text::Text;
use crate::write::{List, Object};

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
        let inner = Inner {
            config,
            now: Cell::new(0.0),
            last_id: Cell::new(0),
            effects: RefCell::default(),
            answer: Cell::new(None),
            shown: RefCell::default(),
            seed: Cell::new(seed | 1),
            keeps_fresh: Cell::new(false),
        };
        Machine { cx: Cx(Rc::new(inner)), tasks: Vec::new() }
    }

    /// Starts a command; its end is a `reply` effect with the same `call`. Says whether it is a command.
    pub(crate) fn dispatch(&mut self, call: u32, command: Json<'_>, now: f64) -> bool {
        self.cx.0.now.set(now);
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
        self.cx.0.now.set(now);
        if let Some(at) = self.tasks.iter().position(|task| task.waits_for == effect) {
            self.cx.0.answer.set(Some(answer.0.into()));
            let task = self.tasks.swap_remove(at);
            self.poll(task);
        }
    }

    /// The effects to perform, in order.
    pub(crate) fn drain(&mut self) -> Text {
        self.cx.0.effects.take().end()
    }

    fn poll(&mut self, mut task: Task) {
        match task.flow.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => {
                // The last thing a flow does before it waits is to ask for what it waits for.
                task.waits_for = self.cx.0.last_id.get();
                self.tasks.push(task);
            }
            Poll::Ready(result) => {
                let (name, reply) = match &result {
                    Ok(reply) => ("ok", reply),
                    Err(error) => ("error", &error.encode()),
                };
                for call in task.calls {
                    let mut end = Object::new();
                    end.number("call", f64::from(call));
                    end.raw(name, reply);
                    self.cx.tell("reply", end);
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
    /// The host's clock at its last call, in Unix milliseconds.
    now: Cell<f64>,
    last_id: Cell<u32>,
    effects: RefCell<List>,
    /// For the task that is polled now.
    answer: Cell<Option<Text>>,
    /// What listeners were last told.
    shown: RefCell<Object>,
    seed: Cell<u32>,
    keeps_fresh: Cell<bool>,
}

impl Cx {
    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn now(&self) -> f64 {
        self.0.now.get()
    }

    /// An effect without an answer; what to do, and with what. Returns its id.
    #[inline(never)]
    pub(crate) fn tell(&self, name: &str, with: Object) -> u32 {
        let id = self.0.last_id.get() + 1;
        self.0.last_id.set(id);
        let mut effect = Object::new();
        effect.number("id", f64::from(id));
        effect.str("do", name.as_bytes());
        self.0.effects.borrow_mut().raw(&effect.and(with));
        id
    }

    /// An effect, and the host's message about what came of it.
    pub(crate) fn perform(&self, name: &str, with: Object) -> Perform<'_> {
        self.tell(name, with);
        self.answer()
    }

    /// What came of the effect that was told last.
    pub(crate) fn answer(&self) -> Perform<'_> {
        Perform(self)
    }

    pub(crate) fn sleep(&self, ms: f64) -> Perform<'_> {
        let mut timer = Object::new();
        timer.number("ms", ms);
        self.perform("timer", timer)
    }

    /// A number in `[0, 1)` that differs between contexts.
    pub(crate) fn jitter(&self) -> f64 {
        let mut x = self.0.seed.get();
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        self.0.seed.set(x);
        f64::from(x) / 4_294_967_296.0
    }

    /// Tells listeners who is signed in, once per change.
    #[inline(never)]
    pub(crate) fn show(&self, state: &State) {
        let mut news = Object::new();
        state.tell(&mut news);
        if *self.0.shown.borrow() != news {
            self.0.shown.replace(news.clone());
            self.tell("emit", news);
        }
    }

    /// True once: the caller is the one that keeps this context's token fresh.
    pub(crate) fn start_keeping_fresh(&self) -> bool {
        !self.0.keeps_fresh.replace(true)
    }
}

/// Resolves when the host has answered; only then is its task polled.
pub(crate) struct Perform<'a>(&'a Cx);

impl Future for Perform<'_> {
    type Output = Text;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Text> {
        match self.0.0.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => Poll::Pending,
        }
    }
}
