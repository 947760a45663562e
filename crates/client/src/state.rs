//! What survives a worker: one versioned item in session storage, next to the client JWT in local storage.
//!
//! The item is also the *ticket*: a woken worker that finds `jwt` equal to the stored client JWT and its
//! own clock inside `[from, until)` may answer with `token` and `client` without starting the core. Every
//! change of who is signed in rewrites the item whole, so there is no moment at which an old ticket
//! stands beside a new sign-in. Outside of the window, and inside `[fetched_at, stale)`, that context may send
//! `mint` before it starts the core, in the extension's turn: it is the request that the core is about to ask for.

use crate::json::Json;
use crate::text::{Text, cut, text};
use crate::token::{Arrival, Good, Times};
use crate::write::{List, Object};

/// The server cannot be asked now.
pub(crate) const UNREACHABLE: &[u8] = b"server_unreachable";

/// The server ended the session; nobody signed out here.
pub(crate) const REVOKED: &[u8] = b"session_revoked";

/// The server does not know the client that the web app's cookie names.
pub(crate) const EXPIRED: &[u8] = b"cookie_expired";

/// Bumped when the item changes shape; another version's item is read as none.
const VERSION: f64 = 1.0;

/// A snapshot older than this is fetched again on the next occasion that costs a request anyway.
const SNAPSHOT_LIFE_MS: f64 = 300_000.0;

#[derive(Debug)]
pub(crate) struct State {
    /// The client JWT that all of this was obtained with.
    pub jwt: Text,
    /// What the web app's cookies said of the sign-in, under session sync.
    pub mark: Text,
    /// The client resource as the server sent it, `null` included.
    pub client: Text,
    /// This machine's clock when `client` was fetched.
    pub fetched_at: f64,
    /// A change was sent whose outcome is not known yet.
    pub in_doubt: bool,
    /// The server's clock less this machine's; NaN if it was never seen.
    pub offset: f64,
    /// What the server's last word, or its silence, means: empty, [`UNREACHABLE`], [`REVOKED`], [`EXPIRED`], or the code
    /// with which it refuses to say who is signed in.
    pub trouble: Text,
    /// Why the web app's sign-in could not be seen; empty if it was, or is not wanted.
    pub web: &'static str,
    /// An array of `{"need", "jwt", "from", "until"}`: what it is for, and the window of this machine's
    /// clock in which it may be used.
    tokens: Text,
}

impl State {
    /// Nothing is known under this client JWT yet.
    pub(crate) fn new(jwt: Text) -> State {
        State {
            jwt,
            mark: Text::new(),
            client: text(&[b"null"]),
            fetched_at: 0.0,
            in_doubt: true,
            offset: f64::NAN,
            trouble: Text::new(),
            web: "",
            tokens: Text::new(),
        }
    }

    /// Takes over what the stored item says, if it is about this client JWT, and, where that was `seen`, about
    /// this sign-in on the web; and says whether it is. Only we write the item, so one of our version has our
    /// shape.
    #[inline(never)]
    pub(crate) fn restore(&mut self, item: Json<'_>, seen: bool) -> bool {
        let mark = item.text_of("mark");
        if item.number_of("v") != VERSION || !item.get("jwt").is(&self.jwt) || seen && mark != self.mark {
            return false;
        }
        self.mark = mark;
        self.client = item.get("client").0.into();
        self.fetched_at = item.number_of("fetched_at");
        self.in_doubt = item.get("in_doubt").is_true();
        self.offset = item.number_of("offset");
        self.trouble = item.text_of("trouble");
        self.tokens = item.get("tokens").0.into();
        true
    }

    /// The item; `mint` is the request for the active session's next token.
    pub(crate) fn encode(&self, mint: Object) -> Text {
        let mut item = Object::new();
        item.number("v", VERSION);
        item.str("jwt", &self.jwt);
        item.str("mark", &self.mark);
        item.number("fetched_at", self.fetched_at);
        item.raw("in_doubt", if self.in_doubt { b"true" } else { b"false" });
        item.number("offset", self.offset);
        item.str("trouble", &self.trouble);
        item.raw("tokens", if self.tokens.is_empty() { b"[]" } else { &self.tokens });
        // The active session's own token, unless something is in doubt.
        let ticket = self.token(&self.need(Json::NONE));
        if !self.in_doubt && ticket.exists() {
            item.raw("token", ticket.get("jwt").0);
            item.raw("from", ticket.get("from").0);
            item.raw("until", ticket.get("until").0);
            // After trouble there is more to tell than a token.
            if self.trouble.is_empty() {
                item.raw("mint", &mint.end());
                item.number("stale", self.fetched_at + SNAPSHOT_LIFE_MS);
            }
        }
        // Last, so that what is wanted of the item is found before it.
        self.tell(&mut item);
        item.end()
    }

