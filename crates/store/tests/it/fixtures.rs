//! Rows to start from.

use nightdesk_auth::model::{
    Application, Client, EmailAddress, Environment, Granted, Instance, PhoneNumber, Rotation, Secret,
    Session, SessionStatus, Settings, SignIn, SignInStatus, SignUp, SignUpStatus, Strategy, User,
    Verification,
};
use nightdesk_store::{Error, Store, Tx, applications, clients, email_addresses, instances, users};
use nightdesk_testkit::TestDatabase;
use nightdesk_wire::{
    ids::{
        ApplicationId, ClientId, EmailAddressId, InstanceId, PhoneNumberId, SessionId, SignInId, SignUpId,
        UserId,
    },
    time::UnixMs,
};

pub const NOW: UnixMs = UnixMs(1_772_366_400_000);

/// An open store with one instance.
pub struct Setup {
    pub store: Store,
    pub instance: InstanceId,
    /// Removed when the test ends.
    _db: TestDatabase,
}

pub async fn setup(db: TestDatabase) -> Setup {
    let store = db.open().await;
    let instance = instance("ins_main");
    store.write(async |tx| insert_with_application(&tx, &instance).await).await.unwrap();
    Setup { store, instance: instance.id, _db: db }
}

pub fn application() -> Application {
    Application {
        id: ApplicationId::parse("app_main").unwrap(),
        name: "Nightdesk".to_owned(),
        created_at: NOW,
        updated_at: NOW,
    }
}

/// Adds an instance to an empty database.
pub async fn insert_with_application(tx: &Tx, instance: &Instance) -> Result<(), Error> {
    applications::insert(tx, &application()).await?;
    instances::insert(tx, instance).await
}

/// An instance of [`application`].
pub fn instance(id: &str) -> Instance {
    Instance {
        id: InstanceId::parse(id).unwrap(),
        application_id: application().id,
        application_name: application().name,
        environment: Environment::Development,
        frontend_api: "auth.nightdesk.localhost:4400".to_owned(),
        signing_key_pem: Secret::new("-----BEGIN PRIVATE KEY-----"),
        client_token_key: Secret::new("key"),
        settings: Settings::default(),
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn user(instance: &InstanceId, name: &str) -> User {
    let mut user = User::new(UserId::parse(format!("user_{name}")).unwrap(), instance.clone(), NOW);
    user.username = Some(name.to_owned());
    user
}

pub fn email(user: &User, address: &str) -> EmailAddress {
    let id = address.replace(|char: char| !char.is_ascii_alphanumeric(), "_");
    EmailAddress {
        id: EmailAddressId::parse(format!("idn_{id}")).unwrap(),
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        address: address.to_owned(),
        address_lower: address.to_lowercase(),
        verification: Some(Verification::verified(Strategy::Admin)),
        reserved: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn phone(user: &User, number: &str) -> PhoneNumber {
    PhoneNumber {
        id: PhoneNumberId::parse(format!("idn_{}", &number[1..])).unwrap(),
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        number: number.to_owned(),
        verification: Some(Verification::verified(Strategy::PhoneCode)),
        reserved: false,
        reserved_for_second_factor: true,
        default_second_factor: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn client(instance: &InstanceId, name: &str) -> Client {
    Client {
        id: ClientId::parse(format!("client_{name}")).unwrap(),
        instance_id: instance.clone(),
        rotation: Rotation {
            current: "first".to_owned(),
            previous: None,
            previous_until: None,
            confirmed_at: None,
        },
        sign_in_id: None,
        sign_up_id: None,
        last_active_session_id: None,
        last_authentication_strategy: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn session(client: &Client, user: &User, name: &str) -> Session {
    Session {
        id: SessionId::parse(format!("sess_{name}")).unwrap(),
        instance_id: client.instance_id.clone(),
        client_id: client.id.clone(),
        user_id: user.id.clone(),
        status: SessionStatus::Active,
        first_factor_at: NOW,
        second_factor_at: None,
        actor: None,
        last_active_organization_id: None,
        latest_activity: None,
        last_active_at: NOW,
        expire_at: NOW.plus_secs(3600),
        abandon_at: NOW.plus_secs(7200),
        tasks: Vec::new(),
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn sign_in(client: &Client, name: &str) -> SignIn {
    SignIn {
        id: SignInId::parse(format!("sia_{name}")).unwrap(),
        instance_id: client.instance_id.clone(),
        client_id: client.id.clone(),
        status: SignInStatus::NeedsFirstFactor,
        identifier: Some("ada@example.com".to_owned()),
        user_id: None,
        client_known: Some(true),
        first_factor: Some(Verification::new(Strategy::EmailCode)),
        second_factor: None,
        created_session_id: None,
        abandon_at: NOW.plus_secs(86_400),
        version: 0,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub fn sign_up(client: &Client, name: &str) -> SignUp {
    SignUp {
        id: SignUpId::parse(format!("sua_{name}")).unwrap(),
        instance_id: client.instance_id.clone(),
        client_id: client.id.clone(),
        status: SignUpStatus::MissingRequirements,
        email_address: Some("ada@example.com".to_owned()),
        email_address_id: Some(EmailAddressId::parse("idn_ada").unwrap()),
        email_verification: Some(Verification::new(Strategy::EmailCode)),
        phone_number: Some("+12125552368".to_owned()),
        phone_number_id: None,
        phone_verification: Some(Verification::new(Strategy::PhoneCode)),
        username: None,
        first_name: Some("Ada".to_owned()),
        last_name: None,
        password_digest: Some(Secret::new("$argon2id$")),
        external_account: Some(Verification::verified(Strategy::Oauth)),
        web3_wallet: Some("0x0".to_owned()),
        web3_verification: Some(Verification::verified(Strategy::Web3Base)),
        unsafe_metadata: serde_json::json!({"plan": "free"}),
        legal_accepted_at: None,
        granted: Granted { external_id: Some("ext".to_owned()), ..Granted::default() },
        created_session_id: None,
        created_user_id: None,
        abandon_at: NOW.plus_secs(86_400),
        version: 0,
        created_at: NOW,
        updated_at: NOW,
    }
}

impl Setup {
    /// A stored user with an address.
    pub async fn user(&self, name: &str, address: &str) -> User {
        let mut user = user(&self.instance, name);
        let email = email(&user, address);
        user.primary_email_address_id = Some(email.id.clone());
        let stored = self.store.write(async |tx| {
            users::insert(&tx, &user).await?;
            email_addresses::insert(&tx, &email).await
        });
        stored.await.unwrap();
        user
    }

    /// A stored client.
    pub async fn client(&self, name: &str) -> Client {
        let client = client(&self.instance, name);
        self.write(async |tx| clients::insert(&tx, &client).await).await;
        client
    }

    /// A write that must succeed.
    pub async fn write<T, F, Fut>(&self, f: F) -> T
    where
        F: Fn(nightdesk_store::Tx) -> Fut,
        Fut: Future<Output = Result<T, Error>> + Send,
    {
        self.store.write(f).await.unwrap()
    }

    /// A read that must succeed.
    pub async fn read<T, F, Fut>(&self, f: F) -> T
    where
        F: FnOnce(nightdesk_store::Tx) -> Fut,
        Fut: Future<Output = Result<T, Error>> + Send,
    {
        self.store.read(f).await.unwrap()
    }
}
