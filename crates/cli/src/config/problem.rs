//! Collecting everything that is wrong, so that it can be mended in one go.

use crate::failure::Failure;

/// What is wrong so far, and where settings may come from beside the file.
pub struct Problems<V> {
    variable: V,
    found: Vec<String>,
}

impl<V: Fn(&str) -> Option<String>> Problems<V> {
    pub const fn new(variable: V) -> Self {
        Self { variable, found: Vec::new() }
    }

    pub fn add(&mut self, problem: String) {
        self.found.push(problem);
    }

    pub const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The setting's value: the environment's, else the file's. Empty counts as missing.
    pub fn optional(&self, name: &str, in_file: Option<String>) -> Option<String> {
        (self.variable)(&variable_name(name)).or(in_file).filter(|value| !value.trim().is_empty())
    }

    /// The same for a setting that the server cannot do without.
    pub fn required(&mut self, name: &str, in_file: Option<String>, what: &str) -> Option<String> {
        let value = self.optional(name, in_file);
        if value.is_none() {
            self.add(format!("{name} is missing: {what}; in the environment {}", variable_name(name)));
        }
        value
    }

    /// Reads a value, or notes why it cannot be read.
    pub fn parsed<T>(
        &mut self,
        name: &str,
        value: Option<String>,
        parse: impl Fn(&str) -> Result<T, Failure>,
    ) -> Option<T> {
        match parse(&value?) {
            Ok(parsed) => Some(parsed),
            Err(failure) => {
                self.add(format!("{name}: {}", failure.text()));
                None
            }
        }
    }

    pub fn into_failure(self) -> Failure {
        let list: String = self.found.iter().map(|problem| format!("\n  - {problem}")).collect();
        Failure::new("config_incomplete", format!("the server does not start until this is mended:{list}"))
    }
}

fn variable_name(setting: &str) -> String {
    format!("NIGHTDESK_{}", setting.to_ascii_uppercase())
}
