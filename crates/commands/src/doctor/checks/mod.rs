//! The rules that need no server: functions from what was read to what was found.

mod background;
mod exposure;
mod hosts;
mod identity;
mod manifest;
mod permissions;
mod policy;
mod remote_code;
mod size;

use super::{finding::Finding, keys, subject::Subject};

type Check = fn(&Subject<'_>) -> Vec<Finding>;

const CHECKS: &[Check] = &[
    manifest::check,
    background::check,
    permissions::check,
    hosts::check,
    policy::check,
    keys::check,
    identity::check,
    remote_code::check,
    size::check,
    exposure::check,
];

/// All that is wrong with the extension as it lies there.
pub fn run(subject: &Subject<'_>) -> Vec<Finding> {
    CHECKS.iter().flat_map(|check| check(subject)).collect()
}

#[cfg(test)]
pub mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::doctor::{
        extension::{Extension, tests::extension},
        subject::Told,
    };

    /// A worker with a client of `auth.example.invalid`.
    pub const WORKER: &str = "create({publishableKey: 'pk_test_YXV0aC5leGFtcGxlLmludmFsaWQk'})";

    pub fn codes_of(findings: &[Finding]) -> Vec<&'static str> {
        findings.iter().map(|finding| finding.rule.code).collect()
    }

    pub fn extension_with(manifest: &str, files: &[(&str, &str)]) -> Extension {
        extension(&[&[("manifest.json", manifest)], files].concat())
    }

    /// A manifest that nothing is wrong with, with some of its entries changed; `null` takes one away.
    pub fn manifest(changes: Value) -> String {
        let mut manifest = json!({
            "manifest_version": 3,
            "name": "Fixture",
            "version": "1.0",
            "key": "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkefcoy91p93ZMzct2rO0hkn25YXVXPN1eYuynPO5mapaPEmfQKWFtBkzekPInEIXIKD7GfdDxFGokGA7GFQtTLhSEUMS2iPHLLKX3ass9NtNqUFJYQjY6Mr5TcT2lm9qdRYuvnHYH43scgte2Ff7H3kfUzRLsTZcXh5YRws93EGUxxh6kpBJ2wlBJgdVC7ZVoEw3+M9Xw/i+vP4Xl5MLGjGgJk+eJA4GkpzPfqd9p1mRsURwaIl24cTnRTSx5LVsqYWLp5Zm2hLAict/GToSTxAUemuBvc/JiiD6AGL0RxbjTpslZo/yAkmZW4nfxG4ryA64cXehHh+h91w7M/x9FQIDAQAB",
            "minimum_chrome_version": "116",
            "background": {"service_worker": "worker.js"},
            "permissions": ["storage"],
            "host_permissions": ["https://auth.example.invalid/*"],
        });
        for (name, value) in changes.as_object().unwrap() {
            if value.is_null() {
                manifest.as_object_mut().unwrap().remove(name);
            } else {
                manifest[name] = value.clone();
            }
        }
        manifest.to_string()
    }

    /// What all checks find in an extension with that manifest, that worker and those other files.
    pub fn findings(changes: Value, worker: &str, files: &[(&str, &str)]) -> Vec<Finding> {
        let read = extension_with(&manifest(changes), &[&[("worker.js", worker)], files].concat());
        run(&Subject::new(&read, &Told::default()))
    }

    /// Their codes.
    pub fn found(changes: Value, worker: &str, files: &[(&str, &str)]) -> Vec<&'static str> {
        codes_of(&findings(changes, worker, files))
    }

    #[test]
    fn nothing_is_wrong_with_a_good_extension() {
        assert_eq!(found(json!({}), WORKER, &[]), Vec::<&str>::new());
    }

    #[test]
    fn every_finding_says_what_to_do_in_whole_sentences() {
        let found =
            findings(json!({"permissions": [], "key": null, "host_permissions": ["x"]}), "eval('1')", &[]);
        assert!(found.len() > 4, "{:?}", codes_of(&found));
        for finding in found {
            assert!(finding.message.ends_with('.') && finding.remedy.ends_with('.'), "{finding:?}");
        }
    }
}
