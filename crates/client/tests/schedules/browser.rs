//! What the browser does for the core, in steps small enough to be torn apart.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};

use crate::faults;
use crate::head_start;
use crate::invariants;
use crate::server::Request;
use crate::world::World;

/// Until when the core waits for an answer; the browser then breaks the connection.
const TIMEOUT_MS: i64 = 15_000;

/// An effect that is being performed; what is left of it.
pub struct Pending {
    pub context: u64,
    effect: u64,
    since: i64,
    /// Bound to happen soon: the browser does it itself.
    prompt: bool,
    pub kind: Kind,
}

pub enum Kind {
    /// Keys of which some are read already: the two areas are read one after the other.
    Get(Vec<(String, String)>, Vec<Option<String>>),
    Put(VecDeque<Write>),
    Cookies,
    Timer(i64),
    Send(Request),
    /// The host's message about what came of it.
    Told(Value),
}

/// New values of an area, or what is removed from it.
pub struct Write {
    area: &'static str,
    items: Vec<(String, Option<String>)>,
}

impl Pending {
    pub fn new(context: u64, effect: u64, since: i64, kind: Kind) -> Pending {
        let prompt = !matches!(kind, Kind::Timer(_) | Kind::Send(_));
        Pending { context, effect, since, prompt, kind }
    }
}

impl Kind {
    /// What there is to do for an effect that is asked for at `now`.
    pub fn of(effect: &Value, now: i64) -> Kind {
        match effect["do"].as_str().expect("what to do") {
            "timer" => Kind::Timer(now + effect["ms"].as_i64().expect("milliseconds")),
            "cookies" => Kind::Cookies,
            "get" => {
                let keys: Vec<(String, String)> =
                    serde_json::from_value(effect["keys"].clone()).expect("keys");
                let nothing = vec![None; keys.len()];
                Kind::Get(keys, nothing)
            }
            "put" => Kind::Put(writes(effect["items"].as_array().expect("items"))),
            other => panic!("unknown effect {other}"),
        }
    }
}

impl World {
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
                Some(write) => {
                    self.put(write);
                    Kind::Put(writes)
                }
                None => Kind::Told(json!({})),
            },
            Kind::Cookies => Kind::Told(self.cookies()),
            Kind::Send(request) => {
                let answer = self.send(&request, late);
                let is_genuine = answer["body"]["jwt"].is_string() || !answer["body"]["response"].is_null();
                let context = self.contexts.iter_mut().find(|context| context.id == pending.context);
                if let Some(context) = context.filter(|_| is_genuine) {
                    context.answered_at = self.step;
                }
                Kind::Told(answer)
            }
        };
        pending.kind = next;
        self.pending.push(pending);
    }

    fn deliver(&mut self, context: u64, effect: u64, mut message: Value) {
        if effect == head_start::EFFECT {
            return head_start::go_on(self, context, message);
        }
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
            return Kind::Told(json!({"values": read_from(&keys, values)}));
        }
        read("local", &self.local, &mut values);
        if values.iter().all(Option::is_none) {
            read("session", &self.session, &mut values);
            return Kind::Told(json!({"values": read_from(&keys, values)}));
        }
        Kind::Get(keys, values)
    }

    fn put(&mut self, Write { area, items }: Write) {
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
}

/// What is read: text from local storage, JSON from session storage.
fn read_from(keys: &[(String, String)], values: Vec<Option<String>>) -> Vec<Value> {
    let as_told = |(value, (area, _)): (Option<String>, &(String, String))| match value {
        Some(text) if area == "session" => serde_json::from_str(&text).unwrap_or(Value::Null),
        value => value.into(),
    };
    values.into_iter().zip(keys).map(as_told).collect()
}

fn stored_as(area: &str, value: &Value) -> Option<String> {
    if area == "session" && !value.is_null() { Some(value.to_string()) } else { text(value) }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The steps of a write: an area's new values, then what is removed from it; `local` first.
fn writes(items: &[Value]) -> VecDeque<Write> {
    let mut steps = VecDeque::new();
    for area in ["local", "session"] {
        for removes in [false, true] {
            let mine = items.iter().filter(|item| item[0] == area && item[2].is_null() == removes);
            let items: Vec<_> =
                mine.map(|item| (text(&item[1]).expect("a key"), stored_as(area, &item[2]))).collect();
            if !items.is_empty() {
                steps.push_back(Write { area, items });
            }
        }
    }
    steps
}
