//! What goes wrong between the core and the server.

use serde_json::{Value, json};

use crate::world::World;

/// What becomes of a request before it is seen to: `None` if it arrives, else what the host sees.
pub fn on_the_way_there(world: &mut World) -> Option<Value> {
    let chance = world.trouble.network / 4;
    if !world.rng.percent(chance) {
        return None;
    }
    Some(match world.rng.below(5) {
        // Only who has not looked at a request refuses it for being one too many.
        0 => json!({"status": 429, "retry_after": 2, "body": error("too_many_requests")}),
        1 => json!({"status": 503, "retry_after": 1, "body": error("unavailable")}),
        2 => json!({"failure": "timeout"}),
        // A proxy on the way wants somebody to log in; that says nothing about the client.
        3 => json!({"status": 401, "body": error("proxy_authentication_required")}),
        _ => json!({"failure": "network"}),
    })
}

/// What the host sees of an answer: it may be lost, or replaced by what a proxy or a server in trouble says.
/// None of these is proof of anything.
pub fn on_the_way_back(world: &mut World, answer: Value) -> Value {
    if !world.rng.percent(world.trouble.network) {
        return answer;
    }
    match world.rng.below(8) {
        0 => json!({"failure": "timeout"}),
        1 => json!({"status": 500, "body": error("internal_error")}),
        2 => json!({"status": 503, "retry_after": 1, "body": error("unavailable")}),
        // A page, or half an answer: no JSON.
        3 => json!({"status": 502}),
        4 | 5 => json!({"status": 200}),
        6 => json!({"status": 200, "body": {}}),
        _ => json!({"failure": "network"}),
    }
}

fn error(code: &str) -> Value {
    json!({"errors": [{"code": code, "message": "Trouble."}]})
}
