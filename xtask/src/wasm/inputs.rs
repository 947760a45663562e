//! What the wasm build is made of, as one digest.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::workspace;

/// Everything a change of which can change the module.
const INPUTS: &[&str] = &[
    "crates/client-wasm",
    "crates/client",
    "crates/wire",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "xtask/src/wasm",
];

/// A digest over names and contents of all inputs.
pub fn digest() -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&workspace::at(input), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        let name = file.strip_prefix(workspace::root())?.to_string_lossy().into_owned();
        hash.update(name.len().to_le_bytes());
        hash.update(name);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_path_buf());
    }
    Ok(())
}