    /// Whether there is a sign-in that works, and the reason for it where there is one to tell.
    #[inline(never)]
    fn status(&self) -> (&'static str, &[u8]) {
        let web = self.web.as_bytes();
        let trouble = &self.trouble[..];
        if trouble == UNREACHABLE {
            ("stale_offline", trouble)
        } else if !trouble.is_empty() && trouble != REVOKED && trouble != EXPIRED {
            ("misconfigured", trouble)
        } else if self.is_signed_in() {
            ("signed_in", web)
        } else if web.starts_with(b"no_") {
            ("needs_permission", web)
        } else if web == b"wrong_instance" || web == b"cookies_unreadable" {
            ("misconfigured", web)
        } else {
            ("signed_out", if web.is_empty() { trouble } else { web })
        }
    }

    /// What hosts are told of: whether somebody is signed in, and why not; which session is the active one; and the
    /// client resource, if it was ever seen. Without a status nothing is known for certain, so there is no news.
    #[inline(never)]
    pub(crate) fn tell(&self, object: &mut Object) {
        let (status, reason) = self.status();
        // Somebody may be signed in whom the snapshot does not know of, unless there is no client to be signed in on.
        if !self.in_doubt || self.is_signed_in() || self.jwt.is_empty() || !self.trouble.is_empty() {
            object.str("status", status.as_bytes());
        }
        if !reason.is_empty() {
            object.str("reason", reason);
        }
        let active = self.session(b"").get("id");
        object.raw("session", if active.exists() { active.0 } else { b"null" });
        if self.jwt.is_empty() || self.fetched_at > 0.0 {
            object.raw("client", &self.client);
        }
    }

