//! No query goes untested: what only ever ran on one database may not parse on the other.

use std::{fs, path::Path};

/// Reads every Rust file under a folder, with its path from there.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let inner = sources(&path).into_iter();
            found.extend(inner.map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if name.ends_with(".rs") {
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

#[test]
fn every_query_runs_in_a_test_on_both_databases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests: String = sources(&root.join("tests")).into_iter().map(|(_, text)| text).collect();
    let mut untested = Vec::new();
    let mut count = 0;
    for (file, text) in sources(&root.join("src")) {
        let module = file.trim_end_matches(".rs").split('/').next().unwrap().to_owned();
        for rest in text.split("pub async fn ").skip(1) {
            let name = rest.split('(').next().unwrap();
            // Queries take the transaction first; the seam's own calls have tests of their own.
            if !rest[name.len()..].trim_start_matches(['(', '\n', ' ']).starts_with("tx: &Tx") {
                continue;
            }
            count += 1;
            let call = format!("{module}::{name}(");
            if !tests.contains(&call) {
                untested.push(call);
            }
        }
    }
    assert!(count > 60, "only {count} queries were found; has their form changed?");
    assert_eq!(untested, Vec::<String>::new());
}
