//! Whether the extension may reach the hosts that it talks to.

use url::Url;

use crate::doctor::{
    codes,
    finding::{Finding, Place, Rule},
    fix::Edit,
    instance::{is_loopback, urls_of},
    pattern::{MatchPattern, looks_like_pattern},
    subject::{Subject, SyncHost},
};

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let manifest = &subject.extension.manifest;
    if manifest.problem().is_some() {
        return Vec::new();
    }
    let mut findings = patterns(subject);
    for (instance, _) in &subject.instances {
        let Ok(url) = Url::parse(&instance.origin()) else { continue };
        let what = format!("the frontend API {}", instance.frontend_api);
        findings.extend(missing(
            subject,
            &codes::HOST_FRONTEND_API_MISSING,
            &what,
            &[url],
            instance.urls(),
            None,
        ));
    }
    for host in &subject.sync_hosts {
        findings.extend(sync_host(subject, host));
    }
    if let Some(place) = &subject.unknown_sync_host {
        let finding = Finding::new(
            &codes::SYNC_HOST_UNKNOWN,
            "syncHost is used with a value that is made at run time.",
            "Name it for this check: nightdesk doctor --sync-host https://app.example.com.",
        );
        findings.push(finding.at(place.clone()));
    }
    findings
}

/// Patterns that Chrome ignores, or that say more than they need to.
fn patterns(subject: &Subject<'_>) -> Vec<Finding> {
    let manifest = &subject.extension.manifest;
    let mut findings = Vec::new();
    for list in ["host_permissions", "optional_host_permissions"] {
        for (at, text) in manifest.texts(&[list]) {
            let place = manifest.place(&[list, &at]);
            match MatchPattern::parse(text) {
                Err(problem) => {
                    let remedy =
                        "Write it like https://app.example.com/*, with scheme, host and /* at the end.";
                    let message = format!("\"{text}\" is no match pattern: {problem}.");
                    findings.push(Finding::new(&codes::HOST_PATTERN_INVALID, message, remedy).at(place));
                }
                Ok(pattern) if pattern.is_broad() && list == "host_permissions" => {
                    let remedy = "Name the hosts that you need, or move it to \"optional_host_permissions\".";
                    let message = format!("\"{text}\" covers every site.");
                    findings.push(Finding::new(&codes::HOST_BROAD, message, remedy).at(place));
                }
                Ok(_) => {}
            }
        }
    }
    for (at, text) in manifest.texts(&["permissions"]) {
        if looks_like_pattern(text) && !manifest.lists(&["host_permissions"], text) {
            let message = format!("\"permissions\" lists the host pattern \"{text}\".");
            let remedy = "Move it to \"host_permissions\".";
            let finding = Finding::new(&codes::HOST_PATTERN_MISPLACED, message, remedy);
            findings.push(finding.at(manifest.place(&["permissions", &at])).fixed_by(Edit::host(text)));
        }
    }
    findings
}

fn sync_host(subject: &Subject<'_>, host: &SyncHost) -> Vec<Finding> {
    let Some((url, name)) = host.url.as_ref().and_then(|url| Some((url, url.host_str()?))) else {
        let message = format!("syncHost is \"{}\", which is no URL.", host.text);
        let finding =
            Finding::new(&codes::SYNC_HOST_INVALID, message, "Write it like https://app.example.com.");
        return vec![Finding { place: host.place.clone(), ..finding }];
    };
    // Cookies know no scheme, but a change of one that is not `Secure` is reported under http.
    let wanted = if is_loopback(name) { urls_of(name) } else { vec![url.clone()] };
    let what = format!("the sync host {name}");
    let mut findings: Vec<Finding> =
        missing(subject, &codes::HOST_SYNC_MISSING, &what, &wanted, wanted.clone(), host.place.as_ref())
            .into_iter()
            .collect();
    for (instance, _) in subject.instances.iter().filter(|(instance, _)| instance.is_production()) {
        let api = instance.frontend_api.split(':').next().unwrap_or_default();
        let shared = nightdesk_auth::site::of(api)
            .filter(|site| nightdesk_auth::site::of(name).as_ref() == Some(site));
        let Some(site) = shared.filter(|site| site != name && site != api) else { continue };
        let what = format!("{site}, the domain that {name} and {api} share");
        let urls = urls_of(&site);
        findings.extend(missing(subject, &codes::HOST_SYNC_PARENT_MISSING, &what, &urls, urls.clone(), None));
    }
    findings
}

