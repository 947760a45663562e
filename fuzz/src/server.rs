//! A server for every input: the same users, the same time, nothing left of the input before.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use nightdesk_auth::{
    model::{Environment, Instance, Presence, Settings},
    provision,
};
use nightdesk_store::{applications, instances, secret_keys};
use nightdesk_testkit::{Answer, SeededRng, TestApp, TestDatabase};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{
    instance::NOW,
    request::{self, EXTENSION, PRODUCTION},
};

/// In the names of the users of either instance, and nowhere else.
pub const DEVELOPMENT_MARK: &str = "Quaxdev";
pub const PRODUCTION_MARK: &str = "Quaxlive";
const PASSWORD: &str = "correct-horse-battery-staple-1";

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built")
});

/// Where every input begins.
static TEMPLATE: LazyLock<Server> = LazyLock::new(|| RUNTIME.block_on(Server::prepared()));

/// A copy that the last input left as it was.
static UNTOUCHED: Mutex<Option<Server>> = Mutex::new(None);

/// Does something with a server on which nothing has happened yet. A copy takes much longer than most requests, so one is
/// used for as long as its database stays as it is: nearly all that is made up is refused.
pub fn on_fresh(work: impl AsyncFnOnce(&Server)) {
    // Made by the runtime, and so not inside of it.
    let template = &*TEMPLATE;
    // If the work panics nothing is put back.
    let kept = UNTOUCHED.lock().unwrap_or_else(PoisonError::into_inner).take();
    let server = RUNTIME.block_on(async {
        let server = match kept {
            Some(server) => server.begun_anew(template),
            None => template.copied().await,
        };
        work(&server).await;
        server
    });
    if server.app.is_as_copied() {
        *UNTOUCHED.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
    }
}

/// A server, and what texts of requests may name.
pub struct Server {
    pub app: TestApp,
    names: Mutex<HashMap<String, String>>,
}

impl Server {
    async fn copied(&self) -> Self {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { app: self.app.copied().await, names: Mutex::new(names) }
    }

    /// The same server, with the randomness and the names that it had at first.
    fn begun_anew(self, template: &Self) -> Self {
        let names = template.names.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { app: self.app.begun_anew(), names: Mutex::new(names) }
    }

    async fn prepared() -> Self {
        let app = TestApp::on(TestDatabase::sqlite(), Environment::Development).await;
        let live_secret = add_production(&app).await;
        let server = Self { app, names: Mutex::default() };
        server.name("SECRET", server.app.secret_key.clone());
        server.name("LIVE_SECRET", live_secret);
        server.name("PASSWORD", PASSWORD.to_owned());
        for (backend, mark, prefix) in
            [("backend", DEVELOPMENT_MARK, ""), ("live-backend", PRODUCTION_MARK, "LIVE_")]
        {
            let user = json!({
                "email_address": [format!("ada{prefix}+clerk_test@example.com").to_lowercase()],
                "phone_number": ["+12015550100"],
                "username": "ada_lovelace",
                "password": PASSWORD,
                "last_name": mark,
                "skip_password_checks": true,
            });
            let user = server.json(&format!("POST /v1/users\nas: {backend}\n\n{user}")).await;
            server.name(&format!("{prefix}USER"), text(&user["id"]));
            server.name(&format!("{prefix}EMAIL"), text(&user["email_addresses"][0]["id"]));
            server.name(&format!("{prefix}PHONE"), text(&user["phone_numbers"][0]["id"]));
            let ticket = json!({"user_id": user["id"]});
            let ticket = server.json(&format!("POST /v1/sign_in_tokens\nas: {backend}\n\n{ticket}")).await;
            server.name(&format!("{prefix}TICKET"), text(&ticket["token"]));
        }
        server.sign_in("nobody", "ada").await;
        server.sign_in(&format!("stranger\norigin: {EXTENSION}"), "adalive_").await;
        server
    }

    /// Signs the user in, and names the session and what the client shows from then on.
    async fn sign_in(&self, caller: &str, name: &str) {
        let form = format!("strategy=password&identifier={name}%2Bclerk_test@example.com&password=$PASSWORD");
        let request = format!("POST /v1/client/sign_ins\nas: {caller}\n\n{form}");
        let answer = self.send(&request).await.expect("it is a request").expect_status(200);
        let session = answer.json()["response"]["created_session_id"].clone();
        match answer.header("clerk-db-jwt") {
            Some(browser) => {
                self.name("BROWSER", browser.to_owned());
                self.name("SESSION", text(&session));
            }
            None => {
                let token =
                    answer.header("authorization").expect("a client token").trim_start_matches("Bearer ");
                self.name("TOKEN", token.to_owned());
                self.name("LIVE_SESSION", text(&session));
            }
        }
    }

    /// Sends the request of a text; `None` if it is none.
    pub async fn send(&self, text: &str) -> Option<Answer> {
        let request = request::read(text, |name| self.named(name))?;
        Some(self.app.send(request).await)
    }

    async fn json(&self, text: &str) -> Value {
        self.send(text).await.expect("it is a request").expect_status(200).json()
    }

    /// Gives a text a name.
    pub fn name(&self, name: &str, text: String) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), text);
    }

    /// What a name stands for; itself if for nothing.
    pub fn named(&self, name: &str) -> String {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.get(name).cloned().unwrap_or_else(|| format!("${name}"))
    }
}

/// Makes the production instance; its secret key.
async fn add_production(app: &TestApp) -> String {
    let rng = SeededRng::new(2);
    let application = provision::application("Other", &rng, NOW);
    let live = provision::instance(&application, Environment::Production, PRODUCTION, &rng, NOW);
    let allowed_origins = vec![EXTENSION.to_owned()];
    let settings_of_live = Settings { allowed_origins, ..settings() };
    let live = Instance { settings: settings_of_live, ..live.expect("an RSA key can be made") };
    let (key, secret) = provision::secret_key(&live, "Default", &rng, NOW);
    let write = app.store.write(async |tx| {
        instances::update_settings(&tx, &app.instance.id, &settings(), NOW).await?;
        applications::insert(&tx, &application).await?;
        instances::insert(&tx, &live).await?;
        secret_keys::insert(&tx, &key).await
    });
    write.await.expect("the database takes it");
    secret.expose().to_owned()
}

/// Everything that can be turned on.
fn settings() -> Settings {
    Settings {
        passkeys_enabled: true,
        web3_wallets_enabled: true,
        email_link: true,
        phone_number: Presence::On,
        username: Presence::On,
        ..Settings::default()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
