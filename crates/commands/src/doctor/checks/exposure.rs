//! Who besides the extension could get at tokens or at its pages.

use serde_json::Value;

use super::size::official;
use crate::doctor::{codes, extension::Sight, finding::Finding, pattern::MatchPattern, subject::Subject};

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    if subject.extension.manifest.problem().is_some() {
        return Vec::new();
    }
    let mut findings = storage(subject);
    findings.extend(content_scripts(subject));
    findings.extend(resources(subject));
    findings.extend(connections(subject));
    findings
}

fn storage(subject: &Subject<'_>) -> Vec<Finding> {
    let extension = subject.extension;
    let mut findings = Vec::new();
    for (file, script) in extension.scripts() {
        for offset in script.offsets(&Sight::SessionStorageOpened) {
            let finding = Finding::new(
                &codes::SESSION_STORAGE_OPEN,
                "This opens chrome.storage.session to content scripts.",
                "Leave it to trusted contexts, and hand content scripts what they need by message.",
            );
            findings.push(finding.at(extension.place(file, offset)));
        }
    }
    if let (Some((name, _)), Some((_, place))) = (official(extension), extension.content_scripts().first()) {
        let finding = Finding::new(
            &codes::LOCAL_STORAGE_OPEN,
            format!("{name} holds the official package, and the extension has content scripts."),
            "Call chrome.storage.local.setAccessLevel({accessLevel: 'TRUSTED_CONTEXTS'}) where the browser has it.",
        );
        findings.push(finding.at(place.clone()));
    }
    findings
}

fn content_scripts(subject: &Subject<'_>) -> Vec<Finding> {
    let with_key = |file: &str| {
        subject.instances.iter().flat_map(|(_, places)| places).find(|place| place.file == file).cloned()
    };
    let mut findings: Vec<Finding> = Vec::new();
    for (file, _) in subject.extension.content_scripts() {
        let Some(place) = with_key(&file) else { continue };
        if findings.iter().all(|known| known.place.as_ref() != Some(&place)) {
            let finding = Finding::new(
                &codes::CLIENT_IN_CONTENT_SCRIPT,
                format!("{file} is a content script and holds a publishable key, so a client runs in it."),
                "Create the client in the worker only, and have the content script ask the worker by message.",
            );
            findings.push(finding.at(place));
        }
    }
    findings
}

fn resources(subject: &Subject<'_>) -> Vec<Finding> {
    let manifest = &subject.extension.manifest;
    let list = "web_accessible_resources";
    let count = manifest.get(&[list]).and_then(Value::as_array).map_or(0, Vec::len);
    let mut findings = Vec::new();
    for at in 0..count {
        let at = at.to_string();
        let Some(pattern) = broad(subject, &[list, &at, "matches"]) else { continue };
        let names = manifest.texts(&[list, &at, "resources"]);
        let place = manifest.place(&[list, &at]);
        if let Some((_, pages)) = names.iter().find(|(_, name)| covers_pages(name)) {
            let message = format!("\"{pages}\" is web accessible to {pattern}.");
            let remedy = "Name single files that pages need, and no HTML; and in \"matches\" the sites that need them.";
            findings.push(Finding::new(&codes::PAGES_WEB_ACCESSIBLE, message, remedy).at(place));
        } else if manifest.get(&[list, &at, "use_dynamic_url"]).and_then(Value::as_bool) != Some(true) {
            let message = format!("Resources are web accessible to {pattern}.");
            let remedy = "Name in \"matches\" the sites that need them, or set \"use_dynamic_url\": true.";
            findings.push(Finding::new(&codes::RESOURCES_WEB_ACCESSIBLE, message, remedy).at(place));
        }
    }
    findings
}

fn covers_pages(resource: &str) -> bool {
    let name = resource.trim_start_matches('/').to_ascii_lowercase();
    name.ends_with(".html")
        || name.ends_with(".htm")
        || name == "*"
        || name.ends_with("/*")
        || name.ends_with("*.*")
}

