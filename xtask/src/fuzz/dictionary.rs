//! Words that a fuzzer would take long to come upon.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::workspace;

/// Names in `fuzz/src/server.rs` and `fuzz/src/request.rs`, and values that mean something.
const WORDS: [&str; 46] = [
    "$BROWSER",
    "$EMAIL",
    "$LIVE_EMAIL",
    "$LIVE_SECRET",
    "$LIVE_SESSION",
    "$LIVE_TICKET",
    "$LIVE_USER",
    "$PASSWORD",
    "$PHONE",
    "$SECRET",
    "$SESSION",
    "$TICKET",
    "$TOKEN",
    "$USER",
    "$0",
    "$1",
    "\\x0a=====\\x0a",
    "as: backend",
    "as: browser",
    "as: cookie",
    "as: live-backend",
    "as: native",
    "as: nobody",
    "as: stranger",
    "DELETE ",
    "GET ",
    "PATCH ",
    "POST ",
    "PUT ",
    "?_method=PATCH",
    "?_method=DELETE",
    "424242",
    "%00",
    "%FF",
    "%2B",
    "-1",
    "null",
    "true",
    "9223372036854775807",
    "-9223372036854775808",
    "1e308",
    "email_code",
    "phone_code",
    "email_link",
    "application/json",
    "multipart/form-data; boundary=x",
];

/// Writes the dictionary of a target that has one: names and paths of the API contracts.
///
/// # Errors
/// When it cannot be written.
pub fn written(folder: &Path, target: &str) -> Result<Option<PathBuf>> {
    if !matches!(target, "router" | "injection") {
        return Ok(None);
    }
    let mut words: BTreeSet<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    for entry in fs::read_dir(workspace::at("spec"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yml") {
            words.extend(fs::read_to_string(path)?.lines().filter_map(word));
        }
    }
    let path = folder.join(format!("{target}.dict"));
    let lines: String = words.iter().map(|word| format!("\"{word}\"\n")).collect();
    fs::write(&path, lines)?;
    Ok(Some(path))
}

/// A path or a parameter's name, where a line of a contract has one.
fn word(line: &str) -> Option<String> {
    let line = line.trim();
    if let Some(name) = line.strip_prefix("name: ").or_else(|| line.strip_prefix("- name: ")) {
        return is_name(name).then(|| name.to_owned());
    }
    let key = line.strip_suffix(':')?;
    if let Some(path) = key.strip_prefix('/') {
        let path = path.strip_prefix("v1/").unwrap_or(path);
        return Some(format!("/v1/{path}"));
    }
    is_name(key).then(|| key.to_owned())
}

fn is_name(text: &str) -> bool {
    (3..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_paths_and_names_of_a_contract() {
        assert_eq!(word("  /v1/me/totp:").as_deref(), Some("/v1/me/totp"));
        assert_eq!(word("  /users/{user_id}:").as_deref(), Some("/v1/users/{user_id}"));
        assert_eq!(word("          last_name:").as_deref(), Some("last_name"));
        assert_eq!(word("        - name: order_by").as_deref(), Some("order_by"));
        assert_eq!(word("          description: The name."), None);
    }
}
