//! Dependencies that must not come in, directly or through others.

use super::{Finding, Source};

/// Names in Cargo.lock, each with what to use instead.
const BANNED: &[(&str, &str)] = &[
    ("openssl", "use rustls with aws-lc-rs; turn off the feature that asks for OpenSSL"),
    ("openssl-sys", "use rustls with aws-lc-rs; turn off the feature that asks for OpenSSL"),
    ("native-tls", "use rustls with aws-lc-rs; turn off the feature that asks for native-tls"),
    ("rsa", "use nightdesk-jws, which signs with aws-lc-rs"),
    ("jsonwebtoken", "use nightdesk-jws, which parses a key once"),
    ("sqlx", "use nightdesk-store's seam over rusqlite and tokio-postgres"),
];

/// Banned names that one crate may bring all the same: what webauthn-rs builds on verifies old authenticators' signatures
/// by RSA (ADR 14).
const BROUGHT: &[(&str, &str)] = &[("rsa", "crypto-glue")];

/// Names that no manifest of the workspace may ask for itself.
const BANNED_DIRECTLY: &[(&str, &str)] = &[("ring", "use aws-lc-rs")];

/// Finds banned names in Cargo.lock and in the manifests.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let locked = sources.iter().filter(|source| source.path == "Cargo.lock").flat_map(|source| {
        let mut package = "";
        source.lines().filter_map(move |(line, text)| {
            if let Some(name) = text.strip_prefix("name = \"") {
                package = name.strip_suffix('"')?;
                let is_brought = BROUGHT.iter().any(|(brought, _)| *brought == package);
                return finding(source, line, package, BANNED, "is in Cargo.lock").filter(|_| !is_brought);
            }
            // What may be brought is listed as a dependency of whoever brings it, with its version if there are several.
            let name = text.strip_prefix(" \"")?.split(['"', ' ']).next()?;
            let (_, bringer) = BROUGHT.iter().find(|(brought, _)| *brought == name)?;
            finding(source, line, name, BANNED, "is brought by another crate than before")
                .filter(|_| package != *bringer)
        })
    });
    // Peers bring what they like: they run beside ours, and are no part of the workspace.
    let is_ours =
        |source: &&Source| source.path.ends_with("Cargo.toml") && !source.path.starts_with("benches/peers/");
    let direct = sources.iter().filter(is_ours).flat_map(|source| {
        source.lines().filter_map(move |(line, text)| {
            let name = text.split(['=', '.', ' ']).next()?;
            finding(source, line, name, BANNED_DIRECTLY, "is asked for directly")
                .or_else(|| finding(source, line, name, BANNED, "is asked for directly"))
        })
    });
    locked.chain(direct).collect()
}

fn finding(
    source: &Source,
    line: usize,
    name: &str,
    banned: &[(&str, &'static str)],
    how: &str,
) -> Option<Finding> {
    let (_, remedy) = banned.iter().find(|(banned, _)| *banned == name)?;
    Some(Finding { file: source.path.clone(), line, what: format!("{name} {how}"), remedy })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_crate_in_the_lock_file_is_found() {
        let lock = Source::planted("Cargo.lock", "[[package]]\nname = \"openssl-sys\"\nversion = \"0.9\"\n");
        let findings = check(&[lock]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].line, 2);
    }

    #[test]
    fn what_one_crate_may_bring_is_found_where_another_brings_it() {
        let lock = |name: &str| {
            let text = format!("name = \"{name}\"\ndependencies = [\n \"rsa\",\n]\n\nname = \"rsa\"\n");
            check(&[Source::planted("Cargo.lock", &text)]).len()
        };
        assert_eq!(lock("crypto-glue"), 0);
        assert_eq!(lock("anything"), 1);
    }

    #[test]
    fn ring_is_found_as_a_direct_dependency_only() {
        let lock = Source::planted("Cargo.lock", "name = \"ring\"\n");
        let manifest = Source::planted("crates/jws/Cargo.toml", "[dependencies]\nring = \"0.17\"\n");
        let findings = check(&[lock, manifest]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].file, "crates/jws/Cargo.toml");
        assert!(check(&[Source::planted("benches/peers/x/Cargo.toml", "sqlx = \"0.8\"\n")]).is_empty());
    }
}
