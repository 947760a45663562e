//! What survives a worker: one versioned item in session storage, next to the client JWT in local storage.
//!
//! The item is also the *ticket*: a woken worker that finds `jwt` equal to the stored client JWT and its
//! own clock inside `[from, until)` may answer with `token` and `client` without starting the core. Every
//! change of who is signed in rewrites the item whole, so there is no moment at which an old ticket
//! stands beside a new sign-in.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::Json;
use crate::effect::TokenRequest;
use crate::json::{Object, array};
use crate::text::cut;
use crate::token::{Arrival, Token};

/// Bumped when the item changes shape; another version's item is read as none.
const VERSION: i64 = 1;

/// A snapshot older than this is fetched again on the next occasion that costs a request anyway.
const SNAPSHOT_LIFE_MS: i64 = 300_000;

#[derive(Clone, Debug)]
pub(crate) struct State {
    /// The client JWT that all of this was obtained with.
    pub jwt: String,
    /// What the web app's cookies said of the sign-in, under session sync.
    pub mark: Option<String>,
    /// The client resource as the server sent it, `null` included.
    pub client: String,
    /// This machine's clock when `client` was fetched.
    pub fetched_at: i64,
    /// A change was sent whose outcome is not known yet.
    pub in_doubt: bool,
    /// The server's clock less this machine's.
    pub offset: Option<i64>,
    pub tokens: Vec<(String, Token)>,
}

impl State {
    pub(crate) fn new(jwt: String, mark: Option<String>) -> Box<State> {
        Box::new(State {
            jwt,
            mark,
            client: String::from("null"),
            fetched_at: 0,
            in_doubt: true,
            offset: None,
            tokens: Vec::new(),
        })
    }

