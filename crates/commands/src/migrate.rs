//! `nightdesk migrate`

use nightdesk_store::{DatabaseUrl, Store};

use crate::{args::DatabaseArgs, failure::Failure, output};

/// Creates or upgrades the tables of a database.
///
/// # Errors
/// If the database cannot be opened, belongs to another program or to a newer version.
pub async fn run(args: DatabaseArgs) -> Result<(), Failure> {
    let url: DatabaseUrl = args.database.parse()?;
    Store::open(&url).await?;
    output::line(&format!("{url} is up to date"))?;
    Ok(())
}
