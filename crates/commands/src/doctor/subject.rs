//! What the checks are about: the extension, and what follows from its files.

use url::Url;

use super::{
    extension::{Extension, Form},
    finding::Place,
    instance::{Instance, is_loopback},
    keys,
    pattern::MatchPattern,
};
use crate::extension_id::ExtensionId;

/// What the caller knows and a bundle may not tell.
#[derive(Debug, Default)]
pub struct Told {
    pub extension_id: Option<ExtensionId>,
    pub sync_host: Option<String>,
}

pub struct Subject<'a> {
    pub extension: &'a Extension,
    /// Instances whose keys are in the files, each with its places.
    pub instances: Vec<(Instance, Vec<Place>)>,
    pub sync_hosts: Vec<SyncHost>,
    /// Where a client gets a sync host that is made at run time.
    pub unknown_sync_host: Option<Place>,
    pub id: Option<(ExtensionId, IdSource)>,
}

/// Why the extension has its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdSource {
    Told,
    Key,
    Package,
    Path,
}

/// A web app whose sign-in the extension follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncHost {
    pub text: String,
    /// `None` if the text is no host and no URL.
    pub url: Option<Url>,
    pub place: Option<Place>,
}

impl<'a> Subject<'a> {
    pub fn new(extension: &'a Extension, told: &Told) -> Self {
        let mut sync_hosts = Vec::new();
        let mut unknown_sync_host = None;
        sync_hosts.extend(told.sync_host.iter().map(|text| SyncHost::parse(text, None)));
        for (file, script) in extension.scripts() {
            for options in &script.client_options {
                let place = || extension.place(file, options.offset);
                match &options.sync_host {
                    Some(Some(text)) if sync_hosts.iter().all(|known| known.text != *text) => {
                        sync_hosts.push(SyncHost::parse(text, Some(place())));
                    }
                    Some(None) if unknown_sync_host.is_none() => unknown_sync_host = Some(place()),
                    _ => {}
                }
            }
        }
        if !sync_hosts.is_empty() {
            unknown_sync_host = None;
        }
        Self {
            extension,
            instances: keys::instances(extension),
            sync_hosts,
            unknown_sync_host,
            id: id(extension, told),
        }
    }

    /// Whether a client follows the sign-in of a web app.
    pub fn syncs(&self) -> bool {
        !self.sync_hosts.is_empty() || self.unknown_sync_host.is_some()
    }

    /// Whether the extension has permission for the URL from the start.
    pub fn may_reach(&self, url: &Url) -> bool {
        self.covered_by("host_permissions", url)
    }

    /// Whether it may ask the user for it.
    pub fn may_ask_for(&self, url: &Url) -> bool {
        self.covered_by("optional_host_permissions", url)
    }

    fn covered_by(&self, list: &str, url: &Url) -> bool {
        let patterns = self.extension.manifest.texts(&[list]);
        patterns
            .iter()
            .filter_map(|(_, text)| MatchPattern::parse(text).ok())
            .any(|pattern| pattern.covers(url))
    }
}

impl SyncHost {
    fn parse(text: &str, place: Option<Place>) -> Self {
        let url = if text.contains("://") {
            Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
        } else {
            let scheme = if is_loopback(text) { "http" } else { "https" };
            Url::parse(&format!("{scheme}://{text}")).ok()
        };
        Self { text: text.to_owned(), url: url.filter(Url::has_host), place }
    }
}

fn id(extension: &Extension, told: &Told) -> Option<(ExtensionId, IdSource)> {
    if let Some(id) = &told.extension_id {
        return Some((id.clone(), IdSource::Told));
    }
    if let Form::Crx(id) = &extension.form {
        return Some((id.clone(), IdSource::Package));
    }
    if let Some(key) = extension.manifest.text_at(&["key"]) {
        return Some((ExtensionId::of_manifest_key(key).ok()?, IdSource::Key));
    }
    match &extension.form {
        Form::Folder(path) if !extension.is_for_firefox_only() => {
            Some((ExtensionId::of_path(path), IdSource::Path))
        }
        _ => None,
    }
}