    /// The token for a need.
    #[inline(never)]
    pub(crate) fn token(&self, need: &[u8]) -> Json<'_> {
        Json(&self.tokens).items().find(|token| token.get("need").is(need)).unwrap_or(Json::NONE)
    }

    /// Whether `jwt`, which was obtained for `ask`, has expired.
    pub(crate) fn is_over(&self, ask: Json<'_>, jwt: &[u8], now: f64) -> bool {
        let token = self.token(&self.need(ask));
        token.get("jwt").is(jwt) && now >= token.number_of("until") + Times::of(jwt).leeway()
    }

    /// The token for `ask`, if it will do at this time; else empty.
    pub(crate) fn good_token(&self, ask: Json<'_>, good: Good, now: f64) -> Text {
        let token = self.token(&self.need(ask));
        let mut until = token.number_of("until");
        if good == Good::ToKeep {
            until = until.min(due(token, ask));
        }
        let will_do = good != Good::Never && token.number_of("from") <= now && now < until;
        if will_do { token.text_of("jwt") } else { Text::new() }
    }

    /// How long until the active session's token has to be renewed. Nothing if that is now, or in doubt; NaN if
    /// nobody is signed in.
    pub(crate) fn left(&self, ask: Json<'_>, now: f64) -> f64 {
        let token = self.token(&self.need(ask));
        let due = due(token, ask);
        if self.jwt.is_empty() || !self.in_doubt && !self.is_signed_in() {
            f64::NAN
        } else if !self.in_doubt && token.number_of("from") <= now && now < due {
            // Neither is NaN, as they are without a token. Before `from` the clock was set back.
            due - now
        } else {
            0.0
        }
    }

    /// Keeps `jwt` unless a newer one for the same need is there already, or its times cannot be read.
    #[inline(never)]
    pub(crate) fn remember(&mut self, need: &[u8], jwt: &[u8], arrival: Arrival) {
        let times = Times::of(jwt);
        let known = Times::of(&self.token(need).text_of("jwt"));
        let until = arrival.until(times);
        if until.is_nan() || known.is_newer_than(times) {
            return;
        }
        let mut token = Object::new();
        token.str("need", need);
        token.str("jwt", jwt);
        token.number("from", arrival.sent_at);
        token.number("until", until);
        self.put_token(need, &token.end());
    }

    /// Puts `token`, if there is one, in the place of what is kept for `need`. Tokens whose session is gone go.
    #[inline(never)]
    fn put_token(&mut self, need: &[u8], token: &[u8]) {
        let mut tokens = List::new();
        for other in Json(&self.tokens).items() {
            let key = other.text_of("need");
            if key != need && self.session(cut(&key, b'|').0).exists() {
                tokens.raw(other.0);
            }
        }
        if !token.is_empty() {
            tokens.raw(token);
        }
        self.tokens = tokens.end();
    }

    /// The session with this id; without one the active session: the last active one if it still counts,
    /// else the first that does.
    #[inline(never)]
    pub(crate) fn session(&self, id: &[u8]) -> Json<'_> {
        let client = Json(&self.client);
        let mut first = Json::NONE;
        for session in client.get("sessions").items() {
            let status = session.get("status");
            let counts = (status.is(b"active") || status.is(b"pending")) && session.get("user").is_object();
            if !counts {
                continue;
            }
            let found = session.get("id");
            if if id.is_empty() { found == client.get("last_active_session_id") } else { found.is(id) } {
                return session;
            }
            if id.is_empty() && !first.exists() {
                first = session;
            }
        }
        first
    }

    pub(crate) fn is_signed_in(&self) -> bool {
        self.session(b"").exists()
    }

    /// Whether nothing speaks against answering from this snapshot alone.
    pub(crate) fn is_certain(&self) -> bool {
        !self.in_doubt && self.is_signed_in()
    }

    pub(crate) fn is_fresh_at(&self, now: f64) -> bool {
        (0.0..SNAPSHOT_LIFE_MS).contains(&(now - self.fetched_at))
    }

    /// The key under which a request's token is kept; empty if no session is there to ask for.
    #[inline(never)]
    pub(crate) fn need(&self, ask: Json<'_>) -> Text {
        let session = self.session(&ask.text_of("session"));
        if !session.exists() {
            return Text::new();
        }
        text(&[&session.text_of("id"), b"|", &ask.text_of("template"), b"|", &self.organization(ask)])
    }

    /// The organization asked for, else the one that is active in the session.
    pub(crate) fn organization(&self, ask: Json<'_>) -> Text {
        let asked = ask.get("organization");
        if asked.is_string() {
            return asked.text();
        }
        self.session(&ask.text_of("session")).text_of("last_active_organization_id")
    }

    /// Takes over what the server says of the client: its sessions, and the tokens it sent along.
    /// Tokens of sessions that are gone go with them.
    #[inline(never)]
    pub(crate) fn take_client(&mut self, client: Json<'_>, arrival: Arrival) {
        self.client = client.0.into();
        self.fetched_at = arrival.sent_at;
        self.in_doubt = false;
        for session in client.get("sessions").items() {
            let organization = session.text_of("last_active_organization_id");
            let need = text(&[&session.text_of("id"), b"||", &organization]);
            self.remember(&need, &session.get("last_active_token").text_of("jwt"), arrival);
        }
        self.put_token(b"", b"");
    }
}

