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
    let mut body = answer["body"].as_str().expect("a body").to_owned();
    match world.rng.below(8) {
        0 => json!({"failure": "timeout"}),
        1 => json!({"status": 500, "body": error("internal_error")}),
        2 => json!({"status": 503, "retry_after": 1, "body": error("unavailable")}),
        3 => json!({"status": 502, "body": "<html>Bad gateway</html>"}),
        4 => json!({"status": 200, "body": "<html>Welcome to the hotel</html>"}),
        5 => {
            body.truncate(body.len() / 2);
            json!({"status": 200, "body": body})
        }
        6 => json!({"status": 200, "body": "{}"}),
        _ => json!({"failure": "network"}),
    }
}

fn error(code: &str) -> String {
    json!({"errors": [{"code": code, "message": "Trouble."}]}).to_string()
}
