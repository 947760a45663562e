//! `nightdesk dashboard`

use nightdesk_auth::Clock as _;
use nightdesk_server::{SystemClock, SystemRng, pages::access};

use crate::{args::InstanceArgs, database::open_instance, failure::Failure, output};

/// Prints a new one-time link into the dashboard, on the host of the frontend API.
///
/// # Errors
/// If the database cannot be opened, or has no such instance.
pub async fn run(args: InstanceArgs) -> Result<(), Failure> {
    let (store, instance) = open_instance(&args).await?;
    let link = access::one_time_link(&store, &instance.id, &SystemRng, SystemClock.now()).await?;
    let scheme = if instance.host().ends_with(".localhost") { "http" } else { "https" };
    output::line(&format!("{scheme}://{}{link}", instance.frontend_api))?;
    Ok(())
}
