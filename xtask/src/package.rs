//! `cargo xtask package`: the npm packages, built, packed, and checked as they will be shipped.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::lint::remote_code;
use crate::{extension, npm, run, wasm, workspace};

const PACKAGE: &str = "@nightdesk/chrome-extension";

/// On top of the other one, whose types it builds on.
const ELEMENTS: &str = "@nightdesk/elements";

/// Bytes, gzipped, that a worker or a page may load of the packages: by entry, or by what a page uses of them, as
/// `xtask/js/bundle-sizes.mjs` has it. Without React.
const LIMITS: &[(&str, u64)] = &[
    ("background", 30 * 1024),
    ("background-wasm", 25 * 1024),
    ("client", 50 * 1024),
    (".", 60 * 1024),
    ("hooks", 50 * 1024),
    ("elements", 60 * 1024),
    ("user-profile", 72 * 1024),
    ("web", 60 * 1024),
];

/// Builds the packages' `dist` folders from the sources and the client core.
///
/// # Errors
/// When a build fails.
pub fn dist() -> Result<()> {
    wasm::build()?;
    npm::script(PACKAGE, "build")?;
    npm::script(ELEMENTS, "build")
}

/// Builds, packs and checks; returns the tarball of the extension package.
///
/// # Errors
/// When a build fails, the tarball could load code from elsewhere, or a bundle is too big.
pub fn build() -> Result<PathBuf> {
    dist()?;
    let out = workspace::at("target/npm");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let tarball = packed_and_checked(PACKAGE, &out)?;
    packed_and_checked(ELEMENTS, &out)?;
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
    print_popups(&out)?;
    println!("{}", tarball.strip_prefix(workspace::root())?.display());
    ensure!(
        too_big.is_empty(),
        "a bundle exceeds its limit: {}; a worker is loaded again after every 30 idle seconds, a popup at every \
         click, so find out what grew rather than raise the limit",
        too_big.join(", ")
    );
    Ok(tarball)
}

/// The tarball of a package, after it was looked through.
fn packed_and_checked(package: &str, out: &Path) -> Result<PathBuf> {
    let tarball = pack(package, out)?;
    no_remote_code(&unpack(package, &tarball, &out.join("unpacked"))?)?;
    Ok(tarball)
}

fn pack(package: &str, out: &Path) -> Result<PathBuf> {
    fs::create_dir_all(out)?;
    let mut npm = npm::command();
    npm.args(["pack", "--silent", "--workspace", package, "--pack-destination"]).arg(out);
    let name = run::capture(&mut npm, "see npm's message above")?;
    let name = name.lines().last().context("npm pack named no tarball")?;
    Ok(out.join(name))
}

/// Where [`build`] leaves the extension package as it comes out of its tarball.
pub fn unpacked() -> PathBuf {
    workspace::at("target/npm/unpacked/node_modules").join(PACKAGE)
}

/// Unpacks where an `import` of the package, or of the other one, finds it.
fn unpack(package: &str, tarball: &Path, folder: &Path) -> Result<PathBuf> {
    let package = folder.join("node_modules").join(package);
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

/// Examples with a popup: custom elements, and components of the React entry.
const POPUPS: &[&str] = &["extension", "react-popup"];

/// Says how big the popups of the examples are, React and style sheets included.
fn print_popups(out: &Path) -> Result<()> {
    let built = out.join("popups");
    extension::samples(POPUPS, &built)?;
    let mut node = run::command("node");
    node.arg(workspace::at("xtask/js/popup-sizes.mjs"))
        .args(POPUPS.iter().map(|example| built.join(example)));
    println!("popup                  raw     gzip   brotli   on demand (gzip)");
    run::succeed(&mut node, "see the message above")
}

fn bundle_sizes(out: &Path) -> Result<serde_json::Value> {
    let mut node = run::command("node");
    node.arg(workspace::at("xtask/js/bundle-sizes.mjs")).arg(out.join("unpacked"));
    node.args(LIMITS.iter().map(|(entry, _)| entry));
    let json = run::capture(&mut node, "see esbuild's message above")?;
    serde_json::from_str(&json).context("xtask/js/bundle-sizes.mjs printed no JSON")
}
