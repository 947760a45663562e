//! `cargo xtask package`: the npm package, built, packed, and checked as it will be shipped.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::lint::remote_code;
use crate::{npm, run, wasm, workspace};

const PACKAGE: &str = "@nightdesk/chrome-extension";

/// Bytes, gzipped, that a worker or a page may load of the package, by entry; `.` is the one for React, without React.
const LIMITS: &[(&str, u64)] =
    &[("background", 30 * 1024), ("background-wasm", 25 * 1024), ("client", 50 * 1024), (".", 50 * 1024)];

/// Builds the package's `dist` folder from the sources and the client core.
///
/// # Errors
/// When a build fails.
pub fn dist() -> Result<()> {
    wasm::build()?;
    npm::script(PACKAGE, "build")
}

/// Builds, packs and checks; returns the tarball.
///
/// # Errors
/// When a build fails, the tarball could load code from elsewhere, or a bundle is too big.
pub fn build() -> Result<PathBuf> {
    dist()?;
    let out = workspace::at("target/npm");
    let tarball = pack(&out)?;
    let unpacked = unpack(&tarball, &out.join("unpacked"))?;
    no_remote_code(&unpacked)?;
    let sizes = bundle_sizes(&out)?;
    let mut too_big = Vec::new();
    println!("bundle                 raw     gzip   brotli   limit (gzip)");
    for (entry, limit) in LIMITS {
        let size = |form: &str| {
            sizes[*entry][form].as_u64().with_context(|| format!("no {form} size of {entry} was measured"))
        };
        let (raw, gzip, brotli) = (size("raw")?, size("gzip")?, size("brotli")?);
        println!("{entry:<16} {raw:>9} {gzip:>8} {brotli:>8} {limit:>8}");
        if gzip > *limit {
            too_big.push(format!("{entry} by {} bytes", gzip - limit));
        }
    }
    println!("{}", tarball.strip_prefix(workspace::root())?.display());
    ensure!(
        too_big.is_empty(),
        "a bundle exceeds its limit: {}; a worker is loaded again after every 30 idle seconds, a popup at every \
         click, so find out what grew rather than raise the limit",
        too_big.join(", ")
    );
    Ok(tarball)
}

fn pack(out: &Path) -> Result<PathBuf> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    let mut npm = npm::command();
    npm.args(["pack", "--silent", "--workspace", PACKAGE, "--pack-destination"]).arg(out);
    let name = run::capture(&mut npm, "see npm's message above")?;
    let name = name.lines().last().context("npm pack named no tarball")?;
    Ok(out.join(name))
}

/// Where [`build`] leaves the package as it comes out of its tarball.
pub fn unpacked() -> PathBuf {
    workspace::at("target/npm/unpacked/node_modules").join(PACKAGE)
}

/// Unpacks where an `import` of the package finds it.
fn unpack(tarball: &Path, folder: &Path) -> Result<PathBuf> {
    let package = folder.join("node_modules").join(PACKAGE);
    fs::create_dir_all(&package)?;
    let mut tar = run::command("tar");
    tar.arg("-xzf").arg(tarball).args(["--strip-components=1", "-C"]).arg(&package);
    run::succeed(&mut tar, "the packed tarball does not unpack")?;
    Ok(package)
}

fn no_remote_code(package: &Path) -> Result<()> {
    let findings = remote_code::in_folder(package, remote_code::Strictness::Everything)?;
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("the packed tarball could load remote code, which the Chrome Web Store refuses");
    }
    Ok(())
}

fn bundle_sizes(out: &Path) -> Result<serde_json::Value> {
    let mut node = run::command("node");
    node.arg(workspace::at("xtask/js/bundle-sizes.mjs")).arg(out.join("unpacked"));
    node.args(LIMITS.iter().map(|(entry, _)| entry));
    let json = run::capture(&mut node, "see esbuild's message above")?;
    serde_json::from_str(&json).context("xtask/js/bundle-sizes.mjs printed no JSON")
}
