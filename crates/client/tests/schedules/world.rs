//! A browser with one extension: storage, locks, cookies, clocks, and contexts that come and go.

use std::collections::{BTreeMap, VecDeque};

use nightdesk_client::Port;
use serde_json::{Value, json};

use crate::faults;
use crate::invariants::{self, Watch};
use crate::rng::Rng;
use crate::server::{Form, Request, Server};

pub const HOST: &str = "clerk.example.com";
pub const WEB_APP: &str = "https://app.example.com/";

/// Until when the core waits for an answer; the browser then breaks the connection.
const TIMEOUT_MS: i64 = 15_000;

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
    /// The last step at which no client JWT was stored.
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
    /// The step at which it obtained the lock last.
    pub alone_since: u64,
    /// Every message with the effects that followed.
    pub trace: Vec<(Value, Value)>,
}

/// An effect that is being performed; what is left of it.
pub struct Pending {
    context: u64,
    effect: u64,
    since: i64,
    /// Bound to happen soon: the browser does it itself.
    prompt: bool,
    kind: Kind,
}

enum Kind {
    /// Keys of which some are read already: the two areas are read one after the other.
    Get(Vec<(String, String)>, Vec<Option<String>>),
    Put(VecDeque<(String, Vec<(String, Option<String>)>)>),
    Cookies,
    Timer(i64),
    Send(Request),
    /// The host's message about what came of it.
    Told(Value),
}

impl World {
    pub fn new(seed: u64) -> World {
        let mut rng = Rng::new(seed);
        let sync = rng.percent(20);
        let shared = [Form::Development, Form::Steady];
        let form = *if sync { rng.pick(&shared) } else { rng.pick(&[Form::Development, Form::Rotating]) };
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
            watch: Watch::new(form == Form::Development),
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
            alone_since: 0,
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
        context.keeps_fresh |= command["do"] == "keep_fresh";
        let mut message = command;
        message["call"] = call.into();
        let id = context.id;
        self.tell(id, message);
    }

    /// Hands a message to a context and takes the effects that follow.
    fn tell(&mut self, id: u64, mut message: Value) {
        if message.get("init").is_none() {
            message["now"] = (self.now + self.skew).into();
        }
        let at = self.contexts.iter().position(|context| context.id == id).expect("a live context");
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
        let text = |name: &str| effect[name].as_str().map(str::to_owned);
        let kind = match effect["do"].as_str().expect("what to do") {
            "reply" => return invariants::reply(self, at, effect),
            "emit" => return,
            "unlock" => {
                let held = self.lock.pop_front();
                assert_eq!(held, Some((context, effect["lock"].as_u64().unwrap())), "unlocks what it holds");
                return self.grant();
            }
            "lock" => {
                self.lock.push_back((context, number));
                if self.lock.len() == 1 {
                    self.grant();
                }
                return;
            }
            "timer" => Kind::Timer(self.now + effect["ms"].as_i64().expect("milliseconds")),
            "cookies" => Kind::Cookies,
            "get" => {
                let keys: Vec<(String, String)> =
                    serde_json::from_value(effect["keys"].clone()).expect("keys");
                let nothing = vec![None; keys.len()];
                Kind::Get(keys, nothing)
            }
            "put" => Kind::Put(writes(&effect["items"])),
            "http" => {
                let (method, url) = (text("method").expect("a method"), text("url").expect("a URL"));
                let body = text("body").unwrap_or_default();
                let request = Request { method, url, authorization: text("authorization"), body };
                invariants::request(self, at, &request);
                Kind::Send(request)
            }
            other => panic!("unknown effect {other}"),
        };
        let prompt = !matches!(kind, Kind::Timer(_) | Kind::Send(_));
        self.pending.push(Pending { context, effect: number, since: self.now, prompt, kind });
    }

    fn grant(&mut self) {
        if let Some((context, effect)) = self.lock.front().copied() {
            let kind = Kind::Told(json!({}));
            self.pending.push(Pending { context, effect, since: self.now, prompt: true, kind });
            let holder = self.contexts.iter_mut().find(|holder| holder.id == context);
            holder.expect("a live context").alone_since = self.step;
        }
    }

    /// Something the browser would have done by now; `within` the given milliseconds.
    pub fn overdue(&self, within: i64) -> Option<usize> {
        self.pending.iter().position(|pending| pending.prompt && pending.since + within <= self.now)
    }

    /// Whether something will happen before a timer that is not due yet.
    fn is_busy(&self) -> bool {
        let waits = |pending: &Pending| matches!(pending.kind, Kind::Timer(_));
        self.overdue(0).is_some() || self.watch.healthy && !self.pending.iter().all(waits)
    }

