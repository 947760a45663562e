//! A browser with one extension: storage, locks, cookies, clocks, and contexts that come and go.

use std::collections::{BTreeMap, VecDeque};

use nightdesk_client::Port;
use serde_json::{Value, json};

use crate::browser::{Kind, Pending};
use crate::head_start::{self, HeadStart, Steps};
use crate::invariants::{self, Watch};
use crate::rng::Rng;
use crate::server::{Form, Request, Server};

pub const HOST: &str = "clerk.example.com";
pub const WEB_APP: &str = "https://app.example.com/";

/// What may go wrong on the way, in percent of requests and of storage calls.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    pub network: usize,
    pub storage: usize,
}

pub struct World {
    pub rng: Rng,
    pub step: u64,
    /// True time, which is the server's clock, in Unix milliseconds.
    pub now: i64,
    /// What this machine's clock is ahead of it.
    pub skew: i64,
    pub local: BTreeMap<String, String>,
    pub session: BTreeMap<String, String>,
    /// The last step at which no client JWT was stored, or the web app's went.
    pub blank_at: u64,
    /// Who holds the lock (first) and who waits for it: context and effect.
    pub lock: VecDeque<(u64, u64)>,
    pub sync: bool,
    /// The web app's client cookie, and since when somebody is signed in there.
    pub cookie: Option<String>,
    pub signed_in_on_the_web_at: i64,
    pub server: Server,
    pub trouble: Trouble,
    pub contexts: Vec<Context>,
    pub pending: Vec<Pending>,
    pub watch: Watch,
    born: u64,
}

/// Popup, panel, worker or tab.
pub struct Context {
    pub id: u64,
    port: Port,
    next_call: u64,
    /// Commands that wait for their reply, with the step at which they were given.
    pub calls: BTreeMap<u64, (Value, u64)>,
    pub keeps_fresh: bool,
    /// The step at which the server answered it last.
    pub answered_at: u64,
    /// The step at which it obtained the lock last.
    pub alone_since: u64,
    /// On the way to an answer without the core.
    pub head_start: Option<HeadStart>,
    /// What the core need not wait for, and the clock at which it was done.
    pub steps: Steps,
    pub steps_at: i64,
    /// Every message with the effects that followed.
    pub trace: Vec<(Value, Value)>,
}

impl World {
    pub fn new(seed: u64) -> World {
        let mut rng = Rng::new(seed);
        let sync = rng.percent(20);
        let shared = [Form::Development, Form::Steady];
        let own = [Form::Development, Form::DevelopmentOnDemand, Form::Rotating, Form::Rotating];
        let form = *if sync { rng.pick(&shared) } else { rng.pick(&own) };
        let life_secs = *rng.pick(&[60, 60, 10, 30]);
        let skew = *rng.pick(&[0, 0, -86_400_000, 86_400_000, -45_000, 45_000]);
        let trouble = *rng.pick(&[(0, 0), (10, 0), (30, 2), (60, 5)]);
        let mut world = World {
            rng,
            step: 1,
            now: 1_800_000_000_000,
            skew,
            local: BTreeMap::new(),
            session: BTreeMap::new(),
            blank_at: 1,
            lock: VecDeque::new(),
            sync,
            cookie: None,
            signed_in_on_the_web_at: 0,
            server: Server::new(form, life_secs),
            trouble: Trouble { network: trouble.0, storage: trouble.1 },
            contexts: Vec::new(),
            pending: Vec::new(),
            watch: Watch::new(form.is_development(), trouble.0 == 0),
            born: 0,
        };
        for _ in 0..world.rng.between(1, 4) {
            world.start_context();
        }
        world
    }

    fn start_context(&mut self) {
        self.born += 1;
        let key = match self.watch.development {
            true => "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
            false => "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
        };
        let mut init = json!({"publishable_key": key, "version": "1", "seed": self.born});
        if self.sync {
            init["sync_host"] = WEB_APP.into();
        }
        self.contexts.push(Context {
            id: self.born,
            port: Port::default(),
            next_call: 1,
            calls: BTreeMap::new(),
            keeps_fresh: false,
            answered_at: 0,
            alone_since: 0,
            head_start: None,
            steps: Steps::new(),
            steps_at: 0,
            trace: Vec::new(),
        });
        self.tell(self.born, json!({"init": init}));
    }

    /// The browser ends a context and its work; the next one starts from storage.
    pub fn kill(&mut self, at: usize) {
        let context = self.contexts.remove(at);
        self.watch.keep_trace(context.trace);
        let (mine, others) = self.pending.drain(..).partition(|pending| pending.context == context.id);
        self.pending = others;
        for pending in mine {
            if let Kind::Send(request) = pending.kind {
                // What had left already may still arrive.
                if self.rng.percent(50) {
                    self.server.handle(&request, self.now, self.step);
                }
            }
        }
        let held = self.lock.front().is_some_and(|(holder, _)| *holder == context.id);
        self.lock.retain(|(waiting, _)| *waiting != context.id);
        if held {
            self.grant();
        }
        self.start_context();
    }