/// A finding if one of `wanted` cannot be reached; `offered` are what to add.
fn missing(
    subject: &Subject<'_>,
    rule: &'static Rule,
    what: &str,
    wanted: &[Url],
    offered: Vec<Url>,
    used_at: Option<&Place>,
) -> Option<Finding> {
    let manifest = &subject.extension.manifest;
    let unreachable = wanted.iter().find(|url| !subject.may_reach(url))?;
    if subject.may_ask_for(unreachable) {
        let message = format!("Only \"optional_host_permissions\" covers {what}.");
        let remedy = "Ask for it with chrome.permissions.request() before the first sign-in, or move it to \
                      \"host_permissions\".";
        return Some(
            Finding::new(&codes::HOST_OPTIONAL, message, remedy)
                .at(manifest.place(&["optional_host_permissions"])),
        );
    }
    // Without a port a pattern covers all, and cookies know none.
    let patterns = offered
        .iter()
        .filter(|url| !subject.may_reach(url))
        .filter_map(|url| Some(format!("{}://{}/*", url.scheme(), url.host_str()?)));
    let patterns: Vec<String> = patterns.collect();
    let listed = patterns.iter().map(|pattern| format!("\"{pattern}\"")).collect::<Vec<_>>().join(" and ");
    let used = used_at.map(|place| format!(" ({place})")).unwrap_or_default();
    let finding = Finding::new(
        rule,
        format!("No host permission covers {what}{used}."),
        format!("Add {listed} to \"host_permissions\"."),
    );
    let edits = patterns.iter().map(|pattern| Edit::host(pattern)).collect();
    Some(Finding { edits, ..finding.at(manifest.place(&["host_permissions"])) })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::doctor::checks::tests::{WORKER, findings, found};

    /// What is found about hosts, with the permissions that sync needs.
    fn hosts(patterns: Value, worker: &str) -> Vec<&'static str> {
        found(json!({"host_permissions": patterns, "permissions": ["storage", "cookies"]}), worker, &[])
    }

    fn syncing(key: &str, host: &str) -> String {
        format!("c({{publishableKey: '{key}', syncHost: {host}}})")
    }

    const LOCAL: &str = "pk_test_YXV0aC5uaWdodGRlc2subG9jYWxob3N0OjQ0MDAk"; // auth.nightdesk.localhost:4400
    const LIVE: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"; // clerk.example.com

    #[test]
    fn the_frontend_api_wants_to_be_covered() {
        assert_eq!(hosts(json!([]), WORKER), ["host_frontend_api_missing"]);
        assert_eq!(hosts(json!(["http://auth.example.invalid/*"]), WORKER), ["host_frontend_api_missing"]);
        assert!(hosts(json!(["*://*.example.invalid/*"]), WORKER).is_empty());
        let local = format!("c({{publishableKey: '{LOCAL}'}})");
        assert!(
            hosts(json!(["http://auth.nightdesk.localhost/*"]), &local).is_empty(),
            "it is reached by http"
        );
        let finding = &findings(json!({"host_permissions": []}), &local, &[])[0];
        assert!(
            finding.remedy.contains("\"http://auth.nightdesk.localhost/*\" and \"https:"),
            "{}",
            finding.remedy
        );
    }

    #[test]
    fn the_sync_host_must_be_covered() {
        let api = "https://clerk.example.com/*";
        let worker = syncing(LIVE, "'https://app.other.com'");
        assert_eq!(hosts(json!([api]), &worker), ["host_sync_missing"]);
        assert!(hosts(json!([api, "https://app.other.com/*"]), &worker).is_empty());
        assert!(hosts(json!([api, "https://app.other.com/*"]), &syncing(LIVE, "'app.other.com'")).is_empty());
        let local = syncing(LOCAL, "'http://app.nightdesk.localhost:4500'");
        let one = json!(["http://*.nightdesk.localhost/*"]);
        assert_eq!(hosts(one, &local), ["host_sync_missing"], "the cookie may be of either scheme");
    }

    #[test]
    fn in_production_the_shared_domain_is_watched_too() {
        let worker = syncing(LIVE, "'https://app.example.com'");
        let both = json!(["https://clerk.example.com/*", "https://app.example.com/*"]);
        assert_eq!(hosts(both, &worker), ["host_sync_parent_missing"]);
        assert!(hosts(json!(["https://*.example.com/*"]), &worker).is_empty());
    }

    #[test]
    fn a_sync_host_that_cannot_be_used_or_told_is_named() {
        let api = json!(["https://clerk.example.com/*"]);
        assert_eq!(hosts(api.clone(), &syncing(LIVE, "'ftp://app.example.com'")), ["sync_host_invalid"]);
        assert_eq!(hosts(api, &syncing(LIVE, "location.origin")), ["sync_host_unknown"]);
    }

    #[test]
    fn patterns_that_do_not_mean_what_they_say_are_found() {
        let api = "https://auth.example.invalid/*";
        assert_eq!(hosts(json!([api, "https://a.example"]), WORKER), ["host_pattern_invalid"]);
        assert_eq!(hosts(json!([api, "<all_urls>"]), WORKER), ["host_broad"]);
        let change = json!({"permissions": ["storage", "https://a.example/*"]});
        assert_eq!(found(change, WORKER, &[]), ["host_pattern_misplaced"]);
        let change = json!({"host_permissions": [], "optional_host_permissions": ["https://*/*"]});
        assert_eq!(found(change, WORKER, &[]), ["host_optional"]);
    }
}
