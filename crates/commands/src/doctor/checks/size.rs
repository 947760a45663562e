//! How much a worker loads, and the official package.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use crate::doctor::{
    codes,
    extension::{Extension, File},
    finding::{Finding, Place},
    subject::Subject,
};

/// Bytes beyond which a worker is called big: some eight times what the client takes.
const MAX_RAW: usize = 600 * 1024;
const MAX_GZIP: usize = 200 * 1024;

/// Names that only the official package's own code holds all of.
const OFFICIAL: &[&str] = &["@clerk/chrome-extension", "@clerk/clerk-js"];

pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let extension = subject.extension;
    let mut findings = Vec::new();
    let background = extension.background_files();
    if let Some(first) = background.first() {
        let raw: usize = background
            .iter()
            .filter_map(|name| extension.files.get(*name))
            .map(|file| file.bytes.len())
            .sum();
        let gzip = gzipped(extension, &background);
        if raw > MAX_RAW || gzip > MAX_GZIP {
            let official = background.iter().any(|name| extension.files.get(*name).is_some_and(is_official));
            let remedy = if official {
                "Most of it is @clerk/chrome-extension; @nightdesk/chrome-extension is a drop-in of 30 KB. Else, see \
                 what the bundler put in."
            } else {
                "See what the bundler put in, and move what only pages need out of the worker."
            };
            let message = format!(
                "The background loads {} KB of code ({} KB gzipped) each time it starts.",
                raw.div_ceil(1024),
                gzip.div_ceil(1024)
            );
            findings.push(Finding::new(&codes::WORKER_OVERSIZED, message, remedy).at(Place::file(*first)));
        }
    }
    if let Some((name, _)) = official(extension) {
        let message = format!("{name} holds @clerk/chrome-extension.");
        let remedy = "To move over, change the import to @nightdesk/chrome-extension/background or /client; options, \
                      manifest and stored sign-ins stay as they are.";
        findings.push(Finding::new(&codes::OFFICIAL_PACKAGE_FOUND, message, remedy).at(Place::file(name)));
    }
    findings
}

/// The first file with the official package's code.
pub fn official(extension: &Extension) -> Option<(&str, &File)> {
    extension
        .files
        .iter()
        .find(|(_, file)| file.script.is_some() && is_official(file))
        .map(|(name, file)| (name.as_str(), file))
}

fn is_official(file: &File) -> bool {
    file.text().is_some_and(|text| OFFICIAL.iter().all(|name| text.contains(name)))
}

fn gzipped(extension: &Extension, names: &[&str]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    for file in names.iter().filter_map(|name| extension.files.get(*name)) {
        if encoder.write_all(&file.bytes).is_err() {
            return 0;
        }
    }
    encoder.finish().map_or(0, |bytes| bytes.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::doctor::checks::tests::{WORKER, findings, found};

    const OFFICIAL: &str = "a('@clerk/chrome-extension'); b('@clerk/clerk-js')";

    #[test]
    fn a_big_worker_is_told_what_makes_it_big() {
        let big = format!("{WORKER};'{}'", "x".repeat(700 * 1024));
        assert_eq!(found(json!({}), &big, &[]), ["worker_oversized"]);
        let with_official = findings(json!({}), &format!("{big};{OFFICIAL}"), &[]);
        assert!(with_official[0].remedy.contains("@clerk/chrome-extension"), "{}", with_official[0].remedy);
        assert!(
            found(json!({}), WORKER, &[("page.js", &big)]).is_empty(),
            "only what the worker loads counts"
        );
    }

    #[test]
    fn the_official_package_is_known_by_its_code() {
        assert_eq!(found(json!({}), WORKER, &[("popup.js", OFFICIAL)]), ["official_package_found"]);
        assert!(found(json!({}), WORKER, &[("popup.js", "'like @clerk/chrome-extension'")]).is_empty());
    }
}
