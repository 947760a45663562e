//! Writes the domains of services that give addresses to throw away into one text. As the list of strings that it comes as,
//! it would cost the binary five times its letters.
#![expect(clippy::disallowed_methods, reason = "cargo says in the environment where the text goes")]

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let domains = mailchecker::blacklist().join("\n");
    fs::write(out.join("disposable.txt"), format!("\n{domains}\n"))?;
    Ok(())
}
