//! An extension, read: what the checks look at.

mod crx;
mod manifest;
mod open;
mod script;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

pub use manifest::{FILE as MANIFEST, LANGUAGE as MANIFEST_LANGUAGE, Manifest};
pub use open::open;
pub use script::{Script, Sight, is_remote};

use super::finding::Place;
use crate::extension_id::ExtensionId;

/// What the extension was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// An unpacked extension, by the folder's absolute path.
    Folder(PathBuf),
    Zip,
    /// A signed package, which says its id.
    Crx(ExtensionId),
}

/// A file of the extension.
#[derive(Debug)]
pub struct File {
    pub bytes: Vec<u8>,
    /// What a JavaScript file does.
    pub script: Option<Script>,
}

impl File {
    /// Its text; `None` if it is none.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

#[derive(Debug)]
pub struct Extension {
    pub form: Form,
    pub manifest: Manifest,
    /// By path, with `/` between folders.
    pub files: BTreeMap<String, File>,
}

impl Extension {
    pub fn new(form: Form, contents: BTreeMap<String, Vec<u8>>) -> Option<Self> {
        let manifest = Manifest::parse(&String::from_utf8_lossy(contents.get(MANIFEST)?));
        let files = contents.into_iter().map(|(name, bytes)| {
            let is_code = [".js", ".mjs", ".cjs"].iter().any(|ending| name.ends_with(ending));
            let script = is_code.then(|| Script::parse(&String::from_utf8_lossy(&bytes)));
            (name, File { bytes, script })
        });
        Some(Self { form, manifest, files: files.collect() })
    }

    /// Its scripts by name.
    pub fn scripts(&self) -> impl Iterator<Item = (&str, &Script)> {
        self.files.iter().filter_map(|(name, file)| Some((name.as_str(), file.script.as_ref()?)))
    }

    /// Its texts by name, the manifest too.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(name, file)| Some((name.as_str(), file.text()?)))
    }

    /// Whether the manifest begins with U+FEFF, as some editors have it.
    pub fn has_byte_order_mark(&self) -> bool {
        self.files.get(MANIFEST).and_then(File::text).is_some_and(|text| text.starts_with('\u{feff}'))
    }

    /// Where a byte of a file is.
    pub fn place(&self, file: &str, offset: usize) -> Place {
        match self.files.get(file).and_then(File::text) {
            Some(text) => Place::at(file, text, offset),
            None => Place::file(file),
        }
    }

    /// Whether the manifest is one for Firefox as well, or only.
    pub fn is_for_firefox(&self) -> bool {
        self.manifest.get(&["browser_specific_settings", "gecko"]).is_some()
    }

    /// Whether Chrome cannot run it, as its background has scripts and no worker.
    pub fn is_for_firefox_only(&self) -> bool {
        self.is_for_firefox()
            && self.manifest.get(&["background", "scripts"]).is_some()
            && self.manifest.get(&["background", "service_worker"]).is_none()
    }

    /// Files that the background loads when it starts, the named ones first.
    pub fn background_files(&self) -> Vec<&str> {
        let worker = self.manifest.text_at(&["background", "service_worker"]);
        let scripts = self.manifest.texts(&["background", "scripts"]);
        // A manifest for both browsers names the same code twice.
        let named: Vec<&str> = match worker {
            Some(worker) => vec![worker],
            None => scripts.into_iter().map(|(_, script)| script).collect(),
        };
        self.with_loaded(&named)
    }

    /// Files of content scripts, with the place in the manifest that names each.
    pub fn content_scripts(&self) -> Vec<(String, Place)> {
        let count =
            self.manifest.get(&["content_scripts"]).and_then(|all| all.as_array()).map_or(0, Vec::len);
        let mut files = Vec::new();
        for entry in 0..count {
            let entry = entry.to_string();
            for (at, file) in self.manifest.texts(&["content_scripts", &entry, "js"]) {
                let place = self.manifest.place(&["content_scripts", &entry, "js", &at]);
                files.push((relative_to_root(file), place));
            }
        }
        files
    }

    /// The files that are there, and all that they load at once.
    fn with_loaded(&self, named: &[&str]) -> Vec<&str> {
        let mut waiting: Vec<String> = named.iter().rev().map(|file| relative_to_root(file)).collect();
        let (mut seen, mut files) = (BTreeSet::new(), Vec::new());
        while let Some(name) = waiting.pop() {
            let Some((name, file)) = self.files.get_key_value(&name) else { continue };
            if seen.insert(name.as_str()) {
                files.push(name.as_str());
                let loads = file.script.iter().flat_map(|script| &script.loads);
                waiting.extend(loads.filter_map(|specifier| beside(name, specifier)));
            }
        }
        files
    }
}

/// A path of the manifest as a file's name: browsers take a leading slash or dot for the extension's root.
pub fn relative_to_root(path: &str) -> String {
    beside("", path).unwrap_or_else(|| path.to_owned())
}

/// The file that `specifier` means in a file.
fn beside(file: &str, specifier: &str) -> Option<String> {
    let folder =
        if specifier.starts_with('/') { "" } else { file.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let path = specifier.split(['?', '#']).next()?;
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// An extension from its files.
    pub fn extension(files: &[(&str, &str)]) -> Extension {
        let contents =
            files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        Extension::new(Form::Folder(PathBuf::from("/srv/extension")), contents).unwrap()
    }

    #[test]
    fn the_background_is_all_that_loads_with_it() {
        let manifest = r#"{"background": {"service_worker": "/js/worker.js"}}"#;
        let read = extension(&[
            (MANIFEST, manifest),
            ("js/worker.js", "import './a.js'; import('./later.js')"),
            ("js/a.js", "import '../b.js'; import './worker.js'; import './gone.js'"),
            ("js/later.js", ""),
            ("b.js", ""),
        ]);
        assert_eq!(read.background_files(), ["js/worker.js", "js/a.js", "b.js"]);
    }

    #[test]
    fn specifiers_are_resolved_as_paths() {
        assert_eq!(beside("js/a.js", "./b.js").unwrap(), "js/b.js");
        assert_eq!(beside("js/a.js", "../b.js?v=1").unwrap(), "b.js");
        assert_eq!(beside("js/a.js", "/b.js").unwrap(), "b.js");
        assert_eq!(beside("a.js", "../../b.js"), None);
    }
}
