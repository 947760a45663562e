//! `nightdesk dev`

mod announce;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use announce::Announcement;
use nightdesk_auth::{
    Clock as _,
    model::{Environment, Instance},
};
use nightdesk_server::{
    App, Config, OutboxSender, Parts, SystemClock, SystemRng,
    listener::{Limits, Plain, ca, certificate_names},
    pages::access,
    provision, router,
};
use nightdesk_store::{DatabaseUrl, Store, instances};

use crate::{
    args::DevArgs,
    failure::Failure,
    frontend_api::{FrontendApi, is_local_default},
    logging, server,
};

/// Starts a development server: makes database, instance, keys and certificate where they are missing, says what they
/// are, and serves until it is asked to end.
///
/// # Errors
/// Whatever keeps it from starting, with the remedy.
pub async fn run(args: DevArgs) -> Result<(), Failure> {
    logging::start(&args.log)?;
    let address = server::parse_listen(&args.listen)?;
    let named = args.frontend_api.as_deref().map(FrontendApi::parse).transpose()?;
    let url: DatabaseUrl = args.database.database.parse()?;
    let environment = Environment::from(args.environment);
    let directory = home(&url);

    let store = Store::open(&url).await?;
    let listener = server::bind(address, Limits::default()).await?;
    let address = listener.address();
    let frontend_api = frontend_api(&store, environment, named, address.port()).await?;
    let now = SystemClock.now();
    let instance =
        provision::ensure_instance(&store, "Nightdesk", environment, frontend_api.as_str(), &SystemRng, now)
            .await?;
    if let Some(secs) = args.session_token_lifetime {
        set_token_lifetime(&store, &instance, secs).await?;
    }
    let key = provision::ensure_readable_key(&store, &instance, &SystemRng, now).await?;
    let certificate = ca::load_or_make(&directory, &certificate_names(&instance.frontend_api), now)
        .map_err(|error| Failure::new("certificate_unavailable", format!("{error}.")))?;
    let link = access::one_time_link(&store, &instance.id, &SystemRng, now).await?;

    let clock = Arc::new(SystemClock);
    let rng = Arc::new(SystemRng);
    let app = App::new(Parts {
        sender: Arc::new(OutboxSender::new(store.clone(), clock.clone(), rng.clone())),
        store,
        clock,
        rng,
        config: Config { only_instance: Some(instance.id.clone()), ..Config::default() },
    })
    .map_err(|error| {
        Failure::new("passwords_unavailable", format!("passwords cannot be hashed here: {error}."))
    })?;

    // The port is bound, so connections queue from here on: what is printed can be used at once.
    Announcement {
        instance: &instance,
        secret_key: key.plain.as_ref(),
        address,
        link: &link,
        authority: &certificate.authority_path,
        database: &url.to_string(),
    }
    .print(args.json)?;
    listener.serve(router(app), Some(certificate.tls), Plain::Http, server::asked_to_end()).await;
    Ok(())
}

/// The host for the publishable key: the one that was named; else the one the instance has, unless that is the default
/// of a start on another port, where nobody listens now.
async fn frontend_api(
    store: &Store,
    environment: Environment,
    named: Option<FrontendApi>,
    port: u16,
) -> Result<FrontendApi, Failure> {
    if let Some(named) = named {
        return Ok(named);
    }
    match provision::find_instance(store, environment).await? {
        Some(known) if !is_local_default(&known.frontend_api) => FrontendApi::parse(&known.frontend_api),
        _ => Ok(FrontendApi::local(port)),
    }
}

async fn set_token_lifetime(store: &Store, instance: &Instance, secs: i64) -> Result<(), Failure> {
    let mut settings = instance.settings.clone();
    settings.session_token_lifetime_secs = secs;
    settings
        .validate(instance.environment)
        .map_err(|error| Failure::new("setting_invalid", format!("--session-token-lifetime {error}.")))?;
    let (id, settings, now) = (&instance.id, &settings, SystemClock.now());
    store
        .write(|tx| async move { instances::update_settings(&tx, id, settings, now).await })
        .await
        .map_err(|error: nightdesk_store::Error| Failure::from(error))?;
    Ok(())
}

/// Where the certificate authority lives: beside the database file, else in `.nightdesk`.
fn home(url: &DatabaseUrl) -> PathBuf {
    match url {
        DatabaseUrl::Sqlite(path) => match path.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        },
        DatabaseUrl::Postgres(_) => PathBuf::from(".nightdesk"),
    }
}
