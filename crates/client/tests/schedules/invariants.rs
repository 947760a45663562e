//! The promises, as they can be seen from outside.
//!
//! Limits, which no client can do without: a clock that is set while a token lives makes that token's end
//! unknown; a sign-in whose answer is lost can be found again only if the client was known before it; and
//! where the web app rotates the client JWT under our hands, whoever uses the old one last is the thief.

use serde_json::Value;

use crate::server::Request;
use crate::tokens;
use crate::world::World;

/// What the promises need to remember.
pub struct Watch {
    pub development: bool,
    /// True time of the last jump of this machine's clock.
    pub clock_set_at: i64,
    /// Revocations behind everybody's back: until a token expires, nobody need notice.
    pub revoked: bool,
    /// Traces of contexts that are gone.
    pub traces: Vec<Vec<(Value, Value)>>,
    /// A client JWT was stored.
    pub stored: bool,
    /// A schedule without trouble on the network.
    pub calm: bool,
    /// No more trouble: every call must succeed now.
    pub healthy: bool,
    /// The session each settled `load` told of.
    pub told: Vec<Option<String>>,
}

impl Watch {
    pub fn new(development: bool, calm: bool) -> Watch {
        let (traces, told) = (Vec::new(), Vec::new());
        Watch {
            development,
            clock_set_at: 0,
            revoked: false,
            traces,
            stored: false,
            calm,
            healthy: false,
            told,
        }
    }

    pub fn keep_trace(&mut self, trace: Vec<(Value, Value)>) {
        self.traces.push(trace);
    }
}

/// Checks what a request must not be.
pub fn request(world: &mut World, at: usize, request: &Request) {
    let context = &world.contexts[at];
    // One at a time: whoever asks the server holds the lock.
    let holder = world.lock.front().map(|(holder, _)| *holder);
    assert_eq!(holder, Some(context.id), "a request without the lock: {}", request.url);
    if request.mints() && !world.sync {
        assert!(!has_good_token(world, at), "minted although a good token is there: {}", request.url);
    }
}

/// Whether storage holds a token that the context could have used instead of minting one.
fn has_good_token(world: &World, at: usize) -> bool {
    let item = world.item();
    if item["in_doubt"] != false || item["jwt"].as_str() != world.stored_jwt().map(String::as_str) {
        return false;
    }
    // A context that keeps its token fresh renews early: a third of its life, at most 15 s, before its end.
    // So does an alarm, which may also have an age at which the token is old.
    let life = world.server.life_secs * 1000;
    let early = (life / 3).min(15_000) - (life / 4).min(5_000);
    let alarms =
        || world.contexts[at].calls.values().map(|(call, _)| call).filter(|call| call["period"].is_number());
    let renews = world.contexts[at].keeps_fresh || alarms().any(|alarm| alarm["every"].is_null());
    let oldest =
        alarms().filter_map(|alarm| alarm["every"].as_i64()).min().map_or(i64::MAX / 2, |secs| secs * 1000);
    let now = world.now + world.skew;
    let (from, until) = (item["from"].as_i64(), item["until"].as_i64());
    from.zip(until).is_some_and(|(from, until)| {
        from <= now && now < (until - if renews { early } else { 0 }).min(from + oldest)
    })
}

/// Checks what a reply must not be.
pub fn reply(world: &mut World, at: usize, effect: &Value) {
    let call = effect["call"].as_u64().expect("a call");
    let (command, since) = world.contexts[at].calls.remove(&call).expect("one reply to each call");
    if command["unheard"] == true {
        return;
    }
    let alarm = command["period"].is_number() && command["idle"].is_null();
    let command =
        command["do"].as_str().expect("a command").to_owned() + command["path"].as_str().unwrap_or("");
    if let Some(error) = effect.get("error") {
        assert_ne!(error["code"], "malformed_message");
        // The client makes one itself, if the answer to that arrives.
        let lacks_browser = error["body"]["errors"][0]["code"] == "dev_browser_unauthenticated";
        assert!(
            !world.watch.calm || !lacks_browser,
            "{command} was refused for want of a development browser"
        );
        let refused = error["status"] == 422 || error["status"] == 401;
        assert!(!world.watch.healthy || refused, "{command} failed on a healthy server: {error}");
        return;
    }
    let ok = &effect["ok"];
    match command.as_str() {
        "get_token" => match ok["token"].as_str() {
            Some(jwt) => token(world, jwt),
            None => signed_out(world, earliest(world, at, since)),
        },
        "load" | "look" | "reload" => {
            let session = ok["client"]["sessions"][0]["id"].as_str().map(str::to_owned);
            assert!(ok["status"].is_string(), "loaded, and nothing is known");
            // Who just looks is content with what was true once.
            let looks = command == "look";
            status(world, ok, if looks { 0 } else { since });
            if ok["status"] == "signed_in" && !looks {
                can_be_used(world, at, &ok["session"], since);
            }
            world.watch.told.push(session);
        }
        "keep_fresh" if alarm => match ok["when"].as_i64() {
            Some(when) => {
                assert!(when > world.now + world.skew && ok["periodInMinutes"].is_number(), "a busy alarm")
            }
            // Nothing would renew the token ever again.
            None => signed_out(world, earliest(world, at, since)),
        },
        "request/client/sign_ins" => signed_in(world, ok),
        _ => {}
    }
}

