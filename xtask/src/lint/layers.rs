//! Which crate may know which.

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Finding, Source};
use crate::run;

const REMEDY: &str = "layers point one way (ARCHITECTURE.md); move what you need down, or pass it in";

/// Crates of the workspace, with those that each may depend on.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("nightdesk-wire", &[]),
    ("nightdesk-jws", &[]),
    ("nightdesk-auth", &["wire", "jws"]),
    ("nightdesk-store", &["wire", "jws", "auth"]),
    ("nightdesk-notify", &["wire"]),
    ("nightdesk-listener", &["wire"]),
    ("nightdesk-server", &["wire", "jws", "auth", "store", "notify", "listener"]),
    (
        "nightdesk-commands",
        &["wire", "jws", "auth", "store", "notify", "listener", "server", "client-native"],
    ),
    ("nightdesk-cli", &["commands"]),
    ("nightdesk-client", &["wire"]),
    ("nightdesk-client-native", &["client"]),
    ("nightdesk-client-wasm", &["client"]),
    ("nightdesk-testkit", &["wire", "jws", "auth", "store", "notify", "server"]),
    ("nightdesk-bench-server", &["wire", "jws", "auth", "store", "server", "testkit"]),
    ("xtask", &[]),
];

/// What tests of a crate may use besides.
const TESTS_MAY_KNOW: &str = "testkit";

/// The core and its browser builds never see a server crate, not even in tests. Its native host is tested against
/// the server in process.
const TESTED_ALONE: &[&str] = &["nightdesk-wire", "nightdesk-client", "nightdesk-client-wasm", "xtask"];

/// Finds dependencies between crates of the workspace that point the wrong way.
///
/// # Errors
/// When cargo cannot read the manifests.
pub fn check(sources: &[Source]) -> Result<Vec<Finding>> {
    let mut cargo = run::cargo();
    cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata = run::capture(&mut cargo, "fix the manifest that cargo names above")?;
    let metadata = serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
    Ok(violations(&metadata)
        .into_iter()
        .map(|violation| {
            let file = violation.manifest();
            let line = sources.iter().find(|source| source.path == file).and_then(|source| {
                source.lines().find(|(_, text)| text.starts_with(&violation.to)).map(|(line, _)| line)
            });
            let what = format!("{} may not depend on {}", violation.from, violation.to);
            Finding { file, line: line.unwrap_or(1), what, remedy: REMEDY }
        })
        .collect())
}

#[derive(Debug, PartialEq, Eq)]
struct Violation {
    from: String,
    to: String,
}

impl Violation {
    fn manifest(&self) -> String {
        match self.from.strip_prefix("nightdesk-").map(|name| (name, name.strip_prefix("bench-"))) {
            Some((_, Some(name))) => format!("benches/{name}/Cargo.toml"),
            Some((name, None)) => format!("crates/{name}/Cargo.toml"),
            None => format!("{}/Cargo.toml", self.from),
        }
    }
}

fn violations(metadata: &Value) -> Vec<Violation> {
    let mut violations = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let from = package["name"].as_str().unwrap_or_default();
        let may_know = MAY_KNOW.iter().find(|(name, _)| *name == from).map_or(&[][..], |(_, known)| *known);
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let to = dependency["name"].as_str().unwrap_or_default();
            let Some(short) = to.strip_prefix("nightdesk-") else { continue };
            let for_tests = dependency["kind"] == "dev" && !TESTED_ALONE.contains(&from);
            let fine = may_know.contains(&short) || for_tests && short == TESTS_MAY_KNOW;
            if !fine {
                violations.push(Violation { from: from.to_owned(), to: to.to_owned() });
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(from: &str, to: &str, kind: Value) -> usize {
        let dependency = json!({ "name": to, "kind": kind });
        violations(&json!({ "packages": [{ "name": from, "dependencies": [dependency] }] })).len()
    }

    #[test]
    fn a_dependency_that_points_upwards_is_found() {
        assert_eq!(found("nightdesk-client", "nightdesk-store", Value::Null), 1);
        assert_eq!(found("nightdesk-auth", "nightdesk-store", Value::Null), 1);
        assert_eq!(found("nightdesk-store", "nightdesk-auth", Value::Null), 0);
    }

    #[test]
    fn tests_of_the_server_side_may_use_the_testkit_and_those_of_the_client_may_not() {
        assert_eq!(found("nightdesk-store", "nightdesk-testkit", json!("dev")), 0);
        assert_eq!(found("nightdesk-store", "nightdesk-testkit", Value::Null), 1);
        assert_eq!(found("nightdesk-client", "nightdesk-testkit", json!("dev")), 1);
        assert_eq!(found("nightdesk-client-native", "nightdesk-testkit", json!("dev")), 0);
        assert_eq!(found("nightdesk-client-native", "nightdesk-server", json!("dev")), 1);
    }

    #[test]
    fn a_crate_that_the_table_does_not_name_may_know_nothing() {
        assert_eq!(found("nightdesk-new", "nightdesk-wire", Value::Null), 1);
    }
}
