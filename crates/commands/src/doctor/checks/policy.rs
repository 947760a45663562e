//! The content security policy.

use serde_json::Value;
use url::Url;

use crate::doctor::{
    codes,
    csp::Policy,
    extension::{Extension, Sight},
    finding::{Finding, Place},
    fix::Edit,
    instance::Instance,
    subject::Subject,
};

const NAME: &str = "content_security_policy";
const PAGES: &[&str] = &[NAME, "extension_pages"];

/// Directives whose sources decide where code may come from.
const SCRIPT_DIRECTIVES: &[&str] =
    &["script-src", "script-src-elem", "worker-src", "object-src", "default-src"];

/// Keywords that Manifest V3 allows there.
const KEYWORDS: &[&str] = &["'self'", "'none'", "'wasm-unsafe-eval'"];

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let (extension, manifest) = (subject.extension, &subject.extension.manifest);
    if manifest.problem().is_some() {
        return Vec::new();
    }
    let is_valid = match manifest.get(&[NAME]) {
        None => true,
        Some(Value::Object(policies)) => policies.get("extension_pages").is_none_or(Value::is_string),
        Some(_) => false,
    };
    if !is_valid {
        let message = "\"content_security_policy\" is not an object with a text for \"extension_pages\".";
        let remedy = "Write \"content_security_policy\": {\"extension_pages\": \"script-src 'self'; object-src 'self'\"}.";
        return vec![Finding::new(&codes::CSP_INVALID, message, remedy).at(manifest.place(&[NAME]))];
    }
    let policy = Policy::parse(manifest.text_at(PAGES).unwrap_or_default());
    let place = manifest.place(PAGES);
    let mut findings: Vec<Finding> = wasm(extension, &policy, &place).into_iter().collect();
    findings.extend(sources(&policy, &place));
    findings.extend(subject.instances.iter().filter_map(|(instance, _)| blocked(&policy, instance, &place)));
    findings
}

fn wasm(extension: &Extension, policy: &Policy, place: &Place) -> Option<Finding> {
    let client = extension
        .scripts()
        .find_map(|(file, script)| Some(extension.place(file, script.offsets(&Sight::WasmClient).next()?)));
    let uses_wasm = client.is_some()
        || extension.files.keys().any(|name| name.ends_with(".wasm"))
        || extension.scripts().any(|(_, script)| script.offsets(&Sight::WebAssembly).next().is_some());
    match (client, policy.allows_wasm()) {
        (Some(client), false) => {
            let edit =
                Edit::PolicySource { directive: "script-src".into(), source: "'wasm-unsafe-eval'".into() };
            let finding = Finding::new(
                &codes::WASM_CSP_MISSING,
                format!(
                    "{client} holds the client as WebAssembly, and the policy has no 'wasm-unsafe-eval'."
                ),
                "Write \"content_security_policy\": {\"extension_pages\": \"script-src 'self' 'wasm-unsafe-eval'; \
                 object-src 'self'\"}, or import '@nightdesk/chrome-extension/client' and '/background' without -wasm.",
            );
            Some(finding.at(place.clone()).fixed_by(edit))
        }
        (None, true) if !uses_wasm => {
            let message = "The policy has 'wasm-unsafe-eval'.";
            let remedy = "Take it out; only the -wasm entries of the client need it.";
            Some(Finding::new(&codes::WASM_CSP_UNUSED, message, remedy).at(place.clone()))
        }
        _ => None,
    }
}

/// Sources that make Chrome refuse the extension.
fn sources(policy: &Policy, place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in SCRIPT_DIRECTIVES {
        for source in policy.get(name).unwrap_or_default() {
            let lower = source.to_ascii_lowercase();
            // What a development build loads from this machine, Chrome allows to unpacked extensions.
            if KEYWORDS.contains(&lower.as_str()) || is_loopback_source(&lower) {
                continue;
            }
            // Without a script-src, the default is what scripts come from; with one, it is none of their business.
            if *name == "default-src" && policy.get("script-src").is_some() {
                continue;
            }
            let rule = if lower.starts_with('\'') { &codes::CSP_UNSAFE } else { &codes::CSP_REMOTE_SCRIPT };
            let message = format!("{name} has {source}.");
            let remedy =
                format!("Take {source} out of {name}, and ship the code in the extension's own files.");
            findings.push(Finding::new(rule, message, remedy).at(place.clone()));
        }
    }
    findings
}

fn is_loopback_source(source: &str) -> bool {
    let authority = source.strip_prefix("http://").unwrap_or(source);
    let host = authority.split([':', '/']).next().unwrap_or_default();
    host == "localhost" || host == "127.0.0.1"
}

fn blocked(policy: &Policy, instance: &Instance, place: &Place) -> Option<Finding> {
    let url = Url::parse(&instance.origin()).ok()?;
    let directive = policy.blocks_requests_to(&url)?;
    let origin = instance.origin();
    let edit = Edit::PolicySource { directive: "connect-src".into(), source: origin.clone() };
    let finding = Finding::new(
        &codes::CSP_CONNECT_BLOCKED,
        format!("{directive} does not cover the frontend API {origin}."),
        format!("Add {origin} to connect-src."),
    );
    Some(finding.at(place.clone()).fixed_by(edit))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::doctor::checks::tests::{WORKER, found};

    fn with(policy: &str, worker: &str) -> Vec<&'static str> {
        found(json!({"content_security_policy": {"extension_pages": policy}}), worker, &[])
    }

    #[test]
    fn the_wasm_entries_need_their_keyword_and_nothing_else_does() {
        let wasm = format!("{WORKER}; throw e({{code: 'wasm_csp_missing'}})");
        assert_eq!(found(json!({}), &wasm, &[]), ["wasm_csp_missing"]);
        assert_eq!(with("script-src 'self'; object-src 'self'", &wasm), ["wasm_csp_missing"]);
        let open = "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'";
        assert!(with(open, &wasm).is_empty());
        assert_eq!(with(open, WORKER), ["wasm_csp_unused"]);
        assert!(with(open, &format!("{WORKER}; WebAssembly.compile(x)")).is_empty());
    }

    #[test]
    fn what_chrome_refuses_is_found() {
        for (policy, code) in [
            ("script-src 'self' 'unsafe-eval'", "csp_unsafe"),
            ("script-src 'self' 'unsafe-inline'", "csp_unsafe"),
            ("script-src 'self' https://cdn.example", "csp_remote_script"),
            ("default-src 'self' https: http:", "csp_remote_script"),
            ("script-src 'self' blob:", "csp_remote_script"),
        ] {
            assert_eq!(with(policy, WORKER)[0], code, "{policy}");
        }
        for fine in ["script-src 'self' http://localhost:5173", "default-src *; script-src 'self'"] {
            assert!(with(fine, WORKER).is_empty(), "{fine}");
        }
        for odd in [json!("script-src 'self'"), json!([]), json!({"extension_pages": 1})] {
            assert_eq!(found(json!({"content_security_policy": odd}), WORKER, &[]), ["csp_invalid"]);
        }
    }

    #[test]
    fn a_policy_that_keeps_the_frontend_api_out_is_found() {
        let policy = |connect: &str| format!("script-src 'self'; connect-src {connect}");
        assert_eq!(with(&policy("'self' https://api.example.com"), WORKER), ["csp_connect_blocked"]);
        assert!(with(&policy("https://auth.example.invalid"), WORKER).is_empty());
    }
}