    pub(crate) fn decode(text: &str) -> Option<Box<State>> {
        let json = Json::parse(text)?;
        if json.get("v")?.int()? != VERSION {
            return None;
        }
        let token = |item: Json<'_>| {
            let token =
                Token::restored(item.text("jwt")?, item.get("from")?.int()?, item.get("until")?.int()?)?;
            Some((item.text("need")?, token))
        };
        Some(Box::new(State {
            jwt: json.text("jwt")?,
            mark: json.text("mark"),
            client: String::from(json.get("client")?.raw()),
            fetched_at: json.get("fetched_at")?.int()?,
            in_doubt: json.get("in_doubt")?.bool()?,
            offset: json.get("offset").and_then(Json::int),
            tokens: json.get("tokens")?.items().filter_map(token).collect(),
        }))
    }

    pub(crate) fn encode(&self) -> String {
        let tokens = array(self.tokens.iter().map(|(need, token)| {
            let item = Object::new().str("need", need).str("jwt", &token.jwt);
            item.int("from", token.from).int("until", token.until).end()
        }));
        let mut item = Object::new()
            .int("v", VERSION)
            .str("jwt", &self.jwt)
            .maybe("mark", self.mark.as_deref())
            .raw("client", &self.client)
            .int("fetched_at", self.fetched_at)
            .bool("in_doubt", self.in_doubt)
            .raw("tokens", &tokens);
        if let Some(offset) = self.offset {
            item = item.int("offset", offset);
        }
        if let Some(token) = self.ticket() {
            item = item.str("token", &token.jwt).int("from", token.from).int("until", token.until);
        }
        item.end()
    }

    /// The active session's own token, unless something is in doubt.
    fn ticket(&self) -> Option<&Token> {
        if self.in_doubt {
            return None;
        }
        self.token(&self.need(&TokenRequest::default())?)
    }

    pub(crate) fn token(&self, need: &str) -> Option<&Token> {
        self.tokens.iter().find(|(key, _)| key == need).map(|(_, token)| token)
    }

    /// Keeps `token` unless a newer one for the same need is there already.
    pub(crate) fn remember(&mut self, need: String, token: Token) {
        match self.tokens.iter_mut().find(|(key, _)| *key == need) {
            Some((_, known)) if known.is_newer_than(&token) => {}
            Some((_, known)) => *known = token,
            None => self.tokens.push((need, token)),
        }
    }

    /// The active session: the last active one if it still counts, else the first that does.
    pub(crate) fn session(&self) -> Option<Json<'_>> {
        let client = Json::parse(&self.client)?;
        let last = client.text("last_active_session_id");
        let counts = |session: &Json<'_>| {
            matches!(session.text("status").as_deref(), Some("active" | "pending"))
                && session.get("user").is_some_and(Json::is_object)
        };
        let mut sessions = client.get("sessions")?.items().filter(counts);
        let first = sessions.next()?;
        let is_last = |session: &Json<'_>| last.is_some() && session.text("id") == last;
        if is_last(&first) { Some(first) } else { sessions.find(is_last).or(Some(first)) }
    }

    /// A session of this client that counts, by its id.
    pub(crate) fn has_session(&self, id: &str) -> bool {
        Json::parse(&self.client)
            .and_then(|client| client.get("sessions"))
            .is_some_and(|sessions| sessions.items().any(|session| session.text("id").as_deref() == Some(id)))
    }

    pub(crate) fn is_signed_in(&self) -> bool {
        self.session().is_some()
    }

    /// Whether nothing speaks against answering from this snapshot alone.
    pub(crate) fn is_certain(&self) -> bool {
        !self.in_doubt && self.is_signed_in()
    }

    pub(crate) fn is_fresh_at(&self, now: i64) -> bool {
        (0..SNAPSHOT_LIFE_MS).contains(&(now - self.fetched_at))
    }

    /// The key under which a request's token is kept; `None` if no session is there to ask for.
    pub(crate) fn need(&self, ask: &TokenRequest) -> Option<String> {
        let active = self.session();
        let mut need = match &ask.session {
            Some(id) => id.clone(),
            None => active?.text("id")?,
        };
        need.push('|');
        need.push_str(ask.template.as_deref().unwrap_or(""));
        need.push('|');
        need.push_str(&self.organization(ask).unwrap_or_default());
        Some(need)
    }

    /// The organization asked for, else the one that is active in the session.
    pub(crate) fn organization(&self, ask: &TokenRequest) -> Option<String> {
        if ask.organization.is_some() {
            return ask.organization.clone();
        }
        let session = match &ask.session {
            Some(id) => Json::parse(&self.client)?
                .get("sessions")?
                .items()
                .find(|session| session.text("id").as_deref() == Some(id))?,
            None => self.session()?,
        };
        session.text("last_active_organization_id")
    }

    /// Takes over what the server says of the client: its sessions, and the tokens it sent along.
    /// Tokens of sessions that are gone go with them.
    pub(crate) fn take_client(&mut self, client: &str, arrival: Arrival) {
        self.client = String::from(client);
        self.fetched_at = arrival.sent_at;
        self.in_doubt = false;
        let mut sent_along = Vec::new();
        let mut alive = Vec::new();
        for session in
            Json::parse(client).and_then(|json| json.get("sessions")).into_iter().flat_map(Json::items)
        {
            let Some(id) = session.text("id") else { continue };
            let jwt = session.get("last_active_token").and_then(|token| token.text("jwt"));
            if let Some(token) = jwt.and_then(|jwt| Token::arrived(jwt, arrival)) {
                let ask = TokenRequest { session: Some(id.clone()), ..TokenRequest::default() };
                sent_along.extend(self.need(&ask).map(|need| (need, token)));
            }
            alive.push(id);
        }
        self.tokens.retain(|(need, _)| alive.iter().any(|id| cut(need, b'|').0 == id));
        for (need, token) in sent_along {
            self.remember(need, token);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tests::jwt;

    const NOW: i64 = 1_800_000_000_000;

    fn arrival() -> Arrival {
        Arrival { sent_at: NOW, server_date: Some(NOW), offset: None, minted: false }
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

    fn state(sessions: &[String], last: &str) -> Box<State> {
        let mut state = State::new("client-jwt".into(), None);
        state.take_client(&client(&sessions.join(","), last), arrival());
        state
    }

    #[test]
    fn the_item_says_in_what_window_its_token_may_be_used() {
        let state = state(&[session("sess_1", "active")], "sess_1");
        let item = state.encode();
        let json = Json::parse(&item).unwrap();
        assert_eq!(json.text("token").unwrap(), jwt(NOW / 1000, 60));
        assert_eq!(json.get("from").unwrap().int(), Some(NOW));
        assert!(json.get("until").unwrap().int().unwrap() < NOW + 56_000);
        assert_eq!(State::decode(&item).unwrap().encode(), item);
    }

    #[test]
    fn a_change_in_doubt_tears_up_the_ticket_and_keeps_the_token() {
        let mut state = state(&[session("sess_1", "active")], "sess_1");
        state.in_doubt = true;
        assert_eq!(Json::parse(&state.encode()).unwrap().get("token"), None);
        assert_eq!(state.tokens.len(), 1);
    }

    #[test]
    fn the_active_session_is_the_last_active_one_that_still_counts() {
        let both = [session("sess_1", "active"), session("sess_2", "active")];
        assert_eq!(state(&both, "sess_2").session().unwrap().text("id").unwrap(), "sess_2");
        assert_eq!(state(&both, "sess_9").session().unwrap().text("id").unwrap(), "sess_1");
        assert!(!state(&[session("sess_1", "ended")], "sess_1").is_signed_in());
        assert!(state(&[session("sess_1", "pending")], "").is_signed_in());
    }

    #[test]
    fn tokens_go_with_their_session() {
        let mut state = state(&[session("sess_1", "active"), session("sess_2", "active")], "sess_1");
        assert_eq!(state.tokens.len(), 2);
        state.take_client(&client(&session("sess_2", "active"), "sess_2"), arrival());
        assert_eq!(state.tokens.iter().map(|(need, _)| need.as_str()).collect::<Vec<_>>(), ["sess_2||"]);
        state.take_client("null", arrival());
        assert!(state.tokens.is_empty() && !state.is_signed_in());
    }

    #[test]
    fn an_item_of_another_version_or_a_damaged_one_is_no_item() {
        let item = state(&[], "").encode();
        assert!(State::decode(&item.replace("\"v\":1", "\"v\":2")).is_none());
        assert!(State::decode(&item[..item.len() - 1]).is_none());
        assert!(State::decode("[]").is_none());
    }
}
