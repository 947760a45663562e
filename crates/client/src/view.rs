//! Reading and writing what the extension's contexts share.

use alloc::boxed::Box;

use crate::cookies;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::machine::Cx;
use crate::state::State;
use crate::text::{Text, fingerprint, text};
use crate::token::{Arrival, Good};
use crate::write::{List, Object};

/// What storage, and under session sync the web app's cookies, say at one moment; and the turn to change it.
pub(crate) struct View<'a> {
    pub cx: &'a Cx,
    /// What is known under the client JWT that is to be used now; new, so in doubt, if nothing is.
    pub state: State,
    pub was_known: bool,
    /// When the last answer came, by both clocks.
    pub arrival: Arrival,
    /// The server replaced the client JWT, and the new one is not in storage yet.
    pub was_replaced: bool,
    /// The client JWT is the web app's.
    pub synced: bool,
    /// The web app has cookies of another instance, and none that are surely ours.
    pub is_foreign: bool,
    /// The client JWT that is in storage. Only what differs is written: an official popup writes the same key
    /// without taking our lock, and its sign-in must not be undone.
    stored: Text,
    was_synced: bool,
    /// The effect that obtained the lock; zero without.
    turn: u32,
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        if self.turn > 0 {
            let mut unlock = Object::new();
            unlock.number("lock", f64::from(self.turn));
            self.cx.tell("unlock", unlock);
        }
    }
}

impl<'a> View<'a> {
    /// Reads what is there; `alone` waits for the extension-wide turn to talk to the server before, which ends
    /// when the view is dropped.
    ///
    /// # Errors
    /// `lock_failed` where the platform refuses the lock, `storage_failed`.
    pub(crate) async fn read(cx: &'a Cx, alone: bool) -> Result<Box<View<'a>>> {
        let mut turn = 0;
        if alone {
            let mut lock = Object::new();
            lock.str("name", &key(cx, "nightdesk|", ""));
            turn = cx.tell("lock", lock);
            if has_failed(&cx.answer().await) {
                return Err(Error::runtime(
                    "lock_failed",
                    &[b"The browser refused the lock of pages and worker."],
                ));
            }
        }
        let stored = cx.perform("get", keys(cx)).await;
        let mut web = Text::new();
        if !cx.config().sync_url.is_empty() {
            let mut jar = Object::new();
            let mut urls = List::new();
            urls.str(&cx.config().sync_url);
            // In production the cookie may be the frontend API's own.
            let api = text(&[&cx.config().key.origin(), b"/"]);
            if api != cx.config().sync_url {
                urls.str(&api);
            }
            jar.raw("urls", &urls.end());
            jar.str("key", &cx.config().publishable_key);
            web = cx.perform("cookies", jar).await;
        }
        let view = View::of(cx, turn, Json(&stored), Json(&web));
        if Json(&stored).get("values").exists() { Ok(view) } else { Err(storage_failed()) }
    }

    fn of(cx: &'a Cx, turn: u32, answer: Json<'_>, web: Json<'_>) -> Box<View<'a>> {
        let mut values = answer.get("values").items();
        let mut next = || values.next().unwrap_or(Json::NONE);
        let (stored, synced_print, item) = (next().text(), next().text(), next());
        let was_synced = !stored.is_empty() && synced_print == fingerprint(&stored);
        let mut view = Box::new(View {
            cx,
            state: State::new(stored.clone()),
            was_known: false,
            arrival: Arrival::unknown(cx.now()),
            was_replaced: false,
            is_foreign: false,
            synced: was_synced,
            stored,
            was_synced,
            turn,
        });
        let mut seen = false;
        if web.exists() {
            let found = cookies::read(cx.config(), web);
            view.state.web = found.reason;
            view.is_foreign = found.is_foreign;
            seen = web.get("cookies").exists() && found.reason != cookies::HIDDEN;
            if !found.jwt.is_empty() {
                view.synced = true;
                view.state.jwt = found.jwt;
                view.state.mark = found.mark;
            } else if seen {
                view.synced = false;
                if was_synced {
                    view.state.jwt.clear();
                }
            }
        }
        view.was_known = view.state.restore(item, seen);
        view
    }

    /// The stored JWT is to be replaced by the one in use, or forgotten with it.
    pub(crate) fn to_adopt(&self) -> bool {
        self.state.jwt != self.stored || self.synced != self.was_synced
    }

    /// The stored token, if nothing speaks against answering from storage; empty if it will not do.
    #[inline(never)]
    pub(crate) fn token(&self, ask: Json<'_>, good: Good) -> Text {
        if !self.to_adopt() && self.state.is_certain() {
            self.state.good_token(ask, good, self.cx.now())
        } else {
            Text::new()
        }
    }

    /// Stores what is known now, and the client JWT if it has changed. Without a client JWT, all that was
    /// known under it is forgotten.
    ///
    /// # Errors
    /// `storage_failed`.
    pub(crate) async fn write(&mut self) -> Result<()> {
        if has_failed(&self.cx.perform("put", self.items()).await) {
            return Err(storage_failed());
        }
        self.stored = self.state.jwt.clone();
        self.was_synced = self.synced;
        self.was_replaced = false;
        self.cx.show(&self.state);
        Ok(())
    }

    fn items(&self) -> Object {
        let jwt = &self.state.jwt;
        let mut items = List::new();
        if self.to_adopt() {
            entry(&mut items, LOCAL, jwt_key(self.cx), jwt);
            let print = if self.synced { fingerprint(jwt) } else { Text::new() };
            entry(&mut items, LOCAL, synced_key(self.cx), &print);
        }
        let item = if jwt.is_empty() { Text::new() } else { self.state.encode(self.token_call(Json::NONE)) };
        entry(&mut items, SESSION, state_key(self.cx), &item);
        let mut put = Object::new();
        put.raw("items", &items.end());
        put
    }
}

/// Survives a browser restart.
const LOCAL: &[u8] = b"local";

/// In memory, trusted contexts only, gone when the browser closes.
const SESSION: &[u8] = b"session";

fn keys(cx: &Cx) -> Object {
    let mut keys = List::new();
    entry(&mut keys, LOCAL, jwt_key(cx), b"");
    entry(&mut keys, LOCAL, synced_key(cx), b"");
    entry(&mut keys, SESSION, state_key(cx), b"");
    let mut get = Object::new();
    get.raw("keys", &keys.end());
    get
}

/// Local storage takes text, session storage JSON. An empty value is left away, which removes the key.
#[inline(never)]
fn entry(list: &mut List, area: &[u8], key: Text, value: &[u8]) {
    let mut entry = List::new();
    entry.str(area);
    entry.str(&key);
    match value {
        b"" => {}
        json if area == SESSION => entry.raw(json),
        text => entry.str(text),
    }
    list.raw(&entry.end());
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
fn storage_failed() -> Box<Error> {
    Error::runtime("storage_failed", &[b"chrome.storage or storageCache failed. Is the disk full?"])
}