/// Checks what listeners must not be told.
pub fn told(world: &World, at: usize, news: &Value) {
    status(world, news, earliest(world, at, world.step));
}

/// Whether somebody is signed in is told with its reason, and in accord with the session.
fn status(world: &World, told: &Value, since: u64) {
    let (is_signed_in, reason) = (told["session"].is_string(), told["reason"].as_str());
    match told["status"].as_str() {
        Some("signed_in") => assert!(is_signed_in && told["client"].is_object()),
        Some("signed_out") => {
            assert!(!is_signed_in);
            signed_out(world, since);
        }
        Some("stale_offline") => assert!(reason == Some("server_unreachable")),
        Some("misconfigured") => assert_eq!(reason, Some("proxy_authentication_required")),
        // Nothing is known for certain.
        None => {}
        other => panic!("{other:?}"),
    }
}

/// Never signed in with a token that has expired: one in storage is good now, or the server has been asked.
fn can_be_used(world: &World, at: usize, session: &Value, since: u64) {
    let (item, now) = (world.item(), world.now + world.skew);
    let is_good = |token: &Value| {
        let (from, until) = (token["from"].as_i64(), token["until"].as_i64());
        from.zip(until).is_some_and(|(from, until)| from <= now && now < until)
    };
    let has_token = item["tokens"].as_array().is_some_and(|tokens| tokens.iter().any(is_good));
    // Somebody may have changed what was read a step ago.
    let has_changed = item["session"] != *session || item["in_doubt"] == true;
    let was_answered = world.contexts[at].answered_at >= since;
    assert!(has_token || has_changed || was_answered, "signed in with a token that has expired");
}

/// Checks what storage must not hold: a client JWT never goes, unless it was the web app's.
pub fn written(world: &mut World) {
    match world.stored_jwt() {
        Some(jwt) => {
            assert!(world.server.client_of(jwt).is_some(), "stored a client JWT that does not hold");
            world.watch.stored = true;
        }
        None => assert!(world.sync || !world.watch.stored, "the client JWT is gone"),
    }
}

/// Callers who want the same share one attempt, so its proof may be older than their own call.
fn earliest(world: &World, at: usize, since: u64) -> u64 {
    let calls = world.contexts[at].calls.values().map(|(_, since)| *since);
    calls.chain([since]).min().unwrap_or(since).min(world.contexts[at].alone_since)
}

/// Never an expired token, by the server's clock.
fn token(world: &World, jwt: &str) {
    let (_, issued_at, expires_at) = tokens::claims(jwt);
    // A request may be on its way for 15 s, so a clock set shortly before the issue counts too.
    let clock_was_steady = world.watch.clock_set_at + 16_000 < issued_at * 1000;
    assert!(!clock_was_steady || world.now < expires_at * 1000, "gave out a token that has expired");
}

/// Never signed out without proof: nobody was signed in on this client at some time since the question.
fn signed_out(world: &World, since: u64) {
    let client = match (&world.cookie, world.stored_jwt()) {
        (Some(cookie), _) if world.sync => world.server.client_of(cookie),
        (_, Some(jwt)) => world.server.client_of(jwt),
        _ => None,
    };
    // Nothing was stored when it was looked at: nobody had signed in here, or the web app's cookies were gone.
    let blank = world.stored_jwt().is_none() || world.blank_at >= since;
    let proof = blank || client.is_none_or(|client| world.server.was_signed_out_since(client, since));
    assert!(proof, "signed out without proof");
}

/// Never a lost sign-in: once the caller knows of it, it is in storage, and the next context finds it.
fn signed_in(world: &World, ok: &Value) {
    let session = ok["response"]["response"]["created_session_id"].as_str();
    if world.sync || session.is_none() {
        // An answer that says nothing; or which client a sign-in under session sync belongs to is for the web app's cookie to say.
        return;
    }
    let client = world.stored_jwt().and_then(|jwt| world.server.client_of(jwt));
    let client = client.expect("the client JWT that came with the sign-in is not in storage");
    let ended = world.server.session_of(client) != session;
    let stored = &world.item()["client"]["sessions"][0]["id"];
    let in_doubt = world.item()["in_doubt"] == true;
    assert!(ended || in_doubt || stored.as_str() == session, "the sign-in is not in storage");
}

/// After quiet: everybody agrees with the server, and no spent client JWT was ever used.
pub fn settled(world: &World, truth: Option<&str>) {
    for told in &world.watch.told {
        assert_eq!(told.as_deref(), truth, "a context does not agree with the server");
    }
    assert_eq!(world.server.thefts, 0, "a spent client JWT was used");
}
