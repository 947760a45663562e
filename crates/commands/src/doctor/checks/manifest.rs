//! Whether browsers load the extension at all.

use serde_json::Value;

use crate::doctor::{
    codes,
    extension::{MANIFEST, relative_to_root},
    finding::{Finding, Place},
    fix::Edit,
    subject::Subject,
};

/// What the packages of this project are built for.
const CHROME_VERSION: u32 = 116;

/// Paths of entries that name a file.
const FILES: &[&[&str]] = &[
    &["action", "default_popup"],
    &["side_panel", "default_path"],
    &["options_page"],
    &["options_ui", "page"],
    &["devtools_page"],
    &["background", "service_worker"],
];

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let extension = subject.extension;
    let manifest = &extension.manifest;
    if let Some((place, problem)) = manifest.problem() {
        let message = format!("{MANIFEST} cannot be read: {problem}.");
        let remedy = "Browsers take JSON with double quotes and without trailing commas; comments are fine.";
        return vec![Finding::new(&codes::MANIFEST_INVALID, message, remedy).at(place)];
    }
    let mut findings = Vec::new();
    if manifest.get(&["manifest_version"]).and_then(Value::as_u64) != Some(3) {
        let message = "\"manifest_version\" is not 3.";
        let remedy = "Write \"manifest_version\": 3 and move to a service worker and host_permissions.";
        let place = manifest.place(&["manifest_version"]);
        findings.push(Finding::new(&codes::MANIFEST_VERSION_UNSUPPORTED, message, remedy).at(place));
    }
    for name in ["name", "version"] {
        if manifest.text_at(&[name]).is_none_or(str::is_empty) {
            let finding = Finding::new(
                &codes::MANIFEST_INCOMPLETE,
                format!("\"{name}\" is missing."),
                format!("Add \"{name}\"."),
            );
            findings.push(finding.at(Place::file(MANIFEST)));
        }
    }
    findings.extend(missing_files(subject));
    if !extension.is_for_firefox_only() && !is_new_enough(manifest.text_at(&["minimum_chrome_version"])) {
        let edit = Edit::Text { path: &["minimum_chrome_version"], value: CHROME_VERSION.to_string() };
        let finding = Finding::new(
            &codes::CHROME_VERSION_OPEN,
            format!("\"minimum_chrome_version\" does not ask for {CHROME_VERSION} or newer."),
            format!("Write \"minimum_chrome_version\": \"{CHROME_VERSION}\"."),
        );
        findings.push(finding.at(manifest.place(&["minimum_chrome_version"])).fixed_by(edit));
    }
    findings
}

fn is_new_enough(version: Option<&str>) -> bool {
    let major = version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    major.is_some_and(|major| major >= CHROME_VERSION)
}

fn missing_files(subject: &Subject<'_>) -> Vec<Finding> {
    let manifest = &subject.extension.manifest;
    let single =
        FILES.iter().filter_map(|path| Some((manifest.text_at(path)?.to_owned(), manifest.place(path))));
    let scripts = manifest.texts(&["background", "scripts"]).into_iter();
    let listed =
        scripts.map(|(at, file)| (file.to_owned(), manifest.place(&["background", "scripts", at.as_str()])));
    single
        .chain(listed)
        .chain(subject.extension.content_scripts())
        .filter(|(file, _)| {
            let name = relative_to_root(file.split(['?', '#']).next().unwrap_or(file));
            !subject.extension.files.contains_key(&name)
        })
        .map(|(file, place)| {
            let message = format!("There is no file {file}.");
            let remedy = "Name a file that the build writes, by its path from the extension's root.";
            Finding::new(&codes::FILE_MISSING, message, remedy).at(place)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::doctor::checks::tests::{WORKER, codes_of, extension_with, found};
    use crate::doctor::subject::{Subject, Told};

    #[test]
    fn an_unreadable_manifest_is_one_finding_of_this_check() {
        let read = extension_with("{\"name\": \"x\",}", &[]);
        assert_eq!(codes_of(&super::check(&Subject::new(&read, &Told::default()))), ["manifest_invalid"]);
    }

    #[test]
    fn what_every_browser_asks_for_is_asked_for() {
        for (change, code) in [
            (json!({"manifest_version": 2}), "manifest_version_unsupported"),
            (json!({"name": null}), "manifest_incomplete"),
            (json!({"action": {"default_popup": "popup.html"}}), "file_missing"),
            (
                json!({"content_scripts": [{"matches": ["https://a.example/*"], "js": ["gone.js"]}]}),
                "file_missing",
            ),
            (json!({"minimum_chrome_version": "102.0"}), "chrome_version_open"),
            (json!({"minimum_chrome_version": null}), "chrome_version_open"),
        ] {
            assert_eq!(found(change.clone(), WORKER, &[]), [code], "{change}");
        }
    }

    #[test]
    fn files_are_found_by_every_way_to_write_their_path() {
        for path in ["/popup.html", "./popup.html", "popup.html?view=small#top"] {
            let change = json!({"action": {"default_popup": path}});
            assert!(found(change, WORKER, &[("popup.html", "")]).is_empty(), "{path}");
        }
    }
}
