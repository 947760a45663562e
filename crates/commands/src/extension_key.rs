//! `nightdesk extension-key`

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use nightdesk_jws::SigningKey;
use serde::Serialize;
use serde_json::Value;

use crate::{
    args::ExtensionKeyArgs,
    extension_id::{ExtensionId, decode_key},
    failure::Failure,
    output,
};

/// What is printed.
#[derive(Serialize)]
struct Printed {
    key: String,
    id: String,
    origin: String,
}

/// Makes a key pair, or reads a key, and prints what a manifest and a server need of it.
///
/// # Errors
/// `extension_key_unreadable`, `private_key_exists`, `private_key_not_saved`.
pub fn run(args: &ExtensionKeyArgs) -> Result<(), Failure> {
    let public = match &args.from {
        Some(file) => read(file)?,
        None => {
            let pair = SigningKey::generate().map_err(not_made)?;
            if let Some(file) = &args.out {
                save(file, &pair.to_pkcs8_pem().map_err(not_made)?)?;
            }
            public_half(&pair)?
        }
    };
    let id = ExtensionId::of_public_key(&public);
    let printed = Printed { key: STANDARD.encode(&public), id: id.to_string(), origin: id.origin() };
    if args.json {
        output::json_line(&printed)?;
        return Ok(());
    }
    output::line(&format!("In manifest.json:\n\n  \"key\": \"{}\"\n", printed.key))?;
    output::line(&format!("Extension id    {}\nAllowed origin  {}", printed.id, printed.origin))?;
    if let Some(file) = &args.out {
        output::line(&format!(
            "Private key     {} (keep it outside the extension's folder)",
            file.display()
        ))?;
    }
    Ok(())
}

/// The value of a new `key`. Its private half is gone, which only who packs a .crx file would miss.
///
/// # Errors
/// `key_not_made`.
pub fn new_manifest_key() -> Result<String, Failure> {
    Ok(STANDARD.encode(public_half(&SigningKey::generate().map_err(not_made)?)?))
}

/// The public half as SubjectPublicKeyInfo in DER.
fn public_half(pair: &SigningKey) -> Result<Vec<u8>, Failure> {
    let pem = pair.public_key_pem().map_err(not_made)?;
    decode_key(&pem).map_err(not_made)
}

fn not_made(problem: impl std::fmt::Display) -> Failure {
    Failure::new("key_not_made", format!("no key could be made: {problem}."))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let shown = file.display();
    let unreadable = |problem: &str| {
        Failure::new(
            "extension_key_unreadable",
            format!(
                "{shown} gives no key: {problem}. Name a manifest.json with \"key\", or a key in PEM form."
            ),
        )
    };
    let text =
        fs::read_to_string(file).map_err(|error| unreadable(&format!("it cannot be read ({error})")))?;
    if text.contains("PRIVATE KEY-----") {
        let pair = SigningKey::from_pkcs8_pem(text.trim()).map_err(|error| {
            unreadable(&format!("its private key is {error}; convert it with openssl pkcs8 -topk8 -nocrypt"))
        })?;
        return public_half(&pair);
    }
    if text.contains("PUBLIC KEY-----") {
        return decode_key(&text).map_err(unreadable);
    }
    let manifest: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|_| unreadable("it is neither JSON nor PEM"))?;
    let key = manifest["key"].as_str().ok_or_else(|| unreadable("it has no \"key\""))?;
    decode_key(key).map_err(unreadable)
}

/// Writes a private key where nothing is yet.
fn save(file: &Path, pem: &str) -> Result<(), Failure> {
    let shown = file.display();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::new(
            "private_key_exists",
            format!("{shown} exists, and a lost private key cannot be had back. Choose another file, or move it away."),
        ),
        _ => not_saved(file, &error),
    })?;
    opened.write_all(pem.as_bytes()).map_err(|error| not_saved(file, &error))
}

fn not_saved(file: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        "private_key_not_saved",
        format!("the private key could not be saved in {}: {error}.", file.display()),
    )
}
