//! Whether the background starts.

use serde_json::Value;

use crate::doctor::{
    codes,
    extension::Sight,
    finding::{Finding, Rule},
    fix::Edit,
    subject::Subject,
};

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let extension = subject.extension;
    let manifest = &extension.manifest;
    if manifest.problem().is_some() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if extension.is_for_firefox() && manifest.text_at(&["browser_specific_settings", "gecko", "id"]).is_none()
    {
        let finding = Finding::new(
            &codes::GECKO_ID_MISSING,
            "\"browser_specific_settings\" has no \"gecko\": {\"id\": ...}.",
            "Add an id, like \"my-extension@example.com\".",
        );
        findings.push(finding.at(manifest.place(&["browser_specific_settings", "gecko"])));
    }
    if manifest.get(&["background"]).is_none() {
        let remedy =
            "Add \"background\": {\"service_worker\": \"background.js\"} and call createClerkClient() in it.";
        findings.push(Finding::new(
            &codes::MANIFEST_BACKGROUND_MISSING,
            "There is no \"background\".",
            remedy,
        ));
        return findings;
    }
    findings.extend(entry(subject));
    findings.extend(code(subject));
    findings
}

/// What the manifest says of it.
fn entry(subject: &Subject<'_>) -> Option<Finding> {
    let (extension, manifest) = (subject.extension, &subject.extension.manifest);
    let remedy = "Write \"background\": {\"service_worker\": \"background.js\"}.";
    let invalid = |message: &str, key: &str| {
        Some(
            Finding::new(&codes::BACKGROUND_INVALID, message, remedy)
                .at(manifest.place(&["background", key])),
        )
    };
    if manifest.get(&["background", "page"]).is_some() {
        return invalid("\"background\" has a \"page\", which Manifest V3 no longer knows.", "page");
    }
    if manifest.get(&["background", "persistent"]).and_then(Value::as_bool) == Some(true) {
        return invalid("\"background\" is \"persistent\", which Manifest V3 no longer knows.", "persistent");
    }
    let has_worker = manifest.text_at(&["background", "service_worker"]).is_some();
    match manifest.get(&["background", "scripts"]) {
        _ if has_worker || extension.is_for_firefox_only() => None,
        Some(_) => invalid(
            "\"background\" has \"scripts\", which only Firefox runs, and no \"service_worker\".",
            "scripts",
        ),
        None => invalid("\"background\" names no \"service_worker\".", "service_worker"),
    }
}

/// What its files do that it must not.
fn code(subject: &Subject<'_>) -> Vec<Finding> {
    let (extension, manifest) = (subject.extension, &subject.extension.manifest);
    let mut findings = Vec::new();
    let files = extension.background_files();
    let is_module = manifest.text_at(&["background", "type"]) == Some("module");
    let script = |file: &str| extension.files.get(file).and_then(|file| file.script.as_ref());
    if let Some((file, offset)) = files.first().and_then(|file| Some((*file, script(file)?.module_syntax?)))
        && !is_module
    {
        let finding = Finding::new(
            &codes::WORKER_NOT_A_MODULE,
            format!("{file} uses import or export, and \"background\" does not say that it is a module."),
            "Add \"type\": \"module\" to \"background\", or have the bundler write one plain file.",
        );
        let edit = Edit::Text { path: &["background", "type"], value: "module".to_owned() };
        findings.push(finding.at(extension.place(file, offset)).fixed_by(edit));
    }
    if manifest.get(&["background", "service_worker"]).is_none() {
        // Firefox's event pages are pages, which may do all of this.
        return findings;
    }
    let kinds: [(&Sight, &'static Rule, &str, &str); 2] = [
        (
            &Sight::DynamicImport,
            &codes::WORKER_DYNAMIC_IMPORT,
            "The worker calls import().",
            "Import it at the top, and have the bundler write the worker as one file (Rollup and Vite: \
             inlineDynamicImports).",
        ),
        (
            &Sight::TopLevelAwait,
            &codes::WORKER_TOP_LEVEL_AWAIT,
            "The worker awaits outside of any function.",
            "Move it into an async function that a listener calls.",
        ),
    ];
    for file in files {
        for (sight, rule, message, remedy) in &kinds {
            if let Some(offset) = script(file).and_then(|script| script.offsets(sight).next()) {
                findings.push(Finding::new(rule, *message, *remedy).at(extension.place(file, offset)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::doctor::checks::tests::{WORKER, found};

    #[test]
    fn a_background_that_chrome_does_not_run_is_found() {
        for (background, code) in [
            (json!(null), "manifest_background_missing"),
            (json!({}), "background_invalid"),
            (json!({"scripts": ["worker.js"]}), "background_invalid"),
            (json!({"service_worker": "worker.js", "page": "a.html"}), "background_invalid"),
            (json!({"service_worker": "worker.js", "persistent": true}), "background_invalid"),
        ] {
            assert_eq!(found(json!({"background": background}), WORKER, &[]), [code], "{background}");
        }
    }

    #[test]
    fn firefox_runs_scripts_and_wants_an_id() {
        let settings = json!({"gecko": {"id": "a@example.com"}});
        let change = |settings| json!({"background": {"scripts": ["worker.js"]}, "browser_specific_settings": settings});
        assert!(found(change(settings), WORKER, &[]).is_empty());
        assert_eq!(found(change(json!({"gecko": {}})), WORKER, &[]), ["gecko_id_missing"]);
        let both = json!({"scripts": ["worker.js"], "service_worker": "worker.js"});
        assert!(found(json!({"background": both}), WORKER, &[]).is_empty());
    }

    #[test]
    fn what_workers_may_not_do_is_found_in_all_that_they_load() {
        let module = json!({"background": {"service_worker": "worker.js", "type": "module"}});
        let import = format!("import './a.js'; {WORKER}");
        assert_eq!(found(json!({}), &import, &[("a.js", "")]), ["worker_not_a_module"]);
        assert!(found(module.clone(), &import, &[("a.js", "")]).is_empty());
        assert_eq!(
            found(module.clone(), &import, &[("a.js", "import('./b.js')")]),
            ["worker_dynamic_import"]
        );
        assert_eq!(found(module, &import, &[("a.js", "export {}; await 1")]), ["worker_top_level_await"]);
        assert!(found(json!({}), WORKER, &[("page.js", "import('./b.js')")]).is_empty(), "pages may");
    }
}