    /// Gives a context a command.
    pub fn command(&mut self, at: usize, command: Value) {
        let context = &mut self.contexts[at];
        let call = context.next_call;
        context.next_call += 1;
        context.calls.insert(call, (command.clone(), self.step));
        context.keeps_fresh |= command["do"] == "keep_fresh" && command["period"].is_null();
        // As the npm package does in a worker, where the core has not run yet.
        let plain = command == json!({"do": "load"}) || command == json!({"do": "get_token"});
        let fresh = context.trace.len() == 1 && context.head_start.is_none();
        if plain && fresh && !self.sync && self.rng.percent(70) {
            return head_start::begin(self, at, call);
        }
        self.ask(at, call);
    }

    /// Gives the core the command of a call.
    pub fn ask(&mut self, at: usize, call: u64) {
        let context = &self.contexts[at];
        let mut message = context.calls[&call].0.clone();
        message["call"] = call.into();
        self.tell(context.id, message);
    }

    /// The same call once more; nobody waits for its reply.
    pub fn repeat(&mut self, at: usize, call: u64) -> u64 {
        let context = &mut self.contexts[at];
        let again = context.next_call;
        context.next_call += 1;
        let (mut command, since) = context.calls[&call].clone();
        command["unheard"] = true.into();
        context.calls.insert(again, (command, since));
        again
    }

    pub fn at(&self, id: u64) -> usize {
        self.contexts.iter().position(|context| context.id == id).expect("a live context")
    }

    /// Hands a message to a context and takes the effects that follow.
    pub fn tell(&mut self, id: u64, mut message: Value) {
        let at = self.at(id);
        if message.get("init").is_none() {
            let context = &self.contexts[at];
            let now = if context.steps.is_empty() { self.now + self.skew } else { context.steps_at };
            message["now"] = now.into();
        }
        let effects = self.contexts[at].port.step(&message.to_string());
        let effects: Value = serde_json::from_str(&effects).expect("effects are JSON");
        if option_env!("SCHEDULE_SEED").is_some() {
            eprintln!("{} context {id} is told {message}\n    and wants {effects}", self.step);
        }
        self.contexts[at].trace.push((message, effects.clone()));
        for effect in effects.as_array().expect("effects are an array") {
            self.take(at, effect);
        }
    }

    fn take(&mut self, at: usize, effect: &Value) {
        let context = self.contexts[at].id;
        let number = effect["id"].as_u64().unwrap_or_else(|| panic!("not taken: {effect}"));
        if self.was_taken(at, effect, number) {
            return;
        }
        let kind = match effect["do"].as_str().expect("what to do") {
            "reply" => return invariants::reply(self, at, effect),
            "emit" => return invariants::told(self, at, effect),
            "unlock" => {
                return self.give_up_turn(context, effect["lock"].as_u64().expect("a lock"));
            }
            "lock" => return self.wait_for_turn(context, number),
            "http" => {
                let request = Request::from(effect);
                invariants::request(self, at, &request);
                Kind::Send(request)
            }
            _ => Kind::of(effect, self.now),
        };
        self.pending.push(Pending::new(context, number, self.now, kind));
    }

    /// An effect that was performed before the core asked for it has its output at once.
    fn was_taken(&mut self, at: usize, effect: &Value, number: u64) -> bool {
        let context = &mut self.contexts[at];
        let id = context.id;
        let expected = context.steps.first().is_some_and(|(step, _)| {
            step["do"] == effect["do"] && step["url"] == effect["url"] && step["body"] == effect["body"]
        });
        if expected {
            let (step, mut message) = context.steps.remove(0);
            if step["do"] == "lock" {
                assert_eq!(self.lock[0], (id, head_start::EFFECT), "the turn that is handed over");
                self.lock[0].1 = number;
            }
            message["done"] = number.into();
            self.tell(id, message);
        }
        expected
    }

    pub fn wait_for_turn(&mut self, context: u64, effect: u64) {
        self.lock.push_back((context, effect));
        if self.lock.len() == 1 {
            self.grant();
        }
    }

    pub fn give_up_turn(&mut self, context: u64, effect: u64) {
        assert_eq!(self.lock.pop_front(), Some((context, effect)), "unlocks what it holds");
        self.grant();
    }

    fn grant(&mut self) {
        if let Some((context, effect)) = self.lock.front().copied() {
            self.pending.push(Pending::new(context, effect, self.now, Kind::Told(json!({}))));
            let holder = self.contexts.iter_mut().find(|holder| holder.id == context);
            holder.expect("a live context").alone_since = self.step;
        }
    }

    /// The client JWT in storage.
    pub fn stored_jwt(&self) -> Option<&String> {
        self.local.get(&format!("{HOST}|__clerk_client_jwt|v2"))
    }

    /// The core's item in session storage.
    pub fn item(&self) -> Value {
        let item = self.session.get(&format!("nightdesk|{HOST}|state"));
        item.map_or(Value::Null, |item| serde_json::from_str(item).expect("an item is JSON"))
    }
}