fn connections(subject: &Subject<'_>) -> Vec<Finding> {
    let (extension, manifest) = (subject.extension, &subject.extension.manifest);
    let list = "externally_connectable";
    let mut findings = Vec::new();
    let mut by_all = |what: String, path: &[&str]| {
        let remedy = "Name the ids and sites that may connect, and check \"sender\" in the listener.";
        findings.push(Finding::new(&codes::CONNECTABLE_BY_ALL, what, remedy).at(manifest.place(path)));
    };
    if manifest.lists(&[list, "ids"], "*") {
        by_all("Every extension may connect.".to_owned(), &[list, "ids"]);
    }
    if let Some(pattern) = broad(subject, &[list, "matches"]) {
        by_all(format!("Every page of {pattern} may connect."), &[list, "matches"]);
    }
    let listens = extension.scripts().find_map(|(file, script)| {
        Some(extension.place(file, script.offsets(&Sight::ExternalMessages).next()?))
    });
    if let Some(place) = listens
        && manifest.get(&[list]).is_none()
    {
        let message = "This listens to messages from outside, and the manifest does not say from whom.";
        let remedy = "Add \"externally_connectable\" with the ids and sites that may connect.";
        findings.push(Finding::new(&codes::EXTERNAL_MESSAGES_OPEN, message, remedy).at(place));
    }
    findings
}

/// The first pattern of a list that covers every site.
fn broad<'a>(subject: &'a Subject<'_>, path: &[&str]) -> Option<&'a str> {
    let patterns = subject.extension.manifest.texts(path).into_iter();
    patterns
        .map(|(_, text)| text)
        .find(|text| MatchPattern::parse(text).is_ok_and(|pattern| pattern.is_broad()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::doctor::checks::tests::{WORKER, found};

    #[test]
    fn tokens_within_reach_of_content_scripts_are_found() {
        let scripts =
            json!({"content_scripts": [{"matches": ["https://a.example/*"], "js": ["content.js"]}]});
        let content = |code: &str| found(scripts.clone(), WORKER, &[("content.js", code)]);
        assert!(content("chrome.runtime.sendMessage(1)").is_empty());
        assert_eq!(content(WORKER), ["client_in_content_script"]);
        let open = "chrome.storage.session.setAccessLevel({accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS'})";
        assert_eq!(found(json!({}), &format!("{WORKER};{open}"), &[]), ["session_storage_open"]);
        let official = format!("{WORKER};a('@clerk/chrome-extension'); b('@clerk/clerk-js')");
        let both = found(scripts, &official, &[("content.js", "")]);
        assert_eq!(both, ["official_package_found", "local_storage_open"]);
    }

    #[test]
    fn what_every_site_may_load_is_found() {
        let resources = |names, matches: &str| {
            let entry = json!({"resources": [names], "matches": [matches]});
            found(json!({"web_accessible_resources": [entry]}), WORKER, &[])
        };
        assert_eq!(resources("popup.html", "<all_urls>"), ["pages_web_accessible"]);
        assert_eq!(resources("*", "https://*/*"), ["pages_web_accessible"]);
        assert_eq!(resources("icon.png", "*://*/*"), ["resources_web_accessible"]);
        assert!(resources("popup.html", "https://app.example.com/*").is_empty());
    }

    #[test]
    fn who_may_connect_is_asked() {
        let listen = format!("{WORKER};chrome.runtime.onMessageExternal.addListener(f)");
        assert_eq!(found(json!({}), &listen, &[]), ["external_messages_open"]);
        let connectable = |value| found(json!({"externally_connectable": value}), &listen, &[]);
        assert!(connectable(json!({"matches": ["https://app.example.com/*"]})).is_empty());
        assert_eq!(connectable(json!({"matches": ["*://*.com/*"]})), ["connectable_by_all"]);
        assert_eq!(connectable(json!({"ids": ["*"]})), ["connectable_by_all"]);
    }
}
