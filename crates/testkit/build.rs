//! Turns the vendored API contracts from YAML into JSON without prose, so that
//! test processes load them in milliseconds.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

/// Parts of a contract that say nothing about what is valid.
const PROSE: [&str; 4] = ["description", "example", "externalDocs", "summary"];

fn main() -> Result<(), Box<dyn Error>> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    #[expect(clippy::disallowed_methods, reason = "cargo tells a build script its folder in no other way")]
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    for (source, target) in [("fapi-2026-05-12.yml", "fapi.json"), ("bapi-2026-05-12.yml", "bapi.json")] {
        let source = spec.join(source);
        println!("cargo::rerun-if-changed={}", source.display());
        let mut contract: Value = serde_saphyr::from_str(&fs::read_to_string(&source)?)?;
        strip_prose(&mut contract, false);
        fs::write(out.join(target), serde_json::to_vec(&contract)?)?;
    }
    Ok(())
}

/// Removes prose everywhere but among the names of properties, where
/// `description` is a field like any other.
fn strip_prose(value: &mut Value, names: bool) {
    match value {
        Value::Object(map) => {
            if !names {
                map.retain(|key, _| !PROSE.contains(&key.as_str()));
            }
            for (key, value) in map {
                strip_prose(value, !names && key == "properties");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| strip_prose(item, false)),
        _ => {}
    }
}