/// When a token that is kept has to be renewed: when it is as old as `every` says, or else before it ends.
#[inline(never)]
fn due(token: Json<'_>, ask: Json<'_>) -> f64 {
    let due = token.number_of("from") + ask.number_of("every") * 1_000.0;
    if due.is_nan() { token.number_of("until") - Times::of(&token.text_of("jwt")).renewal() } else { due }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tests::jwt;

    const NOW: i64 = 1_800_000_000_000;

    fn arrival() -> Arrival {
        Arrival { sent_at: NOW as f64, server_date: NOW as f64, offset: f64::NAN, minted: false }
    }

    fn client(sessions: &str, last: &str) -> String {
        std::format!(r#"{{"id":"client_1","last_active_session_id":"{last}","sessions":[{sessions}]}}"#)
    }

    fn session(id: &str, status: &str) -> String {
        let token = jwt(NOW / 1000, 60);
        std::format!(
            r#"{{"id":"{id}","status":"{status}","user":{{"id":"user_1"}},"last_active_token":{{"jwt":"{token}"}}}}"#
        )
    }

    fn state(sessions: &[String], last: &str) -> State {
        let mut state = State::new(b"client-jwt".into());
        state.take_client(Json(client(&sessions.join(","), last).as_bytes()), arrival());
        state
    }

    fn restored(item: &[u8]) -> Option<State> {
        let mut state = State::new(b"client-jwt".into());
        state.restore(Json(item), false).then_some(state)
    }

    fn needs(state: &State) -> Vec<Text> {
        Json(&state.tokens).items().map(|token| token.text_of("need")).collect()
    }

    #[test]
    fn the_item_says_in_what_window_its_token_may_be_used() {
        let state = state(&[session("sess_1", "active")], "sess_1");
        let item = state.encode(Object::new());
        let json = Json(&item);
        assert_eq!(json.text_of("token"), jwt(NOW / 1000, 60).as_bytes());
        assert_eq!(json.number_of("from"), NOW as f64);
        assert!(json.number_of("until") < (NOW + 56_000) as f64);
        let restored = restored(&item).unwrap();
        assert_eq!(restored.encode(Object::new()), item);
    }

    #[test]
    fn a_change_in_doubt_tears_up_the_ticket_and_keeps_the_token() {
        let mut state = state(&[session("sess_1", "active")], "sess_1");
        state.in_doubt = true;
        assert!(!Json(&state.encode(Object::new())).get("token").exists());
        assert_eq!(needs(&state).len(), 1);
    }

    #[test]
    fn the_active_session_is_the_last_active_one_that_still_counts() {
        let both = [session("sess_1", "active"), session("sess_2", "active")];
        assert_eq!(state(&both, "sess_2").session(b"").text_of("id"), b"sess_2");
        assert_eq!(state(&both, "sess_9").session(b"").text_of("id"), b"sess_1");
        assert!(!state(&[session("sess_1", "ended")], "sess_1").is_signed_in());
        assert!(state(&[session("sess_1", "pending")], "").is_signed_in());
    }

    #[test]
    fn tokens_go_with_their_session() {
        let mut state = state(&[session("sess_1", "active"), session("sess_2", "active")], "sess_1");
        assert_eq!(needs(&state).len(), 2);
        state.take_client(Json(client(&session("sess_2", "active"), "sess_2").as_bytes()), arrival());
        assert_eq!(needs(&state), [b"sess_2||"]);
        state.take_client(Json(b"null"), arrival());
        assert!(needs(&state).is_empty() && !state.is_signed_in());
    }

    #[test]
    fn of_two_tokens_for_one_need_the_newer_one_stays() {
        let mut state = state(&[session("sess_1", "active")], "sess_1");
        let (older, newer) = (jwt(NOW / 1000 - 9, 60), jwt(NOW / 1000 + 9, 60));
        for token in [&older, &newer, &older] {
            state.remember(b"sess_1||", token.as_bytes(), arrival());
        }
        assert_eq!(state.token(b"sess_1||").text_of("jwt"), newer.as_bytes());
        assert_eq!(needs(&state).len(), 1);
    }

    #[test]
    fn an_item_of_another_version_or_a_damaged_one_is_no_item() {
        let item = String::from_utf8(state(&[], "").encode(Object::new())).unwrap();
        assert!(restored(item.as_bytes()).is_some());
        assert!(restored(item.replace("\"v\":1", "\"v\":2").as_bytes()).is_none());
        assert!(restored(b"[]").is_none());
    }

    #[test]
    fn an_item_about_another_client_or_another_sign_in_on_the_web_is_no_item() {
        let item = Json(&state(&[], "").encode(Object::new())).0.to_vec();
        assert!(!State::new(b"other".into()).restore(Json(&item), false));
        let mut synced = State::new(b"client-jwt".into());
        synced.mark = b"1700000000|".into();
        assert!(!synced.restore(Json(&item), true));
        assert!(synced.restore(Json(&item), false), "what cannot be seen is no sign of a change");
    }
}