    /// Takes one effect one step further.
    pub fn progress(&mut self, at: usize) {
        let mut pending = self.pending.swap_remove(at);
        let late = self.now - pending.since >= TIMEOUT_MS;
        let next = match pending.kind {
            Kind::Told(message) => return self.deliver(pending.context, pending.effect, message),
            // Nothing else waits as long as a timer does.
            Kind::Timer(due) if due > self.now && self.is_busy() => Kind::Timer(due),
            Kind::Timer(due) => {
                self.now = self.now.max(due);
                pending.prompt = true;
                Kind::Told(json!({}))
            }
            Kind::Get(..) | Kind::Put(..) if self.rng.percent(self.trouble.storage) => {
                Kind::Told(json!({"failed": "the disk is full"}))
            }
            Kind::Get(keys, values) => self.get(keys, values),
            Kind::Put(mut writes) => match writes.pop_front() {
                Some((area, items)) => {
                    self.put(&area, items);
                    Kind::Put(writes)
                }
                None => Kind::Told(json!({})),
            },
            Kind::Cookies => Kind::Told(self.cookies()),
            Kind::Send(request) => Kind::Told(self.send(&request, late)),
        };
        pending.kind = next;
        self.pending.push(pending);
    }

    fn deliver(&mut self, context: u64, effect: u64, mut message: Value) {
        message["done"] = effect.into();
        self.tell(context, message.clone());
        if self.rng.percent(3) {
            self.tell(context, message);
            let context = self.contexts.iter().find(|live| live.id == context).expect("a live context");
            let (_, effects) = context.trace.last().expect("it was told");
            assert_eq!(effects, &json!([]), "a repeated answer is ignored");
        }
    }

    fn get(&mut self, keys: Vec<(String, String)>, mut values: Vec<Option<String>>) -> Kind {
        let read = |area: &str, stored: &BTreeMap<String, String>, values: &mut Vec<Option<String>>| {
            for (value, (of, key)) in values.iter_mut().zip(&keys) {
                if of == area {
                    *value = stored.get(key).cloned();
                }
            }
        };
        // Local storage comes from disk and may be behind what session storage says, never before the call.
        if self.rng.percent(50) || values.iter().any(Option::is_some) {
            read("session", &self.session, &mut values);
            if values[0].is_none() && values[1].is_none() {
                read("local", &self.local, &mut values);
            }
            return Kind::Told(json!({"values": values}));
        }
        read("local", &self.local, &mut values);
        if values.iter().all(Option::is_none) {
            read("session", &self.session, &mut values);
            return Kind::Told(json!({"values": values}));
        }
        Kind::Get(keys, values)
    }

    fn put(&mut self, area: &str, items: Vec<(String, Option<String>)>) {
        if self.stored_jwt().is_none() {
            self.blank_at = self.step;
        }
        let stored = if area == "local" { &mut self.local } else { &mut self.session };
        for (key, value) in items {
            match value {
                Some(value) => stored.insert(key, value),
                None => stored.remove(&key),
            };
        }
        invariants::written(self);
    }

    fn cookies(&self) -> Value {
        let name = if self.watch.development { "__clerk_db_jwt" } else { "__client" };
        let mut cookies = vec![json!(["theme", "dark"])];
        if let Some(cookie) = &self.cookie {
            cookies.push(json!([name, cookie]));
            cookies.push(json!(["__client_uat", self.signed_in_on_the_web_at.to_string()]));
        }
        json!({"suffix": "abcdefgh", "cookies": cookies})
    }

    fn send(&mut self, request: &Request, late: bool) -> Value {
        if late {
            return json!({"failure": "timeout"});
        }
        if let Some(trouble) = faults::on_the_way_there(self) {
            return trouble;
        }
        let mut answer = self.server.handle(request, self.now, self.step);
        answer["date"] = (self.now / 1000 * 1000).into();
        faults::on_the_way_back(self, answer)
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

/// The steps of a write: an area's new values, then what is removed from it; `local` first.
fn writes(items: &Value) -> VecDeque<(String, Vec<(String, Option<String>)>)> {
    let mut steps = VecDeque::new();
    for area in ["local", "session"] {
        for removes in [false, true] {
            let items: Vec<_> = items
                .as_array()
                .expect("items")
                .iter()
                .filter(|item| item[0] == area && item[2].is_null() == removes)
                .map(|item| (item[1].as_str().unwrap().to_owned(), item[2].as_str().map(str::to_owned)))
                .collect();
            if !items.is_empty() {
                steps.push_back((area.to_owned(), items));
            }
        }
    }
    steps
}
