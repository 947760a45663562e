//! The server in process.
//!
//! Requests go through the whole router without a socket. Every JSON answer of a documented operation is held against
//! its contract, so a test that only looks at one field still notices when another one goes missing.

mod answer;
mod backend;
mod browser;
mod proof;

use std::sync::{Arc, OnceLock};

pub use answer::Answer;
use axum::{Router, body::Body, http::Request};
pub use backend::Backend;
pub use browser::{Browser, EXTENSION_ORIGIN, Identity, PAGE_ORIGIN};
use nightdesk_auth::{
    model::{Application, Environment, Instance, OutboxMessage},
    provision,
};
use nightdesk_jws::{JwkSet, VerifyingKey};
use nightdesk_server::{App, Config, HashCost, OutboxSender, Parts, router};
use nightdesk_store::{Store, applications, instances, outbox, secret_keys};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::{MockClock, SeededRng, TestDatabase, spec};

/// Host of the frontend API of test instances.
pub const FRONTEND_API: &str = "auth.nightdesk.localhost:4400";

/// Apart from the seed of the server that is copied, whose ids must not be made again.
const COPIES_SEED: u64 = 7;

/// A server on a database of its own, with one instance and one secret key. Its clock stands still until it is moved.
pub struct TestApp {
    pub store: Store,
    pub clock: MockClock,
    pub rng: Arc<SeededRng>,
    pub instance: Instance,
    /// Opens the Backend API.
    pub secret_key: String,
    router: Router,
    /// Removed with the server.
    database: TestDatabase,
}

impl TestApp {
    /// A development instance on a [usual](TestDatabase::usual) database.
    pub async fn development() -> Self {
        Self::on(TestDatabase::usual().await, Environment::Development).await
    }

    /// A production instance on a [usual](TestDatabase::usual) database.
    pub async fn production() -> Self {
        Self::on(TestDatabase::usual().await, Environment::Production).await
    }

    /// A server on a given database.
    ///
    /// # Panics
    /// If the server cannot be put together.
    pub async fn on(database: TestDatabase, environment: Environment) -> Self {
        let store = database.open().await;
        let clock = MockClock::default();
        let rng = Arc::new(SeededRng::default());
        let now = nightdesk_auth::Clock::now(&clock);
        let (application, template) = template(now);
        let instance = Instance { environment, ..template };
        let (key, secret) = provision::secret_key(&instance, "Default", &*rng, now);
        store
            .write(async |tx| {
                applications::insert(&tx, &application).await?;
                instances::insert(&tx, &instance).await?;
                secret_keys::insert(&tx, &key).await
            })
            .await
            .expect("the database is empty");
        let router = serve(&store, &clock, &rng, Config::default());
        let secret_key = secret.expose().to_owned();
        Self { store, clock, rng, instance, secret_key, router, database }
    }

    /// Another process on the same database, in place of this one.
    pub async fn restarted(self) -> Self {
        let store = self.database.open().await;
        let router = serve(&store, &self.clock, &self.rng, Config::default());
        Self { store, router, ..self }
    }

    /// Another server on a copy of the database, at the same time, with the same randomness in every copy.
    pub async fn copied(&self) -> Self {
        let database = self.database.copied();
        let (store, clock) = (database.open().await, MockClock::at(nightdesk_auth::Clock::now(&self.clock)));
        let rng = Arc::new(SeededRng::new(COPIES_SEED));
        let router = serve(&store, &clock, &rng, Config::default());
        let (instance, secret_key) = (self.instance.clone(), self.secret_key.clone());
        let database = database.noted();
        Self { store, clock, rng, instance, secret_key, router, database }
    }

    /// Whether the database of a copy is still what it was when it was copied.
    #[must_use]
    pub fn is_as_copied(&self) -> bool {
        self.database.is_as_noted()
    }

    /// The same copy with its randomness from the beginning.
    #[must_use]
    pub fn begun_anew(self) -> Self {
        self.rng.restart(COPIES_SEED);
        self
    }

    /// The same with other limits and switches.
    #[must_use]
    pub fn configured(self, config: Config) -> Self {
        let router = serve(&self.store, &self.clock, &self.rng, config);
        Self { router, ..self }
    }

