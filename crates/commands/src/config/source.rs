//! Where settings come from.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    path::Path,
};

use crate::failure::Failure;

const PREFIX: &str = "NIGHTDESK_";

/// The name of a setting in the environment.
pub fn environment_name(name: &str) -> String {
    format!("{PREFIX}{}", name.to_ascii_uppercase())
}

/// Settings as text, from file and environment.
pub struct Source {
    file: toml::Table,
    environment: HashMap<String, String>,
    asked: RefCell<BTreeSet<&'static str>>,
}

/// Variables that are no settings of the file: arguments, and what Kubernetes sets for a service called `nightdesk`.
const OTHERS: &[&str] = &["CONFIG", "FOLDER", "LOG", "LOG_FORMAT", "PUBLISHABLE_KEY"];
const KUBERNETES: &[&str] = &["SERVICE_", "PORT"];

/// Settings that may be lists in the file.
const LISTS: &[&str] = &["trusted_proxies"];

impl Source {
    /// Reads the file and the environment of the process.
    ///
    /// # Errors
    /// `config_unreadable` if the file is not there or is not TOML.
    pub fn read(file: Option<&Path>) -> Result<Self, Failure> {
        let text = match file {
            None => String::new(),
            Some(path) => std::fs::read_to_string(path).map_err(|error| {
                Failure::new("config_unreadable", format!("cannot read {}: {error}.", path.display()))
            })?,
        };
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
        let environment = std::env::vars_os();
        let ours = environment.filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        let mut texts = Vec::new();
        for (name, value) in ours.filter(|(name, _)| name.starts_with(PREFIX)) {
            // The value itself may be a password.
            let value = value.into_string().map_err(|_| {
                Failure::new("config_unreadable", format!("{name} in the environment is not UTF-8."))
            })?;
            texts.push((name, value));
        }
        Self::new(&text, texts.into_iter())
    }

    /// Settings from the text of a file and from variables.
    ///
    /// # Errors
    /// `config_unreadable` if the text is not TOML.
    pub fn new(text: &str, environment: impl Iterator<Item = (String, String)>) -> Result<Self, Failure> {
        let file = text.parse().map_err(|error: toml::de::Error| {
            // The whole error quotes the line, which may hold a password; its number says as much.
            let line = error
                .span()
                .map_or(1, |span| 1 + text.get(..span.start).unwrap_or_default().matches('\n').count());
            let text = format!("line {line} of the configuration file is not TOML: {}.", error.message());
            Failure::new("config_unreadable", text)
        })?;
        Ok(Self { file, environment: environment.collect(), asked: RefCell::default() })
    }

    /// The setting `name`; empty counts as not set, which is what an unset variable in a service file looks like.
    pub fn get(&self, name: &'static str) -> Option<String> {
        self.asked.borrow_mut().insert(name);
        let from_file = self.file.get(name).map(|value| match value {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let given = [self.environment.get(&environment_name(name)).cloned(), from_file];
        given.into_iter().flatten().map(|text| text.trim().to_owned()).find(|text| !text.is_empty())
    }

    /// Names in the file that nobody asked for: misspelt, or meant for another version.
    pub fn unknown(&self) -> Vec<String> {
        self.file.keys().filter(|name| !self.asked.borrow().contains(name.as_str())).cloned().collect()
    }

    /// Settings of the file that are lists or tables though they are one text.
    pub fn several(&self) -> Vec<String> {
        let is_several = |value: &toml::Value| value.is_array() || value.is_table();
        let wrong = |name: &str, value| is_several(value) && !LISTS.contains(&name);
        self.file.iter().filter(|(name, value)| wrong(name, value)).map(|(name, _)| name.clone()).collect()
    }

    /// Variables that look like settings and are none.
    pub fn unknown_variables(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let is_unknown = |variable: &&String| {
            let name = variable.strip_prefix(PREFIX).unwrap_or(variable);
            !OTHERS.contains(&name)
                && !KUBERNETES.iter().any(|start| name.starts_with(start))
                && !asked.contains(name.to_ascii_lowercase().as_str())
        };
        self.environment.keys().filter(is_unknown).cloned().collect()
    }
}
