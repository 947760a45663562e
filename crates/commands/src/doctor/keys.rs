//! Keys in the files of an extension.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    codes,
    extension::Extension,
    finding::{Finding, Place},
    instance::Instance,
    subject::Subject,
};

/// Too short a rest is a word about keys, like `pk_test_...`, and no key.
static PUBLISHABLE: Pattern = LazyLock::new(|| fixed(r"\bpk_(?:test|live)_[A-Za-z0-9+/_-]{8,}={0,2}"));
static SECRET: Pattern = LazyLock::new(|| fixed(r"\bsk_(?:test|live)_[A-Za-z0-9_-]{16,}"));
static PRIVATE: Pattern =
    LazyLock::new(|| fixed(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]{40}"));

type Pattern = LazyLock<Regex>;

/// A pattern that is part of the program.
pub fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern that compiles")
}

const WHERE_KEYS_ARE: &str =
    "Copy it from the API Keys page of the dashboard, or from what `nightdesk dev` prints.";

/// The instances whose publishable keys are in the files.
pub fn instances(extension: &Extension) -> Vec<(Instance, Vec<Place>)> {
    let mut found: Vec<(Instance, Vec<Place>)> = Vec::new();
    for (key, place) in matches(extension, &PUBLISHABLE) {
        let Ok(instance) = Instance::parse(key) else { continue };
        let same = |(known, _): &&mut (Instance, Vec<Place>)| {
            known.frontend_api == instance.frontend_api && known.environment == instance.environment
        };
        match found.iter_mut().find(same) {
            Some((_, places)) => places.push(place),
            None => found.push((instance, vec![place])),
        }
    }
    found
}

/// Keys that must not be there, and publishable keys that are wrong.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let extension = subject.extension;
    let mut findings = Vec::new();
    for (key, place) in matches(extension, &SECRET) {
        // Only what every such key begins with is shown.
        let kind = &key[.."sk_live_".len()];
        findings.push(
            Finding::new(
                &codes::SECRET_KEY_SHIPPED,
                format!("A secret key ({kind}...) is in this file."),
                "Revoke the key now (dashboard, API Keys), then remove it from the bundle: an extension takes the \
                 publishable key, which starts with pk_.",
            )
            .at(place),
        );
    }
    for (_, place) in matches(extension, &PRIVATE) {
        findings.push(
            Finding::new(
                &codes::PRIVATE_KEY_SHIPPED,
                "A private key is in this file.",
                "Keep it outside the extension's folder; the manifest's \"key\" is the public half. If this was \
                 published, make a new key pair: nightdesk extension-key.",
            )
            .at(place),
        );
    }
    if subject.instances.is_empty() {
        findings.push(without_instance(extension));
    }
    if let [(first, _), others @ ..] = subject.instances.as_slice() {
        findings.extend(others.iter().map(|(other, places)| several(first, other, places)));
    }
    if !matches!(extension.form, super::extension::Form::Folder(_)) {
        let development = subject.instances.iter().filter(|(instance, _)| !instance.is_production());
        findings.extend(development.map(|(instance, places)| packed(instance, places)));
    }
    findings
}

fn without_instance(extension: &Extension) -> Finding {
    // Other services' keys look alike, so a damaged one is looked for only where ours is missing.
    let damaged =
        matches(extension, &PUBLISHABLE).find_map(|(key, place)| Some((Instance::parse(key).err()?, place)));
    match damaged {
        Some((problem, place)) => Finding::new(
            &codes::PUBLISHABLE_KEY_INVALID,
            format!("The publishable key here is none: {problem}."),
            WHERE_KEYS_ARE,
        )
        .at(place),
        None => Finding::new(
            &codes::PUBLISHABLE_KEY_MISSING,
            "No publishable key is in the files.",
            format!(
                "If the build should put one in, see whether its environment variable was set. {WHERE_KEYS_ARE}"
            ),
        ),
    }
}

fn several(first: &Instance, other: &Instance, places: &[Place]) -> Finding {
    let finding = Finding::new(
        &codes::INSTANCES_SEVERAL,
        format!(
            "The files hold keys of {} ({}) and of {} ({}).",
            first.frontend_api, first.environment, other.frontend_api, other.environment
        ),
        "Build with one publishable key, unless two instances are what you want.",
    );
    match places.first() {
        Some(place) => finding.at(place.clone()),
        None => finding,
    }
}

fn packed(instance: &Instance, places: &[Place]) -> Finding {
    let finding = Finding::new(
        &codes::DEVELOPMENT_KEY_PACKED,
        format!("The package signs in to the development instance {}.", instance.frontend_api),
        "Build the package with the production key, which starts with pk_live_.",
    );
    match places.first() {
        Some(place) => finding.at(place.clone()),
        None => finding,
    }
}

fn matches<'a>(extension: &'a Extension, wanted: &'static Pattern) -> impl Iterator<Item = (&'a str, Place)> {
    extension.texts().flat_map(move |(file, text)| {
        wanted.find_iter(text).map(move |found| (found.as_str(), Place::at(file, text, found.start())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::{
        checks::tests::{codes_of, extension_with},
        extension::tests::extension,
        subject::Told,
    };

    const KEY: &str = "pk_test_YXV0aC5leGFtcGxlLmludmFsaWQk";

    #[test]
    fn a_secret_key_is_found_in_any_text_and_never_shown() {
        for file in ["worker.js", "worker.js.map", ".env"] {
            let secret = "sk_live_abcdefghijklmnopqrstuvwx";
            let text = format!("const a = '{KEY}';\nconst b = '{secret}'");
            let read = extension_with("{}", &[(file, &text)]);
            let findings = check(&Subject::new(&read, &Told::default()));
            assert_eq!(codes_of(&findings), ["secret_key_shipped"]);
            assert_eq!(findings[0].place.clone().unwrap().to_string(), format!("{file}:2:12"));
            assert!(!format!("{findings:?}").contains(secret));
        }
    }

    #[test]
    fn words_about_keys_are_no_keys() {
        let read = extension(&[("manifest.json", "{}"), ("a.js", "'pk_test_... or sk_live_...; pk_live_'")]);
        assert_eq!(codes_of(&check(&Subject::new(&read, &Told::default()))), ["publishable_key_missing"]);
    }

    #[test]
    fn damaged_keys_and_several_instances_are_told_apart() {
        for (text, code) in [
            ("'pk_test_YXV0aC5leGFtcGxlLmludmFsa'", "publishable_key_invalid"),
            (
                "'pk_test_YXV0aC5leGFtcGxlLmludmFsaWQk', 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k'",
                "instances_several",
            ),
            (
                "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\npk_test_YXV0aC5leGFtcGxlLmludmFsaWQk",
                "private_key_shipped",
            ),
        ] {
            let read = extension(&[("manifest.json", "{}"), ("a.txt", text)]);
            assert_eq!(codes_of(&check(&Subject::new(&read, &Told::default()))), [code], "{text}");
        }
    }
}