    /// A caller of the Backend API with the secret key.
    #[must_use]
    pub fn backend(&self) -> Backend<'_> {
        Backend::new(self, &self.secret_key)
    }

    /// A caller of the Frontend API that nobody is signed in on yet.
    #[must_use]
    pub fn browser(&self, identity: Identity) -> Browser<'_> {
        Browser::new(self, identity)
    }

    /// What was sent to users, oldest first.
    ///
    /// # Panics
    /// If the database does not answer.
    pub async fn outbox(&self) -> Vec<OutboxMessage> {
        let read = self.store.read(async |tx| outbox::list_after(&tx, &self.instance.id, 0).await);
        read.await.expect("the outbox can be read").into_iter().map(|delivered| delivered.message).collect()
    }

    /// The code in the newest message to `address`.
    ///
    /// # Panics
    /// If there is none.
    pub async fn code_for(&self, address: &str) -> String {
        let message = self.outbox().await.into_iter().rfind(|message| message.recipient == address);
        message.and_then(|message| message.code).expect("a code was sent")
    }

    /// The link in the newest message to `address`, without its scheme and host.
    ///
    /// # Panics
    /// If there is none.
    pub async fn link_for(&self, address: &str) -> String {
        let message = self.outbox().await.into_iter().rfind(|message| message.recipient == address);
        let link = message.and_then(|message| message.link).expect("a link was sent");
        let path = link.strip_prefix(&format!("https://{FRONTEND_API}")).expect("it leads to this server");
        path.to_owned()
    }

    /// The router, for tests that serve it on a socket.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The claims of a session token, verified by the published key.
    ///
    /// # Panics
    /// If it is none of this instance.
    pub async fn claims(&self, jwt: &str) -> Value {
        let jwks = self.browser(Identity::Native).get("/.well-known/jwks.json").await.expect_status(200);
        let keys: JwkSet = serde_json::from_slice(&jwks.body).expect("a set of keys");
        let key = keys.find(self.instance.id.as_str()).expect("the instance's key is published");
        let key = VerifyingKey::from_jwk(key).expect("an RSA key");
        key.verify::<Value>(jwt).expect("the token is this instance's").claims
    }

    /// Sends a request as it is, and checks nothing.
    ///
    /// # Panics
    /// If the answer cannot be read.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        Answer::read(response).await
    }

    /// Sends a request as it is, and holds the answer against the contract.
    ///
    /// # Panics
    /// If the answer is not what the contract says.
    pub async fn send_checked(&self, api: spec::Api, request: Request<Body>) -> Answer {
        let (method, uri) = (request.method().to_string(), request.uri().to_string());
        let call = proof::Call::begin(api, &method, &uri);
        if let Some(withheld) = call.as_ref().and_then(|call| call.withheld(api, &method, &uri)) {
            return withheld;
        }
        let mut answer = self.send(request).await;
        if spec::is_documented(api, &method, &uri) {
            let shown = spec::Answer {
                status: answer.status,
                content_type: answer.header("content-type"),
                body: &answer.body,
            };
            if let Err(violation) = spec::check_answer(api, &method, &uri, &shown) {
                panic!("{violation}\n{}", answer.text());
            }
        }
        if let Some(call) = call {
            call.end(api, &method, &uri, &mut answer);
        }
        answer
    }
}

fn serve(store: &Store, clock: &MockClock, rng: &Arc<SeededRng>, config: Config) -> Router {
    let parts = Parts {
        store: store.clone(),
        clock: Arc::new(clock.clone()),
        rng: rng.clone(),
        sender: Arc::new(OutboxSender::new(store.clone(), Arc::new(clock.clone()), rng.clone())),
        config: Config { hash_cost: HashCost::Least, ..config },
    };
    router(App::new(parts).expect("argon2 runs everywhere"))
}

/// Making an RSA key takes longer than most tests: all instances of a process share one.
fn template(now: nightdesk_wire::time::UnixMs) -> (Application, Instance) {
    static TEMPLATE: OnceLock<(Application, Instance)> = OnceLock::new();
    let make = || {
        let rng = SeededRng::default();
        let application = provision::application("Nightdesk", &rng, now);
        let instance = provision::instance(&application, Environment::Development, FRONTEND_API, &rng, now)
            .expect("an RSA key can be made");
        (application, instance)
    };
    TEMPLATE.get_or_init(make).clone()
}
