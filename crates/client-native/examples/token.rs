//! Signs in and prints a fresh session token, for `curl -H "Authorization: Bearer $(...)"` and the like.
//!
//! ```sh
//! export NIGHTDESK_PASSWORD=...   # leave it out to be asked for a code that is sent by mail
//! cargo run -p nightdesk-client-native --example token -- \
//!     --publishable-key pk_test_... --folder ~/.local/state/my-program --identifier ada@example.com
//! ```
//!
//! The sign-in stays in the folder. Run again, it asks for nothing, and for no token while the one before is good.

use std::error::Error;
use std::io::{self, BufRead as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use nightdesk_client_native::{Client, FileStorage, Params, SignIn, SignInStatus};

/// Signs in and prints a fresh session token on standard output.
#[derive(Parser)]
struct Options {
    /// Key of the instance; it is on the API Keys page of your dashboard
    #[arg(long, env = "NIGHTDESK_PUBLISHABLE_KEY")]
    publishable_key: String,
    /// Where the sign-in is kept
    #[arg(long, env = "NIGHTDESK_FOLDER")]
    folder: PathBuf,
    /// E-mail address, phone number or username; needed until somebody is signed in
    #[arg(long, env = "NIGHTDESK_IDENTIFIER")]
    identifier: Option<String>,
    /// Password, better given in the environment; without one a code is sent by mail and asked for
    #[arg(long, env = "NIGHTDESK_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// PEM file of an authority to trust, for example the one that `nightdesk dev` makes
    #[arg(long)]
    root_certificate: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let storage = FileStorage::open(&options.folder)?;
    let mut builder = Client::builder(&options.publishable_key).storage(storage);
    if let Some(pem) = &options.root_certificate {
        builder = builder.root_certificate(std::fs::read(pem)?);
    }
    let client = builder.build()?;
    if !client.load().await?.is_signed_in() {
        let identifier = options.identifier.ok_or("nobody is signed in; say who with --identifier")?;
        sign_in(&client, &identifier, options.password.as_deref()).await?;
    }
    let token = client.session_token().await?.ok_or("the session has ended; run this again to sign in")?;
    // Printing the token is what this program is for. Others have no reason to.
    writeln!(io::stdout(), "{}", token.expose())?;
    Ok(())
}

async fn sign_in(client: &Client, identifier: &str, password: Option<&str>) -> Result<(), Box<dyn Error>> {
    let sign_in = match password {
        Some(password) => client.sign_in().create(Params::password(identifier, password)).await?,
        None => by_code(client, identifier).await?,
    };
    match sign_in.status {
        SignInStatus::Complete => Ok(()),
        status => Err(format!("the sign-in needs a step that this program does not know: {status:?}").into()),
    }
}

async fn by_code(client: &Client, identifier: &str) -> Result<SignIn, Box<dyn Error>> {
    let mut sign_in = client.sign_in().create(Params::identifier(identifier)).await?;
    sign_in.send_code("email_code").await?;
    eprint!("Code sent to {identifier}: ");
    let mut code = String::new();
    io::stdin().lock().read_line(&mut code)?;
    sign_in.attempt_first_factor(Params::code("email_code", code.trim())).await?;
    Ok(sign_in)
}
