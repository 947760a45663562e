//! `cargo xtask suffixes`: the public suffix list, as `crates/auth` searches it.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{run, workspace};

const FILE: &str = "crates/auth/src/site/suffixes.txt";

/// Writes the rules of the `psl` crate that Cargo.lock names.
///
/// # Errors
/// When the crate is not there, or has its rules elsewhere.
pub fn write() -> Result<()> {
    fs::write(workspace::at(FILE), text()?).with_context(|| format!("could not write {FILE}"))
}

/// Whether the rules are those of the crate.
///
/// # Errors
/// As [`write`].
pub fn are_current() -> Result<bool> {
    let text = text()?;
    Ok(fs::read_to_string(workspace::at(FILE)).is_ok_and(|written| written == text))
}

fn text() -> Result<String> {
    let mut cargo = run::cargo();
    cargo.args(["metadata", "--locked", "--format-version", "1"]);
    let metadata = run::capture(&mut cargo, "run `cargo check --workspace` and commit Cargo.lock")?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let manifest =
        packages.filter(|package| package["name"] == "psl").find_map(|psl| psl["manifest_path"].as_str());
    let manifest = Path::new(manifest.context("no crate of the workspace depends on psl")?);
    let rules = manifest.with_file_name("data").join("rules.txt");
    let rules = fs::read_to_string(&rules)
        .with_context(|| format!("psl has its rules no longer in {}", rules.display()))?;
    sorted(&rules)
}

/// The rules sorted by their bytes, and those of other letters also as they are sent.
fn sorted(rules: &str) -> Result<String> {
    let mut sorted = BTreeSet::new();
    for rule in rules.lines().map(str::trim).filter(|rule| !rule.is_empty() && !rule.starts_with("//")) {
        let (mark, labels) = rule.split_at(rule.find(|letter| !"!*.".contains(letter)).unwrap_or(0));
        let sent = url::Host::parse(labels).with_context(|| format!("{rule} is no rule"))?;
        sorted.insert(format!("{mark}{sent}"));
        sorted.insert(rule.to_owned());
    }
    Ok(sorted.into_iter().map(|rule| rule + "\n").collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_written_as_they_are_sent() {
        let rules = "org\n*.ck\n!www.ck\n\n公司.cn\ncom\n";
        assert_eq!(sorted(rules).unwrap(), "!www.ck\n*.ck\ncom\norg\nxn--55qx5d.cn\n公司.cn\n");
    }
}
