//! A database with many users, each signed in on a client of its own.

use anyhow::{Context as _, Result};
use futures_util::future::try_join_all;
use nightdesk_auth::model::{
    Activity, Client, EmailAddress, Environment, Instance, Strategy, User, Verification,
};
use nightdesk_auth::{Clock as _, client_token, client_token::ClientTokenClaims, provision, rng, session};
use nightdesk_jws::{Header, HmacKey};
use nightdesk_server::{SystemClock, SystemRng, provision::ensure_instance};
use nightdesk_store::{DatabaseUrl, Store, Tx, clients, email_addresses, secret_keys, sessions, users};
use nightdesk_wire::ids::{ClientId, EmailAddressId, SessionId, UserId};
use nightdesk_wire::time::UnixMs;

/// Host of the frontend API.
pub const FRONTEND_API: &str = "auth.example.com";

/// Rows that are written in one transaction.
const BATCH: usize = 2_000;

/// Every so many sessions one is asked for tokens.
const SAMPLED: usize = 50;

/// What callers need to know.
pub struct Seeded {
    pub secret_key: String,
    pub callers: Vec<Caller>,
}

/// A session, and what its client shows.
pub struct Caller {
    pub session: String,
    pub client_token: String,
}

/// Fills an empty, migrated database.
///
/// # Errors
/// Whatever keeps the database from taking it.
pub async fn fill(url: &str, count: usize) -> Result<Seeded> {
    let url: DatabaseUrl = url.parse()?;
    let store = Store::open(&url).await?;
    let now = SystemClock.now();
    let instance =
        ensure_instance(&store, Some("Bench"), Environment::Production, FRONTEND_API, &SystemRng, now)
            .await?;
    let (key, secret) = provision::secret_key(&instance, "Bench", &SystemRng, now);
    store
        .write(|tx| {
            let key = &key;
            async move { secret_keys::insert(&tx, key).await }
        })
        .await?;

    let hmac = HmacKey::new(instance.client_token_key.expose().as_bytes())?;
    let mut callers = Vec::new();
    let mut made = 0;
    while made < count {
        let people: Vec<_> =
            (made..count.min(made + BATCH)).map(|number| Person::new(&instance, number, now)).collect();
        store
            .write(|tx| {
                let people = &people;
                async move {
                    // All at once, so that PostgreSQL is not waited for with each; alone only the first, by which the
                    // statements get prepared.
                    let Some((first, others)) = people.split_first() else { return Ok(()) };
                    first.insert(&tx).await?;
                    try_join_all(others.iter().map(|person| person.insert(&tx))).await.map(|_| ())
                }
            })
            .await?;
        for person in people.iter().step_by(SAMPLED) {
            callers.push(person.caller(&instance, &hmac, now)?);
        }
        made += people.len();
    }
    Ok(Seeded { secret_key: secret.expose().to_owned(), callers })
}

struct Person {
    user: User,
    email: EmailAddress,
    client: Client,
    session: nightdesk_auth::model::Session,
}

impl Person {
    fn new(instance: &Instance, number: usize, now: UnixMs) -> Person {
        let random = || rng::bytes::<16>(&SystemRng);
        let id = instance.id.clone();
        let mut user = User::new(UserId::generate(now, random()), id.clone(), now);
        user.first_name = Some("Ada".to_owned());
        user.last_name = Some(format!("Number {number}"));
        let address = format!("ada{number}@example.com");
        let email = EmailAddress {
            id: EmailAddressId::generate(now, random()),
            instance_id: id.clone(),
            user_id: user.id.clone(),
            address_lower: address.clone(),
            address,
            verification: Some(Verification::verified(Strategy::EmailCode)),
            reserved: false,
            created_at: now,
            updated_at: now,
        };
        user.primary_email_address_id = Some(email.id.clone());
        let client_id = ClientId::generate(now, random());
        let start = session::Start {
            id: SessionId::generate(now, random()),
            instance_id: id.clone(),
            client_id: client_id.clone(),
            user_id: user.id.clone(),
            activity: Activity { id: format!("sess_activity_{number}"), ..Activity::default() },
        };
        let session = session::start(start, &instance.settings, now);
        let mut rotation = client_token::start(&SystemRng);
        client_token::confirm(&mut rotation, now);
        let client = Client {
            id: client_id,
            instance_id: id,
            rotation,
            sign_in_id: None,
            sign_up_id: None,
            last_active_session_id: Some(session.id.clone()),
            last_authentication_strategy: None,
            created_at: now,
            updated_at: now,
        };
        Person { user, email, client, session }
    }

    async fn insert(&self, tx: &Tx) -> nightdesk_store::Result<()> {
        users::insert(tx, &self.user).await?;
        email_addresses::insert(tx, &self.email).await?;
        clients::insert(tx, &self.client).await?;
        sessions::insert(tx, &self.session).await
    }

    fn caller(&self, instance: &Instance, hmac: &HmacKey, now: UnixMs) -> Result<Caller> {
        let claims = ClientTokenClaims {
            id: self.client.id.clone(),
            rotating_token: self.client.rotation.current.clone(),
            linked: false,
            iss: instance.issuer(),
            iat: now.as_secs(),
        };
        let client_token = hmac.sign(&Header::jwt(), &claims).context("a client token can be signed")?;
        Ok(Caller { session: self.session.id.to_string(), client_token })
    }
}
