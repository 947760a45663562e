//! What there is to cover.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::workspace;

/// A documented operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// `bapi GET /v1/users/{user_id}`
    pub name: String,
    /// `fapi` or `bapi`.
    pub api: String,
    /// When it gets built: 0 first.
    pub tier: u64,
}

/// Every operation of `spec/tiers.json`.
pub fn all() -> Result<Vec<Operation>> {
    let text = fs::read_to_string(workspace::at("spec/tiers.json"))?;
    let tiers: Map<String, Value> = serde_json::from_str(&text).context("spec/tiers.json")?;
    tiers.iter().map(|(key, tier)| operation(key, tier)).collect()
}

fn operation(key: &str, tier: &Value) -> Result<Operation> {
    let mut words = key.split(' ');
    let mut word = || words.next().with_context(|| format!("spec/tiers.json: {key}"));
    let (api, method, path) = (word()?, word()?, word()?);
    // The contract of the Backend API leaves out what all of its paths begin with.
    let prefix = if api == "bapi" { "/v1" } else { "" };
    let tier = tier.as_u64().with_context(|| format!("spec/tiers.json: {key}"))?;
    Ok(Operation { name: format!("{api} {method} {prefix}{path}"), api: api.to_owned(), tier })
}

/// The operations that are not answered with 501: `docs/compat.md` lists them, and a test holds the list.
pub fn built() -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(workspace::at("docs/compat.md"))?;
    let mut built = BTreeSet::new();
    for api in ["fapi", "bapi"] {
        let (_, rest) = text
            .split_once(&format!("```{api}\n"))
            .with_context(|| format!("docs/compat.md lists no {api}"))?;
        for line in rest.split("```").next().unwrap_or("").lines() {
            let mut words = line.split_whitespace();
            if let (Some(method), Some(path)) = (words.next(), words.next()) {
                built.insert(format!("{api} {method} {path}"));
            }
        }
    }
    Ok(built)
}
