//! `nightdesk migrate`

use nightdesk_auth::{Clock as _, model::Environment};
use nightdesk_server::{SystemClock, provision};
use nightdesk_store::{DatabaseUrl, OpenError, Store};

use crate::{args::MigrateArgs, failure::Failure, frontend_api::FrontendApi, output};

/// Creates or upgrades the tables of a database, and moves its production instance if asked to.
///
/// # Errors
/// If the database cannot be opened, belongs to another program or to a newer version; `instance_missing` if there is nothing
/// to move.
pub async fn run(args: MigrateArgs) -> Result<(), Failure> {
    let url: DatabaseUrl = args.database.database.parse()?;
    let host = args.frontend_api.as_deref().map(FrontendApi::parse).transpose()?;
    let done = match Store::open_migrated(&url).await {
        Ok(_) => "is up to date".to_owned(),
        Err(OpenError::Outdated { found: 0, .. }) => "has its tables now".to_owned(),
        Err(OpenError::Outdated { found, known, .. }) => {
            format!("is upgraded from schema {found} to {known}")
        }
        Err(error) => return Err(error.into()),
    };
    let store = Store::open(&url).await?;
    output::line(&format!("{url} {done}"))?;
    if let Some(host) = host {
        let moved = move_instance(&store, &host).await?;
        output::line(&format!("the production instance is at {host}, its publishable key is {moved}"))?;
    }
    Ok(())
}

/// Gives the production instance another host, and returns its new publishable key.
async fn move_instance(store: &Store, host: &FrontendApi) -> Result<String, Failure> {
    let Some(mut instance) = provision::find_instance(store, Environment::Production).await? else {
        let text = "this database has no production instance to move. The first start of `nightdesk serve` makes it.";
        return Err(Failure::new("instance_missing", text));
    };
    provision::move_instance(store, &mut instance, host.as_str(), SystemClock.now()).await?;
    Ok(instance.publishable_key())
}
