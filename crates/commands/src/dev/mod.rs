//! `nightdesk dev`

mod announce;

use std::{
    fs::{File, TryLockError},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use nightdesk_auth::{
    Clock,
    model::{Environment, Instance},
};
use nightdesk_listener::{Limits, Plain, ca, certificate_names};
use nightdesk_server::{
    App, Config, OutboxSender, PWNED_PASSWORDS, Parts, Served, SystemClock, SystemRng, assets::Assets,
    pages::access, provision,
};
use nightdesk_store::{DatabaseUrl, Store, instances, secret_keys};

use crate::{
    args::DevArgs,
    failure::Failure,
    frontend_api::{FrontendApi, is_local_default},
    logging,
    server::{asked_to_end, bind, parse_assets_cdn, parse_listen},
};

/// Somebody waits at the terminal; a request that needs longer is cut off.
const SHUTDOWN: Duration = Duration::from_secs(2);

/// Runs a development server until it is asked to end.
///
/// # Errors
/// If an argument cannot be used, the address is taken, or the database or the certificate is in the way.
pub async fn run(args: DevArgs) -> Result<(), Failure> {
    let _log = logging::start(&args.log)?;
    let address = parse_listen(&args.listen)?;
    let wanted_host = args.frontend_api.as_deref().map(FrontendApi::parse).transpose()?;
    let assets_cdn = args.assets_cdn.as_deref().map(parse_assets_cdn).transpose()?;
    let url: DatabaseUrl = args.database.database.parse()?;
    let listener = bind(address, Limits { shutdown: SHUTDOWN, ..Limits::default() }).await?;
    let address = listener.address();

    let folder = folder_of(&url);
    if matches!(url, DatabaseUrl::Sqlite(_)) {
        std::fs::create_dir_all(&folder).map_err(|error| {
            Failure::new(
                "folder_not_made",
                format!(
                    "cannot make the folder {} for the database: {error}. Make it yourself, or name another place with \
                     --database.",
                    folder.display()
                ),
            )
        })?;
    }
    let store = Store::open(&url).await?;
    let clock = SystemClock;
    let environment = Environment::from(args.environment);
    refuse_instance_of_serve(&store, environment).await?;
    let _lock = lock(&url);
    let host = match wanted_host {
        Some(host) => host,
        None => kept_host(&store, environment).await?.unwrap_or_else(|| FrontendApi::local(address.port())),
    };
    let mut instance =
        provision::ensure_instance(&store, None, environment, host.as_str(), &SystemRng, clock.now()).await?;
    if let Some(secs) = args.session_token_lifetime {
        set_session_token_lifetime(&store, &mut instance, secs).await?;
    }
    let key = provision::ensure_readable_key(&store, &instance, &SystemRng, clock.now()).await?;
    let certificate = ca::load_or_make(&folder, &certificate_names(host.as_str()), clock.now())
        .map_err(|error| Failure::new("certificate_unavailable", format!("{error}.")))?;
    let link = access::one_time_link(&store, &instance.id, &SystemRng, clock.now()).await?;

    let clock: Arc<dyn Clock> = Arc::new(clock);
    let app = App::new(Parts {
        store: store.clone(),
        clock: Arc::clone(&clock),
        rng: Arc::new(SystemRng),
        sender: Arc::new(OutboxSender::new(store, clock, Arc::new(SystemRng))),
        config: Config {
            served: Served::Only(instance.id.clone()),
            assets: Some(Assets::in_folder(args.assets.assets)),
            assets_cdn,
            // Asked only once an instance says so.
            breached_passwords_url: Some(PWNED_PASSWORDS.to_owned()),
            ..Config::default()
        },
    })
    .map_err(|error| {
        Failure::new("passwords_unavailable", format!("passwords cannot be hashed here: {error}."))
    })?;
    let router = nightdesk_server::router(app);
    // From here on a script that has read the announcement may end the server.
    let asked_to_end = asked_to_end()?;
    // Bound since above, so whoever reads the announcement can connect at once.
    let serving = tokio::spawn(listener.serve(router, Some(certificate.tls), Plain::Http, asked_to_end));
    announce::Announcement::new(address, &instance, &key, &link, certificate.authority_path, &url)
        .print(args.json)?;
    tracing::info!(%address, database = %url, "listening");
    serving.await.map_err(|error| Failure::new("server_failed", format!("the server ended: {error}.")))
}

/// Held until the server ends. A second one is told of the first, whose hosts and links become those of the second.
fn lock(url: &DatabaseUrl) -> Option<File> {
    let DatabaseUrl::Sqlite(path) = url else { return None };
    let file = File::options().create(true).append(true).open(path.with_extension("lock")).ok()?;
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        tracing::warn!(
            "another `nightdesk dev` runs on this database, and both answer as this one from now on; give this one a \
             database of its own with --database"
        );
    }
    Some(file)
}

/// This server prints its secret key at every start, so it keeps that in the clear. An instance of `nightdesk serve` has no
/// such key, and shall get none.
async fn refuse_instance_of_serve(store: &Store, environment: Environment) -> Result<(), Failure> {
    if environment.is_development() {
        return Ok(());
    }
    let Some(instance) = provision::find_instance(store, environment).await? else { return Ok(()) };
    let id = &instance.id;
    let keys = store
        .read(|tx| async move { secret_keys::list(&tx, id).await })
        .await
        .map_err(|error: nightdesk_store::Error| Failure::from(error))?;
    if keys.iter().any(|key| key.plain.is_some()) {
        return Ok(());
    }
    Err(Failure::new(
        "instance_of_serve",
        format!(
            "the production instance of this database, {}, was made by `nightdesk serve`. Run it with that, or choose \
             another database with --database.",
            instance.frontend_api
        ),
    ))
}

/// Where the certificates go: beside the database file, or into `.nightdesk` here if the database is elsewhere.
fn folder_of(url: &DatabaseUrl) -> PathBuf {
    match url {
        DatabaseUrl::Sqlite(path) => match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        },
        DatabaseUrl::Postgres(_) => PathBuf::from(".nightdesk"),
    }
}

/// The host that an earlier start was given by name. A default one follows the port instead.
async fn kept_host(store: &Store, environment: Environment) -> Result<Option<FrontendApi>, Failure> {
    let stored = provision::find_instance(store, environment).await?.map(|instance| instance.frontend_api);
    stored.filter(|host| !is_local_default(host)).map(|host| FrontendApi::parse(&host)).transpose()
}

async fn set_session_token_lifetime(
    store: &Store,
    instance: &mut Instance,
    secs: i64,
) -> Result<(), Failure> {
    instance.settings.session_token_lifetime_secs = secs;
    instance.settings.validate(instance.environment).map_err(|error| {
        Failure::new("session_token_lifetime_invalid", format!("--session-token-lifetime {error}."))
    })?;
    let (id, settings, now) = (&instance.id, &instance.settings, SystemClock.now());
    store
        .write(|tx| async move { instances::update_settings(&tx, id, settings, now).await })
        .await
        .map_err(|error: nightdesk_store::Error| Failure::from(error))?;
    Ok(())
}
