//! An identity provider on loopback: OpenID Connect with PKCE, as strict as real ones are, and wrong on demand.

mod answers;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use nightdesk_jws::SigningKey;
use tokio::net::TcpListener;
use url::Url;

use crate::MockClock;

/// Who we are at the provider.
pub const CLIENT_ID: &str = "nightdesk";
pub const CLIENT_SECRET: &str = "a secret of the provider";

/// Somebody with an account at the provider.
#[derive(Debug, Clone)]
pub struct Person {
    pub sub: &'static str,
    pub email: Option<&'static str>,
    pub email_verified: bool,
    pub given_name: &'static str,
}

/// What the provider does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Signs by a key that it does not publish.
    Key,
    Issuer,
    Audience,
    Nonce,
    Expired,
    NoIdToken,
    /// Answers the exchange with 500.
    Down,
    /// Answers it with more than anybody wants to read.
    Endless,
    NotJson,
    /// The user info is about somebody else.
    UserInfo,
}

/// The provider. It ends with the test's runtime.
pub struct TestProvider {
    /// Its issuer.
    pub url: String,
    shared: Arc<Shared>,
}

struct Shared {
    url: String,
    clock: MockClock,
    key: SigningKey,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    fault: Option<Fault>,
    codes: HashMap<String, Granted>,
    access: HashMap<String, Person>,
    refresh: HashMap<String, Person>,
    revoked: Vec<String>,
    count: u32,
    keys_read: u32,
}

/// What a code stands for.
struct Granted {
    person: Person,
    challenge: String,
    nonce: String,
    redirect_uri: String,
}

impl TestProvider {
    /// Starts a provider whose clock is the test's.
    ///
    /// # Panics
    /// If loopback has no free port.
    pub async fn start(clock: &MockClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let key = SigningKey::generate().expect("an RSA key can be made");
        let shared =
            Arc::new(Shared { url: url.clone(), clock: clock.clone(), key, state: Mutex::default() });
        let router = answers::router(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shared }
    }

    /// Has the user of a browser at the provider's page agree, and gives the path and query that leads back.
    ///
    /// # Panics
    /// If the page was asked for in a way that the provider does not take.
    #[must_use]
    pub fn agree(&self, authorize_url: &str, person: &Person) -> String {
        let query = self.asked(authorize_url);
        let get = |name: &str| query.get(name).unwrap_or_else(|| panic!("no {name}")).clone();
        assert_eq!((get("response_type").as_str(), get("client_id").as_str()), ("code", CLIENT_ID));
        assert_eq!(get("code_challenge_method"), "S256");
        let granted = Granted {
            person: person.clone(),
            challenge: get("code_challenge"),
            nonce: get("nonce"),
            redirect_uri: get("redirect_uri"),
        };
        let mut state = self.shared.state();
        state.count += 1;
        let code = format!("code-{}", state.count);
        state.codes.insert(code.clone(), granted);
        format!("{}?code={code}&state={}", callback_path(&get("redirect_uri")), get("state"))
    }

    /// Has the user refuse, or the provider go wrong: `error` is what it comes back with.
    #[must_use]
    pub fn refuse(&self, authorize_url: &str, error: &str) -> String {
        let query = self.asked(authorize_url);
        format!("{}?error={error}&state={}", callback_path(&query["redirect_uri"]), query["state"])
    }

    /// Goes wrong from now on, or right again.
    pub fn fail(&self, fault: Option<Fault>) {
        self.shared.state().fault = fault;
    }

    /// What the provider's own button or SDK gives an application about its user.
    #[must_use]
    pub fn id_token(&self, person: &Person) -> String {
        let fault = self.shared.state().fault;
        answers::id_token(&self.shared, person, "", fault)
    }

    /// How often somebody has read the keys.
    #[must_use]
    pub fn keys_read(&self) -> u32 {
        self.shared.state().keys_read
    }

    /// The tokens that were given back.
    #[must_use]
    pub fn revoked(&self) -> Vec<String> {
        self.shared.state().revoked.clone()
    }

    fn asked(&self, authorize_url: &str) -> HashMap<String, String> {
        let url = Url::parse(authorize_url).expect("an absolute address");
        assert!(authorize_url.starts_with(&format!("{}/authorize?", self.url)), "{authorize_url}");
        url.query_pairs().into_owned().collect()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn callback_path(redirect_uri: &str) -> String {
    Url::parse(redirect_uri).expect("an absolute address").path().to_owned()
}
