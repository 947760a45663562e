//! Reading and writing what the extension's contexts share.

use alloc::boxed::Box;

use crate::cookies;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::machine::Cx;
use crate::state::State;
use crate::text::{Text, fingerprint, text};
use crate::token::Arrival;
use crate::write::{List, Object};

/// What storage, and under session sync the web app's cookies, say at one moment; and the turn to change it.
pub(crate) struct View {
    pub cx: Cx,
    /// What is known under the client JWT that is to be used now; new, so in doubt, if nothing is.
    pub state: State,
    pub was_known: bool,
    /// Why the web app's sign-in could not be seen; empty if it was, or is not wanted.
    pub diagnostic: &'static str,
    /// When the last answer came, by both clocks.
    pub arrival: Arrival,
    /// The server replaced the client JWT, and the new one is not in storage yet.
    pub was_replaced: bool,
    /// The client JWT is the web app's.
    synced: bool,
    /// The client JWT that is in storage. Only what differs is written: an official popup writes the same key
    /// without taking our lock, and its sign-in must not be undone.
    stored: Text,
    was_synced: bool,
    /// The effect that obtained the lock; zero without.
    turn: u32,
}

impl Drop for View {
    fn drop(&mut self) {
        if self.turn > 0 {
            let mut effect = self.cx.effect("unlock");
            effect.number("lock", f64::from(self.turn));
            self.cx.tell(effect);
        }
    }
}

impl View {
    /// Reads what is there; `alone` waits for the extension-wide turn to talk to the server before, which ends
    /// when the view is dropped.
    ///
    /// # Errors
    /// `lock_failed` where the platform refuses the lock, `storage_failed`.
    pub(crate) async fn read(cx: &Cx, alone: bool) -> Result<Box<View>> {
        let mut turn = 0;
        if alone {
            let mut effect = cx.effect("lock");
            effect.str("name", &key(cx, "nightdesk|", ""));
            turn = cx.last_id();
            if has_failed(&cx.perform(effect).await) {
                return Err(Error::runtime(
                    "lock_failed",
                    &[b"The browser refused the lock that the extension's pages share."],
                ));
            }
        }
        let stored = cx.perform(get(cx)).await;
        let mut web = Text::new();
        if !cx.config().sync_url.is_empty() {
            let mut effect = cx.effect("cookies");
            effect.str("url", &cx.config().sync_url);
            effect.str("key", &cx.config().publishable_key);
            web = cx.perform(effect).await;
        }
        let view = View::of(cx.clone(), turn, Json(&stored), Json(&web));
        if Json(&stored).get("values").exists() { Ok(view) } else { Err(storage_failed("read from")) }
    }

    fn of(cx: Cx, turn: u32, answer: Json<'_>, web: Json<'_>) -> Box<View> {
        let mut values = answer.get("values").items();
        let mut next = || values.next().unwrap_or(Json::NONE).text();
        let (stored, synced_print, item) = (next(), next(), next());
        let was_synced = !stored.is_empty() && synced_print == fingerprint(&stored);

        let (mut jwt, mut mark, mut synced, mut diagnostic) = (stored.clone(), Text::new(), was_synced, "");
        let seen = web.get("cookies").exists();
        if seen {
            let found = cookies::read(cx.config(), web);
            synced = !found.jwt.is_empty();
            if synced {
                (jwt, mark) = (found.jwt, found.mark);
            } else {
                diagnostic = "cookie_not_found";
                if was_synced {
                    jwt.clear();
                }
            }
        } else if web.exists() {
            diagnostic = cookies::diagnostic(web);
        }

        let known = State::decode(&item).filter(|state| state.jwt == jwt && (!seen || state.mark == mark));
        let was_known = known.is_some();
        let state = known.unwrap_or_else(|| State::new(jwt, mark));
        let arrival = Arrival::unknown(cx.now());
        Box::new(View {
            cx,
            state,
            was_known,
            diagnostic,
            arrival,
            was_replaced: false,
            synced,
            stored,
            was_synced,
            turn,
        })
    }

    /// The stored JWT is to be replaced by the one in use, or forgotten with it.
    pub(crate) fn to_adopt(&self) -> bool {
        self.state.jwt != self.stored || self.synced != self.was_synced
    }

    /// Whether an answer may be given from this alone.
    pub(crate) fn is_certain(&self) -> bool {
        !self.to_adopt() && self.state.is_certain()
    }

    /// Stores what is known now, and the client JWT if it has changed. Without a client JWT, all that was
    /// known under it is forgotten.
    ///
    /// # Errors
    /// `storage_failed`.
    pub(crate) async fn write(&mut self) -> Result<()> {
        if has_failed(&self.cx.perform(self.put()).await) {
            return Err(storage_failed("write to"));
        }
        self.stored = self.state.jwt.clone();
        self.was_synced = self.synced;
        self.was_replaced = false;
        self.cx.show(&self.state.client);
        Ok(())
    }

    fn put(&self) -> Object {
        let jwt = &self.state.jwt;
        let mut items = List::new();
        let mut put = |area: &str, key: Text, value: Text| {
            let mut item = List::new();
            item.str(area.as_bytes());
            item.str(&key);
            if !value.is_empty() {
                item.str(&value);
            }
            items.raw(&item.end());
        };
        if self.to_adopt() {
            put("local", jwt_key(&self.cx), jwt.clone());
            put("local", synced_key(&self.cx), if self.synced { fingerprint(jwt) } else { Text::new() });
        }
        put("session", state_key(&self.cx), if jwt.is_empty() { Text::new() } else { self.state.encode() });
        let mut effect = self.cx.effect("put");
        effect.raw("items", &items.end());
        effect
    }
}

fn get(cx: &Cx) -> Object {
    let mut keys = List::new();
    for (area, key) in [("local", jwt_key(cx)), ("local", synced_key(cx)), ("session", state_key(cx))] {
        let mut item = List::new();
        item.str(area.as_bytes());
        item.str(&key);
        keys.raw(&item.end());
    }
    let mut effect = cx.effect("get");
    effect.raw("keys", &keys.end());
    effect
}

/// The official key, so that an official popup and our worker share a sign-in.
fn jwt_key(cx: &Cx) -> Text {
    key(cx, "", "|__clerk_client_jwt|v2")
}

fn state_key(cx: &Cx) -> Text {
    key(cx, "nightdesk|", "|state")
}

/// Holds the fingerprint of a stored JWT that came from the web app and goes when it goes.
fn synced_key(cx: &Cx) -> Text {
    key(cx, "nightdesk|", "|synced")
}

#[inline(never)]
fn key(cx: &Cx, prefix: &str, suffix: &str) -> Text {
    text(&[prefix.as_bytes(), &cx.config().key.frontend_api, suffix.as_bytes()])
}

fn has_failed(answer: &Text) -> bool {
    Json(answer).get("failed").exists()
}

#[inline(never)]
fn storage_failed(what: &str) -> Box<Error> {
    let why = b" chrome.storage. Is the disk full, or the profile locked?";
    Error::runtime("storage_failed", &[b"The extension could not ", what.as_bytes(), why])
}
