//! One schedule: random commands, effects in random order, trouble, kills and clock jumps; then quiet.

use serde_json::{Value, json};

use crate::invariants;
use crate::world::{Trouble, World};

/// More steps than any schedule needs to come to rest.
const PATIENCE: usize = 5_000;

/// Runs the schedule of a seed to its end, on which everybody agrees.
pub fn run(seed: u64, steps: usize) {
    settle(&mut begin(seed, steps));
}

/// What every machine was told and answered in the first steps of a schedule.
pub fn trace(seed: u64, steps: usize) -> Vec<Vec<(Value, Value)>> {
    let World { watch, contexts, .. } = begin(seed, steps);
    watch.traces.into_iter().chain(contexts.into_iter().map(|context| context.trace)).collect()
}

fn begin(seed: u64, steps: usize) -> World {
    let mut world = World::new(seed);
    for _ in 0..steps {
        world.step += 1;
        let long = world.rng.percent(4) && world.overdue(0).is_none();
        // In its sleep the machine keeps everything as it is: answers that have come, writes that are under way.
        let early = world.contexts.iter().any(|context| context.head_start.is_some());
        let sleeps = world.rng.percent(if early { 10 } else { 1 });
        world.now += world.rng.between(
            0,
            if sleeps {
                120_000
            } else if long {
                20_000
            } else {
                200
            },
        );
        match world.overdue(500) {
            Some(at) => world.progress(at),
            None => act(&mut world),
        }
    }
    world
}

fn act(world: &mut World) {
    match world.rng.below(100) {
        0..22 => {
            let at = world.rng.below(world.contexts.len());
            let command = command(world);
            world.command(at, command);
        }
        22..25 => {
            let at = world.rng.below(world.contexts.len());
            world.kill(at);
        }
        25..27 if world.rng.percent(30) => {
            let jump = *world.rng.pick(&[-7_200_000, -20_000, -1_000, 1_000, 20_000, 7_200_000]);
            world.skew += jump;
            world.watch.clock_set_at = world.now;
        }
        27..29 if world.sync => on_the_web(world),
        29 if world.rng.percent(30) => {
            let client = world.stored_jwt().and_then(|jwt| world.server.client_of(jwt));
            if let Some(client) = client {
                world.server.revoke(client, world.step);
                world.watch.revoked = true;
            }
        }
        _ if world.pending.is_empty() => {}
        _ => {
            let at = world.rng.below(world.pending.len());
            world.progress(at);
        }
    }
}

fn command(world: &mut World) -> Value {
    // A client JWT that web app and extension both change is a race that the server decides.
    let shared = world.sync && !world.watch.development;
    match world.rng.below(16) {
        0 => json!({"do": "load"}),
        1 => json!({"do": *world.rng.pick(&["load", "look"])}),
        2 => json!({"do": "reload"}),
        3..8 => json!({"do": "get_token"}),
        8 => json!({"do": "get_token", "skip_cache": true}),
        9..11 if !shared => {
            let password = if world.rng.percent(80) { "right" } else { "wrong" };
            let body = format!("strategy=password&identifier=ada&password={password}");
            json!({"do": "request", "method": "POST", "path": "/client/sign_ins", "body": body})
        }
        11 if !shared => json!({"do": "request", "method": "DELETE", "path": "/client/sessions", "body": ""}),
        12 => json!({"do": "request", "method": "GET", "path": "/me"}),
        13 => json!({"do": "keep_fresh"}),
        _ => alarm(world),
    }
}

/// What a worker asks when an alarm has woken it.
fn alarm(world: &mut World) -> Value {
    let period = *world.rng.pick(&[1, 1, 8, 15]);
    let mut alarm = json!({"do": "keep_fresh", "period": period});
    match world.rng.below(8) {
        0 => alarm["every"] = 5.into(),
        1 => alarm["every"] = 300.into(),
        2 => alarm["idle"] = true.into(),
        3 => alarm["offline"] = true.into(),
        _ => {}
    }
    alarm
}

fn on_the_web(world: &mut World) {
    if world.rng.percent(20) {
        world.cookie = None;
        world.blank_at = world.step;
        return;
    }
    let signs_in = world.rng.percent(60);
    world.cookie = Some(world.server.web_changes(world.cookie.as_deref(), signs_in, world.step));
    world.signed_in_on_the_web_at = if signs_in { world.now } else { 0 };
}

/// The trouble is over, and everything that is under way comes to its end: no call stays without a reply.
/// Then every context is asked who is signed in.
fn settle(world: &mut World) {
    world.trouble = Trouble { network: 0, storage: 0 };
    rest(world);
    world.watch.healthy = true;
    if world.watch.revoked || world.sync {
        // What changed elsewhere is noticed when the token at hand and the snapshot have aged.
        world.now += 600_000;
    }
    world.watch.told.clear();
    for at in 0..world.contexts.len() {
        world.command(at, json!({"do": "load"}));
        world.command(at, json!({"do": "get_token"}));
        rest(world);
    }
    let client = match &world.cookie {
        Some(cookie) if world.sync => world.server.client_of(cookie),
        _ => world.stored_jwt().and_then(|jwt| world.server.client_of(jwt)),
    };
    let truth = client.and_then(|client| world.server.session_of(client));
    assert_eq!(world.watch.told.len(), world.contexts.len());
    invariants::settled(world, truth);
}

fn rest(world: &mut World) {
    let waits = |world: &World| {
        world
            .contexts
            .iter()
            .flat_map(|context| context.calls.values())
            .any(|(call, _)| call["do"] != "keep_fresh" || call["period"].is_number())
    };
    for _ in 0..PATIENCE {
        if !waits(world) {
            return;
        }
        world.step += 1;
        world.now += 1;
        assert!(!world.pending.is_empty(), "a call waits for nothing");
        let at = world.rng.below(world.pending.len());
        world.progress(at);
    }
    panic!("a call has no reply after {PATIENCE} steps on a healthy server");
}
