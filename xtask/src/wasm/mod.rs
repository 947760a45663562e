//! `cargo xtask wasm`: the client core, as WebAssembly and as plain JavaScript.
//!
//! Both come from one compilation of `crates/client-wasm`. What packages take is
//! `target/wasm/core.wasm` and `target/wasm/core.js` (an ES module).

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{npm, workspace};

mod inputs;
mod optimise;
mod toolchain;

/// What the build leaves behind.
pub struct Built {
    /// The optimised module.
    pub wasm: PathBuf,
    /// The same module as an ES module of plain JavaScript.
    pub js: PathBuf,
}

/// Builds both forms, unless what they are made of has not changed since the last time.
///
/// # Errors
/// When a compiler or an optimiser is missing and cannot be installed, or fails.
pub fn build() -> Result<Built> {
    let out = workspace::at("target/wasm");
    let built = Built { wasm: out.join("core.wasm"), js: out.join("core.js") };
    let stamp = out.join("inputs.sha256");
    let inputs = inputs::digest()?;
    if built.wasm.exists() && built.js.exists() && fs::read_to_string(&stamp).is_ok_and(|s| s == inputs) {
        return Ok(built);
    }

    npm::installed()?;
    fs::create_dir_all(&out)?;
    let module = toolchain::pick()?.compile()?;
    fs::copy(&module, out.join("nightdesk_client.wasm"))
        .with_context(|| format!("{} was not built; is the crate a cdylib?", module.display()))?;
    optimise::wasm(&module, &built.wasm)?;
    optimise::javascript(&module, &built.js)?;
    fs::write(stamp, inputs)?;
    for path in [&built.wasm, &built.js] {
        println!("{:>9} bytes  {}", path.metadata()?.len(), path.strip_prefix(workspace::root())?.display());
    }
    Ok(built)
}
