//! The official SDKs against the server, and what they need beside the packages that npm installs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::official;
use crate::tally::Tally;
use crate::{apt, binary, npm, run, test, workspace};

/// Builds of the browser SDK that web apps load but nothing imports: only the scripts are wanted, not the hundreds of MB
/// of packages that they were made of. What npm says of their content has to stay the same.
const BUILDS: &[(&str, &str)] = &[(
    "@clerk/clerk-js@5.128.0",
    "sha512-aw8USKnrZVPOqJfp1eKpbaQL+jUYkXJn/v3XdBslfT4jXEUIqkyITmlgY8bA9GqVF7xGcr+m/HJTpgvGbtIvXA==",
)];

/// Runs the tests of `conformance/sdk`, or those whose names match.
///
/// # Errors
/// When something cannot be installed.
pub fn run(only: Option<&str>) -> Result<Tally> {
    let folder = workspace::at("conformance/sdk");
    npm::installed_in(&folder)?;
    npm::installed_in(&official())?;
    apt::chromium()?;
    let mut tally = if only.is_none() { typed(&folder)? } else { Tally::default() };
    let assets = assets()?;
    let python = python(&folder.join("python/requirements.txt"))?;
    let only = only.map(|name| format!("--testNamePattern={name}"));
    let arguments: Vec<_> = only.iter().map(String::as_str).collect();
    let variables =
        [("NIGHTDESK_ASSETS", assets.to_string_lossy()), ("NIGHTDESK_PYTHON", python.to_string_lossy())];
    let variables = variables.each_ref().map(|(name, value)| (*name, &**value));
    tally += test::vitest_with("conformance/sdk", &arguments, &variables)?;
    Ok(tally)
}

/// Whether the tests use the SDKs as their types say.
fn typed(folder: &Path) -> Result<Tally> {
    npm::installed()?;
    let mut tsc = run::command(npm::program("tsc")?);
    let held = run::succeed(tsc.arg("-p").arg(folder), "see the compiler's messages above").is_ok();
    let name = "the tests use the SDKs as their types say";
    println!("{} - {name}", if held { "ok" } else { "not ok" });
    Ok(Tally::of(held, name))
}

/// A folder with the builds of the browser SDK that web apps ask for, as `nightdesk assets` fills it.
///
/// # Errors
/// When they cannot be fetched, or are others than those that were tested.
pub fn assets() -> Result<PathBuf> {
    let folder = workspace::target().join("conformance");
    let tarballs = folder.join("tarballs");
    fs::create_dir_all(&tarballs)?;
    let mut add = run::command(binary::build()?);
    add.args(["assets", "add"]).arg(official());
    for (package, integrity) in BUILDS {
        add.arg(tarball(package, integrity, &tarballs)?);
    }
    let assets = folder.join("assets");
    add.arg("--assets").arg(&assets);
    run::succeed(&mut add, "see its message above")?;
    Ok(assets)
}

/// Has npm fetch a package, unless it has.
fn tarball(package: &str, integrity: &str, into: &Path) -> Result<PathBuf> {
    let path = into.join(format!("{}.tgz", package.trim_start_matches('@').replace(['/', '@'], "-")));
    if path.exists() {
        return Ok(path);
    }
    println!("fetching {package}");
    let mut pack = npm::command();
    pack.args(["pack", package, "--json", "--pack-destination"]).arg(into);
    let said: Value = serde_json::from_str(&run::capture(&mut pack, "npm needs its registry or its cache")?)?;
    let found = said.get(0).context("npm tells what it packed")?;
    let name = found["filename"].as_str().context("npm tells the file's name")?;
    if found["integrity"] != integrity {
        bail!("{package} is not what was tested: {} instead of {integrity}", found["integrity"]);
    }
    fs::rename(into.join(name), &path)?;
    Ok(path)
}

/// A Python with the packages of a list.
fn python(requirements: &Path) -> Result<PathBuf> {
    let folder = workspace::target().join("conformance/python");
    let (python, installed) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let wanted = fs::read_to_string(requirements)?;
    if fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    if !run::works(run::command("python3").args(["-c", "import venv, ensurepip"])) {
        apt::install(&["python3", "python3-venv"])?;
    }
    println!("installing Python packages in {}", folder.display());
    let remedy = "needs Python 3.10 or newer with venv (Debian: python3-venv) and the registry of pip";
    run::succeed(run::command("python3").args(["-m", "venv", "--clear"]).arg(&folder), remedy)?;
    let mut pip = run::command(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(requirements);
    run::succeed(&mut pip, remedy)?;
    fs::write(installed, wanted)?;
    Ok(python)
}
