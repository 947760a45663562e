//! Reading and writing what the extension's contexts share.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::cookies::{self, Synced};
use crate::effect::{Area, Effect, Output};
use crate::encode::fingerprint;
use crate::machine::Cx;
use crate::state::State;
use crate::{Error, Result};

/// What storage, and under session sync the web app's cookies, say at one moment.
pub(crate) struct View {
    /// What is known under the client JWT that is to be used now.
    pub state: Option<Box<State>>,
    /// Why the web app's sign-in could not be seen.
    pub diagnostic: Option<&'static str>,
    pub ground: Box<Ground>,
}

/// The client JWT that is to be used, beside the one that is stored. Only what differs is written: an
/// official popup writes the same key without taking our lock, and its sign-in must not be undone.
pub(crate) struct Ground {
    pub jwt: Option<String>,
    mark: Option<String>,
    /// The JWT is the web app's.
    synced: bool,
    stored: Option<String>,
    was_synced: bool,
}

impl Ground {
    /// The stored JWT is to be replaced by the web app's, or forgotten with it.
    pub(crate) fn to_adopt(&self) -> bool {
        self.jwt != self.stored || self.synced != self.was_synced
    }

    /// After a write: this JWT is what storage holds now.
    pub(crate) fn stored_is(&mut self, jwt: &str) {
        self.stored = Some(String::from(jwt));
        self.was_synced = self.synced;
    }
}

impl View {
    /// The state to go on from; an empty one, in doubt, if nothing is known under this JWT.
    pub(crate) fn into_state(self) -> (Box<State>, Box<Ground>) {
        let View { state, ground, .. } = self;
        let unknown = || State::new(ground.jwt.clone().unwrap_or_default(), ground.mark.clone());
        (state.unwrap_or_else(unknown), ground)
    }

    /// The state, if an answer may be given from it alone.
    pub(crate) fn certain(&self) -> Option<&State> {
        self.state.as_deref().filter(|state| !self.ground.to_adopt() && state.is_certain())
    }
}

impl Cx {
    /// The official key, so that an official popup and our worker share a sign-in.
    fn jwt_key(&self) -> String {
        self.key("", "|__clerk_client_jwt|v2")
    }

    fn state_key(&self) -> String {
        self.key("nightdesk|", "|state")
    }

    /// Holds the fingerprint of a stored JWT that came from the web app and goes when it goes.
    fn synced_key(&self) -> String {
        self.key("nightdesk|", "|synced")
    }

    fn key(&self, prefix: &str, suffix: &str) -> String {
        let mut key = String::from(prefix);
        key.push_str(&self.config().key.frontend_api);
        key.push_str(suffix);
        key
    }

    /// # Errors
    /// `storage_failed`.
    pub(crate) async fn read(&self) -> Result<View> {
        let keys = vec![
            (Area::Local, self.jwt_key()),
            (Area::Local, self.synced_key()),
            (Area::Session, self.state_key()),
        ];
        let Output::Got(values) = self.perform(Effect::Get(keys)).await else {
            return Err(storage_failed("read from"));
        };
        let mut values = values.into_iter().map(|value| value.filter(|text| !text.is_empty()));
        let mut next = || values.next().flatten();
        let (stored, synced_print, state) = (next(), next(), next());
        let was_synced = stored.is_some() && synced_print == stored.as_deref().map(fingerprint);

        let (web, mut diagnostic) = self.web_sign_in().await;
        let unseen = web.is_none();
        let (jwt, synced, mark) = match web {
            Some(Synced { jwt: Some(jwt), mark }) => (Some(jwt), true, Some(mark)),
            Some(Synced { jwt: None, .. }) => {
                diagnostic = Some("cookie_not_found");
                (stored.clone().filter(|_| !was_synced), false, None)
            }
            None => (stored.clone(), was_synced, None),
        };
        let state = state
            .as_deref()
            .and_then(State::decode)
            .filter(|state| Some(&state.jwt) == jwt.as_ref() && (unseen || state.mark == mark));
        Ok(View { state, diagnostic, ground: Box::new(Ground { jwt, mark, synced, stored, was_synced }) })
    }

    async fn web_sign_in(&self) -> (Option<Synced>, Option<&'static str>) {
        let Some(url) = &self.config().sync_url else { return (None, None) };
        match self
            .perform(Effect::Cookies { url: url.clone(), key: self.config().publishable_key.clone() })
            .await
        {
            Output::Cookies(Ok(jar)) => (Some(cookies::read(self.config(), &jar)), None),
            Output::Cookies(Err(trouble)) => (None, Some(cookies::diagnostic(trouble))),
            _ => (None, Some("cookies_unreadable")),
        }
    }

    /// Stores what is known now, and the client JWT if it has changed.
    ///
    /// # Errors
    /// `storage_failed`.
    pub(crate) async fn write(&self, state: &State, ground: &Ground) -> Result<()> {
        self.put(Some(&state.jwt), ground.synced, Some(state.encode()), ground).await?;
        self.show(&state.client);
        Ok(())
    }

    /// Forgets the client JWT and all that was known under it.
    ///
    /// # Errors
    /// `storage_failed`.
    pub(crate) async fn forget(&self, ground: &Ground) -> Result<()> {
        self.put(None, false, None, ground).await?;
        self.show("null");
        Ok(())
    }

    async fn put(
        &self,
        jwt: Option<&str>,
        synced: bool,
        state: Option<String>,
        ground: &Ground,
    ) -> Result<()> {
        let jwt = jwt.filter(|jwt| !jwt.is_empty());
        let mut items = Vec::new();
        if jwt != ground.stored.as_deref() || synced != ground.was_synced {
            items.push((Area::Local, self.jwt_key(), jwt.map(String::from)));
            items.push((Area::Local, self.synced_key(), jwt.filter(|_| synced).map(fingerprint)));
        }
        items.push((Area::Session, self.state_key(), state));
        match self.perform(Effect::Put(items)).await {
            Output::Done => Ok(()),
            _ => Err(storage_failed("write to")),
        }
    }
}

fn storage_failed(what: &str) -> Box<Error> {
    let mut message = String::from("The extension could not ");
    message.push_str(what);
    message.push_str(" chrome.storage. Is the disk full, or the profile locked?");
    Error::runtime("storage_failed", &message)
}
