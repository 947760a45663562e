//! `nightdesk serve`

use std::sync::Arc;

use nightdesk_auth::{Clock as _, model::Environment, origin::host_of};
use nightdesk_listener::{Limits, Plain, tls};
use nightdesk_notify::{ByChannel, SmsSender, SmtpSender};
use nightdesk_server::{App, Config, Parts, Served, SystemClock, SystemRng, assets::Assets, provision};
use nightdesk_store::{DatabaseUrl, Store};

use crate::{
    args::ServeArgs,
    config::{ServeConfig, ServedInstances, Tls, read},
    database::open_migrated,
    failure::Failure,
    frontend_api::{FrontendApi, is_local_default},
    logging,
    server::{asked_to_end, bind},
};

/// Runs the production server until it is asked to end.
///
/// # Errors
/// `config_incomplete` lists every setting that is missing or wrong; otherwise whatever of address,
/// certificate, mail server and database cannot be used.
pub async fn run(args: ServeArgs) -> Result<(), Failure> {
    let _log = logging::start(&args.log)?;
    let config: ServeConfig = read(args.config.as_deref())?;
    let (tls, plain) = match &config.tls {
        Tls::Files { certificate, key } => {
            let tls = tls::from_pem_files(certificate, key).map_err(|error| {
                let remedy = "Check tls_certificate and tls_key";
                Failure::new("certificate_unusable", format!("{error}. {remedy}."))
            })?;
            for doubt in tls.doubts(config.frontend_api.as_str(), SystemClock.now()) {
                tracing::warn!(
                    reason = %doubt,
                    tls_certificate = %certificate.display(),
                    frontend_api = %config.frontend_api,
                    "clients will refuse the certificate; renew it for the host of frontend_api"
                );
            }
            (Some(tls.config), Plain::Refused)
        }
        Tls::Proxy => (None, Plain::BehindTlsProxy),
    };
    let email =
        SmtpSender::new(config.smtp).map_err(|error| Failure::new("smtp_unusable", format!("{error}.")))?;
    let sms = config.sms.as_ref().map(SmsSender::new).transpose();
    let sms = sms.map_err(|error| Failure::new("sms_unusable", format!("{error}.")))?;
    let sender = ByChannel { email, sms };
    let listener = bind(config.listen, Limits::default()).await?;
    // Tables are changed by `nightdesk migrate`, on purpose and once, not by whichever process starts first.
    let remedy = format!("Make it with: nightdesk migrate --database {}", config.database);
    let store = open_migrated(&config.database, &remedy).await?;
    check_host(&store, &config.frontend_api, &config.database).await?;
    let instance = provision::ensure_instance(
        &store,
        Some(&config.app_name),
        Environment::Production,
        config.frontend_api.as_str(),
        &SystemRng,
        SystemClock.now(),
    )
    .await?;
    if let Some(folder) = config.assets.as_ref().filter(|folder| !folder.is_dir()) {
        tracing::warn!(assets = %folder.display(), "there is no such folder");
    }
    let app = App::new(Parts {
        store,
        clock: Arc::new(SystemClock),
        rng: Arc::new(SystemRng),
        sender: Arc::new(sender),
        config: Config {
            trusted_proxies: config.trusted_proxies,
            served: match config.instances {
                ServedInstances::Production => Served::Only(instance.id.clone()),
                ServedInstances::All => Served::All { own: Some(instance.id.clone()) },
            },
            loopback_providers: false,
            hash_concurrency: config.hash_concurrency,
            assets: config.assets.map(Assets::in_folder),
            assets_cdn: config.assets_cdn,
            breached_passwords_url: config.breached_passwords_url,
            ..Config::default()
        },
    })
    .map_err(|error| {
        Failure::new("passwords_unavailable", format!("passwords cannot be hashed here: {error}."))
    })?;
    let asked_to_end = asked_to_end()?;
    tracing::info!(
        address = %listener.address(),
        frontend_api = %config.frontend_api,
        publishable_key = %instance.publishable_key(),
        database = %config.database,
        "listening"
    );
    listener.serve(nightdesk_server::router(app), tls, plain, asked_to_end).await;
    Ok(())
}

/// Keeps a slip of the pen from moving the instance, which servers that run already would follow at once: another host is
/// another publishable key, issuer and cookie.
async fn check_host(store: &Store, wanted: &FrontendApi, database: &DatabaseUrl) -> Result<(), Failure> {
    let found = provision::find_instance(store, Environment::Production).await?;
    let Some(instance) = found else { return Ok(()) };
    let stored = &instance.frontend_api;
    // A local one has not been in front of users yet.
    if is_local_default(stored) || instance.host() == host_of(wanted.as_str()) {
        return Ok(());
    }
    Err(Failure::new(
        "frontend_api_changed",
        format!(
            "frontend_api is {wanted}, but the instance in {database} is at {stored}. Correct the setting; or, if the \
             instance is to move (publishable keys change, and users sign in again): nightdesk migrate --frontend-api \
             {wanted} --database {database}."
        ),
    ))
}
