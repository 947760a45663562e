//! `nightdesk serve`

use std::sync::Arc;

use nightdesk_auth::Clock as _;
use nightdesk_auth::model::Environment;
use nightdesk_notify::SmtpSender;
use nightdesk_server::{
    App, Config, Parts, SystemClock, SystemRng,
    listener::{Limits, Plain, tls},
    provision, router,
};
use nightdesk_store::Store;

use crate::{
    args::ServeArgs,
    config::{self, File, Tls},
    failure::Failure,
    logging, server,
};

/// Starts the production server and serves until it is asked to end.
///
/// # Errors
/// Before it accepts a connection: everything that is missing or cannot be used.
pub async fn run(args: ServeArgs) -> Result<(), Failure> {
    logging::start(&args.log)?;
    let file = args.config.as_deref().map(File::read).transpose()?.unwrap_or_default();
    let settings = config::settings(file, server::environment_variable)?;
    let sender = SmtpSender::new(settings.smtp)
        .map_err(|error| Failure::new("config_invalid", format!("smtp: {error}.")))?;
    let (tls, plain) = match &settings.tls {
        Tls::Proxy => (None, Plain::BehindTlsProxy),
        Tls::Files { certificate, key } => {
            let tls = tls::from_pem_files(certificate, key)
                .map_err(|error| Failure::new("certificate_unusable", format!("{error}.")))?;
            (Some(tls), Plain::Refused)
        }
    };

    // Tables are changed by `nightdesk migrate`, on purpose and once, not by whichever process starts first.
    let store = Store::open_migrated(&settings.database).await?;
    let instance = provision::ensure_instance(
        &store,
        &settings.app_name,
        Environment::Production,
        settings.frontend_api.as_str(),
        &SystemRng,
        SystemClock.now(),
    )
    .await?;
    let listener = server::bind(settings.listen, Limits::default()).await?;
    tracing::info!(
        address = %listener.address(),
        publishable_key = instance.publishable_key(),
        "serving {}",
        instance.frontend_api
    );
    let behind_proxy = matches!(settings.tls, Tls::Proxy);
    let app = App::new(Parts {
        store,
        clock: Arc::new(SystemClock),
        rng: Arc::new(SystemRng),
        sender: Arc::new(sender),
        config: Config {
            only_instance: Some(instance.id.clone()),
            trust_forwarded_for: behind_proxy,
            ..Config::default()
        },
    })
    .map_err(|error| {
        Failure::new("passwords_unavailable", format!("passwords cannot be hashed here: {error}."))
    })?;
    listener.serve(router(app), tls, plain, server::asked_to_end()).await;
    Ok(())
}
