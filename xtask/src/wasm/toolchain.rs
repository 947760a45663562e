//! Which compiler builds the module.
//!
//! An installed `wasm32-unknown-unknown` target is the normal way. Where there is none
//! and rustup cannot or must not download it, Debian's `rustc-web` compiles it together
//! with the parts of the standard library it needs, from `rust-web-src`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{apt, environment, run, rustc, workspace};

const TARGET: &str = "wasm32-unknown-unknown";
const CRATE: &str = "nightdesk-client-wasm";
const ARTIFACT: &str = "nightdesk_client_wasm.wasm";

/// Panics become a bare trap: nothing formats a message that nobody could read. A fifth of
/// the module's size.
const SMALL_PANICS: &[&str] = &["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];

/// The same before 1.92, where it is a feature of the standard library.
const SMALL_PANICS_FEATURE: &str = "-Zbuild-std-features=panic_immediate_abort";

/// Room for the deepest JSON many times over; the usual MiB would be most of what an idle worker holds.
const SMALL_STACK: &str = "-Clink-arg=-zstack-size=131072";

/// Copies and fills by one instruction of WebAssembly instead of a loop; a compiler of 1.87 does so anyway.
const BULK_MEMORY: &str = "-Ctarget-feature=+bulk-memory";

/// Optimising before code generation too is 1 % of the module, after gzip.
const OPTIMISE_EARLY: &str = "-Zmir-opt-level=3";

/// A way to compile the module.
#[derive(Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The target's standard library is installed beside the compiler in use.
    Installed,
    /// `core` and `alloc` are compiled along with the module, which lets panics shrink to a trap.
    FromSource {
        /// The compiler whose sources those are; none for the one in use.
        compiler: Option<PathBuf>,
        /// A wasm-capable lld.
        linker: PathBuf,
    },
}

/// Picks the first way that this machine allows, installing what that way needs.
///
/// # Errors
/// When no way is left; the error names the ways.
pub fn pick() -> Result<Toolchain> {
    let sysroot = sysroot()?;
    if has_target(&sysroot) || environment::rustup_may_download() && rustup_adds_target() {
        if has_source(&sysroot) {
            return Ok(Toolchain::FromSource { compiler: None, linker: linker(&sysroot)? });
        }
        return Ok(Toolchain::Installed);
    }
    debian(&sysroot).with_context(|| {
        format!(
            "no way to compile for {TARGET}: it is not installed, rustup cannot add it, and Debian's \
             compiler is not available; run `rustup target add {TARGET}` where that is possible"
        )
    })
}

impl Toolchain {
    /// Compiles the module and returns where it lies.
    ///
    /// # Errors
    /// When the compiler fails.
    pub fn compile(&self) -> Result<PathBuf> {
        let mut cargo = run::cargo();
        cargo.args(["build", "--package", CRATE, "--profile", "wasm", "--target", TARGET, "--quiet"]);
        let out = workspace::at("target/wasm-build");
        cargo.arg("--target-dir").arg(&out);
        // Flags of the host's builds (coverage, sanitizers) mean nothing for this target.
        cargo.env_remove("RUSTFLAGS");
        let mut flags = vec![SMALL_STACK, BULK_MEMORY];
        if let Self::FromSource { compiler, linker } = self {
            flags.push(OPTIMISE_EARLY);
            cargo
                .arg("-Zbuild-std=core,alloc")
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            let rustc = compiler.as_deref().unwrap_or(Path::new("rustc"));
            let mut probe = run::command(rustc);
            probe.env("RUSTC_BOOTSTRAP", "1").args(SMALL_PANICS).args(["--print", "cfg"]);
            if run::works(&mut probe) {
                flags.extend(SMALL_PANICS);
            } else {
                cargo.arg(SMALL_PANICS_FEATURE);
                flags.push("-Zlocation-detail=none");
            }
            if let Some(compiler) = compiler {
                cargo.env("RUSTC", compiler);
            }
        }
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        println!("compiling {CRATE} for {TARGET}");
        run::succeed(&mut cargo, "the compiler's messages above say why")?;
        Ok(out.join(TARGET).join("wasm").join(ARTIFACT))
    }
}

fn sysroot() -> Result<PathBuf> {
    run::capture(run::command("rustc").args(["--print", "sysroot"]), "install Rust (https://rustup.rs)")
        .map(PathBuf::from)
}

fn has_target(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir()
}

fn has_source(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/alloc").is_dir()
}

fn rustup_adds_target() -> bool {
    run::find("rustup").is_some() && run::works(run::command("rustup").args(["target", "add", TARGET]))
}

fn debian(sysroot: &Path) -> Result<Toolchain> {
    let compiler = Path::new("/usr/bin/rustc");
    if !compiler.exists() || !has_source(Path::new("/usr")) || !knows_target(compiler) {
        apt::install(&["rustc-web", "rust-web-src"])?;
    }
    Ok(Toolchain::FromSource { compiler: Some(compiler.to_path_buf()), linker: linker(sysroot)? })
}

fn knows_target(compiler: &Path) -> bool {
    run::works(Command::new(compiler).args(["--print", "cfg", "--target", TARGET]))
}

fn linker(sysroot: &Path) -> Result<PathBuf> {
    let bundled = sysroot.join("lib/rustlib").join(rustc::host()?).join("bin/rust-lld");
    if bundled.is_file() {
        return Ok(bundled);
    }
    match ["rust-lld", "wasm-ld"].iter().find_map(|name| run::find(name)) {
        Some(found) => Ok(found),
        None => bail!("neither rust-lld nor wasm-ld is here; run `apt-get install lld`"),
    }
}
