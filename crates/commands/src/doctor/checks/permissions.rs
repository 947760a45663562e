//! Permissions that the client needs for what the bundle asks of it.

use crate::doctor::{
    codes,
    extension::{Extension, Sight},
    finding::{Finding, Place, Rule},
    fix::Edit,
    subject::Subject,
};

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let extension = subject.extension;
    if extension.manifest.problem().is_some() {
        return Vec::new();
    }
    let sync = || {
        let known = subject.sync_hosts.iter().find_map(|host| host.place.clone());
        known.or_else(|| subject.unknown_sync_host.clone())
    };
    let needs: [(&str, &'static Rule, bool, Option<Place>); 4] = [
        ("storage", &codes::MANIFEST_STORAGE_MISSING, true, None),
        ("cookies", &codes::MANIFEST_COOKIES_MISSING, subject.syncs(), sync()),
        ("alarms", &codes::MANIFEST_ALARMS_MISSING, refresh(extension).is_some(), refresh(extension)),
        elsewhere(extension),
    ];
    // Until the person grants what is optional, the client says that it needs it.
    let asks = |name: &str| name == "cookies" && extension.manifest.lists(&["optional_permissions"], name);
    needs
        .into_iter()
        .filter(|(name, _, needed, _)| *needed && !extension.manifest.lists(&["permissions"], name))
        .filter(|(name, ..)| !asks(name))
        .map(|(name, rule, _, used_at)| missing(extension, name, rule, used_at.as_ref()))
        .collect()
}

fn missing(extension: &Extension, name: &str, rule: &'static Rule, used_at: Option<&Place>) -> Finding {
    let mut message = format!("\"permissions\" does not list \"{name}\"");
    if extension.manifest.lists(&["optional_permissions"], name) {
        message.push_str("; as an optional permission it counts only once the user has granted it");
    }
    match used_at {
        Some(place) => message.push_str(&format!(", and {place} needs it.")),
        None => message.push('.'),
    }
    Finding::new(rule, message, format!("Add \"{name}\" to \"permissions\"."))
        .at(extension.manifest.place(&["permissions"]))
        .fixed_by(Edit::permission(name))
}

/// Where a client is told to refresh tokens in the background.
fn refresh(extension: &Extension) -> Option<Place> {
    extension.scripts().find_map(|(file, script)| {
        let options = script.client_options.iter().find(|options| options.refresh)?;
        Some(extension.place(file, options.offset))
    })
}

/// What a sign-in at a provider needs: a window by `chrome.identity`, or a tab to watch. Firefox takes only the tab.
fn elsewhere(extension: &Extension) -> (&'static str, &'static Rule, bool, Option<Place>) {
    let name = if extension.is_for_firefox() { "tabs" } else { "identity" };
    let used_at = web_auth(extension).filter(|_| !extension.manifest.lists(&["permissions"], "tabs"));
    (name, &codes::MANIFEST_IDENTITY_MISSING, used_at.is_some(), used_at)
}

/// Where a sign-in takes a window of its own: a worker may have the code for it without any page that begins one.
fn web_auth(extension: &Extension) -> Option<Place> {
    let first = |sight: &Sight| {
        extension
            .scripts()
            .find_map(|(file, script)| Some(extension.place(file, script.offsets(sight).next()?)))
    };
    first(&Sight::SocialSignIn).filter(|_| first(&Sight::WebAuthFlow).is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::doctor::checks::tests::{WORKER, findings, found};

    #[test]
    fn each_use_needs_its_permission() {
        let key = "publishableKey: 'pk_test_YXV0aC5leGFtcGxlLmludmFsaWQk'";
        let hosts = json!(["https://auth.example.invalid/*", "https://app.example/*"]);
        for (worker, permission, code) in [
            (WORKER.to_owned(), "storage", "manifest_storage_missing"),
            (format!("c({{{key}, syncHost: 'https://app.example'}})"), "cookies", "manifest_cookies_missing"),
            (format!("c({{{key}, refresh: {{every: 'token'}}}})"), "alarms", "manifest_alarms_missing"),
            (
                format!("{WORKER}; s.create({{strategy: 'oauth_google'}}); i.launchWebAuthFlow(x)"),
                "identity",
                "manifest_identity_missing",
            ),
        ] {
            let others: Vec<_> = ["storage", "cookies", "alarms", "identity"]
                .into_iter()
                .filter(|name| *name != permission)
                .collect();
            let change = |permissions| json!({"permissions": permissions, "host_permissions": hosts});
            assert_eq!(found(change(json!(others)), &worker, &[]), [code]);
            let all = json!(["storage", "cookies", "alarms", "identity"]);
            assert!(found(change(all), &worker, &[]).is_empty(), "{worker}");
        }
    }

    #[test]
    fn a_sign_in_at_a_provider_takes_a_tab_where_it_may_watch_tabs_and_in_firefox_always() {
        let worker = format!("{WORKER}; s.create({{strategy: 'oauth_google'}}); i.launchWebAuthFlow(x)");
        let gecko = json!({"gecko": {"id": "a@example.com"}});
        let settings = json!({"permissions": ["storage", "identity"], "browser_specific_settings": gecko});
        let finding = &findings(settings, &worker, &[])[0];
        assert!(finding.message.contains("\"tabs\""), "{}", finding.message);
        for settings in [
            json!({"permissions": ["storage", "tabs"]}),
            json!({"permissions": ["storage", "tabs"], "browser_specific_settings": gecko}),
        ] {
            assert!(!found(settings, &worker, &[]).contains(&"manifest_identity_missing"));
        }
    }

    #[test]
    fn either_half_of_a_sign_in_window_needs_nothing() {
        for code in ["s.create({strategy: 'oauth_google'})", "chrome.identity.launchWebAuthFlow(x)"] {
            assert!(found(json!({}), &format!("{WORKER};{code}"), &[]).is_empty(), "{code}");
        }
    }

    #[test]
    fn cookies_may_be_asked_for_later() {
        let worker =
            "c({publishableKey: 'pk_test_YXV0aC5leGFtcGxlLmludmFsaWQk', syncHost: 'https://app.example'})";
        let hosts = json!(["https://auth.example.invalid/*", "https://app.example/*"]);
        let mut manifest = json!({"permissions": ["storage"], "host_permissions": hosts});
        assert_eq!(found(manifest.clone(), worker, &[]), ["manifest_cookies_missing"]);
        manifest["optional_permissions"] = json!(["cookies"]);
        assert!(found(manifest, worker, &[]).is_empty());
    }

    #[test]
    fn an_optional_permission_is_told_to_be_none() {
        let finding =
            &findings(json!({"permissions": [], "optional_permissions": ["storage"]}), WORKER, &[])[0];
        assert!(finding.message.contains("optional"), "{}", finding.message);
    }
}
