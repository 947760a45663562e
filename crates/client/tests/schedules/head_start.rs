//! What a context does before it starts the core: it answers from a ticket, or sends the request that the core left
//! behind for the next token, and has the core catch up with that (`head-start.ts` of the npm package).

use serde_json::{Value, json};

use crate::browser::{Kind, Pending};
use crate::invariants;
use crate::server::Request;
use crate::world::{HOST, World};

/// Stands for an effect of the core's, whose numbers begin at one.
pub const EFFECT: u64 = 0;

/// The way to an answer without the core.
pub struct HeadStart {
    call: u64,
    stage: Stage,
    /// What storage said at first.
    found: Value,
    sent_at: i64,
}

enum Stage {
    /// The turn may come first.
    Finds {
        has_turn: bool,
    },
    WaitsForTurn,
    ReadsAgain,
    Asks,
    /// It needs no turn, and has asked for one.
    LeavesTurn,
}

/// Effects performed before the core asks for them, in order: what, and what came of it.
pub type Steps = Vec<(Value, Value)>;

pub fn begin(world: &mut World, at: usize, call: u64) {
    let stage = Stage::Finds { has_turn: false };
    world.contexts[at].head_start = Some(HeadStart { call, stage, found: Value::Null, sent_at: 0 });
    read(world, at);
    world.wait_for_turn(world.contexts[at].id, EFFECT);
}

/// Goes on with what came of the last step.
pub fn go_on(world: &mut World, context: u64, message: Value) {
    let at = world.at(context);
    let mut way = world.contexts[at].head_start.take().expect("it is under way");
    let now = world.now + world.skew;
    match way.stage {
        Stage::Finds { .. } if message.get("values").is_none() && message.get("failed").is_none() => {
            way.stage = Stage::Finds { has_turn: true };
            world.contexts[at].head_start = Some(way);
        }
        Stage::Finds { has_turn } => {
            way.found = message["values"].clone();
            let item = item(&way.found);
            let is_good = within(&item, "from", "until", now);
            if !is_good && within(&item, "fetched_at", "stale", now) {
                way.stage = if has_turn { Stage::ReadsAgain } else { Stage::WaitsForTurn };
                world.contexts[at].head_start = Some(way);
                if has_turn {
                    read(world, at);
                }
                return;
            }
            let call = way.call;
            if has_turn {
                world.give_up_turn(context, EFFECT);
            } else {
                way.stage = Stage::LeavesTurn;
                world.contexts[at].head_start = Some(way);
            }
            if is_good {
                reply(world, at, call, &item, &item["token"]);
            } else {
                world.ask(at, call);
            }
        }
        Stage::LeavesTurn => world.give_up_turn(context, EFFECT),
        Stage::WaitsForTurn => {
            way.stage = Stage::ReadsAgain;
            world.contexts[at].head_start = Some(way);
            read(world, at);
        }
        Stage::ReadsAgain => {
            let item = item(&way.found);
            if message["values"] != way.found || !within(&item, "fetched_at", "stale", now) {
                world.give_up_turn(context, EFFECT);
                return world.ask(at, way.call);
            }
            let request = Request::from(&item["mint"]);
            invariants::request(world, at, &request);
            way.sent_at = now;
            way.stage = Stage::Asks;
            world.contexts[at].head_start = Some(way);
            world.pending.push(Pending::new(context, EFFECT, world.now, Kind::Send(request)));
        }
        Stage::Asks => catch_up(world, at, way, message),
    }
}

/// The caller comes first; then the core takes the same steps and goes on from there.
fn catch_up(world: &mut World, at: usize, way: HeadStart, answer: Value) {
    let item = item(&way.found);
    let took = world.now + world.skew - way.sent_at;
    let in_time = took < item["until"].as_i64().unwrap_or(0) - item["from"].as_i64().unwrap_or(0);
    let token = answer["body"]["jwt"].clone();
    let mut call = way.call;
    if answer["status"] == 200 && in_time && token.is_string() {
        call = world.repeat(at, way.call);
        reply(world, at, way.call, &item, &token);
    }
    let read = json!({"values": way.found});
    let step = |name: &str| json!({"do": name});
    let mut mint = item["mint"].clone();
    mint["do"] = "http".into();
    let context = &mut world.contexts[at];
    let id = context.id;
    context.steps =
        vec![(step("get"), read.clone()), (step("lock"), json!({})), (step("get"), read), (mint, answer)];
    context.steps_at = way.sent_at;
    let is_new = context.trace.len() == 1;
    world.ask(at, call);
    let asked =
        world.contexts[at].trace.iter().flat_map(|(_, effects)| effects.as_array().expect("an array"));
    let minted = asked.filter(|effect| effect["url"] == item["mint"]["url"]).count();
    assert!(!is_new || minted == 1, "the core did not take over the mint, so it is about to mint again");
    let left = std::mem::take(&mut world.contexts[at].steps);
    if left.iter().any(|(step, _)| step["do"] == "lock") {
        world.give_up_turn(id, EFFECT);
    }
}

fn reply(world: &mut World, at: usize, call: u64, item: &Value, token: &Value) {
    let mut ok = json!({"token": token});
    for field in ["client", "session", "status", "reason"] {
        ok[field] = item[field].clone();
    }
    invariants::reply(world, at, &json!({"call": call, "ok": ok}));
}

fn read(world: &mut World, at: usize) {
    let id = world.contexts[at].id;
    let keys = [
        ("local", "", "|__clerk_client_jwt|v2"),
        ("local", "nightdesk|", "|synced"),
        ("session", "nightdesk|", "|state"),
    ];
    let keys = keys.map(|(area, before, behind)| (area.to_owned(), format!("{before}{HOST}{behind}")));
    world.pending.push(Pending::new(id, EFFECT, world.now, Kind::Get(keys.to_vec(), vec![None; 3])));
}

/// The core's item, if it is about the client JWT that is stored.
fn item(values: &Value) -> Value {
    let item = &values[2];
    if item["jwt"] == values[0] { item.clone() } else { Value::Null }
}

fn within(item: &Value, from: &str, until: &str, now: i64) -> bool {
    let window = item[from].as_i64().zip(item[until].as_i64());
    window.is_some_and(|(from, until)| from <= now && now < until)
}
