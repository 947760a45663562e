//! Opening the database that a command names.

use nightdesk_auth::model::{Environment, Instance};
use nightdesk_server::provision::find_instance;
use nightdesk_store::{DatabaseUrl, Store};

use crate::{
    args::{DatabaseArgs, InstanceArgs},
    failure::Failure,
};

/// Opens a database that some server has made already.
///
/// # Errors
/// `database_missing` if there is none, so that looking into the wrong folder leaves no empty database behind.
pub async fn open_existing(args: &DatabaseArgs) -> Result<Store, Failure> {
    let remedy =
        "Run this in the folder where `nightdesk dev` was started, or name the database with --database";
    open_migrated(&args.database.parse()?, remedy).await
}

/// Opens a database that has its tables.
///
/// # Errors
/// `database_missing` with `remedy` if there is no such file, and the store's own.
pub async fn open_migrated(url: &DatabaseUrl, remedy: &str) -> Result<Store, Failure> {
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        return Err(Failure::new("database_missing", format!("there is no database at {url}. {remedy}.")));
    }
    Ok(Store::open_migrated(url).await?)
}

/// Opens a database and finds one of its instances.
///
/// # Errors
/// `instance_missing` if no server has made it yet.
pub async fn open_instance(args: &InstanceArgs) -> Result<(Store, Instance), Failure> {
    let store = open_existing(&args.database).await?;
    let environment = Environment::from(args.environment);
    let Some(instance) = find_instance(&store, environment).await? else {
        let (name, server) =
            if environment.is_development() { ("development", "dev") } else { ("production", "serve") };
        return Err(Failure::new(
            "instance_missing",
            format!(
                "this database has no {name} instance. The first start of `nightdesk {server}` makes it; \
                 --environment chooses the other one."
            ),
        ));
    };
    Ok((store, instance))
}
