//! `nightdesk token`

use std::{
    fs,
    io::{self, IsTerminal as _},
    path::PathBuf,
};

use nightdesk_client_native::{Client, Error, FileStorage, Params, SignInStatus};

use crate::{args::TokenArgs, failure::Failure, output};

/// Signs in unless somebody is signed in already, and prints a session token; or signs out.
///
/// # Errors
/// `signed_out` if nobody is signed in and it is not said who should be, `sign_in_incomplete`, `password_missing`,
/// `folder_unusable`, `root_certificate_unreadable`, and those of the client.
pub async fn run(args: TokenArgs) -> Result<(), Failure> {
    let client = client(&args)?;
    let is_signed_in = client.load().await?.is_signed_in();
    if args.sign_out {
        if is_signed_in {
            client.sign_out().await?;
        }
        return Ok(());
    }
    if !is_signed_in {
        let identifier = args.identifier.ok_or_else(signed_out)?;
        sign_in(&client, &identifier).await?;
    }
    let token = client.session_token().await?.ok_or_else(signed_out)?;
    // To print it is what the command is for.
    output::line(token.expose())?;
    Ok(())
}

fn client(args: &TokenArgs) -> Result<Client, Failure> {
    let state = || std::env::home_dir().map(|home| home.join(".local/state/nightdesk"));
    let unusable = |reason: String| {
        Failure::new(
            "folder_unusable",
            format!("the sign-in cannot be kept: {reason}. Name a folder with --folder."),
        )
    };
    let folder: PathBuf =
        args.folder.clone().or_else(state).ok_or_else(|| unusable("you have no home folder".to_owned()))?;
    let storage =
        FileStorage::open(&folder).map_err(|error| unusable(format!("{}: {error}", folder.display())))?;
    let mut builder = Client::builder(&args.publishable_key).storage(storage);
    if let Some(file) = &args.root_certificate {
        let pem = fs::read(file).map_err(|error| {
            let text = format!("{} cannot be read: {error}.", file.display());
            Failure::new("root_certificate_unreadable", text)
        })?;
        builder = builder.root_certificate(pem);
    }
    Ok(builder.build()?)
}

async fn sign_in(client: &Client, identifier: &str) -> Result<(), Failure> {
    let password = password(identifier).map_err(|error| {
        Failure::new("password_missing", format!("no password could be read from standard input: {error}."))
    })?;
    let sign_in = client.sign_in().create(Params::password(identifier, &password)).await?;
    if sign_in.status == SignInStatus::Complete {
        return Ok(());
    }
    let text = format!(
        "the password is right, but the sign-in needs another step ({:?}), which this command does not know. Take an \
         account without a second factor, or the crate nightdesk-client-native.",
        sign_in.status
    );
    Err(Failure::new("sign_in_incomplete", text))
}

/// From the terminal, which does not show it, or from whatever else is standard input; never from the command line,
/// which every process of the machine can read.
fn password(identifier: &str) -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("Password of {identifier}: "));
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(password.to_owned()) }
}

fn signed_out() -> Failure {
    Failure::new("signed_out", "nobody is signed in. Say who with --identifier.")
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error.code().to_owned(), error.to_string())
    }
}
