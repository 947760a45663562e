//! Code that comes from elsewhere, or from strings.

use std::sync::LazyLock;

use regex::Regex;

use crate::doctor::{
    codes,
    extension::{Sight, is_remote},
    finding::{Finding, Place},
    keys::fixed,
    subject::Subject,
};

const SHIP_IT: &str = "Put the code into the extension's own files; fetch data from the web, never code.";

/// A script element of a page with its address.
static SCRIPT_TAG: LazyLock<Regex> =
    LazyLock::new(|| fixed(r#"(?i)<script\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)"#));

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let extension = subject.extension;
    let mut findings = Vec::new();
    for (file, script) in extension.scripts() {
        if let Some((offset, reason)) = &script.unreadable {
            let message = format!("{file} is no JavaScript: {reason}.");
            let remedy = "Build it again, or remove it.";
            let finding = Finding::new(&codes::SCRIPT_UNREADABLE, message, remedy);
            findings.push(finding.at(extension.place(file, *offset)));
        }
        for (offset, sight) in &script.sights {
            findings.extend(finding(sight).map(|finding| finding.at(extension.place(file, *offset))));
        }
    }
    let pages = extension.texts().filter(|(file, _)| file.ends_with(".html") || file.ends_with(".htm"));
    for (file, text) in pages {
        for tag in SCRIPT_TAG.captures_iter(text) {
            let (Some(whole), Some(url)) = (tag.get(0), tag.get(1)) else { continue };
            if is_remote(url.as_str()) {
                let message = format!("The page loads {}.", url.as_str());
                findings.push(Finding::new(&codes::REMOTE_CODE, message, SHIP_IT).at(Place::at(
                    file,
                    text,
                    whole.start(),
                )));
            }
        }
    }
    findings
}

fn finding(sight: &Sight) -> Option<Finding> {
    Some(match sight {
        Sight::RemoteCode { means, url } => {
            Finding::new(&codes::REMOTE_CODE, format!("This loads {url} by {means}."), SHIP_IT)
        }
        Sight::ScriptUrlUnknown => Finding::new(
            &codes::SCRIPT_URL_UNKNOWN,
            "This adds a script element whose address is made at run time.",
            "Make the address with chrome.runtime.getURL(), or leave the library out that does this.",
        ),
        Sight::CodeFromString(means) => Finding::new(
            &codes::CODE_FROM_STRING,
            format!("This runs a string as code by {means}."),
            "Replace it by a function, or leave the library out that does this.",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::doctor::checks::tests::{WORKER, findings, found};

    #[test]
    fn each_way_is_found_with_its_line() {
        for (code, expected) in [
            ("importScripts('https://cdn.example/a.js')", "remote_code"),
            ("eval(x)", "code_from_string"),
            ("const s = document.createElement('script'); s.src = x", "script_url_unknown"),
            ("const = ;", "script_unreadable"),
        ] {
            let found = findings(json!({}), WORKER, &[("lib.js", &format!("\n  {code}"))]);
            assert_eq!(found.len(), 1, "{code}");
            assert_eq!(found[0].rule.code, expected);
            assert!(
                found[0].place.clone().unwrap().to_string().starts_with("lib.js:2:"),
                "{:?}",
                found[0].place
            );
        }
    }

    #[test]
    fn pages_may_load_what_is_theirs() {
        let page = |tag| found(json!({}), WORKER, &[("a.html", tag)]);
        assert_eq!(page("<script defer src=\"https://cdn.example/a.js\"></script>"), ["remote_code"]);
        assert_eq!(page("<SCRIPT SRC=//cdn.example/a.js></SCRIPT>"), ["remote_code"]);
        assert!(
            page("<script type=module src='/a.js'></script><img src='https://x.example/a.png'>").is_empty()
        );
    }
}
