//! Writes down the domains of services that give addresses to throw away, as the first bytes of their hashes, sorted. The
//! names themselves are twice as long, and as the list of strings that they come as it would be five times as much.
#![expect(clippy::disallowed_methods, reason = "cargo says in the environment where it goes")]

use std::{collections::BTreeSet, env, error::Error, fs, path::PathBuf};

use sha2::{Digest as _, Sha256};

/// As many as `src/restriction.rs` reads.
const HASH_BYTES: usize = 6;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let hashes: BTreeSet<_> = mailchecker::blacklist()
        .into_iter()
        .map(|domain| Sha256::digest(domain)[..HASH_BYTES].to_vec())
        .collect();
    fs::write(out.join("disposable.hashes"), hashes.into_iter().flatten().collect::<Vec<_>>())?;
    Ok(())
}
